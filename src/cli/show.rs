//! An outcome for people: what would be sent, to whom, on which channel and why, and what it costs.

use std::io::{self, Write};

use super::paint::{BAD, DIM, END, GOOD, HEAD, WARN};
use crate::message::{Body, Message, Receipt, Sms};
use crate::outcome::{Outcome, OutcomeError};
use crate::recipient::channel::{Decision, Denial, Verdict};

pub(super) fn outcome(outcome: &Outcome, name: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    if let Some(name) = name {
        writeln!(out, "{HEAD}{name}{END}")?;
    }
    match outcome {
        Outcome::Message(message) => show_message(message, out)?,
        Outcome::Suppressed(suppressed) => {
            writeln!(out, "{WARN}suppressed{END}  {}: nobody is written to", suppressed.event)?;
            show_channels(&suppressed.receipt, out)?;
        }
        Outcome::Error(error) => show_error(error, out)?,
    }
    if name.is_some() { writeln!(out) } else { Ok(()) }
}

fn show_message(message: &Message, out: &mut impl Write) -> io::Result<()> {
    let to = message.to.as_deref().unwrap_or("(no address that works)");
    writeln!(
        out,
        "{GOOD}{}{END}  {} to {HEAD}{to}{END} from {}, in {}",
        message.channel, message.event, message.from, message.language
    )?;
    writeln!(out)?;
    match &message.body {
        Body::Sms(sms) => show_text(&sms.text, out)?,
        Body::Whatsapp(whatsapp) => show_text(&whatsapp.text, out)?,
        Body::Email(email) => {
            writeln!(out, "  {DIM}Subject:{END} {}", email.subject)?;
            writeln!(out)?;
            show_text(&email.text, out)?;
        }
    }
    writeln!(out)?;
    match &message.body {
        Body::Sms(sms) => show_cost(sms, message.receipt.money_labels, out)?,
        Body::Whatsapp(whatsapp) => {
            writeln!(out, "  {DIM}length{END}    {} of 1024 characters", whatsapp.text.chars().count())?;
        }
        Body::Email(email) => {
            let characters = email.subject.chars().count();
            writeln!(
                out,
                "  {DIM}length{END}    subject {characters} characters, HTML {} KB",
                email.html.len().div_ceil(1024)
            )?;
        }
    }
    show_language(&message.receipt, out)?;
    show_channels(&message.receipt, out)?;
    if let Some(template) = &message.receipt.template {
        writeln!(out, "  {DIM}template{END}  templates/{template}")?;
    }
    Ok(())
}

fn show_text(text: &str, out: &mut impl Write) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{}", format!("  {line}").trim_end()))
}

fn show_cost(sms: &Sms, labels: bool, out: &mut impl Write) -> io::Result<()> {
    let plural = if sms.segments == 1 { "" } else { "s" };
    writeln!(
        out,
        "  {DIM}cost{END}      {HEAD}{} segment{plural}{END}, {} units of {}",
        sms.segments,
        sms.units,
        sms.encoding.as_str()
    )?;
    if !sms.forced.is_empty() {
        let forced: Vec<String> = sms.forced.iter().map(ToString::to_string).collect();
        writeln!(out, "            outside GSM-7: {}", forced.join(" "))?;
    }
    if !sms.replaced.is_empty() {
        let pairs: Vec<String> =
            sms.replaced.iter().map(|pair| format!("{} → {}", pair.from, pair.to)).collect();
        writeln!(out, "            written plainly to save a segment: {}", pairs.join(", "))?;
    }
    if labels {
        writeln!(out, "            currency named by a label that GSM-7 has")?;
    }
    Ok(())
}

fn show_language(receipt: &Receipt, out: &mut impl Write) -> io::Result<()> {
    let asked = if receipt.language.requested.is_empty() {
        "none asked for".to_owned()
    } else {
        format!("asked for {}", receipt.language.requested.join(", "))
    };
    let used = receipt.language.used.as_ref().map_or_else(String::new, ToString::to_string);
    let source = receipt.language.source.map_or("", |source| source.phrase());
    writeln!(out, "  {DIM}language{END}  {used} ({asked}{source})")?;
    for skip in &receipt.language.skipped {
        writeln!(out, "            {WARN}not {}{END}: it lacks {}", skip.language, skip.missing)?;
    }
    Ok(())
}

fn show_channels(receipt: &Receipt, out: &mut impl Write) -> io::Result<()> {
    for (index, verdict) in receipt.channels.iter().enumerate() {
        let label = if index == 0 { "channel " } else { "        " };
        writeln!(out, "  {DIM}{label}{END}  {} {}", verdict.channel, why(verdict))?;
    }
    for repair in &receipt.phone_repairs {
        writeln!(out, "  {DIM}phone{END}     {}", repair.phrase())?;
    }
    for path in &receipt.ignored {
        writeln!(out, "  {WARN}ignored{END}   {path}: not of the type that the contract says")?;
    }
    Ok(())
}

fn why(verdict: &Verdict) -> String {
    let detail = verdict.detail.unwrap_or_default();
    match (verdict.verdict, verdict.reason) {
        (Decision::Chosen, _) => "chosen".to_owned(),
        (Decision::Forced, _) => "forced: consent and address were not looked at".to_owned(),
        (Decision::Denied, Some(Denial::Consent)) => format!("denied: no consent (flag is {detail})"),
        (Decision::Denied, Some(Denial::Guest)) if detail == "marketing" => {
            "denied: a guest gets no marketing".to_owned()
        }
        (Decision::Denied, Some(Denial::Guest)) => "denied: guests are not reached this way".to_owned(),
        (Decision::Denied, Some(Denial::Address)) => format!("denied: no address that works ({detail})"),
        (Decision::Denied, Some(Denial::Template)) => "denied: there is no template".to_owned(),
        (Decision::Denied, Some(Denial::Language)) => {
            "denied: there are no locales for any language asked for or configured".to_owned()
        }
        (Decision::Denied, Some(Denial::OptOut)) => "denied: the receiver has opted out".to_owned(),
        (Decision::Denied, Some(Denial::Tried)) => "denied: it was tried and failed for good".to_owned(),
        (Decision::Denied, None) => "denied".to_owned(),
    }
}

fn show_error(error: &OutcomeError, out: &mut impl Write) -> io::Result<()> {
    let event = error.event.as_deref().unwrap_or("event");
    if error.faults.len() <= 1 {
        return writeln!(out, "{BAD}error{END}  {event}: {} {DIM}[{}]{END}", error.message, error.code);
    }
    writeln!(out, "{BAD}error{END}  {event}: {} faults {DIM}[{}]{END}", error.faults.len(), error.code)?;
    error.faults.iter().try_for_each(|fault| writeln!(out, "  {fault} {DIM}[{}]{END}", fault.code.as_str()))
}
