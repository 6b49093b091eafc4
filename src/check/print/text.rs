//! Text for people: the line at fault with a mark below it, what explains it, and how to mend it.
//!
//! The colours are always there; whoever writes the text takes them out where they are not wanted.

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::Page;
use crate::check::diagnostic::{Diagnostic, Location, Note, Severity};
use crate::check::place::{clamp, line_end, line_start};
use crate::check::report::counted;
use crate::event::EventKind;
use crate::l10n::{is_right_to_left, place_of};

/// A longer stretch is not repeated behind its mark.
const MAX_LABEL: usize = 40;
/// Bytes before and behind a place that are shown of its line at most; a terminal shows fewer.
const MAX_LINE: usize = 4096;

/// The findings, an empty line behind each. `width` is that of the terminal, in columns.
pub fn text(page: &Page<'_>, width: usize) -> String {
    let renderer = Renderer::styled().term_width(width);
    let mut text = String::new();
    for diagnostic in &page.report.diagnostics {
        text.push_str(&renderer.render(&groups(page, diagnostic)));
        text.push_str("\n\n");
    }
    text
}

fn groups<'a>(page: &'a Page<'_>, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.code);
    let (beside, elsewhere) = divided(diagnostic);
    let mut group = Group::with_title(title).elements(picture(page, &diagnostic.location, &beside));
    for note in diagnostic.notes.iter().filter(|note| note.location.is_none()) {
        group = group.element(Level::NOTE.message(note.message.as_str()));
    }
    if let Some(scope) = scope(diagnostic, page.report.languages.len()) {
        group = group.element(Level::NOTE.message(scope));
    }
    if let Some(help) = help(diagnostic) {
        group = group.element(Level::HELP.message(help));
    }
    let others = elsewhere.into_iter().map(|(note, location)| {
        let title = Level::NOTE.secondary_title(note.message.as_str());
        Group::with_title(title).elements(picture(page, location, &[]))
    });
    std::iter::once(group).chain(others).collect()
}

type Placed<'a> = (&'a Note, &'a Location);

/// The notes that can be shown in the picture of the finding, and those that need one of their own.
fn divided(diagnostic: &Diagnostic) -> (Vec<Placed<'_>>, Vec<Placed<'_>>) {
    let own = &diagnostic.location;
    let placed = diagnostic.notes.iter().filter_map(|note| Some((note, note.location.as_ref()?)));
    placed.partition(|(_, there)| {
        there.file == own.file && !own.is_whole_file() && !there.is_whole_file() && there.span != own.span
    })
}

/// The lines of a place and of what is beside it; of a whole file, its path.
fn picture<'a>(page: &'a Page<'_>, location: &Location, beside: &[Placed<'a>]) -> Vec<Element<'a>> {
    let path = page.path(location);
    let Some((text, span)) = page.source(location).filter(|_| !location.is_whole_file()) else {
        return vec![Origin::path(path).into()];
    };
    let spans: Vec<_> =
        beside.iter().filter_map(|(note, there)| Some((note, page.source(there)?.1))).collect();
    let first = spans.iter().map(|(_, there)| there.start).fold(span.start, usize::min);
    let last = spans.iter().map(|(_, there)| there.end).fold(span.end, usize::max);
    let (start, end) = window(text, first, last);
    let within = |span: &std::ops::Range<usize>| span.start - start..span.end.min(end) - start;
    let mut primary: Annotation<'a> = AnnotationKind::Primary.span(within(&span));
    // A terminal may draw such a line in another order than it is written, and the mark below it somewhere else.
    if text[start..end].chars().any(is_right_to_left) {
        let marked = &text[span.clone()];
        let short = !marked.contains('\n') && marked.chars().count() <= MAX_LABEL;
        primary = primary.label(short.then(|| format!("here: {marked}")));
    }
    let notes = spans
        .iter()
        .map(|(note, span)| AnnotationKind::Context.span(within(span)).label(note.message.as_str()));
    let (line, column) = place_of(text, span.start);
    let snippet = Snippet::source(&text[start..end])
        .line_start(place_of(text, start).0)
        .annotation(primary)
        .annotations(notes);
    if start == line_start(text, start) {
        return vec![snippet.path(path).into()];
    }
    // The column would be counted from where the line was cut.
    vec![Origin::path(path).line(line).char_column(column).into(), snippet.into()]
}

/// The lines around a stretch of text, without what is far away from it on a line of enormous length.
fn window(text: &str, first: usize, last: usize) -> (usize, usize) {
    let start = line_start(text, first).max(first.saturating_sub(MAX_LINE));
    let end = line_end(text, last).min(last.saturating_add(MAX_LINE));
    let whole = clamp(text, &(start..end));
    (whole.start, whole.end)
}

fn help(diagnostic: &Diagnostic) -> Option<String> {
    match &diagnostic.fix {
        None if diagnostic.help.is_empty() => None,
        None => Some(diagnostic.help.clone()),
        Some(fix) if diagnostic.help.is_empty() => Some(format!("{}; --fix does it", fix.title)),
        Some(fix) => Some(format!("{}\n--fix does it: {}", diagnostic.help, fix.title)),
    }
}

/// "in `order_delivered` and 3 other events; in tr, ru"
fn scope(diagnostic: &Diagnostic, all_languages: usize) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let events = &diagnostic.events;
    match events.first() {
        None => {}
        Some(_) if events.len() == EventKind::ALL.len() => parts.push("in all events".to_owned()),
        Some(first) if events.len() == 1 => parts.push(format!("in {first}")),
        Some(first) => parts.push(format!("in {first} and {}", counted(events.len() - 1, "other event"))),
    }
    let languages: Vec<&str> = diagnostic.languages.iter().map(String::as_str).collect();
    match languages.as_slice() {
        [] => {}
        [_, _, ..] if languages.len() == all_languages => parts.push("in all languages".to_owned()),
        few @ [_, ..] if few.len() <= 8 => parts.push(format!("in {}", few.join(", "))),
        many => {
            let others = counted(many.len() - 6, "other language");
            parts.push(format!("in {} and {others}", many[..6].join(", ")));
        }
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}
