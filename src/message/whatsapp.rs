//! WhatsApp: a text with WhatsApp's own light markup.

use serde::Serialize;

/// A WhatsApp message.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Whatsapp {
    /// The text. `*bold*` and `_italic_` come from the template; values cannot add any.
    pub text: String,
}

impl std::fmt::Debug for Whatsapp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Whatsapp").finish_non_exhaustive()
    }
}

impl Whatsapp {
    /// Tidies a text: no trailing space, at most one empty line in a row, none at the ends.
    pub(crate) fn compose(text: &str) -> Self {
        Self { text: super::tidy_lines(text) }
    }
}
