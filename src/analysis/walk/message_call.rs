//! What the walk saw of `t()`: which message, with which arguments, where, and what is known there.

use std::collections::BTreeSet;

use crate::analysis::Location;
use crate::analysis::types::Type;
use crate::event::EventKind;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// One `t(id=…)` as one event's template reaches it on one channel.
#[derive(Debug, Clone)]
pub(crate) struct MessageCall {
    pub(crate) event: EventKind,
    pub(crate) channel: Channel,
    /// The languages that are written by the template from which the walk came.
    pub(crate) languages: Vec<LanguageTag>,
    /// The id with its attribute (`order-delivered.subject`); `None` where the template works it out.
    pub(crate) id: Option<String>,
    /// The `id` argument's value, with its quotes; the call's name where there is none.
    pub(crate) at: Location,
    /// Whether the filter `safe` lets markup in it through.
    pub(crate) safe: bool,
    /// What the template passes: name, place of the name, type of the value.
    pub(crate) arguments: Vec<(String, Location, Type)>,
    /// Ready facts that are surely there at this place: those that the event always has and those that the
    /// template has asked for.
    pub(crate) known: BTreeSet<&'static str>,
}
