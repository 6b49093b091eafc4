//! The fixed pieces of the messages. They are what a person would type in as literals; they are taken from the shipped
//! files at start, by rendering an event whose every value is a mark, so that an edited sentence is still the same
//! sentence on both sides of the comparison.

use serde_json::{Value, json};
use tellal::{Body, Channel, Engine, EventKind, LanguageTag, Outcome, Preview};

use super::figures::Amounts;

/// A value between two fixed pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hole {
    Name,
    Number,
    Site,
    SiteUrl,
    Total,
    Date,
    Item,
    Price,
    Others,
    InvoiceUrl,
    Product,
    Url,
}

/// Fixed pieces with the values between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrase {
    pub(crate) parts: Vec<(String, Hole)>,
    pub(crate) end: String,
}

/// What stands for each value in the marked event. The site's address goes before its name, which it contains.
const MARKS: [(&str, Hole); 13] = [
    ("https://www.zqsite.example/zqproduct", Hole::Url),
    ("https://zqcheckout.example/", Hole::Url),
    ("https://zqinvoice.example/", Hole::InvoiceUrl),
    ("https://www.zqsite.example", Hole::SiteUrl),
    ("zqsite.example", Hole::Site),
    ("Zqname", Hole::Name),
    ("Zqnumber", Hole::Number),
    ("January 2, 2003", Hole::Date),
    ("Zqitem", Hole::Item),
    ("87,654.32", Hole::Price),
    ("9,876,543.21", Hole::Total),
    ("Zqproduct", Hole::Product),
    ("77", Hole::Others),
];

impl Phrase {
    fn learn(text: &str, marks: &[(&str, Hole)]) -> Self {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((at, mark, hole)) = marks
            .iter()
            .filter_map(|(mark, hole)| Some((rest.find(mark)?, *mark, *hole)))
            .min_by_key(|(at, ..)| *at)
        {
            parts.push((rest[..at].to_owned(), hole));
            rest = &rest[at + mark.len()..];
        }
        Self { parts, end: rest.to_owned() }
    }

    /// Writes the pieces, and each value by `fill`.
    pub(crate) fn write(
        &self,
        out: &mut String,
        mut fill: impl FnMut(Hole, &mut String) -> Option<()>,
    ) -> Option<()> {
        for (text, hole) in &self.parts {
            out.push_str(text);
            fill(*hole, out)?;
        }
        out.push_str(&self.end);
        Some(())
    }
}

/// An event whose values are marks.
pub(crate) struct Marked(Value);

impl Marked {
    pub(crate) fn new(event: EventKind) -> Self {
        let mut body: Value =
            serde_json::from_str(event.example()).expect("the contract's examples are JSON");
        body["site_domain"] = "www.zqsite.example".into();
        body["receiver_user"]["first_name"] = "Zqname".into();
        match event {
            EventKind::ProductAlert => {
                body["payload"]["product"]["name"] = "Zqproduct".into();
                body["payload"]["product"]["absolute_url"] = "/zqproduct".into();
            }
            EventKind::OrderCheckoutUrlWithToken => {
                body["payload"]["checkout_url"] = "https://zqcheckout.example/".into();
            }
            _ => {
                let order = &mut body["payload"]["order"];
                order["number"] = "Zqnumber".into();
                order["amount"] = "9876543.21".into();
                order["created_date"] = "2003-01-02T10:00:00Z".into();
                order["e_archive_url"] = "https://zqinvoice.example/".into();
                order["shipping_address"]["first_name"] = Value::Null;
            }
        }
        let marked = Self(body);
        if marked.0["payload"].get("order").is_some() { marked.items(1) } else { marked }
    }

    pub(crate) fn items(mut self, count: usize) -> Self {
        let mut item = self.0["payload"]["order"]["orderitem_set"][0].take();
        item["price"] = "87654.32".into();
        item["product"]["name"] = "Zqitem".into();
        self.0["payload"]["order"]["orderitem_set"] = vec![item; count].into();
        self
    }

