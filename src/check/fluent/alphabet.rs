//! The letters that a language is written with (CLDR's exemplar characters).

use icu_locale::exemplar_chars::{ExemplarCharacters, ExemplarCharactersBorrowed};

use crate::l10n::LanguageTag;

/// A language's own letters and marks.
pub(crate) struct Alphabet {
    letters: Option<ExemplarCharactersBorrowed<'static>>,
    punctuation: Option<ExemplarCharactersBorrowed<'static>>,
    right_to_left: bool,
}

impl Alphabet {
    pub(crate) fn of(tag: &LanguageTag) -> Self {
        let locale = tag.locale().into();
        Self {
            letters: ExemplarCharacters::try_new_main(&locale).ok(),
            punctuation: ExemplarCharacters::try_new_punctuation(&locale).ok(),
            right_to_left: tag.is_right_to_left(),
        }
    }

    /// Whether texts of the language need this character: it is one of its letters, capitals too, or one of its
    /// marks.
    pub(crate) fn has(&self, char: char) -> bool {
        // CLDR lists small letters, and the capitals that become two when small, as İ does.
        let mut small = char.to_lowercase();
        let small = if small.len() == 1 { small.next().unwrap_or(char) } else { char };
        let contains = |set: Option<ExemplarCharactersBorrowed<'static>>, char| {
            set.is_some_and(|set| set.contains(char))
        };
        contains(self.letters, char)
            || contains(self.letters, small)
            || contains(self.punctuation, char)
            || (self.right_to_left
                && matches!(char, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{200C}' | '\u{200D}'))
    }

    /// Whether the language is written with Latin letters.
    pub(crate) fn is_latin(&self) -> bool {
        self.letters.is_none_or(|letters| letters.contains('a'))
    }
}
