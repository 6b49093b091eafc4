//! Which languages a message may be written in, and who asked for them.

use super::Preview;
use super::run::Run;
use crate::l10n::{LanguageTag, negotiate};
use crate::message::LanguageSource;
use crate::recipient::language::requested;
use crate::render::{RenderCode, RenderError};

/// A language to try, and who asked for it.
pub(super) type Wish = (LanguageTag, LanguageSource);

impl Run<'_> {
    /// The languages wished for, most wanted first: the preview's alone, else the receiver's, the order's,
    /// the site's, the engine's.
    pub(super) fn wishes(&self, preview: &Preview) -> Result<Vec<Wish>, RenderError> {
        if let Some(tag) = &preview.language {
            let available = self.snapshot.catalog.languages();
            if negotiate(tag, available).is_none() {
                let there = available.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                let message = format!("there are no locales for `{tag}`; there are {there}");
                return Err(RenderError::general(
                    RenderCode::UnknownLanguage,
                    message,
                    &format!("add a folder locales/{tag}/"),
                ));
            }
            return Ok(vec![(tag.clone(), LanguageSource::Preview)]);
        }
        let stand_ins = |tag: LanguageTag| {
            let others = self.config.fallbacks.get(tag.language()).cloned().unwrap_or_default();
            std::iter::once(tag).chain(others)
        };
        let asked = requested(self.reading)
            .into_iter()
            .filter_map(LanguageTag::parse)
            .flat_map(stand_ins)
            .map(|tag| (tag, LanguageSource::Event));
        let of_site = self.site.default_language.as_deref().and_then(LanguageTag::parse);
        let of_site = of_site.map(|tag| (tag, LanguageSource::Site));
        let of_engine = (self.config.default_language.clone(), LanguageSource::Engine);
        Ok(asked.chain(of_site).chain([of_engine]).collect())
    }

    pub(super) fn source_of(&self, used: &LanguageTag, wishes: &[Wish]) -> Option<LanguageSource> {
        let available = self.snapshot.catalog.languages();
        let served = |tag| negotiate(tag, available) == Some(used);
        wishes.iter().find(|(tag, _)| served(tag)).map(|(_, source)| *source)
    }
}
