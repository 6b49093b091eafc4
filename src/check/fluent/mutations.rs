//! Slips in the shipped locale files: each kind at every place, and how many of them are found.

use super::shipped::{calls, sources};
use super::{Expression, Kind, Piece, Role, Sentence};
use super::{Locales, check};
use crate::analysis::walk::MessageCall;
use crate::catalog::Sources;
use crate::check::diagnostic::Diagnostic;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// A slip: what it is, in which file, and the file's text with it.
struct Slip {
    kind: &'static str,
    file: String,
    at: usize,
    text: String,
}

fn english() -> LanguageTag {
    LanguageTag::parse("en").expect("a tag")
}

fn found(sources: &Sources, calls: &[MessageCall]) -> Vec<Diagnostic> {
    check(&Locales::read(sources), calls, &[], &english())
}

fn show(found: &[Diagnostic]) -> String {
    let lines = found.iter().map(|found| {
        format!("{}:{:?} [{}] {}", found.location.file, found.location.span, found.rule.code, found.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_shipped_tree_has_no_finding() {
    let sources = sources();
    let calls = calls(&sources);
    assert!(calls.len() > 100, "{} calls", calls.len());
    let found = found(&sources, &calls);
    assert!(found.is_empty(), "{}", show(&found));
}

/// About ten places of each kind; `TELLAL_LONG=1` tries them all.
#[test]
fn nearly_every_slip_is_found() {
    try_slips(if option_env!("TELLAL_LONG").is_some() { None } else { Some(10) });
}

/// Tries all slips of each kind, or about so many.
fn try_slips(some: Option<usize>) {
    let sources = sources();
    let calls = calls(&sources);
    let mut slips = Vec::new();
    let locales = Locales::read(&sources);
    for language in locales.languages() {
        for sentence in language.own_sentences() {
            in_sentence(&sources, &calls, &sentence, &mut slips);
            pasted(&sources, &locales, &sentence, &mut slips);
        }
    }
    let mut kinds: Vec<&str> = slips.iter().map(|slip| slip.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut report = String::new();
    let mut poor = false;
    for kind in kinds {
        let of_kind: Vec<&Slip> = slips.iter().filter(|slip| slip.kind == kind).collect();
        let step = some.map_or(1, |some| of_kind.len().div_ceil(some)).max(1);
        let tried: Vec<&&Slip> = of_kind.iter().step_by(step).collect();
        let missed: Vec<String> = tried
            .iter()
            .filter(|slip| {
                let changed = sources.clone().locale(slip.file.clone(), slip.text.clone());
                fluent_syntax::parser::parse(slip.text.as_str()).is_ok() && found(&changed, &calls).is_empty()
            })
            .map(|slip| format!("    locales/{}:{}", slip.file, crate::l10n::place_of(&slip.text, slip.at).0))
            .collect();
        poor |= missed.len() > tried.len() / 50 + usize::from(some.is_some());
        report += &format!("{kind}: {}/{} found\n", tried.len() - missed.len(), tried.len());
        report += &missed.iter().take(12).map(|line| format!("{line}\n")).collect::<String>();
    }
    println!("{report}");
    assert!(!poor, "{report}");
}

/// All slips that can be made in a sentence.
fn in_sentence(sources: &Sources, calls: &[MessageCall], sentence: &Sentence<'_>, slips: &mut Vec<Slip>) {
    let file = sentence.entry.file.trim_start_matches("locales/").to_owned();
    let text = sources.locales()[&file].clone();
    let mut slip = |kind, start: usize, end: usize, instead: &str| {
        let text = format!("{}{instead}{}", &text[..start], &text[end..]);
        slips.push(Slip { kind, file: file.clone(), at: start, text });
    };
    let id = sentence.id();
    // How a currency is written is each language's own affair.
    if !id.starts_with("money-") {
        let name = sentence.place().span;
        let middle = name.start + name.len() / 2;
        match sentence.attribute {
            None => {
                slip("a letter of an id", middle, middle + 1, "");
                let end = end_of_entry(&text, name.start);
                slip("a whole message", name.start, end, "");
            }
            Some(_) => {
                slip("a letter of an attribute", middle, middle + 1, "");
                let start = line_start(&text, name.start);
                slip("a whole attribute", start, end_of_attribute(&text, name.end), "");
            }
        }
    }
    for used in sentence.pattern.uses() {
        in_expression(used.expression, used.role, &text, &mut slip);
    }
    for select in sentence.pattern.selects() {
        for variant in &select.variants {
            let (start, end) =
                (line_start(&text, variant.span.start), line_end(&text, variant.value.span.end));
            if variant.default && variant.key == "other" {
                slip("a letter of a star's key", variant.span.start, variant.span.start + 1, "");
            } else if !variant.default {
                slip("a variant", start, end, "");
                if !variant.exact {
                    slip("a letter of a key", variant.span.start, variant.span.start + 1, "");
                }
            }
        }
    }
    let Some(Piece::Text(first)) =
        sentence.pattern.pieces.iter().find(|piece| matches!(piece, Piece::Text(_)))
    else {
        return;
    };
    let end = first.span.start + first.value.trim_end().len();
    let by_sms = calls.iter().any(|call| call.channel == Channel::Sms && call.id.as_ref() == Some(&id));
    if by_sms && end > first.span.start {
        slip("a curly apostrophe in an SMS", end, end, "’");
        slip("a lira sign in an SMS", end, end, "₺");
        slip("an emoji in an SMS", end, end, "🎉");
    }
    slip("a reference to nothing", end, end, "{ nothing-here }");
    slip("a term that is gone", end, end, "{ -club }");
    slip("a reference to itself", end, end, &format!("{{ {id} }}"));
}

/// The English text in place of its translation.
fn pasted(sources: &Sources, locales: &Locales, sentence: &Sentence<'_>, slips: &mut Vec<Slip>) {
    let file = sentence.entry.file.trim_start_matches("locales/").to_owned();
    let text = &sources.locales()[&file];
    let Some(original) = locales.language(&english()).and_then(|language| language.sentence(&sentence.id()))
    else {
        return;
    };
    let (theirs, own) = (source(sources, &original), source(sources, sentence));
    // The names of carriers are right in any language.
    let is_name = sentence.entry.id.starts_with("carrier-") && sentence.entry.id != "carrier-other";
    if original.entry.file != sentence.entry.file && theirs != own && !is_name {
        let (start, end) = whole(text, sentence);
        let text = format!("{}{theirs}{}", &text[..start], &text[end..]);
        slips.push(Slip { kind: "the English text", file, at: start, text });
    }
}

fn in_expression(
    expression: &Expression,
    role: Role,
    text: &str,
    slip: &mut impl FnMut(&'static str, usize, usize, &str),
) {
    let Kind::Variable(name) = &expression.kind else { return };
    let span = &expression.span;
    let middle = span.start + 1 + name.len() / 2;
    slip("a letter of a value", middle, middle + 1, "");
    if role == Role::Selected {
        return;
    }
    let other = if name == "product" { "$number" } else { "$product" };
    slip("a value of another event", span.start, span.end, other);
    let open = text[..span.start].rfind('{').expect("a value stands in braces");
    let close = span.end + text[span.end..].find('}').expect("a value stands in braces") + 1;
    // A value that is printed in two variants is only gone when it is gone from both.
    if text[open..close].len() < name.len() + 8 && !name.ends_with("_count") && name != "count" {
        slip("a function that is not there", span.start, span.end, &format!("MONY({})", &text[span.clone()]));
        slip("a wrong function", span.start, span.end, &format!("{}(${name})", wrong_function(name)));
    }
}

fn wrong_function(name: &str) -> &'static str {
    match name {
        "total" | "refund" => "NUMBER",
        _ => "MONEY",
    }
}

fn source(sources: &Sources, sentence: &Sentence<'_>) -> String {
    let text = &sources.locales()[sentence.entry.file.trim_start_matches("locales/")];
    let (start, end) = whole(text, sentence);
    text[start..end].to_owned()
}

/// What stands behind `=`, to the end of the sentence.
fn whole(text: &str, sentence: &Sentence<'_>) -> (usize, usize) {
    let name = sentence.place().span;
    let start = name.end + text[name.end..].find('=').expect("an equals sign") + 1;
    let end = match sentence.attribute {
        Some(_) => end_of_attribute(text, name.end),
        None => {
            let end = end_of_entry(text, name.start);
            text[start..end].find("\n    .").map_or(end, |at| start + at + 1)
        }
    };
    (start, start + text[start..end].trim_end().len())
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1)
}

/// Where the next entry or comment begins.
fn end_of_entry(text: &str, at: usize) -> usize {
    let mut end = line_end(text, at);
    while end < text.len() && text[end..].starts_with([' ', '}', '\n']) {
        end = line_end(text, end);
    }
    end
}

fn end_of_attribute(text: &str, at: usize) -> usize {
    let mut end = line_end(text, at);
    while end < text.len() && text[end..].starts_with("     ") | text[end..].starts_with("    }") {
        end = line_end(text, end);
    }
    end
}

#[test]
fn slips_of_a_template_are_found() {
    let sources = sources();
    let calls = calls(&sources);
    for at in 0..calls.len() {
        let id = calls[at].id.clone().expect("an id");
        let mut misspelt = calls.clone();
        misspelt[at].id = Some(format!("{}{}", &id[..id.len() / 2], &id[id.len() / 2 + 1..]));
        if at % 5 == 0 {
            assert!(!found(&sources, &misspelt).is_empty(), "{id}");
        }
        if !calls[at].arguments.is_empty() {
            let mut without = calls.clone();
            without[at].arguments.clear();
            assert!(!found(&sources, &without).is_empty(), "{id} without what it is passed");
        }
    }
}
