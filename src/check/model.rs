//! Everything that the rules look at, worked out once.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{Seen, Templates, walk};
use crate::catalog::{Catalog, CatalogFault, Part, Sources};
use crate::config::Config;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// A catalog taken apart.
pub(crate) struct Model<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) config: &'a Config,
    pub(crate) catalog: Catalog,
    /// What the catalog itself cannot use.
    pub(crate) faults: Vec<CatalogFault>,
    pub(crate) templates: Templates,
    pub(crate) seen: Seen,
    /// Templates that some language of some event is written by.
    pub(crate) chosen: BTreeSet<String>,
}

impl<'a> Model<'a> {
    pub(crate) fn new(sources: &'a Sources, config: &'a Config) -> Self {
        let (catalog, faults) = Catalog::assemble(sources, &config.default_language, config.digits);
        let templates = Templates::parse(sources);
        let (mut seen, mut chosen) = (Seen::default(), BTreeSet::new());
        for ((event, part, path), languages) in serving(&catalog) {
            seen.extend(walk(&templates, config, &path, event, channel_of(part), &languages));
            chosen.insert(path);
        }
        Self { sources, config, catalog, faults, templates, seen, chosen }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dump() {
        let sources = Sources::from_dirs("templates", "locales").unwrap();
        let config = Config::default();
        let start = std::time::Instant::now();
        let model = Model::new(&sources, &config);
        println!("{:?}", start.elapsed());
        println!("unreadable {:?}", model.templates.unreadable);
        let mut lines = BTreeSet::new();
        for observation in &model.seen.observations {
            let file = observation.at.file.trim_start_matches("templates/");
            let text = model.templates.text(file);
            let (line, column) = crate::l10n::place_of(text, observation.at.span.start);
            lines.insert(format!(
                "{}:{line}:{column} {:?} [{}]",
                observation.at.file, observation.what, observation.event
            ));
        }
        for line in lines {
            println!("{}", line.chars().take(300).collect::<String>());
        }
        println!("{:#?}", model.seen.reads.paths());
        println!("{} calls {} texts", model.seen.calls.len(), model.seen.texts.len());
        let engine = crate::engine::Engine::new(&sources, config.clone()).unwrap();
        let start = std::time::Instant::now();
        let paths: BTreeSet<String> = model.seen.reads.paths().into_iter().collect();
        let needs = |event: EventKind, _| super::super::trial::Needs {
            paths: paths.clone(),
            facts: crate::render::FACTS
                .iter()
                .filter(|fact| fact.on.contains(&event.payload()))
                .map(|fact| fact.name)
                .collect(),
        };
        let results = super::super::trial::try_all(&engine, &needs, &|_| None);
        println!("{:?}", start.elapsed());
        for (cell, tried) in results {
            let size = |size: &Option<crate::check::trial::Size>| {
                size.as_ref().map(|size| {
                    format!(
                        "{:?} {} {} {}b {}",
                        size.encoding, size.units, size.segments, size.bytes, size.variation
                    )
                })
            };
            println!(
                "{} {} {}: {:?} | {:?} | {:?}",
                cell.event,
                cell.language,
                cell.channel,
                size(&tried.typical),
                size(&tried.worst),
                tried.forced
            );
            for failure in tried.failures.iter().take(3) {
                println!("   FAIL {}: {}", failure.0, failure.1);
            }
            if !tried.begins.is_empty() || !tried.ends.is_empty() || !tried.no_text.is_empty() {
                println!("   begins {:?} ends {:?} no text {:?}", tried.begins, tried.ends, tried.no_text);
            }
        }
    }
}
