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
use crate::section::Section;

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
    /// `level`: `error`, `warn`, `info` or `debug`, or by module as `info,tellal::dispatch=debug`. Default
    /// `info`.
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
        let level = section.key("level", |value| {
            let level = value.as_str().and_then(|text| text.parse().ok());
            level.ok_or_else(|| {
                "error, warn, info or debug; by module: info,tellal::dispatch=debug".to_owned()
            })
        });
        let formats = [("auto", Format::Auto), ("text", Format::Text), ("json", Format::Json)];
        let format = section.word("format", &formats);
        section.finish();
        let (level, format) = (level.unwrap_or(info), format.unwrap_or(Format::Auto));
        ConfigError::unless_none(errors).map(|()| Self { level, format })
    }
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
