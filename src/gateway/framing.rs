//! Where a body ends. Pure: bytes go in as they arrive, and what belongs to the body is counted.

/// How the body of a request is delimited, and how much of it has gone by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// This many bytes are left.
    Length(u64),
    /// Chunks, at this place.
    Chunked(Place),
    /// Chunks that are none. What follows belongs to nobody.
    Broken,
}

/// Where among the chunks the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the digits of a size: so many so far, and their value.
    Size(u8, u64),
    /// In what may follow a size up to the end of its line: so many bytes.
    Extension(u64, u16),
    /// Before the line feed that ends a size.
    SizeEnd(u64),
    /// In data: so many bytes are left.
    Data(u64),
    /// Before the carriage return after data, then before its line feed.
    DataEnd(bool),
    /// In the lines after the last chunk: bytes in this line, bytes in all.
    Trailer(u16, u16),
    /// Past the end.
    Done,
}

/// Extensions and trailers longer than this are nobody's.
const MAX_EXTRA: u16 = 4096;

impl Framing {
    pub(super) fn length(bytes: u64) -> Self {
        Self::Length(bytes)
    }

    pub(super) fn chunked() -> Self {
        Self::Chunked(Place::Size(0, 0))
    }

    /// Whether the body has ended.
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Length(0) | Self::Chunked(Place::Done))
    }

    /// Takes what belongs to the body from the front of `bytes` and says how many that were.
    pub(super) fn take(&mut self, bytes: &[u8]) -> usize {
        match self {
            Self::Length(left) => {
                let taken = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                *left -= taken as u64;
                taken
            }
            Self::Chunked(_) => self.take_chunks(bytes),
            Self::Broken => 0,
        }
    }

    fn take_chunks(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Self::Chunked(place) = self {
            if matches!(place, Place::Done) || at >= bytes.len() {
                break;
            }
            if let Place::Data(left) = place {
                let taken = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len() - at);
                *left -= taken as u64;
                at += taken;
                if *left == 0 {
                    *place = Place::DataEnd(false);
                }
                continue;
            }
            *self = place.after(bytes[at]).map_or(Self::Broken, Self::Chunked);
            at += 1;
        }
        at
    }
}

impl Place {
    /// The place after one more byte; `None` where it may not stand.
    fn after(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Size(1.., size) | Self::Extension(size, _), b'\r') => Some(Self::SizeEnd(size)),
            (Self::Size(1.., size), b';' | b' ' | b'\t') => Some(Self::Extension(size, 0)),
            (Self::Size(digits @ 0..16, size), digit) => {
                let digit = char::from(digit).to_digit(16)?;
                Some(Self::Size(digits + 1, size << 4 | u64::from(digit)))
            }
            (Self::Extension(size, length), byte) if byte != b'\n' && length < MAX_EXTRA => {
                Some(Self::Extension(size, length + 1))
            }
            (Self::SizeEnd(0), b'\n') => Some(Self::Trailer(0, 0)),
            (Self::SizeEnd(size), b'\n') => Some(Self::Data(size)),
            (Self::DataEnd(false), b'\r') => Some(Self::DataEnd(true)),
            (Self::DataEnd(true), b'\n') => Some(Self::Size(0, 0)),
            (Self::Trailer(0, _), b'\n') => Some(Self::Done),
            (Self::Trailer(_, all), b'\n') => Some(Self::Trailer(0, all)),
            (Self::Trailer(line, all), b'\r') => Some(Self::Trailer(line, all)),
            (Self::Trailer(line, all), _) if all < MAX_EXTRA => Some(Self::Trailer(line + 1, all + 1)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(text: &str, step: usize) -> (usize, Framing) {
        let mut framing = Framing::chunked();
        let mut taken = 0;
        for piece in text.as_bytes().chunks(step) {
            let now = framing.take(piece);
            taken += now;
            if now < piece.len() {
                break;
            }
        }
        (taken, framing)
    }

    #[test]
    fn chunks_end_where_they_end() {
        let whole = "5\r\nhello\r\nA;x=\"y\"\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
        for step in 1..20 {
            let (taken, framing) = chunks(&format!("{whole}GET / HTTP/1.1"), step);
            assert_eq!((taken, framing.is_done()), (whole.len(), true), "in steps of {step}");
        }
    }

    #[test]
    fn what_is_no_chunk_breaks_the_framing() {
        for broken in [
            "\r\n",
            "5\nhello",
            "5\r\nhello0\r\n",
            "g\r\n",
            "-1\r\n",
            "00000000000000001\r\n",
            "5\rhello",
            "0x5\r\n",
        ] {
            assert_eq!(chunks(broken, 100).1, Framing::Broken, "{broken:?}");
        }
        let mut framing = Framing::length(3);
        assert_eq!((framing.take(b"abcdef"), framing.is_done()), (3, true));
    }
}
