//! Whether an event is as the contract says, and what tells whom it is for, without keeping all of it.

use super::super::{EventError, Notification};
use super::{Places, Plan, Reading};

/// Holds an event to the contract, and looks at the fields by which it is filed ([`Plan::of_contract`]).
///
/// # Errors
/// As [`Notification::parse`].
pub(crate) fn check<T>(bytes: &[u8], look: impl FnOnce(&Reading) -> T) -> Result<T, EventError> {
    let plan = Plan::of_contract();
    if let Some(reading) = Reading::read(plan, bytes, Places::NONE) {
        return Ok(look(&reading));
    }
    let notification = Notification::parse(bytes)?;
    Ok(look(&Reading::of(plan, &notification)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::event::EventKind;

    fn example(at: usize) -> Value {
        serde_json::from_str(EventKind::ALL[at].example()).expect("an example")
    }

    /// Every place of an event's JSON.
    fn places(json: &Value, at: &str, found: &mut Vec<String>) {
        let below: Vec<(String, &Value)> = match json {
            Value::Object(object) => object.iter().map(|(key, json)| (key.clone(), json)).collect(),
            Value::Array(list) => list.iter().enumerate().map(|(at, json)| (at.to_string(), json)).collect(),
            _ => Vec::new(),
        };
        for (key, json) in below {
            let path = format!("{at}/{key}");
            found.push(path.clone());
            places(json, &path, found);
        }
    }

    #[test]
    fn examples_are_read_by_the_plan() {
        for event in EventKind::ALL {
            let reading = Reading::read(Plan::of_contract(), event.example().as_bytes(), Places::NONE);
            assert!(reading.is_some(), "{event}");
        }
    }

    /// At each place of each event, whatever may stand there: the plan takes nothing that the whole reading refuses.
    #[test]
    fn what_is_taken_is_what_can_be_read_whole() {
        let strange = [
            "null",
            "7",
            "1.5",
            "1e999",
            r#""x""#,
            r#""half \ud83d""#,
            "true",
            "{}",
            "[]",
            "[1]",
            "[{}]",
            r#"{"value":null}"#,
            r#"{"value":"zzz"}"#,
            r#"[{"value":3}]"#,
            "[[]]",
        ];
        for at in 0..EventKind::ALL.len() {
            let mut paths = Vec::new();
            places(&example(at), "", &mut paths);
            for path in paths {
                let mut event = example(at);
                *event.pointer_mut(&path).expect("a place of it") = json!("PLACE");
                let event = event.to_string();
                for value in strange {
                    let event = event.replace("\"PLACE\"", value);
                    if Reading::read(Plan::of_contract(), event.as_bytes(), Places::NONE).is_some() {
                        let whole = Notification::parse(event.as_bytes()).map(|_| ());
                        assert_eq!(whole, Ok(()), "{value} at {path}");
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_broken_json_is_taken(at in 0..EventKind::ALL.len(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut event = EventKind::ALL[at].example().as_bytes().to_vec();
            let place = cut.index(event.len());
            event[place] = byte;
            prop_assert_eq!(check(&event, |_| ()).is_ok(), Notification::parse(&event).is_ok());
            event.truncate(place);
            prop_assert!(check(&event, |_| ()).is_err());
        }
    }
}
