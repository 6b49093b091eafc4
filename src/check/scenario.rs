//! Events made to try templates with: everything there, one thing missing, texts as long as they may be.

use serde_json::{Map, Value, json};

use super::path::{self, Step};
use crate::event::{EventKind, Field, Format, RECEIVER_USER, Shape};
use crate::render::{FACTS, fact_sources};

/// What stands in the texts of a made event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// What the example of the event has.
    Example,
    /// Texts of the greatest length that is reckoned with, in plain letters.
    Plain,
    /// The same in the letters that each text may have.
    Longest,
    /// Short texts that begin and end with this letter, each another one, and amounts and dates to match: what
    /// differs between two of them comes from a value.
    Marked(char),
}

/// What a made event leaves out or has of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Variation {
    /// For people: "without refund".
    pub(crate) name: String,
    changes: Vec<(String, Value)>,
}

/// How long a text may be and what it may hold, by the fact or path that the configuration names.
pub(crate) type Limits<'a> = &'a dyn Fn(&str) -> Option<Limit>;

/// The declared greatest length of a value, and its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) max_length: Option<usize>,
    pub(crate) any_letter: Option<bool>,
}

/// The variations of an event in which the paths that are read are there or not, alone and in the combinations that
/// templates ask about.
pub(crate) fn variations(event: EventKind, paths: &[String], facts: &[&'static str]) -> Vec<Variation> {
    let mut alone = vec![Variation { name: "with everything".to_owned(), changes: Vec::new() }];
    for fact in facts {
        let info = FACTS.iter().find(|info| info.name == *fact);
        if info.is_none_or(|info| info.always) {
            continue;
        }
        let gone = |path: &&&str| is_optional(event, path);
        let sources = fact_sources(fact).iter().filter(gone).map(|path| without(path)).collect();
        alone.push(Variation { name: format!("without {fact}"), changes: sources });
    }
    for path in paths.iter().filter(|path| is_optional(event, path)) {
        let name = path.strip_prefix("payload.").unwrap_or(path);
        alone.push(Variation { name: format!("without {name}"), changes: vec![without(path)] });
    }
    let all = alone.iter().flat_map(|variation| variation.changes.clone()).collect();
    alone.push(Variation { name: "with nothing but what is required".to_owned(), changes: all });
    for count in [1, 2, 5, 12] {
        let lists = ["payload.order_items", "payload.order.orderitem_set"];
        let changes = lists.iter().map(|list| ((*list).to_owned(), json!(count))).collect();
        alone.push(Variation { name: format!("with {count} items"), changes });
    }
    combine(&alone, &modes(event))
}

/// The choices of an event that change whole sentences.
fn modes(event: EventKind) -> Vec<Variation> {
    let mut modes = vec![Variation { name: String::new(), changes: Vec::new() }];
    for field in event.payload().fields() {
        if let Format::OneOf(words) = field.format {
            let path = format!("payload.{}", field.name);
            let of_words: Vec<Variation> = words
                .iter()
                .map(|word| Variation {
                    name: format!("{} {word}", field.name),
                    changes: vec![(path.clone(), json!(word))],
                })
                .collect();
            modes = combine(&of_words, &modes);
        } else if !field.required && matches!(field.shape, Shape::List(_)) {
            let path = format!("payload.{}", field.name);
            let absent = Variation {
                name: format!("no {}", field.name),
                changes: vec![(path, Value::Null), ("payload.order.orderitem_set".to_owned(), json!(2))],
            };
            let there = Variation { name: String::new(), changes: Vec::new() };
            modes = combine(&[there, absent], &modes);
        }
    }
    modes
}

fn combine(variations: &[Variation], modes: &[Variation]) -> Vec<Variation> {
    let mut all = Vec::with_capacity(variations.len() * modes.len());
    for mode in modes {
        for variation in variations {
            let names = [variation.name.as_str(), mode.name.as_str()];
            let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
            let changes = variation.changes.iter().chain(&mode.changes).cloned().collect();
            all.push(Variation { name: names.join(", "), changes });
        }
    }
    all
}

fn without(path: &str) -> (String, Value) {
    (path.to_owned(), Value::Null)
}

/// Whether the contract lets a path be absent.
pub(crate) fn is_optional(event: EventKind, path: &str) -> bool {
    match field_of(event, path) {
        Some((_, required)) => !required,
        // What the contract does not name may be absent as well.
        None => path.starts_with("payload.") || path.starts_with("receiver_user."),
    }
}

/// The field that a path ends in, and whether it and everything before it is required.
fn field_of(event: EventKind, path: &str) -> Option<(&'static Field, bool)> {
    let mut steps = path::steps(path);
    let mut fields: &'static [Field] = match steps.next()? {
        Step::Field("payload") => event.payload().fields(),
        Step::Field("receiver_user") => match RECEIVER_USER {
            Shape::Object(fields) => fields,
            _ => return None,
        },
        _ => return None,
    };
    let mut required = !path.starts_with("receiver_user");
    let mut found = None;
    for step in steps {
        let Step::Field(name) = step else { continue };
        let field = fields.iter().find(|field| field.name == name)?;
        required &= field.required;
        found = Some(field);
        fields = match field.shape.item() {
            Shape::Object(fields) => fields,
            _ => &[],
        };
    }
    found.map(|field| (field, required))
}

