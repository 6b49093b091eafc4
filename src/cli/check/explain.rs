//! `--explain` and `--list`: what the rules say of themselves, for a terminal.

use std::io::{self, Write};

use super::width;
use crate::check::{Rule, Severity, rules};
use crate::cli::paint::{BAD, DIM, END, HEAD, WARN};

/// Lines longer than this are hard to read, however wide the terminal is.
const MAX_WIDTH: usize = 100;

/// A rule's documentation: headings stand out, paragraphs are as wide as the terminal, examples are indented.
pub(super) fn explain(rule: &Rule, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEAD}{}{END} ({})", rule.code, severity(rule))?;
    let mut paragraph = rule.summary.to_owned();
    finish(&mut paragraph, out)?;
    let mut in_example = false;
    for line in rule.documentation.trim().lines() {
        if line.starts_with("```") {
            finish(&mut paragraph, out)?;
            in_example = !in_example;
        } else if in_example {
            writeln!(out, "    {DIM}{line}{END}")?;
        } else if let Some(heading) = line.strip_prefix('#') {
            finish(&mut paragraph, out)?;
            writeln!(out, "\n{HEAD}{}{END}", heading.trim_start_matches('#').trim())?;
        } else if line.trim().is_empty() {
            finish(&mut paragraph, out)?;
        } else {
            paragraph.push_str(line.trim());
            paragraph.push(' ');
        }
    }
    finish(&mut paragraph, out)
}

/// Writes what has been gathered of a paragraph.
fn finish(paragraph: &mut String, out: &mut impl Write) -> io::Result<()> {
    if paragraph.is_empty() {
        return Ok(());
    }
    let options = textwrap::Options::new(width().min(MAX_WIDTH))
        .initial_indent("  ")
        .subsequent_indent("  ")
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    writeln!(out, "{}", textwrap::fill(paragraph.trim_end(), options))?;
    paragraph.clear();
    Ok(())
}

/// All rules, a line each.
pub(super) fn list(out: &mut impl Write) -> io::Result<()> {
    let all = rules();
    let widest = all.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    for rule in all {
        let padding = " ".repeat(widest - rule.code.len());
        let after = " ".repeat("warning".len() - name(rule).len());
        writeln!(out, "{HEAD}{}{END}{padding}  {}{after}  {}", rule.code, severity(rule), rule.summary)?;
    }
    Ok(())
}

fn name(rule: &Rule) -> &'static str {
    match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn severity(rule: &Rule) -> String {
    let colour = if rule.severity == Severity::Error { BAD } else { WARN };
    format!("{colour}{}{END}", name(rule))
}
