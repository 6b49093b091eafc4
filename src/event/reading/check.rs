//! Whether an event is as the contract says, and what tells whom it is for, without keeping all of it.

use super::super::{EventError, Notification};
use super::{Places, Plan, Reading};

/// What is nested deeper than this is left to the JSON reader, which has a limit of its own.
const MAX_DEPTH: usize = 100;

/// Holds an event to the contract, and looks at the fields by which it is filed ([`Plan::of_contract`]).
///
/// # Errors
/// As [`Notification::parse`].
pub(crate) fn check<T>(bytes: &[u8], look: impl FnOnce(&Reading) -> T) -> Result<T, EventError> {
    let plan = Plan::of_contract();
    // What a plan passes over may be nested without end.
    if !is_deep(bytes)
        && let Some(reading) = Reading::read(plan, bytes, Places::NONE)
    {
        return Ok(look(&reading));
    }
    let notification = Notification::parse(bytes)?;
    Ok(look(&Reading::of(plan, &notification)))
}

/// Whether JSON may be nested deeper than [`MAX_DEPTH`].
fn is_deep(json: &[u8]) -> bool {
    // Most events have fewer brackets than that.
    let brackets = json.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if brackets <= MAX_DEPTH {
        return false;
    }
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return true;
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::event::EventKind;

    #[test]
    fn depth_counts_what_is_open_outside_texts() {
        let deep = |text: &str| is_deep(text.as_bytes());
        assert!(deep(&"[".repeat(101)) && !deep(&"[".repeat(100)));
        assert!(!deep(&"[]".repeat(1000)) && !deep(&"{}".repeat(1000)));
        assert!(!deep(&format!("[\"{}\"]", "[".repeat(1000))));
        assert!(!deep(&format!(r#"["\"{}"]"#, "{".repeat(1000))));
        assert!(deep(&format!(r#"["\\",{}"#, "{".repeat(1000))));
    }

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
            json!(null),
            json!(7),
            json!(1.5),
            json!("x"),
            json!(true),
            json!({}),
            json!([]),
            json!([1]),
            json!([{}]),
            json!({"value": null}),
            json!({"value": "zzz"}),
            json!([{"value": 3}]),
            json!([[]]),
        ];
        for at in 0..EventKind::ALL.len() {
            let mut paths = Vec::new();
            places(&example(at), "", &mut paths);
            for path in paths {
                for value in &strange {
                    let mut event = example(at);
                    *event.pointer_mut(&path).expect("a place of it") = value.clone();
                    let event = event.to_string();
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
