//! `tellal check`: tells every mistake in templates and locales, and mends what is safe to mend.

mod explain;
mod watch;
mod write;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::paint::{BAD, END, GOOD, WARN};
use super::{CannotRun, load::Places};
use crate::catalog::Sources;
use crate::check::print::{Folders, Page, github, json, sarif, text};
use crate::check::{Fixed, Report, Rule, Severity, apply_fixes, check};

/// Columns of a text that is not read in a terminal.
const WIDTH: usize = 140;

/// Check templates and locales, and tell every mistake with its file and line
///
/// Reads everything that marketers write and looks for what would keep a customer from getting the right
/// message. Each finding has a code; `--explain CODE` says more about it.
///
/// Exit status: 0 no finding, 1 some findings, 2 could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal check                              look at templates/ and locales/
  tellal check --fix                        mend what is safe to mend, then look
  tellal check --watch                      look again whenever a file changes
  tellal check --explain template-syntax    what a rule does and why
  tellal check --format github              annotations for a pull request

A comment allows a rule where it stands: {# tellal: allow CODE: reason #} in a template, on the line or the one
above; # tellal: allow CODE: reason right above a message in a locale file.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(super) struct Arguments {
    /// How to print what is found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Mend what is safe to mend
    #[arg(long)]
    fix: bool,
    /// Look again whenever a file changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Warnings alone are no reason for exit status 1
    #[arg(long)]
    allow_warnings: bool,
    /// Explain a rule
    #[arg(long, value_name = "CODE", value_parser = Rule::find, conflicts_with_all = ["fix", "watch", "list"])]
    explain: Option<&'static Rule>,
    /// List all rules
    #[arg(long, conflicts_with_all = ["fix", "watch"])]
    list: bool,
    #[command(flatten)]
    places: Places,
}

/// How to print a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the line at fault and how to mend it
    #[default]
    Text,
    /// One JSON document
    Json,
    /// Annotations of GitHub's pull requests
    Github,
    /// SARIF 2.1.0 for code scanning
    Sarif,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let written = match self.explain {
            Some(rule) => explain::explain(rule, &mut anstream::stdout().lock()),
            None if self.list => explain::list(&mut anstream::stdout().lock()),
            None if self.watch => return self.watch(),
            None => return self.once(),
        };
        written.map_err(cannot_write)?;
        Ok(ExitCode::SUCCESS)
    }

    /// One run.
    fn once(&self) -> Result<ExitCode, CannotRun> {
        let (mut sources, config, settings) = self.places.checked()?;
        let folders = self.places.folders();
        let mut report = check(&sources, &config, &settings);
        if self.fix {
            let fixed = apply_fixes(&sources, &report.diagnostics);
            write::write(&fixed, &sources, &folders)?;
            show_fixed(&fixed, &folders);
            sources = sources.with_fixes(&fixed);
            report = check(&sources, &config, &settings);
        }
        self.print(&report, &sources, &folders).map_err(cannot_write)?;
        let warnings = report.count(Severity::Warning) > 0 && !self.allow_warnings;
        let found = warnings || report.count(Severity::Error) > 0;
        Ok(if found { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn print(&self, report: &Report, sources: &Sources, folders: &Folders) -> io::Result<()> {
        let page = Page { report, sources, folders };
        let mut out = anstream::stdout().lock();
        match self.format {
            Format::Text => {
                write!(out, "{}", text(&page, width()))?;
                let colour = match (report.count(Severity::Error), report.count(Severity::Warning)) {
                    (0, 0) => GOOD,
                    (0, _) => WARN,
                    _ => BAD,
                };
                writeln!(out, "{colour}{}{END}", report.summary())?;
            }
            Format::Json => write!(out, "{}", json(&page))?,
            Format::Github => write!(out, "{}", github(&page))?,
            Format::Sarif => write!(out, "{}", sarif(&page))?,
        }
        out.flush()
    }
}

/// Apart from the report, which may be for a program.
fn show_fixed(fixed: &Fixed, folders: &Folders) {
    if fixed.mended > 0 {
        let files: Vec<String> = fixed.files.keys().map(|file| folders.real(file)).collect();
        anstream::eprintln!("{GOOD}mended{END} {} in {}", fixed.mended, files.join(", "));
    }
}

/// The terminal's width, where there is one.
fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| usize::from(width.0).max(40))
}

fn cannot_write(source: io::Error) -> CannotRun {
    CannotRun::Io { what: "cannot write".to_owned(), source }
}
