//! All locale files, language by language, a region over its language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_syntax::ast;

use super::choice::Plurals;
use super::lower::Source;
use super::pattern::{Pattern, Span};
use crate::analysis::Location;
use crate::catalog::{Sources, locale_of};
use crate::l10n::{LanguageTag, too_deep};

/// A message or term.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// A term's with its hyphen.
    pub(crate) id: String,
    /// `locales/…`
    pub(crate) file: String,
    /// The id.
    pub(crate) span: Span,
    /// All of it as it is written, from the id on.
    pub(crate) text: String,
    /// Where the line behind it begins.
    pub(crate) end: usize,
    pub(crate) value: Option<Pattern>,
    pub(crate) attributes: Vec<Attribute>,
}

/// `.subject = …`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// The name with its dot.
    pub(crate) span: Span,
    pub(crate) value: Pattern,
}

/// One text: a message's own or one of its attributes'.
#[derive(Debug, Clone)]
pub(crate) struct Sentence<'l> {
    pub(crate) entry: &'l Entry,
    pub(crate) attribute: Option<&'l Attribute>,
    pub(crate) pattern: &'l Pattern,
}

/// What one language says: its own files, and for a region those of its language below them.
#[derive(Debug)]
pub(crate) struct LanguageTexts {
    pub(crate) tag: LanguageTag,
    /// Own entries before those of the language.
    entries: BTreeMap<String, Arc<Entry>>,
    /// The entries that its own folder has.
    own: Vec<Arc<Entry>>,
    /// Ids of entries that do not parse: nothing is known of them.
    broken: BTreeSet<String>,
    /// Whether a file of it could not be read: nothing is known of what seems to be missing.
    unread: bool,
    pub(crate) plurals: Plurals,
}

/// All languages, in alphabetical order.
#[derive(Debug, Default)]
pub(crate) struct Locales {
    languages: Vec<LanguageTexts>,
}

impl Entry {
    /// Its texts: its own first.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let value = self.value.iter().map(|pattern| Sentence { entry: self, attribute: None, pattern });
        let attributes = self.attributes.iter().map(|attribute| Sentence {
            entry: self,
            attribute: Some(attribute),
            pattern: &attribute.value,
        });
        value.chain(attributes)
    }

    pub(crate) fn is_term(&self) -> bool {
        self.id.starts_with('-')
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// A stretch of its file.
    pub(crate) fn at(&self, span: &Span) -> Location {
        Location { file: self.file.clone(), span: span.clone() }
    }

    /// Where its id stands.
    pub(crate) fn place(&self) -> Location {
        self.at(&self.span)
    }
}

impl Sentence<'_> {
    /// `order-delivered` or `order-delivered.subject`.
    pub(crate) fn id(&self) -> String {
        match self.attribute {
            None => self.entry.id.clone(),
            Some(attribute) => format!("{}.{}", self.entry.id, attribute.name),
        }
    }

    /// Where its id or the name of its attribute stands.
    pub(crate) fn place(&self) -> Location {
        self.entry.at(self.attribute.map_or(&self.entry.span, |attribute| &attribute.span))
    }

    pub(crate) fn at(&self, span: &Span) -> Location {
        self.entry.at(span)
    }
}

impl LanguageTexts {
    /// The message or term of this id.
    pub(crate) fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id).map(AsRef::as_ref)
    }

    /// The text of `id` or `id.attribute`.
    pub(crate) fn sentence(&self, id: &str) -> Option<Sentence<'_>> {
        let Some((id, attribute)) = id.split_once('.') else {
            let entry = self.entry(id)?;
            return Some(Sentence { entry, attribute: None, pattern: entry.value.as_ref()? });
        };
        let entry = self.entry(id)?;
        let attribute = entry.attribute(attribute)?;
        Some(Sentence { entry, attribute: Some(attribute), pattern: &attribute.value })
    }

    /// Whether an entry of this id is there and does not parse, or may be in a file that could not be read.
    pub(crate) fn is_broken(&self, id: &str) -> bool {
        let id = id.split('.').next().unwrap_or(id);
        self.broken.contains(id) || (self.unread && !self.entries.contains_key(id))
    }

    /// All messages and terms, those of the language below a region too.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().map(AsRef::as_ref)
    }

    /// What its own folder says.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Entry> {
        self.own.iter().map(AsRef::as_ref)
    }

    /// The texts of its own folder.
    pub(crate) fn own_sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.own().flat_map(Entry::sentences)
    }

    /// All texts.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.entries().flat_map(Entry::sentences)
    }
}

