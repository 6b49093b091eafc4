//! The walk through a template's expressions.

mod message_call;
mod text_piece;

pub(crate) use message_call::MessageCall;
pub(crate) use text_piece::TextPiece;
