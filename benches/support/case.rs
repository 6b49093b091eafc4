//! The cases: what is rendered, from which pool, by whom.

use serde::de::IgnoredAny;
use tellal::{Body, Engine, EventKind, Outcome};

use super::by_hand::{ByHand, Written};
use super::catalog::{TAGS, in_twenty_languages, shipped};
use super::naive::{Naive, NaiveMessage};
use super::pool::{Allows, COUNTRIES, Recipe, bodies};

type HandWriter = fn(&ByHand, &[u8], &mut Written) -> Option<()>;

/// A row of the table.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) bodies: Vec<Vec<u8>>,
    pub(crate) engine: Engine,
    hand_writer: HandWriter,
}

/// All that the cases are measured with.
pub(crate) struct Bench {
    pub(crate) cases: Vec<Case>,
    by_hand: ByHand,
    mixed_by_hand: ByHand,
    naive: Naive,
}

const TURKEY: &[(&str, &str)] = &[("TR", "try")];
/// Orders that an SMS in English is sent about, to Turkey.
pub(crate) const SMS: Recipe = Recipe {
    event: EventKind::OrderDelivered,
    allows: Allows::Sms,
    items: (1, 5),
    languages: &["en"],
    countries: TURKEY,
};

/// The pools of the cases.
pub(crate) const RECIPES: [(&str, Recipe); 7] = [
    ("sms", SMS),
    ("sms-mixed", Recipe { languages: &TAGS, countries: &COUNTRIES, ..SMS }),
    ("sms-50-items", Recipe { items: (50, 50), ..SMS }),
    ("whatsapp", Recipe { allows: Allows::Whatsapp, ..SMS }),
    ("email", Recipe { allows: Allows::Email, ..SMS }),
    ("product-alert", Recipe { event: EventKind::ProductAlert, ..SMS }),
    ("checkout-url", Recipe { event: EventKind::OrderCheckoutUrlWithToken, ..SMS }),
];

impl Bench {
    /// Builds the cases whose names contain `filter`, and makes sure that all contenders write the same.
    pub(crate) fn new(filter: &str) -> Self {
        let (one, twenty) = (shipped(), in_twenty_languages());
        let case = |(name, recipe): (&'static str, Recipe)| {
            let (engine, hand_writer): (&Engine, HandWriter) = match name {
                "sms-mixed" => (&twenty, ByHand::sms),
                "whatsapp" => (&one, ByHand::whatsapp),
                "email" => (&one, ByHand::email),
                "product-alert" => (&one, ByHand::alert),
                "checkout-url" => (&one, ByHand::checkout),
                _ => (&one, ByHand::sms),
            };
            Case { name, bodies: bodies(&recipe), engine: engine.clone(), hand_writer }
        };
        let cases = RECIPES.into_iter().filter(|(name, _)| name.contains(filter)).map(case).collect();
        let bench = Self {
            cases,
            by_hand: ByHand::new(&one, &["en"]),
            mixed_by_hand: ByHand::new(&twenty, &TAGS),
            naive: Naive::new(),
        };
        bench.cases.iter().for_each(|case| bench.assert_same(case));
        bench
    }

    /// Writes a body by hand.
    pub(crate) fn by_hand(&self, case: &Case, body: &[u8], out: &mut Written) -> Option<()> {
        let program = if case.name == "sms-mixed" { &self.mixed_by_hand } else { &self.by_hand };
        (case.hand_writer)(program, body, out)
    }

    /// Writes a body naively.
    pub(crate) fn naive(&self, body: &[u8]) -> Option<NaiveMessage> {
        self.naive.render(body)
    }

    /// Stops where contenders differ: a comparison of different messages says nothing.
    fn assert_same(&self, case: &Case) {
        let mut hand = Written::default();
        for body in &case.bodies {
            let shown = || String::from_utf8_lossy(body).into_owned();
            let Outcome::Message(message) = case.engine.render(body) else {
                panic!("{}: no message of {}\n{:?}", case.name, shown(), case.engine.render(body));
            };
            let to = message.to.as_deref().unwrap_or_default();
            let written = self.by_hand(case, body, &mut hand);
            assert!(written.is_some(), "{}: nothing by hand of {}", case.name, shown());
            let naive =
                self.naive(body).unwrap_or_else(|| panic!("{}: nothing naive of {}", case.name, shown()));
            assert_eq!((hand.to.as_str(), naive.to.as_str()), (to, to), "{}: {}", case.name, shown());
            match &message.body {
                Body::Sms(sms) => {
                    assert_eq!(
                        (hand.text.as_str(), hand.segments),
                        (sms.text.as_str(), sms.segments),
                        "{}",
                        case.name
                    );
                    assert_eq!(
                        (naive.text.as_str(), naive.segments),
                        (sms.text.as_str(), sms.segments),
                        "{}",
                        case.name
                    );
                }
                Body::Whatsapp(whatsapp) => {
                    assert_eq!([&hand.text, &naive.text], [&whatsapp.text; 2], "{}", case.name);
                }
                // The naive text part is whatever the converter makes by default.
                Body::Email(email) => {
                    assert_eq!([&hand.subject, &naive.subject], [&email.subject; 2], "{}", case.name);
                    assert_eq!([&hand.html, &naive.html], [&email.html; 2], "{}", case.name);
                    assert_eq!(hand.text, email.text, "{}", case.name);
                }
            }
        }
    }
}

/// Reads a body without keeping anything: the least that reading it can cost.
pub(crate) fn scan(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}
