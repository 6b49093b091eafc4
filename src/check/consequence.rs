//! What follows from another finding is not told beside it, and what is told first is what to mend first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::diagnostic::Diagnostic;
use super::fluent::message_ids;
use super::rules;
use crate::catalog::Sources;

/// While a template is not read whole, or says a message by a wrong name, nobody knows what it would have said.
const UNREAD: &[&str] = &[
    "unreadable-template",
    "unused-template",
    "unknown-block",
    "unknown-message",
    "missing-id",
    "stray-braces",
];

/// Takes out what follows from another finding and would be gone with it.
pub(super) fn hold_back(sources: &Sources, found: &mut Vec<Diagnostic>) {
    let unread = found.iter().any(|cause| {
        UNREAD.contains(&cause.rule.code)
            || cause.rule.is_fatal() && cause.location.file.starts_with("templates/")
    });
    let astray = ids_of_misplaced_files(sources, found);
    found.retain(|diagnostic| match diagnostic.rule.code {
        "unused-message" => !unread,
        "missing-translation" | "unknown-message" | "unknown-reference" | "failing-message" => {
            !astray.iter().any(|id| diagnostic.message.contains(&format!("`{id}`")))
        }
        _ => true,
    });
}

/// What is said in locale files that stand where no language is.
fn ids_of_misplaced_files(sources: &Sources, found: &[Diagnostic]) -> BTreeSet<String> {
    let misplaced = found
        .iter()
        .filter(|cause| cause.rule.code == "misplaced-file" && cause.location.file.starts_with("locales/"));
    misplaced.filter_map(|cause| sources.text(&cause.location.file)).flat_map(message_ids).collect()
}

/// First what keeps everything from being sent, then the other errors, then warnings; of each, what was read in the
/// files before what came out when messages were tried; then by file and place.
pub(super) fn order(found: &mut [Diagnostic]) {
    found.sort_by_key(|diagnostic| {
        let is_tried = rules::trial::is_of(diagnostic.rule);
        (!diagnostic.rule.is_fatal(), Reverse(diagnostic.severity), is_tried)
    });
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, check};
    use crate::catalog::Sources;
    use crate::config::Config;

    const SAYS_B: &str = r#"{{ t(id="b") }}"#;

    /// The findings as `CODE FILE`.
    fn found(sources: &Sources) -> Vec<String> {
        let report = check(sources, &Config::default(), &Settings::default());
        report
            .diagnostics
            .iter()
            .map(|found| format!("{} {}", found.rule.code, found.location.file))
            .collect()
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
        let astray =
            other.locale("c.ftl", "c = Yes\n").template("order_completed/sms.txt", r#"{{ t(id="c") }}"#);
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
}
