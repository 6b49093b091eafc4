//! What a file's place says: `order_delivered/email.subject.tr.txt` is the Turkish subject of that event.

use super::fault::CatalogFault;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::nearest::nearest;
use crate::recipient::channel::Channel;

/// A part of a message that a template of its own writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// `sms.txt`
    Sms,
    /// `whatsapp.txt`
    Whatsapp,
    /// `email.html`
    EmailHtml,
    /// `email.subject.txt`
    EmailSubject,
    /// `email.txt`: the text part, else derived from the HTML.
    EmailText,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 5] =
        [Self::Sms, Self::Whatsapp, Self::EmailHtml, Self::EmailSubject, Self::EmailText];

    /// What its file is called where it serves all languages.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Sms => "sms.txt",
            Self::Whatsapp => "whatsapp.txt",
            Self::EmailHtml => "email.html",
            Self::EmailSubject => "email.subject.txt",
            Self::EmailText => "email.txt",
        }
    }

    /// The parts that a channel cannot do without, the main one first.
    pub fn required(channel: Channel) -> &'static [Self] {
        match channel {
            Channel::Sms => &[Self::Sms],
            Channel::Whatsapp => &[Self::Whatsapp],
            Channel::Email => &[Self::EmailHtml, Self::EmailSubject],
        }
    }

    /// Takes the part's name apart around the language: `email.subject` and `txt`.
    fn stem(self) -> (&'static str, &'static str) {
        self.file_name().rsplit_once('.').expect("every file name above has an extension")
    }
}

/// What a template file is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateName {
    /// A part of an event's message, in all languages or in one.
    Message {
        /// The event.
        event: EventKind,
        /// The part.
        part: Part,
        /// The language, where the file is for one only.
        language: Option<LanguageTag>,
    },
    /// A layout, partial or component of `_shared`.
    Shared,
    /// A file for people, such as a README.
    Ignored,
}

/// Whether a file is for people or for tools, anywhere in the tree.
fn is_ignored(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.')
        || name.ends_with('~')
        || std::path::Path::new(name)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

impl TemplateName {
    /// Reads a path below `templates/`.
    ///
    /// # Errors
    /// A fault for a file that stands in the wrong place.
    pub(crate) fn parse(path: &str) -> Result<Self, CatalogFault> {
        parse(path)
    }
}

pub(super) fn parse(path: &str) -> Result<TemplateName, CatalogFault> {
    if is_ignored(path) {
        return Ok(TemplateName::Ignored);
    }
    if path.starts_with("_shared/") {
        return Ok(TemplateName::Shared);
    }
    let misplaced = |message: String, help: String| {
        CatalogFault::of_file("misplaced-file", format!("templates/{path}"), message, help)
    };
    let Some((folder, file)) = path.split_once('/') else {
        return Err(misplaced(
            "a template must be in the folder of its event".to_owned(),
            "move it to a folder such as order_delivered/, or to _shared/ if several events use it"
                .to_owned(),
        ));
    };
    let event = EventKind::from_name(folder).ok_or_else(|| {
        let names = EventKind::ALL.map(EventKind::as_str);
        let near = nearest(folder, names).map_or_else(
            || format!("the events are {}", names.join(", ")),
            |name| format!("did you mean {name}/?"),
        );
        misplaced(format!("there is no event `{folder}`"), near)
    })?;
    let (part, language) = parse_file(file).ok_or_else(|| {
        let names = Part::ALL.map(Part::file_name);
        let near = nearest(file, names).map_or_else(String::new, |name| format!("did you mean {name}? "));
        misplaced(
            format!("`{file}` is no part of a message"),
            format!(
                "{near}the parts are {}; for one language only put its tag before the extension: sms.tr.txt",
                names.join(", ")
            ),
        )
    })?;
    Ok(TemplateName::Message { event, part, language })
}

fn parse_file(file: &str) -> Option<(Part, Option<LanguageTag>)> {
    if let Some(part) = Part::ALL.into_iter().find(|part| part.file_name() == file) {
        return Some((part, None));
    }
    // `email.subject` is tried before `email`, of which it is a prefix.
    let mut parts = Part::ALL;
    parts.sort_by_key(|part| std::cmp::Reverse(part.stem().0.len()));
    parts.into_iter().find_map(|part| {
        let (stem, extension) = part.stem();
        let tag = file.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(extension)?.strip_suffix('.')?;
        LanguageTag::parse(tag).map(|tag| (part, Some(tag)))
    })
}

/// The language of a locale file; `None` for files that are not for the catalog.
pub(crate) fn locale_of(path: &str) -> Result<Option<LanguageTag>, CatalogFault> {
    if is_ignored(path) {
        return Ok(None);
    }
    let fault = |message: String, help: &str| {
        CatalogFault::of_file("misplaced-file", format!("locales/{path}"), message, help.to_owned())
    };
    let Some((folder, file)) = path.split_once('/') else {
        return Err(fault(
            "a locale file must be in the folder of its language".to_owned(),
            "move it to a folder such as tr/ or tr-CY/",
        ));
    };
    if file.contains('/') {
        return Err(fault(
            "locale files are not looked for in deeper folders".to_owned(),
            "move it up into the folder of its language",
        ));
    }
    if std::path::Path::new(file).extension().is_none_or(|extension| extension != "ftl") {
        return Err(fault("not a Fluent file".to_owned(), "locale files end in .ftl"));
    }
    LanguageTag::parse(folder).map(Some).ok_or_else(|| {
        fault(format!("`{folder}` is no language"), "name the folder by a language tag: tr, tr-CY, sr-Latn")
    })
}
