//! Everything that the rules look at, worked out once.

use std::collections::{BTreeMap, BTreeSet};

use super::fluent::{Locales, needs};
use super::reads::Reads;
use super::trial::Needs;
use super::walk::{Seen, Templates, walk};
use crate::catalog::{Catalog, CatalogFault, Part, Sources};
use crate::config::Config;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;
use crate::render::{FACTS, PIPELINE_SOURCES, fact_sources};

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
    /// What the templates of an event read on a channel.
    needs: BTreeMap<(EventKind, Channel), Needs>,
    /// Templates that some language of some event is written by.
    pub(crate) chosen: BTreeSet<String>,
}

impl<'a> Model<'a> {
    /// `faults` are those that an engine on these sources tells.
    pub(crate) fn new(sources: &'a Sources, config: &'a Config, faults: &[CatalogFault]) -> Self {
        let (catalog, _) = Catalog::assemble(sources, &config.default_language, config.digits);
        let templates = Templates::parse(sources);
        let locales = Locales::read(sources);
        let (mut seen, mut chosen, mut read) = (Seen::default(), BTreeSet::new(), BTreeMap::new());
        for ((event, part, path), languages) in serving(&catalog) {
            let channel = channel_of(part);
            let walked = walk(&templates, config, &path, event, channel, &languages);
            let own: &mut Needs = read.entry((event, channel)).or_default();
            own.reads.extend(&walked.reads);
            own.facts.extend(&walked.facts);
            own.facts.extend(facts_said(&locales, &walked));
            seen.extend(walked);
            chosen.insert(path);
        }
        let refused = faults.iter().map(|fault| fault.file.clone()).collect();
        Self { sources, config, catalog, refused, templates, locales, seen, needs: read, chosen }
    }

    /// Whether every template could be read.
    pub(crate) fn is_all_read(&self) -> bool {
        self.templates.unreadable.is_empty() && self.catalog.unreadable().next().is_none()
    }

    /// What the messages of an event read on a channel.
    pub(crate) fn needs(&self, event: EventKind, channel: Channel) -> Needs {
        self.needs.get(&(event, channel)).cloned().unwrap_or_default()
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

/// The ready facts that the messages of a walk need in one language or another.
fn facts_said(locales: &Locales, walked: &Seen) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    let ids: BTreeSet<Option<&str>> = walked.calls.iter().map(|call| call.id.as_deref()).collect();
    for id in ids {
        match id {
            // Which message it is, only the event says.
            None => return FACTS.iter().map(|fact| fact.name).collect(),
            Some(id) => {
                for language in locales.languages() {
                    names.extend(needs(language, id).into_iter().map(|need| need.variable));
                }
            }
        }
    }
    FACTS.iter().map(|fact| fact.name).filter(|fact| names.contains(*fact)).collect()
}

/// The channel that a part belongs to.
pub(crate) fn channel_of(part: Part) -> Channel {
    match part {
        Part::Sms => Channel::Sms,
        Part::Whatsapp => Channel::Whatsapp,
        Part::EmailHtml | Part::EmailSubject | Part::EmailText => Channel::Email,
    }
}

/// The languages that each template writes each part of each event in.
pub(crate) fn serving(catalog: &Catalog) -> BTreeMap<(EventKind, Part, String), Vec<LanguageTag>> {
    let mut serving: BTreeMap<(EventKind, Part, String), Vec<LanguageTag>> = BTreeMap::new();
    for event in EventKind::ALL {
        for part in Part::ALL {
            for language in catalog.languages() {
                if let Some(path) = catalog.template(event, part, language) {
                    serving.entry((event, part, path.to_owned())).or_default().push(language.clone());
                }
            }
        }
    }
    serving
}
