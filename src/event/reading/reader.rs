//! Reads an event from its bytes by a plan: what nobody reads is passed over, but has to be JSON all the same.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

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
pub(super) fn read<'a>(plan: &Plan, text: &'a str, slots: &mut Vec<Scalar<'a>>) -> serde_json::Result<()> {
    slots.clear();
    slots.resize_with(plan.width, Scalar::default);
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Fields { slots, children: &plan.root, base: 0 })?;
    json.end()
}

/// Not as the contract says.
fn unusual<T, E: Error>() -> Result<T, E> {
    Err(E::custom("not as the contract says"))
}

fn put<'a, E: Error>(slots: &mut [Scalar<'a>], slot: usize, value: Scalar<'a>) -> Result<(), E> {
    // Of a name that comes twice, the last counts; what the first has below it would be mixed with it.
    if !matches!(slots[slot], Scalar::Absent) {
        return unusual();
    }
    slots[slot] = value;
    Ok(())
}

/// The fields of an object.
struct Fields<'s, 'p, 'a> {
    slots: &'s mut Vec<Scalar<'a>>,
    children: &'p Children,
    base: usize,
}

impl<'a> Visitor<'a> for Fields<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        let Self { slots, children, base } = self;
        while let Some(found) = map.next_key_seed(Name(children))? {
            match found {
                Some(node) => map.next_value_seed(Field { slots: &mut *slots, node, base })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if children.required.iter().any(|slot| matches!(slots[base + slot], Scalar::Absent)) {
            return unusual();
        }
        Ok(())
    }
}

/// A name, looked up without being kept.
struct Name<'p>(&'p Children);

impl<'a, 'p> DeserializeSeed<'a> for Name<'p> {
    type Value = Option<&'p Node>;

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'p> Visitor<'_> for Name<'p> {
    type Value = Option<&'p Node>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(name))
    }
}

/// The value of a field that is read.
struct Field<'s, 'p, 'a> {
    slots: &'s mut Vec<Scalar<'a>>,
    node: &'p Node,
    base: usize,
}

impl<'a> DeserializeSeed<'a> for Field<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<(), D::Error> {
        if matches!(self.node.kind, Kind::Anything) {
            let value: Value = serde::Deserialize::deserialize(json)?;
            let scalar = if value.is_null() { Scalar::Absent } else { Scalar::Json(Box::new(value)) };
            return put(self.slots, self.base + self.node.slot, scalar);
        }
        json.deserialize_any(self)
    }
}

impl<'a> Field<'_, '_, 'a> {
    fn put<E: Error>(self, fits: bool, value: Scalar<'a>) -> Result<(), E> {
        if fits { put(self.slots, self.base + self.node.slot, value) } else { unusual() }
    }

    fn text<E: Error>(self, text: Cow<'a, str>) -> Result<(), E> {
        let fits = match self.node.kind {
            Kind::Text | Kind::Code => true,
            Kind::Amount => is_amount(&text),
            Kind::Currency => Currency::from_code(&text).is_some(),
            _ => false,
        };
        self.put(fits, Scalar::Text(text))
    }

    fn number<E: Error>(self, number: Option<Number>) -> Result<(), E> {
        let Some(number) = number else { return unusual() };
        let fits = match self.node.kind {
            Kind::Integer => number.is_i64(),
            Kind::Amount => is_amount(&number.to_string()),
            Kind::Code => true,
            _ => false,
        };
        self.put(fits, Scalar::Number(number))
    }
}

impl<'a> Visitor<'a> for Field<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        let fits = matches!(self.node.kind, Kind::Boolean);
        self.put(fits, Scalar::Boolean(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.number(Some(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.number(Some(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.number(Number::from_f64(number))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<(), E> {
        self.text(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.text(Cow::Owned(text.to_owned()))
    }

    fn visit_map<M: MapAccess<'a>>(self, map: M) -> Result<(), M::Error> {
        let Kind::Object(children) = &self.node.kind else { return unusual() };
        put(self.slots, self.base + self.node.slot, Scalar::Object)?;
        Fields { slots: self.slots, children, base: self.base }.visit_map(map)
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut list: S) -> Result<(), S::Error> {
        let (Kind::Items(items) | Kind::Checked(items)) = &self.node.kind else { return unusual() };
        let start = self.slots.len();
        while list.next_element_seed(Row { slots: &mut *self.slots, items })?.is_some() {
            // Rows of a list in a row would stand between those of the outer one.
            if matches!(self.node.kind, Kind::Checked(_)) {
                self.slots.truncate(start);
            }
        }
        let end = self.slots.len();
        put(self.slots, self.base + self.node.slot, Scalar::Items { start, end, width: items.width })
    }
}

/// One item of a list.
struct Row<'s, 'p, 'a> {
    slots: &'s mut Vec<Scalar<'a>>,
    items: &'p Items,
}

impl<'a> DeserializeSeed<'a> for Row<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<(), D::Error> {
        let base = self.slots.len();
        self.slots.resize_with(base + self.items.width, Scalar::default);
        json.deserialize_map(Fields { slots: self.slots, children: &self.items.item, base })
    }
}
