//! One event against one snapshot: who is written to, by which channel, in which language.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::Preview;
use super::kept::KnownSite;
use super::snapshot::Snapshot;
use crate::catalog::Part;
use crate::config::Config;
use crate::event::{EventKind, Known, Notification, Reading};
use crate::l10n::Style;
use crate::message::{LanguageReceipt, Message, Receipt};
use crate::outcome::{Outcome, OutcomeError, Suppressed};
use crate::recipient::channel::{Channel, Denial, Policy, Verdict};
use crate::recipient::consent::ConsentFlags;
use crate::recipient::email::EmailAddress;
use crate::recipient::phone::Phone;
use crate::render::{FactSet, Facts, RenderCode, RenderError};

/// The rendering of one event against one snapshot.
pub(super) struct Run<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) config: &'a Config,
    pub(super) reading: &'a Reading<'a>,
    pub(super) origin: Origin<'a>,
    /// Channels that are out of the question.
    pub(super) barred: &'a [(Channel, Denial)],
    pub(super) site: Rc<KnownSite>,
}

/// Where the whole event is, for those few who need it.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    Bytes(&'a [u8]),
    Notification(&'a Notification),
}

impl<'a> Origin<'a> {
    /// Optional fields that were of the wrong type. An event that was read from its bytes has none.
    fn ignored(self) -> &'a [String] {
        match self {
            Self::Bytes(_) => &[],
            Self::Notification(notification) => notification.ignored(),
        }
    }
}

impl Run<'_> {
    /// What came of it, an error among the rest.
    pub(super) fn told(&self, preview: &Preview) -> Outcome {
        self.outcome(preview).unwrap_or_else(|error| {
            Outcome::Error(Box::new(OutcomeError::of_render(self.reading.kind(), &error)))
        })
    }

    pub(super) fn outcome(&self, preview: &Preview) -> Result<Outcome, RenderError> {
        let (kind, reading) = (self.reading.kind(), self.reading);
        let phone = Phone::of(reading, self.site.site.region.as_deref());
        let email = LazyCell::new(|| EmailAddress::of(reading));
        let languages = self.languages(preview)?;
        let available = self.snapshot.catalog.languages();
        let chain = languages.chain.iter().map(|(index, _)| &available[*index]);
        let can_write = |channel| {
            let catalog = &self.snapshot.catalog;
            if let Some((_, denial)) = self.barred.iter().find(|(barred, _)| *barred == channel) {
                return Err(*denial);
            }
            match languages.chain.is_empty() {
                true => Err(Denial::Language),
                false if chain.clone().any(|tag| catalog.can_write(kind, channel, tag)) => Ok(()),
                false => Err(Denial::Template),
            }
        };
        let address = |channel| match channel {
            Channel::Email => (*email).as_ref().map(|_| ()).map_err(|code| *code),
            Channel::Sms | Channel::Whatsapp => phone.as_ref().map(|_| ()).map_err(|error| error.code()),
        };
        let (channel, channels) = match preview.channel {
            Some(channel) => (Some(channel), vec![Verdict::forced(channel)]),
            None => self.policy().choose(ConsentFlags::of(reading), address, can_write),
        };
        let mut receipt = Receipt {
            language: LanguageReceipt {
                requested: Arc::clone(&languages.requested),
                used: None,
                source: None,
                skipped: Vec::new(),
            },
            channels,
            template: None,
            phone_repairs: phone.as_ref().map(|phone| phone.repairs().to_vec()).unwrap_or_default(),
            money_labels: false,
            ignored: self.origin.ignored().to_vec(),
        };
        let Some(channel) = channel else {
            return Ok(Outcome::Suppressed(Box::new(Suppressed { event: kind, receipt })));
        };
        let (at, body) = self.write(channel, chain, self.site.value(channel), &mut receipt)?;
        let (index, source) = languages.chain[at];
        let language = available[index].clone();
        receipt.language.source = source;
        receipt.language.used = Some(language.clone());
        let to = match channel {
            Channel::Email => (*email).as_ref().ok().map(|email| email.as_str().to_owned()),
            Channel::Sms | Channel::Whatsapp => phone.ok().map(Phone::into_e164),
        };
        let from = reading.text(Known::From).unwrap_or_default().to_owned();
        Ok(Outcome::Message(Box::new(Message { event: kind, channel, language, from, to, body, receipt })))
    }

    pub(super) fn ready(&self, preview: &Preview) -> Result<BTreeMap<String, String>, RenderError> {
        let (languages, catalog) = (self.languages(preview)?, &self.snapshot.catalog);
        let channel = preview.channel.unwrap_or(Channel::Sms);
        let first = languages.chain.first().map(|(index, _)| &catalog.languages()[*index]);
        let Some(language) = first.and_then(|tag| catalog.language(tag)) else {
            return Err(self.no_template(channel));
        };
        let style = Style { channel: channel.as_str(), plain: None };
        let facts = Facts::of(self.reading, FactSet::ALL, self.site.value(channel), language, channel, style);
        Ok(facts.texts().map(|(name, text)| (name.to_owned(), text)).collect())
    }

    fn policy(&self) -> Policy<'_> {
        let kind = self.reading.kind();
        Policy {
            candidates: self.config.channels(kind),
            guest: &self.config.guest_channels,
            class: self.config.class(kind),
        }
    }

    pub(super) fn no_template(&self, channel: Channel) -> RenderError {
        let kind: EventKind = self.reading.kind();
        let file = Part::required(channel)[0].file_name();
        RenderError::general(
            RenderCode::NoTemplate,
            format!("there is no {channel} template for {kind} in any language that this receiver reads"),
            &format!("add templates/{kind}/{file}"),
        )
    }
}
