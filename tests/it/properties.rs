//! What holds for any text, amount and number.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tellal::message::sms::{Encoding, Segmentation, SmsOptions};
use tellal::{Body, Channel, Config, Currency, Engine, Phone, Sms, Sources};

use crate::support::{changed, force, message};

pub(crate) const LANGUAGES: [&str; 24] = [
    "tr", "en", "en-GB", "de", "fr", "es", "it", "nl", "pl", "ro", "cs", "hu", "bg", "uk", "ru", "kk", "sr",
    "sr-Latn", "hy", "ar", "ar-EG", "he", "hi", "az",
];

/// All 24 languages, saying an amount on each channel.
fn money_engine() -> &'static Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| {
        let template = "{{ order.amount | money(currency=order.currency) }}";
        let mut sources = Sources::new()
            .template("order_delivered/sms.txt", template)
            .template("order_delivered/whatsapp.txt", template)
            .template("order_delivered/email.html", template)
            .template("order_delivered/email.subject.txt", template);
        for language in LANGUAGES {
            sources = sources.locale(format!("{language}/a.ftl"), "a = b");
        }
        Engine::new(&sources, Config::default()).unwrap()
    })
}

fn money(language: &str, channel: Channel, currency: &str, amount: &str) -> Body {
    let event = changed("order_delivered", |json: &mut Value| {
        json["payload"]["order"]["amount"] = json!(amount);
        json["payload"]["order"]["currency"] = json!({"value": currency.to_lowercase()});
    });
    message(money_engine().preview(event.as_bytes(), &force(language, channel))).body
}

/// The amount that a formatted text says: its digits of any script, its sign, its last separator.
fn read_back(text: &str, decimals: usize) -> Option<Decimal> {
    let digits: String = text
        .chars()
        .filter_map(|char| match char {
            '0'..='9' => Some(char),
            '\u{660}'..='\u{669}' => char::from_digit(char as u32 - 0x660, 10),
            _ => None,
        })
        .collect();
    let negative = text.contains(['-', '\u{2212}']);
    let (whole, fraction) = digits.split_at(digits.len().checked_sub(decimals)?);
    let plain = format!(
        "{}{}.{}",
        if negative { "-" } else { "" },
        whole,
        if fraction.is_empty() { "0" } else { fraction }
    );
    Decimal::from_str_exact(&plain).ok()
}

#[test]
fn every_language_writes_every_currency_on_every_channel() {
    let mut written = 0;
    for language in LANGUAGES {
        for currency in Currency::ALL {
            for channel in Channel::ALL {
                let body = money(language, channel, currency.code(), "1250.00");
                if let Body::Sms(sms) = &body
                    && sms.encoding == Encoding::Gsm7
                {
                    let typographic =
                        ['\u{a0}', '\u{202f}', '\u{2068}', '\u{2069}', '\u{200e}', '\u{200f}', '₺'];
                    assert!(!sms.text.contains(typographic), "{language} {currency:?}: {:?}", sms.text);
                }
                assert!(
                    body.text().contains(|char: char| char.is_numeric()),
                    "{language} {currency:?} {channel}"
                );
                written += 1;
            }
        }
    }
    assert_eq!(written, 24 * 27 * 3);
}

#[test]
fn a_symbol_outside_gsm7_gives_way_to_its_label() {
    let text =
        |language: &str, currency: &str| money(language, Channel::Sms, currency, "1250.00").text().to_owned();
    assert_eq!(text("tr", "TRY"), "1.250,00 TL");
    assert_eq!(text("pl", "PLN"), "1250,00 PLN");
    assert_eq!(text("de", "EUR"), "1.250,00 €", "the euro is in GSM-7");
    assert_eq!(text("en", "GBP"), "£1,250.00");
    assert_eq!(money("tr", Channel::Whatsapp, "TRY", "1250.00").text(), "₺1.250,00");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Segments hold the whole text, none more than it may, and no pair is split.
    #[test]
    fn segments_hold_the_text(text in "[ -~€ΔşğıĞ\u{1F600}\u{E9}\n]{0,400}") {
        for (encoding, alone, part) in
            [(Encoding::Gsm7, 160, 153), (Encoding::Gsm7Turkish, 155, 149), (Encoding::Ucs2, 70, 67)]
        {
            let Some(cut) = Segmentation::of(&text, encoding) else { continue };
            let limit = if cut.segments() > 1 { part } else { alone };
            prop_assert!(cut.segment_units.iter().all(|units| *units <= limit && *units > 0));
            let parts = cut.parts(&text);
            prop_assert_eq!(parts.concat(), text.as_str());
            for (part, units) in parts.iter().zip(&cut.segment_units) {
                // Cut alone, each part is as long as the whole said: no pair was split.
                prop_assert_eq!(Segmentation::of(part, encoding).map(|part| part.units()), Some(*units));
            }
            if encoding == Encoding::Ucs2 {
                prop_assert_eq!(cut.units(), text.encode_utf16().count());
            }
            // Greedy: a segment is only left with room that the next character would not fit.
            let full = cut.segment_units.iter().rev().skip(1).all(|units| units + 2 > limit);
            prop_assert!(full, "{:?}", cut.segment_units);
        }
    }

    /// Writing for the wire never costs more than the text as it is, and never puts a question mark.
    #[test]
    fn composing_never_costs_more(text in "[a-zA-ZçğışöüÇĞİŞąęłńóśźżčřžđßœ’“”…–₺« 0-9?.]{0,300}", language in "tr|pl|de|cs|hr|fr") {
        let plain = SmsOptions::default();
        let options = SmsOptions { transliterate: vec![language.clone()], ..SmsOptions::default() };
        let (as_is, composed) = (Sms::compose(&text, "", &plain), Sms::compose(&text, &language, &options));
        prop_assert!(composed.segments <= as_is.segments);
        prop_assert_eq!(composed.text.matches('?').count(), as_is.text.matches('?').count());
        if composed.segments == as_is.segments {
            prop_assert!(composed.replaced.is_empty() || composed.text == as_is.text);
        }
    }

    /// Any amount in any currency and language says that amount, rounded half away from zero.
    #[test]
    fn money_says_its_amount(
        whole in -999_999_999_i64..999_999_999, cents in 0_u32..1000, language in 0_usize..24, currency in 0_usize..27,
    ) {
        let currency = Currency::ALL[currency];
        let amount = format!("{whole}.{cents:03}");
        let body = money(LANGUAGES[language], Channel::Whatsapp, currency.code(), &amount);
        let exact = Decimal::from_str_exact(&amount).unwrap();
        let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        let says = |decimals: u32| {
            let wanted = exact.round_dp_with_strategy(decimals, away);
            read_back(body.text(), decimals as usize) == Some(wanted)
        };
        prop_assert!((0..=3).any(says), "{amount} {currency:?} {}: {}", LANGUAGES[language], body.text());
    }

    /// What is accepted is E.164, and is itself when read again.
    #[test]
    fn phones_are_e164(text in "[+0-9 ()٠-٩.-]{3,20}", region in "TR|DE|US|IT|BR|AR|KW|KZ") {
        if let Ok(phone) = Phone::parse(&text, Some(&region)) {
            let e164 = phone.e164();
            prop_assert!(e164.starts_with('+') && e164[1..].bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert!((8..=16).contains(&e164.len()), "{e164}");
            let again = Phone::parse(e164, None);
            prop_assert!(again.as_ref().is_ok_and(|again| again.e164() == e164), "{text} {region}: {e164} {again:?}");
        }
    }
}
