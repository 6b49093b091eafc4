//! `[providers.NAME]` and `[channels.NAME]`: what there is to send with, and which channel uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use toml::Table;

use super::limits::ProviderLimits;
use super::sites::SiteNames;
use super::{Console, File, Http, Provider, Smtp};
use crate::config::{Config, ConfigError};
use crate::recipient::channel::Channel;
use crate::section::{Section, did_you_mean, kind};

/// The provider that is always there.
const CONSOLE: &str = "console";

/// A provider and its limits.
#[derive(Clone)]
pub struct Configured {
    /// What sends.
    pub provider: Arc<dyn Provider>,
    /// What it may be asked at once.
    pub limits: ProviderLimits,
    /// The channels that it can carry.
    pub carries: Vec<Channel>,
}

impl std::fmt::Debug for Configured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Configured").field("name", &self.provider.name()).finish_non_exhaustive()
    }
}

/// All providers by name, and the one of each channel.
#[derive(Debug, Clone, Default)]
pub struct Providers {
    by_name: BTreeMap<String, Configured>,
    channels: BTreeMap<Channel, String>,
}

impl Providers {
    /// The provider of this name.
    pub fn get(&self, name: &str) -> Option<&Configured> {
        self.by_name.get(name)
    }

    /// The provider of a channel; `None` where the configuration gives it none, which it may only where no event
    /// uses the channel.
    pub fn of(&self, channel: Channel) -> Option<&Configured> {
        self.by_name.get(self.channels.get(&channel)?)
    }

    /// Those that some channel uses, each with its channels.
    pub fn used(&self) -> impl Iterator<Item = (&Configured, Vec<Channel>)> {
        self.by_name.iter().filter_map(|(name, configured)| {
            let uses = |channel: &Channel| self.channels.get(channel) == Some(name);
            let channels: Vec<Channel> = Channel::ALL.into_iter().filter(uses).collect();
            (!channels.is_empty()).then_some((configured, channels))
        })
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Configured)> {
        self.by_name.iter().map(|(name, configured)| (name.as_str(), configured))
    }

    /// Adds a provider for some channels, in place of any that they had.
    #[must_use]
    pub fn with(mut self, provider: Arc<dyn Provider>, limits: ProviderLimits, channels: &[Channel]) -> Self {
        let name = provider.name().to_owned();
        self.channels.extend(channels.iter().map(|channel| (*channel, name.clone())));
        self.by_name.insert(name, Configured { provider, limits, carries: channels.to_vec() });
        self
    }
}

/// Reads what the configuration says of providers and channels. Without a word of either, every channel goes to the
/// console.
///
/// ```
/// use tellal::{Channel, Config, provider};
/// let providers = provider::from_config(&Config::default())?;
/// assert_eq!(providers.of(Channel::Sms).map(|sms| sms.provider.name()), Some("console"));
/// # Ok::<(), tellal::ConfigError>(())
/// ```
///
/// # Errors
/// [`ConfigError`] with every key that is wrong. Files of secrets and certificates are read here.
pub fn from_config(config: &Config) -> Result<Providers, ConfigError> {
    let mut faults = Vec::new();
    let (sections, channels) = (&config.providers.0, &config.channel_providers.0);
    let channels = read_channels(channels, sections, &mut faults);
    let sites = SiteNames::of(config);
    let mut providers = Providers::default();
    for (name, value) in sections {
        let used: Vec<Channel> =
            channels.iter().filter(|(_, used)| *used == name).map(|(channel, _)| *channel).collect();
        let Some(table) = value.as_table() else {
            faults.push(format!("providers.{name}: expected a section, found {}", kind(value)));
            continue;
        };
        if let Some(configured) = read_provider(name, table, &used, &sites, &mut faults) {
            providers.by_name.insert(name.clone(), configured);
        }
    }
    let unconfigured = sections.is_empty() && config.channel_providers.0.is_empty();
    if unconfigured || channels.values().any(|name| name == CONSOLE) {
        providers
            .by_name
            .entry(CONSOLE.to_owned())
            .or_insert_with(|| console(CONSOLE, ProviderLimits::default()));
    }
    providers.channels = if unconfigured {
        Channel::ALL.into_iter().map(|channel| (channel, CONSOLE.to_owned())).collect()
    } else {
        faults.extend(channels_without_provider(config, &channels));
        channels
    };
    if faults.is_empty() { Ok(providers) } else { Err(ConfigError(faults)) }
}

fn console(name: &str, limits: ProviderLimits) -> Configured {
    Configured { provider: Arc::new(Console::new(name)), limits, carries: Channel::ALL.to_vec() }
}

