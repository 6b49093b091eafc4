//! Steps through JSON, from front to back, once. They take what `serde_json` can read to a `Value`, but for what is nested
//! deeper than anything that a shop writes, and numbers larger than any.
//!
//! Each step is a function from what is left of the JSON to what is left behind it, or `None` where what stands there is
//! not what the step is for; all is over then. Most of an event is passed over, so that is what they are made for: a text
//! is looked at sixteen bytes at a time, which is about as long as most texts are, and nothing is copied.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

/// JSON that is being read: what is left of it is always its end.
#[derive(Clone, Copy)]
pub(super) struct Json<'a>(pub(super) &'a str);

impl<'a> Json<'a> {
    /// Looks up a field's name, and goes behind its colon.
    #[inline]
    pub(super) fn name<T>(self, rest: &'a [u8], find: impl Fn(&[u8]) -> T) -> Option<(T, &'a [u8])> {
        let start = behind(rest, b'"')?;
        let stop = plain(start)?;
        if let [b'"', rest @ ..] = stop {
            return Some((find(&start[..start.len() - stop.len()]), behind(rest, b':')?));
        }
        let (name, rest) = self.text(rest)?;
        Some((find(name.as_bytes()), behind(rest, b':')?))
    }

    /// A text, copied only where it has escapes.
    pub(super) fn text(self, rest: &'a [u8]) -> Option<(Cow<'a, str>, &'a [u8])> {
        let start = behind(rest, b'"')?;
        let stop = plain(start)?;
        if let [b'"', rest @ ..] = stop {
            return Some((Cow::Borrowed(self.between(start, stop)?), rest));
        }
        let rest = behind_escaped_text(stop)?;
        let text = self.between(start, rest)?.strip_suffix('"')?;
        Some((Cow::Owned(unescaped(text)?), rest))
    }

    /// A value of any kind, as `serde_json` reads it.
    pub(super) fn value<T: DeserializeOwned>(self, rest: &'a [u8]) -> Option<(T, &'a [u8])> {
        let behind = behind_value(rest)?;
        Some((serde_json::from_str(self.between(rest, behind)?).ok()?, behind))
    }

    fn between(self, start: &[u8], end: &[u8]) -> Option<&'a str> {
        self.0.get(self.0.len() - start.len()..self.0.len() - end.len())
    }
}

/// The next byte that is no white space, and what is left behind it.
#[inline]
pub(super) fn next(rest: &[u8]) -> Option<(u8, &[u8])> {
    behind_space(rest).split_first().map(|(byte, rest)| (*byte, rest))
}

/// What is left behind this byte.
#[inline]
pub(super) fn behind(rest: &[u8], wanted: u8) -> Option<&[u8]> {
    next(rest).filter(|(byte, _)| *byte == wanted).map(|(_, rest)| rest)
}

#[inline]
pub(super) fn behind_space(mut rest: &[u8]) -> &[u8] {
    while let [b' ' | b'\n' | b'\t' | b'\r', behind @ ..] = rest {
        rest = behind;
    }
    rest
}

/// Behind a value of any kind.
#[inline]
pub(super) fn behind_value(rest: &[u8]) -> Option<&[u8]> {
    match next(rest)? {
        (b'"', rest) => behind_text(rest),
        (first @ (b'{' | b'['), rest) => behind_nested(first, rest),
        (first, rest) => behind_scalar(first, rest),
    }
}

/// Behind an object or a list that begins with this byte.
fn behind_nested(first: u8, mut rest: &[u8]) -> Option<&[u8]> {
    // What is open here, the innermost last: 1 for an object, 0 for a list, behind a 1 for neither.
    let mut open: u64 = 1;
    let mut first = first;
    loop {
        if let b'{' | b'[' = first {
            if open.leading_zeros() == 0 {
                return None;
            }
            let is_object = first == b'{';
            open = open << 1 | u64::from(is_object);
        } else {
            rest = if first == b'"' { behind_text(rest)? } else { behind_scalar(first, rest)? };
        }
        // An object or list that was just opened may be closed again, but not go on.
        let mut is_new = matches!(first, b'{' | b'[');
        loop {
            let is_object = open & 1 == 1;
            let (byte, after) = next(rest)?;
            if byte == if is_object { b'}' } else { b']' } {
                (open, rest, is_new) = (open >> 1, after, false);
                if open == 1 {
                    return Some(rest);
                }
                continue;
            }
            if !is_new {
                rest = if byte == b',' { after } else { return None };
            }
            if is_object {
                rest = behind_name(rest)?;
            }
            break;
        }
        (first, rest) = next(rest)?;
    }
}

/// Behind a number or word that begins with this byte.
fn behind_scalar(first: u8, rest: &[u8]) -> Option<&[u8]> {
    match first {
        b'n' => rest.strip_prefix(b"ull"),
        b't' => rest.strip_prefix(b"rue"),
        b'f' => rest.strip_prefix(b"alse"),
        b'-' => rest.split_first().and_then(|(first, rest)| behind_number(*first, rest)),
        _ => behind_number(first, rest),
    }
}

