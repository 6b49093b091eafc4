//! What a template sees: the event under the contract's own names, cleaned, with nothing null in it.

use jiff::tz::TimeZone;
use serde_json::Value as Json;
use tera::{Context, Map, Value};

use super::text::harmless;
use crate::event::{
    Below, EventKind, Field, Known, Member, Notification, RECEIVER_USER, Reading, Scalar, Shape, View,
};
use crate::l10n::Language;
use crate::recipient::channel::Channel;
use crate::recipient::site::Site;

/// What every template can read beside the event's payload and `ready`.
pub(crate) const GLOBALS: [&str; 9] =
    ["from", "to", "event", "site_domain", "site", "channel", "language", "direction", "receiver_user"];

/// A site as templates see it.
#[derive(Debug, Clone)]
pub(crate) struct SiteValue {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) time_zone: TimeZone,
    value: Value,
}

impl SiteValue {
    /// What the configuration says of the site under this name.
    pub(crate) fn field<'s>(&'s self, name: &'s str) -> Option<&'s Value> {
        self.value.get_from_path(name)
    }

    pub(crate) fn new(site: &Site, channel: Channel) -> Self {
        let mut map = Map::new();
        for (key, json) in &site.extra {
            if let Some(value) = convert(json, &Shape::Anything, channel) {
                map.insert(key.clone().into(), value);
            }
        }
        // Without a configuration the name is made of the event's own `site_domain`.
        let url = harmless(&site.url(), channel).into_owned();
        let name = harmless(&site.name, channel).into_owned();
        map.insert("name".into(), Value::from(name.as_str()));
        map.insert("domain".into(), Value::from(harmless(&site.domain, channel)));
        map.insert("url".into(), Value::from(url.as_str()));
        Self { name, url, time_zone: site.time_zone.clone(), value: Value::from(map) }
    }
}

/// Everything a template of this event sees, but for `ready`. What is null or absent in the event is
/// undefined here, so that printing it is an error.
pub(crate) fn whole_context(
    notification: &Notification,
    site: &SiteValue,
    language: &Language,
    channel: Channel,
) -> Context {
    let mut context = Context::new();
    if let Some(Json::Object(payload)) = notification.json().get("payload") {
        let fields = notification.kind().payload().fields();
        for (key, json) in payload {
            if let Some(value) = convert(json, shape_of(fields, key), channel) {
                context.insert_value(key.clone(), value);
            }
        }
    }
    let user =
        notification.json().get("receiver_user").and_then(|user| convert(user, RECEIVER_USER, channel));
    context.insert_value("receiver_user", user.unwrap_or_else(|| Value::from(Map::new())));
    let texts = [notification.from(), notification.to(), notification.site_domain()];
    let globals = Globals { texts, event: notification.kind(), site, language, channel };
    for name in GLOBALS {
        globals.insert(name, &mut context);
    }
    context
}

/// The same of what was read of an event, with the fields that its templates look at.
pub(crate) fn view_context(
    reading: &Reading,
    view: &View,
    site: &SiteValue,
    language: &Language,
    channel: Channel,
) -> Context {
    let mut context = Context::new();
    let all = |slot: usize| reading.slot(slot);
    for member in &view.payload {
        if let Some(value) = look(reading, member, &all, channel) {
            context.insert_value(member.name.clone(), value);
        }
    }
    let texts =
        [Known::From, Known::To, Known::SiteDomain].map(|known| reading.text(known).unwrap_or_default());
    let globals = Globals { texts, event: reading.kind(), site, language, channel };
    for name in &view.globals {
        if *name == "receiver_user" {
            let user = reading.has(Known::User).then(|| fields(reading, &view.user, &all, channel));
            context.insert_value(*name, user.unwrap_or_else(|| Value::from(Map::new())));
        } else {
            globals.insert(name, &mut context);
        }
    }
    context
}

/// What the [`GLOBALS`] are made of, but for `receiver_user`, which is a part of the event.
struct Globals<'a> {
    /// Sender, receiver, site.
    texts: [&'a str; 3],
    event: EventKind,
    site: &'a SiteValue,
    language: &'a Language,
    channel: Channel,
}

