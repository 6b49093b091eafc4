//! Who may call: HTTP Basic authentication, compared in constant time.
#![expect(clippy::disallowed_methods, reason = "this is the edge where password files are read")]

use std::fmt;
use std::io;
use std::path::PathBuf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::config::{Login, Password};

/// A password that could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// The file cannot be read.
    #[error("{key}: cannot read {}: {source}", path.display())]
    Io {
        /// The key of the configuration that names the file.
        key: String,
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is empty.
    #[error("{key}: {} holds no password", path.display())]
    Empty {
        /// The key of the configuration that names the file.
        key: String,
        /// The file.
        path: PathBuf,
    },
}

/// Everyone who may call. Several at once make it possible to change a password without losing an event: the
/// new one is added here, then changed at the caller's, then the old one removed here.
#[derive(Clone, Default)]
pub struct Credentials(Vec<Entry>);

#[derive(Clone)]
struct Entry {
    username: [u8; 32],
    password: [u8; 32],
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({})", self.0.len())
    }
}

impl Credentials {
    /// Reads the passwords of logins.
    ///
    /// # Errors
    /// [`CredentialsError`] for a password file that cannot be read or is empty.
    pub fn load(logins: &[Login]) -> Result<Self, CredentialsError> {
        logins.iter().map(Entry::load).collect::<Result<_, _>>().map(Self)
    }

    /// One login from memory.
    pub fn single(username: &str, password: &str) -> Self {
        Self(vec![Entry { username: hash(username.as_bytes()), password: hash(password.as_bytes()) }])
    }

    /// Whether nobody may call.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the value of an `Authorization` header is that of somebody who may call. Takes the same time
    /// whichever login it is like, and however much.
    pub fn admit(&self, header: Option<&[u8]>) -> bool {
        let Some((username, password)) = header.and_then(read_basic) else { return false };
        let (username, password) = (hash(&username), hash(&password));
        let mut found = Choice::from(0);
        for entry in &self.0 {
            found |= entry.username.ct_eq(&username) & entry.password.ct_eq(&password);
        }
        found.into()
    }
}

impl Entry {
    fn load(login: &Login) -> Result<Self, CredentialsError> {
        let password = match &login.password {
            Password::Text(text) => hash(text.as_bytes()),
            Password::Sha256(digest) => *digest,
            Password::File { key, path } => {
                let (key, path) = (key.clone(), path.clone());
                let text = match std::fs::read_to_string(&path) {
                    Ok(text) => text,
                    Err(source) => return Err(CredentialsError::Io { key, path, source }),
                };
                // An editor ends the file with a line feed that is not meant.
                let text = text.trim_end_matches(['\r', '\n']);
                if text.is_empty() {
                    return Err(CredentialsError::Empty { key, path });
                }
                hash(text.as_bytes())
            }
        };
        Ok(Self { username: hash(login.username.as_bytes()), password })
    }
}

/// Both sides are hashed so that what is compared is of one length and tells nothing of either.
fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn read_basic(header: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (scheme, rest) = header.split_at_checked(6)?;
    if !scheme.eq_ignore_ascii_case(b"basic ") {
        return None;
    }
    let mut username = BASE64_STANDARD.decode(rest.trim_ascii()).ok()?;
    let colon = username.iter().position(|byte| *byte == b':')?;
    let password = username.split_off(colon + 1);
    username.pop();
    Some((username, password))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basic(login: &str) -> Vec<u8> {
        format!("Basic {}", BASE64_STANDARD.encode(login)).into_bytes()
    }

    #[test]
    fn only_those_who_may_call_are_admitted() {
        let digest = Password::Sha256(hash(b"new:one"));
        let both = Credentials::load(&[
            Login { username: "commerce".to_owned(), password: Password::Text("old".to_owned()) },
            Login { username: "commerce".to_owned(), password: digest },
        ])
        .unwrap();
        for (login, expected) in [
            ("commerce:old", true),
            ("commerce:new:one", true),
            ("commerce:new", false),
            ("commerce:", false),
            (":old", false),
            ("Commerce:old", false),
            ("commerce:old ", false),
            ("commerce", false),
            ("", false),
        ] {
            assert_eq!(both.admit(Some(&basic(login))), expected, "{login}");
        }
        for header in
            [&b"Bearer old"[..], b"Basic", b"Basic ", b"Basic !!!", b"\xff\xff\xff\xff\xff\xff\xff", b""]
        {
            assert!(!both.admit(Some(header)));
        }
        assert!(both.admit(Some(&[b"bAsIc ", &basic("commerce:old")[6..]].concat())));
        assert!(!both.admit(None) && !Credentials::default().admit(Some(&basic("commerce:old"))));
    }
}
