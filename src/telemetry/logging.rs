//! Log lines: text where a person reads them, JSON where a program does.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::output::{Flush, Output};
use crate::config::{Config, ConfigError};
use crate::section::{Section, did_you_mean};

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Text on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// Text.
    Text,
    /// An object a line.
    Json,
}

/// `[log]`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LogConfig {
    /// `level`: `off`, `error`, `warn`, `info`, `debug` or `trace`, or by module as
    /// `info,tellal::dispatch=debug`. Default `info`.
    pub level: Targets,
    /// `format`: `text`, `json`, or `auto`, which is text on a terminal and JSON otherwise. Default `auto`.
    pub format: Format,
}

impl LogConfig {
    /// Reads `[log]`.
    ///
    /// # Errors
    /// [`ConfigError`] with every key that is wrong.
    pub fn from_config(config: &Config) -> Result<Self, ConfigError> {
        let mut errors = Vec::new();
        let mut section = Section::new("log", &config.log, &mut errors);
        let info = Targets::new().with_default(LevelFilter::INFO);
        let level = section.text("level").map(levels).and_then(|read| match read {
            Ok(level) => Some(level),
            Err(error) => {
                section.fault("level", error);
                None
            }
        });
        let formats = [("auto", Format::Auto), ("text", Format::Text), ("json", Format::Json)];
        let format = section.word("format", &formats);
        section.finish();
        let (level, format) = (level.unwrap_or(info), format.unwrap_or(Format::Auto));
        ConfigError::unless_none(errors).map(|()| Self { level, format })
    }
}

const LEVELS: [(&str, LevelFilter); 6] = [
    ("off", LevelFilter::OFF),
    ("error", LevelFilter::ERROR),
    ("warn", LevelFilter::WARN),
    ("info", LevelFilter::INFO),
    ("debug", LevelFilter::DEBUG),
    ("trace", LevelFilter::TRACE),
];

/// Reads levels: one for all, and those of modules. A word alone is never taken for a module: as one it would
/// silence all others, and it is a misspelt level.
fn levels(text: &str) -> Result<Targets, String> {
    let mut targets = Targets::new();
    for part in text.split(',').map(str::trim) {
        targets = match part.split_once('=') {
            None => targets.with_default(level(part)?),
            Some((module, name)) if is_module(module) => targets.with_target(module, level(name)?),
            Some((module, _)) => return Err(format!("`{module}` is no module, such as tellal::dispatch")),
        };
    }
    Ok(targets)
}

fn level(name: &str) -> Result<LevelFilter, String> {
    let small = name.to_lowercase();
    if let Some((_, level)) = LEVELS.iter().find(|(known, _)| *known == small) {
        return Ok(*level);
    }
    let names = LEVELS.map(|(known, _)| known);
    let known = names.join(", ");
    let longer = |known: &&str| !small.is_empty() && (small.starts_with(known) || known.starts_with(&small));
    let near = match names.into_iter().find(longer) {
        Some(near) => format!("; did you mean {near}?"),
        None => did_you_mean(&small, names),
    };
    Err(format!("`{name}` is none of {known}; by module: info,tellal::dispatch=debug{near}"))
}

fn is_module(name: &str) -> bool {
    let of_names = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | ':');
    !name.is_empty() && name.chars().all(of_names)
}

/// Keeps the log going; what is waiting is written when it is dropped.
#[derive(Debug)]
pub struct LogHandle(#[expect(dead_code, reason = "held for its drop")] Flush);

/// Starts the log on standard error. `dropped` counts the lines that nobody read in time.
pub fn start(config: &LogConfig, dropped: Arc<AtomicU64>) -> LogHandle {
    let (output, flush) = Output::start(dropped);
    let terminal = std::io::stderr().is_terminal();
    let json = match config.format {
        Format::Auto => !terminal,
        Format::Text => false,
        Format::Json => true,
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(move || output.clone()).with_target(false);
    let lines = if json {
        lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed()
    } else {
        lines.compact().with_ansi(terminal).boxed()
    };
    // A program has one log; a second start (in a test, say) keeps the first.
    let _ = tracing_subscriber::registry().with(lines.with_filter(config.level.clone())).try_init();
    LogHandle(flush)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(level: &str) -> Result<LogConfig, String> {
        let text = format!("[log]\nlevel = {level:?}");
        let config = Config::parse(&text, std::iter::empty()).unwrap();
        LogConfig::from_config(&config).map_err(|error| error.to_string())
    }

    #[test]
    fn levels_are_for_all_and_for_modules() {
        let shown = |level: &str, target: &str, at: tracing::Level| {
            read(level).unwrap().level.would_enable(target, &at)
        };
        assert!(shown("warn", "tellal", tracing::Level::WARN));
        assert!(!shown("WARN", "tellal", tracing::Level::INFO));
        let both = "info, tellal::dispatch=debug";
        assert!(shown(both, "tellal::dispatch::run", tracing::Level::DEBUG));
        assert!(!shown(both, "tellal::gateway", tracing::Level::DEBUG));
        assert!(shown(both, "tellal::gateway", tracing::Level::INFO));
        assert!(read("tellal=debug,hyper=info").is_ok());
        assert!(!shown("off", "tellal", tracing::Level::ERROR));
    }

    #[test]
    fn what_is_no_level_silences_nothing() {
        let all = "is none of off, error, warn, info, debug, trace";
        for (level, part, near) in [
            ("warning", "warning", "; did you mean warn?"),
            ("err", "err", "; did you mean error?"),
            ("inof", "inof", "; did you mean info?"),
            ("bogus", "bogus", ""),
            ("none", "none", ""),
            ("", "", ""),
            ("info,", "", ""),
            ("tellal::dispatch", "tellal::dispatch", ""),
            ("info,tellal=warning", "warning", "; did you mean warn?"),
            ("info,tellal=", "", ""),
        ] {
            let expected = format!("log.level: `{part}` {all}; by module: info,tellal::dispatch=debug{near}");
            assert_eq!(read(level).unwrap_err(), expected, "{level}");
        }
        for (level, module) in
            [("=debug", ""), ("info,a b=debug", "a b"), ("tellal[{id}]=debug", "tellal[{id}]")]
        {
            let expected = format!("log.level: `{module}` is no module, such as tellal::dispatch");
            assert_eq!(read(level).unwrap_err(), expected, "{level}");
        }
    }
}
