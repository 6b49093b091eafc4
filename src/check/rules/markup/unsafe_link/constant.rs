//! Addresses that are written out in the template.

use super::Told;
use crate::check::html::{Part, Place};

/// What is wrong with an address that begins with this text. `rest` is what follows the text.
pub(super) fn judge<'a>(text: &str, at: Place<'a>, rest: &[Part], is_link: bool) -> Option<Told<'a>> {
    let address = text.trim();
    // In a set of pictures or a style, more than the address may follow.
    let first =
        address.split(|char: char| char.is_whitespace() || "'\"".contains(char)).next().unwrap_or_default();
    let shown = if rest.is_empty() { first.to_owned() } else { format!("{first}…") };
    let told = |message: String, help: &str| Some(Told { at, message, help: help.to_owned(), fix: None });
    if address.starts_with('#') && is_link {
        return None;
    }
    if address.starts_with("//") {
        return told(format!("`{shown}` lacks its https:"), "write https:// in front");
    }
    match scheme(address) {
        Some("https") if is_complete(address, rest) => None,
        Some("https") => told(format!("`{shown}` names no host"), "write it as https://www.example.com/…"),
        Some("mailto" | "tel" | "sms") if is_link => None,
        Some("http") => told(format!("`{shown}` is not encrypted"), "write https://"),
        Some(scheme) => {
            let help = if is_link { "take https://, mailto: or tel:" } else { "take https://" };
            told(format!("mail programs do not open `{scheme}:` here"), help)
        }
        None => Some(relative(address, &shown, at, rest.is_empty())),
    }
}

/// A path, or a host without its scheme. A mail has no address of its own that it would stand behind.
fn relative<'a>(address: &str, shown: &str, at: Place<'a>, is_whole: bool) -> Told<'a> {
    if address.starts_with("www.") {
        let message = format!("`{shown}` lacks its https://");
        return Told { at, message, help: "write https:// in front".to_owned(), fix: None };
    }
    let message = format!("`{shown}` leads nowhere: a mail has no address that it could stand behind");
    let is_plain = is_whole && address.starts_with('/') && !address.contains(['"', '\\', '{', ' ']);
    if is_plain {
        let text = format!("{{{{ \"{address}\" | url }}}}");
        return Told { at, message, help: format!("write {text}"), fix: Some(text) };
    }
    let help = "write {{ \"/…\" | url }} for a path on the shop's site, else https://…".to_owned();
    Told { at, message, help, fix: None }
}

/// `https` of `https://…`, in lower case or not at all.
fn scheme(address: &str) -> Option<&'static str> {
    const KNOWN: [&str; 13] = [
        "https",
        "http",
        "mailto",
        "tel",
        "sms",
        "javascript",
        "data",
        "vbscript",
        "file",
        "ftp",
        "cid",
        "blob",
        "about",
    ];
    let end = address.find([':', '/', '?', '#'])?;
    if !address[end..].starts_with(':') {
        return None;
    }
    let scheme = &address[..end];
    let known = KNOWN.into_iter().find(|known| scheme.eq_ignore_ascii_case(known));
    known.or_else(|| is_scheme(scheme).then_some("other"))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic())
        && text.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
}

/// Whether a host follows, written out or printed.
fn is_complete(address: &str, rest: &[Part]) -> bool {
    let host = address.get("https:".len()..).and_then(|behind| behind.strip_prefix("//"));
    host.is_some_and(
        |host| if host.is_empty() { !rest.is_empty() } else { !host.starts_with(['/', '?', '#']) },
    )
}

/// Whether the host is not whole yet where this text ends.
pub(super) fn ends_in_host(address: &str) -> bool {
    let address = address.trim_start();
    let behind = address.get(.."https://".len()).filter(|start| start.eq_ignore_ascii_case("https://"));
    behind.is_some() && !address["https://".len()..].contains(['/', '?', '#'])
}
