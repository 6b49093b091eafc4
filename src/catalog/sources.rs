//! The texts that a catalog is made from, wherever they come from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fault::CatalogFault;
use super::template_name::locale_of;
use crate::l10n::LanguageTag;

/// Templates and locale files by their path below `templates/` and `locales/`, with `/` between folders.
///
/// ```
/// use tellal::Sources;
/// let sources = Sources::new()
///     .template("order_delivered/sms.txt", r#"{{ t(id="order-delivered") }}"#)
///     .locale("en/orders.ftl", "order-delivered = Your order { $number } has arrived.");
/// # let _ = sources;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    templates: BTreeMap<String, Arc<str>>,
    locales: BTreeMap<String, Arc<str>>,
    unreadable: Vec<CatalogFault>,
}

impl Sources {
    /// No files at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a template; one of the same path is replaced.
    #[must_use]
    pub fn template(mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        self.templates.insert(path.into(), text.into());
        self
    }

    /// Adds a locale file; one of the same path is replaced.
    #[must_use]
    pub fn locale(mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        self.locales.insert(path.into(), text.into());
        self
    }

    /// Adds a file that is there, but no text. A catalog is not made from such sources, but can be checked.
    pub(crate) fn add_unreadable(&mut self, fault: CatalogFault) {
        self.unreadable.push(fault);
    }

    /// The text of `templates/…` or `locales/…`.
    pub(crate) fn text(&self, file: &str) -> Option<&str> {
        let (folder, path) = file.split_once('/')?;
        let files = match folder {
            "templates" => &self.templates,
            "locales" => &self.locales,
            _ => return None,
        };
        files.get(path).map(AsRef::as_ref)
    }

    /// Replaces the text of `templates/…` or `locales/…`.
    pub(crate) fn replace(&mut self, file: &str, text: String) {
        match file.split_once('/') {
            Some(("templates", path)) => self.templates.insert(path.to_owned(), text.into()),
            Some(("locales", path)) => self.locales.insert(path.to_owned(), text.into()),
            _ => None,
        };
    }

    /// All texts by their file, `locales/…` before `templates/…`.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let locales = self.locales.iter().map(|(path, text)| (format!("locales/{path}"), text.as_ref()));
        let templates =
            self.templates.iter().map(|(path, text)| (format!("templates/{path}"), text.as_ref()));
        locales.chain(templates)
    }

    pub(crate) fn unreadable(&self) -> &[CatalogFault] {
        &self.unreadable
    }

    /// The paths below `templates` or `locales` of files that are there, but no text.
    pub(crate) fn unreadable_in(&self, folder: &'static str) -> impl Iterator<Item = &str> {
        let files = self.unreadable.iter().filter_map(|fault| fault.file.split_once('/'));
        files.filter(move |(there, _)| *there == folder).map(|(_, path)| path)
    }

    pub(crate) fn templates(&self) -> &BTreeMap<String, Arc<str>> {
        &self.templates
    }

    pub(crate) fn locales(&self) -> &BTreeMap<String, Arc<str>> {
        &self.locales
    }

    /// The languages that have a folder, in alphabetical order.
    pub(crate) fn languages(&self) -> Vec<LanguageTag> {
        let tags = self.locales.keys().filter_map(|path| locale_of(path).ok().flatten());
        let named: BTreeMap<String, LanguageTag> = tags.map(|tag| (tag.to_string(), tag)).collect();
        named.into_values().collect()
    }

    /// The same but for some files, named `templates/…` or `locales/…`.
    pub(crate) fn without(&self, files: &BTreeSet<&str>) -> Self {
        let left = |folder: &str, texts: &BTreeMap<String, Arc<str>>| {
            let kept = texts.iter().filter(|(path, _)| !files.contains(format!("{folder}/{path}").as_str()));
            kept.map(|(path, text)| (path.clone(), Arc::clone(text))).collect()
        };
        let (templates, locales) = (left("templates", &self.templates), left("locales", &self.locales));
        Self { templates, locales, ..Self::default() }
    }
}
