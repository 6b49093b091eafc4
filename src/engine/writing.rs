//! Writing the message of a channel in the first language that can say all of it.

use std::sync::Arc;

use super::run::{Origin, Run};
use super::snapshot::Snapshot;
use crate::catalog::Part;
use crate::event::{Notification, Plan, Reading};
use crate::l10n::{Language, LanguageTag, Style, take_labels};
use crate::message::sms::{Encoding, is_gsm7};
use crate::message::{Body, Email, LanguageSkip, Receipt, Sms, Whatsapp};
use crate::program::Inputs;
use crate::recipient::channel::Channel;
use crate::render::{FactSet, Facts, RenderCode, RenderError, Scope, SiteValue, view_context, whole_context};

impl Run<'_> {
    /// Writes in the first language of the chain that can say everything, and says which that is.
    pub(super) fn write<'t>(
        &self,
        channel: Channel,
        chain: impl Iterator<Item = &'t LanguageTag>,
        site: &SiteValue,
        receipt: &mut Receipt,
    ) -> Result<(usize, Body), RenderError> {
        let mut first_error = None;
        for (at, tag) in chain.enumerate() {
            match self.write_in(channel, tag, site, receipt) {
                Ok(body) => return Ok((at, body)),
                Err(error) => {
                    let Some(missing) = error.missing().map(str::to_owned) else { return Err(error) };
                    receipt.language.skipped.push(LanguageSkip { language: tag.clone(), missing });
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
        let kind = self.reading.kind();
        let catalog = &self.snapshot.catalog;
        let path = |part: Part| {
            let path = catalog.template(kind, part, tag);
            path.ok_or_else(|| self.no_template(channel).lacking("template"))
        };
        let first = Part::required(channel)[0];
        let main = path(first)?;
        receipt.template = Some(Arc::clone(main));
        let body = match channel {
            Channel::Sms => {
                let (sms, labels) = self.write_sms(tag, site, &[(first, main)])?;
                receipt.money_labels = labels;
                Body::Sms(sms)
            }
            Channel::Whatsapp => {
                let text = self.texts(channel, tag, site, &[(first, main)], None)?.swap_remove(0);
                Body::Whatsapp(Whatsapp::compose(&text))
            }
            Channel::Email => {
                let subject = (Part::EmailSubject, &**path(Part::EmailSubject)?);
                let own_text = catalog.template(kind, Part::EmailText, tag);
                let own_text = own_text.map(|path| (Part::EmailText, &**path));
                let parts: Vec<_> = [(first, &**main), subject].into_iter().chain(own_text).collect();
                let mut texts = self.texts(channel, tag, site, &parts, None)?;
                let html = std::mem::take(&mut texts[0]);
                Body::Email(Email::compose(&texts[1], html, texts.get(2).map(String::as_str)))
            }
        };
        if body.is_empty() {
            let message = format!("templates/{main} writes nothing for this event");
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
        parts: &[(Part, &str)],
    ) -> Result<(Sms, bool), RenderError> {
        let compose = |text: String| Sms::compose(text, tag.language(), &self.config.sms);
        take_labels();
        let text = self.texts(Channel::Sms, tag, site, parts, Some(is_gsm7))?.swap_remove(0);
        let labels = take_labels().iter().any(|label| text.contains(label.as_str()));
        let sms = compose(text);
        if !labels || sms.encoding != Encoding::Ucs2 {
            return Ok((sms, labels));
        }
        let text = self.texts(Channel::Sms, tag, site, parts, None)?.swap_remove(0);
        Ok((compose(text), false))
    }

    /// The texts of these templates. They see what the catalog knows that they read; should one fail, it is tried with
    /// all that there is, so that an error is never for want of a field that was passed over.
    fn texts(
        &self,
        channel: Channel,
        tag: &LanguageTag,
        site: &SiteValue,
        parts: &[(Part, &str)],
        plain: Option<fn(char) -> bool>,
    ) -> Result<Vec<String>, RenderError> {
        let Some(language) = self.snapshot.catalog.language(tag) else {
            let message = format!("there are no locales for `{tag}`");
            return Err(RenderError::general(RenderCode::UnknownLanguage, message, ""));
        };
        let text = Text { language, channel, site, style: Style { channel: channel.as_str(), plain } };
        let uses = self.snapshot.uses(self.reading.kind(), channel);
        if let Some(texts) = self.compiled(&text, parts) {
            return Ok(texts);
        }
        take_labels();
        let paths: Vec<&str> = parts.iter().map(|(_, path)| *path).collect();
        let mut first_error = None;
        if let Some(view) = &uses.view {
            let context = view_context(self.reading, view, site, language, channel);
            match self.render(&text, self.reading, context, uses.ready, uses.said, &paths) {
                Err(error) if error.missing().is_none() => first_error = Some(error),
                result => return result,
            }
        }
        let parsed;
        let notification = match (self.origin, first_error) {
            (Origin::Notification(notification), _) => notification,
            (Origin::Bytes(bytes), error) => match (Notification::parse(bytes), error) {
                (Ok(notification), _) => {
                    parsed = notification;
                    &parsed
                }
                (Err(_), Some(error)) => return Err(error),
                (Err(fault), None) => {
                    return Err(RenderError::general(RenderCode::InvalidValue, fault.to_string(), ""));
                }
            },
        };
        let context = whole_context(notification, site, language, channel);
        let reading = Reading::of(Plan::of_all_known(), notification);
        self.render(&text, &reading, context, FactSet::ALL, FactSet::ALL, &paths)
    }

    /// The texts, by the programs that were made of their templates. `None` where there is none, and wherever anything
    /// is unusual: then the reference says what there is to say.
    fn compiled(&self, text: &Text, parts: &[(Part, &str)]) -> Option<Vec<String>> {
        let Text { language, channel, site, style } = *text;
        let program = |part: Part| self.snapshot.programs.of(self.reading.kind(), part, language.tag());
        let wanted = parts
            .iter()
            .try_fold(FactSet::default(), |facts, (part, _)| Some(facts.with(program(*part)?.facts())))?;
        let facts = Facts::of(self.reading, wanted, site, language, channel, style);
        let inputs = Inputs { reading: self.reading, facts: &facts, site, language, channel, style };
        parts.iter().map(|(part, _)| program(*part)?.run(inputs)).collect()
    }

    fn render(
        &self,
        text: &Text,
        reading: &Reading,
        mut context: tera::Context,
        ready: FactSet,
        said: FactSet,
        paths: &[&str],
    ) -> Result<Vec<String>, RenderError> {
        let Text { language, channel, site, style } = *text;
        let Snapshot { catalog, environment, .. } = self.snapshot;
        let facts = Facts::of(reading, ready.with(said), site, language, channel, style);
        if !ready.is_empty() {
            context.insert_value("ready", facts.ready(ready));
        }
        let scope = Scope {
            language: Arc::clone(language),
            channel,
            style,
            zone: site.time_zone.clone(),
            site_url: site.url.clone(),
            arguments: facts.arguments(said),
            lacking: facts.lacking(),
        };
        environment.render(catalog, paths, &context, self.reading.kind(), scope)
    }
}

/// What a text is written for.
struct Text<'a> {
    language: &'a Arc<Language>,
    channel: Channel,
    site: &'a SiteValue,
    style: Style,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Sources;
    use crate::event::EventKind;
    use crate::{Config, Engine};

    #[test]
    fn programs_write_what_is_shipped_and_give_nothing_up() {
        let sources = Sources::from_dirs("templates", "locales").expect("the shipped tree");
        let engine = Engine::new(&sources, Config::default()).expect("no faults");
        let snapshot = engine.snapshot();
        for event in EventKind::ALL {
            let notification = Notification::parse(event.example().as_bytes()).expect("an example");
            let reading = Reading::of(&snapshot.plan, &notification);
            let run = engine.run(&snapshot, &reading, Origin::Notification(&notification), &[]);
            for (tag, channel) in
                engine.languages().iter().flat_map(|tag| Channel::ALL.map(|channel| (tag, channel)))
            {
                let language = snapshot.catalog.language(tag).expect("one of its languages");
                let style = Style { channel: channel.as_str(), plain: None };
                let text = Text { language, channel, site: run.site.value(channel), style };
                let parts: Vec<(Part, &str)> =
                    Part::required(channel).iter().map(|part| (*part, "")).collect();
                assert!(run.compiled(&text, &parts).is_some(), "{event} by {channel} in {tag}");
            }
        }
    }
}
