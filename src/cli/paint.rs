//! Colours. `anstream` drops them when output is not a terminal, or when `NO_COLOR` is set.

use anstyle::{AnsiColor, Reset, Style};

/// Errors.
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
/// Success.
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What is worth a look.
pub(super) const WARN: Style = AnsiColor::Yellow.on_default();
/// Headings.
pub(super) const HEAD: Style = Style::new().bold();
/// What matters less.
pub(super) const DIM: Style = Style::new().dimmed();
/// Back to normal.
pub(super) const END: Reset = Reset;
