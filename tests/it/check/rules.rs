//! The rules' own documentation, and that every fault of a catalog has a rule.

use tellal::check::{Rule, Settings, check, rules};
use tellal::{Config, EventKind, Sources};

use super::Tree;

const FATAL: [&str; 6] = [
    "incomplete-email",
    "locale-conflict",
    "locale-syntax",
    "misplaced-file",
    "template-link",
    "template-syntax",
];
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
        let mut prose = text.lines().filter(|line| !line.starts_with("    "));
        assert!(prose.all(|line| line.chars().count() <= 100), "{text}");
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
        .template("order_completed/sms.txt", "{{ order.number | mony }}")
        .template("order_completed/email.html", "x")
        .locale("en/a.ftl", "a = b\na = c")
        .locale("tr/a.ftl", "a = { $b");
    let report = check(&sources, &Config::default(), &Settings::default());
    let mut codes: Vec<&str> = report.diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
    // What else is wrong with such texts is not looked at here.
    codes.retain(|code| FATAL.contains(code));
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
}

#[test]
fn a_slip_in_a_shared_piece_is_found_once_with_its_events() {
    let sources = Sources::new()
        .template("_shared/line.txt", "{{ order.nubmer }}")
        .template("order_delivered/sms.txt", "{{ t(id=\"a\") }}{% include \"_shared/line.txt\" %}")
        .template("order_completed/sms.txt", "{{ t(id=\"a\") }}{% include \"_shared/line.txt\" %}")
        .locale("en/a.ftl", "a = Your order { $number } is here. ");
    let report = check(&sources, &Config::default(), &Settings::default());
    let [found] = &report.diagnostics[..] else { panic!("{:?}", report.diagnostics) };
    assert_eq!(
        (found.rule.code, found.location.file.as_str()),
        ("unknown-field", "templates/_shared/line.txt")
    );
    assert_eq!(found.events, [EventKind::OrderDelivered, EventKind::OrderCompleted].into());
}

#[test]
fn a_loop_is_not_seen_from_an_include() {
    let part = "templates/_shared/part.txt";
    let include = "{{ t(id=\"a\") }}\n{% for item in order.orderitem_set %}{% include \"_shared/part.txt\" %}{% endfor %}\n";
    let tree = Tree::new(&[(super::SMS_FILE, include), (part, "{{ loop.index }}\n")]);
    let (status, text) = tree.run(&[]);
    assert_ne!(status, 0, "{text}");
    assert!(text.contains(part) && text.contains("unknown-variable") && text.contains("loop"), "{text}");
    tree.write(part, "{{ item.product.name }}\n");
    let (_, text) = tree.run(&[]);
    assert!(!text.contains("unknown-variable"), "{text}");
}
