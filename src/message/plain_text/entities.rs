//! References to characters: `&amp;`, `&#39;`, `&#x20AC;`.

use std::borrow::Cow;

use super::tokens::find;

/// The names that HTML knows, in order of their bytes: the name, and one or two code points. Names that old pages wrote
/// without a semicolon are there twice. From <https://html.spec.whatwg.org/entities.json>.
const NAMES: &str = include_str!("entities.txt");

/// The longest name, and the longest and shortest that need no semicolon.
const LONGEST: usize = 32;
const LONGEST_BARE: usize = 6;
const SHORTEST_BARE: usize = 2;

/// One or two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant {
    bytes: [u8; 8],
    length: usize,
}

impl Meant {
    fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let (mut bytes, mut length) = ([0; 8], 0);
        for char in chars.into_iter().take(2) {
            length += char.encode_utf8(&mut bytes[length..]).len();
        }
        Self { bytes, length }
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// What a reference at the start of `text` means, and how long it is; `None` where the `&` means itself. In an attribute
/// (an address with `&copy=1`), a name without a semicolon counts only where no letter, digit or `=` follows.
pub(super) fn reference(text: &str, in_attribute: bool) -> Option<(Meant, usize)> {
    let after = text.strip_prefix('&')?;
    if let Some(digits) = after.strip_prefix('#') {
        return numeric(digits).map(|(char, length)| (Meant::new([char]), length + 2));
    }
    let bytes = after.as_bytes();
    let length = bytes.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes.get(length) == Some(&b';')
        && let Some(meant) = named(&after[..=length])
    {
        return Some((meant, length + 2));
    }
    for bare in (SHORTEST_BARE..=length.min(LONGEST_BARE)).rev() {
        if let Some(meant) = named(&after[..bare]) {
            let goes_on = bytes.get(bare).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'=');
            return (!in_attribute || !goes_on).then_some((meant, bare + 1));
        }
    }
    None
}

/// A text or an attribute's value with its references resolved.
pub(super) fn resolved(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if find(text, b'&').is_none() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find(rest, b'&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let meant = reference(rest, in_attribute);
        out.push_str(meant.as_ref().map_or("&", |(meant, _)| meant.as_str()));
        rest = &rest[meant.map_or(1, |(_, length)| length)..];
    }
    out.push_str(rest);
    out.into()
}

/// What stands behind `&#`.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (radix, prefix) = if text.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let digits = &text[prefix..];
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let significant = digits[..length].trim_start_matches('0');
    // What has more digits is beyond Unicode.
    let number =
        if significant.len() > 7 { u32::MAX } else { u32::from_str_radix(significant, radix).unwrap_or(0) };
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    Some((character(number), prefix + length + semicolon))
}

/// The character of a number; those from 128 to 159 are meant as Windows-1252, and what is none is U+FFFD.
fn character(number: u32) -> char {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match number {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => WINDOWS[number as usize - 0x80],
        _ => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The meaning of a name, with its semicolon if it has one.
fn named(name: &str) -> Option<Meant> {
    match name {
        "amp;" => return Some(Meant::new(['&'])),
        "lt;" => return Some(Meant::new(['<'])),
        "gt;" => return Some(Meant::new(['>'])),
        "quot;" => return Some(Meant::new(['"'])),
        "nbsp;" => return Some(Meant::new(['\u{A0}'])),
        _ => {}
    }
    let bytes = NAMES.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = bytes[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end =
            bytes[middle..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| middle + at);
        let (found, points) = NAMES[start..end].split_once(' ')?;
        match found.cmp(name) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                let chars = points.split(' ').filter_map(|point| u32::from_str_radix(point, 16).ok());
                return Some(Meant::new(chars.filter_map(char::from_u32)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, usize)>) {
        let found = reference(text, false);
        assert_eq!(found.as_ref().map(|(meant, length)| (meant.as_str(), *length)), expected, "{text}");
    }

    #[test]
    fn every_name_is_found() {
        let names: Vec<&str> = NAMES.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(names.len(), 2231);
        assert!(names.is_sorted());
        for (name, line) in names.iter().zip(NAMES.lines()) {
            let expected: String = line
                .split(' ')
                .skip(1)
                .map(|point| char::from_u32(u32::from_str_radix(point, 16).unwrap()).unwrap())
                .collect();
            assert_eq!(named(name).map(|meant| meant.as_str().to_owned()), Some(expected), "{name}");
            let bare = name.trim_end_matches(';');
            assert!(bare.len() <= LONGEST, "{name}");
            let is_bare = !name.ends_with(';');
            assert!(!is_bare || (SHORTEST_BARE..=LONGEST_BARE).contains(&bare.len()), "{name}");
        }
    }

    #[test]
    fn references_are_read_as_browsers_read_them() {
        check("&amp;lt;", Some(("&", 5)));
        check("&hellip; more", Some(("…", 8)));
        check("&copy2026", Some(("©", 5)));
        check("&notit;", Some(("¬", 4)));
        check("&NotEqualTilde;", Some(("≂̸", 15)));
        check("&unknown;", None);
        check("& ", None);
        check("&", None);
        check("&;", None);
        check("&#39;", Some(("'", 5)));
        check("&#x20ac;", Some(("€", 8)));
        check("&#8364 ", Some(("€", 6)));
        check("&#128;", Some(("€", 6)));
        check("&#0;", Some(("\u{FFFD}", 4)));
        check("&#xD800;", Some(("\u{FFFD}", 8)));
        check("&#99999999999999999999;", Some(("\u{FFFD}", 23)));
        check("&#x;", None);
        check("&#", None);
        check("&#é", None);
        check("&é", None);
    }

    #[test]
    fn an_address_keeps_its_parameters() {
        assert_eq!(reference("&copy=1", true), None);
        assert_eq!(reference("&region=tr", true), None);
        assert_eq!(reference("&copy;=1", true).map(|(_, length)| length), Some(6));
        assert_eq!(reference("&reg\"", true).map(|(_, length)| length), Some(4));
    }
}
