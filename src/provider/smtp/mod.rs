//! E-mail by SMTP.

mod mail;
mod reply;
mod server;
mod settings;

use std::time::Duration;

use self::mail::Letterhead;
use self::server::Server;
use super::secret::Secret;
use super::{Answer, Content, Delivery, Provider, Reason, Sending, code};

/// A mail server that messages are handed to.
pub struct Smtp {
    name: String,
    letterhead: Letterhead,
    server: Server,
    timeout: Duration,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Provider for Smtp {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        Box::pin(async move {
            let Content::Email { subject, html, text } = &delivery.content else {
                return Answer::permanent(Reason::new(code::UNSENDABLE, "only e-mail goes by SMTP"));
            };
            match self.letterhead.write(delivery, subject, html, text) {
                Ok(letter) => self.server.send(&letter, self.timeout).await,
                Err(why) => Answer::permanent(Reason::new(code::UNSENDABLE, why)),
            }
        })
    }
}

/// What the server knows us by.
struct Login {
    username: String,
    password: Secret,
}
