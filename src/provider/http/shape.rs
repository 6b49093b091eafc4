//! The request, as the configuration describes it: values are put in so that none can break out of its place.

use std::fmt::Write as _;

use bytes::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use hyper::{Method, Request, Uri};
use serde_json::Value;

use crate::provider::template::{Fields, Template, percent_encoded};

pub(super) type Body = http_body_util::Full<Bytes>;

/// What is not the provider's to choose.
const OWN_USER_AGENT: &str = concat!("tellal/", env!("CARGO_PKG_VERSION"));

/// A request with the fields left open.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) method: Method,
    pub(super) url: Template,
    pub(super) query: Vec<(String, Template)>,
    pub(super) headers: Vec<(HeaderName, Template)>,
    pub(super) authorization: Option<HeaderValue>,
    pub(super) idempotency_header: Option<HeaderName>,
    pub(super) body: BodyShape,
}

#[derive(Debug)]
pub(super) enum BodyShape {
    Nothing,
    Json(JsonShape),
    Form(Vec<(String, Template)>),
    Xml(Template),
    Text(Template),
}

/// JSON whose texts are templates.
#[derive(Debug)]
pub(super) enum JsonShape {
    Fixed(Value),
    Text(Template),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

/// Which key cannot be written, and why.
#[derive(Debug)]
pub(super) struct Unwritable {
    pub(super) key: String,
    pub(super) why: String,
}

impl Unwritable {
    fn at(key: impl Into<String>) -> impl FnOnce(String) -> Self {
        let key = key.into();
        move |why| Self { key, why }
    }
}

impl Shape {
    /// `unique` names this delivery, the same at each attempt.
    pub(super) fn fill(&self, fields: &Fields, unique: &str) -> Result<Request<Body>, Unwritable> {
        let mut request = Request::new(Body::new(self.body.fill(fields)?));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri(fields)?;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, HeaderValue::from_static(OWN_USER_AGENT));
        if let Some(kind) = self.body.content_type() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        for (name, template) in &self.headers {
            let key = format!("headers.{name}");
            let text = template.fill(fields).map_err(Unwritable::at(&key))?;
            let value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| Unwritable {
                key,
                why: "control characters cannot stand in a header".to_owned(),
            })?;
            headers.insert(name.clone(), value);
        }
        if let Some(value) = &self.authorization {
            headers.insert(AUTHORIZATION, value.clone());
        }
        if let Some(name) = &self.idempotency_header {
            let value = HeaderValue::from_str(unique).map_err(|_| Unwritable {
                key: "idempotency_header".to_owned(),
                why: "the message's id cannot stand in a header".to_owned(),
            })?;
            headers.insert(name.clone(), value);
        }
        Ok(request)
    }

    fn uri(&self, fields: &Fields) -> Result<Uri, Unwritable> {
        let mut url = self.url.fill(fields).map_err(Unwritable::at("url"))?;
        let query = pairs("query", &self.query, fields)?;
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query);
        }
        url.parse().map_err(|_| Unwritable {
            key: "url".to_owned(),
            why: "filled in, it is no URL, or a longer one than HTTP carries".to_owned(),
        })
    }
}

impl BodyShape {
    fn content_type(&self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Json(_) => Some("application/json"),
            Self::Form(_) => Some("application/x-www-form-urlencoded"),
            Self::Xml(_) => Some("application/xml; charset=utf-8"),
            Self::Text(_) => Some("text/plain; charset=utf-8"),
        }
    }

    fn fill(&self, fields: &Fields) -> Result<Bytes, Unwritable> {
        let text = match self {
            Self::Nothing => String::new(),
            Self::Json(shape) => shape.fill("json", fields)?.to_string(),
            Self::Form(templates) => pairs("form", templates, fields)?,
            Self::Xml(template) => template.fill(fields).map_err(Unwritable::at("xml"))?,
            Self::Text(template) => template.fill(fields).map_err(Unwritable::at("text"))?,
        };
        Ok(text.into())
    }
}

impl JsonShape {
    fn fill(&self, key: &str, fields: &Fields) -> Result<Value, Unwritable> {
        match self {
            Self::Fixed(value) => Ok(value.clone()),
            Self::Text(template) => template.fill(fields).map(Value::String).map_err(Unwritable::at(key)),
            Self::List(items) => {
                let filled: Result<Vec<Value>, _> = items.iter().map(|item| item.fill(key, fields)).collect();
                filled.map(Value::Array)
            }
            Self::Map(entries) => {
                let mut map = serde_json::Map::new();
                for (name, shape) in entries {
                    map.insert(name.clone(), shape.fill(&format!("{key}.{name}"), fields)?);
                }
                Ok(Value::Object(map))
            }
        }
    }
}

/// `application/x-www-form-urlencoded`.
fn pairs(key: &str, templates: &[(String, Template)], fields: &Fields) -> Result<String, Unwritable> {
    let mut out = String::new();
    for (name, template) in templates {
        let value = template.fill(fields).map_err(Unwritable::at(format!("{key}.{name}")))?;
        let and = if out.is_empty() { "" } else { "&" };
        let _ = write!(out, "{and}{}={}", percent_encoded(name), percent_encoded(&value));
    }
    Ok(out)
}