impl Locales {
    /// Reads all files below `locales/`. An entry that does not parse is left out; the catalog tells of it. So is a
    /// folder that is no language, which nobody asks for: there is nothing more to say of what is in it.
    pub(crate) fn read(sources: &Sources) -> Self {
        let mut folders: BTreeMap<String, (LanguageTag, Folder)> = BTreeMap::new();
        for (path, text) in sources.locales() {
            let Ok(Some(tag)) = locale_of(path) else { continue };
            if !tag.is_known() {
                continue;
            }
            let (_, folder) = folders.entry(tag.to_string()).or_insert_with(|| (tag, Folder::default()));
            folder.read(&format!("locales/{path}"), text);
        }
        for path in sources.unreadable_in("locales") {
            let Ok(Some(tag)) = locale_of(path) else { continue };
            folders.entry(tag.to_string()).or_insert_with(|| (tag, Folder::default())).1.unread = true;
        }
        let languages = folders.values().map(|(tag, folder)| {
            let tags = tag.fallbacks().into_iter().rev();
            let layers: Vec<&Folder> =
                tags.filter_map(|tag| folders.get(&tag.to_string())).map(|(_, folder)| folder).collect();
            let entries = layers.iter().flat_map(|layer| &layer.entries);
            LanguageTexts {
                tag: tag.clone(),
                entries: entries.map(|entry| (entry.id.clone(), Arc::clone(entry))).collect(),
                own: folder.entries.clone(),
                plurals: Plurals::new(tag),
                broken: layers.iter().flat_map(|layer| layer.broken.iter().cloned()).collect(),
                unread: layers.iter().any(|layer| layer.unread),
            }
        });
        Self { languages: languages.collect() }
    }

    pub(crate) fn languages(&self) -> &[LanguageTexts] {
        &self.languages
    }

    pub(crate) fn language(&self, tag: &LanguageTag) -> Option<&LanguageTexts> {
        self.languages.iter().find(|language| language.tag == *tag)
    }
}

/// The ids that a locale file has, wherever it stands.
pub(crate) fn message_ids(text: &str) -> Vec<String> {
    let mut file = Folder::default();
    file.read("", text);
    file.entries.iter().map(|entry| entry.id.clone()).chain(file.broken).collect()
}

/// The files of one folder.
#[derive(Default)]
struct Folder {
    entries: Vec<Arc<Entry>>,
    ids: BTreeSet<String>,
    broken: BTreeSet<String>,
    unread: bool,
}

impl Folder {
    fn read(&mut self, file: &str, text: &str) {
        if too_deep(text).is_some() {
            self.unread = true;
            return;
        }
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, _)| resource);
        let source = Source { file, text };
        for entry in &resource.body {
            if let ast::Entry::Junk { content } = entry {
                let ids =
                    content.lines().filter_map(|line| line.split_once('=')).map(|(id, _)| id.trim_end());
                self.broken.extend(ids.filter(|id| !id.starts_with(' ')).map(str::to_owned));
            }
            let Some(entry) = source.entry(entry) else { continue };
            // Which of two of the same name is meant, nobody knows; the catalog tells of it.
            if self.ids.insert(entry.id.clone()) {
                self.entries.push(Arc::new(entry));
            } else {
                self.broken.insert(entry.id);
            }
        }
    }
}
