//! Everything that the rules look at, worked out once.

use std::collections::{BTreeMap, BTreeSet};

use super::fluent::Locales;
use super::trial::Needs;
use crate::analysis::walk::{Seen, Templates};
use crate::analysis::{Needed, Walked};
use crate::catalog::{Catalog, CatalogFault, Sources};
use crate::config::Config;
use crate::event::{EventKind, Reads};
use crate::recipient::channel::Channel;
use crate::render::{PIPELINE_SOURCES, fact_sources};

/// A catalog taken apart.
pub(crate) struct Model<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) config: &'a Config,
    pub(crate) catalog: Catalog,
    /// The files that the catalog or the template engine refuses.
    pub(crate) refused: BTreeSet<String>,
    pub(crate) templates: Templates,
    pub(crate) locales: Locales,
    pub(crate) seen: Seen,
    needed: BTreeMap<(EventKind, Channel), Needed>,
    /// Templates that some language of some event is written by.
    pub(crate) chosen: BTreeSet<String>,
}

impl<'a> Model<'a> {
    /// `faults` are those that an engine on these sources tells.
    pub(crate) fn new(sources: &'a Sources, config: &'a Config, faults: &[CatalogFault]) -> Self {
        let (catalog, _) = Catalog::assemble(sources, &config.default_language, config.digits);
        let templates = Templates::parse(sources);
        let locales = Locales::read(sources);
        let Walked { seen, needed, chosen } = Walked::through(&catalog, &templates, &locales, config);
        let refused = faults.iter().map(|fault| fault.file.clone()).collect();
        Self { sources, config, catalog, refused, templates, locales, seen, needed, chosen }
    }

    /// Whether every template could be read.
    pub(crate) fn is_all_read(&self) -> bool {
        self.templates.unreadable.is_empty() && self.catalog.unreadable().next().is_none()
    }

    /// What the messages of an event read on a channel.
    pub(crate) fn needs(&self, event: EventKind, channel: Channel) -> Needs {
        let needed = self.needed.get(&(event, channel)).cloned().unwrap_or_default();
        Needs { reads: needed.reads, facts: needed.ready.union(&needed.said).copied().collect() }
    }
}

/// All that is read of an event: by the pipeline, by templates, and by the ready facts that these need.
pub(crate) fn reads(model: &Model, event: EventKind) -> Reads {
    let mut reads = Reads::default();
    for path in PIPELINE_SOURCES {
        reads.add(path, true);
    }
    for channel in Channel::ALL {
        let Needs { reads: own, facts } = model.needs(event, channel);
        reads.extend(&own);
        for path in facts.iter().flat_map(|fact| fact_sources(fact)) {
            reads.add(path, true);
        }
    }
    reads
}
