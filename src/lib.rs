//! tellal turns a commerce event into the right message: the receiver's language, the channel that they
//! consented to, money and dates as their country writes them.
//!
//! ```text
//! event JSON ─► recipient ─► channel ─► template ─► message
//!               phone        consent    event ×     text,
//!               language     policy     channel ×   segments,
//!                                       language    receipt
//! ```
//!
//! # One example
//!
//! ```
//! use tellal::{Channel, Engine, Outcome, Preview};
//!
//! let engine = Engine::from_dirs("templates", "locales")?;
//! let event = tellal::EventKind::OrderDelivered.example().as_bytes();
//!
//! let Outcome::Message(message) = engine.render(event) else { panic!("John consented to WhatsApp") };
//! assert_eq!(message.channel, Channel::Whatsapp);
//! assert_eq!(message.to.as_deref(), Some("+905551234567"));
//!
//! let preview = Preview { channel: Some(Channel::Sms), language: tellal::LanguageTag::parse("tr") };
//! let Outcome::Message(message) = engine.preview(event, &preview) else { panic!("a preview asks nobody") };
//! assert!(message.body.text().contains("ORD-2024-00001"));
//! # Ok::<(), tellal::LoadError>(())
//! ```
//!
//! # Where to read on
//!
//! 1. [`engine`]: the pipeline, from an event's bytes to its [`Outcome`].
//! 2. [`event`]: what Commerce sends, typed; every fault of a body by its JSON path.
//! 3. [`recipient`]: phone, e-mail, consent, and which channel is chosen.
//! 4. [`catalog`]: templates and locales as one snapshot.
//! 5. [`l10n`]: how a language writes; [`render`]: what templates can use.
//! 6. [`message`]: SMS segments, e-mail parts, and the receipt.
//! 7. [`provider`]: what carries a message to its receiver.
//! 8. [`outbox`]: the durable queue; [`dispatch`]: from there to the providers.
//! 9. [`gateway`]: the front end that takes events by HTTP; [`telemetry`]: log lines and figures.
//!
//! # What holds
//!
//! - Rendering reads no file, clock, socket, environment or random number: the same event, catalog and
//!   configuration give the same bytes. Only [`files`], the parts from [`provider`] on and the command line touch
//!   anything outside.
//! - Lower modules know nothing of higher ones: `event`, `money` < `recipient`, `l10n` < `catalog`,
//!   `message` < `render` < `analysis` < `program` < `engine` < `outbox`, `provider` < `dispatch` < `gateway`. A test reads the
//!   sources and holds this.
//! - Of an event only that is read which some template, some sentence or the pipeline itself asks for; a catalog knows
//!   what that is when it is loaded (`analysis`, `event::reading`). The same comes of it as if all were read, but that a
//!   wrong type where nobody reads goes unnoticed.
//! - A text is written by a program that is compiled of its template and its language's sentences when a catalog is
//!   loaded (`program`), or by Tera and Fluent where there is none or something is unusual; both write the same.
//! - An event that was answered 200 is on disk, and ends delivered, suppressed or dead, whatever is killed meanwhile.
//! - Nothing is blank by accident: an undefined variable, an unknown message, a missing argument or an amount
//!   that is no number is an error that names its place, never text in front of a customer.
//! - A catalog with any fault is not used at all; the one before it stays.

mod analysis;
pub mod catalog;
pub mod check;
#[doc(hidden)]
pub mod cli;
pub mod clock;
pub mod config;
pub mod dispatch;
pub mod engine;
pub mod event;
pub mod files;
pub mod gateway;
mod harmless;
pub mod l10n;
pub mod message;
pub mod money;
mod nearest;
pub mod outbox;
pub mod outcome;
mod program;
pub mod provider;
pub mod recipient;
pub mod render;
mod section;
pub mod telemetry;

pub use catalog::{Catalog, CatalogError, CatalogFault, Sources};
pub use config::{Config, ConfigError};
pub use engine::{Engine, Preview};
pub use event::{EventError, EventKind, Fault, FaultCode, Notification};
pub use files::LoadError;
pub use l10n::LanguageTag;
pub use message::{Body, Email, Message, Receipt, Sms, Whatsapp};
pub use money::{Currency, Money};
pub use outcome::{Outcome, OutcomeError, Suppressed};
pub use recipient::channel::Channel;
pub use recipient::consent::EventClass;
pub use recipient::phone::{Phone, PhoneError};
pub use render::{RenderCode, RenderError};
