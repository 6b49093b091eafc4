//! What a template sees: the event under the contract's own names, cleaned, with nothing null in it.

use jiff::tz::TimeZone;
use serde_json::Value as Json;
use tera::{Context, Map, Value};

use super::text::harmless;
use crate::event::{Field, Notification, RECEIVER_USER, Shape};
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;
use crate::recipient::site::Site;

/// A site as templates see it.
#[derive(Debug, Clone)]
pub(crate) struct SiteValue {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) time_zone: TimeZone,
    value: Value,
}

impl SiteValue {
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
pub(crate) fn template_context(
    notification: &Notification,
    site: &SiteValue,
    language: &LanguageTag,
    channel: Channel,
) -> Context {
    let mut context = Context::new();
    let text = |text: &str| Value::from(harmless(text, channel));
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
    context.insert_value("from", text(notification.from()));
    context.insert_value("to", text(notification.to()));
    context.insert_value("event", Value::from(notification.kind().as_str()));
    context.insert_value("site_domain", text(notification.site_domain()));
    context.insert_value("site", site.value.clone());
    context.insert_value("channel", Value::from(channel.as_str()));
    context.insert_value("language", Value::from(language.to_string()));
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    context.insert_value("direction", Value::from(direction));
    context
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
