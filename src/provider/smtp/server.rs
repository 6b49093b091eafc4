//! Conversations with a mail server: one step at a time, so that it is known how far each has come.

use std::error::Error as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::time::{Instant, timeout};

use super::Login;
use super::mail::Letter;
use super::reply::{self, Stage, enhanced, queue_id};
use crate::provider::net::Target;
use crate::provider::{Answer, ProviderId, Reason, code};

/// Mails by one connection. It is then closed, which also bounds what was ever read from it.
const MAX_MAILS: u32 = 100;
/// How long an idle connection is kept; servers close theirs after minutes.
const IDLE: Duration = Duration::from_secs(20);
/// How long a server may take to say good-bye. Nobody waits for it.
const PARTING: Duration = Duration::from_secs(5);

/// A mail server, and connections to it.
pub(super) struct Server {
    pub(super) target: Target,
    /// `None` where the connection is encrypted from the start, or not at all.
    pub(super) starttls: Option<TlsParameters>,
    pub(super) login: Option<Login>,
    pub(super) hello: ClientId,
    pub(super) keep: usize,
    pub(super) idle: Mutex<Vec<Open>>,
}

/// A connection that is ready for a mail.
pub(super) struct Open {
    connection: AsyncSmtpConnection,
    mails: u32,
    since: Instant,
}

/// An attempt that came to nothing.
struct Broken {
    stage: Stage,
    error: Error,
}

impl Server {
    pub(super) async fn send(&self, letter: &Letter, limit: Duration) -> Answer {
        let on_its_way = AtomicBool::new(false);
        match timeout(limit, self.attempt(letter, &on_its_way)).await {
            Ok(answer) => answer,
            Err(_) => {
                let reason = Reason::new(code::TIMEOUT, "the server did not answer in time");
                if on_its_way.load(Ordering::Relaxed) {
                    Answer::ambiguous(reason)
                } else {
                    Answer::transient(reason)
                }
            }
        }
    }

    async fn attempt(&self, letter: &Letter, on_its_way: &AtomicBool) -> Answer {
        while let Some(mut open) = self.take_idle() {
            match hand_over(&mut open.connection, letter, on_its_way).await {
                Ok(answer) => return self.done(open, answer),
                // The server has closed it meanwhile, or says that it is about to: nothing was sent.
                Err(broken) if broken.stage == Stage::Sender && is_gone(&broken.error) => {}
                Err(broken) => return self.refused(open, &broken),
            }
        }
        let mut open = match self.open().await {
            Ok(open) => open,
            Err(answer) => return answer,
        };
        match hand_over(&mut open.connection, letter, on_its_way).await {
            Ok(answer) => self.done(open, answer),
            Err(broken) => self.refused(open, &broken),
        }
    }

    async fn open(&self) -> Result<Open, Answer> {
        let stream = self.target.dial().await.map_err(|error| Answer::transient(error.reason()))?;
        let broken = |stage| move |error| answer_to(&Broken { stage, error });
        let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello)
            .await
            .map_err(broken(Stage::Greeting))?;
        if let Some(parameters) = &self.starttls {
            let tls = |why: &str| Answer::transient(Reason::new(code::TLS, why));
            if !connection.can_starttls() {
                return Err(tls("the server offers no STARTTLS"));
            }
            connection.starttls(parameters.clone(), &self.hello).await.map_err(|error| {
                if error.status().is_some() { broken(Stage::Greeting)(error) } else { tls("STARTTLS failed") }
            })?;
        }
        if let Some(login) = &self.login {
            let credentials = Credentials::new(login.username.clone(), login.password.expose().to_owned());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .await
                .map_err(broken(Stage::Login))?;
        }
        Ok(Open { connection, mails: 0, since: Instant::now() })
    }

    fn take_idle(&self) -> Option<Open> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|open| open.since.elapsed() < IDLE);
        idle.pop()
    }

    fn done(&self, mut open: Open, answer: Answer) -> Answer {
        open.mails += 1;
        open.since = Instant::now();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if open.mails < MAX_MAILS && idle.len() < self.keep {
            idle.push(open);
        } else {
            part(open);
        }
        answer
    }

    #[expect(clippy::unused_self, reason = "beside `done`")]
    fn refused(&self, open: Open, broken: &Broken) -> Answer {
        part(open);
        answer_to(broken)
    }
}

/// Says good-bye without keeping anybody waiting.
fn part(mut open: Open) {
    tokio::spawn(async move {
        let _ = timeout(PARTING, open.connection.abort()).await;
    });
}

/// Whether an idle connection turned out to be none any more.
fn is_gone(error: &Error) -> bool {
    error.status().is_none_or(|status| u16::from(status) == 421)
}

async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    letter: &Letter,
    on_its_way: &AtomicBool,
) -> Result<Answer, Broken> {
    let broken = |stage| move |error| Broken { stage, error };
    let can = |connection: &AsyncSmtpConnection, feature| connection.server_info().supports_feature(feature);
    let mut parameters = Vec::new();
    let addresses = letter.envelope.from().into_iter().chain(letter.envelope.to());
    if !addresses.map(AsRef::<str>::as_ref).all(str::is_ascii) {
        if !can(connection, Extension::SmtpUtfEight) {
            let why = "the server takes no addresses outside ASCII";
            return Ok(Answer::permanent(Reason::new(code::UNSENDABLE, why)));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !letter.bytes.is_ascii() && can(connection, Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let mail = Mail::new(letter.envelope.from().cloned(), parameters);
    connection.command(mail).await.map_err(broken(Stage::Sender))?;
    for receiver in letter.envelope.to() {
        connection.command(Rcpt::new(receiver.clone(), Vec::new())).await.map_err(broken(Stage::Receiver))?;
    }
    connection.command(Data).await.map_err(broken(Stage::Data))?;
    on_its_way.store(true, Ordering::Relaxed);
    let reply = connection.message(&letter.bytes).await.map_err(broken(Stage::Mail))?;
    Ok(Answer::Sent { provider_id: reply.first_line().and_then(queue_id).map(ProviderId::new) })
}

fn answer_to(Broken { stage, error }: &Broken) -> Answer {
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    if let Some(status) = error.status() {
        return reply::refusal(*stage, status.into(), enhanced(&text));
    }
    let io = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    let too_large = io.is_some_and(|error| error.kind() == std::io::ErrorKind::FileTooLarge);
    let reason = if too_large || text.contains("too l") {
        Reason::new(code::TOO_LARGE_ANSWER, "more than any reply should be")
    } else if *stage == Stage::Login && error.is_client() {
        Reason::new(code::AUTH, "the server offers neither PLAIN nor LOGIN")
    } else if error.is_response() && !text.contains("incomplete") {
        Reason::new(code::GARBLED_ANSWER, "what came back is not SMTP")
    } else {
        Reason::new(code::CONNECTION, "the connection broke")
    };
    // Once the mail is on its way nobody can tell whether all of it has arrived.
    if *stage == Stage::Mail { Answer::ambiguous(reason) } else { Answer::transient(reason) }
}
