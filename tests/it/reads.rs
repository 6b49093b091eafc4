//! What the linter says is read of an event is all that is read: the rest can be left out.

use serde_json::Value;
use tellal::{Channel, Config, EventKind, check};

use crate::support::{LANGUAGES, fixture, fixtures, force, json, shipped, shipped_sources};

#[test]
fn what_no_template_reads_can_be_left_out() {
    let reads = check::reads(&shipped_sources(), &Config::default());
    for name in fixtures() {
        let event = fixture(&name);
        let whole: Value = serde_json::from_str(&event).unwrap();
        let kind = EventKind::from_name(whole["event"].as_str().unwrap()).unwrap();
        let pruned = reads[&kind].prune(&whole, kind).to_string();
        assert!(pruned.len() < event.len(), "{name}: nothing is left out");
        assert_eq!(
            json(&shipped().render(pruned.as_bytes())),
            json(&shipped().render(event.as_bytes())),
            "{name}"
        );
        for language in LANGUAGES {
            for channel in Channel::ALL {
                let render =
                    |event: &str| json(&shipped().preview(event.as_bytes(), &force(language, channel)));
                assert_eq!(render(&pruned), render(&event), "{name} in {language} by {channel}");
            }
        }
    }
}
