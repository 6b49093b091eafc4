//! `[check]` of `tellal.toml`: severities, budgets, and how long a customer's values may be.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::diagnostic::{Diagnostic, Severity};
use super::rule::Rule;
use crate::config::{Config, ConfigError, of_shape, read_language};
use crate::event::{EventKind, Shape};
use crate::l10n::LanguageTag;
use crate::nearest::nearest;
use crate::render::FACTS;

/// What `[check]` says, checked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// `[check.severity]`: rules that matter more or less than by default.
    pub severity: BTreeMap<&'static str, Level>,
    /// The language that the others are translated from. Default: `engine.default_language`.
    pub reference_language: LanguageTag,
    /// `[check.variables."order.number"]`: what is known of a value beyond the contract.
    pub variables: BTreeMap<String, Limit>,
    /// Whether `[check]` says which it is.
    named_reference: bool,
    general: Budget,
    languages: BTreeMap<String, PartialBudget>,
    events: BTreeMap<EventKind, PartialBudget>,
}

/// How much a rule matters, or that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Its findings are not shown.
    Off,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

/// How many segments an SMS may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// For the example of the event. Default: 2.
    pub typical_segments: usize,
    /// For the longest values that may come. Default: 5.
    pub worst_segments: usize,
}

/// What is known of a variable's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limit {
    /// The longest that it can be, in characters.
    pub max_length: Option<usize>,
    /// The characters that it can hold.
    pub alphabet: Option<Alphabet>,
}

/// The characters that a text can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alphabet {
    /// ASCII only.
    Ascii,
    /// Those of GSM-7.
    Gsm7,
    /// Any.
    Any,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    severity: BTreeMap<String, Level>,
    reference_language: Option<String>,
    sms: RawSms,
    variables: BTreeMap<String, Limit>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawSms {
    typical_segments: Option<usize>,
    worst_segments: Option<usize>,
    languages: BTreeMap<String, PartialBudget>,
    events: BTreeMap<String, PartialBudget>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PartialBudget {
    typical_segments: Option<usize>,
    worst_segments: Option<usize>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { typical_segments: 2, worst_segments: 5 }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::read(&Config::default()).expect("the empty section is valid; a test reads it")
    }
}

impl Settings {
    /// Reads `[check]` of a configuration.
    ///
    /// ```
    /// use tellal::{Config, check::Settings};
    /// let config = Config::parse("[check.sms]\ntypical_segments = 3", std::iter::empty())?;
    /// let budget = Settings::read(&config)?.budget(tellal::EventKind::OrderDelivered, None);
    /// assert_eq!((budget.typical_segments, budget.worst_segments), (3, 5));
    /// # Ok::<(), tellal::ConfigError>(())
    /// ```
    ///
    /// # Errors
    /// [`ConfigError`] with every key that is wrong.
    pub fn read(config: &Config) -> Result<Self, ConfigError> {
        let raw: Raw =
            config.check.clone().try_into().map_err(|error| ConfigError(vec![of_shape(&error, "check")]))?;
        let mut errors = Vec::new();
        let general = PartialBudget {
            typical_segments: raw.sms.typical_segments,
            worst_segments: raw.sms.worst_segments,
        };
        let settings = Self {
            named_reference: raw.reference_language.is_some(),
            severity: read_severity(raw.severity, &mut errors),
            reference_language: read_language(
                "check.reference_language",
                raw.reference_language,
                &mut errors,
            )
            .unwrap_or_else(|| config.default_language.clone()),
            variables: read_variables(raw.variables, &mut errors),
            general: general.over(Budget::default()),
            languages: read_languages(raw.sms.languages, &mut errors),
            events: read_events(raw.sms.events, &mut errors),
        };
        settings.check_budgets(general, &mut errors);
        ConfigError::unless_none(errors).map(|()| settings)
    }

    /// Whether the languages that `[check]` names have a folder. Without the one that the others are translated from,
    /// nothing would be compared.
    ///
    /// # Errors
    /// [`ConfigError`] with every key whose language is missing from `languages`.
    pub fn fit(&self, languages: &[LanguageTag]) -> Result<(), ConfigError> {
        let is_there = |tag: &str| languages.iter().any(|language| language.to_string() == tag);
        let fault = |key: String, tag: &str| {
            let names: Vec<String> = languages.iter().map(ToString::to_string).collect();
            let near = did_you_mean(tag, names.iter().map(String::as_str));
            format!("{key}: there is no folder locales/{tag}; there are {}{near}", names.join(", "))
        };
        let reference = self.named_reference.then(|| self.reference_language.to_string());
        let reference = reference.iter().map(|tag| ("check.reference_language".to_owned(), tag));
        let budgets = self.languages.keys().map(|tag| (format!("check.sms.languages.{tag}"), tag));
        let named = reference.chain(budgets).filter(|(_, tag)| !is_there(tag));
        ConfigError::unless_none(named.map(|(key, tag)| fault(key, tag)).collect())
    }

    /// How many segments an event's SMS may cost: what is said of the event goes before what is said of the
    /// language, and that before what is said of all.
    pub fn budget(&self, event: EventKind, language: Option<&LanguageTag>) -> Budget {
        let tags = language.map(LanguageTag::fallbacks).unwrap_or_default();
        let of_language = tags.iter().find_map(|tag| self.languages.get(&tag.to_string()));
        let of_language = of_language.copied().unwrap_or_default().over(self.general);
        self.events.get(&event).copied().unwrap_or_default().over(of_language)
    }

