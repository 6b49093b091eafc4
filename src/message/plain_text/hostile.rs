//! Documents that are broken, endless or made to be dear.

use proptest::prelude::*;
use textwrap::core::display_width;

use super::margins::WIDTH;
use super::plain_text;

/// Repeated so often that anything quadratic would take minutes.
const OFTEN: usize = 40_000;

#[test]
fn sheets_and_classes_stay_cheap() {
    assert_eq!(
        plain_text(&format!("<style>{}.a{{display:none}}</style><p class=a>b<p>c", "/**/".repeat(OFTEN))),
        "c"
    );
    let rules = ".x b{display:none}".repeat(OFTEN);
    let class = "a ".repeat(OFTEN);
    let long = format!("<style>{rules}</style><div class=\"{class}\">{}</div>", "<b>y</b>".repeat(OFTEN));
    assert!(plain_text(&long).starts_with("yyy"));
    let selector = format!("<style>{}{{display:none}}</style><p class=a>b", ".a".repeat(OFTEN));
    assert_eq!(plain_text(&selector), "b");
}

/// Each element would be compared with megabytes of classes, were those around it read for it.
#[test]
fn elements_within_elements_stay_cheap() {
    const MANY: usize = 4_000;
    let shown = |selector: &str, class: &str| {
        let rules = format!("{selector}{{display:none}}").repeat(64);
        let outer = format!("<div class='{class}'>").repeat(255);
        let html = format!("<style>{rules}</style>{outer}{}", "<i>a</i>".repeat(MANY));
        plain_text(&html).matches('a').count()
    };
    let kilobyte = "b ".repeat(500);
    for class in ["b", &kilobyte] {
        assert_eq!(shown(".x i", class), MANY);
        assert_eq!(shown(".x .b .b i", class), MANY);
        assert_eq!(shown(".b .b .b i", class), 0);
    }
    let sheets = "<style>.b .b i{display:none}</style><b class=b>".repeat(OFTEN);
    assert_eq!(plain_text(&format!("{sheets}<i>a")), "");
}

#[test]
fn whatever_is_repeated_stays_cheap() {
    let pieces = [
        "<",
        "<a",
        "<a ",
        "<!--",
        "<!-",
        "<!",
        "</",
        "</p",
        "</p>",
        "&",
        "&#",
        "&a",
        "&#x1",
        "<p>",
        "<div>",
        "<b>",
        "<li>",
        "<td>",
        "<table>",
        "<table><tr><td>",
        "<blockquote>",
        "<ul><li>",
        "<ol><li>a",
        "<br>",
        "<hr>",
        "a",
        "字",
        "\u{300}",
        "\0",
        "\u{a0}",
        "\u{a0} ",
        "<pre> ",
        "<s>a",
        "<sup>1",
        "<a href=x>a",
        "<style>",
        "<title>",
        "<script></scrip",
        "<style>.a{display:none}</style><p class=a>",
        "<p style='display:none",
        "\"",
        "<a b=\"'",
        "<span style='display:none'>",
        "<svg>",
        "<dl><dt><dd>a",
        "&nbsp;<br>",
        "<b><p>a</b>",
        "<a href=x><p>a</a>",
        "<blockquote>a<br>",
        "<wbr>a",
        "a<span style=display:block>",
    ];
    for piece in pieces {
        let text = plain_text(&piece.repeat(OFTEN));
        assert!(text.len() <= OFTEN * 60, "{piece}: {} bytes", text.len());
    }
}

#[test]
fn giant_names_values_and_words_are_read() {
    let giant = "x".repeat(1_000_000);
    assert_eq!(plain_text(&format!("<{giant} {giant}={giant} style='{giant}'>a</{giant}>b")), "ab");
    assert_eq!(plain_text(&format!("<img alt='{giant}'>")).len(), 1_000_000 + 1_000_000 / WIDTH);
    assert_eq!(plain_text(&format!("<a href='{giant}'>a</a>")).len(), giant.len() + 3);
    assert_eq!(plain_text(&format!("&{giant};")).len(), giant.len() + 2 + (giant.len() + 2) / WIDTH);
}

#[test]
fn deep_nesting_keeps_what_is_said() {
    let deep = 5_000;
    let html = format!("{}a{}b", "<div>".repeat(deep), "</div>".repeat(deep));
    assert_eq!(plain_text(&html), "a\nb");
    let html = format!("{}a{}<p>b", "<blockquote>".repeat(deep), "</blockquote>".repeat(deep));
    let text = plain_text(&html);
    assert!(text.starts_with("> > >") && text.ends_with("> a\n\nb") && text.len() < 100, "{text}");
    let html = format!("<p style='display:none'>{}</p>c", "<font>a".repeat(deep));
    assert_eq!(plain_text(&html), "c");
}

#[test]
fn no_control_character_comes_through() {
    assert_eq!(plain_text("a\0b&#0;c&#7;d\u{1b}[1me&#xD800;"), "ab\u{FFFD}cd[1me\u{FFFD}");
}

proptest! {
    #[test]
    fn any_text_is_read(html in any::<String>()) {
        tidy(&plain_text(&html))?;
    }

    #[test]
    fn any_soup_of_tags_is_read(pieces in prop::collection::vec(prop::sample::select(SOUP), 0..60)) {
        let text = plain_text(&pieces.concat());
        tidy(&text)?;
        for line in text.lines() {
            prop_assert!(display_width(line) <= WIDTH || line.contains("://"), "{line}");
        }
    }
}

const SOUP: &[&str] = &[
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<b>",
    "</b>",
    "<a href='x://y'>",
    "</a>",
    "<ul>",
    "</ul>",
    "<ol start=-1>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<br>",
    "<hr>",
    "<div>",
    "</div>",
    "<h1>",
    "</h1>",
    "<pre>",
    "</pre>",
    "<s>",
    "</s>",
    "<sup>",
    "</sup>",
    "<img alt='b c'>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<span style='display:none'>",
    "<span style='display:block'>",
    "</span>",
    "a",
    "word and word ",
    " ",
    "\n",
    "&nbsp;",
    "&amp;",
    "字字",
    "é",
    "12",
    "\u{200b}",
    "<style>b{display:none}</style>",
    "<!--",
    "-->",
    "<",
    "'",
    "wörter-",
    "a-long-word-that-is-not-the-longest-",
    "https://x.example/?a=b",
];

/// What holds of every text.
fn tidy(text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(text, super::super::tidy_lines(text));
    prop_assert!(text.chars().all(|char| char == '\n' || !char.is_control()));
    Ok(())
}
