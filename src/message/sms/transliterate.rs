//! Writing letters outside GSM-7 with letters inside it, per language, and typographic punctuation with
//! its plain form.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::gsm7::is_gsm7;

/// Plain forms of typographic punctuation. These read the same in any language.
pub(super) fn punctuation(char: char) -> Option<&'static str> {
    Some(match char {
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‹' => "<",
        '›' => ">",
        '‐'..='―' | '−' | '•' | '·' => "-",
        '…' => "...",
        '\t' => " ",
        '×' => "x",
        '№' => "No",
        _ => return None,
    })
}

/// A language's own way of writing a letter without its mark.
fn by_language(char: char, language: &str) -> Option<&'static str> {
    Some(match (language, char) {
        ("sr" | "hr" | "bs", 'đ') => "dj",
        ("sr" | "hr" | "bs", 'Đ') => "Dj",
        ("hu", 'ő') => "ö",
        ("hu", 'Ő') => "Ö",
        ("hu", 'ű') => "ü",
        ("hu", 'Ű') => "Ü",
        _ => return None,
    })
}

/// Letters that no decomposition takes apart.
fn undecomposable(char: char) -> Option<&'static str> {
    Some(match char {
        'ı' => "i",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ə' => "e",
        'Ə' => "E",
        'œ' => "oe",
        'Œ' => "OE",
        'ẞ' => "SS",
        'þ' => "th",
        'Þ' => "Th",
        'ŋ' => "n",
        'Ŋ' => "N",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        '₺' => "TL",
        _ => return None,
    })
}

/// A Latin letter of a language in GSM-7; `None` where there is no honest way.
pub(super) fn letter(char: char, language: &str) -> Option<String> {
    if is_gsm7(char) {
        return None;
    }
    if let Some(text) = by_language(char, language).or_else(|| undecomposable(char)) {
        return Some(text.to_owned());
    }
    let mut buffer = [0; 4];
    let decomposed =
        DecomposingNormalizerBorrowed::new_nfd().normalize(char.encode_utf8(&mut buffer)).into_owned();
    let base = decomposed.chars().next()?;
    (base != char && base.is_ascii_alphabetic()).then(|| base.to_string())
}

/// Composed form, so that a letter and its combining mark count as the one letter they are.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { ComposingNormalizerBorrowed::new_nfc().normalize(text) }
}
