//! Which languages the event asks for.

use crate::event::{Known, Reading};

/// The language codes of an event as they came, most specific wish first: the account's language, then
/// the order's. Empty codes say nothing and are left out.
pub(crate) fn requested<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r str> + Clone {
    let code = |known| reading.text(known).map(str::trim).filter(|code| !code.is_empty());
    let of_user = code(Known::UserLanguage);
    let of_order = if reading.has_order() { code(Known::OrderLanguage) } else { None };
    of_user.into_iter().chain(of_order.filter(|code| Some(*code) != of_user))
}
