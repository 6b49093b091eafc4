//! An event that has come, read as far as one catalog asks for it: for previews, and for delivery, where some channels
//! are out of the question because the receiver has opted out of them or because they were tried.

use std::sync::Arc;

use super::run::Origin;
use super::snapshot::Snapshot;
use super::{Engine, PLACES, Preview};
use crate::event::{EventError, Notification, Reading};
use crate::outcome::Outcome;
use crate::recipient::channel::{Channel, Denial, Policy};
use crate::recipient::consent::ConsentFlags;
use crate::recipient::email::EmailAddress;
use crate::recipient::phone::Phone;

/// An event that was read. It stays with the catalog that was in force then.
pub struct Received<'a> {
    engine: &'a Engine,
    snapshot: Arc<Snapshot>,
    source: Source<'a>,
}

enum Source<'a> {
    /// What somebody reads of it.
    Read(Reading<'a>, &'a [u8]),
    /// All of it, since something about it is unusual.
    Parsed(Box<Notification>),
}

impl Engine {
    /// Reads an event from the bytes of a request.
    ///
    /// ```
    /// use tellal::{Channel, Engine, EventKind, Outcome, recipient::channel::Denial};
    ///
    /// let engine = Engine::from_dirs("templates", "locales")?;
    /// let event = engine.receive(EventKind::OrderDelivered.example().as_bytes())?;
    /// let outcome = event.render_barring(&[(Channel::Whatsapp, Denial::OptOut)]);
    /// let Outcome::Message(message) = outcome else { panic!("John consented to SMS, too") };
    /// assert_eq!(message.channel, Channel::Sms);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`EventError`] with every fault of the event.
    pub fn receive<'a>(&'a self, bytes: &'a [u8]) -> Result<Received<'a>, EventError> {
        let snapshot = self.snapshot();
        let source = match snapshot.read(bytes, PLACES.take()) {
            Some(reading) => Source::Read(reading, bytes),
            None => Source::Parsed(Box::new(Notification::parse(bytes)?)),
        };
        Ok(Received { engine: self, snapshot, source })
    }
}

impl Received<'_> {
    /// Renders it, with what a preview forces.
    pub fn render(&self, preview: &Preview) -> Outcome {
        self.rendered(preview, &[])
    }

    /// Renders it, but never for a channel that is barred.
    pub fn render_barring(&self, barred: &[(Channel, Denial)]) -> Outcome {
        self.rendered(&Preview::default(), barred)
    }

    fn rendered(&self, preview: &Preview, barred: &[(Channel, Denial)]) -> Outcome {
        self.with(|reading, origin| self.engine.run(&self.snapshot, reading, origin, barred).told(preview))
    }

    /// Whether a message that is written already may still go by its channel: consent and configuration may
    /// have changed since.
    pub fn permits(&self, channel: Channel) -> bool {
        let config = self.engine.config();
        self.with(|reading, _| {
            let kind = reading.kind();
            let policy =
                Policy { candidates: &[channel], guest: &config.guest_channels, class: config.class(kind) };
            let (chosen, _) = policy.choose(ConsentFlags::of(reading), |_| Ok(()), |_| Ok(()));
            chosen.is_some() && config.channels(kind).contains(&channel)
        })
    }

    /// The receiver's phone number in E.164, if it is one.
    pub(crate) fn phone(&self) -> Option<String> {
        self.with(|reading, _| {
            let region = self.engine.config().region(reading.site_domain());
            Phone::of(reading, region).ok().map(|phone| phone.e164().to_owned())
        })
    }

    /// The receiver's e-mail address, if it is one.
    pub(crate) fn email(&self) -> Option<String> {
        self.with(|reading, _| EmailAddress::of(reading).ok().map(|email| email.as_str().to_owned()))
    }

    /// Lets the thread use the room of the reading again.
    pub(crate) fn give_back(self) {
        if let Source::Read(reading, _) = self.source {
            PLACES.set(reading.into_places());
        }
    }

    fn with<T>(&self, look: impl FnOnce(&Reading, Origin) -> T) -> T {
        match &self.source {
            Source::Read(reading, bytes) => look(reading, Origin::Bytes(bytes)),
            Source::Parsed(notification) => {
                look(&Reading::of(&self.snapshot.plan, notification), Origin::Notification(notification))
            }
        }
    }
}
