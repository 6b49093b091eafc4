//! Which languages the event asks for.

use crate::event::Notification;

/// The language codes of an event as they came, most specific wish first: the account's language, then
/// the order's. Empty codes say nothing and are left out.
pub fn requested(notification: &Notification) -> Vec<&str> {
    let user = notification.receiver_user().and_then(|user| user.language_code.as_deref());
    let order = notification.order().and_then(|order| order.language_code.as_deref());
    let mut codes: Vec<&str> = Vec::with_capacity(2);
    for code in [user, order].into_iter().flatten().map(str::trim) {
        if !code.is_empty() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
