//! What goes out: the text of a channel, and the receipt that says why it is as it is.

mod email;
mod outgoing;
mod plain_text;
mod receipt;
pub mod sms;
mod whatsapp;

pub use email::Email;
pub use outgoing::{Body, Message};
pub(crate) use plain_text::RAW_TEXT;
pub use receipt::{LanguageReceipt, LanguageSkip, LanguageSource, Receipt};
pub use sms::Sms;
pub use whatsapp::Whatsapp;

/// No trailing space, no more than one empty line, none at the ends.
fn tidy_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines().map(|line| line.trim_matches(is_blank)) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(line);
    }
    out
}

/// White space of any width, and what mail layouts pad with.
fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200B}' | '\u{200C}')
}
