//! Rendering for delivery: some channels are out of the question, because the receiver has opted out of them or
//! because they were tried.

use super::Engine;
use crate::event::Notification;
use crate::outcome::Outcome;
use crate::recipient::channel::{Channel, Denial, Policy};
use crate::recipient::consent::ConsentFlags;

impl Engine {
    /// As [`Engine::render_notification`], but never for a channel that is barred.
    ///
    /// ```
    /// use tellal::{Channel, Engine, EventKind, Notification, Outcome, recipient::channel::Denial};
    ///
    /// let engine = Engine::from_dirs("templates", "locales")?;
    /// let event = Notification::parse(EventKind::OrderDelivered.example().as_bytes())?;
    /// let outcome = engine.render_barring(&event, &[(Channel::Whatsapp, Denial::OptOut)]);
    /// let Outcome::Message(message) = outcome else { panic!("John consented to SMS, too") };
    /// assert_eq!(message.channel, Channel::Sms);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn render_barring(&self, notification: &Notification, barred: &[(Channel, Denial)]) -> Outcome {
        self.of_notification(notification, barred, &super::Preview::default())
    }

    /// Whether a message that is written already may still go by its channel: consent and configuration may
    /// have changed since.
    pub fn permits(&self, notification: &Notification, channel: Channel) -> bool {
        let kind = notification.kind();
        let policy = Policy {
            candidates: &[channel],
            guest: &self.config.guest_channels,
            class: self.config.class(kind),
        };
        let (chosen, _) =
            policy.choose(notification.receiver_user().map(ConsentFlags::from), |_| Ok(()), |_| Ok(()));
        chosen.is_some() && self.config.channels(kind).contains(&channel)
    }
}
