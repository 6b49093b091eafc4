//! Templates and locales taken apart: what they say, what of an event they read, and what they need. The engine asks
//! it once, when a catalog is loaded; the linter asks it for everything.

pub(crate) mod fluent;
mod location;
mod needed;
pub(crate) mod syntax;
pub(crate) mod types;
pub(crate) mod walk;

pub use location::Location;
pub(crate) use needed::{Needed, Walked, channel_of, serving};
