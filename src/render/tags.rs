//! The tags of a template, read just far enough to tell a slip in them that Tera has no words for: a character
//! that cannot stand there, quotes or braces that are not closed.
//!
//! This reads what Tera refuses, so it has to bear anything. It is no judge of what is right: what Tera takes is.

/// Something that is wrong with the tags of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The byte where it stands.
    pub(super) at: usize,
    /// The byte at which a reader meets it. Where Tera stops before, the fault is another one.
    pub(super) seen: usize,
    pub(super) message: String,
    pub(super) help: String,
}

/// `{% … %}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'s> {
    /// The byte of its `{%`.
    pub(super) at: usize,
    /// Its first word, or its sign: `<` or `</`.
    pub(super) word: &'s str,
    /// What stands behind the word.
    pub(super) rest: &'s str,
}

/// The tags up to the first slip inside of one.
pub(super) fn tags(source: &str) -> (Vec<Tag<'_>>, Option<Slip>) {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = next_mark(source, at) {
        let close = match source.as_bytes()[open + 1] {
            b'#' => match source[open..].find("#}") {
                Some(end) => {
                    at = open + end + 2;
                    continue;
                }
                None => return (tags, Some(unclosed(source, open, "#}"))),
            },
            b'{' => "}}",
            _ => "%}",
        };
        let end = match inside(source, open, close) {
            Ok(end) => end,
            Err(slip) => return (tags, Some(slip)),
        };
        at = end;
        if close == "%}" {
            let tag = tag(source, open, end);
            // What stands between `raw` and `endraw` is no template.
            if tag.word == "raw" {
                at = end_of_raw(source, end).unwrap_or(end);
            }
            tags.push(tag);
        }
    }
    (tags, None)
}

fn next_mark(source: &str, from: usize) -> Option<usize> {
    let opens = |at: &usize| matches!(source.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
    source[from..].match_indices('{').map(|(at, _)| from + at).find(opens)
}

fn tag(source: &str, open: usize, end: usize) -> Tag<'_> {
    let inner = source[open + 2..end - 2].trim_matches('-').trim();
    let sign = ["</", "<"].into_iter().find(|sign| inner.starts_with(sign));
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let word = sign.map_or_else(|| inner.find(|char| !is_word(char)).unwrap_or(inner.len()), str::len);
    Tag { at: open, word: &inner[..word], rest: inner[word..].trim() }
}

/// The byte of the `{%` that ends what `raw` began.
fn end_of_raw(source: &str, from: usize) -> Option<usize> {
    let ends = |at: &usize| source[at + 2..].trim_start_matches('-').trim_start().starts_with("endraw");
    source[from..].match_indices("{%").map(|(at, _)| from + at).find(ends)
}

/// The byte behind the mark that closes a tag.
fn inside(source: &str, open: usize, close: &str) -> Result<usize, Slip> {
    let mut at = open + 2;
    while let Some(char) = source[at..].chars().next() {
        let rest = &source[at..];
        match char {
            _ if rest.starts_with(close) => return Ok(at + close.len()),
            _ if rest.starts_with("{{") || rest.starts_with("{%") => break,
            '"' | '\'' | '`' => at = quoted(source, at, close)?,
            _ => match stranger(char) {
                Some((message, help)) => return Err(Slip { at, seen: at, message, help }),
                None => at += char.len_utf8(),
            },
        }
    }
    Err(unclosed(source, open, close))
}

fn unclosed(source: &str, open: usize, close: &str) -> Slip {
    let mark = &source[open..open + 2];
    let message = format!("this `{mark}` is not closed");
    let help = match close {
        "}}" => "write }} behind the value",
        "%}" => "write %} at the end of the tag",
        _ => "write #} behind the note",
    };
    Slip { at: open, seen: open, message, help: help.to_owned() }
}

/// The byte behind a text in quotes. One that runs on past the end of its tag lacks its second quote.
fn quoted(source: &str, start: usize, close: &str) -> Result<usize, Slip> {
    let quote = source[start..].chars().next().unwrap_or('"');
    let mut chars = source[start + 1..].char_indices();
    let mut end = None;
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => {
                chars.next();
            }
            _ if char == quote => {
                end = Some(start + 1 + at + 1);
                break;
            }
            _ => {}
        }
    }
    let text = &source[start..end.unwrap_or(source.len())];
    if let (Some(end), None) = (end, text.find(close)) {
        return Ok(end);
    }
    let own = &text[..text.find(close).unwrap_or(text.len())];
    if let Some((at, curly)) = own.char_indices().find(|(_, char)| straight(*char).is_some()) {
        let (message, help) = crooked(curly, quote);
        return Err(Slip { at: start + at, seen: start, message, help });
    }
    let message = "the quotes that open here are not closed".to_owned();
    Err(Slip { at: start, seen: start, message, help: format!("write {quote} behind the text") })
}

