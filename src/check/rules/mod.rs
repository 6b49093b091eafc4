//! The rules, each in a file of its own with its documentation.

pub(crate) mod loading;
pub(crate) mod markup;
pub(crate) mod message;
pub(crate) mod structure;
pub(crate) mod suppression;
pub(crate) mod template;
pub(crate) mod trial;

use super::rule::Rule;
use crate::nearest::nearest;

/// All rules by groups. A new group is added here and nowhere else.
static GROUPS: &[&[&Rule]] = &[
    loading::RULES,
    markup::RULES,
    message::RULES,
    structure::RULES,
    suppression::RULES,
    template::RULES,
    trial::RULES,
];

/// All rules, in alphabetical order of their codes.
pub fn rules() -> Vec<&'static Rule> {
    let mut all: Vec<&Rule> = GROUPS.iter().copied().flatten().copied().collect();
    all.sort_by_key(|rule| rule.code);
    all
}

impl Rule {
    /// The rule of this code.
    ///
    /// # Errors
    /// "there is no rule …", with the nearest code.
    pub fn find(code: &str) -> Result<&'static Self, String> {
        rules().into_iter().find(|rule| rule.code == code).ok_or_else(|| {
            let near = Self::nearest(code).map_or_else(
                || "`tellal check --list` names all rules".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            format!("there is no rule `{code}`; {near}")
        })
    }

    /// The code that a misspelt one is most like.
    pub(crate) fn nearest(code: &str) -> Option<&'static str> {
        nearest(code, rules().into_iter().map(|rule| rule.code))
    }

    /// Whether nothing at all is sent while it has a finding. Such a rule can be neither allowed nor set lower.
    pub(crate) fn is_fatal(&self) -> bool {
        loading::RULES.iter().any(|rule| rule.code == self.code)
    }
}
