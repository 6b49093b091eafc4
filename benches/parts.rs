//! The parts of the pipeline, each by itself, as far as they can be called from outside.
//!
//! `cargo bench --bench parts`; how to read it stands in `benches/README.md`.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use serde_json::Value;
use support::case::SMS;
use support::catalog::{TAGS, shipped};
use support::measure::{Contender, as_f64, in_turns, turn_of};
use support::pool::{COUNTRIES, Recipe, bodies};
use tellal::l10n::negotiate;
use tellal::message::sms::{Encoding, Segmentation, SmsOptions};
use tellal::{Config, Engine, LanguageTag, Notification, Outcome, Phone, Sms, Sources};

/// Calls in a template whose cost is to be told.
const CALLS: usize = 10;

struct Parts {
    bodies: Vec<Vec<u8>>,
    parsed: Vec<Notification>,
    phones: [Vec<(String, String)>; 2],
    texts: Vec<String>,
    wanted: Vec<String>,
    available: Vec<LanguageTag>,
    /// Templates that write a word, [`CALLS`] amounts, [`CALLS`] sentences, [`CALLS`] dates.
    writers: [(&'static str, Engine); 4],
}

impl Parts {
    fn new() -> Self {
        let mixed = Recipe { languages: &TAGS, countries: &COUNTRIES, ..SMS };
        let (one_country, all) = (bodies(&SMS), bodies(&mixed));
        let engine = shipped();
        let text = |body: &Vec<u8>| match engine.render(body) {
            Outcome::Message(message) => message.body.text().to_owned(),
            other => panic!("no message: {other:?}"),
        };
        let parse = |body: &Vec<u8>| Notification::parse(body).expect("the pool holds good events");
        Self {
            parsed: one_country.iter().map(parse).collect(),
            phones: [&one_country, &all].map(|bodies| bodies.iter().map(|body| phone(body)).collect()),
            texts: all.iter().map(text).collect(),
            wanted: all.iter().map(|body| language(body)).collect(),
            available: engine.languages(),
            writers: [
                ("word", writer("word")),
                ("money", writer(&"{{ order.amount | money(currency=order.currency) }} ".repeat(CALLS))),
                ("sentence", writer(&r#"{{ t(id="hello") }} "#.repeat(CALLS))),
                ("date", writer(&r#"{{ order.created_date | date(dateStyle="long") }} "#.repeat(CALLS))),
            ],
            bodies: one_country,
        }
    }

    fn contenders(&self) -> Vec<Contender<'_>> {
        let options = SmsOptions::default();
        let encodings = [Encoding::Gsm7, Encoding::Ucs2];
        let number = |numbers: &[(String, String)], at: usize| {
            let (number, country) = &numbers[at];
            drop(black_box(Phone::parse(number, Some(country))));
        };
        let mut contenders = vec![
            contender("parse", |at| drop(black_box(Notification::parse(&self.bodies[at])))),
            contender("phone, one country", move |at| number(&self.phones[0], at)),
            contender("phone, 28 countries", move |at| number(&self.phones[1], at)),
            contender("language", |at| {
                let tag = LanguageTag::parse(&self.wanted[at]);
                black_box(tag.and_then(|tag| negotiate(&tag, &self.available).cloned()));
            }),
            contender("sms, composed", move |at| {
                drop(black_box(Sms::compose(&self.texts[at], "en", &options)));
            }),
            contender("sms, cut", move |at| {
                drop(black_box(Segmentation::cheapest(&self.texts[at], &encodings)));
            }),
        ];
        for (name, engine) in &self.writers {
            contenders
                .push(contender(name, |at| drop(black_box(engine.render_notification(&self.parsed[at])))));
        }
        contenders
    }
}

fn contender<'a>(name: &'static str, run: impl FnMut(usize) + 'a) -> Contender<'a> {
    Contender { name, run: Box::new(run) }
}

/// An engine with one SMS.
fn writer(template: &str) -> Engine {
    let sentence = "hello = { $item_count ->\n    [one] { $name }, { $item_count } item of { $total }\n   *[other] \
                    { $name }, { $item_count } items of { $total }\n }\n";
    let sources = Sources::new()
        .template("order_delivered/sms.txt", template)
        .locale("en/words.ftl", format!("status-other = Updated\ncarrier-yurtici = Yurtici\n{sentence}"));
    Engine::new(&sources, Config::default()).expect("the template is in order")
}

fn phone(body: &[u8]) -> (String, String) {
    let event: Value = serde_json::from_slice(body).expect("the pool holds JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&event["to"]), text(&event["payload"]["order"]["shipping_address"]["country"]["code"]))
}

fn language(body: &[u8]) -> String {
    let event: Value = serde_json::from_slice(body).expect("the pool holds JSON");
    event["receiver_user"]["language_code"].as_str().unwrap_or_default().to_owned()
}

fn table(parts: &Parts, time: Duration) {
    let mut contenders = parts.contenders();
    let names: Vec<&str> = contenders.iter().map(|contender| contender.name).collect();
    let measured = in_turns(&mut contenders, parts.bodies.len(), turn_of(&parts.bodies), time);
    println!("\nmicroseconds, medians in turns over {} bodies", parts.bodies.len());
    for name in names {
        println!("{name:<22} {:>8.2}", measured.nanoseconds(name).unwrap_or_default() / 1e3);
    }
    let word = measured.nanoseconds("word").unwrap_or_default();
    println!();
    for name in ["money", "sentence", "date"] {
        let one = (measured.nanoseconds(name).unwrap_or_default() - word) / 1e3 / as_f64(CALLS);
        println!("{name}, one call {one:>16.2}");
    }
    let ratio = measured.ratio("phone, 28 countries", "phone, one country").unwrap_or_default();
    println!("phone, 28 countries against one {ratio:.2}");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let parts = Parts::new();
    let criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    let mut criterion = criterion.configure_from_args();
    for mut contender in parts.contenders() {
        let mut at = 0;
        criterion.bench_function(contender.name, |bencher| {
            bencher.iter(|| {
                at = (at + 1) % parts.bodies.len();
                (contender.run)(at);
            });
        });
    }
    criterion.final_summary();
    if given("--bench") && !given("--list") {
        table(&parts, Duration::from_secs(if given("--quick") { 5 } else { 30 }));
    }
}
