//! Which texts of the template engine may be repeated. The others quote a value, which is a customer's.

/// What a text of the template engine is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Something that is not there. It names nothing but the template's own names and types.
    Absence,
    /// Types that do not fit, and nothing else.
    Types,
    /// A value, perhaps.
    Value,
}

const ABSENCE: [&str; 7] = [
    "Variable `",
    "Field `",
    "Cannot index into an undefined value",
    "Index expression is undefined",
    "Cannot slice an undefined value",
    "Tried to render a variable that is undefined",
    "Tried to escape an undefined value",
];

const TYPES: [&str; 16] = [
    "Cannot compare `",
    "Cannot divide by 0",
    "Math operations can only be done on numbers",
    "Only numbers can be ",
    "`+` requires both operands to be numbers",
    "`in` cannot be used on a container of type",
    "Iteration not possible on type",
    "Key/value iteration is not possible on type",
    "Invalid type for the value, expected `",
    "Missing keyword argument `",
    "Value of type ",
    "Array index must be an integer",
    "String index must be an integer",
    "Map keys must be strings, integers, or bools",
    "Slice ",
    "Spread operator requires",
];

/// What a text is about, by how it begins: how it goes on may be up to a value.
pub(super) fn about(text: &str) -> About {
    let begins = |list: &[&str]| list.iter().any(|beginning| text.starts_with(beginning));
    match (begins(&ABSENCE), begins(&TYPES)) {
        (true, _) => About::Absence,
        // Of a type by the name of undefined.
        (_, true) if text.contains("undefined") => About::Absence,
        (_, true) => About::Types,
        _ => About::Value,
    }
}