    /// How long a value may be and what it may hold, where that is declared. `name` is a path of the event
    /// (`payload.order.number`) or the name of a ready fact.
    pub(super) fn limit(&self, name: &str) -> Option<super::scenario::Limit> {
        let path = name.strip_prefix("payload.").unwrap_or(name);
        let limit = self.variables.get(path).or_else(|| self.variables.get(&format!("ready.{name}")))?;
        Some(super::scenario::Limit {
            max_length: limit.max_length,
            any_letter: limit.alphabet.map(|alphabet| alphabet == Alphabet::Any),
        })
    }

    /// Whether the findings of a rule are wanted.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.severity.get(rule.code) != Some(&Level::Off)
    }

    /// Gives a finding the severity that is wanted; `false` where it is not wanted at all.
    pub(super) fn judge(&self, diagnostic: &mut Diagnostic) -> bool {
        match self.severity.get(diagnostic.rule.code) {
            None => true,
            Some(Level::Off) => false,
            Some(Level::Warning) => {
                diagnostic.severity = Severity::Warning;
                true
            }
            Some(Level::Error) => {
                diagnostic.severity = Severity::Error;
                true
            }
        }
    }

    /// Each budget by itself, with all that it takes from the general one.
    fn check_budgets(&self, general: PartialBudget, errors: &mut Vec<String>) {
        let languages = self.languages.iter().map(|(tag, own)| (format!("check.sms.languages.{tag}"), *own));
        let events = self.events.iter().map(|(event, own)| (format!("check.sms.events.{event}"), *own));
        let general = std::iter::once(("check.sms".to_owned(), general));
        for (key, own) in general.chain(languages).chain(events) {
            let Budget { typical_segments, worst_segments } = own.over(self.general);
            if typical_segments == 0 {
                errors.push(format!("{key}.typical_segments: at least 1"));
            } else if worst_segments < typical_segments {
                errors.push(format!(
                    "{key}.worst_segments: {worst_segments} is less than typical_segments, which is \
                     {typical_segments}"
                ));
            }
        }
    }
}

impl PartialBudget {
    fn over(self, other: Budget) -> Budget {
        Budget {
            typical_segments: self.typical_segments.unwrap_or(other.typical_segments),
            worst_segments: self.worst_segments.unwrap_or(other.worst_segments),
        }
    }
}

fn read_severity(raw: BTreeMap<String, Level>, errors: &mut Vec<String>) -> BTreeMap<&'static str, Level> {
    let mut severity = BTreeMap::new();
    for (code, level) in raw {
        match Rule::find(&code) {
            Ok(rule) if rule.is_fatal() && level != Level::Error => errors.push(format!(
                "check.severity.{code}: always an error, since nothing is sent while it is there"
            )),
            Ok(rule) => {
                severity.insert(rule.code, level);
            }
            Err(message) => errors.push(format!("check.severity.{code}: {message}")),
        }
    }
    severity
}

fn read_languages(
    raw: BTreeMap<String, PartialBudget>,
    errors: &mut Vec<String>,
) -> BTreeMap<String, PartialBudget> {
    let mut languages = BTreeMap::new();
    for (tag, budget) in raw {
        let key = format!("check.sms.languages.{tag}");
        if let Some(tag) = read_language(&key, Some(tag), errors) {
            languages.insert(tag.to_string(), budget);
        }
    }
    languages
}

fn read_events(
    raw: BTreeMap<String, PartialBudget>,
    errors: &mut Vec<String>,
) -> BTreeMap<EventKind, PartialBudget> {
    let mut events = BTreeMap::new();
    for (name, budget) in raw {
        match EventKind::from_name(&name) {
            Some(event) => {
                events.insert(event, budget);
            }
            None => {
                let near = did_you_mean(&name, EventKind::ALL.map(EventKind::as_str));
                errors.push(format!("check.sms.events.{name}: there is no such event{near}"));
            }
        }
    }
    events
}

/// Names as `tellal vars` lists them. What the contract leaves open, and the site's keys, may have any name.
fn read_variables(raw: BTreeMap<String, Limit>, errors: &mut Vec<String>) -> BTreeMap<String, Limit> {
    if raw.is_empty() {
        return raw;
    }
    let paths: Vec<_> = EventKind::ALL.into_iter().flat_map(EventKind::paths).collect();
    let ready: Vec<String> = FACTS.iter().map(|fact| format!("ready.{}", fact.name)).collect();
    let is_open = |name: &str| {
        name.starts_with("site.")
            || paths.iter().any(|path| {
                let below = name.strip_prefix(&path.name).is_some_and(|rest| rest.starts_with(['.', '[']));
                below && *path.shape == Shape::Anything
            })
    };
    for (name, limit) in &raw {
        let known = paths.iter().map(|path| path.name.as_str()).chain(ready.iter().map(String::as_str));
        if !known.clone().any(|known| known == name) && !is_open(name) {
            let near = did_you_mean(name, known);
            errors.push(format!("check.variables.\"{name}\": there is no such variable{near}"));
        }
        if limit.max_length == Some(0) {
            errors.push(format!("check.variables.\"{name}\".max_length: at least 1"));
        }
    }
    raw
}

fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |near| format!("; did you mean {near}?"))
}
