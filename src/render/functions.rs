//! `t()`: a message in the receiver's language. And `range()`, within bounds.
#![expect(clippy::needless_pass_by_value, reason = "Tera hands arguments over by value")]

use fluent_bundle::FluentValue;
use tera::{Kwargs, State, Value};

use super::scope::{Failure, in_scope, spend_range};

/// A message may count this far in all its `range()`s together.
const MAX_RANGE: i64 = 10_000;

/// `t(id="order-delivered")`, `t(id="order-delivered.subject")`, `t(id="line", name=item.product.name)`.
pub(super) fn t(kwargs: Kwargs, _: &State) -> tera::TeraResult<String> {
    in_scope(|scope| {
        let mut id = None;
        let mut extra = Vec::new();
        for (key, value) in kwargs.iter() {
            match key.as_str() {
                Some("id") => id = value.as_str(),
                Some(name) => extra.push((name.to_owned(), argument(name, value)?)),
                None => {}
            }
        }
        let id = id.ok_or_else(|| Failure::Call("t() needs the id of a message: t(id=\"…\")".to_owned()))?;
        scope.write(id, extra).map_err(Failure::Message)
    })
}

fn argument(name: &str, value: &Value) -> Result<FluentValue<'static>, Failure> {
    if value.is_undefined() || value.is_none() {
        return Err(Failure::Undefined(format!("argument `{name}` of t()")));
    }
    if let Some(text) = value.as_str() {
        return Ok(FluentValue::String(text.to_owned().into()));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(FluentValue::String(if flag { "yes" } else { "no" }.into()));
    }
    match value.as_f64() {
        Some(number) => Ok(FluentValue::from(number)),
        None => Err(Failure::Call(format!(
            "argument `{name}` of t() is {}; pass a text or a number",
            value.name()
        ))),
    }
}

/// Tera's `range(end=5)`, as long as a message could need.
pub(super) fn range(kwargs: Kwargs, _: &State) -> tera::TeraResult<Vec<i64>> {
    let start = kwargs.get::<i64>("start")?.unwrap_or(0);
    let end = kwargs.must_get::<i64>("end")?;
    let step = kwargs.get::<usize>("step_by")?.unwrap_or(1);
    let wanted = end.saturating_sub(start).max(0);
    if step == 0 || spend_range(wanted) > MAX_RANGE {
        let reason = format!("range() goes up to {MAX_RANGE} in a message, forwards");
        return in_scope(|_| Err(Failure::Call(reason)));
    }
    Ok((start..end).step_by(step).collect())
}
