//! One language: its Fluent messages, region over language, and its formatters.

use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast;

use super::functions::{self, Function, FunctionFailure};
use super::money::FixedDigits;
use super::plural::Plurals;
use super::resource::{LanguageFault, Resource};
use super::tag::LanguageTag;
use super::value::{Formats, MoneyPattern};
use crate::money::Currency;

/// Stands for the number while a locale's money pattern is taken apart.
const NUMBER_MARK: &str = "\u{E000}";

/// Why a message could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageErrorKind {
    /// The language has no such message (or message attribute, or term).
    UnknownMessage(String),
    /// The branch taken prints an argument that nobody passed.
    MissingArgument(String),
    /// A function failed, or is none.
    Function(String),
    /// Messages refer to each other in a circle, or there are too many placeables.
    Unresolvable(String),
}

/// A message that could not be written, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageError {
    /// The id asked for, with its attribute.
    pub id: String,
    /// The language.
    pub language: LanguageTag,
    /// The file and line of the message, where it exists.
    pub place: Option<(String, usize)>,
    /// What went wrong.
    pub kind: MessageErrorKind,
}

/// A language that messages can be written in.
pub struct Language {
    tag: LanguageTag,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// What the bundle is made of, the overriding files last.
    files: Vec<Arc<FluentResource>>,
    formats: Arc<Formats>,
    plurals: Arc<Plurals>,
    places: HashMap<String, (String, usize)>,
    right_to_left: bool,
}

impl Language {
    /// Puts a language together from its files, the general ones first: each layer overrides the one
    /// before it, message by message (`tr`, then `tr-CY`).
    ///
    /// Tells every message id that one layer defines twice and every money pattern that cannot be used. A
    /// language with such faults only serves to look for more of them. There is none where locale data do not
    /// load.
    pub(crate) fn build(
        tag: &LanguageTag,
        layers: &[Vec<Resource>],
        digits: FixedDigits,
    ) -> (Option<Self>, Vec<LanguageFault>) {
        let mut faults = Vec::new();
        let built = Self::assemble(tag, layers, digits, &mut faults);
        match built {
            Ok(language) => (Some(language), faults),
            Err(message) => {
                let help = "name the folder by a language tag such as tr, tr-CY or sr-Latn".to_owned();
                faults.push(LanguageFault { file: format!("{tag}/"), line: 1, column: 1, message, help });
                (None, faults)
            }
        }
    }

