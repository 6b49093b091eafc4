//! `tellal config`: what is in force, and where each value comes from.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use toml::{Table, Value};

use super::CannotRun;
use super::load::ConfigPlace;
use super::paint::{DIM, END, HEAD};

/// Every key with its default and meaning.
const DEFAULTS: &str = include_str!("defaults.toml");
/// What stands in the place of a secret.
const MASK: &str = "•••";

/// Show the configuration that is in force, with the source of each value
///
/// Every key is shown: where nobody sets it, with its default. Secrets are masked. Faults of the
/// configuration are told instead, with exit status 2.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal config                          what is in force here
  tellal config --json                   the same for programs, an object a line
  tellal config --defaults > tellal.toml a file with every key, explained, to begin with
  TELLAL_LOG__LEVEL=debug tellal config  how a variable overrides [log] level")]
pub(super) struct Arguments {
    /// Print an object a line: key, value, source
    #[arg(long)]
    json: bool,
    /// Print every key with its default and meaning instead
    #[arg(long, conflicts_with = "json")]
    defaults: bool,
    #[command(flatten)]
    place: ConfigPlace,
}

/// One key in force.
struct Line {
    section: String,
    key: String,
    value: Option<Value>,
    source: String,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let mut out = anstream::stdout().lock();
        let written = if self.defaults {
            out.write_all(DEFAULTS.as_bytes())
        } else {
            self.place.checked_config()?;
            self.show(&self.lines()?, &mut out)
        };
        written.map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })?;
        Ok(ExitCode::SUCCESS)
    }

    fn lines(&self) -> Result<Vec<Line>, CannotRun> {
        let (path, text) = self.place.text()?;
        // The error itself would show the line, and with it perhaps a secret.
        let fault =
            |error: toml::de::Error| CannotRun::Config(format!("{}: {}", path.display(), error.message()));
        let file: Table = text.parse().map_err(fault)?;
        let mut environment = Table::new();
        crate::config::override_from(&mut environment, ConfigPlace::environment());
        let defaults: Table = DEFAULTS.parse().map_err(fault)?;
        let mut lines = unset_keys();
        let file_name = path.display().to_string();
        gather(
            &[(&environment, None), (&file, Some(&file_name)), (&defaults, Some("default"))],
            "",
            &mut lines,
        );
        let mut seen: Vec<Line> = Vec::new();
        for line in lines {
            match seen.iter_mut().find(|seen| seen.section == line.section && seen.key == line.key) {
                Some(before) => *before = line,
                None => seen.push(line),
            }
        }
        Ok(seen)
    }

    fn show(&self, lines: &[Line], out: &mut impl Write) -> io::Result<()> {
        let mut sections: Vec<&str> = Vec::new();
        for line in lines.iter().filter(|line| !sections.contains(&line.section.as_str())).collect::<Vec<_>>()
        {
            if !sections.contains(&line.section.as_str()) {
                sections.push(&line.section);
            }
        }
        for section in sections {
            if !self.json {
                writeln!(out, "{HEAD}[{section}]{END}")?;
            }
            for line in lines.iter().filter(|line| line.section == section) {
                if self.json {
                    line.write_json(out)?;
                } else {
                    line.write_text(out)?;
                }
            }
            if !self.json {
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

impl Line {
    fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        let value = self.value.as_ref().map_or(serde_json::Value::Null, |value| json!(value));
        let key = format!("{}.{}", self.section, self.key);
        writeln!(out, "{}", json!({"key": key, "value": value, "source": self.source}))
    }

    fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let text = match &self.value {
            Some(value) => format!("{} = {value}", self.key),
            None => format!("#{} =", self.key),
        };
        writeln!(out, "{text:<48} {DIM}# {}{END}", self.source)
    }
}

/// Keys that have no default: those of the defaults' text that stand behind a `#`.
fn unset_keys() -> Vec<Line> {
    let mut section = String::new();
    let mut lines = Vec::new();
    for line in DEFAULTS.lines() {
        if let Some(rest) = line.strip_prefix('[') {
            rest.split(']').next().unwrap_or_default().clone_into(&mut section);
        } else if let Some((key, _)) = line.strip_prefix('#').and_then(|rest| rest.split_once(" = "))
            && !key.contains(' ')
            && !key.contains('.')
            && section != "money.digits"
        {
            let (section, key) = (section.clone(), key.to_owned());
            lines.push(Line { section, key, value: None, source: "not set".to_owned() });
        }
    }
    lines
}

/// The keys of several layers, the first that has one wins. The environment has its variable as its source.
fn gather(layers: &[(&Table, Option<&str>)], path: &str, lines: &mut Vec<Line>) {
    let mut keys: Vec<&String> = Vec::new();
    // Defaults first: theirs is the order in which a reader knows the keys.
    for (table, _) in layers.iter().rev() {
        for key in table.keys().filter(|key| !table.is_empty() && !key.is_empty()) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let is_section = |key: &str| {
        let tables = layers.iter().filter_map(|(table, _)| table.get(key));
        tables.clone().all(Value::is_table) && (path.is_empty() || tables.clone().any(has_keys))
    };
    for key in keys.iter().filter(|key| !is_section(key)) {
        let Some((value, source)) =
            layers.iter().find_map(|(table, source)| Some((table.get(*key)?, source)))
        else {
            continue;
        };
        let variable = || format!("TELLAL_{}__{}", path.replace('.', "__"), key).to_uppercase();
        lines.push(Line {
            section: path.to_owned(),
            key: quoted(key),
            value: Some(masked(path, key, value)),
            source: source.map_or_else(variable, str::to_owned),
        });
    }
    let empty = Table::new();
    for key in keys.iter().filter(|key| is_section(key)) {
        let inner: Vec<_> = layers
            .iter()
            .map(|(table, source)| (table.get(*key).and_then(Value::as_table).unwrap_or(&empty), *source))
            .collect();
        let path = if path.is_empty() { quoted(key) } else { format!("{path}.{}", quoted(key)) };
        gather(&inner, &path, lines);
    }
}

fn has_keys(value: &Value) -> bool {
    value.as_table().is_some_and(|table| !table.is_empty())
}

/// A key as TOML writes it.
fn quoted(key: &str) -> String {
    let bare = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '-';
    if key.chars().all(bare) { key.to_owned() } else { format!("\"{key}\"") }
}

/// A value without what is nobody's to see, however deep it stands.
fn masked(path: &str, key: &str, value: &Value) -> Value {
    if is_secret(path, key) {
        return Value::String(MASK.to_owned());
    }
    if let Some(part) = part_of_request(path, key) {
        return match value {
            Value::String(text) if part == "url" => Value::String(masked_url(text)),
            Value::String(text) => Value::String(without_literals(text)),
            Value::Integer(_) | Value::Float(_) | Value::Datetime(_) => Value::String(MASK.to_owned()),
            Value::Boolean(_) | Value::Array(_) | Value::Table(_) => inner_masked(path, key, value),
        };
    }
    inner_masked(path, key, value)
}

fn inner_masked(path: &str, key: &str, value: &Value) -> Value {
    match value {
        Value::Array(list) => Value::Array(list.iter().map(|value| masked(path, key, value)).collect()),
        Value::Table(table) => {
            let path = format!("{path}.{key}");
            let inner = table.iter().map(|(key, value)| (key.clone(), masked(&path, key, value)));
            Value::Table(inner.collect())
        }
        Value::String(text) => Value::String(without_userinfo(text)),
        other => other.clone(),
    }
}

/// Whether the value of a key is nobody's to see. A file's name is no secret, and neither is a header that says
/// what a body is.
fn is_secret(path: &str, key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    if key.ends_with("_file") {
        return false;
    }
    let inside = |name: &str| path.split('.').any(|step| step == name);
    let harmless = ["content-type", "accept", "user-agent"].contains(&key.as_str());
    let named = ["password", "secret", "token", "api_key", "apikey", "authorization", "credential_key"];
    inside("secrets") || (inside("headers") && !harmless) || named.into_iter().any(|word| key.contains(word))
}

/// Which part of a provider's request a key is or belongs to. What stands there besides fields may be a password
/// under any name.
fn part_of_request<'a>(path: &'a str, key: &'a str) -> Option<&'a str> {
    let mut steps = path.split('.');
    if steps.next() != Some("providers") {
        return None;
    }
    let part = steps.nth(1).unwrap_or(key);
    ["url", "query", "form", "json", "xml", "text"].contains(&part).then_some(part)
}

/// A template's fields, with all else masked.
fn without_literals(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let field = rest.find("{{").and_then(|start| {
            let end = start + rest[start..].find("}}")? + 2;
            // A text inside a field is one of the configuration's, too.
            (!rest[start..end].contains(['"', '\'', '`'])).then_some((start, end))
        });
        let (start, end) = field.unwrap_or((rest.len(), rest.len()));
        if rest[..start].contains(|char: char| !char.is_whitespace()) {
            shown.push_str(MASK);
        }
        shown.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    shown
}

/// An address up to its host; fields of what follows.
fn masked_url(url: &str) -> String {
    let url = without_userinfo(url);
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at + 1);
    format!("{}{}", &url[..end], without_literals(&url[end..]))
}

/// `https://user:password@host` without its password.
fn without_userinfo(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{MASK}{}", &rest[at..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::gateway::GatewayConfig;
    use crate::outbox::{DeliveryConfig, OutboxConfig};
    use crate::telemetry::LogConfig;

    #[test]
    fn the_defaults_are_those_in_force_without_a_file() {
        let written = Config::parse(DEFAULTS, std::iter::empty()).unwrap();
        let none = Config::default();
        let parts = |config: &Config| {
            format!(
                "{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
                (
                    &config.default_language,
                    &config.fallbacks,
                    &config.channels,
                    &config.guest_channels,
                    &config.sms
                ),
                GatewayConfig::from_config(config).unwrap(),
                LogConfig::from_config(config).unwrap(),
                OutboxConfig::from_config(config).unwrap(),
                DeliveryConfig::from_config(config).unwrap(),
            )
        };
        assert_eq!(parts(&written), parts(&none));
    }

    #[test]
    fn every_key_is_among_the_defaults() {
        let known = |section: &str| {
            let text = format!("[{section}]\nno_such_key_at_all = 1");
            let config = Config::parse(&text, std::iter::empty()).unwrap();
            let error = match section {
                "gateway" => GatewayConfig::from_config(&config).unwrap_err().to_string(),
                "outbox" => OutboxConfig::from_config(&config).unwrap_err().to_string(),
                "delivery" => DeliveryConfig::from_config(&config).unwrap_err().to_string(),
                _ => LogConfig::from_config(&config).unwrap_err().to_string(),
            };
            let list = error.split_once("known: ").unwrap().1.to_owned();
            list.split(", ").map(str::to_owned).collect::<Vec<_>>()
        };
        for section in ["gateway", "log", "outbox", "delivery"] {
            let text = DEFAULTS.split(&format!("[{section}]\n")).nth(1).unwrap();
            let text = text.split("\n[").next().unwrap();
            for key in known(section) {
                let there =
                    text.lines().any(|line| line.trim_start_matches('#').starts_with(&format!("{key} =")));
                let section_of_its_own = DEFAULTS.contains(&format!("\n[{section}.{key}]"));
                assert!(there || section_of_its_own, "{section}.{key}");
            }
        }
    }

    #[test]
    fn secrets_are_masked_wherever_they_stand() {
        let table: Table = "password = 'x'\npassword_file = 'f'\nurl = 'https://a:x@b/c'\n\
            list = [{ username = 'u', password = 'x' }]\n[headers]\nAuthorization = 'x'\nX-Key = 'x'\n\
            Content-Type = 'json'\n[secrets]\nsid = 'x'"
            .parse()
            .unwrap();
        let out = shown(&table, "gateway");
        assert!(!out.contains('x'), "{out}");
        for kept in ["\"f\"", "\"json\"", "@b/c", "\"u\""] {
            assert!(out.contains(kept), "{kept} in {out}");
        }
    }

    #[test]
    fn of_a_request_only_host_and_fields_are_shown() {
        let table: Table = "url = 'https://api.test/bot-x/{{ to }}?key=x'\ntext = 'x {{ text }} x'\n\
            xml = \"<a p='x'>{{ to }}</a>\"\nusername = 'u'\n[query]\nkey = 'x'\nto = '{{ to }}'\n\
            [form]\npass = 'x'\npin = 4711\n[json]\nlist = ['x', { deep = 'x', on = true }]\n\
            [json.auth]\npwd = '{{ \"x\" }}'"
            .parse()
            .unwrap();
        let out = shown(&table, "providers.api");
        let out =
            out.replace("\"text\"", "").replace(".text", "").replace(".xml", "").replace("{{ text }}", "T");
        assert!(!out.contains('x') && !out.contains("4711"), "{out}");
        for kept in ["https://api.", "/•••{{ to }}•••", "•••T•••", "\"u\"", "\"{{ to }}\"", "true"]
        {
            assert!(out.contains(kept), "{kept} in {out}");
        }
    }

    fn shown(table: &Table, path: &str) -> String {
        let mut lines = Vec::new();
        gather(&[(table, Some("file"))], path, &mut lines);
        let mut out = Vec::new();
        for line in &lines {
            line.write_json(&mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }
}
