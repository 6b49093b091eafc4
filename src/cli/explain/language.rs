//! `tellal explain language TAG`: which language serves a receiver who asks for it.

use std::io::{self, Write};

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
    /// Languages that exist
    #[arg(long, value_name = "TAGS", value_delimiter = ',', default_value = "en,tr,ar,de,pl,ru")]
    available: Vec<String>,
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

impl Arguments {
    pub(super) fn run(&self) -> io::Result<bool> {
        let Some(requested) = self.requested.as_deref().filter(|_| !self.jsonl) else {
            return answer_lines(|question: Question| {
                Answer::of(question.requested.as_deref().unwrap_or_default(), &question.available)
            });
        };
        let answer = Answer::of(requested, &self.available);
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
                "{BAD}none{END} of {} serves {requested}: another script or a neighbouring language never does",
                self.available.join(", ")
            )?,
        }
        if !answer.chain.is_empty() {
            writeln!(out, "  {DIM}looked for{END}  {}", answer.chain.join(", then "))?;
        }
        Ok(answer.used.is_some())
    }
}