/// `[channels.sms] provider = "…"`.
fn read_channels(channels: &Table, providers: &Table, faults: &mut Vec<String>) -> BTreeMap<Channel, String> {
    let mut read = BTreeMap::new();
    for (name, value) in channels {
        let Some(channel) = Channel::from_name(name) else {
            let near = did_you_mean(name, Channel::ALL.map(Channel::as_str));
            faults.push(format!(
                "channels.{name}: there is no such channel; known: whatsapp, sms, email{near}"
            ));
            continue;
        };
        let Some(table) = value.as_table() else {
            faults.push(format!("channels.{name}: expected a section, found {}", kind(value)));
            continue;
        };
        let mut section = Section::new(format!("channels.{name}"), table, faults);
        if let Some(provider) = section.required_text("provider", "the name of a provider") {
            if providers.contains_key(provider) || provider == CONSOLE {
                read.insert(channel, provider.to_owned());
            } else {
                let names = providers.keys().map(String::as_str).chain([CONSOLE]);
                let near = did_you_mean(provider, names);
                section.fault("provider", format_args!("there is no [providers.{provider}]{near}"));
                // So that this one mistake is not told twice.
                read.insert(channel, String::new());
            }
        }
        section.finish();
    }
    read
}

/// What kinds of provider there are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Console,
    File,
    Http,
    Smtp,
}

fn read_provider(
    name: &str,
    table: &Table,
    used: &[Channel],
    sites: &SiteNames,
    faults: &mut Vec<String>,
) -> Option<Configured> {
    let mut section = Section::new(format!("providers.{name}"), table, faults);
    let is_name =
        |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_' || char == '-';
    if name.is_empty() || name.len() > 40 || !name.chars().all(is_name) {
        section.fault("type", "a provider's name is of small letters, digits, - and _, at most 40");
    }
    let words =
        [("console", Kind::Console), ("file", Kind::File), ("http", Kind::Http), ("smtp", Kind::Smtp)];
    section.required_text("type", "console, file, http or smtp")?;
    let kind = section.word("type", &words)?;
    let mut default = ProviderLimits::default();
    if kind == Kind::Smtp {
        default.timeout = Duration::from_secs(30);
    }
    let limits = ProviderLimits::read(&mut section, &default);
    let carries = read_carried(&mut section, kind, used);
    let provider: Option<Arc<dyn Provider>> = match kind {
        Kind::Console => Some(Arc::new(Console::new(name))),
        Kind::File => read_file(name, &mut section).map(|file| Arc::new(file) as _),
        Kind::Http => {
            Http::read(name, &mut section, &limits, sites, &carries).map(|http| Arc::new(http) as _)
        }
        Kind::Smtp => Smtp::read(name, &mut section, &limits, sites).map(|smtp| Arc::new(smtp) as _),
    };
    section.finish();
    Some(Configured { provider: provider?, limits, carries })
}

fn read_file(name: &str, section: &mut Section<'_>) -> Option<File> {
    section.required_text("path", "the file to append to")?;
    let path = section.file("path")?;
    let opened = File::open(name, &path);
    opened
        .map_err(|error| section.fault("path", format_args!("cannot write {}: {error}", path.display())))
        .ok()
}

/// What a provider can carry: what its section says, else what its kind can. Of an API only its configuration knows;
/// unless it says otherwise it carries what it is used for.
fn read_carried(section: &mut Section<'_>, kind: Kind, used: &[Channel]) -> Vec<Channel> {
    let possible: &[Channel] = if kind == Kind::Smtp { &[Channel::Email] } else { &Channel::ALL };
    let mut said = Vec::new();
    for word in section.texts("channels").unwrap_or_default() {
        match Channel::from_name(word) {
            Some(channel) if possible.contains(&channel) => said.push(channel),
            Some(channel) => {
                section.fault("channels", format_args!("SMTP cannot carry {channel}, only email"));
            }
            None => {
                let near = did_you_mean(word, Channel::ALL.map(Channel::as_str));
                section.fault("channels", format_args!("there is no channel `{word}`{near}"));
            }
        }
    }
    let carries = match (said.is_empty(), kind) {
        (false, _) => said,
        (true, Kind::Http) => used.to_vec(),
        (true, _) => possible.to_vec(),
    };
    for channel in used.iter().filter(|channel| !carries.contains(channel)) {
        let can: Vec<&str> = carries.iter().map(|channel| channel.as_str()).collect();
        let can = can.join(", ");
        section.fault("type", format_args!("[channels.{channel}] uses it, but it carries only {can}"));
    }
    carries
}

/// A channel that some event may choose and that nothing carries would swallow messages.
fn channels_without_provider(config: &Config, channels: &BTreeMap<Channel, String>) -> Vec<String> {
    let of_events = config.events.values().filter_map(|event| event.channels.as_ref()).flatten();
    let needed: BTreeSet<Channel> =
        config.channels.iter().chain(&config.guest_channels).chain(of_events).copied().collect();
    let missing = needed.into_iter().filter(|channel| !channels.contains_key(channel));
    missing
        .map(|channel| {
            format!(
                "channels.{channel}.provider: missing; name a provider (\"console\" prints), or leave {channel} out \
                 of [engine] channels, guest_channels and [events]"
            )
        })
        .collect()
}
