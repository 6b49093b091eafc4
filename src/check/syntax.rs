//! What Tera accepts is read, and what it refuses harms nobody.

use proptest::prelude::*;

use crate::analysis::syntax::{Kind, Node, parse};
use crate::catalog::Sources;
use crate::check::model::Model;
use crate::check::{Settings, read};
use crate::config::Config;

/// Whether Tera takes a template apart without a syntax error.
fn tera_accepts(source: &str) -> bool {
    let mut tera = tera::Tera::default();
    match tera.add_raw_template("x.txt", source) {
        Ok(()) => true,
        Err(error) => !matches!(error.kind(), tera::ErrorKind::SyntaxError(_)),
    }
}

fn check(source: &str) {
    assert!(tera_accepts(source), "Tera refuses {source}");
    assert!(parse(source).is_ok(), "{source}: {:?}", parse(source));
}

#[test]
fn every_form_of_the_language_is_read() {
    for source in [
        "a{{- b -}} c {%- if d -%} e {%- elif f == 1 -%} g {%- else -%} h {%- endif -%} i",
        "{% raw %}{{ a }}{% endraw %}{# {{ b }} #}{%- raw -%} c {%- endraw -%}",
        "{{ a.b?.c[0]?[1][\"d\"][1:2][:-1][::2] }}",
        "{{ -a ** 2 + 3 * 4 // 5 % 6 - 7 / 8 ~ \"x\" }}",
        "{{ a is defined and b is not starting_with(pat=\"x\") or not c in [1, 2.5, none] }}",
        "{{ a not in b }}{{ a if b else c if d else e }}{{ (a or b) | default(value='x') | upper }}",
        "{{ [x.y | upper for x in a if x.z] }}{{ [k for k, v in a] }}{{ [...a, 1] }}{{ {\"a\": 1, ...b} }}",
        "{% for k, v in a %}{{ loop.index }}{% break %}{% continue %}{% else %}x{% endfor %}",
        "{% set a = 1 %}{% set_global b = a %}{% set c | upper %}x{% endset %}{% filter upper | trim %}y{% endfilter %}",
        "{% component row(a, b: string = \"x\", @c, ...rest) {\"k\": 1} %}{{ a }}{% endcomponent row %}",
        "{{ <row a=\"x\" b={1 + 2} c {...d} /> }}{% <row> %}x{% </row> %}{{ <a.b /> }}",
        "{% block a %}{{ super() }}{% endblock a %}{{ t(id=\"x\", y=1,) }}{{ `back` ~ 'single' ~ \"a\\\"b\\n\" }}",
    ] {
        check(source);
    }
}

#[test]
fn places_are_those_of_the_source() {
    let source = "x {{ order.tracking_url | url }}";
    let template = parse(source).unwrap();
    let Node::Print { value, span } = &template.nodes[1] else { panic!("{template:?}") };
    assert_eq!(
        (&source[span.clone()], &source[value.span.clone()]),
        ("{{ order.tracking_url | url }}", "order.tracking_url | url")
    );
    let Kind::Filter { of, call } = &value.kind else { panic!("{value:?}") };
    assert_eq!((&source[of.span.clone()], &source[call.span.clone()]), ("order.tracking_url", "url"));
}

#[test]
fn nesting_has_an_end() {
    let deep = format!("{}{}", "{% if a %}".repeat(5000), "{% endif %}".repeat(5000));
    assert!(parse(&deep).is_err());
    assert!(parse(&format!("{{{{ {}a }}}}", "(".repeat(50_000))).is_err());
    assert!(parse(&format!("{{{{ a{} }}}}", ".b".repeat(50_000))).is_err());
    check(&format!("{{{{ a{} }}}}", ".b".repeat(250)));
}

/// Pieces of which templates are made, right and wrong.
const PIECES: [&str; 34] = [
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{%- ",
    " -%}",
    "{# ",
    " #}",
    "if ",
    "elif ",
    "else",
    "endif",
    "for x in ",
    "endfor",
    "set a = ",
    "order",
    ".number",
    "?.",
    "[0]",
    "[:2]",
    " | money(currency=",
    ")",
    "t(id=\"greeting\")",
    " or ",
    " and ",
    " not ",
    " == ",
    "\"refund\"",
    "1",
    " ~ ",
    "include \"_shared/items.html\"",
    "block body",
    "endblock",
    "ş’😀",
];

fn shipped() -> Vec<(String, String)> {
    let sources = Sources::from_dirs("templates", "locales").unwrap();
    sources.templates().iter().map(|(path, text)| (path.clone(), text.to_string())).collect()
}

/// A shipped template with some pieces put in or taken out.
fn mutated() -> impl Strategy<Value = (String, String)> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..PIECES.len(), 0..12_usize), 1..5);
    (prop::sample::select(shipped()), edits).prop_map(|((path, mut text), edits)| {
        for (at, piece, gone) in edits {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = if bounds.is_empty() { 0 } else { bounds[at.index(bounds.len())] };
            let end = text[start..].char_indices().nth(gone).map_or(text.len(), |(offset, _)| start + offset);
            text.replace_range(start..end, PIECES[piece]);
        }
        (path, text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_tera_accepts_is_read((_, text) in mutated()) {
        if tera_accepts(&text) {
            prop_assert!(parse(&text).is_ok(), "{:?}", parse(&text));
        }
    }

    #[test]
    fn pieces_in_any_order_harm_nobody(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40)) {
        let text = pieces.concat();
        prop_assert!(parse(&text).is_ok() || !tera_accepts(&text), "{:?}", parse(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_rules_survive_any_template((path, text) in mutated()) {
        let sources = Sources::from_dirs("templates", "locales").unwrap().template(path, text);
        let (config, settings) = (Config::default(), Settings::default());
        let found = read(&Model::new(&sources, &config, &[]), &[], &settings);
        for found in found {
            let text = sources.text(&found.location.file).unwrap_or_default();
            prop_assert!(text.get(found.location.span.clone()).is_some(), "{found:?}");
        }
    }
}