/// Makes an event.
pub(crate) fn make(
    event: EventKind,
    paths: &[String],
    fill: Fill,
    variation: &Variation,
    limits: Limits,
) -> Value {
    let mut json: Value = serde_json::from_str(event.example()).unwrap_or_default();
    for path in paths {
        let sample = sample(event, path, fill, limits);
        path::set(&mut json, path, &sample, fill != Fill::Example);
    }
    // What is there more than once is there to be counted, so lists come before what is taken away.
    for (path, value) in &variation.changes {
        if let Some(count) = value.as_u64() {
            path::repeat(&mut json, path, usize::try_from(count).unwrap_or(1));
        }
    }
    for (path, value) in variation.changes.iter().filter(|(_, value)| !value.is_u64()) {
        path::overwrite(&mut json, path, value);
    }
    if matches!(fill, Fill::Marked(_)) {
        for (name, format) in [("from", Format::Code), ("to", Format::Phone)] {
            json[name] = json!(text(name, format, fill, None));
        }
    }
    json
}

/// A value for a path: as the example would have it, or as the fill asks.
fn sample(event: EventKind, path: &str, fill: Fill, limits: Limits) -> Value {
    if path.ends_with("retail_store") {
        let limit = limits("pickup_place").or_else(|| limits(path));
        return json!({ "name": text(path, Format::Free, fill, limit) });
    }
    let Some((field, _)) = field_of(event, path) else {
        return json!(text(path, Format::Free, fill, limits(path)));
    };
    let fact = FACTS
        .iter()
        .find(|fact| fact.on.contains(&event.payload()) && fact_sources(fact.name).contains(&path));
    let limit = limits(path).or_else(|| fact.and_then(|fact| limits(fact.name)));
    match field.shape {
        Shape::Text => match field.format {
            // What a field chooses by stays as it is.
            Format::OneOf(words) => json!(words.first()),
            format => json!(text(path, format, fill, limit)),
        },
        Shape::Integer => json!(7),
        Shape::Boolean => json!(true),
        Shape::Amount => json!(amount(path, fill)),
        Shape::Currency => json!({ "value": "try", "label": "TL" }),
        // A carrier that no language names is written in the shop's own words.
        Shape::Choice(_) if path.ends_with("shipping_company") && fill != Fill::Example => {
            json!({ "value": "unheard-of", "label": text(path, Format::Free, fill, limit) })
        }
        Shape::Choice(known) => {
            let (value, label) = known.first().copied().unwrap_or_default();
            json!({ "value": value, "label": label })
        }
        Shape::Object(_) => Value::Object(Map::new()),
        Shape::List(_) => json!([]),
        Shape::Anything => json!(text(path, Format::Free, fill, limit)),
    }
}

fn amount(path: &str, fill: Fill) -> String {
    // The total differs from the subtotal, or there would be none.
    let differs = path.ends_with("amount_without_discount");
    match fill {
        Fill::Example => if differs { "1300.00" } else { "50.00" }.to_owned(),
        Fill::Plain | Fill::Longest => if differs { "888888.88" } else { "999999.99" }.to_owned(),
        Fill::Marked(mark) => {
            let digit = digit(mark) + u32::from(differs);
            format!("{digit}{digit}.{digit}{digit}")
        }
    }
}

/// The digit of a mark, from 1 to 8.
fn digit(mark: char) -> u32 {
    u32::from(mark) % 8 + 1
}

/// Three letters of a path's own, as good as surely.
fn own_letters(path: &str) -> String {
    let hash = path.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (0..3).map(|place| char::from(b'a' + u8::try_from(hash / 26_u32.pow(place) % 26).unwrap_or(0))).collect()
}

fn text(path: &str, format: Format, fill: Fill, limit: Option<Limit>) -> String {
    let max_length = limit.and_then(|limit| limit.max_length).unwrap_or_else(|| format.max_length());
    let any_letter = limit.and_then(|limit| limit.any_letter).unwrap_or(format == Format::Free);
    let letter = match fill {
        Fill::Longest if any_letter => 'Ж',
        _ => 'W',
    };
    let long = |prefix: &str| match fill {
        Fill::Marked(mark) => format!("{prefix}{mark}{}{mark}", own_letters(path)),
        _ => format!(
            "{prefix}{}",
            letter.to_string().repeat(max_length.saturating_sub(prefix.chars().count()))
        ),
    };
    let day = u32::from(if let Fill::Marked(mark) = fill { mark } else { 'A' }) % 8 + 10;
    match (format, fill) {
        (Format::Date, _) => format!("20{day}-{day}-{day}").replace(&format!("-{day}-"), "-09-"),
        (Format::DateTime, _) => format!("20{day}-09-{day}T10:30:00Z"),
        (Format::Free, Fill::Example) => "Example".to_owned(),
        (Format::Code, Fill::Example) => "ABC123456".to_owned(),
        (Format::Email, Fill::Marked(_)) => format!("{}@example.com", long("")),
        (Format::Phone, Fill::Marked(mark)) => format!("+90555123456{}", digit(mark)),
        (Format::Email, _) => "john.doe@example.com".to_owned(),
        (Format::Phone, _) => "+905551234567".to_owned(),
        (Format::Language, _) => "en".to_owned(),
        (Format::Url, Fill::Example) => "https://www.example.com/ABC123456".to_owned(),
        (Format::Path, Fill::Example) => "/products/example/".to_owned(),
        (Format::Url, _) => long("https://www.example.com/").replace('Ж', "W"),
        (Format::Path, _) => long("/products/").replace('Ж', "W"),
        (Format::Free | Format::Code | Format::OneOf(_), _) => long(""),
    }
}
