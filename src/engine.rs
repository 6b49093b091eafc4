//! Event to outcome: the pipeline, pure. Read this first.

mod kept;
mod received;
mod run;
mod snapshot;
mod wishes;
mod writing;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::catalog::{CatalogError, Sources};
use crate::config::Config;
use crate::event::{EventKind, Notification, Places, Plan, Reading};
use crate::l10n::LanguageTag;
use crate::outcome::Outcome;
use crate::recipient::channel::{Channel, Denial};
use crate::render::RenderError;
pub use received::Received;
use run::{Origin, Run};
use snapshot::Snapshot;

thread_local! {
    /// Room for what is read of an event, kept for the next one.
    static PLACES: Cell<Places> = const { Cell::new(Places::NONE) };
}

/// Turns events into messages. Cheap to clone; clones share their catalog, also when it is replaced.
#[derive(Debug, Clone)]
pub struct Engine {
    config: Arc<Config>,
    current: Arc<RwLock<Arc<Snapshot>>>,
}

/// What a preview forces, past consent and the receiver's wishes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The language to write in.
    pub language: Option<LanguageTag>,
    /// The channel to write for.
    pub channel: Option<Channel>,
}

impl Engine {
    /// An engine on sources from memory.
    ///
    /// ```
    /// use tellal::{Config, Engine, Outcome, Sources};
    ///
    /// let sources = Sources::new()
    ///     .template("order_checkout_url_with_token/sms.txt", r#"{{ t(id="checkout") }}"#)
    ///     .locale("en/orders.ftl", "checkout = Finish your order here: { $checkout_url }");
    /// let engine = Engine::new(&sources, Config::default())?;
    /// let outcome = engine.render(br#"{"from":"akinon","to":"+905551234567",
    ///     "event":"order_checkout_url_with_token","payload":{"checkout_url":"https://www.example.com/c/?t=1"},
    ///     "site_domain":"www.example.com"}"#);
    /// let Outcome::Message(message) = outcome else { panic!("{outcome:?}") };
    /// assert_eq!(message.body.text(), "Finish your order here: https://www.example.com/c/?t=1");
    /// # Ok::<(), tellal::CatalogError>(())
    /// ```
    ///
    /// # Errors
    /// [`CatalogError`] with every fault of every file.
    pub fn new(sources: &Sources, config: Config) -> Result<Self, CatalogError> {
        let snapshot = Snapshot::load(sources, &config)?;
        Ok(Self { config: Arc::new(config), current: Arc::new(RwLock::new(Arc::new(snapshot))) })
    }

    /// An engine whose texts are all written by Tera and Fluent, to compare with.
    #[doc(hidden)]
    pub fn of_reference(sources: &Sources, config: Config) -> Result<Self, CatalogError> {
        let mut snapshot = Snapshot::load(sources, &config)?;
        snapshot.programs = crate::program::Programs::default();
        Ok(Self { config: Arc::new(config), current: Arc::new(RwLock::new(Arc::new(snapshot))) })
    }

    /// Whether there is a program that writes a part of an event's message in a language.
    #[doc(hidden)]
    pub fn is_compiled(&self, event: EventKind, part: crate::catalog::Part, language: &LanguageTag) -> bool {
        self.snapshot().programs.of(event, part, language).is_some()
    }

    /// Replaces the catalog, for this engine and all its clones. Messages being written keep the old one.
    ///
    /// # Errors
    /// [`CatalogError`]; then the old catalog stays.
    pub fn reload(&self, sources: &Sources) -> Result<(), CatalogError> {
        let snapshot = Arc::new(Snapshot::load(sources, &self.config)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        Ok(())
    }

    /// The configuration in force.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The languages that the catalog can write.
    pub fn languages(&self) -> Vec<LanguageTag> {
        self.snapshot().catalog.languages().to_vec()
    }

    /// Whether a message of an event can be put together on a channel in a language.
    pub(crate) fn can_write(&self, event: EventKind, channel: Channel, language: &LanguageTag) -> bool {
        self.snapshot().catalog.can_write(event, channel, language)
    }

    /// Renders an event from the bytes of a request.
    pub fn render(&self, bytes: &[u8]) -> Outcome {
        self.preview(bytes, &Preview::default())
    }

    /// As [`Engine::render`], with what a preview forces.
    pub fn preview(&self, bytes: &[u8], preview: &Preview) -> Outcome {
        match self.receive(bytes) {
            Ok(event) => {
                let outcome = event.render(preview);
                event.give_back();
                outcome
            }
            Err(error) => Outcome::Error(Box::new(error.into())),
        }
    }

    /// Renders an event that is parsed already.
    pub fn render_notification(&self, notification: &Notification) -> Outcome {
        self.preview_notification(notification, &Preview::default())
    }

    /// As [`Engine::render_notification`], with what a preview forces.
    pub fn preview_notification(&self, notification: &Notification, preview: &Preview) -> Outcome {
        let snapshot = self.snapshot();
        let reading = Reading::of(&snapshot.plan, notification);
        self.run(&snapshot, &reading, Origin::Notification(notification), &[]).told(preview)
    }

    /// As [`Engine::preview_notification`], with the error as it is.
    pub(crate) fn try_preview(
        &self,
        notification: &Notification,
        preview: &Preview,
    ) -> Result<Outcome, RenderError> {
        let snapshot = self.snapshot();
        let reading = Reading::of(&snapshot.plan, notification);
        self.run(&snapshot, &reading, Origin::Notification(notification), &[]).outcome(preview)
    }

    fn run<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        reading: &'a Reading<'a>,
        origin: Origin<'a>,
        barred: &'a [(Channel, Denial)],
    ) -> Run<'a> {
        let domain = reading.site_domain();
        let site = kept::site(snapshot.serial, domain, || self.config.site(domain));
        Run { snapshot, config: &self.config, reading, origin, barred, site }
    }

    /// The ready arguments of an event (`$name`, `ready.name`), written for a language and channel.
    ///
    /// # Errors
    /// [`RenderError`] when there are no locales for the language.
    pub fn ready(
        &self,
        notification: &Notification,
        preview: &Preview,
    ) -> Result<BTreeMap<String, String>, RenderError> {
        let snapshot = self.snapshot();
        // All facts are wanted, also those that no message of the catalog says.
        let reading = Reading::of(Plan::of_all_known(), notification);
        self.run(&snapshot, &reading, Origin::Notification(notification), &[]).ready(preview)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}
