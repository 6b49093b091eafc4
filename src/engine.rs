//! Event to outcome: the pipeline, pure. Read this first.

mod barred;
mod snapshot;
mod wishes;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::catalog::{CatalogError, Part, Sources};
use crate::config::Config;
use crate::event::{EventKind, Notification};
use crate::l10n::{LanguageTag, Style, take_labels};
use crate::message::sms::{Encoding, is_gsm7};
use crate::message::{Body, Email, LanguageReceipt, LanguageSkip, Message, Receipt, Sms, Whatsapp};
use crate::outcome::{Outcome, OutcomeError, Suppressed};
use crate::recipient::channel::{Channel, Denial, Policy, Verdict};
use crate::recipient::email::EmailAddress;
use crate::recipient::language::requested;
use crate::recipient::phone::Phone;
use crate::render::{Facts, RenderCode, RenderError, Scope, SiteValue, template_context};
use snapshot::Snapshot;

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
        match Notification::parse(bytes) {
            Ok(notification) => self.preview_notification(&notification, preview),
            Err(error) => Outcome::Error(Box::new(error.into())),
        }
    }

    /// Renders an event that is parsed already.
    pub fn render_notification(&self, notification: &Notification) -> Outcome {
        self.preview_notification(notification, &Preview::default())
    }

    /// As [`Engine::render_notification`], with what a preview forces.
    pub fn preview_notification(&self, notification: &Notification, preview: &Preview) -> Outcome {
        self.try_preview(notification, preview).unwrap_or_else(|error| {
            Outcome::Error(Box::new(OutcomeError::of_render(notification.kind(), &error)))
        })
    }

    /// As [`Engine::preview_notification`], with the error as it is.
    pub(crate) fn try_preview(
        &self,
        notification: &Notification,
        preview: &Preview,
    ) -> Result<Outcome, RenderError> {
        let snapshot = self.snapshot();
        Run { barred: &[], snapshot: &snapshot, config: &self.config, notification }.outcome(preview)
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
        let run = Run { barred: &[], snapshot: &snapshot, config: &self.config, notification };
        run.ready(preview)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The rendering of one event against one snapshot.
struct Run<'a> {
    barred: &'a [(Channel, Denial)],
    snapshot: &'a Snapshot,
    config: &'a Config,
    notification: &'a Notification,
}

