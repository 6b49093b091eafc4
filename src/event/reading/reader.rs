//! Reads an event from its bytes by a plan: what nobody reads is passed over, but has to be JSON all the same.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::json::{Json, behind, behind_space, behind_value, next};
use super::plan::{Children, Items, Kind, Node, Plan};
use crate::money::{Currency, is_amount};

/// What stands at a place of an event.
#[derive(Debug, Clone, Default)]
pub(crate) enum Scalar<'a> {
    /// Nothing, or null.
    #[default]
    Absent,
    Boolean(bool),
    Number(Number),
    Text(Cow<'a, str>),
    /// An object, whose fields have places of their own.
    Object,
    /// A list: the places of its rows, each this wide.
    Items {
        start: usize,
        end: usize,
        width: usize,
    },
    /// JSON as it is.
    Json(Box<Value>),
}

/// Reads an event into places that may be reused from event to event. It stops at malformed JSON, and at whatever is
/// not as the contract says: what to make of that is for the slower reading to decide, which tells every fault.
pub(super) fn read<'a>(plan: &Plan, json: &'a str, slots: &mut Vec<Scalar<'a>>) -> Option<()> {
    slots.clear();
    slots.resize_with(plan.width, Scalar::default);
    let mut reader = Reader { json: Json(json), slots };
    let rest = reader.fields(behind(json.as_bytes(), b'{')?, &plan.root, 0)?;
    behind_space(rest).is_empty().then_some(())
}

/// What is read, and where to. Its steps are like those of [`Json`].
struct Reader<'s, 'a> {
    json: Json<'a>,
    slots: &'s mut Vec<Scalar<'a>>,
}

impl<'a> Reader<'_, 'a> {
    /// The rest of an object whose places begin at `base`.
    fn fields(&mut self, mut rest: &'a [u8], children: &Children, base: usize) -> Option<&'a [u8]> {
        let mut end = behind(rest, b'}');
        while end.is_none() {
            let (node, value) = self.json.name(rest, |name| children.find(name))?;
            let after = match node {
                Some(node) => self.field(value, node, base + node.slot, base)?,
                None => behind_value(value)?,
            };
            match next(after)? {
                (b',', after) => rest = after,
                (b'}', after) => end = Some(after),
                _ => return None,
            }
        }
        if children.required.iter().any(|slot| self.is_empty(base + slot)) { None } else { end }
    }

    /// The value of a field that is read.
    fn field(&mut self, rest: &'a [u8], node: &Node, slot: usize, base: usize) -> Option<&'a [u8]> {
        // Of a name that comes twice, the last counts; what the first has below it would be mixed with it.
        if !self.is_empty(slot) {
            return None;
        }
        let rest = behind_space(rest);
        let (scalar, rest) = match (&node.kind, rest) {
            (_, [b'n', ..]) => (Scalar::Absent, behind_value(rest)?),
            (Kind::Text | Kind::Code, [b'"', ..]) => self.text(rest, |_| true)?,
            (Kind::Amount, [b'"', ..]) => self.text(rest, is_amount)?,
            (Kind::Currency, [b'"', ..]) => self.text(rest, |code| Currency::from_code(code).is_some())?,
            (Kind::Boolean, [first @ (b't' | b'f'), ..]) => {
                (Scalar::Boolean(*first == b't'), behind_value(rest)?)
            }
            (Kind::Object(children), [b'{', rest @ ..]) => {
                // Before its fields, of which none may be called twice either.
                self.slots[slot] = Scalar::Object;
                return self.fields(rest, children, base);
            }
            (Kind::Items(items), [b'[', rest @ ..]) => self.items(rest, items)?,
            (Kind::Checked(items), [b'[', rest @ ..]) => {
                let (start, (list, rest)) = (self.slots.len(), self.items(rest, items)?);
                // Its rows would stand between those of the list around it, and nobody reads them.
                self.slots.truncate(start);
                (list, rest)
            }
            (Kind::Anything, _) => {
                let (json, rest) = self.json.value(rest)?;
                (Scalar::Json(Box::new(json)), rest)
            }
            (kind @ (Kind::Integer | Kind::Amount | Kind::Code), [b'-' | b'0'..=b'9', ..]) => {
                let (number, rest) = self.json.value(rest)?;
                (Scalar::Number(Some(number).filter(|number| is_number_of(kind, number))?), rest)
            }
            _ => return None,
        };
        self.slots[slot] = scalar;
        Some(rest)
    }

    fn text(&self, rest: &'a [u8], fits: impl Fn(&str) -> bool) -> Option<(Scalar<'a>, &'a [u8])> {
        let (text, rest) = self.json.text(rest)?;
        fits(&text).then_some((Scalar::Text(text), rest))
    }

    /// The rest of a list of objects, each with places of its own behind all others.
    fn items(&mut self, mut rest: &'a [u8], items: &Items) -> Option<(Scalar<'a>, &'a [u8])> {
        let (start, width) = (self.slots.len(), items.width);
        let mut end = behind(rest, b']');
        while end.is_none() {
            let row = self.slots.len();
            self.slots.resize_with(row + width, Scalar::default);
            let after = self.fields(behind(rest, b'{')?, &items.item, row)?;
            match next(after)? {
                (b',', after) => rest = after,
                (b']', after) => end = Some(after),
                _ => return None,
            }
        }
        Some((Scalar::Items { start, end: self.slots.len(), width }, end?))
    }

    fn is_empty(&self, slot: usize) -> bool {
        matches!(self.slots[slot], Scalar::Absent)
    }
}

fn is_number_of(kind: &Kind, number: &Number) -> bool {
    match kind {
        Kind::Integer => number.is_i64(),
        Kind::Amount => is_amount(&number.to_string()),
        _ => true,
    }
}
