//! What a mail server's reply means, by how far the conversation has come. Pure.

use crate::provider::{Answer, Reason, code};

/// How far the conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Greeting, EHLO and STARTTLS.
    Greeting,
    /// We said who we are.
    Login,
    /// We named the sender.
    Sender,
    /// We named the receiver.
    Receiver,
    /// We asked to send.
    Data,
    /// We sent the mail, or some of it.
    Mail,
}

/// What a refusal means. Before the receiver is named it cannot be about the receiver: then it is our credentials, our
/// address or our sender that the server dislikes, and a fault of the configuration must not cost anybody their
/// message.
pub(super) fn refusal(stage: Stage, status: u16, enhanced: Option<&str>) -> Answer {
    let detail = match enhanced {
        Some(enhanced) => format!("SMTP {status} {enhanced}"),
        None => format!("SMTP {status}"),
    };
    let transient = |code| Answer::transient(Reason::new(code, detail.clone()));
    let permanent = |code| Answer::permanent(Reason::new(code, detail.clone()));
    match (stage, status) {
        (Stage::Login, _) | (_, 530 | 534 | 535 | 538) => transient(code::AUTH),
        (_, ..500) | (Stage::Greeting, _) => transient(code::UNAVAILABLE),
        // 552: larger than the server takes.
        (Stage::Sender, 552) => permanent(code::REJECTED),
        (Stage::Sender, _) => transient(code::SENDER_REFUSED),
        (Stage::Receiver, 550 | 551 | 553) if enhanced.is_none_or(|code| code.starts_with("5.1.")) => {
            permanent(code::UNKNOWN_RECEIVER)
        }
        (Stage::Receiver | Stage::Data | Stage::Mail, _) => permanent(code::REJECTED),
    }
}

/// The enhanced status (RFC 3463) at the head of a reply's text.
pub(super) fn enhanced(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let is_number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_class = matches!(parts.first(), Some(&("2" | "4" | "5")));
    (parts.len() == 3 && is_class && parts.iter().all(is_number)).then_some(word)
}

/// The id that the server's queue gave the mail, as most servers say it.
pub(super) fn queue_id(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("queued as ")? + "queued as ".len();
    let id: String = text
        .get(at..)?
        .chars()
        .take_while(|char| char.is_ascii_alphanumeric() || "-_.".contains(*char))
        .collect();
    (1..=100).contains(&id.len()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_judged_by_what_it_can_be_about() {
        let judged = |stage, status, enhanced| {
            let answer = refusal(stage, status, enhanced);
            let kind = if answer.is_transient() { "transient" } else { "permanent" };
            format!("{kind} {}", answer.reason().unwrap().code)
        };
        let cases = [
            (Stage::Greeting, 421, None, "transient unavailable"),
            (Stage::Greeting, 554, Some("5.7.1"), "transient unavailable"),
            (Stage::Login, 535, Some("5.7.8"), "transient auth"),
            (Stage::Login, 454, None, "transient auth"),
            (Stage::Sender, 530, None, "transient auth"),
            (Stage::Sender, 553, None, "transient sender_refused"),
            (Stage::Sender, 552, None, "permanent rejected"),
            (Stage::Sender, 451, None, "transient unavailable"),
            (Stage::Receiver, 450, Some("4.2.1"), "transient unavailable"),
            (Stage::Receiver, 550, Some("5.1.1"), "permanent unknown_receiver"),
            (Stage::Receiver, 550, None, "permanent unknown_receiver"),
            (Stage::Receiver, 550, Some("5.7.1"), "permanent rejected"),
            (Stage::Receiver, 554, None, "permanent rejected"),
            (Stage::Data, 421, None, "transient unavailable"),
            (Stage::Mail, 554, Some("5.6.0"), "permanent rejected"),
            (Stage::Mail, 452, None, "transient unavailable"),
        ];
        for (stage, status, enhanced, expected) in cases {
            assert_eq!(judged(stage, status, enhanced), expected, "{stage:?} {status} {enhanced:?}");
        }
    }

    #[test]
    fn replies_are_read_without_their_prose() {
        assert_eq!(enhanced("5.1.1 <ann@example.com> unknown"), Some("5.1.1"));
        assert_eq!(enhanced("mailbox unknown"), None);
        assert_eq!(enhanced("9.1.1 x"), None);
        assert_eq!(enhanced("5.1 x"), None);
        assert_eq!(queue_id("2.0.0 Ok: queued as 4F3A2B1C"), Some("4F3A2B1C".to_owned()));
        assert_eq!(queue_id("OK"), None);
    }
}
