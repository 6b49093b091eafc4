//! Reference answers of other software, row by row through the public interface: what agreed, by file and grade.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use tellal::{Channel, Config, Engine, Sources};

use crate::support::{changed, force, message, read, tag};

/// Grades that must agree on every row.
const ROBUST: [char; 4] = ['R', 'F', 'V', 'I'];

/// Agreed and total by what was compared and its grade, and the robust rows that differ.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<(String, char), (usize, usize)>,
    differences: Vec<String>,
}

impl Tally {
    fn count(&mut self, what: &str, grade: char, agreed: bool, difference: impl FnOnce() -> String) {
        let (right, total) = self.counts.entry((what.to_owned(), grade)).or_default();
        *total += 1;
        if agreed {
            *right += 1;
        } else if ROBUST.contains(&grade) {
            self.differences.push(difference());
        }
    }

    fn compare(&mut self, what: &str, grade: char, context: &str, got: &str, wanted: &str) {
        let same = |text: &str| if grade == 'V' { text.replace('\u{202f}', " ") } else { text.to_owned() };
        let agreed = same(got) == same(wanted);
        self.count(what, grade, agreed, || format!("{what} {context}: got {got:?}, wanted {wanted:?}"));
    }

    fn finish(self, file: &str) {
        let mut table = format!("{file}\n");
        for ((what, grade), (right, total)) in &self.counts {
            writeln!(table, "  {what:<12} {grade}  {right}/{total}").unwrap();
        }
        println!("{table}");
        let shown = self.differences.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.differences.is_empty(), "{} differ:\n{shown}", self.differences.len());
    }
}

