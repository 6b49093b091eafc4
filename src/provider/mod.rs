//! What carries a message: the trait, and its adapters.
//!
//! - [`console`](Console) for development, [`file`](File) for a line of JSON each;
//! - [`http`](Http) for any SMS, WhatsApp or e-mail API, described in the configuration;
//! - [`smtp`](Smtp) for e-mail;
//! - [`doubles`] for tests.
//!
//! A provider tries once. It holds its own time limit, since it alone knows whether the message was already on
//! its way when time ran out; all else that has to do with *when* (retries, rate, concurrency, breaker) belongs to
//! its caller, who finds the configured values in [`ProviderLimits`].

mod answer;
mod config;
mod console;
mod delivery;
pub mod doubles;
mod file;
mod http;
mod limits;
mod net;
mod secret;
mod sites;
mod smtp;
mod template;
mod writer;

use std::future::Future;
use std::pin::Pin;

pub use answer::{Answer, ProviderId, Reason, code};
pub use config::{Configured, Providers, from_config};
pub use console::Console;
pub use delivery::{Address, Content, Delivery};
pub use file::File;
pub use http::Http;
pub use limits::{Breaker, ProviderLimits};
pub use smtp::Smtp;

/// An attempt under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// What carries a message.
pub trait Provider: Send + Sync {
    /// Its name in the configuration.
    fn name(&self) -> &str;

    /// Tries once to hand a message over. Dropping the future gives the attempt up.
    fn send<'a>(&'a self, delivery: &'a Delivery) -> Sending<'a>;
}
