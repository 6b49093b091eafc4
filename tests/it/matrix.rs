//! Everything that is shipped, rendered: every fixture × language × channel.

use std::fmt::Write;

use tellal::{Body, Channel, EventKind};

use crate::support::{LANGUAGES, fixture, fixtures, force, json, message, shipped};

/// What a customer reads of every fixture, in one language.
fn texts(language: &str) -> String {
    let mut all = String::new();
    for name in fixtures() {
        writeln!(all, "━━━ {name}").unwrap();
        for channel in Channel::ALL {
            let outcome = shipped().preview(fixture(&name).as_bytes(), &force(language, channel));
            let message = message(outcome);
            match &message.body {
                Body::Sms(sms) => {
                    let encoding = sms.encoding.as_str();
                    writeln!(all, "─── sms: {} × {encoding} ({})", sms.segments, sms.units).unwrap();
                    writeln!(all, "{}", sms.text).unwrap();
                }
                Body::Whatsapp(whatsapp) => writeln!(all, "─── whatsapp\n{}", whatsapp.text).unwrap(),
                Body::Email(email) => {
                    writeln!(all, "─── email: {}\n{}", email.subject, email.text).unwrap();
                }
            }
        }
    }
    all
}

#[test]
fn every_event_renders_in_every_language_on_every_channel() {
    for language in LANGUAGES {
        insta::assert_snapshot!(format!("texts_{language}"), texts(language));
    }
}

#[test]
fn emails_are_whole_documents_in_the_right_direction() {
    for language in LANGUAGES {
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        for name in fixtures() {
            let outcome = shipped().preview(fixture(&name).as_bytes(), &force(language, Channel::Email));
            let Body::Email(email) = message(outcome).body else { panic!("forced to e-mail") };
            let context = format!("{name} in {language}");
            assert!(email.html.contains(&format!("lang=\"{language}\"")), "{context}");
            assert!(email.html.contains(&format!("dir=\"{direction}\"")), "{context}");
            assert!(
                email.html.trim_start().starts_with("<!") && email.html.trim_end().ends_with("</html>"),
                "{context}"
            );
            assert!(
                !email.subject.is_empty() && email.subject.chars().count() <= 78,
                "{context}: {}",
                email.subject
            );
            assert!(!email.text.contains('<') && !email.text.contains("&amp;"), "{context}: {}", email.text);
            for tag in ["table", "tr", "td", "p", "a", "bdi", "h1", "h2", "div"] {
                let opened = email.html.matches(&format!("<{tag}>")).count()
                    + email.html.matches(&format!("<{tag} ")).count();
                assert_eq!(opened, email.html.matches(&format!("</{tag}>")).count(), "{context}: <{tag}>");
            }
        }
    }
}

#[test]
fn html_of_a_delivery_in_both_directions() {
    for language in ["en", "ar"] {
        let outcome =
            shipped().preview(fixture("order_shipped_cargo").as_bytes(), &force(language, Channel::Email));
        let Body::Email(email) = message(outcome).body else { panic!("forced to e-mail") };
        insta::assert_snapshot!(format!("html_{language}"), email.html);
    }
}

#[test]
fn an_sms_costs_what_was_promised() {
    for language in LANGUAGES {
        let allowed = if language == "en" { 1 } else { 2 };
        for name in fixtures() {
            let outcome = shipped().preview(fixture(&name).as_bytes(), &force(language, Channel::Sms));
            let Body::Sms(sms) = message(outcome).body else { panic!("forced to SMS") };
            assert!(sms.segments <= allowed, "{name} in {language}: {} segments: {}", sms.segments, sms.text);
            assert!(
                !sms.text.contains(['\u{a0}', '\u{202f}', '\u{2068}', '\u{2069}']),
                "{name} in {language}: {:?}",
                sms.text
            );
        }
    }
}

#[test]
fn no_english_label_leaks_through() {
    for language in LANGUAGES.into_iter().filter(|language| *language != "en") {
        let all: Vec<String> =
            texts(language).lines().filter(|line| !line.starts_with('━')).map(str::to_owned).collect();
        let all = all.join("\n");
        for label in
            ["shipped_and_informed", "ready for pickup", "delivered", "approved", "refunded", "cancelled"]
        {
            assert!(!all.contains(label), "{label} in {language}");
        }
    }
}

#[test]
fn the_fixtures_cover_every_event() {
    for kind in EventKind::ALL {
        assert!(fixtures().contains(&kind.as_str().to_owned()), "{kind}");
    }
}

#[test]
fn john_doe_gets_his_message_by_whatsapp() {
    let message = message(shipped().render(fixture("order_delivered").as_bytes()));
    assert_eq!((message.channel, message.to.as_deref()), (Channel::Whatsapp, Some("+905551234567")));
    assert!(message.body.text().contains("John"), "{}", message.body.text());
}

#[test]
fn a_turkish_sms_names_the_amount_in_lira() {
    let outcome = shipped().preview(fixture("order_delivered").as_bytes(), &force("tr", Channel::Sms));
    let text = json(&outcome);
    assert!(text.contains("1.250,00 TL") && !text.contains('₺'), "{text}");
}
