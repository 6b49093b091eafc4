//! `tellal explain phone NUMBER`: whether a message can be sent to it, and what had to be repaired.

use std::io::{self, Write};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::super::paint::{BAD, DIM, END, GOOD, HEAD};
use super::answer_lines;
use crate::recipient::phone::{Phone, Repair};

/// Say whether a message can be sent to a number, and as what it is read
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal explain phone '0555 123 45 67' --region TR
  echo '{\"input\":\"0555 123 45 67\",\"region\":\"TR\"}' | tellal explain phone --jsonl")]
pub(super) struct Arguments {
    /// The number, as the shop stores it
    #[arg(value_name = "NUMBER", required_unless_present = "jsonl", allow_hyphen_values = true)]
    number: Option<String>,
    /// Country of numbers without a country code (ISO 3166-1, such as TR)
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Answer {"input","region"} objects from standard input, a line each
    #[arg(long)]
    jsonl: bool,
}

#[derive(Debug, Deserialize)]
struct Question {
    input: String,
    #[serde(default)]
    region: Option<String>,
}

/// Why a number is taken as it is.
#[derive(Debug, Serialize)]
struct Answer {
    valid: bool,
    e164: Option<String>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    repairs: Vec<Repair>,
    code: Option<&'static str>,
    #[serde(skip)]
    reason: String,
}

impl Answer {
    fn of(input: &str, region: Option<&str>) -> Self {
        match Phone::parse(input, region) {
            Ok(phone) => Self {
                valid: true,
                e164: Some(phone.e164().to_owned()),
                kind: Some(phone.kind()),
                repairs: phone.repairs().to_vec(),
                code: None,
                reason: String::new(),
            },
            Err(error) => Self {
                valid: false,
                e164: None,
                kind: None,
                repairs: Vec::new(),
                code: Some(error.code()),
                reason: error.to_string(),
            },
        }
    }
}

impl Arguments {
    pub(super) fn run(&self) -> io::Result<bool> {
        let Some(number) = self.number.as_deref().filter(|_| !self.jsonl) else {
            return answer_lines(|question: Question| {
                let region = question.region.as_deref().or(self.region.as_deref());
                Answer::of(&question.input, region)
            });
        };
        let answer = Answer::of(number, self.region.as_deref());
        let mut out = anstream::stdout().lock();
        match (&answer.e164, answer.code) {
            (Some(e164), _) => {
                writeln!(out, "{GOOD}can be written to{END}  {HEAD}{e164}{END}")?;
                writeln!(out, "  {DIM}type{END}    {}", answer.kind.unwrap_or_default())?;
            }
            (None, code) => {
                let code = code.unwrap_or_default();
                writeln!(out, "{BAD}cannot be written to{END}  {} {DIM}[{code}]{END}", answer.reason)?;
                if code == "phone_no_region" {
                    writeln!(
                        out,
                        "  {GOOD}help:{END} name the country with --region and its two-letter code, such as TR; or write the number with its + and country code"
                    )?;
                }
            }
        }
        for repair in &answer.repairs {
            writeln!(out, "  {DIM}repair{END}  {}", repair.phrase())?;
        }
        Ok(answer.valid)
    }
}
