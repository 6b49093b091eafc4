//! Pools of varied bodies, the same each time: one constant body flatters, since the processor learns it by heart.

use fastrand::Rng;
use phonenumber::metadata::DATABASE;
use serde_json::{Map, Value, json};
use tellal::EventKind;

use super::shuffled_json::shuffled;

/// Bodies in a pool.
pub(crate) const POOL: usize = 256;

/// Countries of mixed traffic, each with the currency that its shop would use. The contract has no currency of
/// Azerbaijan and Israel; shops there would have to use another.
pub(crate) const COUNTRIES: [(&str, &str); 28] = [
    ("TR", "try"),
    ("DE", "eur"),
    ("GB", "gbp"),
    ("FR", "eur"),
    ("IT", "eur"),
    ("ES", "eur"),
    ("NL", "eur"),
    ("PL", "pln"),
    ("RO", "ron"),
    ("CZ", "czk"),
    ("HU", "huf"),
    ("BG", "bgn"),
    ("UA", "uah"),
    ("RU", "rub"),
    ("KZ", "kzt"),
    ("RS", "rsd"),
    ("AM", "amd"),
    ("AZ", "usd"),
    ("EG", "egp"),
    ("MA", "mad"),
    ("SA", "sar"),
    ("AE", "aed"),
    ("IQ", "iqd"),
    ("KW", "kwd"),
    ("IL", "usd"),
    ("IN", "inr"),
    ("NG", "ngn"),
    ("US", "usd"),
];

/// Currencies in which shops ask for whole amounts.
const WHOLE: [&str; 4] = ["amd", "huf", "iqd", "rsd"];

/// Which channel the receiver allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allows {
    Sms,
    Whatsapp,
    Email,
}

/// What the bodies of a pool have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    pub(crate) event: EventKind,
    pub(crate) allows: Allows,
    /// How many items an order has: from, to.
    pub(crate) items: (usize, usize),
    pub(crate) languages: &'static [&'static str],
    pub(crate) countries: &'static [(&'static str, &'static str)],
}

const FIRST_NAMES: [&str; 16] = [
    "John",
    "Ayşe",
    "Jürgen",
    "Zoë",
    "María José",
    "Łukasz",
    "D'Arcy",
    "Işıl",
    "Søren",
    "Anne-Marie",
    "Олена",
    "Ali",
    "Chloé",
    "Bartholomew",
    "Jo",
    "Mehmet Can",
];
const PRODUCTS: [&str; 16] = [
    "Premium Cotton T-Shirt",
    "Running Shoes",
    "Tom & Jerry Mug",
    "Işık Masa Lambası",
    "Kids' Rain Jacket",
    "Wool Scarf (long, 180 cm), hand-made in Portugal, navy blue",
    "Espressomaschine \"Barista\" mit Mahlwerk",
    "Sac à dos étanche",
    "Yoga Mat",
    "Stainless Steel Water Bottle 750 ml with Bamboo Lid and Carrying Strap, Matte Black",
    "Çelik Tencere Seti 7 Parça",
    "Noise Cancelling Headphones",
    "Socks",
    "Organic Green Tea, 100 bags",
    "Men's Slim Fit Stretch Denim Jeans, Dark Wash",
    "Kitchen Scale 5 kg/1 g",
];
const SITES: [&str; 4] = ["www.example.com", "shop.example.org", "www.example.net", "moda.example"];

/// Fields that an event need not have and that no message here is made of: each is `null` in some bodies.
const OPTIONAL: [&str; 44] = [
    "bank",
    "bin_number",
    "card",
    "checkout_provider",
    "client_type",
    "company_name",
    "date_joined",
    "date_of_birth",
    "delivered_date",
    "discountitem_set",
    "discount_amount",
    "discount_refund_amount",
    "district",
    "gender",
    "hash_data",
    "image",
    "installment",
    "installment_interest_amount",
    "invoice_date",
    "invoice_number",
    "last_login",
    "last_name",
    "line",
    "loyaltytransaction_set",
    "modified_date",
    "notes",
    "phone_number",
    "postcode",
    "remote_addr",
    "segment",
    "shipped_date",
    "shipping_amount",
    "shipping_company",
    "shipping_option",
    "shipping_option_group",
    "shipping_option_slug",
    "shipping_tax_rate",
    "tax_rate",
    "title",
    "township",
    "tracking_number",
    "tracking_url",
    "user",
    "user_type",
];

/// The bodies of a recipe.
pub(crate) fn bodies(recipe: &Recipe) -> Vec<Vec<u8>> {
    let mut rng = Rng::with_seed(20_240_115);
    (0..POOL).map(|_| body(recipe, &mut rng).into_bytes()).collect()
}

