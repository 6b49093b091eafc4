//! `unknown-variable`: a name that no template of this event sees.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-variable",
    summary: "a name that no template of this event sees",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds names that are neither in the event nor set in the template. A component sees only its own parameters.

## Why it matters

Printed, it stops the message; in an `{% if %}` it is never true, and part of the message is missing without anybody noticing.

## Example

```jinja
{{ ordr.number }}
```

## Instead

```jinja
{{ order.number }}
```

`tellal vars EVENT` lists the names of an event.
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::UnknownName { name, known, in_component } = &seen.what else { return None };
    let message = format!("there is no `{name}` here");
    let found = observed(&RULE, seen, message, String::new());
    Some(with_nearest(found, name, known, str::to_owned, || match in_component {
        true => format!("a component sees only what it is given: add @{name} to its parameters"),
        false => format!("`tellal vars {}` lists what there is", seen.event),
    }))
}
