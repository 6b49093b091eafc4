//! Which languages a message may be written in, and who asked for them.

use std::rc::Rc;

use super::Preview;
use super::kept::{self, Languages};
use super::run::Run;
use crate::l10n::{LanguageTag, negotiate};
use crate::message::LanguageSource;
use crate::recipient::language::requested;
use crate::render::{RenderCode, RenderError};

/// A language to try, and who asked for it.
type Wish = (LanguageTag, LanguageSource);

impl Run<'_> {
    /// The languages to try: the preview's alone, else those that serve the receiver, the order, the site, the engine.
    pub(super) fn languages(&self, preview: &Preview) -> Result<Rc<Languages>, RenderError> {
        if let Some(tag) = &preview.language {
            return self.of_preview(tag).map(Rc::new);
        }
        let requested = requested(self.reading);
        let mut key = String::with_capacity(48);
        key.extend(char::from_digit(u32::try_from(requested.len()).unwrap_or(0), 10));
        for code in requested.iter().copied().chain(self.site.site.default_language.as_deref()) {
            // Each with its length before it, so that no two lists of wishes look the same.
            key.extend(char::from_u32(u32::try_from(code.len()).unwrap_or(0)));
            key.push_str(code);
        }
        Ok(kept::languages(self.snapshot.serial, &key, || self.serving(&self.wishes(&requested))))
    }

    fn of_preview(&self, tag: &LanguageTag) -> Result<Languages, RenderError> {
        let available = self.snapshot.catalog.languages();
        if negotiate(tag, available).is_none() {
            let there = available.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let message = format!("there are no locales for `{tag}`; there are {there}");
            let help = format!("add a folder locales/{tag}/");
            return Err(RenderError::general(RenderCode::UnknownLanguage, message, &help));
        }
        Ok(self.serving(&[(tag.clone(), LanguageSource::Preview)]))
    }

    /// The languages wished for, most wanted first.
    fn wishes(&self, requested: &[&str]) -> Vec<Wish> {
        let stand_ins = |tag: LanguageTag| {
            let others = self.config.fallbacks.get(tag.language()).cloned().unwrap_or_default();
            std::iter::once(tag).chain(others)
        };
        let asked = requested
            .iter()
            .filter_map(|code| LanguageTag::parse(code))
            .flat_map(stand_ins)
            .map(|tag| (tag, LanguageSource::Event));
        let of_site = self.site.site.default_language.as_deref().and_then(LanguageTag::parse);
        let of_site = of_site.map(|tag| (tag, LanguageSource::Site));
        let of_engine = (self.config.default_language.clone(), LanguageSource::Engine);
        asked.chain(of_site).chain([of_engine]).collect()
    }

    /// The catalog's languages that serve these wishes, each with who asked for it.
    fn serving(&self, wishes: &[Wish]) -> Languages {
        let catalog = &self.snapshot.catalog;
        let available = catalog.languages();
        let tags: Vec<LanguageTag> = wishes.iter().map(|(tag, _)| tag.clone()).collect();
        let source = |used: &LanguageTag| {
            let served = |tag| negotiate(tag, available) == Some(used);
            wishes.iter().find(|(tag, _)| served(tag)).map(|(_, source)| *source)
        };
        let chain = catalog.chain(&tags).into_iter();
        chain
            .filter_map(|tag| Some((available.iter().position(|there| there == tag)?, source(tag))))
            .collect()
    }
}
