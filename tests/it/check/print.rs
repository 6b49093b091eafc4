//! The four formats, on findings of every kind.

use proptest::prelude::*;
use serde_json::Value;
use tellal::check::print::{Folders, Page, github, json, sarif, text};
use tellal::check::{Diagnostic, Edit, Fix, Location, Note, Report, Severity, apply_fixes};
use tellal::{EventKind, Sources};

use super::{finding, place};
use crate::support::tag;

const SMS: &str =
    "Hello {{ ready.name }},\n\tyour 日本語 {{ order.nubmer }} is here.\n{% if order.tracking_url %}\nbye\n";
const AR: &str = "# ملاحظة\norder = طلبك { $nmae } وصل إلى { $city }\n";
const EN: &str = "order = Your order { $name } has arrived\n";
const SMS_FILE: &str = "templates/order_delivered/sms.txt";
const AR_FILE: &str = "locales/ar/orders.ftl";

fn long() -> String {
    format!("{}{{{{ order.amount | mony }}}}{}\n", "<td>".repeat(300), "</td>".repeat(300))
}

fn sources() -> Sources {
    Sources::new()
        .template("order_delivered/sms.txt", SMS)
        .template("order_delivered/email.html", long())
        .locale("ar/orders.ftl", AR)
        .locale("en/orders.ftl", EN)
}

fn misspelt() -> Diagnostic {
    let mut found = finding("failing-message", SMS_FILE, SMS, "nubmer", "`order.nubmer` is not there");
    "did you mean `order.number`?".clone_into(&mut found.help);
    let edits = vec![Edit { location: found.location.clone(), text: "number".to_owned() }];
    found.fix = Some(Fix { title: "write `order.number`".to_owned(), edits });
    found.events = EventKind::ALL.into_iter().take(4).collect();
    found.languages = ["ru", "tr"].map(str::to_owned).into();
    found.notes = vec![
        Note {
            location: Some(place(SMS_FILE, SMS, "{{ ready.name }}")),
            message: "this one is there".to_owned(),
        },
        Note { location: Some(place("locales/en/orders.ftl", EN, "$name")), message: "used here".to_owned() },
        Note { location: None, message: "a note of no place".to_owned() },
    ];
    found
}

fn report() -> Report {
    let mut right_to_left = finding("failing-message", AR_FILE, AR, "$nmae", "100% wrong: a, b\r\nand more");
    right_to_left.severity = Severity::Warning;
    right_to_left.events = EventKind::ALL.into();
    right_to_left.languages = ["ar".to_owned()].into();
    let lines =
        finding("template-syntax", SMS_FILE, SMS, "{% if order.tracking_url %}\nbye", "over two lines");
    let mut file =
        finding("incomplete-email", SMS_FILE, SMS, "Hello", "there is no email.subject.txt beside it");
    file.location = Location { file: "templates/a b/é.html".to_owned(), span: 0..0 };
    let wide =
        finding("template-link", "templates/order_delivered/email.html", &long(), "mony", "Unknown filter");
    Report {
        diagnostics: vec![right_to_left, file, wide, misspelt(), lines],
        suppressed: 2,
        templates: 2,
        languages: ["ar", "en", "ru", "tr"].map(tag).into(),
    }
}

