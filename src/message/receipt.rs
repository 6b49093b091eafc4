//! The receipt: why a message is as it is.

use std::sync::Arc;

use serde::Serialize;

use crate::l10n::LanguageTag;
use crate::recipient::channel::Verdict;
use crate::recipient::phone::Repair;

/// Why a message is as it is, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// How the language was found.
    pub language: LanguageReceipt,
    /// Each candidate channel's verdict, in order, up to the chosen one.
    pub channels: Vec<Verdict>,
    /// The template, as a path below the templates folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<Arc<str>>,
    /// What had to be changed to read the phone number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone_repairs: Vec<Repair>,
    /// Whether currency symbols gave way to labels that GSM-7 has.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub money_labels: bool,
    /// Optional fields of the event that were of the wrong type and are treated as absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
}

/// How the language was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageReceipt {
    /// What the event asks for, most wanted first, as it came.
    pub requested: Arc<[String]>,
    /// What was used; `None` where nothing was written.
    pub used: Option<LanguageTag>,
    /// Where the used language came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<LanguageSource>,
    /// Languages that came before the used one and could not say everything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<LanguageSkip>,
}

/// Who asked for a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageSource {
    /// A preview named it.
    Preview,
    /// The receiver's account, or the order.
    Event,
    /// The site's default.
    Site,
    /// The engine's default.
    Engine,
}

/// A language that could not say everything that the text needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageSkip {
    /// The language.
    pub language: LanguageTag,
    /// What it lacks: a message id, or `template`.
    pub missing: String,
}

impl LanguageSource {
    /// For people: where the language came from, where that was not the event.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::Preview => "; the preview names it",
            Self::Event => "",
            Self::Site => "; the site's default",
            Self::Engine => "; the engine's default",
        }
    }
}
