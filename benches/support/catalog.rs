//! The engine under measurement: the shipped templates and locales, as they are and in twenty languages.

use std::path::Path;

use tellal::{Config, Engine, Sources};

/// The languages of mixed traffic, each with the shipped one whose sentences it borrows. Numbers, money, negotiation and
/// plural rules are the language's own; only the words are another's.
pub(crate) const LANGUAGES: [(&str, &str); 20] = [
    ("en", "en"),
    ("de", "de"),
    ("tr", "tr"),
    ("pl", "pl"),
    ("ru", "ru"),
    ("ar", "ar"),
    ("fr", "en"),
    ("es", "en"),
    ("it", "en"),
    ("nl", "de"),
    ("pt", "en"),
    ("sv", "de"),
    ("ro", "en"),
    ("hu", "tr"),
    ("cs", "pl"),
    ("bg", "ru"),
    ("uk", "ru"),
    ("sr", "ru"),
    ("kk", "ru"),
    ("hy", "en"),
];

/// The tags of [`LANGUAGES`].
pub(crate) const TAGS: [&str; 20] = {
    let mut tags = [""; 20];
    let mut at = 0;
    while at < tags.len() {
        tags[at] = LANGUAGES[at].0;
        at += 1;
    }
    tags
};

fn folder(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The shipped templates and locales.
pub(crate) fn shipped() -> Engine {
    Engine::from_dirs(folder("templates"), folder("locales")).expect("the shipped files are in order")
}

/// The shipped templates in [`LANGUAGES`].
pub(crate) fn in_twenty_languages() -> Engine {
    let mut sources = Sources::new();
    for (path, text) in templates() {
        sources = sources.template(path, text);
    }
    for (tag, of) in LANGUAGES {
        for (path, text) in locale(of) {
            sources = sources.locale(format!("{tag}/{path}"), text);
        }
    }
    Engine::new(&sources, Config::default()).expect("what is in order in six languages is in twenty")
}

/// The shipped templates by their path.
pub(crate) fn templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    read_below(&folder("templates"), "", &mut found);
    found.retain(|(path, _)| Path::new(path).extension().is_none_or(|extension| extension != "md"));
    found
}

/// A shipped language's files by their path.
pub(crate) fn locale(language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    read_below(&folder(&format!("locales/{language}")), "", &mut found);
    found
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the shipped files")]
fn read_below(folder: &str, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the shipped folders are there") {
        let entry = entry.expect("and can be listed");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        let path = entry.path();
        if path.is_dir() {
            read_below(&path.to_string_lossy(), &format!("{prefix}{name}/"), found);
        } else {
            found.push((format!("{prefix}{name}"), std::fs::read_to_string(path).expect("and read")));
        }
    }
}
