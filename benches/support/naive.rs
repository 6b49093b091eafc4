//! The same messages as one first writes them: `serde_json::Value`, `Context::from_serialize` of the whole payload, Tera with
//! functions that call Fluent and ICU each time, and a phone number parsed each time. Templates and sentences are the
//! shipped ones. Nothing is kept but what is costly to load: templates and bundles.

use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::currency::options::CurrencyFormatterOptions;
use serde_json::{Map, Value, json};
use tellal::message::sms::{Encoding, Segmentation, is_gsm7};
use tera::{Context, Kwargs, State, Tera};

use super::catalog::{LANGUAGES, locale, templates};

/// What came of an event.
#[derive(Debug, Default)]
pub(crate) struct NaiveMessage {
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) subject: String,
    pub(crate) html: String,
    pub(crate) segments: usize,
}

type Bundles = HashMap<String, FluentBundle<FluentResource>>;

/// The naive pipeline.
pub(crate) struct Naive {
    tera: Tera,
}

impl Naive {
    /// Loads templates and bundles of all languages.
    pub(crate) fn new() -> Self {
        let bundles =
            Arc::new(LANGUAGES.iter().map(|(tag, of)| ((*tag).to_owned(), bundle(tag, of))).collect());
        let mut tera = Tera::default();
        tera.register_function("t", move |kwargs: Kwargs, state: &State| say(&bundles, &kwargs, state));
        tera.register_filter("money", |amount: &tera::Value, kwargs: Kwargs, state: &State| {
            let currency: tera::Value = kwargs.must_get("currency")?;
            let code = currency.get_from_path("value").and_then(tera::Value::as_str).unwrap_or_default();
            let language: String = state.get("language")?.unwrap_or_default();
            money(&language, code, amount.as_str().unwrap_or_default()).map_err(tera::Error::message)
        });
        tera.register_filter("url", |path: &str, _: Kwargs, _: &State| path.to_owned());
        tera.register_filter("shorten", |text: &str, kwargs: Kwargs, _: &State| {
            Ok::<_, tera::Error>(shortened(text, kwargs.must_get("length")?, "…"))
        });
        tera.add_raw_templates(templates()).expect("the shipped templates parse");
        Self { tera }
    }

    /// Writes a message; `None` where nobody may be written to or something fails.
    pub(crate) fn render(&self, body: &[u8]) -> Option<NaiveMessage> {
        let event: Value = serde_json::from_slice(body).ok()?;
        let user = &event["receiver_user"];
        let channel = ["whatsapp", "sms", "email"]
            .into_iter()
            .find(|channel| user[format!("{channel}_allowed")].as_bool() == Some(true))?;
        let order = &event["payload"]["order"];
        let language = user["language_code"].as_str().or(order["language_code"].as_str())?;
        let to = match channel {
            "email" => user["email"].as_str()?.to_owned(),
            _ => phone(event["to"].as_str()?, order["shipping_address"]["country"]["code"].as_str())?,
        };
        let folder = event["event"].as_str()?;
        let write = |file: &str, labels: bool| {
            let mut context = Context::from_serialize(&event["payload"]).ok()?;
            context.insert("site", &json!({}));
            context.insert("language", language);
            context.insert("direction", if matches!(language, "ar" | "he") { "rtl" } else { "ltr" });
            context.insert("ready", &ready(&event, channel, language, labels)?);
            self.tera.render(&format!("{folder}/{file}"), &context).ok()
        };
        let mut message = NaiveMessage { to, ..NaiveMessage::default() };
        match channel {
            "sms" => {
                message.text = plain_spaces(&write("sms.txt", true)?);
                if !message.text.chars().all(is_gsm7) {
                    message.text = plain_spaces(&write("sms.txt", false)?);
                }
                message.segments =
                    Segmentation::cheapest(&message.text, &[Encoding::Gsm7, Encoding::Ucs2]).segments();
            }
            "whatsapp" => message.text = write("whatsapp.txt", false)?,
            _ => {
                message.subject = write("email.subject.txt", false)?;
                message.html = write("email.html", false)?;
                message.text = html2text::from_read(message.html.as_bytes(), 76).ok()?;
            }
        }
        Some(message)
    }
}

fn bundle(tag: &str, of: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().expect("language tags are tags")]);
    bundle.set_use_isolating(false);
    bundle.add_builtins().expect("a new bundle has no NUMBER() yet");
    for (_, text) in locale(of) {
        bundle.add_resource_overriding(FluentResource::try_new(text).expect("the shipped files parse"));
    }
    bundle
}

fn say(bundles: &Bundles, kwargs: &Kwargs, state: &State) -> tera::TeraResult<String> {
    let wrong = || tera::Error::message("no such message");
    let language: String = state.get("language")?.unwrap_or_default();
    let ready: tera::Value = state.get("ready")?.unwrap_or_else(tera::Value::undefined);
    let mut arguments = FluentArgs::new();
    let facts = ready.as_map().into_iter().flat_map(tera::Map::iter);
    for (name, value) in facts.chain(kwargs.iter()) {
        let value = match value.as_str() {
            Some(text) => FluentValue::from(text.to_owned()),
            None => FluentValue::from(value.as_f64().unwrap_or_default()),
        };
        arguments.set(name.as_str().unwrap_or_default().to_owned(), value);
    }
    let id: String = kwargs.must_get("id")?;
    let (id, attribute) =
        id.split_once('.').map_or((id.as_str(), None), |(id, attribute)| (id, Some(attribute)));
    let bundle = bundles.get(&language).ok_or_else(wrong)?;
    let message = bundle.get_message(id).ok_or_else(wrong)?;
    let pattern = match attribute {
        None => message.value(),
        Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
    };
    let mut errors = Vec::new();
    Ok(bundle.format_pattern(pattern.ok_or_else(wrong)?, Some(&arguments), &mut errors).into_owned())
}

