//! What is told of messages that were tried: its place, and the value that it comes from.

use crate::catalog::Sources;
use crate::check::{Settings, check};
use crate::config::Config;
use crate::l10n::place_of;

/// What one rule tells of a few files, with its place, its languages and its notes.
fn told(code: &str, config: &str, files: &[(&str, &str)]) -> Vec<String> {
    let sources = files.iter().fold(Sources::new(), |sources, (path, text)| match path.split_once('/') {
        Some(("locales", path)) => sources.locale(path, *text),
        _ => sources.template(*path, *text),
    });
    let config = Config::parse(config, std::iter::empty()).unwrap();
    let settings = Settings::read(&config).unwrap();
    let report = check(&sources, &config, &settings);
    let found = report.diagnostics.iter().filter(|found| found.rule.code == code);
    let shown = found.map(|found| {
        let text = sources.text(&found.location.file).unwrap_or_default();
        let (line, column) = place_of(text, found.location.span.start);
        let languages: Vec<&str> = found.languages.iter().map(String::as_str).collect();
        let notes: String = found.notes.iter().map(|note| format!("; {}", note.message)).collect();
        format!(
            "{}:{line}:{column} `{}` [{}] {}{notes}",
            found.location.file,
            &text[found.location.span.clone()],
            languages.join(" "),
            found.message
        )
    });
    shown.collect()
}

const CLOSING: (&str, &str) = ("locales/en/b.ftl", "closing = Goodbye.\n");

#[test]
fn a_whatsapp_text_that_ends_in_a_value_is_told_at_that_value() {
    let told = |template: &str, english: &str| {
        let files = [("order_delivered/whatsapp.txt", template), ("locales/en/a.ftl", english), CLOSING];
        told("whatsapp-limits", "", &files)
    };
    assert_eq!(
        told("Hello {{ order.number }} {{ ready.site_url }}", ""),
        [
            "templates/order_delivered/whatsapp.txt:1:26 `{{ ready.site_url }}` [en] this text may end with a value, ready.site_url"
        ]
    );
    assert_eq!(
        told("{{ t(id=\"a\") }}", "a = Hello { $number }, look at { $site_url }\n"),
        [
            "templates/order_delivered/whatsapp.txt:1:1 `{{ t(id=\"a\") }}` [en] this text may end with a value, $site_url"
        ]
    );
    assert_eq!(
        told("{{ t(id=\"a\") }}", "a = *{ $number }* Hello\n"),
        [
            "templates/order_delivered/whatsapp.txt:1:1 `{{ t(id=\"a\") }}` [en] this text may begin with a value, $number"
        ]
    );
    assert_eq!(
        told("Hello {{ to }}", ""),
        ["templates/order_delivered/whatsapp.txt:1:7 `{{ to }}` [en] this text may end with a value, to"]
    );
    assert_eq!(told("Hello {{ order.number }} {{ ready.site_url }} {{ t(id=\"closing\") }}", ""), [""; 0]);
}

#[test]
fn what_is_the_same_on_every_site_is_no_value() {
    let files = [("order_delivered/whatsapp.txt", "Hello from {{ ready.site }}"), CLOSING];
    let told = |config: &str| told("whatsapp-limits", config, &files).len();
    assert_eq!(told(""), 1);
    assert_eq!(told("[site]\nname = \"Example\""), 0);
    assert_eq!(told("[site]\nname = \"Example\"\n[sites.\"www.example.de\"]\nname = \"Beispiel\""), 1);
}

#[test]
fn an_end_in_one_language_is_told_in_its_sentence() {
    let files = [
        ("order_delivered/whatsapp.txt", "{{ t(id=\"a\") }}"),
        ("locales/en/a.ftl", "a = Hello, { $number } is here.\n"),
        ("locales/tr/a.ftl", "a = Merhaba { $number }\n"),
    ];
    assert_eq!(
        told("whatsapp-limits", "", &files),
        ["locales/tr/a.ftl:1:15 `$number` [tr] this text may end with a value, $number"]
    );
    let files = [files[0], ("locales/en/a.ftl", "a = Hello { $number }\n"), files[2]];
    assert_eq!(
        told("whatsapp-limits", "", &files),
        [
            "templates/order_delivered/whatsapp.txt:1:1 `{{ t(id=\"a\") }}` [en tr] this text may end with a value, $number"
        ]
    );
}

#[test]
fn a_dear_sms_is_told_at_its_longest_sentence() {
    let long = format!("a = Hello\nb =\n    {}{{ $number }}\n", "We have sent it. ".repeat(20));
    let files =
        [("order_delivered/sms.txt", "{{ t(id=\"a\") }}\n{{ t(id=\"b\") }}\n"), ("locales/en/a.ftl", &long)];
    let config = "[check.sms]\ntypical_segments = 3\nworst_segments = 3\n";
    assert_eq!(told("segment-budget", config, &files), [""; 0]);
    let config = "[check.sms]\ntypical_segments = 2\nworst_segments = 2\n";
    assert_eq!(
        told("segment-budget", config, &files),
        [
            "locales/en/a.ftl:2:1 `b` [en] the SMS of order_delivered costs 3 segments for the example; the budget is 2; this takes the most room in it; its longest value is $number, of 14 characters"
        ]
    );
}

#[test]
fn a_long_subject_is_told_once_a_sentence_and_a_large_page_once() {
    let page = "<p>{{ t(id=\"a\") }}</p>";
    let files = [
        ("order_delivered/email.html", page),
        (
            "order_delivered/email.subject.txt",
            "{{ t(id=\"a.subject\") }}{% if ready.item %} {{ t(id=\"b\", item=ready.item) }}{% endif %}",
        ),
        ("order_completed/email.html", page),
        ("order_completed/email.subject.txt", "{{ t(id=\"a.subject\") }}"),
        (
            "locales/en/a.ftl",
            "a = A\n    .subject = { $number }: this subject has many more words than there is room for in the list of a mail program\nb = { $item }\n",
        ),
    ];
    assert_eq!(
        told("email-limits", "", &files),
        [
            "locales/en/a.ftl:2:5 `.subject` [en] this subject may have 160 characters; mail programs show 78 at most; this takes the most room in it; its longest value is $number, of 24 characters"
        ]
    );
    let many = "{% for item in order.orderitem_set %}<p>{{ item.product.name }}</p>".to_owned()
        + &"<p>x</p>".repeat(1500)
        + "{% endfor %}";
    let files = [
        ("order_delivered/email.html", many.as_str()),
        ("order_delivered/email.subject.txt", "{{ t(id=\"closing\") }}"),
        CLOSING,
    ];
    assert_eq!(
        told("email-limits", "", &files),
        [
            "templates/order_delivered/email.html:1:1 `{% for item in order.orderitem_set %}` [en] this e-mail may have 142 KB; Gmail cuts at 102"
        ]
    );
    let include = |piece: usize| format!("{{% include \"_shared/{piece}.html\" %}}");
    let pieces = (1..=21).map(|piece| {
        (format!("_shared/{piece}.html"), if piece == 21 { many.clone() } else { include(piece + 1) })
    });
    let pieces: Vec<(String, String)> = pieces.collect();
    let page = include(1);
    let mut deep = vec![("order_delivered/email.html", page.as_str()), files[1], files[2]];
    deep.extend(pieces.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert_eq!(
        told("email-limits", "", &deep),
        [
            "templates/_shared/21.html:1:1 `{% for item in order.orderitem_set %}` [en] this e-mail may have 142 KB; Gmail cuts at 102"
        ]
    );
}
