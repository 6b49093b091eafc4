//! Halves of surrogate pairs, which senders leave where they cut a text in the middle of an emoji.
//!
//! Python's `json.dumps` writes such a half as an escape. By its grammar that is JSON (RFC 8259, section 8.2), but it
//! stands for no character.

use super::reading::unit;

/// A text of JSON without the escapes that are half of a surrogate pair; `None` where there is none.
pub(super) fn without_halves(text: &str) -> Option<String> {
    let (mut whole, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(found) = text[at..].find('\\') {
        at += found;
        match (escaped(&text[at..]), text.get(at + UNIT..).and_then(escaped)) {
            (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => at += 2 * UNIT,
            (Some(0xD800..0xE000), _) => {
                whole.push_str(&text[kept..at]);
                at += UNIT;
                kept = at;
            }
            // What is escaped may be a backslash, which then begins nothing.
            _ => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    whole.push_str(&text[kept..]);
    (kept > 0).then_some(whole)
}

/// How long `\ud83d` is.
const UNIT: usize = 6;

/// What an escape at the beginning of a text stands for, in UTF-16.
fn escaped(text: &str) -> Option<u16> {
    unit(text.strip_prefix("\\u")?.as_bytes()).map(|(unit, _)| unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn halves_are_left_out_and_nothing_else() {
        for (text, expected) in [
            (r#""Ay\ud83d""#, Some(r#""Ay""#)),
            (r#""\uDE00y\uD83D x""#, Some(r#""y x""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ud83d\ude00""#)),
            (r#""\ud83d\ude00\ude00""#, Some(r#""\ud83d\ude00""#)),
            (r#""\\ud83d""#, None),
            (r#""\\\ud83d\"""#, Some(r#""\\\"""#)),
            (r#""\ud83d\ude00 \u0131""#, None),
            (r#""\ud8""#, None),
            (r#""\"#, None),
            (r#""\ş\ud83d"#, Some(r#""\ş"#)),
            ("", None),
        ] {
            assert_eq!(without_halves(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        /// What was read before is read as before, and what could not be read for its halves alone can be.
        #[test]
        fn a_text_can_be_read_without_them(units in prop::collection::vec(
            prop_oneof![Just(0xD83D), Just(0xDE00), Just(0x41), any::<u16>()], 0..12)
        ) {
            let escaped: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let text = format!("\"{escaped}\"");
            let whole: String = char::decode_utf16(units).flatten().collect();
            let read = serde_json::from_str(without_halves(&text).as_deref().unwrap_or(&text));
            prop_assert_eq!(read.ok(), Some(Value::String(whole)));
        }
    }
}
