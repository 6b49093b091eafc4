//! What a comment allows, where, and what is wrong with comments.

use super::*;
use crate::check::rules::loading::TEMPLATE_SYNTAX;
use crate::check::rules::trial::FAILING_MESSAGE;
use crate::config::Config;

const FILE: &str = "templates/order_delivered/sms.txt";

fn sources(file: &str, text: &str) -> Sources {
    match file.split_once('/') {
        Some(("locales", path)) => Sources::new().locale(path, text),
        _ => Sources::new().template(file.trim_start_matches("templates/"), text),
    }
}

/// A finding wherever the text has a `!`; what is left of them by line, and what is said of the comments.
fn left_of(
    rule: &'static Rule,
    file: &str,
    text: &str,
    settings: &Settings,
) -> (Vec<usize>, Vec<String>, usize) {
    let found = text.match_indices('!').map(|(at, _)| {
        let location = Location { file: file.to_owned(), span: at..at + 1 };
        Diagnostic::new(rule, location, "found".to_owned(), String::new())
    });
    let (left, suppressed) = suppress(&sources(file, text), found.collect(), settings);
    let (marks, of_comments): (Vec<_>, Vec<_>) = left.into_iter().partition(|left| left.rule == rule);
    let line = |mark: Diagnostic| text[..mark.location.span.start].matches('\n').count() + 1;
    let told = |left: Diagnostic| {
        let marked = &text[left.location.span.clone()];
        format!("{}: {} at `{marked}`; {}", left.rule.code, left.message, left.help)
    };
    (marks.into_iter().map(line).collect(), of_comments.into_iter().map(told).collect(), suppressed)
}

fn left(file: &str, text: &str) -> (Vec<usize>, Vec<String>, usize) {
    left_of(&FAILING_MESSAGE, file, text, &Settings::default())
}

#[track_caller]
fn check(file: &str, text: &str, lines: &[usize], suppressed: usize) {
    let (left, of_comments, count) = left(file, text);
    assert_eq!((left.as_slice(), count), (lines, suppressed), "{text}");
    assert_eq!(of_comments, [""; 0], "{text}");
}

#[track_caller]
fn check_comment(file: &str, text: &str, expected: &[&str]) {
    assert_eq!(left(file, text).1, expected, "{text}");
}

#[test]
fn a_comment_in_a_template_holds_for_its_line_or_the_next() {
    check(FILE, "{# tellal: allow failing-message: why #}\n!\n!", &[3], 1);
    check(FILE, "!\n{#- tellal:allow  failing-message : why -#}\n\n{# a note #}\n! !\n!", &[1, 6], 2);
    check(FILE, "!\n! {# tellal: allow failing-message: why #}\n!", &[1, 3], 1);
    check(FILE, "{# tellal: allow failing-message: a\nlonger: reason #}\r\n!\r\n!", &[4], 1);
    check(FILE, "{# not for you #} !", &[1], 0);
}

#[test]
fn comments_below_each_other_hold_for_the_same_line() {
    let text = "{# tellal: allow failing-message: one #}\n{# tellal: allow failing-message: two #}\n!\n!";
    check(FILE, text, &[4], 1);
}

#[test]
fn a_comment_in_a_locale_file_holds_for_the_whole_message() {
    let text = "a = !\n# For people.\n# tellal: allow failing-message: why\nb = !\n    { $n ->\n       *[other] !\n    }\n\
                \n    .short = !\n# next\nc = !\n";
    check("locales/en/a.ftl", text, &[1, 11], 3);
    check("locales/en/a.ftl", "# tellal: allow failing-message: why\n-term = !\n\nb = !", &[4], 1);
}

#[test]
fn a_comment_before_everything_else_holds_for_the_file() {
    let whole = |text: &str| {
        let found =
            Diagnostic::new(&FAILING_MESSAGE, Location::of_file(FILE), "found".to_owned(), String::new());
        suppress(&sources(FILE, text), vec![found], &Settings::default()).1
    };
    assert_eq!(whole("{# note #}\n{# tellal: allow failing-message: why #}\nx"), 1);
    assert_eq!(whole("x\n{# tellal: allow failing-message: why #}\nx"), 0);
}