fn rows(file: &str) -> Vec<Value> {
    read(format!("tests/oracle/{file}.jsonl"))
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text(json: &Value) -> &str {
    json.as_str().unwrap_or_else(|| panic!("no text: {json}"))
}

/// An engine with one WhatsApp template and every language of the reference answers.
fn engine(template: &str, messages: &str) -> Engine {
    const LANGUAGES: [&str; 24] = [
        "tr", "en", "en-GB", "de", "fr", "es", "it", "nl", "pl", "ro", "cs", "hu", "bg", "uk", "ru", "kk",
        "sr", "sr-Latn", "hy", "ar", "ar-EG", "he", "hi", "az",
    ];
    let mut sources = Sources::new().template("order_delivered/whatsapp.txt", template.to_owned());
    for language in LANGUAGES {
        sources = sources.locale(format!("{language}/a.ftl"), messages.to_owned());
    }
    Engine::new(&sources, Config::default()).unwrap()
}

/// What a template writes for an order in a language, its lines apart.
fn lines(engine: &Engine, language: &str, order: &Value) -> Vec<String> {
    let event = changed("order_delivered", |json| {
        for (key, value) in order.as_object().unwrap() {
            json["payload"]["order"][key] = value.clone();
        }
    });
    let message = message(engine.preview(event.as_bytes(), &force(language, Channel::Whatsapp)));
    message.body.text().split('\n').map(str::to_owned).collect()
}

#[test]
fn money_is_written_as_icu_writes_it() {
    let displays = ["symbol", "narrow", "code", "name"];
    let template = ["symbol", "narrowSymbol", "code", "name"]
        .map(|display| {
            format!("{{{{ order.amount | money(currency=order.currency, display=\"{display}\") }}}}")
        })
        .join("\n");
    let engine = engine(&template, "a = b");
    let mut tally = Tally::default();
    for row in rows("money") {
        let (language, currency) = (text(&row["lang"]), text(&row["cur"]));
        for (index, amount) in row["amounts"].as_array().unwrap().iter().enumerate() {
            let order = json!({"amount": amount, "currency": {"value": currency.to_lowercase()}});
            // Our rule never drops a fraction that is not zero; there CLDR's 0 digits for IQD do not hold.
            let whole =
                text(amount).split_once('.').is_none_or(|(_, fraction)| fraction.bytes().all(|b| b == b'0'));
            for (display, got) in displays.iter().zip(lines(&engine, language, &order)) {
                let wanted = if row[*display].is_null() { &row["symbol"] } else { &row[*display] };
                let grades = if row["grade"][*display].is_null() {
                    &row["grade"]["symbol"]
                } else {
                    &row["grade"][*display]
                };
                let grade = text(grades).chars().nth(index).unwrap();
                let grade = if currency == "IQD" && !whole { 'S' } else { grade };
                let context = format!("{language} {currency} {amount}");
                tally.compare(display, grade, &context, &got, text(&wanted[index]));
            }
        }
    }
    tally.finish("money");
}

#[test]
fn dates_are_written_as_icu_writes_them() {
    let template = "{{ order.created_date | date(dateStyle=\"short\", timeZone=order.notes) }}\n\
        {{ order.created_date | date(dateStyle=\"medium\", timeZone=order.notes) }}\n\
        {{ order.created_date | date(dateStyle=\"long\", timeZone=order.notes) }}\n\
        {{ order.created_date | datetime(dateStyle=\"medium\", timeStyle=\"short\", timeZone=order.notes) }}\n\
        {{ order.created_date | time(timeStyle=\"short\", timeZone=order.notes) }}";
    let engine = engine(template, "a = b");
    let mut tally = Tally::default();
    for row in rows("dates") {
        let order = json!({"created_date": row["iso"], "notes": row["zone"]});
        let language = text(&row["lang"]);
        let got = lines(&engine, language, &order);
        for (index, style) in ["short", "medium", "long", "dt", "time"].iter().enumerate() {
            let grade = text(&row["grade"]).chars().nth(index).unwrap();
            let context = format!("{language} {}", row["iso"]);
            tally.compare(style, grade, &context, &got[index], text(&row[*style]));
        }
    }
    tally.finish("dates");
}

#[test]
fn numbers_and_percents_are_written_as_icu_writes_them() {
    let engine = engine("{{ order.notes | number }}\n{{ order.notes | percent }}", "a = b");
    let mut tally = Tally::default();
    for row in rows("numbers") {
        let language = text(&row["lang"]);
        for (index, kind) in ["decimal", "percent"].iter().enumerate() {
            for (number, wanted) in row[*kind].as_object().unwrap() {
                let got = &lines(&engine, language, &json!({"notes": number}))[index];
                let soft = row["soft"][*kind].get(number).is_some();
                tally.compare(
                    kind,
                    if soft { 'S' } else { 'R' },
                    &format!("{language} {number}"),
                    got,
                    text(wanted),
                );
            }
        }
    }
    tally.finish("numbers");
}

#[test]
fn plural_categories_are_cldrs() {
    const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let variants: String = CATEGORIES
        .map(|category| format!("\n   {}[{category}] {category}", if category == "other" { "*" } else { "" }))
        .concat();
    // A number's fraction digits are part of it: "1.0" is not "1". They are said as in ECMA-402.
    let mut messages = String::new();
    for digits in 0..3 {
        for (kind, option) in [("cardinal", ""), ("ordinal", ", type: \"ordinal\"")] {
            writeln!(
                messages,
                "{kind}-{digits} = {{ NUMBER($n, minimumFractionDigits: {digits}{option}) ->{variants}\n }}"
            )
            .unwrap();
        }
    }
    writeln!(messages, "plain = {{ $n ->{variants}\n }}").unwrap();
    let template = "{{ t(id=order.notes, n=order.gift_box_note | float) }}";
    let engine = engine(template, &messages);
    let mut tally = Tally::default();
    for row in rows("plurals") {
        let language = text(&row["lang"]);
        for kind in ["cardinal", "ordinal"] {
            for (number, wanted) in row[kind].as_object().unwrap() {
                let digits = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                let order = json!({"notes": format!("{kind}-{digits}"), "gift_box_note": number});
                let got = &lines(&engine, language, &order)[0];
                let disagree =
                    row["disagree"].as_array().unwrap().iter().any(|row| row.to_string().contains(number));
                let grade = if disagree { 'S' } else { 'R' };
                tally.compare(kind, grade, &format!("{language} {number}"), got, text(wanted));
                if kind == "cardinal" && digits == 0 {
                    let order = json!({"notes": "plain", "gift_box_note": number});
                    let got = &lines(&engine, language, &order)[0];
                    tally.compare("plain", grade, &format!("{language} {number}"), got, text(wanted));
                }
            }
        }
    }
    tally.finish("plurals");
}

#[test]
fn languages_are_matched_as_the_robust_matchers_do() {
    let mut tally = Tally::default();
    for row in rows("langneg") {
        let available: Vec<_> =
            row["available"].as_array().unwrap().iter().map(|there| tag(text(there))).collect();
        let requested = tellal::LanguageTag::parse(text(&row["requested"]));
        let got = requested.and_then(|requested| tellal::l10n::negotiate(&requested, &available).cloned());
        let got = got.map_or_else(|| "none".to_owned(), |tag| tag.to_string());
        let wanted = row["lookup"].as_str().unwrap_or("none");
        let grade = text(&row["grade"]).chars().next().unwrap();
        tally.compare("lookup", grade, &row["requested"].to_string(), &got, wanted);
    }
    tally.finish("langneg");
}

/// Validity and form are libphonenumber's, but for two rules of ours: an extension is never written to, and a
/// number that was refused may pass after a repair, which is recorded.
#[test]
fn phone_numbers_are_valid_where_libphonenumber_says_so() {
    let mut tally = Tally::default();
    for row in rows("phone") {
        let input = text(&row["input"]);
        let valid = row["valid"] == true && !input.contains("ext") && !input.contains('#');
        let wanted =
            if valid { format!("{} {}", text(&row["e164"]), text(&row["type"])) } else { "-".to_owned() };
        let got = match tellal::Phone::parse(input, row["region"].as_str()) {
            Ok(phone) if !valid && !phone.repairs().is_empty() => "-".to_owned(),
            Ok(phone) => format!("{} {}", phone.e164(), phone.kind()),
            Err(_) => "-".to_owned(),
        };
        tally.compare(text(&row["tag"]), 'R', &format!("{input:?} {}", row["region"]), &got, &wanted);
    }
    tally.finish("phone");
}

/// What the sample of plurals does not hold, from CLDR 48's rules.
#[test]
fn plural_rules_are_those_of_today() {
    let messages = "n = { $n ->\n [zero] zero\n [one] one\n [two] two\n [few] few\n [many] many\n *[other] other\n }\n\
        exact = { $n ->\n [0] none\n [one] one\n *[other] many of them\n }\n\
        word = { $n ->\n [male] he\n [one] one\n *[other] they\n }";
    let engine = engine(
        "{% if order.gift_box_note %}{{ t(id=order.notes, n=order.gift_box_note) }}{% else %}{{ t(id=order.notes, n=order.pk) }}{% endif %}",
        messages,
    );
    let check = |id: &str, language: &str, number: &str, wanted: &str| {
        let order = match number.parse::<i64>() {
            Ok(number) => json!({"notes": id, "pk": number}),
            Err(_) => json!({"notes": id, "gift_box_note": number}),
        };
        let got = &lines(&engine, language, &order)[0];
        assert_eq!(got, wanted, "{id} {language} {number}");
    };
    for (language, number, wanted) in [
        ("ar", "0", "zero"),
        ("ar", "2", "two"),
        ("ar", "103", "few"),
        ("ar", "111", "many"),
        ("ar", "102", "other"),
        ("fr", "1000000", "many"),
        ("es", "1000000", "many"),
        ("it", "2000000", "many"),
        ("fr", "0", "one"),
        ("pl", "22", "few"),
        ("ru", "21", "one"),
        ("sr-Latn", "2", "few"),
        ("tr", "1", "one"),
        ("he", "2", "two"),
    ] {
        check("n", language, number, wanted);
    }
    check("exact", "tr", "0", "none");
    check("exact", "tr", "1", "one");
    check("exact", "ru", "5", "many of them");
    check("word", "en", "male", "he");
    check("word", "en", "female", "they");
}

#[test]
fn segments_are_counted_as_networks_count() {
    use tellal::message::sms::{Encoding, Segmentation, forced};
    let mut tally = Tally::default();
    for row in rows("sms") {
        let message = text(&row["text"]);
        let cut = Segmentation::cheapest(message, &[Encoding::Gsm7, Encoding::Ucs2]);
        let encoding = if cut.encoding == Encoding::Gsm7 { "GSM-7" } else { "UCS-2" };
        let forced: Vec<String> = forced(message).iter().map(ToString::to_string).collect();
        let got = json!([encoding, cut.units(), cut.segments(), cut.segment_units, forced]);
        let wanted = json!([row["encoding"], row["units"], row["segments"], row["seg_units"], row["forced"]]);
        tally.compare(text(&row["tag"]), 'R', message, &got.to_string(), &wanted.to_string());
    }
    tally.finish("sms");
}
