//! The rules' own documentation, and that every fault of a catalog has a rule.

use tellal::check::{Rule, Settings, check, rules};
use tellal::{Config, Sources};

use super::Tree;

const HEADINGS: [&str; 4] = ["What it does", "Why it matters", "Example", "Instead"];

#[test]
fn every_rule_is_documented_and_can_be_explained() {
    let tree = Tree::new(&[]);
    for rule in rules() {
        // Every second piece between fences is an example, in which `#` begins a comment.
        let prose: Vec<&str> = rule.documentation.split("```").step_by(2).collect();
        let headings: Vec<&str> = prose
            .iter()
            .flat_map(|piece| piece.lines())
            .filter_map(|line| line.strip_prefix('#'))
            .map(|line| line.trim_start_matches('#').trim())
            .collect();
        assert_eq!(headings, HEADINGS, "{}", rule.code);
        assert_eq!(rule.documentation.matches("```").count() % 2, 0, "{}", rule.code);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.code);
        assert!(rule.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.code);
        let (status, text) = tree.run(&["--explain", rule.code]);
        assert_eq!(status, 0);
        assert!(HEADINGS.iter().all(|heading| text.lines().any(|line| line == *heading)), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<&str> = rules().into_iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
}

#[test]
fn an_unknown_rule_is_told_with_the_nearest() {
    assert_eq!(
        Rule::find("template-sintax").unwrap_err(),
        "there is no rule `template-sintax`; did you mean `template-syntax`?"
    );
    assert_eq!(
        Rule::find("pigeon").unwrap_err(),
        "there is no rule `pigeon`; `tellal check --list` names all rules"
    );
}

#[test]
fn every_fault_of_a_catalog_has_a_rule() {
    let sources = Sources::new()
        .template("sms.txt", "x")
        .template("order_delivered/sms.txt", "{% if x %}")
        .template("order_completed/sms.txt", "{{ x | mony }}")
        .template("order_completed/email.html", "x")
        .locale("en/a.ftl", "a = b\na = c")
        .locale("tr/a.ftl", "a = { $b");
    let report = check(&sources, &Config::default(), &Settings::default());
    let codes: Vec<&str> = report.diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
    assert_eq!(
        codes,
        [
            "locale-conflict",
            "locale-syntax",
            "incomplete-email",
            "template-link",
            "template-syntax",
            "misplaced-file"
        ]
    );
    assert!(report.diagnostics.iter().all(super::is_error));
}

#[test]
fn an_example_that_fails_is_found_once_with_its_events_and_languages() {
    let sources = Sources::new()
        .template("_shared/line.txt", "{{ order.nubmer }}")
        .template("order_delivered/sms.txt", "{% include \"_shared/line.txt\" %}")
        .template("order_completed/sms.txt", "{% include \"_shared/line.txt\" %}")
        .template("pay_on_delivery/sms.txt", "{% if order.gift_box_note %}x{% endif %}")
        .locale("en/a.ftl", "a = b")
        .locale("tr/a.ftl", "a = b");
    let report = check(&sources, &Config::default(), &Settings::default());
    let told: Vec<String> = report
        .diagnostics
        .iter()
        .map(|found| {
            let (events, languages) = (found.events.len(), found.languages.len());
            format!("{} {} ({events}, {languages})", found.location.file, found.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "templates/_shared/line.txt `order.nubmer` is not there in this event (2, 2)",
            "templates/pay_on_delivery/sms.txt templates/pay_on_delivery/sms.txt writes nothing for this event (1, 2)",
        ]
    );
    assert_eq!(&report.diagnostics[0].help, "did you mean order.number?");
}
