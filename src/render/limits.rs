//! Bounds on what a template may write.

use std::io::{self, Write};

/// The longest text of any part, in bytes. Mail programs cut messages off long before.
pub(super) const MAX_OUTPUT: usize = 512 * 1024;

/// A buffer that refuses to grow past [`MAX_OUTPUT`].
#[derive(Debug, Default)]
pub(crate) struct Capped {
    bytes: Vec<u8>,
    overflowed: bool,
}

impl Capped {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), overflowed: false }
    }

    pub(super) fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Adds a text; `None` where it does not fit any more.
    pub(crate) fn push(&mut self, text: &str) -> Option<()> {
        self.write_all(text.as_bytes()).ok()
    }

    /// Adds a text as HTML, as Tera escapes it.
    pub(crate) fn push_escaped(&mut self, text: &str) -> Option<()> {
        if text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
            return tera::escape_html(text, self).ok();
        }
        self.push(text)
    }

    pub(crate) fn into_text(self) -> String {
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
