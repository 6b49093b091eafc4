//! `t()`: a message in the receiver's language.

use fluent_bundle::FluentValue;
use tera::{Kwargs, State, Value};

use super::scope::{Failure, in_scope};

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
