//! What the messages of a catalog need of each event.

use std::collections::{BTreeMap, BTreeSet};

use super::fluent::{Locales, needs};
use super::walk::{Seen, Templates, walk};
use crate::catalog::{Catalog, Part};
use crate::config::Config;
use crate::event::{EventKind, Reads};
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;
use crate::render::FACTS;

/// What the messages of one event need on one channel.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needed {
    /// The fields that the templates themselves read.
    pub(crate) reads: Reads,
    /// What the templates read beside the event's payload: `site`, `language`, …
    pub(crate) globals: BTreeSet<&'static str>,
    /// The facts that the templates read as `ready.…`.
    pub(crate) ready: BTreeSet<&'static str>,
    /// The facts that their sentences say, in one language or another.
    pub(crate) said: BTreeSet<&'static str>,
}

/// What a walk through all templates that somebody is written to by came across.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) seen: Seen,
    pub(crate) needed: BTreeMap<(EventKind, Channel), Needed>,
    /// The templates that the walk began at.
    pub(crate) chosen: BTreeSet<String>,
}

impl Walked {
    pub(crate) fn through(
        catalog: &Catalog,
        templates: &Templates,
        locales: &Locales,
        config: &Config,
    ) -> Self {
        let mut all = Self::default();
        for ((event, part, path), languages) in serving(catalog) {
            let channel = channel_of(part);
            let walked = walk(templates, config, &path, event, channel, &languages);
            let needed = all.needed.entry((event, channel)).or_default();
            needed.reads.extend(&walked.reads);
            needed.globals.extend(&walked.globals);
            needed.ready.extend(&walked.facts);
            needed.said.extend(facts_said(locales, &walked));
            all.seen.extend(walked);
            all.chosen.insert(path);
        }
        all
    }
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
                    serving.entry((event, part, path.to_string())).or_default().push(language.clone());
                }
            }
        }
    }
    serving
}
