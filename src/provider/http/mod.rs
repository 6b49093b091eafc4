//! Any API that is spoken to by HTTP, described in the configuration: what to ask, and what the answer means.

mod client;
mod read_rules;
mod read_shape;
mod retry_after;
mod rules;
mod settings;
mod shape;

use std::time::Duration;

use self::client::Client;
use self::rules::Rules;
use self::shape::Shape;
use super::secret::Secret;
use super::sites::SiteNames;
use super::template::Fields;
use super::{Answer, Delivery, Provider, Reason, Sending, code};

/// An API that is spoken to by HTTP.
pub struct Http {
    name: String,
    shape: Shape,
    rules: Rules,
    secrets: Vec<(String, Secret)>,
    sites: SiteNames,
    client: Client,
    /// Until the head of the answer is there.
    header_timeout: Duration,
    /// Until the answer has been read.
    timeout: Duration,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Provider for Http {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a> {
        Box::pin(async move {
            let fields = Fields::of(delivery, &self.sites, &self.secrets);
            match self.shape.fill(&fields, &delivery.id) {
                Ok(request) => match self.client.send(request, self.header_timeout, self.timeout).await {
                    Ok(response) => self.rules.judge(&response),
                    Err(failed) => failed,
                },
                // The reason may quote what could not be written; the key alone is nobody's personal data.
                Err(unwritable) => {
                    let detail = format!("{} cannot be written for this message", unwritable.key);
                    Answer::permanent(Reason::new(code::UNSENDABLE, detail))
                }
            }
        })
    }
}
