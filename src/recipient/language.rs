//! Which languages the event asks for.

use crate::event::{Known, Reading};

/// The language codes of an event as they came, most specific wish first: the account's language, then
/// the order's. Empty codes say nothing and are left out.
pub(crate) fn requested<'r>(reading: &'r Reading<'_>) -> Vec<&'r str> {
    let mut codes: Vec<&str> = Vec::with_capacity(2);
    let order = reading.has_order().then(|| reading.text(Known::OrderLanguage)).flatten();
    for code in [reading.text(Known::UserLanguage), order].into_iter().flatten().map(str::trim) {
        if !code.is_empty() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
