use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::event::EventKind;

/// Whether all of it is one value.
fn is_json(text: &str) -> bool {
    behind_value(text.as_bytes()).is_some_and(|rest| behind_space(rest).is_empty())
}

fn check(text: &str) {
    assert_eq!(is_json(text), serde_json::from_str::<Value>(text).is_ok(), "{text}");
}

#[test]
fn numbers_words_and_escapes_are_what_they_are_to_serde_json() {
    for number in [
        "0",
        "-0",
        "01",
        "-",
        "1.",
        "1.5",
        ".5",
        "1e5",
        "1E+5",
        "1e-",
        "1e",
        "-1.0e9",
        "1.5.5",
        "+1",
        "1e999",
        "-1e999",
        "1e99",
        "99999999999999999999",
    ] {
        check(number);
        check(&format!("[{number}]"));
    }
    for text in
        ["true", "tru", "truee", "null", "nul", "false", "falsy", "nulls", "", " ", "\u{feff}1", "\u{a0}1"]
    {
        check(text);
        check(&format!("{{\"a\": {text}}}"));
    }
    for inside in [
        "\\n",
        "\\x",
        "\\u12",
        "\\u12G4",
        "\\u+123",
        "\\uD800",
        "\\uDC00",
        "\\uD83E\\uDD80",
        "\\uD83E\\uD83E",
        "\\uD83Ex",
        "\\",
        "\\\\",
        "\\\"",
        "\t",
        "\u{7f}",
        "\u{1f}",
        "é🦀",
    ] {
        for before in 0..17 {
            check(&format!("\"{}{inside}\"", "x".repeat(before)));
            check(&format!("\"{}{inside}  and what follows it\"", "ü".repeat(before)));
        }
    }
}

#[test]
fn texts_say_what_they_say_to_serde_json() {
    let pieces = [
        "", "a", "\\n", "\\t", "\\r", "\\b", "\\f", "\\/", "\\\\", "\\\"", "\\u0041", "\\u00e7", "\\uD83E",
        "\\uDD80", "🦀",
    ];
    for (one, two, three) in
        pieces.iter().flat_map(|one| pieces.map(|two| pieces.map(|three| (one, two, three)))).flatten()
    {
        let text = format!("\"{one}{two}{three}\" ");
        let read = Json(&text).text(text.as_bytes()).map(|(read, rest)| (read.into_owned(), rest.len()));
        let expected = serde_json::from_str::<String>(&text).ok();
        assert_eq!(read, expected.map(|expected| (expected, 1)), "{text}");
    }
}

#[test]
fn what_is_nested_deeper_than_a_word_has_bits_is_left_to_others() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(is_json(&nested(63)) && !is_json(&nested(64)));
}

#[test]
fn what_may_be_too_large_a_number_is_left_to_others() {
    let digits = "9".repeat(MAX_DIGITS);
    let largest = format!("{digits}e99");
    assert!(is_json(&largest) && serde_json::from_str::<Value>(&largest).is_ok());
    for larger in [format!("{digits}9"), format!("{digits}e100"), "9".repeat(400)] {
        assert!(!is_json(&larger), "{larger}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn what_is_json_is_json_to_serde_json(
        tokens in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ":", ",", " ", "\n", "\"a\"", "\"\"", "\"a\":", "1", "-0.5e3", "true", "null", "{}", "[]",
            ]),
            0..12,
        ),
    ) {
        check(&tokens.concat());
    }

    #[test]
    fn an_event_that_is_spoilt_is_no_json_either_way(
        kind in prop::sample::select(EventKind::ALL.to_vec()),
        at in any::<prop::sample::Index>(),
        until in 0..4_usize,
        with in "[\\[\\]{}:,\"x\\\\0 \\-]?",
    ) {
        let event = kind.example();
        let places: Vec<usize> = event.char_indices().map(|(place, _)| place).chain([event.len()]).collect();
        let from = at.index(places.len());
        let until = (from + until).min(places.len() - 1);
        check(&format!("{}{with}{}", &event[..places[from]], &event[places[until]..]));
    }
}
