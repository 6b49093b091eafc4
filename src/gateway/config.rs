//! `[gateway]`: where it listens, who may call, and how much it bears.

use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use toml::{Table, Value};

use super::head::MAX_HEADERS;
use crate::config::{Config, ConfigError};
use crate::event::MAX_BODY;
use crate::section::Section;

/// `[gateway]`, checked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GatewayConfig {
    /// `listen`: address and port. Default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// `username` with one of `password`, `password_file` and `password_sha256` (64 hexadecimal digits), and
    /// any number of `[[gateway.credentials]]` of the same keys. Default: nobody; then `serve` makes one for a
    /// loopback address, and refuses any other.
    pub credentials: Vec<Login>,
    /// `body_limit`: largest body in bytes. Default, and most, 262144.
    pub body_limit: usize,
    /// `header_limit`: largest head of a request in bytes. Default 16384.
    pub header_limit: usize,
    /// `header_count`: most header lines of a request. Default 64.
    pub header_count: usize,
    /// `connections`: most connections at once. Past that the one that has been idle for longest is closed, or
    /// the new one where none is idle. Default 10000.
    pub connections: usize,
    /// `connections_per_address`: most connections of one address; 0 is no limit, since everything that comes
    /// by a proxy comes from one address. Default 0.
    pub connections_per_address: usize,
    /// `requests`: most bodies in memory at once; more wait. Default 512.
    pub requests: usize,
    /// `header_time`: for the head of a request. Default `10s`.
    pub header_time: Duration,
    /// `body_time`: for the body of a request. Default `15s`.
    pub body_time: Duration,
    /// `idle_time`: until the next request on a connection. Default `75s`.
    pub idle_time: Duration,
    /// `response_time`: within which a client must take some of its answer. Default `30s`.
    pub response_time: Duration,
    /// `accept_time`: for the store to make an event durable. Default `10s`.
    pub accept_time: Duration,
    /// `shutdown_time`: to finish what is in when told to stop. Default `9s`, which is also the most.
    pub shutdown_time: Duration,
    /// `reload`: how often templates and locales are looked at for changes; 0 is on SIGHUP only. Default `2s`.
    pub reload: Option<Duration>,
}

/// One who may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user's name.
    pub username: String,
    /// Where the password is.
    pub password: Password,
}

/// Where a password is.
#[derive(Clone, PartialEq, Eq)]
pub enum Password {
    /// Here.
    Text(String),
    /// In a file.
    File {
        /// The key of the configuration that names it.
        key: String,
        /// The file.
        path: PathBuf,
    },
    /// Only its SHA-256 is known.
    Sha256([u8; 32]),
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(…)"),
            Self::File { path, .. } => f.debug_tuple("File").field(path).finish(),
            Self::Sha256(_) => f.write_str("Sha256(…)"),
        }
    }
}

/// Seconds that may be waited for a client.
const TIMES: RangeInclusive<f64> = 0.01..=86_400.0;
/// Seconds. A shutdown ends within ten.
const SHUTDOWN_TIMES: RangeInclusive<f64> = 0.01..=9.0;