fn printed(print: impl Fn(&Page<'_>) -> String) -> String {
    print(&Page { report: &report(), sources: &sources(), folders: &Folders::default() })
}

#[test]
fn text_for_people() {
    let printed = printed(|page| text(page, 100));
    let plain = anstream::adapter::strip_str(&printed).to_string();
    assert!(printed.contains('\u{1b}'), "in colours, which the program takes out where they are not wanted");
    insta::assert_snapshot!("check_text", plain);
}

#[test]
fn json_for_programs() {
    insta::assert_snapshot!("check_json", printed(json));
}

#[test]
fn annotations_for_github() {
    let printed = printed(github);
    insta::assert_snapshot!("check_github", printed);
    assert_eq!(
        printed.lines().count(),
        report().diagnostics.len() + 1,
        "a line each, whatever is in a message"
    );
}

#[test]
fn sarif_has_the_official_shape() {
    let log: Value = serde_json::from_str(&printed(sarif)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["name"], "tellal");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        assert!(["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
        assert!(rule["shortDescription"]["text"].is_string() && rule["help"]["text"].is_string(), "{rule}");
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## Why it matters"));
    }
    let mut results = run["results"].clone();
    for result in results.as_array_mut().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        // It grows with every new rule.
        result.as_object_mut().unwrap().remove("ruleIndex");
    }
    insta::assert_snapshot!("check_sarif", serde_json::to_string_pretty(&results).unwrap());
}

#[test]
fn places_are_counted_in_characters() {
    let document: Value = serde_json::from_str(&printed(json)).unwrap();
    let found = &document["findings"][3];
    let place = ["line", "column", "end_line", "end_column"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(place, [2, 20, 2, 26]);
}

#[test]
fn paths_are_those_of_the_folders_given() {
    let folders = Folders { templates: "./shop/emails/".to_owned(), locales: "/srv/locales".to_owned() };
    assert_eq!(folders.real(SMS_FILE), "shop/emails/order_delivered/sms.txt");
    assert_eq!(folders.real(AR_FILE), "/srv/locales/ar/orders.ftl");
    let here = Folders { templates: ".".to_owned(), locales: "..".to_owned() };
    assert_eq!([here.real(SMS_FILE), here.real("locales/x")], ["order_delivered/sms.txt", "../x"]);
    let log = sarif(&Page { report: &report(), sources: &sources(), folders: &folders });
    assert!(log.contains("\"file:///srv/locales/ar/orders.ftl\""), "{log}");
    assert!(log.contains("shop/emails/a%20b/%C3%A9.html"), "{log}");
}

#[test]
fn a_summary_says_what_there_is() {
    let mut report = report();
    assert_eq!(report.summary(), "4 errors, 1 warning in 4 files; 1 can be mended by --fix; 2 suppressed");
    report.diagnostics.clear();
    assert_eq!(report.summary(), "no findings in 2 templates and 4 languages; 2 suppressed");
    report.suppressed = 0;
    assert_eq!(report.summary(), "no findings in 2 templates and 4 languages");
}

#[test]
fn a_line_of_any_length_is_cut_around_the_place() {
    let file = "templates/order_delivered/email.html";
    let line = format!("<p>{}{{{{ order.nubmer }}}}{}\n", "ş".repeat(200_000), "<td>".repeat(100_000));
    let sources = Sources::new().template("order_delivered/email.html", line.clone());
    let report = Report {
        diagnostics: vec![finding("template-link", file, &line, "nubmer", "no")],
        ..Report::default()
    };
    let printed = text(&Page { report: &report, sources: &sources, folders: &Folders::default() }, 80);
    let plain = anstream::adapter::strip_str(&printed).to_string();
    assert!(plain.contains(&format!("{file}:1:200013\n")), "{plain}");
    assert!(
        plain.contains("{{ order.nubmer }}") && plain.lines().all(|line| line.chars().count() < 100),
        "{plain}"
    );
}

proptest! {
    /// Whatever a file holds and wherever a finding and its fix are, it is printed and mended.
    #[test]
    fn any_finding_in_any_text_is_printed(
        text in "[a\\n\\r\\t ş日\u{5d0}\u{202e}{}#%!-]{0,40}",
        places in proptest::collection::vec((0_usize..60, 0_usize..60), 1..4),
    ) {
        let sources = Sources::new().template("order_delivered/sms.txt", text);
        let located = |(start, end)| Location { file: SMS_FILE.to_owned(), span: std::ops::Range { start, end } };
        let diagnostics: Vec<Diagnostic> = places
            .iter()
            .map(|place| {
                let mut found = finding("template-link", SMS_FILE, "x", "x", "found");
                found.location = located(*place);
                let edits = vec![Edit { location: located(places[0]), text: "ş".to_owned() }];
                found.fix = Some(Fix { title: "mend it".to_owned(), edits });
                found.notes = vec![Note { location: Some(located(places[0])), message: "a note".to_owned() }];
                found
            })
            .collect();
        apply_fixes(&sources, &diagnostics);
        let report = Report { diagnostics, ..Report::default() };
        let page = Page { report: &report, sources: &sources, folders: &Folders::default() };
        for print in [json, github, sarif, |page: &Page<'_>| tellal::check::print::text(page, 80)] {
            prop_assert!(!print(&page).is_empty());
        }
    }
}

#[test]
fn a_place_outside_of_the_text_stops_no_printer() {
    let mut report = report();
    for span in [std::ops::Range { start: 5, end: 3 }, 3..9_999, 70..71, 9_999..10_000] {
        for diagnostic in &mut report.diagnostics {
            diagnostic.location.span = span.clone();
        }
        let page = Page { report: &report, sources: &sources(), folders: &Folders::default() };
        for print in [json, github, sarif, |page: &Page<'_>| text(page, 80)] {
            assert!(!print(&page).is_empty());
        }
    }
}
