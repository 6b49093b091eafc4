//! One slip is one finding: what only follows from it is not told besides.

use std::collections::BTreeSet;

use crate::catalog::{CatalogFault, Sources};
use crate::check::{Diagnostic, Settings, check};
use crate::config::Config;
use crate::l10n::place_of;

fn shipped() -> Sources {
    Sources::from_dirs("templates", "locales").expect("the shipped tree")
}

/// Everything that is found, with place and help.
fn told(sources: &Sources) -> Vec<String> {
    let report = check(sources, &Config::default(), &Settings::default());
    let line = |found: &Diagnostic| {
        let text = sources.text(&found.location.file).unwrap_or_default();
        let (line, column) = place_of(text, found.location.span.start);
        let (code, file) = (found.rule.code, &found.location.file);
        format!("{code} {file}:{line}:{column}: {} | {}", found.message, found.help)
    };
    report.diagnostics.iter().map(line).collect()
}

/// The shipped tree with one piece of a file replaced.
fn changed(file: &str, from: &str, to: &str) -> Sources {
    let mut sources = shipped();
    let text = sources.text(file).expect("a shipped file").to_owned();
    assert!(text.contains(from), "{from} is not in {file}");
    sources.replace(file, text.replacen(from, to, 1));
    sources
}

#[test]
fn a_message_that_is_there_twice_is_one_finding() {
    let text = "order-delivered = A\n    .subject = B\n";
    for (file, first) in [("tr/orders.ftl", "tr/orders.ftl"), ("tr/zzz.ftl", "tr/orders.ftl")] {
        let before = shipped().text(&format!("locales/{file}")).unwrap_or_default().to_owned();
        let line = before.lines().count() + 1;
        let at = shipped().text("locales/tr/orders.ftl").and_then(|text| text.find("\norder-delivered ="));
        let first_line =
            place_of(shipped().text("locales/tr/orders.ftl").unwrap_or_default(), at.unwrap_or(0) + 1).0;
        let sources = shipped().locale(file, format!("{before}{text}"));
        assert_eq!(
            told(&sources),
            [format!(
                "locale-conflict locales/{file}:{line}:1: `order-delivered` is defined twice; the first is in \
                 locales/{first}:{first_line} | keep one of the two, or give one another name"
            )]
        );
    }
}

#[test]
fn a_file_that_is_no_text_is_one_finding() {
    for file in [
        "locales/tr/orders.ftl",
        "locales/en/common.ftl",
        "templates/_shared/email.html",
        "templates/order_delivered/email.html",
    ] {
        let mut sources = shipped().without(&BTreeSet::from([file]));
        let help = "save it as UTF-8".to_owned();
        let fault =
            CatalogFault::of_file("unreadable-file", file.to_owned(), "not UTF-8 text".to_owned(), help);
        sources.add_unreadable(fault);
        assert_eq!(
            told(&sources),
            [format!("unreadable-file {file}:1:1: not UTF-8 text | save it as UTF-8")]
        );
    }
}

#[test]
fn no_language_at_all_is_one_finding() {
    let sources = shipped();
    let files: Vec<String> = sources.locales().keys().map(|path| format!("locales/{path}")).collect();
    let found = told(&sources.without(&files.iter().map(String::as_str).collect()));
    assert!(
        found.len() == 1 && found[0].starts_with("unknown-language locales/:1:1: there is no language"),
        "{found:?}"
    );
}

#[test]
fn a_slip_in_a_template_is_one_finding() {
    let email = "templates/order_delivered/email.html";
    for (file, from, to, expected) in [
        (email, "{% </details> %}\n", "", "`<details>` of line "),
        (email, "{% endblock %}", "", "`{% block %}` of line "),
        ("templates/order_delivered/sms.txt", "t(id=\"", "t(id=“", "`“` is a curly quote"),
    ] {
        let found = told(&changed(file, from, to));
        let [only] = found.as_slice() else { panic!("{file} without {from}: {found:#?}") };
        assert!(only.starts_with(&format!("template-syntax {file}:")) && only.contains(expected), "{only}");
    }
}

#[test]
fn a_missing_attribute_is_told_with_the_line_to_write() {
    let english = shipped().text("locales/en/orders.ftl").unwrap_or_default().to_owned();
    assert!(english.contains("order-delivered ="));
    let turkish = shipped().text("locales/tr/orders.ftl").unwrap_or_default().to_owned();
    let at = turkish.find("\norder-delivered =").expect("a message");
    let line = turkish[at..].find("\n    .subject =").expect("an attribute") + at;
    let end = turkish[line + 1..].find('\n').map_or(turkish.len(), |end| line + 1 + end);
    let found = told(&shipped().locale("tr/orders.ftl", format!("{}{}", &turkish[..line], &turkish[end..])));
    assert!(
        found.iter().any(|found| found.starts_with("missing-translation locales/tr/orders.ftl:")
            && found.ends_with("add `.subject = …` under `order-delivered` in locales/tr/orders.ftl")),
        "{found:#?}"
    );
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn a_block_that_the_layout_misspells_is_one_finding_and_changes_no_other_file() {
    let sources = changed("templates/_shared/email.html", "block body", "block boby");
    let report = check(&sources, &Config::default(), &Settings::default());
    let [found] = report.diagnostics.as_slice() else { panic!("{:#?}", told(&sources)) };
    assert_eq!(found.rule.code, "template-link");
    assert_eq!(found.help, "11 templates fill `body`: write it in the layout in place of `boby`");
    assert!(found.fix.is_none());
}
