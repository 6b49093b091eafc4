//! What the tests share: fixtures, engines, and the text of an outcome.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use tellal::{Channel, Config, Engine, LanguageTag, Message, Outcome, Preview, Sources};

pub(crate) const LANGUAGES: [&str; 6] = ["ar", "de", "en", "pl", "ru", "tr"];

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn fixture(name: &str) -> String {
    read(format!("tests/fixtures/{name}.json"))
}

/// The names of all fixtures, in order.
pub(crate) fn fixtures() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("tests/fixtures"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// A fixture with changes made to its JSON.
pub(crate) fn changed(name: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut json: Value = serde_json::from_str(&fixture(name)).unwrap();
    change(&mut json);
    json.to_string()
}

pub(crate) fn shipped_sources() -> Sources {
    Sources::from_dirs(root().join("templates"), root().join("locales")).unwrap()
}

/// The shipped templates and locales, without any configuration.
/// The shipped templates by their path below `templates/`.
pub(crate) fn shipped_templates() -> Vec<(String, String)> {
    let root = root().join("templates");
    let mut found = Vec::new();
    for folder in
        std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for file in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            found.push((path, read(&file)));
        }
    }
    found
}

pub(crate) fn shipped() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(&shipped_sources(), Config::default()).unwrap())
}

/// An engine of one SMS template for `order_delivered` and one English file.
pub(crate) fn small(template: &str, messages: &str) -> Engine {
    try_small(template, messages).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn try_small(template: &str, messages: &str) -> Result<Engine, tellal::CatalogError> {
    let sources = Sources::new()
        .template("order_delivered/sms.txt", template.to_owned())
        .locale("en/orders.ftl", messages.to_owned());
    Engine::new(&sources, Config::default())
}

pub(crate) fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

pub(crate) fn force(language: &str, channel: Channel) -> Preview {
    Preview { language: Some(tag(language)), channel: Some(channel) }
}

pub(crate) fn message(outcome: Outcome) -> Box<Message> {
    match outcome {
        Outcome::Message(message) => message,
        other => panic!("expected a message: {}", json(&other)),
    }
}

/// The text of an event by SMS in English.
pub(crate) fn sms(engine: &Engine, event: &str) -> String {
    message(engine.preview(event.as_bytes(), &force("en", Channel::Sms))).body.text().to_owned()
}

/// The error of an event by SMS in English, as people read it.
pub(crate) fn sms_error(engine: &Engine, event: &str) -> String {
    match engine.preview(event.as_bytes(), &force("en", Channel::Sms)) {
        Outcome::Error(error) => format!("[{}] {}", error.code, error.message),
        other => panic!("expected an error: {}", json(&other)),
    }
}

pub(crate) fn json(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).unwrap()
}
