//! Plural variants by CLDR's rules of today.
//!
//! Fluent's own plural rules are those of an older CLDR: they miss `many` of 1,000,000 in French, Spanish and
//! Italian, and in Arabic look at the whole number where its last two digits count (103 is `few`). So every
//! selector over plural categories is made to ask `PLURAL()`, which answers by ICU4X; exact numbers (`[0]`) are
//! still matched first.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fluent_bundle::FluentValue;
use fluent_bundle::types::{FluentNumber, FluentNumberType};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource,
    Variant, VariantKey,
};
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules, PluralRulesOptions};

use super::number::parse;
use super::tag::LanguageTag;

/// The function that selectors are made to call. Marketers need not know of it.
pub(super) const FUNCTION: &str = "PLURAL";

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A language's plural rules.
pub(super) struct Plurals {
    tag: LanguageTag,
    cardinal: OnceLock<Option<PluralRules>>,
    ordinal: OnceLock<Option<PluralRules>>,
}

impl Plurals {
    pub(super) fn new(tag: &LanguageTag) -> Self {
        Self { tag: tag.clone(), cardinal: OnceLock::new(), ordinal: OnceLock::new() }
    }

    /// `PLURAL($n)`: the category of a number, also of one in a string; any other text as it is, so that
    /// `$gender -> [male] … *[other] …` still selects by what it says.
    pub(super) fn select(&self, positional: &[FluentValue]) -> FluentValue<'static> {
        match positional.first() {
            Some(FluentValue::Number(number)) => self.category(number),
            Some(FluentValue::String(text)) => match text.trim().parse::<f64>() {
                Ok(number) => self.category(&FluentNumber::from(number)),
                Err(_) => FluentValue::String(text.to_string().into()),
            },
            Some(FluentValue::Custom(_)) => FluentValue::String("other".into()),
            None | Some(FluentValue::None | FluentValue::Error) => FluentValue::Error,
        }
    }

    fn category(&self, number: &FluentNumber) -> FluentValue<'static> {
        let (rules, kind) = match number.options.r#type {
            FluentNumberType::Cardinal => (&self.cardinal, PluralRuleType::Cardinal),
            FluentNumberType::Ordinal => (&self.ordinal, PluralRuleType::Ordinal),
        };
        let rules = rules.get_or_init(|| rules_of(&self.tag, kind));
        // The fraction digits that are shown are part of the number: "1.0" is not "1".
        let category = rules
            .as_ref()
            .zip(parse(number.as_string().trim_end_matches('.')))
            .map(|(rules, decimal)| name_of(rules.category_for(&decimal)));
        FluentValue::String(category.unwrap_or("other").into())
    }
}

/// What a language counts by does not depend on its script or region.
fn rules_of(tag: &LanguageTag, kind: PluralRuleType) -> Option<PluralRules> {
    let locale: icu_locale::Locale = tag.language().parse().ok()?;
    let mut options = PluralRulesOptions::default();
    options.rule_type = Some(kind);
    PluralRules::try_new((&locale).into(), options).ok()
}

fn name_of(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Which numbers belong to which plural category of a language.
#[derive(Debug)]
pub(crate) struct Categories {
    /// The categories that the language has for any number, with a fraction or without.
    pub(crate) all: Vec<&'static str>,
    /// The whole numbers up to a thousand of each category that has any.
    pub(crate) whole: BTreeMap<&'static str, Vec<u32>>,
}

impl Categories {
    /// Whether a variant's key names a category.
    pub(crate) fn has_name(key: &str) -> bool {
        CATEGORIES.contains(&key)
    }

    pub(crate) fn cardinal(tag: &LanguageTag) -> Self {
        Self::of(tag, PluralRuleType::Cardinal)
    }

    pub(crate) fn ordinal(tag: &LanguageTag) -> Self {
        Self::of(tag, PluralRuleType::Ordinal)
    }

    fn of(tag: &LanguageTag, kind: PluralRuleType) -> Self {
        let Some(rules) = rules_of(tag, kind) else {
            return Self { all: vec!["other"], whole: BTreeMap::new() };
        };
        let mut whole: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
        for number in 0..=1000_u32 {
            whole.entry(name_of(rules.category_for(number))).or_default().push(number);
        }
        let mut all: Vec<&'static str> = rules.categories().map(name_of).collect();
        all.sort_by_key(|name| CATEGORIES.iter().position(|known| known == name));
        Self { all, whole }
    }

    /// The category of a whole number up to a thousand.
    pub(crate) fn of_number(&self, number: u32) -> &'static str {
        self.whole.iter().find(|(_, numbers)| numbers.contains(&number)).map_or("other", |(name, _)| *name)
    }
}

/// A resource whose selectors over plural categories ask [`FUNCTION`].
pub(super) fn ask_for_categories(mut resource: Resource<&str>) -> Resource<&str> {
    for entry in &mut resource.body {
        match entry {
            Entry::Message(message) => {
                message.value.iter_mut().for_each(in_pattern);
                message.attributes.iter_mut().for_each(|attribute| in_pattern(&mut attribute.value));
            }
            Entry::Term(term) => {
                in_pattern(&mut term.value);
                term.attributes.iter_mut().for_each(|attribute| in_pattern(&mut attribute.value));
            }
            _ => {}
        }
    }
    resource
}

fn in_pattern(pattern: &mut Pattern<&str>) {
    for element in &mut pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression);
        }
    }
}

fn in_expression(expression: &mut Expression<&str>) {
    match expression {
        Expression::Inline(InlineExpression::Placeable { expression }) => in_expression(expression),
        Expression::Inline(_) => {}
        Expression::Select { selector, variants } => {
            for variant in variants.iter_mut() {
                in_pattern(&mut variant.value);
            }
            let is_category = |variant: &Variant<&str>| matches!(&variant.key, VariantKey::Identifier { name } if CATEGORIES.contains(name) && *name != "other");
            if variants.iter().any(is_category) {
                rewrite(selector, variants);
            }
        }
    }
}

/// `{ $n -> [0] a [one] b *[other] c }` becomes `{ $n -> [0] a *[other] { PLURAL($n) -> [one] b *[other] c } }`.
fn rewrite<'s>(selector: &mut InlineExpression<&'s str>, variants: &mut Vec<Variant<&'s str>>) {
    let is_number = |variant: &Variant<&str>| matches!(variant.key, VariantKey::NumberLiteral { .. });
    if variants.iter().any(|variant| is_number(variant) && variant.default) {
        // An exact number as default is never reached by a category; such a selector is left as it is.
        return;
    }
    let asked = InlineExpression::FunctionReference {
        id: Identifier { name: FUNCTION },
        arguments: CallArguments { positional: vec![selector.clone()], named: Vec::new() },
    };
    if !variants.iter().any(is_number) {
        *selector = asked;
        return;
    }
    let (exact, categories): (Vec<_>, Vec<_>) = variants.drain(..).partition(is_number);
    let inner = Expression::Select { selector: asked, variants: categories };
    *variants = exact;
    variants.push(Variant {
        key: VariantKey::Identifier { name: "other" },
        value: Pattern { elements: vec![PatternElement::Placeable { expression: inner }] },
        default: true,
    });
}
