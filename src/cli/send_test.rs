//! `tellal send-test`: one message through one provider.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the clock is read")]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;

use super::CannotRun;
use super::load::ConfigPlace;
use super::paint::{BAD, DIM, END, GOOD, HEAD, WARN};
use crate::config::Config;
use crate::event::EventKind;
use crate::message::Sms;
use crate::provider::{self, Address, Answer, Configured, Content, Delivery, Providers, code};
use crate::recipient::channel::Channel;
use crate::recipient::email::EmailAddress;
use crate::recipient::phone::Phone;

/// Send one message through a provider, and tell what came of it
///
/// Nothing is queued and nothing is tried again: what you see is what the provider answered.
///
/// Exit status: 0 sent, 1 not sent, 2 could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal send-test --provider twilio --to +905551234567        an SMS, as [providers.twilio] says
  tellal send-test --provider mail --to you@example.com        an e-mail
  tellal send-test --channel whatsapp --to +905551234567       by whatever carries WhatsApp
  tellal send-test --provider gateway --to '0555 123 45 67' --site www.example.com --text 'Işık'

The reason of a failure begins with its code; docs/providers.md tells what each means.")]
pub(super) struct Arguments {
    /// Name of the provider, as in [providers.NAME] [default: the one of the channel]
    #[arg(long, value_name = "NAME")]
    provider: Option<String>,
    /// Phone number or e-mail address to write to
    #[arg(long, value_name = "ADDRESS")]
    to: String,
    /// whatsapp, sms or email [default: what fits the address and the provider]
    #[arg(long, value_name = "NAME", value_parser = super::parse::parse_channel)]
    channel: Option<Channel>,
    /// What it says
    #[arg(long, value_name = "TEXT", default_value = "A test message from tellal.")]
    text: String,
    /// Site whose name, sender and region are used
    #[arg(long, value_name = "DOMAIN", default_value = "www.example.com")]
    site: String,
    /// Sender identifier, as an event's `from`
    #[arg(long, value_name = "NAME", default_value = "tellal")]
    from: String,
    #[command(flatten)]
    place: ConfigPlace,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let config = self.place.config()?;
        let providers = provider::from_config(&config).map_err(|error| self.place.fault(&error))?;
        let (configured, channel) = self.choose(&providers)?;
        let delivery = self.delivery(&config, channel)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|source| CannotRun::Io { what: "cannot start".to_owned(), source })?;
        let answer = runtime.block_on(configured.provider.send(&delivery));
        // A server that is slow to say good-bye keeps nobody waiting.
        runtime.shutdown_background();
        let shown = show(&answer, configured.provider.name(), channel, &mut anstream::stdout().lock());
        shown.map_err(|source| CannotRun::Io { what: "cannot write".to_owned(), source })
    }

    /// The provider, and the channel that fits it and the address.
    fn choose<'a>(&self, providers: &'a Providers) -> Result<(&'a Configured, Channel), CannotRun> {
        let unfit = |message: String| CannotRun::Config(message);
        let is_email = self.to.contains('@');
        let fits = |channel: &Channel| (*channel == Channel::Email) == is_email;
        // An SMS is what a phone number without any more words asks for.
        let first = [Channel::Sms, Channel::Whatsapp, Channel::Email];
        let configured = match (&self.provider, self.channel) {
            (Some(name), _) => providers.get(name).ok_or_else(|| {
                let known: Vec<&str> = providers.iter().map(|(name, _)| name).collect();
                unfit(format!("there is no provider `{name}`; configured: {}", known.join(", ")))
            })?,
            (None, Some(channel)) => {
                providers.of(channel).ok_or_else(|| unfit(format!("no provider carries {channel}")))?
            }
            (None, None) => first
                .into_iter()
                .filter(fits)
                .find_map(|channel| providers.of(channel))
                .ok_or_else(|| unfit("no provider carries anything to such an address".to_owned()))?,
        };
        let carried: Vec<Channel> = configured.carries.clone();
        let channel = match self.channel {
            Some(channel) => channel,
            None => first.into_iter().find(|channel| carried.contains(channel) && fits(channel)).ok_or_else(
                || {
                    unfit(
                        "the provider carries nothing to such an address; --channel says what is meant"
                            .to_owned(),
                    )
                },
            )?,
        };
        if !carried.contains(&channel) {
            let names: Vec<&str> = carried.iter().map(|channel| channel.as_str()).collect();
            let names =
                if names.is_empty() { "no channel: none uses it".to_owned() } else { names.join(", ") };
            return Err(unfit(format!("{} carries {names}, not {channel}", configured.provider.name())));
        }
        Ok((configured, channel))
    }

    fn delivery(&self, config: &Config, channel: Channel) -> Result<Delivery, CannotRun> {
        let site = config.site(&self.site);
        let to = match channel {
            Channel::Email => EmailAddress::parse(&self.to)
                .map(|address| address.as_str().to_owned())
                .map_err(|_| "not an e-mail address".to_owned()),
            Channel::Sms | Channel::Whatsapp => Phone::parse(&self.to, site.region.as_deref())
                .map(|phone| phone.e164().to_owned())
                .map_err(|error| error.to_string()),
        };
        let to = to.map_err(|why| CannotRun::Config(format!("--to: {why}")))?;
        let text = self.text.clone();
        let content = match channel {
            Channel::Sms => {
                let language = config.default_language.language();
                let Sms { text, encoding, segments, .. } = Sms::compose(&text, language, &config.sms);
                Content::Sms { text, encoding, segments }
            }
            Channel::Whatsapp => Content::Whatsapp { text },
            Channel::Email => {
                let html = format!("<p>{}</p>", escaped(&text));
                Content::Email { subject: "A test message from tellal".to_owned(), html, text }
            }
        };
        Ok(Delivery {
            id: format!("test-{}", jiff::Timestamp::now().as_millisecond()),
            attempt: 1,
            event: EventKind::OrderDelivered,
            order_number: None,
            site_domain: self.site.clone(),
            channel,
            language: config.default_language.to_string(),
            from: self.from.clone(),
            to: Address::new(to),
            content,
        })
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn show(answer: &Answer, name: &str, channel: Channel, out: &mut impl Write) -> io::Result<ExitCode> {
    let detail = |answer: &Answer| {
        let reason = answer.reason().map(|reason| (reason.code.to_string(), reason.detail.clone()));
        reason.unwrap_or_default()
    };
    let (code, why) = detail(answer);
    let why = if why.is_empty() { String::new() } else { format!(": {why}") };
    match answer {
        Answer::Sent { provider_id } => {
            write!(out, "{GOOD}sent{END}  {name} has taken the {channel} message")?;
            match provider_id {
                Some(id) => writeln!(out, "; its id there is {HEAD}{}{END}", id.reveal())?,
                None => writeln!(out)?,
            }
            return Ok(ExitCode::SUCCESS);
        }
        Answer::Transient { retry_after, ambiguous, .. } => {
            writeln!(out, "{WARN}not sent{END}  {HEAD}{code}{END}{why}; in earnest it would be tried again")?;
            if let Some(wait) = retry_after {
                writeln!(
                    out,
                    "  {DIM}not before{END}  {} seconds have passed, says the provider",
                    wait.as_secs()
                )?;
            }
            if *ambiguous {
                writeln!(out, "  {WARN}it may have been delivered all the same{END}")?;
            }
        }
        Answer::Permanent { .. } => {
            writeln!(
                out,
                "{BAD}not sent{END}  {HEAD}{code}{END}{why}; in earnest the next channel would be used"
            )?;
        }
        Answer::OptedOut { .. } => {
            writeln!(
                out,
                "{BAD}not sent{END}  {HEAD}{code}{END}{why}; the receiver wants no {channel} messages"
            )?;
        }
    }
    if let Some(help) = help(&code) {
        writeln!(out, "  {GOOD}help:{END} {help}")?;
    }
    Ok(ExitCode::FAILURE)
}

/// What to do about it.
fn help(reason: &str) -> Option<&'static str> {
    Some(match reason {
        code::AUTH => "compare username, password or token with what the provider gave you",
        code::SENDER_REFUSED => "the mail server does not let this account send as `from`",
        code::FORBIDDEN_ADDRESS => "allow_private = true lets a provider be on an inner network",
        code::TLS => {
            "the certificate must be one that this system trusts for that host; ca_file names others"
        }
        code::DNS | code::CONNECTION => "is the host right, and can this machine reach it?",
        code::TIMEOUT => "connect_timeout and timeout say how long it may take",
        code::GARBLED_ANSWER => "no rule says what this answer means; see [[providers.NAME.rules]]",
        code::REDIRECT => "redirects are not followed; put the final address into url",
        _ => return None,
    })
}
