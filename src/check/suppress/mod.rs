//! Suppressions: `{# tellal: allow CODE: reason #}` in a template, `# tellal: allow CODE: reason` above a message.

mod comment;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::comment::{Comment, comments};
use super::config::Settings;
use super::diagnostic::{Diagnostic, Location};
use super::place::{line_end, line_start};
use super::rule::Rule;
use super::rules::suppression::{SUPPRESSION_WITHOUT_REASON, UNKNOWN_SUPPRESSION, UNUSED_SUPPRESSION};
use crate::catalog::Sources;

/// The comments of one file, and for each of their codes whether it has silenced anything.
struct File<'a> {
    name: String,
    text: &'a str,
    comments: Vec<(Comment, Vec<bool>)>,
}

/// Takes out what comments allow, and adds what is wrong with the comments themselves. Returns what is left, and
/// how many findings were taken out.
pub(super) fn suppress(
    sources: &Sources,
    mut found: Vec<Diagnostic>,
    settings: &Settings,
) -> (Vec<Diagnostic>, usize) {
    let mut files: BTreeMap<String, File<'_>> = BTreeMap::new();
    for (name, text) in sources.texts().filter(|(_, text)| text.contains("tellal:")) {
        let with_marks = |comment: Comment| {
            let unused = vec![false; comment.codes.len()];
            (comment, unused)
        };
        let comments = comments(&name, text).into_iter().map(with_marks).collect();
        files.insert(name.clone(), File { name, text, comments });
    }
    // What was not looked at, since something cannot be loaded, may well be there.
    let complete = !found.iter().any(|diagnostic| diagnostic.rule.is_fatal());
    let mut suppressed = 0;
    found.retain(|diagnostic| {
        let file = files.get_mut(&diagnostic.location.file);
        let allowed = !diagnostic.rule.is_fatal() && file.is_some_and(|file| file.allows(diagnostic));
        suppressed += usize::from(allowed && settings.is_on(diagnostic.rule));
        !allowed
    });
    for file in files.values() {
        for (comment, used) in &file.comments {
            file.judge(comment, used, complete, settings, &mut found);
        }
    }
    (found, suppressed)
}

impl File<'_> {
    /// Whether a comment allows a finding; marks all that do.
    fn allows(&mut self, diagnostic: &Diagnostic) -> bool {
        let mut allowed = false;
        for (comment, used) in &mut self.comments {
            let holds = if diagnostic.location.is_whole_file() {
                comment.is_first
            } else {
                let start = diagnostic.location.span.start;
                comment.holds.contains(&start) || comment.holds.end == start && !comment.holds.is_empty()
            };
            for (code, used) in comment.codes.iter().zip(used) {
                if holds && self.text[code.clone()] == *diagnostic.rule.code {
                    *used = true;
                    allowed = true;
                }
            }
        }
        allowed
    }

    fn judge(
        &self,
        comment: &Comment,
        used: &[bool],
        complete: bool,
        settings: &Settings,
        found: &mut Vec<Diagnostic>,
    ) {
        if comment.codes.is_empty() {
            let message = "this comment allows nothing".to_owned();
            found.push(Diagnostic::new(
                &UNKNOWN_SUPPRESSION,
                self.at(&comment.span),
                message,
                "write it so: tellal: allow CODE: reason".to_owned(),
            ));
        }
        if !comment.has_reason {
            found.push(Diagnostic::new(
                &SUPPRESSION_WITHOUT_REASON,
                self.at(&comment.span),
                "this comment does not say why".to_owned(),
                "write the reason behind a second colon: tellal: allow CODE: reason".to_owned(),
            ));
        }
        for (span, used) in comment.codes.iter().zip(used) {
            let code = &self.text[span.clone()];
            match Rule::find(code) {
                Err(help) => found.push(self.unknown(span, code, &help)),
                Ok(rule) if rule.is_fatal() => {
                    let message = format!("`{code}` cannot be allowed: nothing is sent while it is there");
                    let help = "mend what it finds, and remove the comment".to_owned();
                    found.push(Diagnostic::new(&UNKNOWN_SUPPRESSION, self.at(span), message, help));
                }
                Ok(rule) if !used && complete && settings.is_on(rule) => {
                    found.push(self.unused(comment, span, code));
                }
                Ok(_) => {}
            }
        }
    }

    fn at(&self, span: &std::ops::Range<usize>) -> Location {
        Location { file: self.name.clone(), span: span.clone() }
    }

    fn unknown(&self, span: &std::ops::Range<usize>, code: &str, found: &str) -> Diagnostic {
        let (message, help) = found.split_once("; ").unwrap_or((found, ""));
        let diagnostic =
            Diagnostic::new(&UNKNOWN_SUPPRESSION, self.at(span), message.to_owned(), help.to_owned());
        match Rule::nearest(code) {
            Some(near) => diagnostic.with_fix(format!("write `{near}`"), self.at(span), near.to_owned()),
            None => diagnostic,
        }
    }

    fn unused(&self, comment: &Comment, span: &std::ops::Range<usize>, code: &str) -> Diagnostic {
        let message = format!("`{code}` finds nothing here");
        let help = if comment.holds.is_empty() {
            "put the comment right above what it is for, or remove it"
        } else {
            "remove it, or put it where the finding is: on the line above"
        };
        let diagnostic = Diagnostic::new(&UNUSED_SUPPRESSION, self.at(span), message, help.to_owned());
        if comment.codes.len() > 1 || comment.holds.is_empty() {
            return diagnostic;
        }
        let mut whole = comment.span.clone();
        if comment.is_alone {
            whole.start = line_start(self.text, whole.start);
            whole.end = line_end(self.text, whole.end);
            whole.end += self.text[whole.end..].find('\n').map_or(0, |newline| newline + 1);
        }
        diagnostic.with_fix("remove the comment", self.at(&whole), String::new())
    }
}
