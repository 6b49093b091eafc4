//! `[outbox]` and `[delivery]`: what is kept, for how long, and how hard it is tried.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::schedule::LONGEST_PAUSE;
use super::{Rules, Schedule};
use crate::config::{Config, ConfigError};
use crate::event::{CancellationType, EventKind, Known, PayloadKind, Reading};
use crate::recipient::consent::EventClass;
use crate::section::{Section, did_you_mean, duration};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// Seconds; longer than anything is kept or waited for.
const CENTURY: f64 = 100.0 * 365.25 * 86_400.0;
/// Seconds. A shutdown ends within ten.
const LONGEST_GRACE: f64 = 9.0;

/// `[outbox]`, with what `[delivery]` and `[events.NAME] useful_life` say about entries.
///
/// ```
/// use tellal::{Config, outbox::OutboxConfig};
/// let config = Config::parse("[outbox]\nkeep_bodies = \"7d\"", std::iter::empty())?;
/// assert_eq!(OutboxConfig::from_config(&config)?.keep_bodies.as_secs(), 7 * 86_400);
/// # Ok::<(), tellal::ConfigError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OutboxConfig {
    /// `path`: the database. Default `tellal.db`, in the folder where tellal runs. It holds personal data and
    /// is readable by its owner alone.
    pub path: PathBuf,
    /// `dedupe_window`: the same body for the same receiver within this time is one event, unless the first is
    /// dead. Default `24h`; `0` turns it off.
    pub dedupe_window: Duration,
    /// `keep_bodies`: body, message and receiver of an entry are forgotten so long after its end. Default
    /// `30d`.
    pub keep_bodies: Duration,
    /// `keep_entries`: what remains (event, order number, state, attempts) is deleted so long after its end.
    /// Default `400d`.
    pub keep_entries: Duration,
    /// `quarantine_entries`: how many refused bodies are kept for a person to look at, for `keep_bodies` at most;
    /// the oldest go first. Default 1000.
    pub quarantine_entries: u64,
    /// `quarantine_bytes`: how much room they may take. Default 32 MiB.
    pub quarantine_bytes: u64,
    /// `reserve_bytes`: room that is set aside on the disk, and given up when the disk is full, so that what
    /// is being sent can still be recorded. Default 16 MiB; `0` sets none aside.
    pub reserve_bytes: u64,
    /// `[outbox.supersede]`: which waiting events of the same order an event withdraws. By default the
    /// cancellation of a whole order withdraws that it was completed, shipped, or is ready for pick-up.
    pub supersession: Supersession,
    /// How hard it is tried: see [`DeliveryConfig`].
    pub rules: Rules,
    /// `[events.NAME] useful_life`. Default: two days for what is about a transaction, twelve hours for
    /// marketing.
    pub useful_life: BTreeMap<EventKind, Duration>,
}

/// `[delivery]`: how entries are delivered.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeliveryConfig {
    /// `retry`: the pauses between attempts, in seconds or as text. Default `[5, 300, 1800, 7200, 18000,
    /// 36000, 36000]`. `jitter`: by which part a pause varies, from 0 to 0.5; default 0.2. `fallback`:
    /// whether the next allowed channel is tried where one fails for good; default `true`. `max_crashes`: an
    /// entry that was being looked at in so many crashes of the process in a row is dead; default 10.
    pub rules: Rules,
    /// `in_flight`: how many entries are being looked at at once. Each provider has its own limit besides.
    /// Default 128.
    pub in_flight: usize,
    /// `lease`: how long another process leaves an entry to the one that took it. Longer than any provider's
    /// time limit. Default `5m`.
    pub lease: Duration,
    /// `poll`: how often the outbox is looked at although nothing is known to have changed, since other
    /// processes (`tellal outbox redrive`) may change it. Default `1s`.
    pub poll: Duration,
    /// `grace`: how long a shutdown waits for what is being sent. Default `8s`, at most `9s`.
    pub grace: Duration,
    /// `sweep`: how often what has had its time is cleared away. Default `1m`.
    pub sweep: Duration,
}

/// Which waiting events of an order another event withdraws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supersession(pub BTreeMap<EventKind, Vec<EventKind>>);

impl Default for Supersession {
    fn default() -> Self {
        let withdrawn = vec![
            EventKind::PayOnDelivery,
            EventKind::OrderCompleted,
            EventKind::OrderShippedCargo,
            EventKind::OrderShippedPartialCargo,
            EventKind::OrderReadyForPickUp,
        ];
        Self(BTreeMap::from([(EventKind::OrderCancellation, withdrawn)]))
    }
}

impl Supersession {
    /// What an event withdraws. The return of goods, or the cancellation of some of an order's items, leaves
    /// true what was said about the rest, so it withdraws nothing.
    pub(crate) fn withdrawn_by(&self, event: &Reading) -> &[EventKind] {
        let is_of_all = event.kind().payload() != PayloadKind::Cancellation
            || (event.text(Known::CancellationType) == Some(CancellationType::Cancel.as_str())
                && !event.has(Known::OwnItems));
        let withdrawn = self.0.get(&event.kind()).filter(|_| is_of_all && event.has_order());
        withdrawn.map(Vec::as_slice).unwrap_or_default()
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self { schedule: Schedule::default(), fallback: true, lapses: 10 }
    }
}

impl Default for OutboxConfig {
    fn default() -> Self {
        Self::from_config(&Config::default()).expect("the empty configuration is valid; a test reads it")
    }
}

