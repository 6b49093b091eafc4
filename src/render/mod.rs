//! From an event to the text of one channel in one language: template environment, functions, filters,
//! context.

mod blocks;
mod context;
mod environment;
mod error;
mod fact_info;
mod fact_sources;
mod fact_texts;
mod facts;
mod faults;
mod filters;
mod functions;
mod limits;
mod quoting;
mod scope;
mod tags;
mod text;

pub(crate) use context::{GLOBALS, SiteValue, view_context, whole_context};
pub(crate) use environment::{Environment, is_escaped};
pub use error::{Place, RenderCode, RenderError};
pub use fact_info::{FACTS, FactInfo, FactKind};
pub(crate) use fact_info::{FactId, FactSet, IMPLIED, Known, fact, implied_by};
pub(crate) use fact_sources::{PIPELINE_SOURCES, fact_sources};
pub(crate) use fact_texts::FactValue;
pub(crate) use facts::Facts;
pub(crate) use filters::{LEAST_LENGTH, USUAL_LENGTH, absolute_url, moment_styles, shortened};
pub(crate) use limits::{Bounded, MAX_OUTPUT};
pub(crate) use scope::{Scope, isolation};
pub(crate) use text::harmless;
