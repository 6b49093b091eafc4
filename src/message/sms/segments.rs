//! How a text is cut into billed segments, as phones and networks do: greedily, and never through an
//! escape pair or a surrogate pair.

use serde::{Deserialize, Serialize};

use super::gsm7;

/// How an SMS is encoded on the air (3GPP TS 23.038).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// GSM 7-bit default alphabet with its extension table.
    #[serde(rename = "gsm7")]
    Gsm7,
    /// The same with the Turkish national single shift table, which costs a header.
    #[serde(rename = "gsm7-tr")]
    Gsm7Turkish,
    /// UCS-2 (UTF-16 code units).
    #[serde(rename = "ucs2")]
    Ucs2,
}

impl Encoding {
    /// The name in configuration and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gsm7 => "gsm7",
            Self::Gsm7Turkish => "gsm7-tr",
            Self::Ucs2 => "ucs2",
        }
    }

    /// Units of a message that fits alone, and of each part of a longer one.
    fn limits(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Gsm7Turkish => (155, 149),
            Self::Ucs2 => (70, 67),
        }
    }

    fn units(self, char: char) -> Option<usize> {
        match self {
            Self::Gsm7 => gsm7::septets(char),
            Self::Gsm7Turkish => gsm7::septets_turkish(char),
            Self::Ucs2 => Some(char.len_utf16()),
        }
    }

    /// Tells the units of each segment of a text; `None` where this encoding cannot write it.
    fn cut(self, text: &str, mut segment: impl FnMut(usize)) -> Option<()> {
        let mut units = 0;
        for char in text.chars() {
            units += self.units(char)?;
        }
        let (alone, part) = self.limits();
        if units <= alone {
            if units > 0 {
                segment(units);
            }
            return Some(());
        }
        let mut last = 0;
        for char in text.chars() {
            let own = self.units(char)?;
            if last + own > part {
                segment(last);
                last = 0;
            }
            last += own;
        }
        segment(last);
        Some(())
    }
}

/// A text cut into segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmentation {
    /// The encoding.
    pub encoding: Encoding,
    /// Units (septets or UTF-16 code units) of each segment.
    pub segment_units: Vec<usize>,
}

/// What a text costs in an encoding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub(super) encoding: Encoding,
    pub(super) units: usize,
    pub(super) segments: usize,
}

impl Segmentation {
    /// Cuts a text, or `None` where the encoding cannot write it.
    ///
    /// ```
    /// use tellal::message::sms::{Encoding, Segmentation};
    /// let text = format!("{}€{}", "a".repeat(152), "b".repeat(152));
    /// let cut = Segmentation::of(&text, Encoding::Gsm7).unwrap();
    /// assert_eq!(cut.segment_units, [152, 153, 1], "the pair for € moves to the second segment whole");
    /// ```
    pub fn of(text: &str, encoding: Encoding) -> Option<Self> {
        let mut segment_units = Vec::new();
        encoding.cut(text, |units| segment_units.push(units))?;
        Some(Self { encoding, segment_units })
    }

    /// All units together.
    pub fn units(&self) -> usize {
        self.segment_units.iter().sum()
    }

    /// The text of each segment, where `text` is the one that was cut.
    pub fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut parts = Vec::with_capacity(self.segment_units.len());
        let mut rest = text;
        for units in &self.segment_units {
            let mut left = *units;
            let end = rest
                .char_indices()
                .find(|(_, char)| match left.checked_sub(self.encoding.units(*char).unwrap_or(0)) {
                    Some(fewer) if left > 0 => {
                        left = fewer;
                        false
                    }
                    _ => true,
                })
                .map_or(rest.len(), |(end, _)| end);
            let (part, after) = rest.split_at(end);
            parts.push(part);
            rest = after;
        }
        parts
    }

    /// Billed segments.
    pub fn segments(&self) -> usize {
        self.segment_units.len()
    }

    /// The cheapest of several encodings; the earlier wins a tie. UCS-2 can write everything and stands
    /// in where none of the others can.
    pub fn cheapest(text: &str, encodings: &[Encoding]) -> Self {
        let Cost { encoding, .. } = Cost::least(text, encodings);
        Self::of(text, encoding).expect("what a text costs is known only for what can write it")
    }
}

impl Cost {
    fn of(text: &str, encoding: Encoding) -> Option<Self> {
        let mut cost = Self { encoding, units: 0, segments: 0 };
        encoding.cut(text, |units| {
            cost.units += units;
            cost.segments += 1;
        })?;
        Some(cost)
    }

    /// What a text costs in the encoding that [`Segmentation::cheapest`] takes.
    pub(super) fn least(text: &str, encodings: &[Encoding]) -> Self {
        let mut all = encodings.iter().filter_map(|encoding| Self::of(text, *encoding));
        match all.next() {
            // Nothing is cheaper than one segment.
            Some(first) if first.segments <= 1 => first,
            first => first
                .into_iter()
                .chain(all)
                .min_by_key(|cost| cost.segments)
                .or_else(|| Self::of(text, Encoding::Ucs2))
                .expect("UCS-2 has units for every character"),
        }
    }
}
