//! Comments that allow a rule: where they stand, what they say, and for which stretch of the file they hold.

use std::ops::Range;

use crate::check::place::{line_end, line_start};

/// One `tellal: allow CODE: reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// The comment with its marks.
    pub(super) span: Range<usize>,
    /// The codes as they are written; none where the comment is not written as it should be.
    pub(super) codes: Vec<Range<usize>>,
    pub(super) has_reason: bool,
    /// It silences what begins here.
    pub(super) holds: Range<usize>,
    /// It stands before everything else, and so holds for the file as a whole too.
    pub(super) is_first: bool,
    /// Nothing else stands on its lines.
    pub(super) is_alone: bool,
}

/// All such comments of a file.
pub(super) fn comments(file: &str, text: &str) -> Vec<Comment> {
    if file.starts_with("templates/") { in_template(text) } else { in_locale(text) }
}

/// What follows on `tellal:`.
struct Order {
    codes: Vec<Range<usize>>,
    has_reason: bool,
}

/// Reads what a comment says; `None` where it is not for tellal. `inner` is what stands between the marks.
fn read(text: &str, inner: &Range<usize>) -> Option<Order> {
    let said = &text[inner.clone()];
    let order = said.trim_start().strip_prefix("tellal:")?;
    let Some(rest) = order.trim_start().strip_prefix("allow").filter(|rest| !rest.starts_with('-')) else {
        return Some(Order { codes: Vec::new(), has_reason: true });
    };
    let (list, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let mut at = inner.end - rest.len();
    let mut codes = Vec::new();
    for item in list.split(',') {
        let code = item.trim();
        let start = at + (item.len() - item.trim_start().len());
        if !code.is_empty() {
            codes.push(start..start + code.len());
        }
        at += item.len() + 1;
    }
    Some(Order { has_reason: codes.is_empty() || !reason.trim().is_empty(), codes })
}

fn in_template(text: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    let (mut at, mut is_first) = (0, true);
    while let Some(start) = text[at..].find("{#").map(|start| at + start) {
        let Some(length) = text[start + 2..].find("#}") else { break };
        let span = start..start + 2 + length + 2;
        is_first &= text[at..start].trim().is_empty();
        at = span.end;
        let marks = |text: &str| (usize::from(text.starts_with('-')), usize::from(text.ends_with('-')));
        let (before, after) = marks(&text[start + 2..span.end - 2]);
        let Some(order) = read(text, &(start + 2 + before..(span.end - 2 - after).max(start + 2 + before)))
        else {
            continue;
        };
        let line = line_start(text, start)..line_end(text, span.end);
        let is_alone =
            text[line.start..start].trim().is_empty() && text[span.end..line.end].trim().is_empty();
        let holds = if is_alone { next_line(text, line.end) } else { line.clone() };
        let Order { codes, has_reason } = order;
        found.push(Comment { span, codes, has_reason, holds, is_first, is_alone });
    }
    found
}

/// The first line below that holds more than white space and comments.
fn next_line(text: &str, from: usize) -> Range<usize> {
    let mut start = from;
    while start < text.len() {
        start += text[start..].find('\n').map_or(text.len() - start, |newline| newline + 1);
        let end = line_end(text, start);
        if !is_only_comments(&text[start..end]) {
            return start..end;
        }
    }
    text.len()..text.len()
}

/// Whether there is nothing but white space and comments.
fn is_only_comments(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("{#") {
        let Some(end) = comment.find("#}") else { return false };
        rest = comment[end + 2..].trim_start();
    }
    rest.is_empty()
}

/// In Fluent a comment belongs to the entry right below its block.
fn in_locale(text: &str) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    let mut pending = 0;
    let (mut start, mut only_comments) = (0, true);
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        if line.starts_with('#') {
            let marks = line.len() - line.trim_start_matches('#').len();
            if let Some(Order { codes, has_reason }) = read(text, &(start + marks..end)) {
                let (span, holds) = (start..end, start..start);
                let is_first = only_comments;
                found.push(Comment { span, codes, has_reason, holds, is_first, is_alone: true });
                // A comment with `##` or `###` belongs to no message.
                pending = if marks == 1 { pending } else { found.len() };
            }
        } else {
            let starts_entry = line.starts_with(|char: char| char.is_ascii_alphabetic() || char == '-');
            if starts_entry {
                let entry_end = entry_end(text, start);
                found[pending..].iter_mut().for_each(|comment| comment.holds = comment.span.start..entry_end);
            }
            pending = found.len();
            only_comments &= line.trim().is_empty();
        }
        start += line.len();
    }
    found
}

/// The end of an entry: the next line that begins an entry or a comment.
fn entry_end(text: &str, start: usize) -> usize {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let begins = line.starts_with(|char: char| char.is_ascii_alphabetic() || "-#".contains(char));
        if at > start && begins {
            return at;
        }
        at += line.len();
    }
    at
}