fn body(recipe: &Recipe, rng: &mut Rng) -> String {
    let mut event: Value =
        serde_json::from_str(recipe.event.example()).expect("the contract's examples are JSON");
    let (country, currency) = recipe.countries[rng.usize(..recipe.countries.len())];
    let language = recipe.languages[rng.usize(..recipe.languages.len())];
    drop_optional(&mut event, rng);
    // Without an order no country says how to read a number that has no code.
    let has_order = event["payload"].get("order").is_some();
    event["to"] = phone(country, has_order && rng.bool(), rng).into();
    event["site_domain"] = one(&SITES, rng).into();
    receiver(&mut event["receiver_user"], recipe.allows, language, rng);
    let payload = &mut event["payload"];
    if let Some(order) = payload.get_mut("order") {
        fill_order(order, recipe, WHOLE.contains(&currency), rng);
        order["currency"] = json!({"value": currency, "label": currency.to_uppercase()});
        order["language_code"] = language.into();
        order["shipping_address"]["country"]["code"] = country.into();
    }
    if let Some(product) = payload.get_mut("product") {
        product["name"] = one(&PRODUCTS, rng).into();
        product["absolute_url"] =
            maybe(rng, 0.85, |rng| format!("/p/{}/?v={}", digits(9, rng), digits(3, rng)));
    }
    if let Some(url) = payload.get_mut("checkout_url") {
        *url = format!("https://www.example.com/checkout/?token={}", digits(20, rng)).into();
    }
    shuffled(&event, rng)
}

fn receiver(user: &mut Value, allows: Allows, language: &str, rng: &mut Rng) {
    user["id"] = rng.u32(1..900_000).into();
    user["first_name"] = maybe(rng, 0.8, |rng| one(&FIRST_NAMES, rng).to_owned());
    user["language_code"] = language.into();
    user["email"] = format!("customer.{}@example.com", digits(6, rng)).into();
    user["phone"] = format!("+90555{}", digits(7, rng)).into();
    for (flag, channel) in [
        ("whatsapp_allowed", Allows::Whatsapp),
        ("sms_allowed", Allows::Sms),
        ("email_allowed", Allows::Email),
    ] {
        let denied = if rng.bool() { Value::Bool(false) } else { Value::Null };
        user[flag] = if channel == allows { Value::Bool(true) } else { denied };
    }
}

fn fill_order(order: &mut Value, recipe: &Recipe, whole: bool, rng: &mut Rng) {
    order["pk"] = rng.u32(1..9_000_000).into();
    order["number"] = format!("ORD-{}-{}", rng.u32(2019..2027), digits(5, rng)).into();
    order["amount"] = amount(whole, rng).into();
    order["created_date"] = date(rng).into();
    order["e_archive_url"] =
        maybe(rng, 0.6, |rng| format!("https://example.com/e-archive/{}", digits(8, rng)));
    order["shipping_address"]["first_name"] = maybe(rng, 0.5, |rng| one(&FIRST_NAMES, rng).to_owned());
    let template = order["orderitem_set"][0].take();
    let count = rng.usize(recipe.items.0..=recipe.items.1);
    let item = |_| {
        let mut item = template.clone();
        drop_optional(&mut item, rng);
        item["pk"] = rng.u32(1..9_000_000).into();
        item["price"] = amount(whole, rng).into();
        item["product"]["name"] = one(&PRODUCTS, rng).into();
        item["product"]["sku"] = format!("SKU-{}", digits(6, rng)).into();
        item
    };
    order["orderitem_set"] = (0..count).map(item).collect();
}

fn amount(whole: bool, rng: &mut Rng) -> String {
    let digits = rng.u32(1..6);
    let units = rng.u32(1..10_u32.pow(digits));
    let rest = if whole || rng.bool() { 0 } else { rng.u32(..100) };
    format!("{units}.{rest:02}")
}

fn date(rng: &mut Rng) -> String {
    let fraction = if rng.bool() { format!(".{}", digits(6, rng)) } else { String::new() };
    let (year, month, day) = (rng.u32(2019..2027), rng.u32(1..13), rng.u32(1..29));
    let (hour, minute, second) = (rng.u32(..24), rng.u32(..60), rng.u32(..60));
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// A valid mobile number, internationally or as it is dialled at home.
fn phone(country: &str, at_home: bool, rng: &mut Rng) -> String {
    let metadata = DATABASE.by_id(country).expect("all countries of the pool are in the metadata");
    let example = metadata.descriptors().mobile().and_then(|mobile| mobile.example());
    let example = example.expect("all countries of the pool have mobile numbers");
    loop {
        let national = format!("{}{}", &example[..example.len() - 4], digits(4, rng));
        let text = if at_home {
            format!("{}{national}", metadata.national_prefix().unwrap_or_default())
        } else {
            format!("+{}{national}", metadata.country_code())
        };
        if tellal::Phone::parse(&text, Some(country)).is_ok() {
            return text;
        }
    }
}

fn drop_optional(value: &mut Value, rng: &mut Rng) {
    match value {
        Value::Object(map) => drop_fields(map, rng),
        Value::Array(items) => items.iter_mut().for_each(|item| drop_optional(item, rng)),
        _ => {}
    }
}

fn drop_fields(map: &mut Map<String, Value>, rng: &mut Rng) {
    for (name, value) in map.iter_mut() {
        if OPTIONAL.contains(&name.as_str()) && rng.u8(..4) == 0 {
            *value = Value::Null;
        } else {
            drop_optional(value, rng);
        }
    }
}

fn one<'a>(of: &[&'a str], rng: &mut Rng) -> &'a str {
    of[rng.usize(..of.len())]
}

fn maybe(rng: &mut Rng, chance: f64, make: impl FnOnce(&mut Rng) -> String) -> Value {
    if rng.f64() < chance { make(rng).into() } else { Value::Null }
}

fn digits(count: usize, rng: &mut Rng) -> String {
    std::iter::repeat_with(|| rng.digit(10)).take(count).collect()
}
