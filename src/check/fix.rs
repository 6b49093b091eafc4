//! Makes the changes that surely mend what was found. Pure: texts in, texts out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::diagnostic::{Diagnostic, Edit, Fix};
use super::place::clamp;
use crate::catalog::Sources;

/// What the fixes make of the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The new texts of the files that change, by `templates/…` or `locales/…`.
    pub files: BTreeMap<String, String>,
    /// How many findings they mend.
    pub mended: usize,
}

/// Applies the fixes of findings, each as a whole or not at all. Of two that touch the same place the first is
/// applied; the other waits for the next run, which sees what has become of the place.
pub fn apply_fixes(sources: &Sources, diagnostics: &[Diagnostic]) -> Fixed {
    let mut taken: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    let mut mended = 0;
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        if fix.edits.iter().all(|edit| is_free(&taken, edit)) && is_possible(sources, fix) {
            mended += 1;
            for edit in &fix.edits {
                let edits = taken.entry(&edit.location.file).or_default();
                if !edits.contains(&edit) {
                    edits.push(edit);
                }
            }
        }
    }
    let files = taken
        .into_iter()
        .filter_map(|(file, edits)| Some((file.to_owned(), edited(sources.text(file)?, edits))))
        .collect();
    Fixed { files, mended }
}

impl Sources {
    /// The same sources with the texts that fixes have made.
    #[must_use]
    pub fn with_fixes(mut self, fixed: &Fixed) -> Self {
        for (file, text) in &fixed.files {
            self.replace(file, text.clone());
        }
        self
    }
}

/// Whether no other edit touches the place; the very same edit counts as one.
fn is_free(taken: &BTreeMap<&str, Vec<&Edit>>, edit: &Edit) -> bool {
    let others = taken.get(edit.location.file.as_str());
    others.is_none_or(|others| {
        others.iter().all(|other| *other == edit || !touch(&other.location.span, &edit.location.span))
    })
}

/// Whether two edits get into each other's way. Two insertions at one point would have no order.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

/// Whether a fix is made for these texts, and its edits leave each other alone.
fn is_possible(sources: &Sources, fix: &Fix) -> bool {
    let within = |edit: &Edit| {
        let span = &edit.location.span;
        sources.text(&edit.location.file).is_some_and(|text| clamp(text, span) == *span)
    };
    let apart = |(index, edit): (usize, &Edit)| {
        let same_file = |other: &&Edit| other.location.file == edit.location.file;
        let mut others = fix.edits[index + 1..].iter().filter(same_file);
        others.all(|other| !touch(&other.location.span, &edit.location.span))
    };
    !fix.edits.is_empty() && fix.edits.iter().all(within) && fix.edits.iter().enumerate().all(apart)
}

fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.location.span.start);
    let (mut result, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        result.push_str(&text[done..edit.location.span.start]);
        result.push_str(&edit.text);
        done = edit.location.span.end;
    }
    result.push_str(&text[done..]);
    result
}
