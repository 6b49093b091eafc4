//! Made-up documents, beside what another converter makes of them.
//!
//! The documents are well formed, as `tellal check` wants them, and keep to what both mean to do alike.

use proptest::prelude::*;

use super::super::tidy_lines;
use super::html_reference::reference;
use super::plain_text;

/// Words, with spaces around some of them.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "an order",
        "of Grüße,",
        "Заказ №1 ",
        " 1.250,00&nbsp;TL",
        "R&amp;D ",
        "&lt;3",
        " x\n\ty ",
        "注文の品",
        "–",
        "&euro;5 ",
        " a-rather-long-word-of-many-letters ",
        "مرحبا",
        "<!-- note -->",
        "auf&zwnj;lage",
        "e&#x301;",
    ]);
    prop::collection::vec(word, 1..6).prop_map(|words| format!("w{}", words.join(" ")))
}

/// What stands amid words.
const ASIDES: [&str; 5] = [
    "<img src=\"a.png\" alt=\"\">",
    "<a href=\"https://x.example/?a=1&amp;b=2\">a link</a>. ",
    "<a href=\"https://x.example/a\"><b>more</b> words</a> ",
    "<span style=\"color:red; display:none\">hidden</span>",
    "<span class=\"extra\">hidden</span>",
];

/// Words with markup that makes no lines.
fn inline() -> impl Strategy<Value = String> {
    words().prop_recursive(3, 12, 3, |inner| {
        let some = prop::collection::vec(inner.clone(), 1..3).prop_map(|some| some.concat());
        prop_oneof![
            (
                prop::sample::select(vec![
                    "b", "i", "span", "bdi", "strong", "em", "u", "font", "small", "code"
                ]),
                some
            )
                .prop_map(|(name, inner)| format!("<{name}>{inner}</{name}>")),
            (inner.clone(), words()).prop_map(|(inner, words)| format!("{inner}<br>{words}")),
            inner.prop_map(|inner| format!("{inner}<img src=\"a.png\" alt=\"a picture\">")),
            (words(), prop::sample::select(ASIDES.to_vec()))
                .prop_map(|(words, aside)| format!("{words}{aside}")),
        ]
    })
}

/// Whole documents' bodies.
fn blocks() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        inline().prop_map(|inner| format!("<p>{inner}</p>")),
        inline().prop_map(|inner| format!("<p class=\"text\" style=\"margin:0\">{inner}</p>\n")),
        inline().prop_map(|inner| format!("<div>{inner}</div>")),
        inline().prop_map(|inner| format!("<h2>{inner}</h2>\n")),
        inline(),
        inline()
            .prop_map(|inner| format!("<div style=\"display:none;max-height:0\"><p>hidden</p></div>{inner}")),
    ];
    plain.prop_recursive(4, 24, 4, |inner| {
        let some = prop::collection::vec(inner, 1..4).prop_map(|some| some.concat()).boxed();
        let many = || prop::collection::vec(some.clone(), 1..4);
        prop_oneof![
            some.clone().prop_map(|inner| format!("<div>{inner}</div>")),
            some.clone().prop_map(|inner| format!("<blockquote>{inner}</blockquote>")),
            many().prop_map(|cells| table(&cells)),
            many().prop_map(|items| format!("<ul>\n{}</ul>", wrapped("li", &items))),
            many().prop_map(|items| format!("<ol>{}</ol>", wrapped("li", &items))),
            many().prop_map(|items| format!("<dl>{}</dl>", wrapped("dd", &items))),
        ]
    })
}

fn wrapped(name: &str, parts: &[String]) -> String {
    parts.iter().map(|part| format!("<{name}>{part}</{name}>\n")).collect()
}

fn table(cells: &[String]) -> String {
    let rows: String =
        cells.iter().map(|cell| format!("<tr>\n<td>w&nbsp;</td><td>{cell}</td></tr>\n")).collect();
    format!("<table role=\"presentation\"><tbody>{rows}</tbody></table>")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn made_up_documents_read_alike(body in prop::collection::vec(blocks(), 1..5)) {
        let html = format!("<!doctype html><html><head><title>t</title><style>.extra {{ display:none }}</style></head><body>{}</body></html>", body.concat());
        prop_assert_eq!(plain_text(&html), tidy_lines(&reference(&html)), "{}", html);
    }
}

/// Where ours differs on purpose: the HTML, ours, theirs.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    // An address is never cut.
    (
        "<a href=\"https://x.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">a</a>",
        "a:\nhttps://x.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "a:\nhttps://x.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaaaaaaaaaaa",
    ),
    // It stands behind its words, also where these are a block; it is said once, and only where it leads somewhere.
    ("<a href=x>a </a>", "a: x", "a : x"),
    ("<a href=x><p>a</p></a>", "a: x", "a\n\n: x"),
    ("<a href=x>x</a>", "x", "x: x"),
    ("<a href=x>a</a>b", "a: x b", "a: xb"),
    ("<a href=\"mailto:a@x.example\">a@x.example</a>", "a@x.example", "a@x.example: mailto:a@x.example"),
    ("<a href=\"#a\">a</a>", "a", "a: #a"),
    ("<s>a <a href=x>b</a></s>", "a\u{336} b\u{336}: x", "a\u{336} \u{336}b\u{336}:\u{336} \u{336}x\u{336}"),
    // A space behind what has no width stays.
    ("a &zwnj; b", "a \u{200C} b", "a \u{200C}b"),
    // There is one empty line at most in a quote too, and no sign without words behind it.
    ("<blockquote>a<br><br><br>b<br><br></blockquote>", "> a\n>\n> b", "> a\n>\n>\n> b\n>"),
    ("<ul><li><br>a</li></ul>", "- a", "-\na"),
    // Numbers are not filled up with spaces.
    ("<ol start=9><li>a</li><li>b</li></ol>", "9. a\n10. b", "9.  a\n10. b"),
    // What browsers show as blocks are blocks; what they show is not left out, and what they hide is.
    ("<center>a</center><section>b</section>", "a\nb", "ab"),
    ("a<hr>b", "a\n\nb", "ab"),
    ("<span style=\"display:block\">a</span>b", "a\nb", "ab"),
    (
        "<table><caption>a</caption><tr><td>b</td></tr><tfoot><tr><td>c</td></tr></tfoot></table>",
        "a\nb\nc",
        "b",
    ),
    ("<ul>a<li>b</li></ul>", "a\n- b", "- a\n- b"),
    ("<img alt=\"a\">", "a", ""),
    ("<p hidden>a</p>b<p style=\"visibility:hidden\">c</p>", "b", "a\n\nb\n\nc"),
    ("1<sup>er</sup>", "1er", "1^{er}"),
];

#[test]
fn differences_are_on_purpose() {
    for (html, ours, theirs) in DIFFERENCES {
        assert_eq!((plain_text(html).as_str(), reference(html).as_str()), (*ours, *theirs), "{html}");
    }
}
