//! Texts without a template engine: each template is compiled for each language, when a catalog is loaded, into a
//! program of simple steps. Layouts, includes and components are written out in it, and so are the language's sentences;
//! what never varies is joined and escaped beforehand.
//!
//! Tera and Fluent stay the reference. What the compiler does not know for certain it does not compile (`None`), and what
//! a program does not know for certain, such as a value that is missing where it is printed, makes it give up (`None`
//! again): then the reference writes the text from the start, or tells what is wrong. So there is one place for errors,
//! and a program only ever writes what the reference would. Amounts, dates, numbers, plural categories, isolates and HTML
//! are written by the same functions for both.
//!
//! One thing is let go: an amount that was worked out but not written, such as one in a condition, may be in
//! `receipt.money_labels` by one and not by the other.
//!
//! `tests/it/program/` holds it to that: fixtures, strange events, and templates and sentences made up of all that is
//! compiled, each written both ways. It also knows which of the shipped templates are compiled.

mod compile;
mod component;
mod datum;
mod expression;
mod run;
mod say;
mod sentence;
mod step;

pub(crate) use run::Inputs;

use crate::analysis::channel_of;
use crate::analysis::walk::Templates;
use crate::catalog::{Catalog, Part};
use crate::event::{EventKind, View};
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;
use crate::render::FactSet;
use step::Steps;

/// A template in a language, ready to run.
#[derive(Debug)]
pub(crate) struct Program {
    steps: Steps,
    registers: usize,
    facts: FactSet,
    /// About how many bytes it writes.
    size: usize,
}

/// The programs of a catalog.
#[derive(Debug, Default)]
pub(crate) struct Programs {
    /// For each language, by event and part.
    of: Vec<(LanguageTag, Vec<Option<Program>>)>,
}

impl Programs {
    /// Compiles what can be compiled. A template of which nobody knows what it sees of an event has no view.
    pub(crate) fn compile<'v>(
        catalog: &Catalog,
        templates: &Templates,
        view: impl Fn(EventKind, Channel) -> Option<&'v View>,
    ) -> Self {
        let one = |event, part, tag| {
            let channel = channel_of(part);
            let path = catalog.template(event, part, tag)?;
            compile::compile(templates, path, catalog.language(tag)?, view(event, channel)?, event, channel)
        };
        let mut of = Vec::with_capacity(catalog.languages().len());
        for tag in catalog.languages() {
            let cells = EventKind::ALL.into_iter().flat_map(|event| Part::ALL.map(|part| (event, part)));
            of.push((tag.clone(), cells.map(|(event, part)| one(event, part, tag)).collect()));
        }
        Self { of }
    }

    /// The program that writes a part of an event's message in a language.
    pub(crate) fn of(&self, event: EventKind, part: Part, language: &LanguageTag) -> Option<&Program> {
        let (_, programs) = self.of.iter().find(|(tag, _)| tag == language)?;
        programs.get(event as usize * Part::ALL.len() + part as usize)?.as_ref()
    }
}

impl Program {
    /// The facts that it reads.
    pub(crate) fn facts(&self) -> FactSet {
        self.facts
    }
}