    fn assemble(
        tag: &LanguageTag,
        layers: &[Vec<Resource>],
        digits: FixedDigits,
        faults: &mut Vec<LanguageFault>,
    ) -> Result<Self, String> {
        let id = tag.to_string().parse().map_err(|error| format!("no language tag: {error:?}"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        let mut formats = Formats::new(tag, digits).map_err(|error| error.to_string())?;
        let mut places = HashMap::new();
        for layer in layers {
            let mut own: HashMap<&str, (&str, usize)> = HashMap::new();
            for resource in layer {
                for (entry, line) in &resource.lines {
                    // Fluent keeps a term and a message of the same name in one place.
                    let name = entry.trim_start_matches('-');
                    if let Some((file, first)) = own.insert(name, (&resource.file, *line)) {
                        faults.push(duplicate(entry, &resource.file, *line, file, first));
                    }
                    places.insert(entry.clone(), (resource.file.clone(), *line));
                }
                bundle.add_resource_overriding(Arc::clone(&resource.parsed));
            }
        }
        faults.extend(read_money_patterns(&bundle, &mut formats, &places));
        let formats = Arc::new(formats);
        let plurals = Arc::new(Plurals::new(tag));
        add_functions(&mut bundle, &formats, &plurals).map_err(|error| error.to_string())?;
        let files = layers.iter().flatten().map(|resource| Arc::clone(&resource.parsed)).collect();
        let right_to_left = tag.is_right_to_left();
        Ok(Self { tag: tag.clone(), bundle, files, formats, plurals, places, right_to_left })
    }

    /// Its tag.
    pub fn tag(&self) -> &LanguageTag {
        &self.tag
    }

    /// Whether it is written from right to left.
    pub(crate) fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    pub(crate) fn formats(&self) -> &Arc<Formats> {
        &self.formats
    }

    /// Whether there is a message of this id.
    pub fn has(&self, id: &str) -> bool {
        self.pattern(id).is_some()
    }

    /// All message ids, for "did you mean".
    pub fn message_ids(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str).filter(|id| !id.starts_with('-'))
    }

    /// The file and line of a message.
    pub(crate) fn place(&self, id: &str) -> Option<(&str, usize)> {
        self.places.get(id).map(|(file, line)| (file.as_str(), *line))
    }

    /// Writes `id` or `id.attribute`. Values are wrapped in isolation marks (U+2068, U+2069).
    ///
    /// # Errors
    /// [`MessageError`]: whatever cannot be written in full is not written at all.
    pub(crate) fn write(&self, id: &str, arguments: &FluentArgs) -> Result<String, Box<MessageError>> {
        let Some(pattern) = self.pattern(id) else {
            return Err(self.error(id, MessageErrorKind::UnknownMessage(id.to_owned())));
        };
        functions::take_failures();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        let failures = functions::take_failures();
        match first_kind(&errors, &failures).or_else(|| unfilled(&text)) {
            None => Ok(text),
            Some(kind) => Err(self.error(id, kind)),
        }
    }

    /// What stands behind `id` or `id.attribute`.
    pub(crate) fn pattern(&self, id: &str) -> Option<&ast::Pattern<&str>> {
        match id.split_once('.') {
            None => self.bundle.get_message(id)?.value(),
            Some((id, attribute)) => Some(self.bundle.get_message(id)?.get_attribute(attribute)?.value()),
        }
    }

    /// What stands behind `-id` or `-id.attribute`; the id comes without its hyphen.
    pub(crate) fn term_pattern(&self, id: &str, attribute: Option<&str>) -> Option<&ast::Pattern<&str>> {
        // A message of the same name that comes later takes the term's place.
        let mut entries = self.files.iter().rev().flat_map(|file| file.entries());
        let term = entries.find_map(|entry| match entry {
            ast::Entry::Term(term) if term.id.name == id => Some(Some(term)),
            ast::Entry::Message(message) if message.id.name == id => Some(None),
            _ => None,
        })??;
        match attribute {
            None => Some(&term.value),
            Some(name) => {
                let found = term.attributes.iter().find(|attribute| attribute.id.name == name)?;
                Some(&found.value)
            }
        }
    }

    /// What a function makes of an argument; `None` where it fails.
    pub(crate) fn call(
        &self,
        function: Function,
        argument: FluentValue,
        named: &FluentArgs,
    ) -> Option<FluentValue<'static>> {
        functions::take_failures();
        let value = function.call(&self.formats, &self.plurals, &[argument], named);
        functions::take_failures().is_empty().then_some(value)
    }

    #[expect(clippy::unnecessary_box_returns, reason = "every caller returns it boxed")]
    fn error(&self, id: &str, kind: MessageErrorKind) -> Box<MessageError> {
        let entry = id.split('.').next().unwrap_or(id);
        Box::new(MessageError {
            id: id.to_owned(),
            language: self.tag.clone(),
            place: self.places.get(entry).cloned(),
            kind,
        })
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Language").field("tag", &self.tag).finish_non_exhaustive()
    }
}

fn duplicate(entry: &str, file: &str, line: usize, first_file: &str, first_line: usize) -> LanguageFault {
    LanguageFault {
        file: file.to_owned(),
        line,
        column: 1,
        message: format!("`{entry}` is defined twice; the first is in {first_file}:{first_line}"),
        help: "keep one of the two, or give one another name".to_owned(),
    }
}

fn add_functions(
    bundle: &mut FluentBundle<Arc<FluentResource>>,
    formats: &Arc<Formats>,
    plurals: &Arc<Plurals>,
) -> Result<(), FluentError> {
    for function in Function::ALL {
        let (formats, plurals) = (Arc::clone(formats), Arc::clone(plurals));
        bundle.add_function(function.name(), move |positional, named| {
            function.call(&formats, &plurals, positional, named)
        })?;
    }
    bundle.set_formatter(Some(super::functions::write_value));
    Ok(())
}

