//! Reads the answer's part of a provider's section.

use regex::Regex;
use toml::Value;

use super::rules::{Field, FieldTest, Rule, Rules, Verdict};
use crate::section::{Section, kind};

impl Rules {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let message_id = read_pointer(section, "message_id");
        let message_id_pattern = read_pattern(section, "message_id_pattern");
        if message_id_pattern.as_ref().is_some_and(|pattern| pattern.captures_len() < 2) {
            section.fault("message_id_pattern", "expected a group in parentheses around the id");
        }
        let error_code = read_pointer(section, "error_code");
        let mut list = Vec::new();
        for (index, value) in section.list("rules").unwrap_or_default().iter().enumerate() {
            let key = format!("rules[{index}]");
            match value.as_table() {
                Some(table) => list.extend(section.at(&key, table, Rule::read)),
                None => section.fault(&key, format_args!("expected a section, found {}", kind(value))),
            }
        }
        Self { list, message_id, message_id_pattern, error_code }
    }
}

impl Rule {
    fn read(section: &mut Section<'_>) -> Option<Self> {
        let statuses = read_statuses(section);
        let field = read_field(section);
        let text = read_pattern(section, "text");
        let ambiguous = section.flag("ambiguous").unwrap_or(false);
        let code = section.text("code").map(str::to_owned);
        let is_code = |code: &String| {
            (1..=40).contains(&code.len())
                && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        if code.as_ref().is_some_and(|code| !is_code(code)) {
            section.fault("code", "expected a name of small letters and underscores, such as no_credit");
        }
        let note = section.text("note").map(str::to_owned);
        section.required_text("is", "sent, transient, throttled, permanent or opted_out")?;
        let verdict = section.word("is", &Verdict::WORDS)?;
        if ambiguous && !matches!(verdict, Verdict::Transient | Verdict::Throttled) {
            section.fault("ambiguous", "only what is tried again can be ambiguous");
        }
        if !["status", "json", "text"].iter().any(|condition| section.says(condition)) {
            section.fault("status", "a rule needs a condition: status, json or text");
        }
        Some(Self { statuses, field, text, verdict, ambiguous, code, note })
    }
}

/// `200`, `"2xx"`, or a list of such.
fn read_statuses(section: &mut Section<'_>) -> Vec<(u16, u16)> {
    let Some(value) = section.value("status") else { return Vec::new() };
    let values = match value {
        Value::Array(values) => values.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut statuses = Vec::with_capacity(values.len());
    for value in values {
        match read_status(value) {
            Some(range) => statuses.push(range),
            None => section.fault("status", "expected a status such as 400, or a class such as \"4xx\""),
        }
    }
    statuses
}

fn read_status(value: &Value) -> Option<(u16, u16)> {
    let in_range = |status: &u16| (200..600).contains(status);
    match value {
        Value::Integer(status) => u16::try_from(*status).ok().filter(in_range).map(|status| (status, status)),
        Value::String(text) => match text.strip_suffix("xx") {
            Some(class) => class
                .parse::<u16>()
                .ok()
                .map(|class| class * 100)
                .filter(in_range)
                .map(|from| (from, from + 99)),
            None => text.parse().ok().filter(in_range).map(|status| (status, status)),
        },
        _ => None,
    }
}

fn read_field(section: &mut Section<'_>) -> Option<Field> {
    let pointer = read_pointer(section, "json");
    let values = section.list("values").map(|values| values.iter().filter_map(text_of).collect::<Vec<_>>());
    let pattern = read_pattern(section, "matches");
    let present = section.value("present").map(Value::as_bool);
    let given =
        [values.is_some(), pattern.is_some(), present.is_some()].into_iter().filter(|given| *given).count();
    if pointer.is_none() && given > 0 {
        section.fault("json", "missing; expected which field of the answer this is about");
    }
    if given > 1 {
        section.fault("json", "values, matches and present exclude each other; write a rule for each");
    }
    if present == Some(None) {
        section.fault("present", "expected true or false");
    }
    let test = match (values, pattern) {
        (Some(values), _) => FieldTest::OneOf(values),
        (None, Some(pattern)) => FieldTest::Matches(pattern),
        (None, None) => FieldTest::Present(present.flatten().unwrap_or(true)),
    };
    Some(Field { pointer: pointer?, test })
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn read_pointer(section: &mut Section<'_>, key: &str) -> Option<String> {
    let pointer = section.text(key)?;
    if pointer.is_empty() || pointer.starts_with('/') {
        return Some(pointer.to_owned());
    }
    section.fault(key, format_args!("`{pointer}` is no pointer into JSON such as /error/code"));
    None
}

fn read_pattern(section: &mut Section<'_>, key: &str) -> Option<Regex> {
    let source = section.text(key)?;
    match Regex::new(source) {
        Ok(pattern) => Some(pattern),
        Err(_) => {
            section.fault(key, format_args!("`{source}` is no regular expression"));
            None
        }
    }
}
