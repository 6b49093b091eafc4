//! Tera with our functions and filters, holding a catalog's templates.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Tera;

use super::context::PRINTED_OBJECT;
use super::error::Failed;
use super::faults::{link_faults, syntax_fault};
use super::limits::{Capped, MAX_OUTPUT};
use super::{RenderCode, RenderError, Scope, filters, functions};
use crate::catalog::{Catalog, CatalogFault};
use crate::event::EventKind;

/// How the names of templates end whose values are escaped.
const ESCAPED: [&str; 1] = [".html"];

/// Whether the values of a template are escaped.
pub(crate) fn is_escaped(path: &str) -> bool {
    ESCAPED.iter().any(|end| path.ends_with(end))
}

/// Parsed templates, ready to run.
pub(crate) struct Environment {
    tera: Tera,
}

impl Environment {
    /// Parses every template of a catalog, and tells every fault of those that cannot be. An environment
    /// with faults is not to be used.
    pub(crate) fn assemble(catalog: &Catalog) -> (Self, Vec<CatalogFault>) {
        let mut tera = base();
        let mut faults = Vec::new();
        for (path, text) in catalog.templates() {
            let mut alone = tera.clone();
            if let Err(error) = alone.add_raw_template(path, text)
                && let tera::ErrorKind::SyntaxError(report) = error.kind()
            {
                faults.push(syntax_fault(text, report));
            }
        }
        let own = faults.iter().filter_map(|fault| fault.file.strip_prefix("templates/"));
        let broken: BTreeSet<&str> = own.chain(catalog.unreadable()).collect();
        // What is broken stands empty meanwhile, so that the others can still be looked at.
        let whole = catalog.templates().filter(|(path, _)| !broken.contains(path));
        let sources: Vec<(&str, &str)> = whole.chain(broken.iter().map(|path| (*path, ""))).collect();
        let mut linked = match tera.add_raw_templates(sources) {
            Ok(()) => Vec::new(),
            Err(error) => link_faults(catalog, &error),
        };
        if !broken.is_empty() {
            // Blocks and components may be in what is broken.
            linked.retain(|fault| !fault.message.contains("Block ") && !fault.message.contains("component"));
        }
        faults.extend(linked);
        (Self { tera }, faults)
    }

    /// Runs the templates of one message, in order.
    pub(crate) fn render(
        &self,
        catalog: &Catalog,
        paths: &[&str],
        context: &tera::Context,
        event: EventKind,
        scope: Scope,
    ) -> Result<Vec<String>, RenderError> {
        let language = Arc::clone(&scope.language);
        let rendered = scope.run(|| {
            let mut texts = Vec::with_capacity(paths.len());
            for path in paths {
                let mut output = Capped::default();
                match self.tera.render_to(path, context, &mut output) {
                    Ok(()) => {
                        let text = output.into_text();
                        if text.contains('\\') && text.contains(PRINTED_OBJECT) {
                            return Err(Stopped::ObjectPrinted(path));
                        }
                        texts.push(text);
                    }
                    Err(_) if output.overflowed() => return Err(Stopped::TooLarge(path)),
                    Err(error) => return Err(Stopped::Failed(path, error)),
                }
            }
            Ok(texts)
        });
        let (path, error) = match rendered.result {
            Ok(texts) => return Ok(texts),
            Err(Stopped::TooLarge(path)) => {
                let message = format!("templates/{path} writes more than {MAX_OUTPUT} bytes");
                let help = "look for a loop that repeats too much";
                return Err(RenderError::general(RenderCode::TooLarge, message, help));
            }
            Err(Stopped::ObjectPrinted(path)) => {
                let message = format!("templates/{path} prints a whole object");
                let help = "print one of its fields, such as order.currency.value, or loop over a list";
                return Err(RenderError::general(RenderCode::InvalidValue, message, help));
            }
            Err(Stopped::Failed(path, error)) => (path, error),
        };
        let file = match error.kind() {
            tera::ErrorKind::RenderingError(report) => report.filename(),
            _ => path,
        };
        let failed = Failed { event, language: &language, source: catalog.template_source(file) };
        Err(failed.explain(&error, rendered.failure))
    }
}

/// Why a template was stopped.
enum Stopped<'a> {
    TooLarge(&'a str),
    ObjectPrinted(&'a str),
    Failed(&'a str, tera::Error),
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

fn base() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on(ESCAPED);
    tera.register_function("t", functions::t);
    tera.register_function("range", functions::range);
    filters::register(&mut tera);
    tera
}
