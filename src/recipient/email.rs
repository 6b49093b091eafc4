//! E-mail addresses: which one to use, and whether it can be written to at all.

use crate::event::{Known, Reading};

/// An address that looks deliverable.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Checks an address by the shape that mail systems agree on: one `@`, a dotless or dotted local
    /// part without spaces or control characters, a domain of labels; at most 254 bytes (RFC 5321
    /// §4.5.3.1). Quoted local parts and address literals are refused, as shops do.
    ///
    /// # Errors
    /// A stable code: `missing` or `email_invalid`.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("missing");
        }
        let (local, domain) = text.rsplit_once('@').ok_or("email_invalid")?;
        if text.len() > 254 || !is_local_part(local) || !is_domain(domain) {
            return Err("email_invalid");
        }
        Ok(Self(text.to_owned()))
    }

    /// The receiver's address: that of the account, else the one the order was placed with. The delivery
    /// address may be somebody else's, who consented to nothing; it serves for guests only.
    ///
    /// # Errors
    /// The code of the first address that is there at all, else `missing`.
    pub(crate) fn of(reading: &Reading) -> Result<Self, &'static str> {
        let of_order = |known| reading.has_order().then(|| reading.text(known)).flatten();
        let candidates = [
            reading.text(Known::UserEmail),
            of_order(Known::OrderEmail),
            of_order(Known::AddressEmail).filter(|_| !reading.has(Known::User)),
        ];
        let mut first_error = None;
        for candidate in candidates.into_iter().flatten() {
            match Self::parse(candidate) {
                Ok(address) => return Ok(address),
                Err("missing") => {}
                Err(code) => first_error = first_error.or(Some(code)),
            }
        }
        Err(first_error.unwrap_or("missing"))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local_part(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|char| char.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(char))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|char| char.is_alphanumeric() || char == '-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}
