//! What becomes of what.

use super::{RAW_TEXT, plain_text};

fn check(html: &str, expected: &str) {
    assert_eq!(plain_text(html), expected, "{html}");
}

#[test]
fn words_are_wrapped_by_their_width() {
    let word = "a".repeat(37);
    check(&format!("{word} {word}x b"), &format!("{word} {word}x\nb"));
    check(&format!("{word} {word}xx b"), &format!("{word}\n{word}xx b"));
    check(&"字".repeat(40), &format!("{}\n字字", "字".repeat(38)));
    check(&"a".repeat(80), &format!("{}\naaaa", "a".repeat(76)));
    check(&format!("b {word}&nbsp;{word}"), &format!("b\n{word}\u{a0}{word}"));
    check(&format!("{word}&nbsp;{word}&nbsp; b"), &format!("{word}\u{a0}{word}\nb"));
    check(&format!("{word}<b>{word}</b>xx<wbr>b"), &format!("{word}{word}xx\nb"));
    check(&format!("{word} {} b", "لا".repeat(38)), &format!("{word} {}\nb", "لا".repeat(38)));
    check("1&#x202f;2&ensp;3", "1 2 3");
    check("  a \t\r\n  <b> b</b>&#32;c&#x200B;d ", "a b cd");
}

#[test]
fn paragraphs_stand_apart_and_blocks_do_not() {
    check("<p>a</p><p>b</p>c", "a\n\nb\n\nc");
    check("a<div>b</div>c<div><p>d</p></div><div>e</div>", "a\nb\nc\n\nd\n\ne");
    check("<h1>a</h1>\n<h2>b</h2>c<hr>d", "a\n\nb\n\nc\n\nd");
    check("a<br>b<br><br><br>c<br></br>", "a\nb\n\nc");
    check("<p>a</p><br>b", "a\n\nb");
    check("<p>a<p>b<div>c</div>d", "a\n\nb\n\nc\nd");
    check("<center>a</center><section>b</section>", "a\nb");
    check("<span style='display:block'>a</span><a style='display:block'>b</a>c", "a\nb\nc");
    check("<pre>\na  b\n\tc\r\n\n\n d</pre>e", "a  b\nc\n\nd\n\ne");
    check("<p style='white-space:pre-line'>a\nb</p><p style='white-space:nowrap'>c\nd</p>", "a\nb\n\nc d");
}

#[test]
fn cells_come_one_below_the_other() {
    let row = "<tr><td>a</td><td><p>b</p><p>c</p></td></tr>";
    check(&format!("x<table>{row}{row}</table>y"), "x\n\na\nb\n\nc\na\nb\n\nc\ny");
    check("<table><tr><td>a<tr><td>b<td>c</table>d", "a\nb\nc\nd");
    check(
        "<table><caption>a</caption><thead><tr><th>b<tbody><tr><td>c<tfoot><tr><td>d</table>",
        "a\nb\nc\nd",
    );
    check("<table><tr><td>a</td></tr><tr><td>&nbsp;</td></tr><tr><td>b</td></tr></table>", "a\n\nb");
    check("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>", "a\n\nb\nc");
    check("<table><tr><td><b>a</td><td>b</b>c</td></tr></table>", "a\nbc");
}

#[test]
fn lists_have_their_signs() {
    check("<p>a</p><ul><li>b</li><li><p>c</p><p>d</p></li></ul>e", "a\n- b\n- c\n\nd\n\ne");
    check("<ol><li>a<li>b</ol><ol start=9><li>c<li>d<ul><li>e</ul>f</ol>", "1. a\n2. b\n9. c\n10. d\n- e\nf");
    check("<ul><li><ol><li>a</ol><li><br>b</ul><li>c", "- 1. a\n\n- b\n- c");
    check("<dl><dt>a<dd>b<dd><p>c</dl>d", "a\nb\nc\nd");
    check(
        "<blockquote><p>a</p><p>b<br>c</p><ul><li>d<br>e</ul></blockquote>f",
        "> a\n>\n> b\n> c\n> - d\n>   e\n\nf",
    );
    let long = format!("<blockquote>{} {}</blockquote>", "a".repeat(40), "b".repeat(40));
    check(&long, &format!("> {}\n> {}", "a".repeat(40), "b".repeat(40)));
}

#[test]
fn a_link_says_where_it_leads() {
    check(
        "<a href='https://x.example/?a=1&amp;b=2&copy=3'>Track</a>!",
        "Track: https://x.example/?a=1&b=2&copy=3!",
    );
    check("<a href=x> a <b>b</b> </a> c", "a b: x c");
    check("<a href=x><img alt='A &amp; B'></a> <a href=y><img></a><a name=z>c</a>", "A & B: x c");
    check("<a href='#top'>a</a> <a href=''>b</a> <a href>c</a>", "a b c");
    check(
        "<a href='https://x.example'>https://x.example</a> <a href='mailto:a@x.example'>a@x.example</a>",
        "https://x.example a@x.example",
    );
    check("<a href=x><table><tr><td><p>a</p></td></tr></table></a>b", "a: x\nb");
    check("<p><a href=x>a</a></p><div><a href=y>b</div>c", "a: x\n\nb: y\nc");
    check("<a href=x>a<a href=y>b</a></a>", "a: x b: y");
    check("<a href=' https://x.example/a b&#10;c '>d</a>", "d: https://x.example/a%20bc");
    let words = format!("{} 字字", "a".repeat(70));
    let moved = format!("> {}\n> 字字b c: x", "a".repeat(70));
    check(&format!("<blockquote>{words}<a href=x>b c</a>"), &moved);
    let address = format!("https://x.example/{}", "a".repeat(100));
    check(&format!("<a href='{address}'>Track it</a> a"), &format!("Track it:\n{address}\na"));
    check(&format!("see {address} a"), &format!("see\n{address}\na"));
    check(&format!("<ul><li><a href='{address}'>a</a>"), &format!("- a:\n{address}"));
}