/// The facts that the sentences are made of.
fn ready(event: &Value, channel: &str, language: &str, labels: bool) -> Option<Map<String, Value>> {
    let mut ready = Map::new();
    let domain = event["site_domain"].as_str()?;
    ready.insert("site".into(), domain.strip_prefix("www.").unwrap_or(domain).into());
    ready.insert("site_url".into(), format!("https://{domain}").into());
    let order = &event["payload"]["order"];
    let names = [&event["receiver_user"]["first_name"], &order["shipping_address"]["first_name"]];
    let name = names.into_iter().find_map(Value::as_str);
    ready.insert("has_name".into(), if name.is_some() { "yes" } else { "no" }.into());
    if let Some(name) = name {
        ready.insert("name".into(), name.into());
    }
    let short =
        |name: &str| if channel == "sms" { shortened(name, 30, "...") } else { shortened(name, 48, "…") };
    if order.is_object() {
        ready.insert("number".into(), order["number"].clone());
        let total = money(language, order["currency"]["value"].as_str()?, order["amount"].as_str()?).ok()?;
        ready.insert("total".into(), if labels { labelled(total, language, order)? } else { total }.into());
        let items = order["orderitem_set"].as_array()?;
        ready.insert("item".into(), short(items.first()?["product"]["name"].as_str()?).into());
        ready.insert("item_count".into(), items.len().into());
        ready.insert("other_count".into(), (items.len() - 1).into());
        ready.insert("order_date".into(), date(order["created_date"].as_str()?)?.into());
        if let Some(url) = order["e_archive_url"].as_str() {
            ready.insert("invoice_url".into(), url.into());
        }
    }
    let product = &event["payload"]["product"];
    if let Some(name) = product["name"].as_str() {
        ready.insert("product".into(), short(name).into());
    }
    if let Some(path) = product["absolute_url"].as_str() {
        ready.insert("product_url".into(), format!("https://{domain}{path}").into());
    }
    if let Some(url) = event["payload"]["checkout_url"].as_str() {
        ready.insert("checkout_url".into(), url.into());
    }
    Some(ready)
}

fn phone(number: &str, country: Option<&str>) -> Option<String> {
    // With a default region some numbers that have a country code are refused.
    let region = if number.starts_with('+') { None } else { country?.parse().ok() };
    let parsed = phonenumber::parse(region, number).ok()?;
    phonenumber::is_valid(&parsed).then(|| parsed.format().mode(phonenumber::Mode::E164).to_string())
}

/// Where ICU4X has a symbol that the engine, as CLDR 48, does not.
const CODED: [(&str, &[&str]); 8] = [
    ("bg", &["gbp", "inr"]),
    ("cs", &["inr"]),
    ("es", &["gbp", "inr"]),
    ("hu", &["eur", "usd", "gbp", "inr"]),
    ("it", &["usd", "inr"]),
    ("pl", &["usd", "gbp", "inr"]),
    ("ro", &["eur", "usd", "gbp", "inr"]),
    ("uk", &["eur", "usd", "gbp", "inr"]),
];

fn money(language: &str, currency: &str, amount: &str) -> Result<String, String> {
    let coded = CODED.iter().any(|(of, codes)| *of == language && codes.contains(&currency));
    formatted(language, currency, amount, coded)
}

fn formatted(language: &str, currency: &str, amount: &str, coded: bool) -> Result<String, String> {
    let locale: icu_locale::Locale = language.parse().map_err(|error| format!("{error:?}"))?;
    let code = currency.parse().map_err(|error| format!("{error:?}"))?;
    let amount: fixed_decimal::Decimal = amount.parse().map_err(|error| format!("{error:?}"))?;
    let make = if coded { CurrencyFormatter::try_new_code } else { CurrencyFormatter::try_new_symbol };
    let formatter = make((&locale).into(), code, CurrencyFormatterOptions::default())
        .map_err(|error| error.to_string())?;
    Ok(formatter.format_fixed_decimal(&amount).to_string())
}

/// In an SMS, a symbol that GSM-7 lacks gives way to the code.
fn labelled(total: String, language: &str, order: &Value) -> Option<String> {
    if plain_spaces(&total).chars().all(is_gsm7) {
        return Some(total);
    }
    if let Some(lira) = total.strip_prefix('₺').filter(|_| language == "tr") {
        return Some(format!("{lira} TL"));
    }
    formatted(language, order["currency"]["value"].as_str()?, order["amount"].as_str()?, true).ok()
}

fn date(text: &str) -> Option<String> {
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some(moment.strftime("%B %-d, %Y").to_string())
}

/// What is sent by SMS has plain spaces, and direction marks only beside letters that run from right to left.
fn plain_spaces(text: &str) -> String {
    let text = text.replace(['\u{A0}', '\u{202F}'], " ");
    if text.contains(|char| matches!(char, '\u{0590}'..='\u{08FF}') && char != '\u{61C}') {
        return text;
    }
    text.replace(['\u{200E}', '\u{200F}', '\u{61C}'], "")
}

fn shortened(text: &str, length: usize, ellipsis: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= length {
        return text.to_owned();
    }
    let keep = length - ellipsis.chars().count();
    let at_word = (keep / 2..=keep).rev().find(|at| chars[*at] == ' ');
    let cut: String = chars[..at_word.unwrap_or(keep)].iter().collect();
    format!("{}{ellipsis}", cut.trim_end_matches([' ', ',', '-', '–', '(', '/']))
}
