//! `tellal.toml`: every key, its default and its meaning. Pure: the text and the environment are passed in.

mod aside;
mod fault;
mod overrides;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::event::EventKind;
use crate::l10n::{FixedDigits, LanguageTag};
use crate::message::sms::{Encoding, SmsOptions};
use crate::money::Currency;
use crate::recipient::channel::Channel;
use crate::recipient::consent::EventClass;
use crate::recipient::site::Site;
use crate::section::{did_you_mean, duration};

pub(crate) use aside::Aside;
pub(crate) use fault::of_shape;
pub(crate) use overrides::apply as override_from;

/// What `tellal.toml` says, checked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// The language of last resort. `[engine] default_language`, default `en`.
    pub default_language: LanguageTag,
    /// Languages that may stand in for another that there are no locales for, by its subtag. None does unless
    /// it is named here. `[engine.fallbacks] kk = ["ru"]`.
    pub fallbacks: BTreeMap<String, Vec<LanguageTag>>,
    /// Channels in order of preference. `[engine] channels`.
    pub channels: Vec<Channel>,
    /// Channels by which a guest may be told of a transaction. `[engine] guest_channels`, default `sms`.
    pub guest_channels: Vec<Channel>,
    /// `[events.NAME]`.
    pub events: BTreeMap<EventKind, EventConfig>,
    /// `[site]`: what holds for every site that has no section of its own, and for what those leave out.
    pub site: SiteConfig,
    /// `[sites."www.example.com"]`, by `site_domain`.
    pub sites: BTreeMap<String, SiteConfig>,
    /// `[sms]`.
    pub sms: SmsOptions,
    /// `[money.digits]`: fraction digits that a currency is shown with, whatever CLDR says.
    pub digits: FixedDigits,
    /// `[gateway]`, `[log]`, `[outbox]` and `[delivery]`, each read by its part.
    pub(crate) gateway: Aside,
    pub(crate) log: toml::Table,
    pub(crate) outbox: toml::Table,
    pub(crate) delivery: toml::Table,
    /// `[check]`, which the linter reads: [`check::Settings`](crate::check::Settings).
    pub(crate) check: toml::Table,
    /// `[providers.NAME]` and `[channels.NAME]`, read by [`provider::from_config`](crate::provider::from_config).
    pub(crate) providers: Aside,
    pub(crate) channel_providers: Aside,
}

/// `[events.NAME]`: how one event differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventConfig {
    /// Transactional or marketing; `product_alert` is marketing by default, all else transactional.
    pub class: Option<EventClass>,
    /// Its own order of channels.
    pub channels: Option<Vec<Channel>>,
    /// How long after its arrival a message is still worth sending: `"12h"`, `"2d"`, or seconds.
    pub useful_life: Option<Duration>,
}

/// `[site]` and `[sites."…"]`.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct SiteConfig {
    /// What customers call the shop; default: the domain.
    pub name: Option<String>,
    /// The site's language.
    pub default_language: Option<LanguageTag>,
    /// Region for phone numbers without a country code.
    pub region: Option<String>,
    /// IANA zone in which dates are written; default UTC.
    pub time_zone: Option<TimeZone>,
    /// Everything else, for templates: `site.logo_url`, `site.support_email`, …
    pub extra: Map<String, Value>,
}

/// A configuration that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub(crate) Vec<String>);

impl ConfigError {
    /// An error of what a part's own section says, or none.
    pub(crate) fn unless_none(errors: Vec<String>) -> Result<(), Self> {
        if errors.is_empty() { Ok(()) } else { Err(Self(errors)) }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::parse("", std::iter::empty()).expect("the empty configuration is valid; a test reads it")
    }
}

