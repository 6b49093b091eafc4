//! Which template says what: event × part × language, with the language's own file before the general one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::CatalogFault;
use super::template_name::Part;
use crate::event::EventKind;
use crate::l10n::LanguageTag;

/// Paths of templates by what they say.
#[derive(Debug, Default)]
pub(super) struct Index {
    paths: BTreeMap<(EventKind, Part), Variants>,
}

#[derive(Debug, Default)]
struct Variants {
    general: Option<Arc<str>>,
    by_language: Vec<(LanguageTag, Arc<str>)>,
}

impl Index {
    pub(super) fn add(&mut self, event: EventKind, part: Part, language: Option<LanguageTag>, path: &str) {
        let variants = self.paths.entry((event, part)).or_default();
        match language {
            None => variants.general = Some(path.into()),
            Some(tag) => variants.by_language.push((tag, path.into())),
        }
    }

    pub(super) fn find(&self, event: EventKind, part: Part, language: &LanguageTag) -> Option<&Arc<str>> {
        let variants = self.paths.get(&(event, part))?;
        if variants.by_language.is_empty() {
            return variants.general.as_ref();
        }
        let own = language.fallbacks().into_iter().find_map(|tag| {
            variants.by_language.iter().find(|(there, _)| *there == tag).map(|(_, path)| path)
        });
        own.or(variants.general.as_ref())
    }

    /// An e-mail needs both its HTML and its subject.
    pub(super) fn check(&self, faults: &mut Vec<CatalogFault>) {
        for event in EventKind::ALL {
            let has = |part| self.paths.contains_key(&(event, part));
            let (html, subject) = (has(Part::EmailHtml), has(Part::EmailSubject));
            if html != subject {
                let (there, lacking) = if html {
                    (Part::EmailHtml, Part::EmailSubject)
                } else {
                    (Part::EmailSubject, Part::EmailHtml)
                };
                faults.push(CatalogFault::of_file(
                    "incomplete-email",
                    format!("templates/{event}/{}", there.file_name()),
                    format!("there is no {} beside it, so the e-mail cannot be sent", lacking.file_name()),
                    format!("add templates/{event}/{}", lacking.file_name()),
                ));
            }
        }
    }
}
