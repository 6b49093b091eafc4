//! `tellal vars EVENT`: what a template of an event can use.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::CannotRun;
use super::load::Places;
use super::paint::{DIM, END, HEAD, WARN};
use super::parse::parse_event;
use crate::engine::Preview;
use crate::event::{EventKind, EventPath, Notification, Shape};
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;
use crate::render::FACTS;

/// List what a template of an event can use, with an example of each
///
/// Names marked `?` may be missing in an event: guard them with {% if … %}.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal vars order_delivered               everything, with examples
  tellal vars order_delivered --language tr examples as Turkish writes them
  tellal vars product_alert --json          for programs")]
pub(super) struct Arguments {
    /// The event, such as `order_delivered`
    #[arg(value_name = "EVENT", value_parser = parse_event)]
    event: EventKind,
    /// Write the examples in this language
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// Print JSON, a line for each variable
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    places: Places,
}

/// One name that a template can use.
struct Variable {
    name: String,
    optional: bool,
    kind: &'static str,
    about: String,
    example: Option<String>,
    /// The values that the contract names, with their labels.
    values: &'static [(&'static str, &'static str)],
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let engine = self.places.engine()?;
        let language = LanguageTag::parse(&self.language).ok_or_else(|| {
            CannotRun::Config(format!("--language: `{}` is no language tag", self.language))
        })?;
        let example = Notification::parse(self.event.example().as_bytes())
            .map_err(|error| CannotRun::Config(format!("the example of {}: {error}", self.event)))?;
        let preview = Preview { language: Some(language), channel: Some(Channel::Email) };
        let ready = engine.ready(&example, &preview).map_err(|error| CannotRun::Config(error.to_string()))?;
        let facts =
            FACTS.iter().filter(|fact| fact.on.contains(&self.event.payload())).map(|fact| Variable {
                name: fact.name.to_owned(),
                optional: !fact.always,
                kind: "",
                about: fact.about.to_owned(),
                example: ready.get(fact.name).cloned(),
                values: &[],
            });
        let facts: Vec<Variable> = facts.collect();
        let fields = self.fields(&example);
        let mut out = anstream::stdout().lock();
        let written = if self.json {
            write_json(&facts, &fields, &mut out)
        } else {
            Self::write(&facts, &fields, &mut out)
        };
        written.map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })?;
        Ok(ExitCode::SUCCESS)
    }

    /// The event's own fields, with the example's values.
    fn fields(&self, example: &Notification) -> Vec<Variable> {
        let of_path = |path: EventPath| {
            let json = path.find(example.json()).filter(|json| !json.is_object() && !json.is_array());
            Variable {
                optional: path.optional,
                kind: if *path.shape == Shape::Text { path.format.describe() } else { path.shape.describe() },
                about: path.about.to_owned(),
                example: json.filter(|json| !json.is_null()).map(Value::to_string),
                values: path.values,
                name: path.name,
            }
        };
        self.event.paths().into_iter().map(of_path).collect()
    }

    fn write(facts: &[Variable], fields: &[Variable], out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "{HEAD}Ready for every message{END} {DIM}($name in locales, ready.name in templates){END}"
        )?;
        for fact in facts {
            write_variable("$", fact, out)?;
        }
        writeln!(out)?;
        writeln!(out, "{HEAD}Variables of templates{END} {DIM}(the event's own fields){END}")?;
        for field in fields {
            write_variable("", field, out)?;
        }
        writeln!(out)?;
        writeln!(
            out,
            "Also: event, from, to, site_domain, site.name, site.url and what the configuration says of the"
        )?;
        writeln!(
            out,
            "site, language, direction, channel. `?` marks what may be missing: guard it with {{% if … %}}."
        )?;
        writeln!(
            out,
            "Filters: money, number, percent, date, time, datetime, phone, shorten, url; see templates/README.md."
        )
    }
}

/// Names in a column as wide as most of them are.
fn write_variable(sigil: &str, variable: &Variable, out: &mut impl Write) -> io::Result<()> {
    let Variable { name, optional, about, example, values, .. } = variable;
    let (mark, width) = (if *optional { "?" } else { "" }, if sigil.is_empty() { 40 } else { 18 });
    let padding = " ".repeat(width - (sigil.len() + name.len() + mark.len()).min(width));
    let example = example.as_deref().map_or_else(String::new, |example| format!("{DIM}{example}{END}"));
    let line = format!("  {sigil}{name}{WARN}{mark}{END}{padding} {about:<36} {example}");
    writeln!(out, "{}", line.trim_end())?;
    write_values(values, out)
}

/// The values that a template may ask for, each with what it means.
fn write_values(values: &[(&str, &str)], out: &mut impl Write) -> io::Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let known: Vec<String> = values
        .iter()
        .map(|(value, label)| {
            let is_plain = value.eq_ignore_ascii_case(label);
            // A value and its label stay on one line.
            if is_plain { (*value).to_owned() } else { format!("{value} ({label})").replace(' ', "\u{a0}") }
        })
        .collect();
    let options = textwrap::Options::new(110).initial_indent("      ").subsequent_indent("      ");
    let text = textwrap::fill(&format!("known: {}", known.join(", ")), options).replace('\u{a0}', " ");
    writeln!(out, "{DIM}{text}{END}")
}

fn write_json(facts: &[Variable], fields: &[Variable], out: &mut impl Write) -> io::Result<()> {
    let ready = facts.iter().map(|variable| ("ready", variable));
    let own = fields.iter().map(|variable| ("event", variable));
    for (group, Variable { name, optional, kind, about, example, values }) in ready.chain(own) {
        let values: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
        let line = json!({ "group": group, "name": name, "optional": optional, "type": kind, "about": about, "example": example, "values": values });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
