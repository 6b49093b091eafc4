//! SMS: a text written for the wire, its encoding and what it is billed.

mod gsm7;
mod segments;
mod transliterate;

use std::borrow::Cow;
use std::cell::LazyCell;

use serde::Serialize;

pub use gsm7::is_gsm7;
use segments::Cost;
pub use segments::{Encoding, Segmentation};

/// What a site and its provider allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsOptions {
    /// Encodings that the provider can carry, the preferred first.
    pub encodings: Vec<Encoding>,
    /// Languages (subtags such as `tr`) whose letters may be written without their marks.
    pub transliterate: Vec<String>,
}

impl Default for SmsOptions {
    fn default() -> Self {
        Self { encodings: vec![Encoding::Gsm7, Encoding::Ucs2], transliterate: Vec::new() }
    }
}

/// A character that was written otherwise, because that saved a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// The character of the text.
    pub from: char,
    /// What was sent instead.
    pub to: String,
}

/// An SMS ready to be sent.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Sms {
    /// The text, as it is sent.
    pub text: String,
    /// How it is encoded.
    pub encoding: Encoding,
    /// Septets or UTF-16 code units.
    pub units: usize,
    /// Billed segments.
    pub segments: usize,
    /// The characters outside GSM-7 that forced UCS-2, each once, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forced: Vec<char>,
    /// What was written otherwise to save a segment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replacement>,
}

impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sms").finish_non_exhaustive()
    }
}

impl Sms {
    /// Writes a text for the wire and counts it.
    ///
    /// Typographic spaces become spaces, marks that nobody sees are dropped, letters are composed. Then
    /// the cheapest of three forms wins, the earlier where they cost the same: the text as it is, with
    /// plain punctuation, and with plain letters where the language is configured for it.
    pub fn compose<'t>(text: impl Into<Cow<'t, str>>, language: &str, options: &SmsOptions) -> Self {
        let text = tidy(composed(text.into()));
        let Cost { encoding, units, segments } = Cost::least(&text, &options.encodings);
        if encoding == Encoding::Gsm7 {
            return Self { text, encoding, units, segments, forced: Vec::new(), replaced: Vec::new() };
        }
        let mut best = (Cost { encoding, units, segments }, text.clone(), Vec::new());
        let mut consider = |(text, replaced): (String, Vec<Replacement>)| {
            let cost = Cost::least(&text, &options.encodings);
            // An encoding that the provider cannot carry is the last resort, whatever it costs.
            let rank = |cost: Cost| (!options.encodings.contains(&cost.encoding), cost.segments);
            if rank(cost) < rank(best.0) {
                best = (cost, text, replaced);
            }
        };
        if leaves_gsm7(&text) {
            consider(rewrite(&text, plain_punctuation));
            if options.transliterate.iter().any(|configured| configured == language) {
                consider(rewrite(&text, |char| plain_form(char, language)));
            }
        }
        let (Cost { encoding, units, segments }, text, replaced) = best;
        let forced = if encoding == Encoding::Ucs2 { forced(&text) } else { Vec::new() };
        Self { text, encoding, units, segments, forced, replaced }
    }
}

/// A text whose letters are composed, copied only where one was not.
fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    let changed = match transliterate::compose(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    changed.map_or(text, Cow::Owned)
}

/// A text with plain punctuation and, where a language is named, with its plain letters; links stay as they are.
pub fn plain_text(text: &str, language: Option<&str>) -> String {
    rewrite(text, |char| match language {
        Some(language) => plain_form(char, language),
        None => plain_punctuation(char),
    })
    .0
}

fn plain_punctuation(char: char) -> Option<String> {
    transliterate::punctuation(char).map(str::to_owned)
}

/// What may stand for a character outside GSM-7 in a language, if anything may.
pub fn plain_form(char: char, language: &str) -> Option<String> {
    plain_punctuation(char).or_else(|| transliterate::letter(char, language))
}

fn leaves_gsm7(text: &str) -> bool {
    text.chars().any(|char| !is_gsm7(char))
}