    pub(crate) fn nameless(mut self) -> Self {
        self.0["receiver_user"]["first_name"] = Value::Null;
        self
    }

    pub(crate) fn without(mut self, field: &str) -> Self {
        let payload = &mut self.0["payload"];
        let thing = if payload.get("order").is_some() { "order" } else { "product" };
        payload[thing][field] = Value::Null;
        self
    }

    fn priced(mut self, amount: &str, currency: &str) -> Self {
        self.0["payload"]["order"]["amount"] = amount.into();
        self.0["payload"]["order"]["currency"] = json!({"value": currency, "label": currency});
        self
    }

    fn written(&self, engine: &Engine, channel: Channel, language: &str) -> Body {
        let preview = Preview { language: LanguageTag::parse(language), channel: Some(channel) };
        match engine.preview(self.0.to_string().as_bytes(), &preview) {
            Outcome::Message(message) => message.body,
            other => panic!("the marked event is no message in {language}: {other:?}"),
        }
    }

    pub(crate) fn phrase(&self, engine: &Engine, channel: Channel) -> Phrase {
        Phrase::learn(self.written(engine, channel, "en").text(), &MARKS)
    }

    /// An SMS in a language and currency, and how it writes amounts.
    pub(crate) fn sms(engine: &Engine, language: &str, currency: &str) -> (Phrase, Amounts) {
        let text = |amount| {
            let marked = Self::new(EventKind::OrderDelivered).priced(amount, currency);
            marked.written(engine, Channel::Sms, language).text().to_owned()
        };
        let (large, small) = (text("98765432.00"), text("4321.00"));
        let span = |text: &str| {
            let digit = |char: char| char.is_ascii_digit();
            let start = text.find(digit).expect("an amount has digits");
            (start, text.rfind(digit).expect("an amount has digits") + 1)
        };
        let (start, end) = span(&large);
        let amounts = read_amounts(&large[start..end], &small[span(&small).0..span(&small).1]);
        let mut marks = MARKS[..10].to_vec();
        marks.push((&large[start..end], Hole::Total));
        (Phrase::learn(&large, &marks), amounts)
    }

    /// Subject, HTML and text of an e-mail.
    pub(crate) fn email(&self, engine: &Engine) -> [Phrase; 3] {
        let Body::Email(email) = self.written(engine, Channel::Email, "en") else {
            panic!("an e-mail was asked for")
        };
        [email.subject, email.html, unwrapped(&email.text)].map(|text| Phrase::learn(&text, &MARKS[..12]))
    }
}

/// Reads off from 98765432 and 4321 how amounts are grouped.
fn read_amounts(large: &str, small: &str) -> Amounts {
    let whole_end = large.rfind('2').expect("the whole part ends in 2") + 1;
    let (whole, fraction) = large.split_at(whole_end);
    let decimal: String = fraction.chars().take_while(|char| !char.is_ascii_digit()).collect();
    let runs: Vec<usize> = whole
        .split(|char: char| !char.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(str::len)
        .collect();
    let group = whole.trim_matches(|char: char| char.is_ascii_digit());
    let group: String = group.chars().take_while(|char| !char.is_ascii_digit()).collect();
    let last = *runs.last().expect("there is a run of digits");
    let before = if runs.len() > 2 { runs[runs.len() - 2] } else { last };
    let minimum = if group.is_empty() || small.contains(&format!("4{group}321")) { 1 } else { 2 };
    Amounts { digits: fraction.len() - decimal.len(), decimal, group, groups: (last, before), minimum }
}

/// Joins lines that were broken because the next word did not fit.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        let Some(next) = lines.peek() else { break };
        let word = next.split(' ').next().unwrap_or_default();
        let broken = !next.is_empty() && line.chars().count() + 1 + word.chars().count() > super::WIDTH;
        out.push(if broken { ' ' } else { '\n' });
    }
    out
}
