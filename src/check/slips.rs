//! Slips of the pen in the shipped tree: each kind in several places, and how many of them are found.
//!
//! `TELLAL_LONG=1` tries every place instead of a few of each kind.

use std::collections::BTreeMap;

use regex::Regex;

use super::config::Settings;
use super::model::Model;
use super::{read, try_out};
use crate::catalog::Sources;
use crate::config::Config;
use crate::engine::Engine;

/// Places of each kind that are tried.
const PLACES: usize = 5;

/// A change of one file.
struct Slip {
    kind: &'static str,
    file: String,
    text: String,
    what: String,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern written here")
}

/// Files by their whole name.
fn files() -> BTreeMap<String, String> {
    let sources = shipped();
    let templates =
        sources.templates().iter().map(|(path, text)| (format!("templates/{path}"), text.to_string()));
    let locales = sources.locales().iter().map(|(path, text)| (format!("locales/{path}"), text.to_string()));
    templates.chain(locales).collect()
}

fn shipped() -> Sources {
    Sources::from_dirs("templates", "locales").expect("the shipped tree")
}

/// What is told of the shipped tree with one file changed.
fn found(file: &str, text: &str) -> Vec<String> {
    let sources = match file.split_once('/') {
        Some(("templates", path)) => shipped().template(path, text),
        _ => shipped().locale(file.trim_start_matches("locales/"), text),
    };
    let (config, settings) = (Config::default(), Settings::default());
    let engine = Engine::new(&sources, config.clone());
    let faults = engine.as_ref().err().map_or(&[][..], |error| &error.faults);
    let model = Model::new(&sources, &config, faults);
    let mut found = read(&model, faults, &settings);
    // Writing messages takes longer, and is done where reading tells nothing.
    if let (Ok(engine), true) = (&engine, found.is_empty()) {
        found.extend(try_out(&model, engine, &[], &settings));
    }
    found.iter().map(|found| format!("{}: {}", found.rule.code, found.message)).collect()
}

/// Slips that put something else in the place of the first group of a pattern.
fn replaced(
    kind: &'static str,
    files: &BTreeMap<String, String>,
    of: impl Fn(&str) -> bool,
    regex: &str,
    change: impl Fn(&str) -> String,
) -> Vec<Slip> {
    let regex = pattern(regex);
    let mut slips = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| of(file)) {
        let comments: Vec<_> = pattern(r"(?s)\{#.*?#\}").find_iter(text).map(|found| found.range()).collect();
        for found in regex.captures_iter(text) {
            let Some(group) = found.get(1) else { continue };
            let in_comment = comments.iter().any(|comment| comment.contains(&group.start()));
            let new = change(group.as_str());
            if in_comment || new == group.as_str() {
                continue;
            }
            let changed = format!("{}{new}{}", &text[..group.start()], &text[group.end()..]);
            let line = text[..group.start()].matches('\n').count() + 1;
            let what = format!("line {line}: {:?} -> {new:?}", group.as_str());
            slips.push(Slip { kind, file: file.clone(), text: changed, what });
        }
    }
    slips
}

/// A word without one of its letters, of which it has another one left on each side where it can.
fn drop_letter(word: &str) -> String {
    let middle = word.len() / 2;
    let mut word = word.to_owned();
    if word.is_char_boundary(middle) && word.is_char_boundary(middle + 1) {
        word.remove(middle);
    }
    word
}

/// Takes `{% if … %}` and its `{% endif %}` away where there is no `else`.
fn without_guard(text: &str) -> Vec<(String, String)> {
    let tag = pattern(r"\{%-?\s*(if|elif|else|endif)\b([^%]*?)-?%\}");
    let mut open: Vec<(std::ops::Range<usize>, String, bool)> = Vec::new();
    let mut changed = Vec::new();
    for found in tag.captures_iter(text) {
        let whole = found.get(0).map_or(0..0, |whole| whole.range());
        match &found[1] {
            "if" => open.push((whole, found[2].trim().to_owned(), true)),
            "endif" => {
                let Some((start, condition, plain)) = open.pop() else { continue };
                let is_guard = pattern(r"^[a-z_.?]+( and [a-z_.?]+)*$").is_match(&condition);
                if plain && is_guard {
                    let body = &text[start.end..whole.start];
                    changed
                        .push((format!("{}{body}{}", &text[..start.start], &text[whole.end..]), condition));
                }
            }
            _ => {
                if let Some(last) = open.last_mut() {
                    last.2 = false;
                }
            }
        }
    }
    changed
}