/// The straight quote that a typographic one stands for.
fn straight(char: char) -> Option<char> {
    match char {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => Some('"'),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | '＇' => Some('\''),
        _ => None,
    }
}

fn crooked(char: char, straight: char) -> (String, String) {
    let message = format!("`{char}` is a curly quote, which means nothing inside of a tag");
    (message, format!("use straight quotes: write {straight} instead of {char}"))
}

/// What to say of a character that no tag can hold outside of quotes.
fn stranger(char: char) -> Option<(String, String)> {
    if let Some(straight) = straight(char) {
        return Some(crooked(char, straight));
    }
    let instead = |plain: &str| {
        Some((format!("`{char}` means nothing inside of a tag"), format!("write {plain} instead of {char}")))
    };
    match char {
        '–' | '—' | '−' | '‐' | '‑' => instead("-"),
        '…' => instead("..."),
        '&' => instead("and"),
        '×' => instead("*"),
        '$' => Some((
            "`$` means nothing inside of a tag".to_owned(),
            "leave it out: a value has a dollar sign in locales/ only, here it is ready.number".to_owned(),
        )),
        _ if char.is_whitespace() && !char.is_ascii() || ('\u{200B}'..='\u{200F}').contains(&char) => Some((
            format!("an invisible character (U+{:04X}) stands inside of a tag", u32::from(char)),
            "delete it, or write a plain space instead".to_owned(),
        )),
        ';' | '\\' | '^' | '#' => {
            Some((format!("`{char}` means nothing inside of a tag"), "leave it out".to_owned()))
        }
        _ if char.is_ascii() => None,
        _ => Some((
            format!("`{char}` means nothing inside of a tag"),
            "names have the letters a to z, digits and _; a text stands in quotes".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(source: &str) -> String {
        let slip = tags(source).1;
        slip.map_or_else(String::new, |slip| {
            format!("{}: {} | {}", &source[slip.at..], slip.message, slip.help)
        })
    }

    #[test]
    fn tags_are_read_and_what_is_no_tag_is_not() {
        let source = "{%- if x == \"%}\" -%}{# {% for %} #}{% raw %}{% if %}{% endraw %}{{ a }}{% <row a={1}> %}{% </row> %}";
        let (tags, slip) = tags(source);
        let words: Vec<_> = tags.iter().map(|tag| (tag.word, tag.rest)).collect();
        assert_eq!(
            slip.map(|slip| slip.message),
            Some("the quotes that open here are not closed".to_owned())
        );
        assert_eq!(words, []);
        let source = source.replace("%}\"", "\"");
        let (tags, slip) = super::tags(&source);
        let words: Vec<_> = tags.iter().map(|tag| (tag.word, tag.rest)).collect();
        assert_eq!(slip, None);
        assert_eq!(
            words,
            [("if", "x == \"\""), ("raw", ""), ("endraw", ""), ("<", "row a={1}>"), ("</", "row>")]
        );
    }

    #[test]
    fn a_character_that_no_tag_can_hold_is_told_with_what_to_write() {
        assert_eq!(
            slip("{{ t(id=“a”) }}"),
            "“a”) }}: `“` is a curly quote, which means nothing inside of a tag | \
             use straight quotes: write \" instead of “"
        );
        assert!(slip("{{ t(id=\"a”) }}\n{{ t(id=\"b\") }}").starts_with("”) }}"));
        assert!(slip("{{ t(id=‘a’) }}").ends_with("write ' instead of ‘"));
        assert!(slip("{{ a – b }}").ends_with("write - instead of –"));
        assert!(slip("{{ a\u{A0}}}").contains("an invisible character (U+00A0)"));
        assert!(slip("{{ $number }}").contains("here it is ready.number"));
        assert!(slip("{{ straße }}").contains("`ß` means nothing"));
        assert_eq!(slip("“{{ \"“ş”\" }}” {% if a == '’' %}{# ” #}"), "");
    }

    #[test]
    fn what_is_not_closed_is_told_where_it_opens() {
        assert_eq!(
            slip("Hi {{ a }\n{{ b }}"),
            "{{ a }\n{{ b }}: this `{{` is not closed | write }} behind the value"
        );
        assert!(slip("{% if a\nb").contains("this `{%` is not closed"));
        assert!(slip("{# a").contains("this `{#` is not closed"));
        assert_eq!(
            slip("{{ t(id=\"a) }} {{ t(id=\"b\") }}"),
            "\"a) }} {{ t(id=\"b\") }}: the quotes that open here are not closed | write \" behind the text"
        );
    }
}
