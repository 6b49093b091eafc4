//! One language: its Fluent messages, region over language, and its formatters.

use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use fluent_syntax::ast;

use super::functions::{self, FunctionFailure};
use super::money::FixedDigits;
use super::nesting::{MAX_NESTING, too_deep};
use super::plural::{self, Plurals};
use super::tag::LanguageTag;
use super::value::{Formats, MoneyPattern};
use crate::money::Currency;

/// Stands for the number while a locale's money pattern is taken apart.
const NUMBER_MARK: &str = "\u{E000}";

/// One parsed FTL file.
#[derive(Clone)]
pub(crate) struct Resource {
    file: String,
    parsed: Arc<FluentResource>,
    /// Where each message and term begins, by id (a term's with its hyphen).
    lines: Vec<(String, usize)>,
}

/// Something wrong in a locale file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageFault {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

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
    formats: Arc<Formats>,
    places: HashMap<String, (String, usize)>,
}

pub(crate) fn parse_resource(file: &str, text: &str) -> Result<Resource, Vec<LanguageFault>> {
    if let Some(offset) = too_deep(text) {
        let (line, column) = place_of(text, offset);
        return Err(vec![LanguageFault {
            file: file.to_owned(),
            line,
            column,
            message: format!(
                "not Fluent syntax that is read: more than {MAX_NESTING} `{{` or `(` inside each other"
            ),
            help: "take the sentence apart into messages of its own".to_owned(),
        }]);
    }
    let faults = |errors: Vec<fluent_syntax::parser::ParserError>| -> Vec<LanguageFault> {
        errors.iter().map(|error| syntax_fault(file, text, error)).collect()
    };
    let parsed = fluent_syntax::parser::parse(text).map_err(|(_, errors)| faults(errors))?;
    let written = fluent_syntax::serializer::serialize(&plural::ask_for_categories(parsed));
    let parsed = FluentResource::try_new(written).map_err(|(_, errors)| faults(errors))?;
    Ok(Resource { file: file.to_owned(), parsed: Arc::new(parsed), lines: entry_lines(text) })
}

fn syntax_fault(file: &str, text: &str, error: &fluent_syntax::parser::ParserError) -> LanguageFault {
    let (line, column) = place_of(text, error.pos.start);
    let entry = error.slice.as_ref().map(|slice| (place_of(text, slice.start).0, &text[slice.clone()]));
    let entry = entry.map_or_else(String::new, |(line, entry)| {
        let id = entry.split(['=', '\n']).next().unwrap_or_default().trim();
        format!(", in `{id}` of line {line}")
    });
    LanguageFault {
        file: file.to_owned(),
        line,
        column,
        message: format!("not Fluent syntax: {}{entry}", error.kind),
        help: "write `message-id = text`; continue a text on indented lines; close every `{` with `}`; give \
               every selector a default variant marked with `*`"
            .to_owned(),
    }
}

/// Line and column, from 1, of a byte offset.
pub(crate) fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The entries of a file by line: what starts in the first column with an id and `=`.
fn entry_lines(text: &str) -> Vec<(String, usize)> {
    let is_id = |id: &str| {
        id.trim_start_matches('-').starts_with(|char: char| char.is_ascii_alphabetic())
            && id.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_')
    };
    text.lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let (id, _) = line.split_once('=')?;
            is_id(id.trim_end()).then(|| (id.trim_end().to_owned(), index + 1))
        })
        .collect()
}

impl Language {
    /// Puts a language together from its files, the general ones first: each layer overrides the one
    /// before it, message by message (`tr`, then `tr-CY`).
    ///
    /// # Errors
    /// Every message id that one layer defines twice, and locale data that do not load.
    pub(crate) fn build(
        tag: &LanguageTag,
        layers: &[Vec<Resource>],
        digits: FixedDigits,
    ) -> Result<Self, Vec<LanguageFault>> {
        let unusable = |message: String| {
            vec![LanguageFault {
                file: format!("{tag}/"),
                line: 1,
                column: 1,
                message,
                help: "name the folder by a language tag such as tr, tr-CY or sr-Latn".to_owned(),
            }]
        };
        let id = tag.to_string().parse().map_err(|error| unusable(format!("no language tag: {error:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        let mut formats = Formats::new(tag, digits).map_err(|error| unusable(error.to_string()))?;
        let (mut places, mut faults) = (HashMap::new(), Vec::new());
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
        if !faults.is_empty() {
            return Err(faults);
        }
        let of_money = read_money_patterns(&bundle, &mut formats, &places);
        if !of_money.is_empty() {
            return Err(of_money);
        }
        let formats = Arc::new(formats);
        add_functions(&mut bundle, tag, &formats).map_err(|error| unusable(error.to_string()))?;
        Ok(Self { tag: tag.clone(), bundle, formats, places })
    }

    /// Its tag.
    pub fn tag(&self) -> &LanguageTag {
        &self.tag
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

    fn pattern(&self, id: &str) -> Option<&ast::Pattern<&str>> {
        match id.split_once('.') {
            None => self.bundle.get_message(id)?.value(),
            Some((id, attribute)) => Some(self.bundle.get_message(id)?.get_attribute(attribute)?.value()),
        }
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
    tag: &LanguageTag,
    formats: &Arc<Formats>,
) -> Result<(), FluentError> {
    let for_number = Arc::clone(formats);
    bundle
        .add_function("NUMBER", move |positional, named| functions::number(&for_number, positional, named))?;
    #[expect(clippy::redundant_closure, reason = "the closure is general in the lifetime of its arguments")]
    bundle.add_function("MONEY", |positional, named| functions::money(positional, named))?;
    let for_datetime = Arc::clone(formats);
    bundle.add_function("DATETIME", move |positional, named| {
        functions::datetime(&for_datetime, positional, named)
    })?;
    let plurals = Plurals::new(tag);
    bundle.add_function(plural::FUNCTION, move |positional, _| plurals.select(positional))?;
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
    let (_, rest) = text.split_once("{$")?;
    let (name, _) = rest.split_once('}')?;
    Some(MessageErrorKind::MissingArgument(name.to_owned()))
}

fn with_attribute(id: &str, attribute: Option<&str>) -> String {
    attribute.map_or_else(|| id.to_owned(), |attribute| format!("{id}.{attribute}"))
}
