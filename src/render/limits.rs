//! Bounds on what a template may write.

use std::io::{self, Write};

/// The longest text of any part, in bytes. Mail programs cut messages off long before.
pub(super) const MAX_OUTPUT: usize = 512 * 1024;

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
