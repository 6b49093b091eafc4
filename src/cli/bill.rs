//! `tellal bill`: what each message costs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::CannotRun;
use super::load::Places;
use super::paint::{BAD, DIM, END, GOOD, HEAD};
use super::parse::{parse_channel, parse_event, parse_language};
use crate::check::{Bill, BillLine, Change, Cost, Settings, bill, counted};
use crate::config::Config;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// Show what each message costs: its encoding, its segments, and what makes it dear
///
/// "Typical" is the example of the event. "Worst" is the longest that the message may get: with the greatest
/// lengths of its values, in the letters that each may have, on the dearest branch of its template. Lengths are
/// declared below [check.variables] in tellal.toml. An SMS is shown as segments × encoding (units); a WhatsApp text
/// by its characters (1,024 at most); an e-mail by the characters of its subject and its size.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal bill --channel sms                       what every SMS costs
  tellal bill --event order_shipped_cargo         one event in all languages
  tellal bill --against ../main                   what this change makes dearer or cheaper: ../main is
                                                  a folder with the templates/ and locales/ of before
  tellal bill --json                              for programs")]
pub(super) struct Arguments {
    /// Only this event
    #[arg(long, value_name = "NAME", value_parser = parse_event)]
    event: Option<EventKind>,
    /// Only this language
    #[arg(long, value_name = "TAG", value_parser = parse_language)]
    language: Option<LanguageTag>,
    /// Only this channel: whatsapp, sms or email
    #[arg(long, value_name = "NAME", value_parser = parse_channel)]
    channel: Option<Channel>,
    /// Compare with the templates/ and locales/ of another folder, and show what differs
    #[arg(long, value_name = "REV-DIR")]
    against: Option<PathBuf>,
    /// Print JSON, a line for each message
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    places: Places,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let (sources, config, settings) = self.places.checked()?;
        self.check_language(&sources.languages())?;
        let now = self.wanted(bill(&sources, &config, &settings).map_err(crate::files::LoadError::from)?);
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        let written = match &self.against {
            None => self.show(&now, &mut out),
            Some(folder) => {
                self.show_changes(&now.against(&self.before(folder, &config, &settings)?), &mut out)
            }
        };
        let written = written.and_then(|()| out.flush());
        written.map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })?;
        Ok(ExitCode::SUCCESS)
    }

    /// A language without a folder is a slip of whoever asks, and no language that costs nothing.
    fn check_language(&self, languages: &[LanguageTag]) -> Result<(), CannotRun> {
        match &self.language {
            Some(wanted) if !languages.contains(wanted) => {
                let names: Vec<String> = languages.iter().map(ToString::to_string).collect();
                let there = names.join(", ");
                Err(CannotRun::Config(format!(
                    "--language {wanted}: there is no folder for it; there are {there}"
                )))
            }
            _ => Ok(()),
        }
    }

    fn before(&self, folder: &Path, config: &Config, settings: &Settings) -> Result<Bill, CannotRun> {
        let sources = crate::catalog::Sources::from_dirs(folder.join("templates"), folder.join("locales"))?;
        Ok(self.wanted(bill(&sources, config, settings).map_err(crate::files::LoadError::from)?))
    }

    fn wanted(&self, mut bill: Bill) -> Bill {
        let language = self.language.as_ref().map(ToString::to_string);
        bill.lines.retain(|line| {
            self.event.is_none_or(|event| event == line.event)
                && self.channel.is_none_or(|channel| channel == line.channel)
                && language.as_ref().is_none_or(|language| *language == line.language)
        });
        bill
    }

    fn show(&self, bill: &Bill, out: &mut impl Write) -> io::Result<()> {
        if self.json {
            return bill.lines.iter().try_for_each(|line| write_json(line, out));
        }
        if bill.lines.is_empty() {
            return writeln!(out, "no message is written for this choice");
        }
        writeln!(
            out,
            "{HEAD}{:<30} {:<9} {:<8} {:<18} {:<18}{END} what makes it dear",
            "event", "language", "channel", "typical", "worst"
        )?;
        let mut event = None;
        for line in &bill.lines {
            let name = if event == Some(line.event) { "" } else { line.event.as_str() };
            event = Some(line.event);
            let forced = line.forced_by.as_deref().unwrap_or_default();
            let text = format!(
                "{name:<30} {:<9} {:<8} {:<18} {:<18} {DIM}{forced}{END}",
                line.language,
                line.channel.as_str(),
                text_of(line.typical.as_ref()),
                text_of(line.worst.as_ref())
            );
            writeln!(out, "{}", text.trim_end())?;
        }
        show_total(bill, out)
    }

    fn show_changes(&self, changes: &[Change], out: &mut impl Write) -> io::Result<()> {
        if self.json {
            return changes.iter().try_for_each(|change| write_json(change, out));
        }
        if changes.is_empty() {
            return writeln!(out, "{GOOD}no message costs more or less than before{END}");
        }
        for change in changes {
            let Some(line) = change.after.as_ref().or(change.before.as_ref()) else { continue };
            writeln!(out, "{HEAD}{}{END} {} {}", line.event, line.language, line.channel)?;
            let of = |line: &Option<BillLine>, cost: fn(&BillLine) -> Option<&Cost>| {
                line.as_ref().and_then(cost).cloned()
            };
            for (what, cost) in [
                ("typical", (|line| line.typical.as_ref()) as fn(&BillLine) -> Option<&Cost>),
                ("worst", |line| line.worst.as_ref()),
            ] {
                show_change(what, of(&change.before, cost).as_ref(), of(&change.after, cost).as_ref(), out)?;
            }
            if let Some(forced) = change.after.as_ref().and_then(|line| line.forced_by.as_deref()) {
                writeln!(out, "  {DIM}{forced}{END}")?;
            }
        }
        Ok(())
    }
}

fn show_total(bill: &Bill, out: &mut impl Write) -> io::Result<()> {
    let segments =
        |cost: fn(&BillLine) -> Option<&Cost>| bill.lines.iter().filter_map(cost).map(Cost::segments).max();
    let typical = segments(|line| line.typical.as_ref()).unwrap_or(0);
    let worst = segments(|line| line.worst.as_ref()).unwrap_or(0);
    if worst == 0 {
        return Ok(());
    }
    let typical = counted(typical, "segment");
    writeln!(out, "{DIM}the dearest SMS: {typical} typically, {worst} at worst{END}")
}

fn show_change(
    what: &str,
    before: Option<&Cost>,
    after: Option<&Cost>,
    out: &mut impl Write,
) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    let (old, new) = (before.map_or(0, Cost::segments), after.map_or(0, Cost::segments));
    let (paint, how) = match new.cmp(&old) {
        std::cmp::Ordering::Greater if before.is_some() => (BAD, "  dearer"),
        std::cmp::Ordering::Less if after.is_some() => (GOOD, "  cheaper"),
        _ => (DIM, ""),
    };
    writeln!(out, "  {what:<8} {} → {paint}{}{how}{END}", text_of(before), text_of(after))
}

fn text_of(cost: Option<&Cost>) -> String {
    cost.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

fn write_json(value: &impl serde::Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
