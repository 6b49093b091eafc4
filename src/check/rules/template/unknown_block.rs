//! `unknown-block`: a block that the layout does not have.

use super::prelude::*;

pub(crate) const RULE: Rule = Rule {
    code: "unknown-block",
    summary: "a block that the layout does not have",
    severity: Severity::Error,
    documentation: "\
## What it does

Finds `{% block %}` in a template that extends a layout, with a name that no block of the layout has.

## Why it matters

What stands in it is never written, and nobody is told.

## Example

```jinja
{% extends \"_shared/email.html\" %}
{% block boby %}…{% endblock %}
```

## Instead

```jinja
{% extends \"_shared/email.html\" %}
{% block body %}…{% endblock %}
```
",
};

pub(crate) fn tell(seen: &Observation) -> Option<Diagnostic> {
    let What::UnknownBlock { name, known } = &seen.what else { return None };
    let message = format!("the layout has no block `{name}`, so this is never written");
    let found = observed(&RULE, seen, message, String::new());
    Some(with_nearest(found, name, known, str::to_owned, || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        format!("its blocks are {}", list(&known))
    }))
}