impl Default for DeliveryConfig {
    fn default() -> Self {
        Self::from_config(&Config::default()).expect("the empty configuration is valid; a test reads it")
    }
}

impl OutboxConfig {
    /// Reads `[outbox]`, and what `[delivery]` and `[events.NAME]` say about entries.
    ///
    /// # Errors
    /// [`ConfigError`] with every key that is wrong.
    pub fn from_config(config: &Config) -> Result<Self, ConfigError> {
        let mut errors = Vec::new();
        let mut section = Section::new("outbox", &config.outbox, &mut errors);
        let path = section.key("path", |value| match value.as_str() {
            Some(path) if !path.is_empty() => Ok(PathBuf::from(path)),
            _ => Err("the path of a file".to_owned()),
        });
        let read = Self {
            path: path.unwrap_or_else(|| PathBuf::from("tellal.db")),
            dedupe_window: section.seconds("dedupe_window", 0.0..=CENTURY).unwrap_or(24 * HOUR),
            keep_bodies: section.seconds("keep_bodies", 0.0..=CENTURY).unwrap_or(30 * DAY),
            keep_entries: section.seconds("keep_entries", 0.0..=CENTURY).unwrap_or(400 * DAY),
            quarantine_entries: section.whole("quarantine_entries", 0..=1_000_000).unwrap_or(1_000),
            quarantine_bytes: section.whole("quarantine_bytes", 0..=1 << 40).unwrap_or(32 << 20),
            reserve_bytes: section.whole("reserve_bytes", 0..=1 << 40).unwrap_or(16 << 20),
            supersession: section.key("supersede", supersession).unwrap_or_default(),
            rules: Rules::default(),
            useful_life: useful_lives(config),
        };
        section.finish();
        ConfigError::unless_none(errors)?;
        Ok(Self { rules: DeliveryConfig::from_config(config)?.rules, ..read })
    }

    /// How long an event is worth sending.
    pub fn useful_life(&self, event: EventKind) -> Duration {
        self.useful_life.get(&event).copied().unwrap_or(2 * DAY)
    }
}

impl DeliveryConfig {
    /// Reads `[delivery]`.
    ///
    /// # Errors
    /// [`ConfigError`] with every key that is wrong.
    pub fn from_config(config: &Config) -> Result<Self, ConfigError> {
        let mut errors = Vec::new();
        let mut section = Section::new("delivery", &config.delivery, &mut errors);
        let schedule = Schedule {
            pauses: section.key("retry", pauses).unwrap_or_else(|| Schedule::default().pauses),
            jitter: section.number("jitter", 0.0..=0.5).unwrap_or(0.2),
        };
        let fallback = section.flag("fallback").unwrap_or(true);
        let lapses = u32::try_from(section.whole("max_crashes", 2..=1_000).unwrap_or(10)).unwrap_or(10);
        let rules = Rules { schedule, fallback, lapses };
        let seconds = Duration::from_secs;
        let read = Self {
            rules,
            in_flight: usize::try_from(section.whole("in_flight", 1..=10_000).unwrap_or(128)).unwrap_or(128),
            lease: section.seconds("lease", 0.01..=CENTURY).unwrap_or(seconds(300)),
            poll: section.seconds("poll", 0.01..=CENTURY).unwrap_or(seconds(1)),
            grace: section.seconds("grace", 0.0..=LONGEST_GRACE).unwrap_or(seconds(8)),
            sweep: section.seconds("sweep", 0.01..=CENTURY).unwrap_or(seconds(60)),
        };
        section.finish();
        ConfigError::unless_none(errors).map(|()| read)
    }
}

fn pauses(value: &toml::Value) -> Result<Vec<Duration>, String> {
    let list = value.as_array().filter(|list| list.len() <= 100).ok_or("a list of at most 100 pauses")?;
    let pauses: Vec<Duration> = list.iter().map(duration).collect::<Result<_, _>>()?;
    let bounded = pauses.iter().all(|pause| *pause <= LONGEST_PAUSE);
    if bounded { Ok(pauses) } else { Err("pauses of at most 30 days".to_owned()) }
}

fn supersession(value: &toml::Value) -> Result<Supersession, String> {
    let table =
        value.as_table().ok_or("a table of events, such as order_cancellation = [\"order_completed\"]")?;
    let kind = |name: &str| {
        EventKind::from_name(name).ok_or_else(|| {
            let near = did_you_mean(name, EventKind::ALL.map(EventKind::as_str));
            format!("events, but there is no `{name}`{near}")
        })
    };
    let mut all = BTreeMap::new();
    for (event, withdrawn) in table {
        let withdrawn = withdrawn.as_array().ok_or("a list of events")?;
        let withdrawn = withdrawn.iter().map(|name| kind(name.as_str().unwrap_or_default()));
        all.insert(kind(event)?, withdrawn.collect::<Result<_, _>>()?);
    }
    Ok(Supersession(all))
}

fn useful_lives(config: &Config) -> BTreeMap<EventKind, Duration> {
    let life = |event| {
        let own = config.events.get(&event).and_then(|own| own.useful_life);
        own.unwrap_or(match config.class(event) {
            EventClass::Transactional => 2 * DAY,
            EventClass::Marketing => 12 * HOUR,
        })
    };
    EventKind::ALL.into_iter().map(|event| (event, life(event))).collect()
}
