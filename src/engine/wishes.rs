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
        let of_site = self.site.site.default_language.as_deref();
        let find = || self.serving(&self.wishes());
        Ok(kept::languages(self.snapshot.serial, requested(self.reading), of_site, find))
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
    fn wishes(&self) -> Vec<Wish> {
        let stand_ins = |tag: LanguageTag| {
            let others = self.config.fallbacks.get(tag.language()).cloned().unwrap_or_default();
            std::iter::once(tag).chain(others)
        };
        let asked = requested(self.reading)
            .filter_map(LanguageTag::parse)
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
        let chain =
            chain.filter_map(|tag| Some((available.iter().position(|there| there == tag)?, source(tag))));
        Languages { requested: requested(self.reading).map(str::to_owned).collect(), chain: chain.collect() }
    }
}
