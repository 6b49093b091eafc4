//! `segment-budget`: an SMS that may cost more segments than it should.

use super::super::template::prelude::*;
use super::places::largest;
use super::trials::Trials;
use crate::check::trial::{Cell, Tried};

pub(crate) const RULE: Rule = Rule {
    code: "segment-budget",
    summary: "an SMS that may cost more segments than it should",
    severity: Severity::Warning,
    documentation: "\
## What it does

Counts the segments of each SMS for the example of its event, and for the longest values that may come: the greatest lengths that `[check.variables]` and the contract declare, in the letters that each may have. Both have a budget: `typical_segments` and `worst_segments` below `[check.sms]`, for one language or event too.

## Why it matters

Each segment is paid for. A word more may double what a campaign costs.

## Example

A sentence of 170 plain letters, or one of 75 with a single letter outside GSM-7.

## Instead

Shorten the text, leave out the letters that `tellal bill` names, or raise the budget:

```toml
[check.sms.events.order_cancellation]
worst_segments = 6
```
",
};

pub(crate) fn tell(trials: &Trials, found: &mut Vec<Diagnostic>) {
    let told = trials.results.iter().filter_map(|(cell, tried)| of_cell(trials, cell, tried));
    found.extend(largest(told.collect()));
}

/// How many segments a message costs over its budget, and at which of its sentences.
fn of_cell(trials: &Trials, cell: &Cell, tried: &Tried) -> Option<(usize, Diagnostic)> {
    let budget = trials.budget(cell);
    let sizes = [
        (&tried.typical, &tried.typical_said, budget.typical_segments, "typical_segments"),
        (&tried.worst, &tried.worst_said, budget.worst_segments, "worst_segments"),
    ];
    let over = sizes.into_iter().find_map(|(size, said, allowed, key)| {
        size.as_ref().filter(|size| size.segments > allowed).map(|size| (size, said, allowed, key))
    });
    let (size, said, allowed, key) = over?;
    let when = if key == "typical_segments" { "for the example" } else { "at worst" };
    let (event, segments) = (cell.event, size.segments);
    let message = format!("the SMS of {event} costs {segments} segments {when}; the budget is {allowed}");
    let help = format!(
        "shorten it (`tellal bill --event {event}` shows what makes it dear), or raise {key} below [check.sms] in tellal.toml"
    );
    let longest = trials.longest(cell, said, None);
    let place = longest.as_ref().map_or_else(|| trials.template(cell), |longest| longest.place.clone());
    let diagnostic = Diagnostic::new(&RULE, place, message, help);
    let mut diagnostic = diagnostic.for_event(event).for_language(&cell.language);
    if let Some(longest) = &longest {
        diagnostic = diagnostic.with_note(None, longest.describe());
    }
    if let Some(why) = tried.forced.describe() {
        diagnostic = diagnostic.with_note(None, format!("in {}: {why}", cell.language));
    }
    Some((size.segments, diagnostic))
}
