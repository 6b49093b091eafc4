//! What keeps templates from being loaded, in words for those who write them.

use super::blocks::{components, first_slip};
use super::filters;
use super::tags::Slip;
use crate::catalog::{Catalog, CatalogFault};
use crate::l10n::place_of;
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

/// Tera's tests that a marketer may have meant.
const TERA_TESTS: [&str; 11] = [
    "defined",
    "undefined",
    "odd",
    "even",
    "string",
    "number",
    "divisible_by",
    "iterable",
    "starting_with",
    "ending_with",
    "containing",
];

/// Why a template cannot be read: the first slip in its tags, where Tera did not stop before that, else what Tera says.
pub(super) fn syntax_fault(source: &str, report: &tera::ReportError) -> CatalogFault {
    let stopped = report.span().range.start;
    let at_end = report.message().contains("end of input") || report.message().starts_with("Unclosed");
    let file = format!("templates/{}", report.filename());
    let slip = first_slip(source).filter(|slip| at_end || slip.seen <= stopped);
    if let Some(Slip { at, message, help, .. }) = slip {
        let (line, column) = place_of(source, at);
        return CatalogFault { code: "template-syntax", file, line, column, message, help };
    }
    CatalogFault {
        code: "template-syntax",
        file,
        line: report.span().start_line,
        column: report.span().start_col + 1,
        message: report.message().to_owned(),
        help: syntax_help(report.message()).to_owned(),
    }
}

fn syntax_help(message: &str) -> &'static str {
    if message.contains("expected identifier") {
        "give the value its name: t(\"x\") is t(id=\"x\")"
    } else if message.starts_with("Found `}`") {
        "close it with two braces: }}"
    } else if message.contains("}}") {
        "look for a word too many before this; a value is closed with }}"
    } else if message.contains("%}") {
        "look for a word too many before this; a tag is closed with %}"
    } else if message == "Unexpected character" {
        "take it out; a text stands in quotes"
    } else if message.contains("would be ignored") {
        "move it into a {% block %}: a template that extends another one writes nothing else"
    } else {
        "compare it with the examples in templates/README.md; options are written name=value"
    }
}

/// Faults between templates: what they include, extend or call that is not there.
pub(super) fn link_faults(catalog: &Catalog, error: &tera::Error) -> Vec<CatalogFault> {
    let at_tag = |template: &str, word: &str, message: String, help: String| {
        let source = catalog.template_source(template).unwrap_or_default();
        let (line, column) = place_of(source, place_of_tag(source, word));
        CatalogFault {
            code: "template-link",
            file: format!("templates/{template}"),
            line,
            column,
            message,
            help,
        }
    };
    let in_circle = |template: &str, word: &str, verb: &str| {
        let message = format!("templates {verb} each other in a circle");
        at_tag(template, word, message, "break the circle".to_owned())
    };
    match error.kind() {
        tera::ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}`");
            vec![at_tag(current, "extends", message, nearest_template(catalog, parent))]
        }
        tera::ErrorKind::CircularExtend { tpl, .. } => vec![in_circle(tpl, "extends", "extend")],
        tera::ErrorKind::CircularInclude { tpl, .. } => vec![in_circle(tpl, "include", "include")],
        tera::ErrorKind::Msg(text) => text.split("\n\n").map(|report| read_report(catalog, report)).collect(),
        other => vec![CatalogFault::of_file(
            "template-link",
            "templates/".to_owned(),
            other.to_string(),
            String::new(),
        )],
    }
}

/// Where the first tag of this word stands.
fn place_of_tag(source: &str, word: &str) -> usize {
    let tags = super::tags::tags(source).0;
    tags.iter().find(|tag| tag.word == word).map_or(0, |tag| tag.at)
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
    let help = link_help(catalog, &message, file);
    CatalogFault { code: "template-link", file: format!("templates/{file}"), line, column, message, help }
}

fn link_help(catalog: &Catalog, message: &str, file: &str) -> String {
    let name = message.split('`').nth(1).unwrap_or_default();
    let what = message.split(" `").next().unwrap_or_default();
    match what {
        "Unknown filter" => suggest("the filters are", name, filters::NAMES.into_iter().chain(TERA_FILTERS)),
        "Unknown function" => suggest("there are", name, ["t", "range", "throw", "super"]),
        "Unknown test" => suggest("what can follow `is` is", name, TERA_TESTS),
        "Unknown template" => nearest_template(catalog, name),
        "Unknown component" => {
            suggest("the components are", name, catalog.templates().flat_map(|(_, text)| components(text)))
        }
        "Block" => suggest("the layout's blocks are", name, blocks_above(catalog, file)),
        "Component" => "keep one of the two, or give one another name".to_owned(),
        _ => String::new(),
    }
}

fn nearest_template(catalog: &Catalog, path: &str) -> String {
    let paths = || catalog.templates().map(|(path, _)| path);
    let shared: Vec<&str> = paths().filter(|path| path.starts_with("_shared/")).collect();
    // A slip may be in the folder, or the folder may be left out.
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let same = shared.iter().find(|shared| name(shared) == name(path));
    match nearest(path, paths()).or(same.copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if shared.is_empty() => {
            "it is a path below templates/, such as _shared/email.html; templates/_shared/ is empty"
                .to_owned()
        }
        None => format!("it is a path below templates/; there are {}", shared.join(", ")),
    }
}

/// The blocks of all that a template extends.
fn blocks_above<'c>(catalog: &'c Catalog, file: &str) -> Vec<&'c str> {
    let mut blocks = Vec::new();
    let mut source = catalog.template_source(file);
    // A circle is told as such, and never gets here; no layout is this deep.
    for _ in 0..8 {
        let tags = source.map(|source| super::tags::tags(source).0).unwrap_or_default();
        let parent = tags.iter().find(|tag| tag.word == "extends");
        let path = parent.map(|tag| tag.rest.trim_matches(['"', '\'', '`']));
        source = path.and_then(|path| catalog.template_source(path));
        let own = source.map(|source| super::tags::tags(source).0).unwrap_or_default();
        let named = own.iter().filter(|tag| tag.word == "block");
        blocks.extend(named.filter_map(|tag| tag.rest.split_whitespace().next()));
    }
    blocks
}

fn suggest<'a>(there_are: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.dedup();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there are none".to_owned(),
        None => format!("{there_are} {}", known.join(", ")),
    }
}
