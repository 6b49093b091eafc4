//! One catalog with its parsed templates, and what they read.

use super::kept::Serial;
use crate::analysis::fluent::Locales;
use crate::analysis::walk::Templates;
use crate::analysis::{Needed, Walked};
use crate::catalog::{Catalog, CatalogError, Sources};
use crate::config::Config;
use crate::event::{EventKind, Known, Places, Plan, Reading, Reads, View};
use crate::program::Programs;
use crate::recipient::channel::Channel;
use crate::render::{Environment, FactSet, PIPELINE_SOURCES, fact_sources};

/// What is replaced as a whole.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) catalog: Catalog,
    pub(super) environment: Environment,
    pub(super) serial: Serial,
    /// What is read of every event.
    pub(super) plan: Plan,
    uses: Vec<Uses>,
    /// What writes the texts; the environment does where there is none.
    pub(super) programs: Programs,
}

/// What the messages of one event use on one channel.
#[derive(Debug)]
pub(super) struct Uses {
    /// The fields that its templates see; `None` where they may look at any.
    pub(super) view: Option<View>,
    /// The facts that templates read as `ready.…`.
    pub(super) ready: FactSet,
    /// The facts that sentences may say.
    pub(super) said: FactSet,
}

impl Snapshot {
    pub(super) fn load(sources: &Sources, config: &Config) -> Result<Self, CatalogError> {
        let (catalog, mut faults) = Catalog::assemble(sources, &config.default_language, config.digits);
        let (environment, found) = Environment::assemble(&catalog);
        faults.extend(found);
        CatalogError::unless_none(faults)?;
        let templates = Templates::parse(sources);
        let walked = Walked::through(&catalog, &templates, &Locales::read(sources), config);
        let plan = plan(&walked);
        let of = |event, channel| {
            let needed = walked.needed.get(&(event, channel)).cloned().unwrap_or_default();
            // A template that only Tera can read may read anything.
            let is_known = templates.unreadable.is_empty();
            Uses::new(&plan, event, &needed, is_known)
        };
        let uses =
            EventKind::ALL.into_iter().flat_map(|event| Channel::ALL.map(|channel| of(event, channel)));
        let uses = uses.collect();
        let mut snapshot =
            Self { catalog, environment, serial: Serial::next(), plan, uses, programs: Programs::default() };
        snapshot.programs = Programs::compile(&snapshot.catalog, &templates, |event, channel| {
            snapshot.uses(event, channel).view.as_ref()
        });
        Ok(snapshot)
    }

    /// What was read of an event; `None` where there is something unusual about it, or its templates may look at any of
    /// it.
    pub(super) fn read<'a>(&self, bytes: &'a [u8], places: Places) -> Option<Reading<'a>> {
        let reading = Reading::read(&self.plan, bytes, places)?;
        let is_enough = Channel::ALL.iter().all(|channel| self.uses(reading.kind(), *channel).view.is_some());
        is_enough.then_some(reading)
    }

    pub(super) fn uses(&self, event: EventKind, channel: Channel) -> &Uses {
        &self.uses[event as usize * Channel::ALL.len() + channel as usize]
    }
}

impl Uses {
    fn new(plan: &Plan, event: EventKind, needed: &Needed, is_known: bool) -> Self {
        let ready = FactSet::of(needed.ready.iter().copied());
        let said = FactSet::of(needed.said.iter().copied());
        let view = if is_known {
            View::new(plan, event, &needed.reads, needed.globals.iter().copied())
        } else {
            None
        };
        Self { view, ready, said }
    }
}

fn plan(walked: &Walked) -> Plan {
    let mut of_templates = Reads::default();
    let mut facts: Vec<&str> = Vec::new();
    for needed in walked.needed.values() {
        of_templates.extend(&needed.reads);
        facts.extend(needed.ready.union(&needed.said));
    }
    let sources = facts.iter().flat_map(|fact| fact_sources(fact));
    // Of what stands in each item of a list, the list is what tellal knows.
    let list = |path: &'static str| path.split("[]").next().unwrap_or_default();
    let sources: Vec<&str> = PIPELINE_SOURCES.iter().chain(sources).map(|path| list(path)).collect();
    let is_read = |known: &Known| sources.iter().any(|path| known.path().starts_with(path));
    let known: Vec<Known> = Known::ALL.iter().copied().filter(is_read).collect();
    Plan::new(&of_templates, &known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::FACTS;

    #[test]
    fn every_source_of_a_fact_is_known_to_a_reading() {
        for fact in FACTS {
            for source in fact_sources(fact.name) {
                let list = source.split("[]").next().unwrap_or_default();
                assert!(Known::ALL.iter().any(|known| known.path().starts_with(list)), "{source}");
            }
        }
        let sources = Sources::new()
            .template("order_delivered/sms.txt", "{{ ready.item }}")
            .locale("en/a.ftl", "a = A");
        let engine = crate::Engine::new(&sources, Config::default()).expect("no faults");
        let outcome = engine.render(EventKind::OrderDelivered.example().as_bytes());
        let crate::Outcome::Message(message) = outcome else { panic!("{outcome:?}") };
        assert_eq!(message.channel, Channel::Sms);
        assert_eq!(message.body.text(), "Premium Cotton T-Shirt");
    }

    #[test]
    fn nothing_shipped_looks_at_an_event_as_a_whole() {
        let sources = Sources::from_dirs("templates", "locales").expect("the shipped tree");
        let snapshot = Snapshot::load(&sources, &Config::default()).expect("no faults");
        for event in EventKind::ALL {
            for channel in Channel::ALL {
                assert!(snapshot.uses(event, channel).view.is_some(), "{event} by {channel}");
            }
        }
    }
}