#[test]
fn looks_and_pictures_are_words() {
    check("x<sup>2</sup> 1<sup>er</sup> <b>b</b><i>i</i>", "x² 1er bi");
    check("<s>1 2</s><del>é</del>", "1\u{336} 2\u{336}é\u{336}");
    check("a<img alt='b' style='display:block'>c <img src=d alt=e>", "a\nb\nc e");
    check("<bdi>ليلى</bdi>: <b>€</b>&euro;&nbsp;5", "ليلى: €€\u{a0}5");
    check("<b>a<p>b</b>c</p>", "a\n\nbc");
}

#[test]
fn raw_text_is_not_shown() {
    for name in RAW_TEXT {
        check(&format!("a<{name}><p>b</p></{name}>c"), "ac");
    }
}

#[test]
fn what_is_hidden_stays_hidden() {
    check("<div style=\"display:none\">a<div>b</div><p>c</div>d", "d");
    check("<p hidden>a</p><p hidden style='display:block'>b</p>", "b");
    check("<div style='max-height:0;overflow:hidden'>a<br></div>b<br style='display:none'>c", "bc");
    check(
        "<head><title>a<p></title><style>.h, #i{display:none}</style></head><p class='g h'>b</p><p id=i>c</p>d",
        "d",
    );
    check("<style>p{display:none!important}</style><p style='display:block'>a</p>b", "b");
    check("<!-- a --><!--[if mso]>b<![endif]--><!--[if !mso]><!-->c<!--<![endif]--><script>d</script>", "c");
    check("<svg><path/><title>a</title></svg><select><option>b</select><template><p>c</template>d", "d");
    check("<table style='display:none'><tr><td>a<table></table></td></tr></table>b", "b");
    check("<span style='display:none'>a<span>b</span>c</span>d<o:p style='display:none'/>e", "de");
}

#[test]
fn nothing_becomes_part_of_an_address() {
    let two = |between: &str| {
        plain_text(&format!(
            "<a href=https://x.example/a>Track</a>{between}<a href=https://x.example/b>Return</a>"
        ))
    };
    for between in ["/", "-", "_", "=", "&amp;", "#", "%", "+", "~", "|", "a"] {
        let shown = between.replace("&amp;", "&");
        let text = two(between);
        assert!(text.starts_with(&format!("Track: https://x.example/a {shown}")), "{text}");
    }
    assert!(two(", ").starts_with("Track: https://x.example/a, "), "{}", two(", "));
    for behind in [".", "!", ")", "»", "«", "”", "“", "’", "‘", "…", "؟", "۔", "।", "。", "、", "）", "」"]
    {
        check(&format!("<a href=x>a</a>{behind} b"), &format!("a: x{behind} b"));
        check(&format!("<p><a href=x>a</a>{behind}</p>b"), &format!("a: x{behind}\n\nb"));
    }
}

#[test]
fn what_follows_a_closing_character_stands_apart_from_an_address() {
    let link = "<a href=x>a</a>";
    for (behind, shown) in [
        (".html", "x. html"),
        (",b,c d", "x, b,c d"),
        ("。次", "x。 次"),
        ("），次", "x）， 次"),
        ("?!<b>b</b>", "x?! b"),
        ("<wbr>b", "x b"),
        ("&#8203;b", "x b"),
        // Before a letter these open a quotation, or are apostrophes.
        ("'s b", "x 's b"),
        ("'ün b", "x 'ün b"),
        ("’un b", "x ’un b"),
        ("&#x27;un b", "x 'un b"),
        (".&ldquo;b&rdquo;", "x. “b”"),
        ("“b” c", "x “b” c"),
        ("«b» c", "x «b» c"),
        (".“b”", "x. “b”"),
    ] {
        check(&format!("{link}{behind}"), &format!("a: {shown}"));
    }
    // So it is behind words that are the address.
    check("<a href=https://x.example/a>https://x.example/a</a>'s b", "https://x.example/a 's b");
    check("<a href=tel:+905551234567>+905551234567</a>89", "+905551234567 89");
    check("<a href=x>x</a>, b <a href=x>x </a>b", "x, b x b");
    check("<s><a href=x>a</a>.</s>", "a\u{336}: x.\u{336}");
    check("<pre><a href=x>a</a>.b</pre>", "a: x. b");
}

#[test]
fn a_sheet_for_some_devices_does_not_count() {
    let with =
        |media: &str| plain_text(&format!("<style {media}>.a{{display:none}}</style><p class=a>b<p>c"));
    for media in ["", "media=all", "media=\"Screen\""] {
        assert_eq!(with(media), "c", "{media}");
    }
    for media in ["media=print", "media=\"(max-width:600px)\"", "media=\"screen and (max-width:1px)\""] {
        assert_eq!(with(media), "b\n\nc", "{media}");
    }
}
