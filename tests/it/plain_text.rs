//! The text part of every shipped e-mail, beside what another converter makes of the same HTML.

use tellal::{Body, Channel, Config, Email, Engine};

use crate::html_reference::reference;
use crate::support::{LANGUAGES, fixture, fixtures, force, message, shipped, shipped_sources};

fn each(engine: &Engine, mut check: impl FnMut(&str, &Email)) {
    for language in LANGUAGES {
        for name in fixtures() {
            let outcome = engine.preview(fixture(&name).as_bytes(), &force(language, Channel::Email));
            let Body::Email(email) = message(outcome).body else { panic!("forced to e-mail") };
            check(language, &email);
        }
    }
}

#[test]
fn every_shipped_email_says_in_text_what_its_html_says() {
    each(shipped(), |_, email| assert_eq!(email.text, reference(&email.html)));
}

#[test]
fn so_it_does_with_a_logo_and_a_page_for_help() {
    let config = "[site]\nname = \"Müller & Söhne\"\nlogo_url = \"https://cdn.example.com/logo.png\"\n\
                  support_url = \"https://www.example.com/help?a=1&b=2\"\n";
    let config = Config::parse(config, []).expect("a configuration");
    let engine = Engine::new(&shipped_sources(), config).expect("the shipped catalog");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    each(&engine, |language, email| {
        let expected = reference(&email.html);
        // The other one gives lam and alef two columns while it asks whether a word has room, and one afterwards.
        if language == "ar" {
            assert_eq!(words(&email.text), words(&expected));
        } else {
            assert_eq!(email.text, expected);
        }
    });
}
