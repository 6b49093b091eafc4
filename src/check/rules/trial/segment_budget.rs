//! `segment-budget`: an SMS that may cost more segments than it should.

use super::super::template::prelude::*;
use super::trials::Trials;

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
    for (cell, tried) in trials.results {
        let budget = trials.budget(cell);
        let sizes = [
            (&tried.typical, budget.typical_segments, "typical_segments"),
            (&tried.worst, budget.worst_segments, "worst_segments"),
        ];
        let over = sizes.into_iter().find_map(|(size, allowed, key)| {
            size.as_ref().filter(|size| size.segments > allowed).map(|size| (size, allowed, key))
        });
        let Some((size, allowed, key)) = over else { continue };
        let when = if key == "typical_segments" { "for the example" } else { "at worst" };
        let message = format!("this SMS costs {} segments {when}; the budget is {allowed}", size.segments);
        let help = format!(
            "shorten it (`tellal bill --event {}` shows what makes it dear), or raise {key} below [check.sms] in tellal.toml",
            cell.event
        );
        let diagnostic = Diagnostic::new(&RULE, trials.template(cell), message, help);
        let mut diagnostic = diagnostic.for_event(cell.event).for_language(&cell.language);
        if let Some(why) = tried.forced.describe() {
            diagnostic = diagnostic.with_note(None, format!("in {}: {why}", cell.language));
        }
        found.push(diagnostic);
    }
}
