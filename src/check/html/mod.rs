//! E-mails as HTML, without rendering them: each page (a template with its layout, blocks and includes) and each
//! component is read as markup with holes where values are printed, on all branches at once.
//!
//! Every element that is not void must be closed, also where HTML lets one leave the end out (`<li>`, `<p>`, `<td>`):
//! mail programs guess differently. Outlook reads what stands in `<!--[if mso]>`; a page is read a second time as it
//! does.

mod balance;
mod conditional;
mod markup;
mod merge;
mod page;
mod reader;
mod scanner;
mod state;
mod value;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod slips;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

pub(crate) use markup::{Attribute, Element, Fault, Hole, Piece, Place, Spot, Stretch};
pub(crate) use page::Page;
pub(crate) use value::{Part, between};

use super::diagnostic::{Diagnostic, settle};
use super::model::Model;
use super::rules;
use crate::analysis::serving;
use crate::analysis::syntax::{ComponentCall, Span};
use crate::analysis::walk::{Printed, Seen, Templates};
use crate::catalog::Part as MessagePart;
use crate::l10n::LanguageTag;

/// What a rule on HTML may look at beside the page.
pub(crate) struct Html<'a> {
    pub(crate) templates: &'a Templates,
    printed: BTreeMap<(&'a str, usize), Vec<&'a Printed>>,
    /// Calls of components, and the files they stand in.
    calls: Vec<(&'a str, &'a ComponentCall)>,
}

impl<'a> Html<'a> {
    fn new(templates: &'a Templates, seen: &'a Seen, pages: &[Page<'a>]) -> Self {
        let mut printed: BTreeMap<_, Vec<&Printed>> = BTreeMap::new();
        for value in &seen.printed {
            let file = value.at.file.strip_prefix("templates/").unwrap_or(&value.at.file);
            printed.entry((file, value.at.span.start)).or_default().push(value);
        }
        let calls = pages.iter().flat_map(|page| page.calls.iter().copied()).collect();
        Self { templates, printed, calls }
    }

    /// What the walk saw printed here, once for each way that it came.
    pub(crate) fn printed(&self, hole: &Hole<'a>) -> &[&'a Printed] {
        self.printed.get(&(hole.at.file, hole.at.start)).map_or(&[], Vec::as_slice)
    }

    /// The arguments of this name with this text, wherever a component is called, and the files they stand in.
    pub(crate) fn arguments(&self, name: &str, text: &str) -> Vec<Place<'a>> {
        let mut found = Vec::new();
        for (file, call) in &self.calls {
            let argument =
                call.call.argument(name).filter(|argument| self.source(file, &argument.value.span) == text);
            found.extend(argument.map(|argument| Place::new(file, &argument.value.span)));
        }
        found
    }

    /// A stretch of a template.
    pub(crate) fn source(&self, file: &str, span: &Span) -> &str {
        self.templates.text(file).get(span.clone()).unwrap_or_default()
    }
}

/// What the rules on HTML say of all e-mails; `languages` are those that each `email….html` serves.
pub(crate) fn check(
    templates: &Templates,
    seen: &Seen,
    languages: &BTreeMap<String, Vec<LanguageTag>>,
) -> Vec<Diagnostic> {
    let pages = page::pages(templates, languages);
    let html = Html::new(templates, seen, &pages);
    let mut found: Vec<Diagnostic> =
        pages.iter().flat_map(|page| rules::markup::of_page(page, &html)).collect();
    found.extend(rules::markup::of_subjects(templates));
    settle(found)
}

/// What the rules on HTML say of a catalog.
pub(crate) fn check_model(model: &Model) -> Vec<Diagnostic> {
    let mut languages: BTreeMap<String, Vec<LanguageTag>> = BTreeMap::new();
    for ((_, part, path), tags) in serving(&model.catalog) {
        if part == MessagePart::EmailHtml {
            languages.entry(path).or_default().extend(tags);
        }
    }
    check(&model.templates, &model.seen, &languages)
}
