//! Appends each message to a file as a line of JSON.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::writer::Writer;
use super::{Answer, Content, Delivery, Provider, Reason, Sending, code};

/// Appends each message to a file as a line of JSON. The file is only its owner's to read, and is opened anew for
/// each message, so that it may be moved away at any time.
#[derive(Clone)]
pub struct File {
    name: String,
    path: PathBuf,
    output: Arc<Writer>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("name", &self.name).field("path", &self.path).finish_non_exhaustive()
    }
}

/// A line.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    attempt: u32,
    event: &'a str,
    order_number: Option<&'a str>,
    site_domain: &'a str,
    channel: &'a str,
    language: &'a str,
    from: &'a str,
    to: &'a str,
    #[serde(flatten)]
    content: &'a Content,
}

impl File {
    /// One that appends to this file, which is made if need be.
    ///
    /// # Errors
    /// Why the file cannot be written.
    pub fn open(name: impl Into<String>, path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        open(&path)?;
        let own = path.clone();
        let output = Arc::new(Writer::new(move |line: &[u8]| append(&own, line)));
        Ok(Self { name: name.into(), path, output })
    }
}

impl Provider for File {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        Box::pin(async move {
            match line(delivery) {
                Ok(line) => self.output.write(line).await,
                Err(_) => Answer::permanent(Reason::new(code::UNSENDABLE, "cannot be written as JSON")),
            }
        })
    }
}

fn line(delivery: &Delivery) -> serde_json::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(&Line {
        id: &delivery.id,
        attempt: delivery.attempt,
        event: delivery.event.as_str(),
        order_number: delivery.order_number.as_deref(),
        site_domain: &delivery.site_domain,
        channel: delivery.channel.as_str(),
        language: &delivery.language,
        from: &delivery.from,
        to: delivery.to.as_str(),
        content: &delivery.content,
    })?;
    line.push(b'\n');
    Ok(line)
}

/// Appends a line and sees it to the disk; a line that did not fit is taken back, so that none is ever half.
fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    let mut file = open(path)?;
    let before = file.metadata()?.len();
    file.write_all(line).and_then(|()| file.sync_data()).inspect_err(|_| {
        let _ = file.set_len(before);
    })
}

fn open(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