/// The sections as TOML writes them. Those of the linter and of the parts that run a server are read by these.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    engine: RawEngine,
    events: BTreeMap<String, RawEvent>,
    site: RawSite,
    sites: BTreeMap<String, RawSite>,
    sms: RawSms,
    money: RawMoney,
    gateway: Aside,
    log: toml::Table,
    outbox: toml::Table,
    delivery: toml::Table,
    providers: Aside,
    channels: Aside,
    check: toml::Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawEngine {
    default_language: Option<String>,
    fallbacks: BTreeMap<String, Vec<String>>,
    channels: Option<Vec<Channel>>,
    guest_channels: Option<Vec<Channel>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawEvent {
    class: Option<EventClass>,
    channels: Option<Vec<Channel>>,
    useful_life: Option<toml::Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawSite {
    name: Option<String>,
    default_language: Option<String>,
    region: Option<String>,
    time_zone: Option<String>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawSms {
    encodings: Option<Vec<Encoding>>,
    transliterate: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawMoney {
    digits: BTreeMap<String, u8>,
}

impl Config {
    /// Reads a configuration; `TELLAL_SECTION__KEY` variables among `environment` override its keys.
    ///
    /// ```
    /// use tellal::Config;
    /// let config = Config::parse("[sms]\ntransliterate = [\"tr\"]", std::iter::empty())?;
    /// assert_eq!(config.sms.transliterate, ["tr"]);
    /// # Ok::<(), tellal::ConfigError>(())
    /// ```
    ///
    /// # Errors
    /// [`ConfigError`] with every key that is wrong.
    pub fn parse(
        text: &str,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table: toml::Table =
            text.parse().map_err(|error| ConfigError(vec![fault::of_syntax(&error, text)]))?;
        override_from(&mut table, environment);
        let raw: Raw = table.try_into().map_err(|error| ConfigError(vec![of_shape(&error, "")]))?;
        let mut errors = Vec::new();
        let config = Self::check(raw, &mut errors);
        ConfigError::unless_none(errors).map(|()| config)
    }

    fn check(raw: Raw, errors: &mut Vec<String>) -> Self {
        let engine = raw.engine;
        let default_language = read_language("engine.default_language", engine.default_language, errors)
            .or_else(|| LanguageTag::parse("en"))
            .expect("`en` is a language tag");
        let mut sites = BTreeMap::new();
        for (domain, site) in raw.sites {
            let checked = SiteConfig::check(&format!("sites.\"{domain}\""), site, errors);
            sites.insert(domain, checked);
        }
        Self {
            default_language,
            fallbacks: read_fallbacks(engine.fallbacks, errors),
            channels: engine.channels.unwrap_or_else(|| Channel::ALL.to_vec()),
            guest_channels: engine.guest_channels.unwrap_or_else(|| vec![Channel::Sms]),
            events: read_events(raw.events, errors),
            site: SiteConfig::check("site", raw.site, errors),
            sites,
            sms: read_sms(raw.sms, errors),
            digits: read_digits(&raw.money.digits, errors),
            gateway: raw.gateway,
            log: raw.log,
            outbox: raw.outbox,
            delivery: raw.delivery,
            check: raw.check,
            providers: raw.providers,
            channel_providers: raw.channels,
        }
    }

    /// Whether an event is transactional or marketing.
    pub fn class(&self, event: EventKind) -> EventClass {
        let own = self.events.get(&event).and_then(|config| config.class);
        own.unwrap_or(if event == EventKind::ProductAlert {
            EventClass::Marketing
        } else {
            EventClass::Transactional
        })
    }

    /// The candidates for an event, in order.
    pub fn channels(&self, event: EventKind) -> &[Channel] {
        let own = self.events.get(&event).and_then(|config| config.channels.as_deref());
        own.unwrap_or(&self.channels)
    }

    /// The keys that templates find in `site` by the configuration of one site or another.
    pub(crate) fn site_keys(&self) -> BTreeSet<&str> {
        let all = std::iter::once(&self.site).chain(self.sites.values());
        all.flat_map(|site| site.extra.keys().map(String::as_str)).collect()
    }

    /// The region in which phone numbers of a site's customers are read.
    pub(crate) fn region(&self, domain: &str) -> Option<&str> {
        let own = self.sites.get(domain).and_then(|site| site.region.as_deref());
        own.or(self.site.region.as_deref())
    }

    /// What is known of a site: its own section over `[site]`.
    pub fn site(&self, domain: &str) -> Site {
        let own = self.sites.get(domain);
        let unknown = Site::unknown(domain);
        let of = |key: fn(&SiteConfig) -> Option<String>| own.and_then(key).or_else(|| key(&self.site));
        let mut extra = self.site.extra.clone();
        extra.extend(own.map(|own| own.extra.clone()).unwrap_or_default());
        let zone = own.and_then(|own| own.time_zone.clone()).or_else(|| self.site.time_zone.clone());
        Site {
            name: of(|site| site.name.clone()).unwrap_or(unknown.name),
            default_language: of(|site| site.default_language.as_ref().map(ToString::to_string)),
            region: self.region(domain).map(str::to_owned),
            time_zone: zone.unwrap_or(unknown.time_zone),
            domain: unknown.domain,
            extra,
        }
    }
}

impl SiteConfig {
    fn check(section: &str, raw: RawSite, errors: &mut Vec<String>) -> Self {
        let time_zone = raw.time_zone.and_then(|name| {
            let zone = TimeZone::get(&name).ok();
            if zone.is_none() {
                errors.push(format!(
                    "{section}.time_zone: `{name}` is no IANA time zone such as Europe/Istanbul"
                ));
            }
            zone
        });
        if let Some(region) = &raw.region
            && !crate::recipient::phone::is_region(region)
        {
            errors.push(format!(
                "{section}.region: `{region}` is no country that has phone numbers; write a code such as TR"
            ));
        }
        let key = format!("{section}.default_language");
        Self {
            name: raw.name,
            default_language: read_language(&key, raw.default_language, errors),
            region: raw.region,
            time_zone,
            extra: raw.extra,
        }
    }
}

pub(crate) fn read_language(
    key: &str,
    text: Option<String>,
    errors: &mut Vec<String>,
) -> Option<LanguageTag> {
    let text = text?;
    let tag = LanguageTag::parse(&text);
    if tag.is_none() {
        errors.push(format!("{key}: `{text}` is no language tag such as tr or en-GB"));
    }
    tag
}

fn read_fallbacks(
    raw: BTreeMap<String, Vec<String>>,
    errors: &mut Vec<String>,
) -> BTreeMap<String, Vec<LanguageTag>> {
    let mut fallbacks = BTreeMap::new();
    for (language, others) in raw {
        let key = format!("engine.fallbacks.{language}");
        let tags = others.into_iter().filter_map(|other| read_language(&key, Some(other), errors)).collect();
        if let Some(tag) = read_language(&key, Some(language), errors) {
            fallbacks.insert(tag.language().to_owned(), tags);
        }
    }
    fallbacks
}

fn read_events(
    raw: BTreeMap<String, RawEvent>,
    errors: &mut Vec<String>,
) -> BTreeMap<EventKind, EventConfig> {
    let mut events = BTreeMap::new();
    for (name, RawEvent { class, channels, useful_life }) in raw {
        let useful_life = useful_life.and_then(|value| {
            duration(&value).map_err(|why| errors.push(format!("events.{name}.useful_life: {why}"))).ok()
        });
        match EventKind::from_name(&name) {
            Some(kind) => {
                events.insert(kind, EventConfig { class, channels, useful_life });
            }
            None => {
                let near = did_you_mean(&name, EventKind::ALL.map(EventKind::as_str));
                errors.push(format!("events.{name}: there is no such event{near}"));
            }
        }
    }
    events
}

fn read_sms(raw: RawSms, errors: &mut Vec<String>) -> SmsOptions {
    let default = SmsOptions::default();
    let encodings = raw.encodings.unwrap_or(default.encodings);
    if encodings.is_empty() {
        errors.push("sms.encodings: at least one of gsm7, gsm7-tr, ucs2".to_owned());
    }
    let mut transliterate = default.transliterate;
    for text in raw.transliterate.unwrap_or_default() {
        match LanguageTag::parse(&text) {
            Some(tag) => transliterate.push(tag.language().to_owned()),
            None => errors.push(format!("sms.transliterate: `{text}` is no language tag such as tr")),
        }
    }
    SmsOptions { encodings, transliterate }
}

fn read_digits(raw: &BTreeMap<String, u8>, errors: &mut Vec<String>) -> FixedDigits {
    let mut digits = [None; Currency::ALL.len()];
    for (code, count) in raw {
        match Currency::from_code(code) {
            Some(currency) if *count <= 4 => digits[currency.index()] = Some(*count),
            Some(_) => errors.push(format!("money.digits.{code}: from 0 to 4")),
            None => errors.push(format!("money.digits.{code}: not one of the contract's currencies")),
        }
    }
    digits
}
