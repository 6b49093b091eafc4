//! Whatever a locale file holds, looking at it ends well.

use proptest::prelude::*;

use super::shipped::{calls, sources};
use super::support::{Case, call};
use super::{Locales, check};
use crate::analysis::types::Type;
use crate::l10n::LanguageTag;

fn look_at(text: &str) {
    let calls = ["a", "a.b", "order-delivered", "-a", "", ".", "a."];
    let case = Case::default()
        .file("en/a.ftl", "a = { $x }\n    .b = { b }\nb = B\n-c = { $y }\n")
        .file("tr/a.ftl", text);
    let case = calls.iter().fold(case, |case, id| case.call(call(id).passing("x", Type::Number)));
    for found in case.diagnostics() {
        let span = found.location.span;
        if found.location.file == "locales/tr/a.ftl" {
            assert!(text.get(span.clone()).is_some(), "{} at {span:?} of {text:?}", found.rule.code);
        }
    }
}

/// A text with pieces of Fluent in no order.
fn fluent() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "-c",
        " = ",
        "\n",
        "\r\n",
        "    .b = ",
        "{ ",
        " }",
        "$x",
        " ->\n",
        "    [one] ",
        "   *[other] ",
        "[0]",
        "NUMBER(",
        "MONEY($x",
        ")",
        ", ",
        "display: ",
        "\"code\"",
        "\"\\u2019\"",
        "\"}\"",
        "’",
        "₺",
        "🎉",
        "\u{200f}",
        "\u{a0}",
        "# ",
        "text ",
        "a.b",
        "-c(x: 1)",
        "money-try = ",
        "carrier-ups = ",
        "1.5",
        "\0",
        "\u{2068}",
        "şı",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_looked_at(text in "\\PC*|(?s).{0,80}") {
        look_at(&text);
    }

    #[test]
    fn any_order_of_fluent_is_looked_at(text in fluent()) {
        look_at(&text);
    }
}

#[test]
fn a_shipped_file_with_something_cut_out_is_looked_at() {
    let sources = sources();
    let calls = calls(&sources);
    let english = LanguageTag::parse("en").expect("a tag");
    let (path, text) = ("tr/shipping.ftl", sources.locales()["tr/shipping.ftl"].clone());
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for (at, pair) in bounds.chunks(229).enumerate() {
        let end = bounds.get(at * 229 + 7 * at % 61).copied().unwrap_or(text.len()).max(pair[0]);
        let changed = sources.clone().locale(path, format!("{}{}", &text[..pair[0]], &text[end..]));
        check(&Locales::read(&changed), &calls, &[], &english);
    }
}

#[test]
fn circles_and_depths_are_looked_at() {
    look_at("a = { b }\nb = { a } { a }\n-c = { -c }\n");
    look_at(&format!("a = {}x{}\n", "{ ".repeat(5000), " }".repeat(5000)));
    look_at(&format!("a = {{ {}$x{} }}\n", "NUMBER(".repeat(5000), ")".repeat(5000)));
    let twice: String = (0..200).map(|n| format!("m{n} = {{ m{0} }} {{ m{0} }}\n", n + 1)).collect();
    look_at(&format!("a = {{ m0 }}\n{twice}"));
    let chosen: String = (0..60)
        .map(|n| {
            format!("m{n} = {{ $x{n} ->\n    [yes] {{ m{0} }}\n   *[no] {{ m{0} }} {{ $name }}\n}}\n", n + 1)
        })
        .collect();
    look_at(&format!("a = {{ $has_name ->\n    [yes] {{ m0 }}\n   *[no] {{ m0 }}\n}}\n{chosen}"));
}
