//! `tellal explain sms TEXT`: what a text costs, which characters make it dear, and what to write instead.

use std::io::{self, Read, Write};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::super::paint::{DIM, END, GOOD, HEAD, WARN};
use super::answer_lines;
use crate::message::sms::{Encoding, Segmentation, forced, is_gsm7, plain_form, plain_text};

/// Say what a text costs as an SMS, and which characters make it dear
///
/// The text is counted exactly as given. When it is sent, tellal writes it for the wire first, as
/// `tellal render` shows.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal explain sms 'Your order’s on its way'
  tellal explain sms --language tr 'Siparişiniz yola çıktı'    also with plain letters
  tellal explain sms - < text.txt
  echo '{\"text\":\"Işık\"}' | tellal explain sms --jsonl")]
pub(super) struct Arguments {
    /// The text; `-` reads it from standard input
    #[arg(value_name = "TEXT", required_unless_present = "jsonl", allow_hyphen_values = true)]
    text: Option<String>,
    /// Also show the text with the plain letters of this language
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Encodings that the provider can carry
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "gsm7,ucs2", value_parser = parse_encoding)]
    encodings: Vec<Encoding>,
    /// Answer {"text"} objects from standard input, a line each
    #[arg(long)]
    jsonl: bool,
}

fn parse_encoding(text: &str) -> Result<Encoding, String> {
    let all = [Encoding::Gsm7, Encoding::Gsm7Turkish, Encoding::Ucs2];
    all.into_iter()
        .find(|encoding| encoding.as_str() == text)
        .ok_or_else(|| "expected gsm7, gsm7-tr or ucs2".to_owned())
}

#[derive(Debug, Deserialize)]
struct Question {
    text: String,
}

/// What a text costs.
#[derive(Debug, Serialize)]
struct Answer {
    encoding: Encoding,
    units: usize,
    segments: usize,
    seg_units: Vec<usize>,
    forced: Vec<char>,
}

impl Answer {
    fn of(text: &str, encodings: &[Encoding]) -> Self {
        let cut = Segmentation::cheapest(text, encodings);
        Self {
            encoding: cut.encoding,
            units: cut.units(),
            segments: cut.segments(),
            seg_units: cut.segment_units,
            forced: forced(text),
        }
    }

    /// For people.
    fn cost(&self) -> String {
        let plural = if self.segments == 1 { "" } else { "s" };
        format!("{} segment{plural}, {} units of {}", self.segments, self.units, self.encoding.as_str())
    }
}

impl Arguments {
    pub(super) fn run(&self) -> io::Result<bool> {
        let Some(text) = self.text.as_deref().filter(|_| !self.jsonl) else {
            return answer_lines(|question: Question| Answer::of(&question.text, &self.encodings));
        };
        let mut read = String::new();
        let text = if text == "-" {
            io::stdin().read_to_string(&mut read)?;
            read.trim_end_matches('\n')
        } else {
            text
        };
        self.show(text, &mut anstream::stdout().lock())?;
        Ok(true)
    }

    fn show(&self, text: &str, out: &mut impl Write) -> io::Result<()> {
        let answer = Answer::of(text, &self.encodings);
        writeln!(out, "{HEAD}{}{END}", answer.cost())?;
        if answer.segments > 1 {
            let units: Vec<String> = answer.seg_units.iter().map(ToString::to_string).collect();
            writeln!(out, "  {DIM}units of each segment{END}  {}", units.join(" + "))?;
        }
        let language = self.language.as_deref().unwrap_or_default();
        show_forced(text, language, answer.encoding, out)?;
        self.show_plain(text, language, out)
    }

    /// The same text written plainly, as a configuration may ask for it.
    fn show_plain(&self, text: &str, language: &str, out: &mut impl Write) -> io::Result<()> {
        let plain = plain_text(text, self.language.as_deref());
        if plain == text {
            return Ok(());
        }
        let what = if language.is_empty() { "with plain punctuation" } else { "with plain letters" };
        let cost = Answer::of(&plain, &self.encodings).cost();
        writeln!(out, "{GOOD}{what}{END}  {cost}")?;
        for line in plain.lines() {
            writeln!(out, "  {line}")?;
        }
        if language.is_empty() {
            return writeln!(out, "  {DIM}sent so by itself where that saves a segment{END}");
        }
        let note = format!("sent so where that saves a segment, if [sms] transliterate lists \"{language}\"");
        writeln!(out, "  {DIM}{note}{END}")
    }
}

/// Each character outside GSM-7 once, with its first place and what to write instead.
fn show_forced(text: &str, language: &str, encoding: Encoding, out: &mut impl Write) -> io::Result<()> {
    let costly = forced(text);
    if costly.is_empty() {
        return Ok(());
    }
    let price = match encoding {
        Encoding::Ucs2 => "so a segment holds 70 characters instead of 160",
        Encoding::Gsm7 | Encoding::Gsm7Turkish => {
            "so each takes two septets, and a segment holds 155 instead of 160"
        }
    };
    writeln!(out, "  {WARN}outside GSM-7{END}, {price}:")?;
    for char in costly {
        let place = text.chars().position(|there| there == char).unwrap_or(0) + 1;
        let instead = plain_form(char, language).filter(|plain| plain.chars().all(is_gsm7));
        let instead = instead.map_or_else(String::new, |plain| format!("; write {plain:?} instead"));
        writeln!(out, "    {char}  U+{:04X} at character {place}{instead}", char as u32)?;
    }
    Ok(())
}
