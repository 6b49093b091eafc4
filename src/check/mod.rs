//! The linter: finds a marketer's mistake before a customer does. Pure: sources in, findings out.

mod config;
mod diagnostic;
mod fix;
mod loading;
mod place;
pub mod print;
mod report;
mod rule;
mod rules;
mod suppress;
mod syntax;
mod types;
mod walk;

pub use config::{Alphabet, Budget, Level, Limit, Settings};
pub use diagnostic::{Diagnostic, Edit, Fix, Location, Note, Severity};
pub use fix::{Fixed, apply_fixes};
pub use report::Report;
pub use rule::Rule;
pub use rules::rules;

use crate::catalog::{Catalog, Sources};
use crate::config::Config;
use crate::engine::Engine;

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
    let (found, languages) = match Engine::new(sources, config.clone()) {
        Ok(engine) => (loading::examples(&engine, sources), engine.languages()),
        Err(error) => {
            let (catalog, _) = Catalog::assemble(sources, &config.default_language, config.digits);
            (loading::faults(sources, &error.faults), catalog.languages().to_vec())
        }
    };
    // What was seen for several events or languages is one finding, also where a comment allows it.
    let (mut diagnostics, suppressed) = suppress::suppress(sources, diagnostic::settle(found), settings);
    diagnostics.retain_mut(|diagnostic| settings.judge(diagnostic));
    let diagnostics = diagnostic::settle(diagnostics);
    Report { diagnostics, suppressed, templates: sources.templates().len(), languages }
}
