//! Making a customer's data harmless before a template sees it.

use std::borrow::Cow;

use crate::recipient::channel::Channel;

/// Cleans a value for a channel: what is invisible or a control goes, line breaks become spaces, and in
/// WhatsApp nothing in it can turn text bold.
pub(crate) fn harmless(value: &str, channel: Channel) -> Cow<'_, str> {
    let cleaned = if value.chars().any(is_suspect) { Cow::Owned(clean(value)) } else { Cow::Borrowed(value) };
    if channel == Channel::Whatsapp && cleaned.contains(['*', '_', '~', '`', '>']) && !is_url(&cleaned) {
        return Cow::Owned(neutralise(&cleaned));
    }
    cleaned
}

/// An address with its non-ASCII letters percent-encoded (RFC 3986 §2.1), which every link reader understands and
/// which keeps an SMS in GSM-7.
pub(super) fn encoded_url(url: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Whether a text is a web address that may be linked.
pub(super) fn is_url(text: &str) -> bool {
    let scheme = |prefix: &str| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && text.len() > prefix.len()
    };
    (scheme("https://") || scheme("http://"))
        && !text
            .contains(|char: char| char.is_whitespace() || is_suspect(char) || "\"'<>`\\{}|^".contains(char))
}

fn is_suspect(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
            | '\u{E000}'..='\u{F8FF}')
}

/// U+200C and U+200D join and part letters in Persian and Indic scripts and build emoji; there they stay.
fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200C}' | '\u{200D}')
}

fn clean(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value.chars().peekable();
    while let Some(char) = rest.next() {
        let joins = is_joiner(char)
            && out.chars().next_back().is_some_and(|before| !before.is_ascii() && !before.is_whitespace())
            && rest.peek().is_some_and(|after| !after.is_ascii() && !is_suspect(*after));
        if joins || !is_suspect(char) {
            out.push(char);
        } else if (char.is_control() || matches!(char, '\u{2028}' | '\u{2029}'))
            && !out.ends_with(' ')
            && !out.is_empty()
        {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// WhatsApp reads `*`, `_`, `~` and `` ` `` as markup only at the edge of a word, and `>` at the start of
/// a line; there they give way to look-alikes. Inside a word (`ORD_2024_1`) they are left alone.
fn neutralise(value: &str) -> String {
    let chars: Vec<char> = value.chars().collect();
    let is_word = |at: Option<&char>| at.is_some_and(|char| char.is_alphanumeric());
    chars
        .iter()
        .enumerate()
        .map(|(at, char)| {
            let inside = at > 0 && is_word(chars.get(at - 1)) && is_word(chars.get(at + 1));
            match char {
                '*' if !inside => '∗',
                '_' if !inside => '＿',
                '~' if !inside => '∼',
                '`' => '‘',
                '>' if at == 0 => '›',
                other => *other,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, channel: Channel, expected: &str) {
        assert_eq!(harmless(value, channel), expected, "{value:?} by {channel}");
    }

    #[test]
    fn values_lose_what_nobody_sees() {
        check("John\r\nBcc: x", Channel::Email, "John Bcc: x");
        check("\u{202E}gnp.exe", Channel::Sms, "gnp.exe");
        check("Jo\u{200B}hn\u{FEFF}", Channel::Sms, "John");
        check("می\u{200C}خواهم", Channel::Whatsapp, "می\u{200C}خواهم");
        check("a\u{200D}b", Channel::Whatsapp, "ab");
        check("Zoë Çelik", Channel::Whatsapp, "Zoë Çelik");
    }

    #[test]
    fn values_cannot_mark_up_whatsapp() {
        check("*Bob*", Channel::Whatsapp, "∗Bob∗");
        check("ORD_2024_1", Channel::Whatsapp, "ORD_2024_1");
        check("_x_ ~y~ `z`", Channel::Whatsapp, "＿x＿ ∼y∼ ‘z‘");
        check("https://example.com/a_b_/*c*", Channel::Whatsapp, "https://example.com/a_b_/*c*");
        check("*Bob*", Channel::Sms, "*Bob*");
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(is_url("https://example.com/?a=1&b=2") && is_url("HTTP://example.com"));
        assert!(!is_url("javascript:alert(1)") && !is_url("https://") && !is_url("https://a b"));
    }
}
