//! Nothing that one can write makes the reading panic or run on.

use proptest::prelude::*;

use super::tests::findings;
use crate::catalog::Sources;

const EMAIL: &str = "order_delivered/email.html";

fn read(sources: &Sources) {
    findings(sources, &["en", "ar"]);
}

fn shared() -> Sources {
    let all = Sources::from_dirs("templates", "locales").unwrap();
    let needed = |path: &str| path.starts_with("_shared/") || path.starts_with("order_delivered/email.");
    let kept = all.templates().iter().filter(|(path, _)| needed(path));
    kept.fold(Sources::new(), |sources, (path, text)| sources.template(path.clone(), text.clone()))
}

/// Pieces of markup in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<",
        ">",
        "</",
        "/>",
        "\"",
        "'",
        "=",
        "<!--",
        "-->",
        "<![endif]-->",
        "<!--[if mso]>",
        "<!--[if !mso]><!-->",
        " ",
        "td",
        "<td",
        "<table>",
        "</table>",
        "</td>",
        "<style>",
        "</style>",
        "href=",
        "style=\"",
        "url(",
        ")",
        ",",
        "srcset='",
        "é",
        "{{ ready.number }}",
        "{{ order.number | url }}",
        "{% if order.notes %}",
        "{% else %}",
        "{% endif %}",
        "dir=",
        "{% for a in [1] %}",
        "{% endfor %}",
        "https:",
        "//",
        "http://x",
        "{% block b %}",
        "{% endblock %}",
        "{{ super() }}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read(text in ".{0,200}") {
        read(&Sources::new().template(EMAIL, text));
    }

    #[test]
    fn any_pieces_are_read(text in pieces()) {
        read(&Sources::new().template(EMAIL, text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_change_of_a_shipped_email_is_read(file in any::<prop::sample::Index>(), start in any::<prop::sample::Index>(), length in 0..20_usize, new in pieces()) {
        let sources = shared();
        let (path, text) = sources.templates().iter().nth(file.index(sources.templates().len())).unwrap();
        let mut chars: Vec<char> = text.chars().collect();
        let start = start.index(chars.len());
        let end = (start + length).min(chars.len());
        chars.splice(start..end, new.chars());
        let changed: String = chars.into_iter().collect();
        let path = path.clone();
        read(&sources.template(path, changed));
    }
}

#[test]
fn deep_and_wide_templates_come_to_an_end() {
    let twice = |next: &str| {
        format!("<b>{{% include \"_shared/{next}.html\" %}}</b>{{% include \"_shared/{next}.html\" %}}")
    };
    let mut chain = Sources::new().template("_shared/0.html", "x").template(EMAIL, twice("14"));
    for step in 1..15 {
        chain = chain.template(format!("_shared/{step}.html"), twice(&(step - 1).to_string()));
    }
    let deep = format!("{}{}", "{% if order.notes %}<b>".repeat(60), "</b>{% endif %}".repeat(60));
    let texts = [
        "<td ".repeat(20_000),
        "<b>".repeat(20_000),
        "</b>".repeat(20_000),
        format!("<p style=\"{}\">", "{% if order.notes %}a{% else %}b{% endif %}".repeat(2_000)),
        format!("<p {}>", "{% if order.notes %}a=\"b\"{% endif %} ".repeat(2_000)),
        format!("<a href=\"{}\">", "url(,".repeat(10_000)),
        format!("<p {}>", "style=\"url(,\" ".repeat(10_000)),
        deep,
    ];
    let all = texts.into_iter().map(|text| Sources::new().template(EMAIL, text)).chain([chain]);
    for sources in all {
        read(&sources);
    }
}
