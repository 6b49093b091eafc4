//! Values while a program runs, as Tera sees them.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::step::Operator;
use crate::event::{Below, Member, Reading, Scalar};
use crate::recipient::channel::Channel;
use crate::render::harmless;

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Datum<'r> {
    Undefined,
    Boolean(bool),
    Integer(i64),
    Text(Cow<'r, str>),
    /// An object, whose fields stand at these places behind `base`.
    Object {
        base: usize,
        members: &'r [Member],
    },
    /// The rows of a list.
    List {
        start: usize,
        end: usize,
        width: usize,
        members: &'r [Member],
    },
}

impl<'r> Datum<'r> {
    /// A field of an event, as templates see it. `None` where only the reference knows.
    pub(super) fn look(
        reading: &'r Reading<'r>,
        base: usize,
        member: &'r Member,
        channel: Channel,
    ) -> Option<Self> {
        Some(match (reading.slot(base + member.slot), &member.below) {
            (Scalar::Boolean(flag), _) => Self::Boolean(*flag),
            (Scalar::Text(text), _) => Self::Text(harmless(text, channel)),
            (Scalar::Number(number), Below::Number) => Self::Integer(number.as_i64()?),
            (Scalar::Number(number), _) => Self::Text(Cow::Owned(number.to_string())),
            (Scalar::Json(json), _) => Self::Text(harmless(json.as_str()?, channel)),
            (Scalar::Items { start, end, width }, Below::Items(members)) => {
                Self::List { start: *start, end: *end, width: *width, members }
            }
            (Scalar::Object, Below::Fields(members)) => Self::Object { base, members },
            (Scalar::Absent | Scalar::Items { .. } | Scalar::Object, _) => Self::Undefined,
        })
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Undefined => false,
            Self::Boolean(flag) => *flag,
            Self::Integer(number) => *number != 0,
            Self::Text(text) => !text.is_empty(),
            Self::Object { .. } => true,
            Self::List { start, end, .. } => start < end,
        }
    }

    /// How it is printed. Objects and lists never are.
    pub(super) fn into_text(self) -> Option<Cow<'r, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(number) => Some(Cow::Owned(number.to_string())),
            Self::Boolean(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
            Self::Undefined | Self::Object { .. } | Self::List { .. } => None,
        }
    }

    /// What a filter that writes values is given; it takes no truth values.
    pub(super) fn into_filtered(self) -> Option<Cow<'r, str>> {
        if matches!(self, Self::Boolean(_)) { None } else { self.into_text() }
    }

    /// How many rows a list has.
    pub(super) fn rows(&self) -> Option<usize> {
        let Self::List { start, end, width, .. } = self else { return None };
        Some((end - start) / width)
    }

    /// A row of a list.
    pub(super) fn row(&self, index: usize) -> Option<Self> {
        let Self::List { start, width, members, .. } = self else { return None };
        Some(Self::Object { base: start + index * width, members })
    }

    /// The first rows of a list.
    pub(super) fn head(self, rows: usize) -> Option<Self> {
        let Self::List { start, end, width, members } = self else { return None };
        Some(Self::List { start, end: end.min(start + rows.saturating_mul(width)), width, members })
    }

    pub(super) fn operate(&self, operator: Operator, other: &Self) -> Option<Self> {
        Some(match operator {
            Operator::Equal => Self::Boolean(self.is_equal(other)?),
            Operator::NotEqual => Self::Boolean(!self.is_equal(other)?),
            Operator::Less => Self::Boolean(self.order(other)?.is_lt()),
            Operator::LessOrEqual => Self::Boolean(self.order(other)?.is_le()),
            Operator::Greater => Self::Boolean(self.order(other)?.is_gt()),
            Operator::GreaterOrEqual => Self::Boolean(self.order(other)?.is_ge()),
            Operator::Plus => Self::Integer(self.integer()?.checked_add(other.integer()?)?),
            Operator::Minus => Self::Integer(self.integer()?.checked_sub(other.integer()?)?),
        })
    }

    fn integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(*number) } else { None }
    }

    fn is_equal(&self, other: &Self) -> Option<bool> {
        Some(match (self, other) {
            (Self::Undefined, Self::Undefined) => true,
            (Self::Boolean(one), Self::Boolean(other)) => one == other,
            (Self::Integer(one), Self::Integer(other)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Object { .. } | Self::List { .. }, _) | (_, Self::Object { .. } | Self::List { .. }) => {
                return None;
            }
            _ => false,
        })
    }

    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }
}
