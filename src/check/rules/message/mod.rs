//! What locale files say, and what the templates make of it.

mod argument_parity;
mod circular_reference;
mod costly_character;
mod default_not_other;
mod markup_in_message;
mod missing_argument;
mod missing_exact_variant;
mod missing_plural;
mod missing_translation;
mod number_parity;
mod obsolete_message;
mod reference_parity;
mod selector_without_choice;
mod term_argument;
mod term_variable;
mod unfit_argument;
mod unguarded_fact;
mod unknown_function;
mod unknown_message;
mod unknown_reference;
mod unreachable_variant;
mod untranslated;
mod unused_argument;
mod unused_message;
mod variant_parity;
mod wrong_argument;
mod wrong_function_option;

use crate::check::diagnostic::Diagnostic;
use crate::check::fluent::Context;
use crate::check::rule::Rule;

/// A rule about locale files, and how it looks at them.
pub(crate) type FluentRule = (&'static Rule, fn(&Context<'_>, &mut Vec<Diagnostic>));

/// The rules about locale files and what the templates make of them.
pub(crate) const FLUENT: &[FluentRule] = &[
    (&unknown_message::RULE, unknown_message::check),
    (&unknown_reference::RULE, unknown_reference::check),
    (&circular_reference::RULE, circular_reference::check),
    (&unknown_function::RULE, unknown_function::check),
    (&wrong_function_option::RULE, wrong_function_option::check),
    (&wrong_argument::RULE, wrong_argument::check),
    (&missing_argument::RULE, missing_argument::check),
    (&unguarded_fact::RULE, unguarded_fact::check),
    (&unused_argument::RULE, unused_argument::check),
    (&unfit_argument::RULE, unfit_argument::check),
    (&argument_parity::RULE, argument_parity::check),
    (&reference_parity::RULE, reference_parity::check),
    (&variant_parity::RULE, variant_parity::check),
    (&number_parity::RULE, number_parity::check),
    (&term_variable::RULE, term_variable::check),
    (&term_argument::RULE, term_argument::check),
    (&missing_translation::RULE, missing_translation::check),
    (&obsolete_message::RULE, obsolete_message::check),
    (&unused_message::RULE, unused_message::check),
    (&missing_plural::RULE, missing_plural::check),
    (&missing_exact_variant::RULE, missing_exact_variant::check),
    (&unreachable_variant::RULE, unreachable_variant::check),
    (&default_not_other::RULE, default_not_other::check),
    (&selector_without_choice::RULE, selector_without_choice::check),
    (&untranslated::RULE, untranslated::check),
    (&costly_character::RULE, costly_character::check),
    (&markup_in_message::RULE, markup_in_message::check),
];

pub(super) static RULES: &[&Rule] = &[
    &unknown_message::RULE,
    &unknown_reference::RULE,
    &circular_reference::RULE,
    &unknown_function::RULE,
    &wrong_function_option::RULE,
    &wrong_argument::RULE,
    &missing_argument::RULE,
    &unguarded_fact::RULE,
    &unused_argument::RULE,
    &unfit_argument::RULE,
    &argument_parity::RULE,
    &reference_parity::RULE,
    &variant_parity::RULE,
    &number_parity::RULE,
    &term_variable::RULE,
    &term_argument::RULE,
    &missing_translation::RULE,
    &obsolete_message::RULE,
    &unused_message::RULE,
    &missing_plural::RULE,
    &missing_exact_variant::RULE,
    &unreachable_variant::RULE,
    &default_not_other::RULE,
    &selector_without_choice::RULE,
    &untranslated::RULE,
    &costly_character::RULE,
    &markup_in_message::RULE,
];
