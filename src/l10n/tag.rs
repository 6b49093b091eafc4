//! Language tags: cleaned, canonical (BCP 47, CLDR), and with the relations that negotiation asks about.

use std::fmt;

use icu_locale::subtags::{Script, script};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander};
use serde::{Serialize, Serializer};

/// A canonical language tag such as `tr`, `sr-Latn` or `en-GB`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageTag {
    id: LanguageIdentifier,
    script: Option<Script>,
}

impl LanguageTag {
    /// Reads a tag as people and shops write it: `tr_TR`, ` de `, `TR`, and the old `iw` for `he`.
    ///
    /// ```
    /// use tellal::LanguageTag;
    /// assert_eq!(LanguageTag::parse(" tr_TR ").unwrap().to_string(), "tr-TR");
    /// assert_eq!(LanguageTag::parse("iw").unwrap().to_string(), "he");
    /// assert!(LanguageTag::parse("Turkish!").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace('_', "-");
        // A POSIX locale carries an encoding ("tr_TR.UTF-8") that says nothing about the language, and a
        // modifier that may name its script ("sr_RS@latin").
        let (text, modifier) = text.split_once('@').unwrap_or((&text, ""));
        let text = text.split('.').next().unwrap_or_default();
        let mut id = LanguageIdentifier::try_from_str(text).ok()?;
        id.script = match modifier {
            "latin" => Some(script!("Latn")),
            "cyrillic" => Some(script!("Cyrl")),
            _ => id.script,
        };
        let mut locale: Locale = id.into();
        LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        let id = locale.id;
        if id.language.is_unknown() {
            return None;
        }
        let mut full = id.clone();
        LocaleExpander::new_extended().maximize(&mut full);
        Some(Self { id, script: full.script })
    }

    /// The tag and what it falls back to, most specific first: `tr-CY`, `tr`. A script is only dropped
    /// where the bare language is written in it anyway: `sr-Latn` never becomes the Cyrillic `sr`.
    pub fn fallbacks(&self) -> Vec<Self> {
        let mut chain = vec![self.clone()];
        let mut id = self.id.clone();
        id.variants.clear();
        Self::push(&mut chain, &id, self.script);
        id.region = None;
        Self::push(&mut chain, &id, self.script);
        id.script = None;
        Self::push(&mut chain, &id, self.script);
        chain
    }

    fn push(chain: &mut Vec<Self>, id: &LanguageIdentifier, script: Option<Script>) {
        let mut full = id.clone();
        LocaleExpander::new_extended().maximize(&mut full);
        let tag = Self { id: id.clone(), script: full.script };
        if full.script == script && !chain.contains(&tag) {
            chain.push(tag);
        }
    }

    /// Whether CLDR knows the language, as far as its likely script.
    pub fn is_known(&self) -> bool {
        self.script.is_some()
    }

    /// Whether both are the same language in the same script, whatever the region.
    pub fn same_language(&self, other: &Self) -> bool {
        self.id.language == other.id.language && self.script == other.script
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        icu_locale::LocaleDirectionality::new_extended().is_right_to_left(&self.id)
    }

    /// The tag as short as it can be said: `tr` for `tr-TR`.
    pub(crate) fn minimized(&self) -> String {
        let mut id = self.id.clone();
        LocaleExpander::new_extended().minimize(&mut id);
        id.to_string()
    }

    /// The language subtag alone ("tr").
    pub fn language(&self) -> &str {
        self.id.language.as_str()
    }

    pub(crate) fn locale(&self) -> Locale {
        self.id.clone().into()
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id)
    }
}

impl Serialize for LanguageTag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
