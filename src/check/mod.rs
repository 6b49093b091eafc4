//! The linter: finds a marketer's mistake before a customer does. Pure: sources in, findings out.

mod bill;
mod config;
mod consequence;
mod diagnostic;
mod fix;
mod fluent;
mod html;
mod loading;
mod model;
mod path;
mod place;
pub mod print;
mod report;
mod rule;
mod rules;
mod said;
mod scenario;
mod suppress;
mod trial;

pub use bill::{Bill, Change, Cost, Line as BillLine};
pub use config::{Alphabet, Budget, Level, Limit, Settings};
pub use diagnostic::{Diagnostic, Edit, Fix, Location, Note, Severity};
pub use fix::{Fixed, apply_fixes};
pub use report::Report;
pub(crate) use report::counted;
pub use rule::Rule;
pub use rules::rules;

use std::collections::BTreeMap;

use crate::analysis::walk::Seen;
use crate::catalog::{CatalogError, CatalogFault, Sources};
use crate::config::Config;
use crate::engine::Engine;
use crate::event::{EventKind, Reads};
use model::Model;
use trial::try_all;

/// Looks at everything that marketers write.
///
/// ```
/// use tellal::check::{Settings, check};
/// use tellal::{Config, Sources};
///
/// let sources = Sources::new().template("order_delivered/sms.txt", "{{ order.number }").locale("en/a.ftl", "a = b");
/// let report = check(&sources, &Config::default(), &Settings::default());
/// assert_eq!(report.diagnostics[0].rule.code, "template-syntax");
/// ```
pub fn check(sources: &Sources, config: &Config, settings: &Settings) -> Report {
    let engine = Engine::new(sources, config.clone());
    let faults = engine.as_ref().err().map_or(&[][..], |error| &error.faults);
    let model = Model::new(sources, config, faults);
    let mut found = read(&model, faults, settings);
    if let Ok(engine) = engine.or_else(|error| loading::usable(sources, config, error.faults).ok_or(())) {
        found.extend(try_out(&model, &engine, &found, settings));
    }
    consequence::hold_back(&model, &mut found);
    // What was seen for several events or languages is one finding, also where a comment allows it.
    let (mut diagnostics, suppressed) = suppress::suppress(sources, diagnostic::settle(found), settings);
    diagnostics.retain_mut(|diagnostic| settings.judge(diagnostic));
    let mut diagnostics = diagnostic::settle(diagnostics);
    consequence::order(&mut diagnostics);
    let languages = model.catalog.languages().to_vec();
    Report { diagnostics, suppressed, templates: sources.templates().len(), languages }
}

/// What can be told without writing a message.
fn read(model: &Model, faults: &[CatalogFault], settings: &Settings) -> Vec<Diagnostic> {
    let Seen { observations, calls, texts, .. } = &model.seen;
    let mut found = loading::faults(model.sources, faults);
    found.extend(rules::structure::tell(model));
    found.extend(rules::template::tell(observations));
    found.extend(rules::template::tell_of_texts(texts));
    found.extend(html::check_model(model));
    found.extend(fluent::check(&model.locales, calls, texts, &settings.reference_language));
    consequence::join(&mut found);
    consequence::blame_layout(&mut found);
    found
}

/// What only shows in messages that are written.
fn try_out(model: &Model<'_>, engine: &Engine, told: &[Diagnostic], settings: &Settings) -> Vec<Diagnostic> {
    let needs = |event, channel| model.needs(event, channel);
    let results = try_all(engine, &needs, &|name| settings.limit(name));
    rules::trial::tell(&rules::trial::Trials::new(&results, model, settings, told))
}

/// The parts of each event that some template, or the pipeline itself, reads. What is written from those alone is the
/// same as what is written from the whole event.
///
/// ```
/// use tellal::{Config, EventKind, Sources, check};
///
/// let sources = Sources::new().template("order_delivered/sms.txt", "{{ order.bank?.name or order.number }}");
/// let paths = check::reads(&sources, &Config::default())[&EventKind::OrderDelivered].paths();
/// assert!(paths.contains(&"payload.order.bank.name".to_owned()));
/// assert!(!paths.contains(&"payload.order.notes".to_owned()));
/// ```
pub fn reads(sources: &Sources, config: &Config) -> BTreeMap<EventKind, Reads> {
    let model = Model::new(sources, config, &[]);
    EventKind::ALL.into_iter().map(|event| (event, model::reads(&model, event))).collect()
}

/// What every message costs, for the example of its event and at worst.
///
/// ```
/// use tellal::check::{Cost, Settings, bill};
/// use tellal::{Config, Sources};
///
/// let sources = Sources::new()
///     .template("order_delivered/sms.txt", r#"{{ t(id="arrived") }}"#)
///     .locale("en/a.ftl", "arrived = Your order { $number } has arrived.");
/// let bill = bill(&sources, &Config::default(), &Settings::default())?;
/// assert!(matches!(bill.lines[0].typical, Some(Cost::Sms { segments: 1, .. })));
/// # Ok::<(), tellal::CatalogError>(())
/// ```
///
/// # Errors
/// [`CatalogError`] for sources that cannot be used.
pub fn bill(sources: &Sources, config: &Config, settings: &Settings) -> Result<Bill, CatalogError> {
    let engine = Engine::new(sources, config.clone())?;
    let model = Model::new(sources, config, &[]);
    let needs = |event, channel| model.needs(event, channel);
    Ok(Bill::of(&try_all(&engine, &needs, &|name| settings.limit(name))))
}

#[cfg(test)]
mod slips;
#[cfg(test)]
mod syntax;
