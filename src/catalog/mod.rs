//! The catalog: all templates and locales as one immutable snapshot, checked as a whole.

mod fault;
mod index;
mod sources;
mod template_name;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use fault::{CatalogError, CatalogFault};
pub use sources::Sources;
pub use template_name::{Part, TemplateName};

use crate::event::EventKind;
use crate::l10n::{FixedDigits, Language, LanguageTag, Resource, chain, parse_resource};
use crate::recipient::channel::Channel;
use index::Index;
pub(crate) use template_name::locale_of;

/// One snapshot of everything that marketers write.
#[derive(Debug)]
pub struct Catalog {
    templates: BTreeMap<String, Arc<str>>,
    /// Templates that are there, but no text.
    unreadable: BTreeSet<String>,
    index: Index,
    tags: Vec<LanguageTag>,
    languages: Vec<Arc<Language>>,
}

impl Catalog {
    /// Indexes sources as far as they are in order, and tells every fault of those that are not. A catalog
    /// with faults only serves to look for more of them.
    pub(crate) fn assemble(
        sources: &Sources,
        fallback: &LanguageTag,
        digits: FixedDigits,
    ) -> (Self, Vec<CatalogFault>) {
        let mut faults = sources.unreadable().to_vec();
        let (mut index, mut templates) = (Index::default(), BTreeMap::new());
        for (path, text) in sources.templates() {
            match template_name::parse(path) {
                Ok(TemplateName::Shared) => {
                    templates.insert(path.clone(), Arc::clone(text));
                }
                Ok(TemplateName::Message { event, part, language }) => {
                    index.add(event, part, language, path);
                    templates.insert(path.clone(), Arc::clone(text));
                }
                Ok(TemplateName::Ignored) => {}
                Err(fault) => faults.push(fault),
            }
        }
        let unreadable: BTreeSet<String> = sources.unreadable_in("templates").map(str::to_owned).collect();
        for path in &unreadable {
            // It is there, and is not to be called missing.
            if let Ok(TemplateName::Message { event, part, language }) = template_name::parse(path) {
                index.add(event, part, language, path);
            }
        }
        index.check(&mut faults);
        let (tags, languages) = load_languages(sources, fallback, digits, &mut faults);
        (Self { templates, unreadable, index, tags, languages }, faults)
    }

    /// The templates with their paths, `_shared` ones included.
    pub(crate) fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|(path, text)| (path.as_str(), text.as_ref()))
    }

    /// The paths of templates that are there, but no text.
    pub(crate) fn unreadable(&self) -> impl Iterator<Item = &str> {
        self.unreadable.iter().map(String::as_str)
    }

    pub(crate) fn template_source(&self, path: &str) -> Option<&str> {
        self.templates.get(path).map(AsRef::as_ref)
    }

    /// The languages that there are locales for, in alphabetical order.
    pub fn languages(&self) -> &[LanguageTag] {
        &self.tags
    }

    /// The language of a tag that is in [`Catalog::languages`].
    pub(crate) fn language(&self, tag: &LanguageTag) -> Option<&Arc<Language>> {
        self.languages.iter().find(|language| language.tag() == tag)
    }

    /// The languages that serve a list of wishes, in order.
    pub(crate) fn chain(&self, wishes: &[LanguageTag]) -> Vec<&LanguageTag> {
        chain(wishes, &self.tags)
    }

    /// The template that says this in a language: the language's own before the one for all.
    pub(crate) fn template(&self, event: EventKind, part: Part, language: &LanguageTag) -> Option<&Arc<str>> {
        self.index.find(event, part, language)
    }

    /// Whether a channel's message can be put together in a language.
    pub fn can_write(&self, event: EventKind, channel: Channel, language: &LanguageTag) -> bool {
        Part::required(channel).iter().all(|part| self.template(event, *part, language).is_some())
    }
}

/// Every language folder with its layers: `tr-CY` is `tr`'s files with its own over them.
fn load_languages(
    sources: &Sources,
    fallback: &LanguageTag,
    digits: FixedDigits,
    faults: &mut Vec<CatalogFault>,
) -> (Vec<LanguageTag>, Vec<Arc<Language>>) {
    let mut folders: BTreeMap<String, (LanguageTag, Vec<Resource>)> = BTreeMap::new();
    for (path, text) in sources.locales() {
        let tag = match template_name::locale_of(path) {
            Ok(Some(tag)) => tag,
            Ok(None) => continue,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let (_, resources) = folders.entry(tag.to_string()).or_insert_with(|| (tag, Vec::new()));
        match parse_resource(&format!("locales/{path}"), text) {
            Ok(resource) => resources.push(resource),
            Err(found) => faults.extend(found.into_iter().map(CatalogFault::from)),
        }
    }
    for path in sources.unreadable_in("locales") {
        if let Ok(Some(tag)) = template_name::locale_of(path) {
            folders.entry(tag.to_string()).or_insert_with(|| (tag, Vec::new()));
        }
    }
    if folders.is_empty() {
        folders.insert(fallback.to_string(), (fallback.clone(), Vec::new()));
    }
    let (mut tags, mut languages) = (Vec::new(), Vec::new());
    for (tag, _) in folders.values() {
        let mut layers: Vec<Vec<Resource>> = tag
            .fallbacks()
            .iter()
            .filter_map(|tag| folders.get(&tag.to_string()))
            .map(|(_, resources)| resources.clone())
            .collect();
        layers.reverse();
        let (language, found) = Language::build(tag, &layers, digits);
        faults.extend(found.into_iter().map(CatalogFault::from));
        if let Some(language) = language {
            tags.push(tag.clone());
            languages.push(Arc::new(language));
        }
    }
    (tags, languages)
}
