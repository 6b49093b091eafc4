//! What the reader of TOML says, in words that name the key and never show a line, which may hold a secret.

use std::borrow::Cow;

use crate::l10n::place_of;
use crate::nearest::nearest;

/// A text that is no TOML.
pub(super) fn of_syntax(error: &toml::de::Error, text: &str) -> String {
    let place = error.span().map(|span| place_of(text, span.start));
    let place = place.map_or_else(String::new, |(line, column)| format!("line {line}, column {column}: "));
    format!("{place}{}", error.message().trim_end())
}

/// A section that says what nobody asked for. `section` is its name; empty for the whole file.
pub(crate) fn of_shape(error: &toml::de::Error, section: &str) -> String {
    let shown = error.to_string();
    let inner = shown.lines().last().and_then(|line| line.strip_prefix("in `")?.strip_suffix('`'));
    let key = [section, inner.unwrap_or_default()].into_iter().filter(|part| !part.is_empty());
    let key = key.collect::<Vec<_>>().join(".");
    let message = without_value(error.message().trim_end());
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let unknown = ["unknown field", "unknown variant"].iter().any(|start| message.starts_with(start));
    let near = match quoted.split_first() {
        Some((given, known)) if unknown => nearest(given, known.iter().copied()),
        _ => None,
    };
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let place = if key.is_empty() { String::new() } else { format!("{key}: ") };
    format!("{place}{message}{near}")
}

/// What stands where something else is wanted may be a secret: only what is wanted is told.
fn without_value(message: &str) -> Cow<'_, str> {
    let found = ["invalid type: ", "invalid value: "].iter().find(|start| message.starts_with(**start));
    match (found, message.rsplit_once(", expected ")) {
        (Some(_), Some((_, expected))) => Cow::Owned(format!("expected {expected}")),
        (Some(_), None) => Cow::Borrowed("of the wrong type"),
        (None, _) => Cow::Borrowed(message),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn told(text: &str) -> String {
        Config::parse(text, std::iter::empty()).expect_err("a fault").to_string()
    }

    #[test]
    fn a_fault_names_its_key_and_never_shows_a_value() {
        assert_eq!(told("gateway = \"hunter2\""), "gateway: expected a map");
        assert_eq!(
            told("[gateway]\npassword = \"hunter2"),
            "line 2, column 20: invalid basic string, expected `\"`"
        );
        assert_eq!(told("[engine]\nchannels = \"hunter2\""), "engine.channels: expected a sequence");
        assert!(told("[chek]\nx = 1").ends_with("did you mean `check`?"));
    }
}
