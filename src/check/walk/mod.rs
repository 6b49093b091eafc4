//! The walk through a template's expressions.

mod message_call;

pub(crate) use message_call::MessageCall;
