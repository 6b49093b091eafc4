//! Bounds on what a template may write.

use std::io::{self, Write};

/// The longest text of any part, in bytes. Mail programs cut messages off long before.
pub(crate) const MAX_OUTPUT: usize = 512 * 1024;

/// A buffer that refuses to grow past [`MAX_OUTPUT`].
#[derive(Debug, Default)]
pub(super) struct Capped {
    bytes: Vec<u8>,
    overflowed: bool,
}

impl Capped {
    pub(super) fn overflowed(&self) -> bool {
        self.overflowed
    }

    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.bytes).expect("tera writes whole strings, which are UTF-8")
    }
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_OUTPUT {
            self.overflowed = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A text that refuses to grow past [`MAX_OUTPUT`].
#[derive(Debug, Default)]
pub(crate) struct Bounded(String);

impl Bounded {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds a text; `None` where it does not fit any more.
    pub(crate) fn push(&mut self, text: &str) -> Option<()> {
        if self.0.len() + text.len() > MAX_OUTPUT {
            return None;
        }
        self.0.push_str(text);
        Some(())
    }

    /// Adds a text as HTML, as Tera escapes it.
    pub(crate) fn push_escaped(&mut self, text: &str) -> Option<()> {
        if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
            return self.push(text);
        }
        let mut escaped = Vec::with_capacity(2 * text.len());
        tera::escape_html(text, &mut escaped).ok()?;
        self.push(std::str::from_utf8(&escaped).ok()?)
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}
