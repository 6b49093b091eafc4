//! What the rules on tried messages look at.

use std::collections::BTreeSet;

use crate::catalog::Part;
use crate::check::config::{Budget, Settings};
use crate::check::diagnostic::{Diagnostic, Location, Severity};
use crate::check::loading::located;
use crate::check::model::Model;
use crate::check::trial::{Cell, Forced, Results};
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::render::Place;

/// Everything that was tried, and what other rules have told already.
pub(crate) struct Trials<'a> {
    pub(crate) results: &'a Results,
    pub(super) model: &'a Model<'a>,
    settings: &'a Settings,
    /// Events of which an error has been told.
    failing: BTreeSet<EventKind>,
    /// Whether an error of no event in particular has been told.
    any_failing: bool,
}

impl<'a> Trials<'a> {
    pub(crate) fn new(
        results: &'a Results,
        model: &'a Model<'a>,
        settings: &'a Settings,
        told: &[Diagnostic],
    ) -> Self {
        let errors = || told.iter().filter(|found| found.severity == Severity::Error);
        let failing = errors().flat_map(|found| found.events.iter().copied()).collect();
        let any_failing = errors().any(|found| found.events.is_empty());
        Self { results, model, settings, failing, any_failing }
    }

    pub(super) fn has_error(&self, event: EventKind) -> bool {
        self.any_failing || self.failing.contains(&event)
    }

    pub(super) fn budget(&self, cell: &Cell) -> Budget {
        self.settings.budget(cell.event, LanguageTag::parse(&cell.language).as_ref())
    }

    /// The template of a cell's main part, as a whole.
    pub(super) fn template(&self, cell: &Cell) -> Location {
        self.part(cell, Part::required(cell.channel)[0])
    }

    /// The template of one part: its first line.
    pub(super) fn part(&self, cell: &Cell, part: Part) -> Location {
        let catalog = &self.model.catalog;
        let tag = LanguageTag::parse(&cell.language);
        let path = tag.and_then(|tag| catalog.template(cell.event, part, &tag)).map_or("", |path| &**path);
        let line = catalog.template_source(path).and_then(|text| text.lines().next());
        Location { file: format!("templates/{path}"), span: 0..line.map_or(0, str::len) }
    }

    /// Whether two cells are the same event's and are written by the same template.
    pub(super) fn is_written_as(&self, a: &Cell, b: &Cell) -> bool {
        (a.event, a.channel) == (b.event, b.channel) && self.template(a).file == self.template(b).file
    }

    /// What stands at a place of which only the start is known.
    pub(super) fn locate(&self, place: &Place) -> Location {
        located(self.model.sources, &place.file, place.line, place.column)
    }
}

impl Forced {
    /// What makes it dear, for people.
    pub(crate) fn describe(&self) -> Option<String> {
        if self.wording.is_empty() {
            return self.values.then(|| "letters outside GSM-7 in a value, such as a name".to_owned());
        }
        let shown: Vec<String> = self.wording.iter().take(8).map(char::to_string).collect();
        let more = if self.wording.len() > 8 { " …" } else { "" };
        Some(format!("letters outside GSM-7 in the wording: {}{more}", shown.join(" ")))
    }
}

/// A cell for people: "the SMS of `order_delivered` in tr".
pub(super) fn cell_name(cell: &Cell) -> String {
    format!("the {} of {} in {}", cell.channel, cell.event, cell.language)
}
