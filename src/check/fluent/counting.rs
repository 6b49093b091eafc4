//! Which choices of a sentence count something.

use super::usage::Value;
use super::{Context, Kind, LanguageTexts, Select, Sentence};

impl Context<'_> {
    /// The choices by a number: those between plural forms, those by a value that is a number, and those that another
    /// language makes between plural forms.
    pub(crate) fn counts<'l>(&self, language: &LanguageTexts, sentence: &Sentence<'l>) -> Vec<&'l Select> {
        let selects = sentence.pattern.selects().into_iter();
        selects.filter(|select| self.is_count(language, sentence, select)).collect()
    }

    fn is_count(&self, language: &LanguageTexts, sentence: &Sentence<'_>, select: &Select) -> bool {
        if select.has_categories() {
            return true;
        }
        let id = sentence.id();
        match &select.selector.kind {
            Kind::Function { name, .. } => name == "NUMBER",
            Kind::Variable(name) if !sentence.entry.is_term() => {
                self.usage.values(language, &id, name).contains(&Value::Number)
                    || self.locales.languages().iter().any(|other| counts_elsewhere(other, &id, name))
            }
            _ => false,
        }
    }
}

fn counts_elsewhere(language: &LanguageTexts, id: &str, variable: &str) -> bool {
    language.sentence(id).is_some_and(|sentence| {
        let mut selects = sentence.pattern.selects().into_iter();
        selects.any(|select| select.has_categories() && select.selector.variable() == Some(variable))
    })
}

/// "2, 3, 4, …"
pub(crate) fn some_of(numbers: &[u32]) -> String {
    let shown: Vec<String> = numbers.iter().take(3).map(u32::to_string).collect();
    let more = if numbers.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// `$count`, or what else a choice is by.
pub(crate) fn by(select: &Select) -> String {
    select.selector.variable().map_or_else(|| "a number".to_owned(), |name| format!("${name}"))
}