impl Globals<'_> {
    fn insert(&self, name: &'static str, context: &mut Context) {
        let [from, to, site_domain] = self.texts;
        let text = |text: &str| Value::from(harmless(text, self.channel));
        let value = match name {
            "from" => text(from),
            "to" => text(to),
            "event" => Value::from(self.event.as_str()),
            "site_domain" => text(site_domain),
            "site" => self.site.value.clone(),
            "channel" => Value::from(self.channel.as_str()),
            "language" => Value::from(self.language.tag().to_string()),
            "direction" => Value::from(if self.language.is_right_to_left() { "rtl" } else { "ltr" }),
            _ => return,
        };
        context.insert_value(name, value);
    }
}

/// A field of a reading as a template sees it. `at` finds what stands at a place of the object that it belongs to.
fn look<'r, 'a: 'r>(
    reading: &'r Reading<'a>,
    member: &Member,
    at: &dyn Fn(usize) -> &'r Scalar<'a>,
    channel: Channel,
) -> Option<Value> {
    Some(match (at(member.slot), &member.below) {
        (Scalar::Boolean(flag), _) => Value::from(*flag),
        (Scalar::Text(text), _) => Value::from(harmless(text, channel)),
        (Scalar::Number(number), Below::Number) => {
            convert(&Json::Number(number.clone()), &Shape::Integer, channel)?
        }
        (Scalar::Number(number), _) => Value::from(number.to_string()),
        (Scalar::Json(json), _) => convert(json, &Shape::Anything, channel)?,
        (Scalar::Items { start, end, width }, Below::Items(item)) => {
            let rows = (*start..*end).step_by(*width);
            Value::from(
                rows.map(|row| fields(reading, item, &|slot| reading.slot(row + slot), channel))
                    .collect::<Vec<_>>(),
            )
        }
        (Scalar::Object, Below::Fields(members)) => fields(reading, members, at, channel),
        (Scalar::Absent | Scalar::Items { .. } | Scalar::Object, _) => return None,
    })
}

fn fields<'r, 'a: 'r>(
    reading: &'r Reading<'a>,
    members: &[Member],
    at: &dyn Fn(usize) -> &'r Scalar<'a>,
    channel: Channel,
) -> Value {
    let mut map = Map::with_capacity(members.len() + 1);
    map.insert(OBJECT_KEY.into(), Value::from(true));
    for member in members {
        if let Some(value) = look(reading, member, at, channel) {
            map.insert(member.name.clone().into(), value);
        }
    }
    Value::from(map)
}

fn shape_of(fields: &[Field], name: &str) -> &'static Shape {
    fields.iter().find(|field| field.name == name).map_or(&Shape::Anything, |field| field.shape)
}

/// A key that every object of the contract carries, so that an object printed whole can be told from a text:
/// no template may send an order with its addresses to a customer. Customers' data cannot hold it.
const OBJECT_KEY: &str = "\u{E000}object";

/// How Tera prints [`OBJECT_KEY`].
pub(super) const PRINTED_OBJECT: &str = "\\u{e000}object";

/// JSON as a template sees it; `None` for null and for what the contract says is of another type.
fn convert(json: &Json, shape: &Shape, channel: Channel) -> Option<Value> {
    if !shape.accepts(json) {
        return None;
    }
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => Value::from(*flag),
        Json::String(text) => Value::from(harmless(text, channel)),
        Json::Number(number) if matches!(shape, Shape::Amount) => Value::from(number.to_string()),
        Json::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), _, _) => Value::from(whole),
            (_, Some(whole), _) => Value::from(whole),
            (_, _, Some(fraction)) => Value::from(fraction),
            _ => return None,
        },
        Json::Array(list) => {
            let item = if let Shape::List(item) = shape { item } else { &Shape::Anything };
            Value::from(list.iter().filter_map(|json| convert(json, item, channel)).collect::<Vec<_>>())
        }
        Json::Object(object) => {
            let mut map = Map::with_capacity(object.len() + 1);
            if !matches!(shape, Shape::Anything) {
                map.insert(OBJECT_KEY.into(), Value::from(true));
            }
            for (key, json) in object {
                let member = match (shape, json) {
                    // Commerce writes these values as strings of digits; a number is read as the same.
                    (Shape::Choice(_), Json::Number(_)) => &Shape::Amount,
                    _ => shape.member(key).unwrap_or(&Shape::Anything),
                };
                if let Some(value) = convert(json, member, channel) {
                    map.insert(key.clone().into(), value);
                }
            }
            Value::from(map)
        }
    })
}
