//! Consent to channel: every combination of flag, address, account and class of event.

use serde_json::{Value, json};
use tellal::{Channel, EventClass, Outcome};

use crate::support::{changed, shipped};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Flag {
    True,
    False,
    Null,
    Absent,
}

const FLAGS: [Flag; 4] = [Flag::True, Flag::False, Flag::Null, Flag::Absent];

fn set(user: &mut Value, key: &str, flag: Flag) {
    let user = user.as_object_mut().unwrap();
    match flag {
        Flag::True => user.insert(key.to_owned(), json!(true)),
        Flag::False => user.insert(key.to_owned(), json!(false)),
        Flag::Null => user.insert(key.to_owned(), Value::Null),
        Flag::Absent => user.remove(key),
    };
}

/// What the rules say, written a second time and as plainly as they are in words.
fn expected(flags: Option<[Flag; 3]>, phone: bool, email: bool, class: EventClass) -> Option<Channel> {
    let reachable = |channel| if channel == Channel::Email { email } else { phone };
    match flags {
        // A guest has no flags: a transaction may be told by SMS, which is the default; marketing never.
        None => (class == EventClass::Transactional && phone).then_some(Channel::Sms),
        Some(flags) => Channel::ALL
            .into_iter()
            .zip(flags)
            .find(|(channel, flag)| *flag == Flag::True && reachable(*channel))
            .map(|(channel, _)| channel),
    }
}

fn check(flags: Option<[Flag; 3]>, phone: bool, email: bool, class: EventClass) {
    let fixture = if class == EventClass::Marketing { "product_alert" } else { "order_delivered" };
    let event = changed(fixture, |json| {
        if !phone {
            json["to"] = json!("12");
        }
        match flags {
            None => {
                json.as_object_mut().unwrap().remove("receiver_user");
            }
            Some([whatsapp, sms, mail]) => {
                let user = &mut json["receiver_user"];
                set(user, "whatsapp_allowed", whatsapp);
                set(user, "sms_allowed", sms);
                set(user, "email_allowed", mail);
                if !email {
                    user["email"] = json!("nobody");
                }
            }
        }
        if !email && class == EventClass::Transactional {
            json["payload"]["order"]["user_email"] = json!("");
            json["payload"]["order"]["shipping_address"]["email"] = Value::Null;
        }
    });
    let context = format!("{flags:?} phone={phone} email={email} {class:?}");
    let wanted = expected(flags, phone, email, class);
    match (shipped().render(event.as_bytes()), wanted) {
        (Outcome::Message(message), Some(wanted)) => {
            assert_eq!(message.channel, wanted, "{context}");
            let last = message.receipt.channels.last().unwrap();
            assert_eq!(last.channel, wanted, "{context}: the receipt ends with the chosen channel");
        }
        (Outcome::Suppressed(suppressed), None) => {
            assert_eq!(suppressed.receipt.channels.len(), 3, "{context}: every channel has its verdict");
            assert!(suppressed.receipt.channels.iter().all(|verdict| verdict.reason.is_some()), "{context}");
        }
        (outcome, wanted) => panic!("{context}: wanted {wanted:?}, got {outcome:?}"),
    }
}

#[test]
fn every_combination_of_flags_address_account_and_class() {
    let mut count = 0;
    for class in [EventClass::Transactional, EventClass::Marketing] {
        for phone in [true, false] {
            for email in [true, false] {
                check(None, phone, email, class);
                for whatsapp in FLAGS {
                    for sms in FLAGS {
                        for mail in FLAGS {
                            check(Some([whatsapp, sms, mail]), phone, email, class);
                            count += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(count, 512);
}

#[test]
fn the_receipt_says_why() {
    let event = changed("order_delivered", |json| {
        json["to"] = json!("12");
        set(&mut json["receiver_user"], "whatsapp_allowed", Flag::Null);
        set(&mut json["receiver_user"], "email_allowed", Flag::False);
    });
    let Outcome::Suppressed(suppressed) = shipped().render(event.as_bytes()) else { panic!() };
    insta::assert_json_snapshot!(suppressed.receipt.channels, @r#"
    [
      {
        "channel": "whatsapp",
        "verdict": "denied",
        "reason": "consent",
        "detail": "null"
      },
      {
        "channel": "sms",
        "verdict": "denied",
        "reason": "address",
        "detail": "phone_invalid"
      },
      {
        "channel": "email",
        "verdict": "denied",
        "reason": "consent",
        "detail": "false"
      }
    ]
    "#);
}