fn guards(files: &BTreeMap<String, String>) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file.starts_with("templates/")) {
        for (changed, condition) in without_guard(text) {
            slips.push(Slip { kind: "delete a guard", file: file.clone(), text: changed, what: condition });
        }
    }
    slips
}

fn in_templates(files: &BTreeMap<String, String>) -> Vec<Slip> {
    let template = |file: &str| file.starts_with("templates/");
    let html = |file: &str| template(file) && file.contains(".html");
    let nothing = |_: &str| String::new();
    let dropped = drop_letter;
    let mut slips = guards(files);
    let mut add = |kind, of: &dyn Fn(&str) -> bool, regex: &str, change: &dyn Fn(&str) -> String| {
        slips.extend(replaced(kind, files, of, regex, change));
    };
    add(
        "drop a letter from a field",
        &template,
        r"(?:order|ready|item|product|site|picture|loop)\??\.(\w{4,})",
        &dropped,
    );
    add("drop a letter from a deeper field", &template, r"(?:order|item)\.\w+\.(\w{4,})", &dropped);
    add(
        "drop a letter from a root",
        &template,
        r"[{(%\s=](order|ready|order_items|product|cancellation_type|direction|site)[.\s})]",
        &dropped,
    );
    add("drop a letter from a message id", &template, r#"t\(id="([\w-]{4,})"#, &dropped);
    add("drop a letter from an attribute", &template, r#"t\(id="[\w-]+\.([\w-]{4,})"#, &dropped);
    add("drop a letter from an argument", &template, r#"t\(id="[\w-]+", (\w+)="#, &dropped);
    add("drop a letter from an option", &template, r"\((currency|length)=", &dropped);
    add(
        "drop a letter from a component's option",
        &html,
        r"\{\{ <\w+ (label|text|title|name|href)=",
        &dropped,
    );
    add("drop a letter from a filter", &template, r"\| (money|shorten|url|length)\b", &dropped);
    add("drop a letter from an include", &template, r#"(?:include|extends) "_shared/(\w+)"#, &dropped);
    add("drop a letter from a block", &html, r"block (body|heading|preheader|why) %\}\n?\{%", &dropped);
    add("drop a letter from a word compared with", &template, r#"== "(\w{4,})""#, &dropped);
    add("delete an endif", &template, r"(\{%-? endif -?%\})", &nothing);
    add("delete an endfor", &template, r"(\{%-? endfor -?%\})", &nothing);
    add("delete an endblock", &html, r"(\{%-? endblock -?%\})", &nothing);
    add("delete a currency", &template, r"money(\(currency=[^)]*\))", &nothing);
    add("delete a filter url", &html, r#"=(?:"\{\{ |\{)(?:site|picture)\.\w+( \| url)"#, &nothing);
    add(
        "swap fields of events",
        &template,
        r"ready\.(number|total|order_date|refund|product|tracking_number)\b",
        &|name| if name == "product" { "tracking_url" } else { "product_url" }.to_owned(),
    );
    add(
        "paste an ellipsis into an SMS template",
        &|file: &str| file.contains("sms.txt"),
        r"(\{\{ t\()",
        &|text| format!("…{text}"),
    );
    slips
}

fn in_locales(files: &BTreeMap<String, String>) -> Vec<Slip> {
    let locale = |file: &str| file.starts_with("locales/");
    let translation = |file: &str| locale(file) && !file.starts_with("locales/en/");
    let nothing = |_: &str| String::new();
    let dropped = drop_letter;
    let mut slips = Vec::new();
    let mut add = |kind, of: &dyn Fn(&str) -> bool, regex: &str, change: &dyn Fn(&str) -> String| {
        slips.extend(replaced(kind, files, of, regex, change));
    };
    add("drop a letter from a $variable", &locale, r"\{ \$(\w{4,})", &dropped);
    add("drop a letter from a message's name", &locale, r"(?m)^([a-z][\w-]{3,}) =", &dropped);
    add("drop a letter from an attribute's name", &locale, r"(?m)^    \.([a-z-]{4,}) =", &dropped);
    add("delete a plural variant", &locale, r"(?m)^( +\[(?:zero|one|two|few|many)\] .*\n)", &nothing);
    add("delete an exact variant", &locale, r"(?m)^( +\[0\] .*\n)", &nothing);
    add("delete a star", &locale, r"(\*)\[other\]", &nothing);
    add(
        "delete a translation",
        &translation,
        r"(?m)^([a-z][\w-]+ = [^{\n]*\n(?:    \..*\n)*)(?:\n|#|$)",
        &nothing,
    );
    add("delete an attribute", &locale, r"(?m)^(    \.[a-z-]+ = [^\n]*[^{\n]\n)", &nothing);
    add("delete a brace", &locale, r"\{ \$\w+ (\})", &nothing);
    add(
        "swap a $variable for another event's",
        &locale,
        r"\{ \$(number|total|product|carrier|refund)\b",
        &|name| if name == "product" { "number" } else { "product" }.to_owned(),
    );
    add("swap a $variable for another one's", &translation, r"\{ \$(number|site)\b", &|name| {
        if name == "number" { "total" } else { "number" }.to_owned()
    });
    add(
        "paste a curly apostrophe into an SMS",
        &locale,
        r"(?m)^(?:order|product|pay|refund|return|track)[\w-]* = [^{\n]*\{ \$site \}(:)",
        &|_| "’s".to_owned(),
    );
    add(
        "paste a lira sign into an SMS",
        &locale,
        r"(?m)^(?:order|product|pay|refund|return|track)[\w-]* = .*\}( )",
        &|_| " ₺ ".to_owned(),
    );
    add("refer to a message that is not there", &locale, r"(\{ \$site \})", &|_| "{ shop-name }".to_owned());
    add("call a function that is not there", &locale, r"\{ (\$total) \}", &|_| "MONY($total)".to_owned());
    add("pass a misspelt option", &locale, r"\{ (\$total) \}", &|_| {
        "MONEY($total, dispaly: \"code\")".to_owned()
    });
    slips
}

/// A few of many, spread over all.
fn some(mut slips: Vec<Slip>) -> Vec<Slip> {
    if std::env::var_os("TELLAL_LONG").is_some() || slips.len() <= PLACES {
        return slips;
    }
    let step = slips.len() / PLACES;
    let mut index = 0;
    slips.retain(|_| {
        index += 1;
        (index - 1) % step == 0
    });
    slips
}

#[test]
fn slips_are_found() {
    assert_eq!(
        found("templates/order_delivered/sms.txt", &files()["templates/order_delivered/sms.txt"]),
        Vec::<String>::new()
    );
    let mut by_kind: BTreeMap<&str, Vec<Slip>> = BTreeMap::new();
    let files = files();
    for slip in in_templates(&files).into_iter().chain(in_locales(&files)) {
        by_kind.entry(slip.kind).or_default().push(slip);
    }
    let (mut poor, mut missed) = (Vec::new(), Vec::new());
    for (kind, slips) in by_kind {
        let slips = some(slips);
        let missing: Vec<&Slip> =
            slips.iter().filter(|slip| found(&slip.file, &slip.text).is_empty()).collect();
        println!("{kind:<45} {}/{}", slips.len() - missing.len(), slips.len());
        missed.extend(missing.iter().map(|slip| format!("{kind}: {} {}", slip.file, slip.what)));
        if missing.len() * 50 > slips.len() {
            poor.push(kind);
        }
    }
    println!("{}", missed.join("\n"));
    assert!(poor.is_empty(), "not found often enough: {poor:?}\n{}", missed.join("\n"));
}
