//! Pages: what the rules look at one by one.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::{Element, Fault, Hole, Markup, Spot};
use super::reader::{read_component, read_template};
use crate::analysis::syntax::ComponentCall;
use crate::analysis::walk::Templates;
use crate::l10n::LanguageTag;

/// An e-mail's template with its layout, or a piece of one that is closed by itself.
pub(crate) struct Page<'a> {
    /// Whether it is an e-mail from its first byte to its last.
    pub(crate) is_whole: bool,
    pub(crate) elements: Vec<Element<'a>>,
    pub(crate) spots: Vec<(Spot, Hole<'a>)>,
    pub(crate) faults: Vec<Fault<'a>>,
    /// What is only broken as Outlook reads it.
    pub(crate) faults_in_outlook: Vec<Fault<'a>>,
    /// The languages it serves that are written from the right, and from the left.
    pub(crate) right_to_left: BTreeSet<String>,
    pub(crate) left_to_right: BTreeSet<String>,
    /// Whether a component that it calls says the direction.
    pub(crate) calls_directed: bool,
    /// Calls of components, and the files they stand in.
    pub(crate) calls: Vec<(&'a str, &'a ComponentCall)>,
    included: Vec<&'a str>,
}

impl<'a> Page<'a> {
    fn new(is_whole: bool, read: impl Fn(bool) -> Option<Markup<'a>>) -> Self {
        let Markup { mut elements, mut spots, faults, calls, included } = read(false).unwrap_or_default();
        let outlook = read(true).unwrap_or_default();
        let faults_in_outlook = if faults.is_empty() { outlook.faults } else { Vec::new() };
        let known: BTreeSet<_> = elements.iter().map(|element| (element.at.file, element.at.start)).collect();
        let more = outlook.elements.into_iter();
        elements.extend(more.filter(|element| !known.contains(&(element.at.file, element.at.start))));
        let more: Vec<_> = outlook.spots.into_iter().filter(|spot| !spots.contains(spot)).collect();
        spots.extend(more);
        let (right_to_left, left_to_right) = (BTreeSet::new(), BTreeSet::new());
        Self {
            is_whole,
            elements,
            spots,
            faults,
            faults_in_outlook,
            right_to_left,
            left_to_right,
            calls,
            calls_directed: false,
            included,
        }
    }

    fn serves(&mut self, languages: &BTreeMap<String, bool>) {
        for (language, from_right) in languages {
            let set = if *from_right { &mut self.right_to_left } else { &mut self.left_to_right };
            set.insert(language.clone());
        }
    }

    /// Whether an element says the direction that mail programs keep: they drop `<html>` and `<body>`.
    pub(crate) fn says_direction(&self) -> bool {
        let kept = |element: &&Element| !["html", "body"].contains(&element.name.as_str());
        self.elements.iter().filter(kept).any(|element| element.attribute("dir").is_some())
    }

    fn names_called(&self) -> impl Iterator<Item = &'a str> {
        self.calls.iter().map(|(_, call)| call.call.name.as_str())
    }

    fn languages(&self) -> BTreeMap<String, bool> {
        let right = self.right_to_left.iter().map(|language| (language.clone(), true));
        right.chain(self.left_to_right.iter().map(|language| (language.clone(), false))).collect()
    }
}

fn is_html(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// Whether a file is an e-mail's body.
fn is_email(path: &str) -> bool {
    !path.starts_with("_shared/")
        && is_html(path)
        && path.rsplit('/').next().is_some_and(|name| name.starts_with("email."))
}

/// All e-mails, then all components, then the pieces that no e-mail includes.
pub(super) fn pages<'a>(
    templates: &'a Templates,
    languages: &BTreeMap<String, Vec<LanguageTag>>,
) -> Vec<Page<'a>> {
    let mut pages = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (path, _) in templates.iter().filter(|(path, _)| is_email(path)) {
        let mut page = Page::new(true, |outlook| read_template(templates, path, outlook));
        let tags = languages.get(path).map(Vec::as_slice).unwrap_or_default();
        page.serves(&tags.iter().map(|tag| (tag.to_string(), tag.is_right_to_left())).collect());
        seen.extend(&page.included);
        pages.push(page);
    }
    let components = components(templates, &pages);
    for page in &mut pages {
        let directed = page.names_called().any(|name| components.get(name).is_some_and(Page::says_direction));
        page.calls_directed = directed;
    }
    pages.extend(components.into_values());
    let parents: BTreeSet<&str> =
        templates.iter().filter_map(|(path, _)| Some(templates.parent(path)?.0.as_str())).collect();
    for (path, _) in templates.iter().filter(|(path, _)| is_html(path) && !is_email(path)) {
        if !seen.contains(path) && !parents.contains(path) {
            pages.push(loose_piece(templates, path));
        }
    }
    pages
}

/// A piece that nothing includes yet. What it closes and leaves open may be for another piece.
fn loose_piece<'a>(templates: &'a Templates, path: &'a str) -> Page<'a> {
    let mut page = Page::new(false, |outlook| read_template(templates, path, outlook));
    let depends = |fault: &Fault| {
        matches!(fault, Fault::NeverClosed { before: None, .. } | Fault::ClosesNothing { .. })
    };
    page.faults.retain(|fault| !depends(fault));
    page.faults_in_outlook.retain(|fault| !depends(fault));
    page
}

/// Each component by itself, with the languages of all that call it.
fn components<'a>(templates: &'a Templates, callers: &[Page<'a>]) -> BTreeMap<&'a str, Page<'a>> {
    let mut pages: BTreeMap<&str, Page> = BTreeMap::new();
    for (path, template) in templates.iter().filter(|(path, _)| is_html(path)) {
        for component in &template.components {
            let read = |outlook| read_component(templates, path, component, outlook);
            pages.insert(&component.name, Page::new(false, read));
        }
    }
    let mut waiting: Vec<(&str, BTreeMap<String, bool>)> = Vec::new();
    for caller in callers {
        waiting.extend(caller.names_called().map(|name| (name, caller.languages())));
    }
    while let Some((name, languages)) = waiting.pop() {
        let Some(page) = pages.get_mut(name) else { continue };
        let before = page.languages();
        page.serves(&languages);
        if page.languages() != before {
            let languages = page.languages();
            waiting.extend(page.names_called().map(|name| (name, languages.clone())));
        }
    }
    pages
}
