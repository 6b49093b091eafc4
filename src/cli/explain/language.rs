//! `tellal explain language TAG`: which language serves a receiver who asks for it.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the locales folder is listed")]

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::super::paint::{BAD, DIM, END, GOOD, HEAD};
use super::answer_lines;
use crate::l10n::{LanguageTag, negotiate};

/// Say which language serves a receiver who asks for one
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal explain language tr_CY --available tr,en
  echo '{\"requested\":\"zh-TW\",\"available\":[\"zh-Hans\"]}' | tellal explain language --jsonl")]
pub(super) struct Arguments {
    /// The language code, as the shop stores it
    #[arg(value_name = "TAG", required_unless_present = "jsonl")]
    requested: Option<String>,
    /// Languages that exist [default: those of the locales folder]
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    available: Vec<String>,
    /// Folder of locales
    #[arg(long, value_name = "DIR", default_value = "locales")]
    locales: PathBuf,
    /// Answer {"requested","available"} objects from standard input, a line each
    #[arg(long)]
    jsonl: bool,
}

#[derive(Debug, Deserialize)]
struct Question {
    requested: Option<String>,
    #[serde(default)]
    available: Vec<String>,
}

/// Which language is used, and what was looked for, in order.
#[derive(Debug, Serialize)]
struct Answer {
    used: Option<String>,
    chain: Vec<String>,
}

impl Answer {
    fn of(requested: &str, available: &[String]) -> Self {
        let tags: Vec<LanguageTag> = available.iter().filter_map(|text| LanguageTag::parse(text)).collect();
        let Some(requested) = LanguageTag::parse(requested) else {
            return Self { used: None, chain: Vec::new() };
        };
        // What is answered is the caller's own spelling of the language.
        let used = negotiate(&requested, &tags).and_then(|used| {
            available.iter().find(|text| LanguageTag::parse(text).as_ref() == Some(used)).cloned()
        });
        Self { used, chain: requested.fallbacks().iter().map(ToString::to_string).collect() }
    }
}

/// The languages that there are folders for.
fn folders(locales: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(locales)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && LanguageTag::parse(&name).is_some() {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

impl Arguments {
    pub(super) fn run(&self) -> io::Result<bool> {
        let Some(requested) = self.requested.as_deref().filter(|_| !self.jsonl) else {
            return answer_lines(|question: Question| {
                Answer::of(question.requested.as_deref().unwrap_or_default(), &question.available)
            });
        };
        let available =
            if self.available.is_empty() { folders(&self.locales)? } else { self.available.clone() };
        let answer = Answer::of(requested, &available);
        let mut out = anstream::stdout().lock();
        match &answer.used {
            Some(used) => writeln!(out, "{GOOD}{used}{END} serves {HEAD}{requested}{END}")?,
            None if answer.chain.is_empty() => {
                writeln!(
                    out,
                    "{BAD}no language code{END}: `{requested}`; expected one such as tr, tr-CY or sr-Latn"
                )?;
            }
            None => writeln!(
                out,
                "{BAD}none{END} of {} serves {requested}; the next language is tried: the order's, the site's, the engine's",
                available.join(", ")
            )?,
        }
        if !answer.chain.is_empty() {
            writeln!(out, "  {DIM}looked for{END}  {}", answer.chain.join(", then "))?;
        }
        Ok(answer.used.is_some())
    }
}
