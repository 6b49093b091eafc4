//! From an event to the text of one channel in one language: template environment, functions, filters,
//! context.

mod context;
mod environment;
mod error;
mod fact_sources;
mod facts;
mod filters;
mod functions;
mod limits;
mod scope;
mod text;
mod unclosed;

pub(crate) use context::{SiteValue, template_context};
pub(crate) use environment::Environment;
pub use error::{Place, RenderCode, RenderError};
pub(crate) use fact_sources::{PIPELINE_SOURCES, fact_sources};
pub use facts::{FACTS, FactInfo};
pub(crate) use facts::{Facts, implied_facts};
pub(crate) use scope::Scope;
