//! `email-limits`: an e-mail that mail programs cut or show badly.

use super::super::template::prelude::*;
use super::trials::Trials;
use crate::catalog::Part;
use crate::recipient::channel::Channel;

pub(crate) const RULE: Rule = Rule {
    code: "email-limits",
    summary: "an e-mail that mail programs cut or show badly",
    severity: Severity::Warning,
    documentation: "\
## What it does

Tells of subjects over 78 characters (RFC 5322 §2.1.1), of e-mails over 102 KB, where Gmail cuts, and of e-mails that have no words left for readers without HTML.

## Why it matters

The end of a long subject is not shown on a phone. A message that is cut loses its footer.

## Example

```jinja
{{ t(id=\"order-delivered.subject\") }} with a name of 70 letters
```

## Instead

Let long values come last in a subject, and cut them with `shorten`. List the first items only.
",
};

/// The longest line that RFC 5322 §2.1.1 recommends.
const SUBJECT: usize = 78;
/// Gmail shows no more of a message's HTML than this.
const CUT: usize = 102 * 1024;

pub(crate) fn tell(trials: &Trials, found: &mut Vec<Diagnostic>) {
    for (cell, tried) in trials.results {
        if cell.channel != Channel::Email {
            continue;
        }
        let mut push = |part: Part, message: String, help: &str| {
            let diagnostic = Diagnostic::new(&RULE, trials.part(cell, part), message, help.to_owned());
            found.push(diagnostic.for_event(cell.event).for_language(&cell.language));
        };
        if let Some(size) = tried.worst.as_ref().filter(|size| size.units > SUBJECT) {
            let message = format!(
                "this subject may have {} characters; mail programs show {SUBJECT} at most",
                size.units
            );
            push(Part::EmailSubject, message, "shorten the words, or cut the value with `shorten`");
        }
        if let Some(size) = tried.worst.as_ref().filter(|size| size.bytes > CUT) {
            let message = format!("this e-mail may have {} KB; Gmail cuts at 102", size.bytes / 1024);
            push(Part::EmailHtml, message, "list fewer items, such as order.orderitem_set[:8]");
        }
        if !tried.no_text.is_empty() {
            let message = "nothing of this e-mail is left for readers without HTML".to_owned();
            push(Part::EmailHtml, message, "say it in words, or add email.txt beside it");
        }
    }
}
