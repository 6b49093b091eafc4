//! `--watch`: looks at the files several times a second, and runs again when what they say has changed.
//!
//! Looking is as good as being told here: the files are few and small, it works on every file system, and
//! neither editors that replace files nor folders that go away for a moment can stop it.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the time of a run is told")]

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

use super::{Arguments, CannotRun, cannot_write};
use crate::catalog::Sources;
use crate::cli::paint::{BAD, DIM, END};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(200);
/// How long files have to stay as they are before they are believed to be written.
const SETTLED: Duration = Duration::from_millis(50);
/// What cannot be read may be on its way: it is looked at this often before it is told.
const PATIENCE: u32 = 5;

/// All that a run depends on, or why it cannot be read.
#[derive(PartialEq)]
struct Seen {
    config: Result<String, String>,
    sources: Result<Sources, String>,
}

impl Arguments {
    pub(super) fn watch(&self) -> Result<ExitCode, CannotRun> {
        let mut seen = self.see();
        loop {
            self.show()?;
            let last = seen;
            seen = loop {
                sleep(PAUSE);
                let next = self.see();
                if next != last && self.is_settled(&next) {
                    break next;
                }
            };
        }
    }

    fn see(&self) -> Seen {
        let config = self.places.config_text().map(|(_, text)| text).map_err(|error| error.to_string());
        let sources = self.places.sources().map_err(|error| error.to_string());
        Seen { config, sources }
    }

    /// Whether files still are what they were a moment ago; for those that cannot be read, a longer moment.
    fn is_settled(&self, seen: &Seen) -> bool {
        let looks = if seen.config.is_ok() && seen.sources.is_ok() { 1 } else { PATIENCE };
        (0..looks).all(|_| {
            sleep(SETTLED);
            self.see() == *seen
        })
    }

    /// One run and its time. What keeps it from running is told and may be mended meanwhile.
    fn show(&self) -> Result<(), CannotRun> {
        if io::stdout().is_terminal() {
            write!(io::stdout(), "\u{1b}[2J\u{1b}[H").map_err(cannot_write)?;
        }
        match self.once() {
            Err(CannotRun::Io { what, source }) if source.kind() == io::ErrorKind::BrokenPipe => {
                return Err(CannotRun::Io { what, source });
            }
            Err(error) => anstream::eprintln!("{BAD}error:{END} {error}"),
            Ok(_) => {}
        }
        let time = jiff::Zoned::now().strftime("%H:%M:%S");
        anstream::eprintln!("{DIM}{time}  waiting for a change; Ctrl-C ends{END}");
        Ok(())
    }
}
