//! Tera with our functions and filters, holding a catalog's templates.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Tera;

use super::context::PRINTED_OBJECT;
use super::error::Failed;
use super::limits::{Capped, MAX_OUTPUT};
use super::unclosed::{Unclosed, unclosed_block};
use super::{RenderCode, RenderError, Scope, filters, functions};
use crate::catalog::{Catalog, CatalogFault};
use crate::event::EventKind;
use crate::nearest::nearest;

/// Tera's own filters that a marketer may have meant.
const TERA_FILTERS: [&str; 22] = [
    "safe",
    "default",
    "upper",
    "lower",
    "trim",
    "replace",
    "capitalize",
    "title",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "escape",
    "truncate",
    "newlines_to_br",
];

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
        let broken: BTreeSet<String> =
            faults.iter().map(|fault| fault.file.trim_start_matches("templates/").to_owned()).collect();
        // What is broken stands empty meanwhile, so that the others can still be looked at.
        let sources =
            catalog.templates().map(|(path, text)| (path, if broken.contains(path) { "" } else { text }));
        if let Err(error) = tera.add_raw_templates(sources) {
            let of_broken = |fault: &CatalogFault| {
                !broken.is_empty()
                    && (fault.message.contains("Block ") || fault.message.contains("component"))
            };
            faults.extend(link_faults(catalog, &error).into_iter().filter(|fault| !of_broken(fault)));
        }
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
                        if text.contains(PRINTED_OBJECT) {
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
    tera.autoescape_on([".html"]);
    tera.register_function("t", functions::t);
    tera.register_function("range", functions::range);
    filters::register(&mut tera);
    tera
}

fn syntax_fault(source: &str, report: &tera::ReportError) -> CatalogFault {
    let open = report.message().contains("end of input").then(|| unclosed_block(source)).flatten();
    if let Some(Unclosed { keyword, line, column }) = open {
        return CatalogFault {
            code: "template-syntax",
            file: format!("templates/{}", report.filename()),
            line,
            column,
            message: format!("this {{% {keyword} %}} is never closed"),
            help: format!("write {{% end{keyword} %}} where it ends"),
        };
    }
    CatalogFault {
        code: "template-syntax",
        file: format!("templates/{}", report.filename()),
        line: report.span().start_line,
        column: report.span().start_col + 1,
        message: report.message().to_owned(),
        help: syntax_help(report.message()).to_owned(),
    }
}

fn syntax_help(message: &str) -> &'static str {
    if message.contains("}}") || message.contains("%}") || message.contains("end") {
        "close every {{ with }}, every {% if %}, {% for %} and {% block %} with its {% end… %}"
    } else {
        "compare it with the examples in templates/README.md; options are written name=value"
    }
}

/// Faults between templates: what they include, extend or call that is not there.
fn link_faults(catalog: &Catalog, error: &tera::Error) -> Vec<CatalogFault> {
    let at_line = |template: &str, needle: &str, message: String, help: &str| {
        let line = catalog
            .template_source(template)
            .and_then(|source| source.lines().position(|line| line.contains(needle)));
        CatalogFault {
            code: "template-link",
            file: format!("templates/{template}"),
            line: line.map_or(1, |line| line + 1),
            column: 1,
            message,
            help: help.to_owned(),
        }
    };
    match error.kind() {
        tera::ErrorKind::MissingParent { current, parent } => {
            let help =
                "mend the path behind `extends`; it is one below templates/, such as _shared/email.html";
            vec![at_line(current, "extends", format!("there is no template `{parent}`"), help)]
        }
        tera::ErrorKind::CircularExtend { tpl, .. } => {
            vec![at_line(
                tpl,
                "extends",
                "templates extend each other in a circle".to_owned(),
                "break the circle",
            )]
        }
        tera::ErrorKind::CircularInclude { tpl, .. } => {
            vec![at_line(
                tpl,
                "include",
                "templates include each other in a circle".to_owned(),
                "break the circle",
            )]
        }
        tera::ErrorKind::Msg(text) => text.split("\n\n").map(|report| read_report(catalog, report)).collect(),
        other => vec![CatalogFault::of_file(
            "template-link",
            "templates/".to_owned(),
            other.to_string(),
            String::new(),
        )],
    }
}

/// Reads one of the reports that Tera joins into a text: `error: …`, then ` --> file:line:column`.
fn read_report(catalog: &Catalog, report: &str) -> CatalogFault {
    let mut lines = report.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> ")).unwrap_or("");
    let mut parts = place.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let (column, line) = (number().unwrap_or(1), number().unwrap_or(1));
    let file = parts.next().unwrap_or_default();
    let name = message.split('`').nth(1).unwrap_or_default();
    let help = if message.starts_with("Unknown filter") {
        suggest(name, filters::NAMES.into_iter().chain(TERA_FILTERS))
    } else if message.starts_with("Unknown function") {
        suggest(name, ["t", "range", "throw", "super"])
    } else if message.starts_with("Unknown template") {
        let near = nearest(name, catalog.templates().map(|(path, _)| path));
        near.map_or_else(
            || "it is a path below templates/, such as _shared/email.html".to_owned(),
            |near| format!("did you mean `{near}`?"),
        )
    } else {
        String::new()
    };
    CatalogFault { code: "template-link", file: format!("templates/{file}"), line, column, message, help }
}

fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    }
}