impl Run<'_> {
    fn outcome(&self, preview: &Preview) -> Result<Outcome, RenderError> {
        let kind = self.notification.kind();
        let site = self.config.site(self.notification.site_domain());
        let phone = Phone::of(self.notification, site.region.as_deref());
        let email = EmailAddress::of(self.notification);
        let wishes = self.wishes(preview, &site)?;
        let chain =
            self.snapshot.catalog.chain(&wishes.iter().map(|(tag, _)| tag.clone()).collect::<Vec<_>>());
        let can_write = |channel| {
            let catalog = &self.snapshot.catalog;
            if let Some((_, denial)) = self.barred.iter().find(|(barred, _)| *barred == channel) {
                return Err(*denial);
            }
            match chain.is_empty() {
                true => Err(Denial::Language),
                false if chain.iter().any(|tag| catalog.can_write(kind, channel, tag)) => Ok(()),
                false => Err(Denial::Template),
            }
        };
        let address = |channel| match channel {
            Channel::Email => email.as_ref().map(|_| ()).map_err(|code| *code),
            Channel::Sms | Channel::Whatsapp => phone.as_ref().map(|_| ()).map_err(|error| error.code()),
        };
        let (channel, channels) = match preview.channel {
            Some(channel) => (Some(channel), vec![Verdict::forced(channel)]),
            None => self.policy().choose(self.notification.receiver_user(), address, can_write),
        };
        let mut receipt = Receipt {
            language: LanguageReceipt {
                requested: requested(self.notification).into_iter().map(str::to_owned).collect(),
                used: None,
                source: None,
                skipped: Vec::new(),
            },
            channels,
            template: None,
            phone_repairs: phone.as_ref().map(|phone| phone.repairs().to_vec()).unwrap_or_default(),
            money_labels: false,
            ignored: self.notification.ignored().to_vec(),
        };
        let Some(channel) = channel else {
            return Ok(Outcome::Suppressed(Box::new(Suppressed { event: kind, receipt })));
        };
        let site = SiteValue::new(&site, channel);
        let (language, body) = self.write(channel, &chain, &site, &mut receipt)?;
        receipt.language.source = self.source_of(&language, &wishes);
        receipt.language.used = Some(language.clone());
        let to = match channel {
            Channel::Email => email.ok().map(|email| email.as_str().to_owned()),
            Channel::Sms | Channel::Whatsapp => phone.ok().map(|phone| phone.e164().to_owned()),
        };
        let from = self.notification.from().to_owned();
        Ok(Outcome::Message(Box::new(Message { event: kind, channel, language, from, to, body, receipt })))
    }

    fn ready(&self, preview: &Preview) -> Result<BTreeMap<String, String>, RenderError> {
        let site = self.config.site(self.notification.site_domain());
        let wishes: Vec<LanguageTag> = self.wishes(preview, &site)?.into_iter().map(|(tag, _)| tag).collect();
        let chain = self.snapshot.catalog.chain(&wishes);
        let channel = preview.channel.unwrap_or(Channel::Sms);
        let Some(language) = chain.first().and_then(|tag| self.snapshot.catalog.language(tag)) else {
            return Err(self.no_template(channel));
        };
        let style = Style { channel: channel.as_str(), plain: None };
        let facts = Facts::of(self.notification, &SiteValue::new(&site, channel), language, channel, style);
        Ok(facts.texts().map(|(name, text)| (name.to_owned(), text)).collect())
    }

    fn policy(&self) -> Policy<'_> {
        let kind = self.notification.kind();
        Policy {
            candidates: self.config.channels(kind),
            guest: &self.config.guest_channels,
            class: self.config.class(kind),
        }
    }

    /// Writes in the first language of the chain that can say everything.
    fn write(
        &self,
        channel: Channel,
        chain: &[&LanguageTag],
        site: &SiteValue,
        receipt: &mut Receipt,
    ) -> Result<(LanguageTag, Body), RenderError> {
        let mut first_error = None;
        for tag in chain {
            match self.write_in(channel, tag, site, receipt) {
                Ok(body) => return Ok(((*tag).clone(), body)),
                Err(error) => {
                    let Some(missing) = error.missing().map(str::to_owned) else { return Err(error) };
                    receipt.language.skipped.push(LanguageSkip { language: (*tag).clone(), missing });
                    first_error = first_error.or(Some(error));
                }
            }
        }
        Err(first_error.unwrap_or_else(|| self.no_template(channel)))
    }

    fn write_in(
        &self,
        channel: Channel,
        tag: &LanguageTag,
        site: &SiteValue,
        receipt: &mut Receipt,
    ) -> Result<Body, RenderError> {
        let kind = self.notification.kind();
        let catalog = &self.snapshot.catalog;
        let mut paths = Vec::with_capacity(3);
        for part in Part::required(channel) {
            let Some(path) = catalog.template(kind, *part, tag) else {
                return Err(self.no_template(channel).lacking("template"));
            };
            paths.push(path);
        }
        receipt.template = paths.first().map(|path| (*path).to_owned());
        let own_text =
            (channel == Channel::Email).then(|| catalog.template(kind, Part::EmailText, tag)).flatten();
        paths.extend(own_text);
        let body = match channel {
            Channel::Sms => {
                let (sms, labels) = self.write_sms(tag, site, &paths)?;
                receipt.money_labels = labels;
                Body::Sms(sms)
            }
            Channel::Whatsapp => {
                let text = self.texts(channel, tag, site, &paths, None)?.swap_remove(0);
                Body::Whatsapp(Whatsapp::compose(&text))
            }
            Channel::Email => {
                let texts = self.texts(channel, tag, site, &paths, None)?;
                Body::Email(Email::compose(&texts[1], &texts[0], texts.get(2).map(String::as_str)))
            }
        };
        if body.is_empty() {
            let message = format!("templates/{} writes nothing for this event", paths[0]);
            let help = "give every condition an {% else %}";
            return Err(RenderError::general(RenderCode::EmptyMessage, message, help));
        }
        Ok(body)
    }

    /// An SMS with currency labels that GSM-7 has; where the text needs UCS-2 all the same, with the
    /// currencies' own symbols. The flag says whether labels were used.
    fn write_sms(
        &self,
        tag: &LanguageTag,
        site: &SiteValue,
        paths: &[&str],
    ) -> Result<(Sms, bool), RenderError> {
        let compose = |text: &str| Sms::compose(text, tag.language(), &self.config.sms);
        take_labels();
        let text = self.texts(Channel::Sms, tag, site, paths, Some(is_gsm7))?.swap_remove(0);
        let labels = take_labels().iter().any(|label| text.contains(label.as_str()));
        let sms = compose(&text);
        if !labels || sms.encoding != Encoding::Ucs2 {
            return Ok((sms, labels));
        }
        let text = self.texts(Channel::Sms, tag, site, paths, None)?.swap_remove(0);
        Ok((compose(&text), false))
    }

    fn texts(
        &self,
        channel: Channel,
        tag: &LanguageTag,
        site: &SiteValue,
        paths: &[&str],
        plain: Option<fn(char) -> bool>,
    ) -> Result<Vec<String>, RenderError> {
        let Snapshot { catalog, environment } = self.snapshot;
        let Some(language) = catalog.language(tag) else {
            let message = format!("there are no locales for `{tag}`");
            return Err(RenderError::general(RenderCode::UnknownLanguage, message, ""));
        };
        let style = Style { channel: channel.as_str(), plain };
        let facts = Facts::of(self.notification, site, language, channel, style);
        let mut context = template_context(self.notification, site, tag, channel);
        context.insert_value("ready", facts.ready());
        let scope = Scope {
            language: Arc::clone(language),
            channel,
            style,
            zone: site.time_zone.clone(),
            site_url: site.url.clone(),
            arguments: facts.arguments(),
            lacking: facts.lacking(),
        };
        environment.render(catalog, paths, &context, self.notification.kind(), scope)
    }

    fn no_template(&self, channel: Channel) -> RenderError {
        let kind: EventKind = self.notification.kind();
        let file = Part::required(channel)[0].file_name();
        RenderError::general(
            RenderCode::NoTemplate,
            format!("there is no {channel} template for {kind} in any language that this receiver reads"),
            &format!("add templates/{kind}/{file}"),
        )
    }
}