impl GatewayConfig {
    /// Reads `[gateway]`.
    ///
    /// # Errors
    /// [`ConfigError`] with every key that is wrong.
    pub fn from_config(config: &Config) -> Result<Self, ConfigError> {
        let mut errors = Vec::new();
        let mut section = Section::new("gateway", &config.gateway.0, &mut errors);
        let listen = section.key("listen", |value| {
            let listen = value.as_str().and_then(|text| text.parse().ok());
            listen.ok_or_else(|| "an address and a port such as 127.0.0.1:8080 or [::]:8080".to_owned())
        });
        let login = read_login(&mut section);
        let seconds = Duration::from_secs;
        let mut read = Self {
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            credentials: Vec::new(),
            body_limit: size(&mut section, "body_limit", 1..=MAX_BODY).unwrap_or(MAX_BODY),
            header_limit: size(&mut section, "header_limit", 512..=1 << 20).unwrap_or(16 << 10),
            header_count: size(&mut section, "header_count", 4..=MAX_HEADERS).unwrap_or(64),
            connections: size(&mut section, "connections", 1..=1_000_000).unwrap_or(10_000),
            connections_per_address: size(&mut section, "connections_per_address", 0..=1_000_000)
                .unwrap_or(0),
            requests: size(&mut section, "requests", 1..=100_000).unwrap_or(512),
            header_time: section.seconds("header_time", TIMES).unwrap_or(seconds(10)),
            body_time: section.seconds("body_time", TIMES).unwrap_or(seconds(15)),
            idle_time: section.seconds("idle_time", TIMES).unwrap_or(seconds(75)),
            response_time: section.seconds("response_time", TIMES).unwrap_or(seconds(30)),
            accept_time: section.seconds("accept_time", TIMES).unwrap_or(seconds(10)),
            shutdown_time: section.seconds("shutdown_time", SHUTDOWN_TIMES).unwrap_or(seconds(9)),
            reload: Some(section.seconds("reload", 0.0..=86_400.0).unwrap_or(seconds(2)))
                .filter(|interval| !interval.is_zero()),
        };
        let more: Option<Vec<Table>> = section.key("credentials", |value| {
            let tables = value
                .as_array()
                .and_then(|list| list.iter().map(|value| value.as_table().cloned()).collect());
            tables.ok_or_else(|| "a [[gateway.credentials]] with username and password for each".to_owned())
        });
        section.finish();
        read.credentials = read_logins(login, more.as_deref().unwrap_or_default(), &mut errors);
        ConfigError::unless_none(errors).map(|()| read)
    }
}

impl Default for GatewayConfig {
    fn default() -> Self {
        Self::from_config(&Config::default()).expect("the empty configuration is valid; a test reads it")
    }
}

fn size(section: &mut Section<'_>, key: &str, bounds: RangeInclusive<usize>) -> Option<usize> {
    let bounds = *bounds.start() as u64..=*bounds.end() as u64;
    usize::try_from(section.whole(key, bounds)?).ok()
}

/// The keys of a login, as they stand in one table.
struct Keys {
    username: Option<String>,
    passwords: Vec<Password>,
}

fn read_login(section: &mut Section<'_>) -> Keys {
    let mut text = |key| {
        section.key(key, |value| match value {
            Value::String(text) if !text.is_empty() => Ok(text.clone()),
            Value::Integer(number) => Ok(number.to_string()),
            _ => Err("text in quotes".to_owned()),
        })
    };
    let (username, password, file) = (text("username"), text("password"), text("password_file"));
    let digest = section.key("password_sha256", |value| {
        let digest = value.as_str().and_then(read_digest);
        digest.ok_or_else(|| "64 hexadecimal digits".to_owned())
    });
    let key = section.path("password_file");
    let file = file.map(|path| Password::File { key, path: PathBuf::from(path) });
    let passwords = [password.map(Password::Text), file, digest.map(Password::Sha256)];
    Keys { username, passwords: passwords.into_iter().flatten().collect() }
}

/// The section's own login and those of `[[gateway.credentials]]`.
fn read_logins(own: Keys, more: &[Table], errors: &mut Vec<String>) -> Vec<Login> {
    let mut logins = Vec::new();
    if own.username.is_some() || !own.passwords.is_empty() {
        logins.extend(check_login("gateway", own, errors));
    }
    for (number, table) in more.iter().enumerate() {
        let name = format!("gateway.credentials[{number}]");
        let mut section = Section::new(&name, table, errors);
        let keys = read_login(&mut section);
        section.finish();
        logins.extend(check_login(&name, keys, errors));
    }
    logins
}

fn check_login(name: &str, mut keys: Keys, errors: &mut Vec<String>) -> Option<Login> {
    let fault = match (&keys.username, keys.passwords.len()) {
        (Some(username), _) if username.contains(':') => "username: must not contain a colon",
        (Some(_), 1) => {
            return Some(Login { username: keys.username?, password: keys.passwords.swap_remove(0) });
        }
        (None, _) => "username: needed beside a password",
        (Some(_), 0) => "password: needed beside a username; or password_file, or password_sha256",
        (Some(_), _) => "password: write only one of password, password_file and password_sha256",
    };
    errors.push(format!("{name}.{fault}"));
    None
}

fn read_digest(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, at) in digest.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(digest)
}