/// Finds `money-try = { $number } TL` and its attributes, and keeps what stands around the number.
fn read_money_patterns(
    bundle: &FluentBundle<Arc<FluentResource>>,
    formats: &mut Formats,
    places: &HashMap<String, (String, usize)>,
) -> Vec<LanguageFault> {
    let mut faults = Vec::new();
    let mut ids: Vec<(&str, &(String, usize))> =
        places.iter().filter_map(|(id, place)| Some((id.strip_prefix("money-")?, place))).collect();
    ids.sort_unstable();
    for (code, (file, line)) in ids {
        let fault = |message: String, help: &str| LanguageFault {
            file: file.clone(),
            line: *line,
            column: 1,
            message,
            help: help.to_owned(),
        };
        let currency =
            Currency::from_code(code).filter(|_| code.bytes().all(|byte| byte.is_ascii_lowercase()));
        let (Some(currency), Some(message)) = (currency, bundle.get_message(&format!("money-{code}"))) else {
            faults.push(fault(
                format!("`money-{code}` names no currency"),
                "write a currency code of the contract in lower case: money-try",
            ));
            continue;
        };
        let attributes = message.attributes().map(|attribute| (Some(attribute.id()), attribute.value()));
        let patterns = message.value().map(|value| (None, value)).into_iter().chain(attributes);
        for (channel, pattern) in patterns {
            let mut arguments = FluentArgs::new();
            arguments.set("number", NUMBER_MARK);
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            let text = text.replace(['\u{2068}', '\u{2069}'], "");
            let known = channel.is_none_or(|channel| ["sms", "whatsapp", "email"].contains(&channel));
            match text.split_once(NUMBER_MARK) {
                Some((before, after)) if known && errors.is_empty() && !after.contains(NUMBER_MARK) => {
                    let pattern = MoneyPattern { before: before.to_owned(), after: after.to_owned() };
                    formats.set_pattern(currency, channel.map(str::to_owned), pattern);
                }
                _ => faults.push(fault(
                    format!("`money-{code}` must hold the amount once, as {{ $number }}, and nothing else that varies"),
                    "write it so: money-try = { $number } TL, or for one channel .sms, .whatsapp or .email",
                )),
            }
        }
    }
    faults
}

/// The first thing that went wrong. A missing argument makes the functions around it fail too, so the
/// resolver's own errors come first.
fn first_kind(errors: &[FluentError], failures: &[FunctionFailure]) -> Option<MessageErrorKind> {
    let of_error = errors.first().map(|error| match error {
        FluentError::ResolverError(ResolverError::Reference(reference)) => match reference {
            ReferenceKind::Variable { id } => MessageErrorKind::MissingArgument(id.clone()),
            ReferenceKind::Message { id, attribute } => {
                MessageErrorKind::UnknownMessage(with_attribute(id, attribute.as_deref()))
            }
            ReferenceKind::Term { id, attribute } => {
                MessageErrorKind::UnknownMessage(format!("-{}", with_attribute(id, attribute.as_deref())))
            }
            ReferenceKind::Function { id } => {
                MessageErrorKind::Function(format!("there is no function {id}()"))
            }
        },
        FluentError::ResolverError(ResolverError::NoValue(id)) => {
            MessageErrorKind::UnknownMessage(id.clone())
        }
        other => MessageErrorKind::Unresolvable(other.to_string()),
    });
    of_error.or_else(|| {
        let FunctionFailure { function, error } = failures.first()?;
        let name = if function.is_empty() { "a value" } else { function };
        Some(MessageErrorKind::Function(format!("{name}: {error}")))
    })
}

/// Inside a term Fluent sees only what the term is given, and prints `{$name}` for the rest without an error.
fn unfilled(text: &str) -> Option<MessageErrorKind> {
    // A brace is rare, and a search for one byte needs no preparation.
    let (_, rest) = text.split_at_checked(text.find('{')?)?;
    let (_, rest) = rest.split_once("{$")?;
    let (name, _) = rest.split_once('}')?;
    Some(MessageErrorKind::MissingArgument(name.to_owned()))
}

fn with_attribute(id: &str, attribute: Option<&str>) -> String {
    attribute.map_or_else(|| id.to_owned(), |attribute| format!("{id}.{attribute}"))
}
