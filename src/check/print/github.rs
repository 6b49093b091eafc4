//! GitHub's workflow commands, which it shows as annotations beside the lines of a pull request.

use std::fmt::Write;

use super::{Page, Region};
use crate::check::diagnostic::{Diagnostic, Severity};

/// The report as workflow commands, a line each, and its summary, which GitHub shows in the log.
pub fn github(page: &Page<'_>) -> String {
    let mut text = String::new();
    for diagnostic in &page.report.diagnostics {
        command(page, diagnostic, &mut text);
    }
    text.push_str(&page.report.summary());
    text.push('\n');
    text
}

fn command(page: &Page<'_>, diagnostic: &Diagnostic, text: &mut String) {
    let Diagnostic { rule, severity, location, message, help, .. } = diagnostic;
    let name = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let Region { line, column, end_line, end_column } = page.region(location);
    // GitHub takes columns only of what begins and ends on one line, and none of a file as a whole.
    let columns = if line == end_line && !location.is_whole_file() {
        format!(",col={column},endLine={end_line},endColumn={end_column}")
    } else {
        format!(",endLine={end_line}")
    };
    let told = if help.is_empty() { message.clone() } else { format!("{message}\nhelp: {help}") };
    let (file, title) = (property(&page.path(location)), property(&format!("tellal: {}", rule.code)));
    let written = writeln!(text, "::{name} file={file},line={line}{columns},title={title}::{}", data(&told));
    written.expect("a string takes all that is written");
}

/// What stands behind the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
