//! Comments and declarations, also those that only Outlook reads: `<!--[if mso]>…<![endif]-->`.

use super::markup::Place;
use super::state::Mode;

/// What a `<!` opens.
pub(super) struct Opening<'a> {
    pub(super) mode: Mode<'a>,
    /// How much of the text is read with it.
    pub(super) length: usize,
    /// Whether it depends on the version of Outlook.
    pub(super) unclear: bool,
}

/// What `<!` or `<?` opens, as Outlook reads it or as the others do.
pub(super) fn opening<'a>(rest: &str, outlook: bool, at: Place<'a>) -> Opening<'a> {
    let comment = rest.starts_with("<!--");
    let plain = Opening {
        mode: if comment { Mode::Comment(at) } else { Mode::Declaration },
        // `<!-->` is a whole comment, and so its `>` may be the last of the three.
        length: if comment && !rest.starts_with("<!-->") { 4 } else { 2 },
        unclear: false,
    };
    let inner = rest.trim_start_matches(['<', '!', '-']);
    let Some(condition) = inner.strip_prefix("[if").filter(|_| outlook) else { return plain };
    let Some(end) = condition.find("]>") else { return plain };
    let length = rest.len() - condition.len() + end + 2;
    // What all others read too is behind `-->`: `<!--[if !mso]><!-->`.
    let revealed = !comment || rest[length..].starts_with("<!-->");
    match is_for_outlook(&condition[..end]) {
        Some(true) => Opening { mode: Mode::Text, length, unclear: false },
        Some(false) if revealed => Opening { mode: Mode::Hidden(at), length, unclear: false },
        Some(false) => plain,
        None => Opening { unclear: true, ..plain },
    }
}

/// Whether every Outlook for Windows reads what is behind this condition; `None` where it depends.
fn is_for_outlook(condition: &str) -> Option<bool> {
    let words: String = condition.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let bare = words.replace(['(', ')'], "");
    match bare.as_str() {
        "!mso" | "!gte mso 9" | "! mso" => Some(false),
        "mso" | "gte mso 9" | "mso | ie" | "mso|ie" | "gte mso 9|ie" | "gte mso 9 | ie" | "vml" | "true" => {
            Some(true)
        }
        other if !other.contains("mso") && !other.contains('!') => Some(false),
        _ => None,
    }
}
