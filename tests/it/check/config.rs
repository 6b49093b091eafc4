//! `[check]` of the configuration.

use tellal::check::{Alphabet, Budget, Level, Settings};
use tellal::{Config, EventKind};

use super::{MISSPELT, SMS_FILE, Tree, text};
use crate::support::tag;

fn settings(text: &str) -> Result<Settings, String> {
    let config = Config::parse(text, std::iter::empty()).unwrap();
    Settings::read(&config).map_err(|error| error.to_string())
}

#[test]
fn without_a_section_everything_has_its_default() {
    let settings = settings("[engine]\ndefault_language = \"tr\"").unwrap();
    assert_eq!(settings.reference_language, tag("tr"));
    let budget = settings.budget(EventKind::OrderDelivered, Some(&tag("tr")));
    assert_eq!(budget, Budget::default());
    assert!(settings.severity.is_empty() && settings.variables.is_empty());
}

#[test]
fn every_key_is_read() {
    let settings = settings(
        r#"
        [check]
        reference_language = "de"
        [check.severity]
        failing-message = "warning"
        unused-suppression = "off"
        [check.variables."order.number"]
        max_length = 12
        alphabet = "ascii"
        [check.variables."ready.carrier"]
        alphabet = "gsm7"
        [check.variables."order.extra_field.floor"]
        max_length = 3
        [check.variables."site.slogan"]
        max_length = 30
        "#,
    )
    .unwrap();
    assert_eq!(settings.reference_language, tag("de"));
    assert_eq!(settings.severity["failing-message"], Level::Warning);
    assert_eq!(settings.severity["unused-suppression"], Level::Off);
    let number = settings.variables["order.number"];
    assert_eq!((number.max_length, number.alphabet), (Some(12), Some(Alphabet::Ascii)));
    assert_eq!(settings.variables.len(), 4);
}

#[test]
fn a_budget_of_an_event_goes_before_that_of_a_language() {
    let settings = settings(
        "[check.sms]\ntypical_segments = 1\nworst_segments = 8\n[check.sms.languages.tr]\ntypical_segments = 3\nworst_segments = 9\n\
         [check.sms.events.order_delivered]\ntypical_segments = 4",
    )
    .unwrap();
    let budget = |event, language: &str| {
        let budget = settings.budget(event, Some(&tag(language)));
        (budget.typical_segments, budget.worst_segments)
    };
    assert_eq!(budget(EventKind::OrderDelivered, "en"), (4, 8));
    assert_eq!(budget(EventKind::OrderDelivered, "tr-CY"), (4, 9));
    assert_eq!(budget(EventKind::OrderCompleted, "tr"), (3, 9));
    assert_eq!(budget(EventKind::OrderCompleted, "en"), (1, 8));
}

#[test]
fn every_key_that_is_wrong_is_told() {
    let error = settings(
        r#"
        [check]
        reference_language = "Turkish!"
        [check.severity]
        template-syntax = "warning"
        failing-mesage = "off"
        [check.sms]
        typical_segments = 9
        worst_segments = 8
        [check.sms.languages.turkish]
        worst_segments = 4
        [check.sms.events.order_deliverd]
        worst_segments = 4
        [check.sms.events.order_delivered]
        typical_segments = 0
        [check.variables."order.nubmer"]
        max_length = 0
        "#,
    )
    .unwrap_err();
    insta::assert_snapshot!("check_configuration_errors", error);
    for (wrong, told) in [
        (
            "[check]\nseverty = {}",
            "check: unknown field `severty`, expected one of `severity`, `reference_language`, `sms`, \
             `variables`; did you mean `severity`?",
        ),
        (
            "[check.severity]\nfailing-message = \"errr\"",
            "check.severity.failing-message: unknown variant `errr`, expected one of `off`, `warning`, `error`; \
             did you mean `error`?",
        ),
        (
            "[check.variables.\"order.number\"]\nalphabet = \"latin\"",
            "check.variables.order.number.alphabet: unknown variant `latin`, expected one of `ascii`, `gsm7`, `any`",
        ),
    ] {
        assert_eq!(settings(wrong).unwrap_err(), told);
    }
}

#[test]
fn a_language_that_has_no_folder_is_no_language_to_compare_with() {
    let tree = Tree::new(&[(SMS_FILE, "Hello")]);
    for (wrong, told) in [
        (
            "[check]\nreference_language = \"xx\"",
            "check.reference_language: there is no folder locales/xx; there are en",
        ),
        (
            "[check.sms.languages.xx]\nworst_segments = 7",
            "check.sms.languages.xx: there is no folder locales/xx",
        ),
    ] {
        tree.write("tellal.toml", wrong);
        let output = tree.check(&[]);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
        let error = text(&output.stderr);
        assert!(error.contains(told), "{error}");
    }
    tree.write("tellal.toml", "[check]\nreference_language = \"en\"");
    assert_eq!(tree.run(&[]).0, 0);
}

#[test]
fn severities_decide_what_is_shown_and_the_exit_status() {
    let tree = Tree::new(&[(SMS_FILE, MISSPELT)]);
    assert!(tree.run(&[]).1.contains("1 error in 1 file"));
    tree.write("tellal.toml", "[check.severity]\nunknown-field = \"warning\"");
    let (status, told) = tree.run(&[]);
    assert!(status == 1 && told.contains("1 warning in 1 file"), "{told}");
    assert_eq!(tree.run(&["--allow-warnings"]).0, 0);
    tree.write("other.toml", "[check.severity]\nunknown-field = \"off\"");
    let (status, told) = tree.run(&["--config", "other.toml"]);
    assert!(status == 0 && told == "no findings in 1 template and 1 language\n", "{told}");
    tree.write("tellal.toml", "[check.severity]\nunknown-feild = \"off\"");
    let output = tree.check(&[]);
    let told = super::text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("tellal.toml") && told.contains("did you mean `unknown-field`?"), "{told}");
}
