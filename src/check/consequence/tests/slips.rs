//! One slip in a small tree is one finding.

use crate::catalog::Sources;
use crate::check::{Settings, check};
use crate::config::Config;

const SMS: (&str, &str) = ("order_delivered/sms.txt", "{{ t(id=\"a\") }}");
const ENGLISH: &str = "a = Your order { $number } is here.\n";
const TURKISH: &str = "a = { $number } numaralı siparişiniz geldi.\n";
const GERMAN: &str = "a = Deine Bestellung { $number } ist da.\n";

/// All that is found in a template and these locale files, a line each.
fn told(template: (&str, &str), locales: &[(&str, &str)]) -> Vec<String> {
    let sources = Sources::new().template(template.0, template.1);
    let sources = locales.iter().fold(sources, |sources, (path, text)| sources.locale(*path, *text));
    let report = check(&sources, &Config::default(), &Settings::default());
    let shown = report
        .diagnostics
        .iter()
        .map(|found| format!("{} {}: {}", found.rule.code, found.location.file, found.message));
    shown.collect()
}

fn said(english: &str, turkish: &str, german: &str) -> Vec<String> {
    told(SMS, &[("en/a.ftl", english), ("tr/a.ftl", turkish), ("de/a.ftl", german)])
}

#[test]
fn a_misspelt_value_is_one_finding() {
    let misspelt = |text: &str| text.replace("$number", "$numbr");
    let message = "$numbr is no ready fact, and t(id=\"a\") does not pass it";
    assert_eq!(said(ENGLISH, TURKISH, GERMAN), [""; 0]);
    let turkish = format!("missing-argument locales/tr/a.ftl: {message}");
    assert_eq!(said(ENGLISH, &misspelt(TURKISH), GERMAN), [turkish]);
    let english = format!("missing-argument locales/en/a.ftl: {message}");
    assert_eq!(said(&misspelt(ENGLISH), TURKISH, GERMAN), [english]);
}

#[test]
fn a_circle_is_one_finding() {
    assert_eq!(
        said(ENGLISH, "a = { b }\nb = { a }\n", GERMAN),
        ["circular-reference locales/tr/a.ftl: `a` refers to itself, through `b`, then `a`"]
    );
}

#[test]
fn a_message_that_the_reference_lost_is_one_finding() {
    let with = |text: &str| format!("{text}carrier-ups = UPS\n");
    assert_eq!(
        said(ENGLISH, &with(TURKISH), &with(GERMAN)),
        ["obsolete-message locales/de/a.ftl: `carrier-ups` is in de, tr and not in en"]
    );
    assert_eq!(
        said("", TURKISH, GERMAN),
        ["unknown-message templates/order_delivered/sms.txt: there is no message `a` in locales/en/"]
    );
}

#[test]
fn a_folder_that_is_no_language_is_one_finding() {
    let counting = "a = { $number }{ $item_count ->\n    [one] x\n    [few] y\n   *[other] z\n}\n";
    assert_eq!(
        told(SMS, &[("en/a.ftl", ENGLISH), ("xq/a.ftl", counting), ("xq/b.ftl", "b = B\n")]),
        ["unknown-language locales/xq/a.ftl: `xq` is no language"]
    );
    assert_eq!(
        told(SMS, &[("en/a.ftl", ENGLISH), ("türkce/a.ftl", TURKISH), ("türkce/b.ftl", "b = B\n")]),
        ["misplaced-file locales/türkce/a.ftl: `türkce` is no language"]
    );
}

#[test]
fn a_misspelt_block_is_one_finding() {
    let sources = Sources::new()
        .template("_shared/layout.html", "<p>{% block body %}x{% endblock %}</p>")
        .template(
            "order_delivered/email.html",
            "{% extends \"_shared/layout.html\" %}{% block boby %}y{% endblock %}",
        )
        .template("order_delivered/email.subject.txt", "x")
        .locale("en/a.ftl", "");
    let report = check(&sources, &Config::default(), &Settings::default());
    let [found] = &report.diagnostics[..] else { panic!("{:?}", report.diagnostics) };
    assert_eq!((found.rule.code, found.help.as_str()), ("template-link", "did you mean `body`?"));
    assert!(found.message.starts_with("the layout has no block `boby`") && found.fix.is_some());
}