#[test]
fn a_comment_that_silences_nothing_is_told() {
    check_comment(
        FILE,
        "!\n{# tellal: allow failing-message: why #}\nx",
        &[
            "unused-suppression: `failing-message` finds nothing here at `failing-message`; remove it, or put it \
           where the finding is: on the line above",
        ],
    );
    check_comment(
        "locales/en/a.ftl",
        "# tellal: allow failing-message: why\n\na = !\n",
        &[
            "unused-suppression: `failing-message` finds nothing here at `failing-message`; put the comment right \
           above what it is for, or remove it",
        ],
    );
    check_comment(
        "locales/en/a.ftl",
        "## tellal: allow failing-message: why\na = !\n",
        &[
            "unused-suppression: `failing-message` finds nothing here at `failing-message`; put the comment right \
           above what it is for, or remove it",
        ],
    );
}

#[test]
fn a_comment_without_a_reason_is_told_and_holds_all_the_same() {
    let (lines, told, _) = left(FILE, "{# tellal: allow failing-message #}\n!");
    assert!(lines.is_empty());
    let expected = "suppression-without-reason: this comment does not say why at `{# tellal: allow failing-message \
                    #}`; write the reason behind a second colon: tellal: allow CODE: reason";
    assert_eq!(told, [expected]);
}

#[test]
fn a_comment_of_an_unknown_rule_is_told() {
    check_comment(
        FILE,
        "{# tellal: allow failing-mesage, failing-message: why #}\n!",
        &["unknown-suppression: there is no rule `failing-mesage` at `failing-mesage`; did you mean \
           `failing-message`?"],
    );
    check_comment(
        FILE,
        "{# tellal: alow failing-message: why #}",
        &[
            "unknown-suppression: this comment allows nothing at `{# tellal: alow failing-message: why #}`; write \
           it so: tellal: allow CODE: reason",
        ],
    );
    check_comment(
        FILE,
        "{# tellal: allow : why #}{# tellal: #}",
        &[
            "unknown-suppression: this comment allows nothing at `{# tellal: allow : why #}`; write it so: tellal: \
           allow CODE: reason",
            "unknown-suppression: this comment allows nothing at `{# tellal: #}`; write it so: tellal: allow CODE: \
           reason",
        ],
    );
}

#[test]
fn what_stops_everything_cannot_be_allowed() {
    let text = "{# tellal: allow template-syntax: why #}\n!";
    let (lines, told, suppressed) = left_of(&TEMPLATE_SYNTAX, FILE, text, &Settings::default());
    assert_eq!((lines, suppressed), (vec![2], 0));
    assert!(told[0].starts_with("unknown-suppression: `template-syntax` cannot be allowed"), "{told:?}");
    let (_, told, _) = left_of(
        &TEMPLATE_SYNTAX,
        FILE,
        "!\n{# tellal: allow failing-message: not looked at meanwhile #}\nx",
        &Settings::default(),
    );
    assert_eq!(told, [""; 0]);
}

#[test]
fn a_rule_that_is_off_leaves_its_comments_alone() {
    let config = Config::parse("[check.severity]\nfailing-message = \"off\"", []).unwrap();
    let settings = Settings::read(&config).unwrap();
    let text = "{# tellal: allow failing-message: why #}\n!\n{# tellal: allow failing-message: why #}\nx";
    let (_, told, suppressed) = left_of(&FAILING_MESSAGE, FILE, text, &settings);
    assert_eq!((told.len(), suppressed), (0, 0));
}

#[test]
fn fixes_take_out_the_comment_or_mend_its_code() {
    let fixed = |file: &str, text: &str| {
        let sources = sources(file, text);
        let (found, _) = suppress(&sources, Vec::new(), &Settings::default());
        crate::check::apply_fixes(&sources, &found).files.remove(file)
    };
    let text = "a\n  {# tellal: allow failing-message: why #}\nb {# tellal: allow failing-message: x #}c";
    assert_eq!(fixed(FILE, text).as_deref(), Some("a\nb c"));
    let text = "{# tellal: allow failing-mesage: why #}\nb";
    assert_eq!(fixed(FILE, text).as_deref(), Some("{# tellal: allow failing-message: why #}\nb"));
    let text = "a = b\n# tellal: allow failing-message: why\nc = d\n";
    assert_eq!(fixed("locales/en/a.ftl", text).as_deref(), Some("a = b\nc = d\n"));
}

#[test]
fn any_text_is_answered() {
    for text in
        ["{#", "{#}", "{##}", "{#-#}", "{# tellal:", "{# tellal: allow #}", "#", "# tellal: allow", "{#--#}"]
    {
        let text = format!("{text} {{# tellal: #}}");
        left(FILE, &text);
        left("locales/en/a.ftl", &text);
    }
}