/// Behind a field's name and its colon.
#[inline]
fn behind_name(rest: &[u8]) -> Option<&[u8]> {
    behind(behind_text(behind(rest, b'"')?)?, b':')
}

/// Behind a text whose quote is taken.
#[inline]
fn behind_text(rest: &[u8]) -> Option<&[u8]> {
    match plain(rest)? {
        [b'"', rest @ ..] => Some(rest),
        stop => behind_escaped_text(stop),
    }
}

/// Behind a text, from its first escape on.
fn behind_escaped_text(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        rest = match rest {
            [b'"', rest @ ..] => return Some(rest),
            [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', rest @ ..] => rest,
            [b'\\', b'u', rest @ ..] => match unit(rest)? {
                // Half a surrogate pair stands for nothing without the other half.
                (0xD800..0xDC00, rest) => {
                    let (low, rest) = unit(rest.strip_prefix(b"\\u")?)?;
                    Some(rest).filter(|_| (0xDC00..0xE000).contains(&low))?
                }
                (0xDC00..0xE000, _) => return None,
                (_, rest) => rest,
            },
            // Another escape, or a control character, which nobody may write as it is.
            _ => return None,
        };
        rest = plain(rest)?;
    }
}

/// A text whose escapes were passed over.
fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let kind = *escape.as_bytes().first()?;
        rest = &escape[1..];
        out.push(match kind {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let (high, behind) = unit(rest.as_bytes())?;
                let mut units = [high, 0];
                let mut length = rest.len() - behind.len();
                if (0xD800..0xDC00).contains(&high) {
                    let (low, behind) = unit(behind.strip_prefix(b"\\u")?)?;
                    units[1] = low;
                    length = rest.len() - behind.len();
                }
                rest = &rest[length..];
                char::decode_utf16(units).next()?.ok()?
            }
            // A quote, a slash or a backslash.
            itself => char::from(itself),
        });
    }
    out.push_str(rest);
    Some(out)
}

/// The unit of UTF-16 that four hexadecimal digits stand for, and what is left behind them.
pub(in crate::event) fn unit(rest: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, behind) = rest.split_first_chunk::<4>()?;
    let digit = |unit: u32, digit: &u8| Some(unit << 4 | char::from(*digit).to_digit(16)?);
    Some((u16::try_from(digits.iter().try_fold(0, digit)?).ok()?, behind))
}

/// What is left from the next quote, backslash or control character of a text on.
fn plain(mut rest: &[u8]) -> Option<&[u8]> {
    while let Some((sixteen, behind)) = rest.split_first_chunk() {
        let stops = stops(u128::from_le_bytes(*sixteen));
        if stops != 0 {
            return rest.get(stops.trailing_zeros() as usize / 8..);
        }
        rest = behind;
    }
    let at = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
    rest.get(at..)
}

/// Sixteen bytes of a text, the first one lowest: the high bit is set of the first that is a quote, a backslash or a
/// control character, and of no byte before it. Behind it the difference may have borrowed.
#[inline]
const fn stops(word: u128) -> u128 {
    const fn all(byte: u8) -> u128 {
        u128::from_le_bytes([byte; 16])
    }
    // Turning one bit moves the quote to just above the control characters, and nothing else below 0x21.
    let quote_or_control = (word ^ all(0x02)).wrapping_sub(all(0x21));
    let backslash = (word ^ all(b'\\')).wrapping_sub(all(1));
    (quote_or_control | backslash) & !word & all(0x80)
}

/// Behind a number that begins with this digit. One that may be too large for `serde_json` is left to it.
fn behind_number(first: u8, rest: &[u8]) -> Option<&[u8]> {
    let mut behind = match first {
        // Nothing but a fraction or an exponent may follow a leading 0.
        b'0' => rest,
        b'1'..=b'9' => Some(behind_digits(rest)).filter(|behind| rest.len() - behind.len() < MAX_DIGITS)?,
        _ => return None,
    };
    if let [b'.', rest @ ..] = behind {
        behind = behind_some_digits(rest)?;
    }
    if let [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] = behind {
        behind = behind_some_digits(rest).filter(|behind| rest.len() - behind.len() <= MAX_EXPONENT)?;
    }
    Some(behind)
}

/// A number with so many digits before the point and an exponent of so many digits is below the largest of `f64`, which is
/// near 10³⁰⁸.
const MAX_DIGITS: usize = 200;
const MAX_EXPONENT: usize = 2;

fn behind_some_digits(rest: &[u8]) -> Option<&[u8]> {
    let (first, rest) = rest.split_first()?;
    first.is_ascii_digit().then(|| behind_digits(rest))
}

fn behind_digits(mut rest: &[u8]) -> &[u8] {
    while let [b'0'..=b'9', behind @ ..] = rest {
        rest = behind;
    }
    rest
}

#[cfg(test)]
mod tests;