/// Replaces what GSM-7 lacks, as far as `replacement` knows how. Addresses stay as they are: another letter in a
/// link is another link.
fn rewrite(text: &str, replacement: impl Fn(char) -> Option<String>) -> (String, Vec<Replacement>) {
    let mut out = String::with_capacity(text.len());
    let mut replaced: Vec<Replacement> = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        if is_address(word) {
            out.push_str(word);
            continue;
        }
        for char in word.chars() {
            match replacement(char).filter(|_| !is_gsm7(char)) {
                None => out.push(char),
                Some(to) => {
                    out.push_str(&to);
                    if !replaced.iter().any(|known| known.from == char) {
                        replaced.push(Replacement { from: char, to });
                    }
                }
            }
        }
    }
    (out, replaced)
}

fn is_address(word: &str) -> bool {
    word.contains("://")
}

/// The characters outside GSM-7, each once, in order.
pub fn forced(text: &str) -> Vec<char> {
    let mut forced = Vec::new();
    for char in text.chars().filter(|char| !is_gsm7(*char)) {
        if !forced.contains(&char) {
            forced.push(char);
        }
    }
    forced
}

/// Whether nothing is to be tidied: plain ASCII on one line.
fn is_tidy(text: &str) -> bool {
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    !ends.into_iter().flatten().any(u8::is_ascii_whitespace)
        && plain_start(text) == text.len()
        && !text.contains("....")
}

/// How many bytes of plain ASCII a text begins with.
fn plain_start(text: &str) -> usize {
    text.bytes().take_while(|byte| (b' '..=b'~').contains(byte)).count()
}

/// Typographic spaces become spaces; direction marks go where nothing runs from right to left; lines
/// lose trailing space, and the text its empty ends.
fn tidy(text: Cow<'_, str>) -> String {
    if is_tidy(&text) {
        return text.into_owned();
    }
    let is_letter = |char: char| char.is_alphabetic() && crate::l10n::is_right_to_left(char);
    let keeps_marks = LazyCell::new(|| text.chars().any(is_letter));
    let mut out = String::with_capacity(text.len());
    let (mut line, mut rest) = (0, &*text);
    while !rest.is_empty() {
        let (plain, behind) = rest.split_at(plain_start(rest));
        out.push_str(if out.is_empty() { plain.trim_start() } else { plain });
        let mut chars = behind.chars();
        match chars.next() {
            None
            | Some('\u{2066}'..='\u{2069}' | '\r' | '\u{00AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}') => {}
            Some('\u{200E}' | '\u{200F}' | '\u{061C}') if !*keeps_marks => {}
            Some(space) if space.is_whitespace() && out.is_empty() => {}
            Some('\n') => {
                out.truncate(line + out[line..].trim_end().len());
                out.push('\n');
                line = out.len();
            }
            Some(
                '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}',
            ) => out.push(' '),
            Some(other) => out.push(other),
        }
        rest = chars.as_str();
    }
    out.truncate(out.trim_end().len());
    // A name cut with three dots at the end of a sentence does not need a fourth.
    if !out.contains("....") {
        return out;
    }
    let words = out.split_inclusive(char::is_whitespace);
    words.map(|word| if is_address(word) { word.to_owned() } else { word.replace("....", "...") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let sms = Sms::compose(text, "en", &SmsOptions::default());
        assert_eq!(sms.text, expected, "{text:?}");
    }

    #[test]
    fn lines_lose_their_trailing_space_and_the_text_its_empty_ends() {
        check(" \n\t a \u{a0}\n\n b\u{2003}\r\n\r\n \n", "a\n\n b");
        check("\u{200b}  a\u{feff}", "a");
        check("\u{a0}\n\u{a0}", "");
    }

    #[test]
    fn marks_stay_where_something_runs_from_right_to_left() {
        check("a\u{200f}b\u{2068}c\u{2069}", "abc");
        check("\u{5d0}\u{200f}b\u{2068}c\u{2069}", "\u{5d0}\u{200f}bc");
    }

    #[test]
    fn three_dots_are_enough_but_in_a_link() {
        check("Shoes.... https://a.example/....", "Shoes... https://a.example/....");
    }
}
