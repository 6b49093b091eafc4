//! Prints messages for whoever develops: who, on which channel, what, and what it costs.

use std::fmt::Write as _;
use std::io::Write;
use std::sync::Arc;

use anstyle::{Reset, Style};

use super::writer::Writer;
use super::{Content, Delivery, Provider, Sending};
use crate::harmless::harmless;

const HEAD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const END: Reset = Reset;

type Output = Box<dyn Write + Send>;

/// Prints messages, by default to the standard output.
#[derive(Clone)]
pub struct Console {
    name: String,
    output: Arc<Writer>,
}

impl Console {
    /// One that prints to the standard output, in colour where that is a terminal.
    pub fn new(name: impl Into<String>) -> Self {
        Self::writing_to(name, Box::new(anstream::stdout()))
    }

    /// One that prints elsewhere.
    pub fn writing_to(name: impl Into<String>, mut output: Output) -> Self {
        let write = move |text: &[u8]| output.write_all(text).and_then(|()| output.flush());
        Self { name: name.into(), output: Arc::new(Writer::new(write)) }
    }
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Provider for Console {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        Box::pin(self.output.write(shown(delivery).into_bytes()))
    }
}

/// A delivery for people, in the manner of `tellal render`.
fn shown(delivery: &Delivery) -> String {
    let Delivery { event, channel, language, .. } = delivery;
    let (to, from) = (harmless(delivery.to.as_str()), harmless(&delivery.from));
    let mut out = format!("{HEAD}{channel}{END}  {event} to {HEAD}{to}{END} from {from}, in {language}\n\n");
    if let Content::Email { subject, .. } = &delivery.content {
        let _ = write!(out, "  {DIM}Subject:{END} {}\n\n", harmless(subject));
    }
    for line in delivery.content.text().lines() {
        out.push_str(format!("  {}", harmless(line)).trim_end());
        out.push('\n');
    }
    out.push('\n');
    if let Content::Sms { encoding, segments, .. } = &delivery.content {
        let plural = if *segments == 1 { "" } else { "s" };
        let _ = writeln!(out, "  {DIM}cost{END}  {segments} segment{plural} of {}", encoding.as_str());
    }
    let attempt =
        if delivery.attempt > 1 { format!(", attempt {}", delivery.attempt) } else { String::new() };
    let _ = writeln!(out, "  {DIM}id    {}{attempt}{END}\n", harmless(&delivery.id));
    out
}
