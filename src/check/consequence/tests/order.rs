//! What is told, and in what order.

use crate::catalog::Sources;
use crate::check::{Settings, check};
use crate::config::Config;

const SAYS_B: &str = r#"{{ t(id="b") }}"#;

/// The findings as `CODE FILE`.
fn found(sources: &Sources) -> Vec<String> {
    let report = check(sources, &Config::default(), &Settings::default());
    report.diagnostics.iter().map(|found| format!("{} {}", found.rule.code, found.location.file)).collect()
}

fn sources(sms: &str) -> Sources {
    Sources::new()
        .template("order_delivered/sms.txt", sms)
        .template("order_completed/sms.txt", SAYS_B)
        .locale("en/a.ftl", "a = Your order has arrived.\nb = Thank you.\n")
}

#[test]
fn a_sentence_is_not_called_unused_while_a_template_that_may_say_it_is_broken() {
    assert_eq!(found(&sources(SAYS_B)), ["unused-message locales/en/a.ftl"]);
    let file = "templates/order_delivered/sms.txt";
    for (slip, code) in [
        (r#"{{ t(id="aa") }}"#, "unknown-message"),
        (r#"{{ t(id="a") }"#, "template-syntax"),
        (r#"{% include "_shared/none.txt" %}{{ t(id="a") }}"#, "template-link"),
    ] {
        assert_eq!(found(&sources(slip)), [format!("{code} {file}")]);
    }
    let astray = sources(SAYS_B).template("order_deliverd/whatsapp.txt", r#"{{ t(id="a") }}"#);
    assert_eq!(found(&astray), ["misplaced-file templates/order_deliverd/whatsapp.txt"]);
}

#[test]
fn a_misplaced_locale_file_is_told_and_not_what_lacks_for_its_sake() {
    let other = sources(r#"{{ t(id="a") }}"#).locale("tr/a.ftl", "a = Geldi.\nb = Sağ olun.\n");
    assert_eq!(found(&other), Vec::<String>::new());
    let astray = other.locale("c.ftl", "c = Yes\n").template("order_completed/sms.txt", r#"{{ t(id="c") }}"#);
    assert_eq!(found(&astray), ["misplaced-file locales/c.ftl"]);
}

#[test]
fn what_stops_everything_is_told_first_and_errors_before_warnings() {
    let both = sources(r#"{{ t(id="a") }}{{ order.numbr }}"#)
        .template("order_completed/whatsapp.txt", "{{ x")
        .locale("en/a.ftl", "a = Your order has arrived.\nb = Thank you.\nc = Unused.\n");
    assert_eq!(
        found(&both),
        [
            "template-syntax templates/order_completed/whatsapp.txt",
            "unknown-field templates/order_delivered/sms.txt"
        ]
    );
    let warned = sources(r#"{{ t(id="a") }}{{ order.numbr }}"#)
        .locale("en/a.ftl", "a = Your order has arrived.\nb = Thank you.\nc = Unused.\n");
    assert_eq!(
        found(&warned),
        ["unknown-field templates/order_delivered/sms.txt", "unused-message locales/en/a.ftl"]
    );
}
