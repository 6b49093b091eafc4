//! Reads the request's part of a provider's section.

use base64::Engine as _;
use hyper::Method;
use hyper::header::{HeaderName, HeaderValue};
use serde_json::Value;

use super::shape::{BodyShape, JsonShape, Shape};
use crate::provider::template::{Escape, Template};
use crate::section::{Section, kind};

/// Headers that are HTTP's own business.
const RESERVED: [&str; 7] =
    ["host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"];

impl Shape {
    pub(super) fn read(section: &mut Section<'_>) -> Option<Self> {
        let method = section.word(
            "method",
            &[("GET", Method::GET), ("POST", Method::POST), ("PUT", Method::PUT), ("PATCH", Method::PATCH)]
                .map(|(word, _)| (word, word)),
        );
        let url = section
            .required_text("url", "the address of the API, such as https://api.example.com/messages")
            .and_then(|source| template(section, "url", source, Escape::Url));
        let query = read_pairs(section, "query");
        let headers = read_headers(section);
        let authorization = read_authorization(section);
        let idempotency_header = section.text("idempotency_header").and_then(|name| {
            let parsed = header_name(name);
            parsed.map_err(|error| section.fault("idempotency_header", error)).ok()
        });
        let body = read_body(section);
        if authorization.is_some() && headers.iter().any(|(name, _)| name == hyper::header::AUTHORIZATION) {
            section.fault("headers.authorization", "username, password and token say the same; keep one");
        }
        let method = method.and_then(|name| name.parse().ok()).unwrap_or(Method::POST);
        Some(Self { method, url: url?, query, headers, authorization, idempotency_header, body })
    }
}

fn template(section: &mut Section<'_>, key: &str, source: &str, escape: Escape) -> Option<Template> {
    Template::compile(source, escape).map_err(|error| section.fault(key, error)).ok()
}

/// A section of names and templates.
fn read_pairs(section: &mut Section<'_>, key: &str) -> Vec<(String, Template)> {
    let Some(table) = section.table(key) else { return Vec::new() };
    let mut pairs = Vec::with_capacity(table.len());
    for (name, value) in table {
        let key = format!("{key}.{name}");
        let values = match value {
            toml::Value::Array(values) => values.as_slice(),
            single => std::slice::from_ref(single),
        };
        for value in values {
            match fixed_text(value) {
                Some(source) => {
                    let read = template(section, &key, &source, Escape::Nothing);
                    pairs.extend(read.map(|template| (name.clone(), template)));
                }
                None => section.fault(&key, format_args!("expected text, found {}", kind(value))),
            }
        }
    }
    pairs
}

/// A number or a flag stands for its text.
fn fixed_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn read_headers(section: &mut Section<'_>) -> Vec<(HeaderName, Template)> {
    let mut headers = Vec::new();
    for (name, template) in read_pairs(section, "headers") {
        match header_name(&name) {
            Ok(name) => headers.push((name, template)),
            Err(error) => section.fault(&format!("headers.{name}"), error),
        }
    }
    headers
}

fn header_name(name: &str) -> Result<HeaderName, String> {
    let parsed: HeaderName = name.parse().map_err(|_| format!("`{name}` cannot be a header's name"))?;
    if RESERVED.contains(&parsed.as_str()) {
        return Err(format!("{parsed} is set as HTTP needs it; leave it out"));
    }
    Ok(parsed)
}

/// `username` and `password`, or `token`.
fn read_authorization(section: &mut Section<'_>) -> Option<HeaderValue> {
    let username = section.text("username");
    let password = section.secret("password");
    let token = section.secret("token");
    let (key, text) = match (username, password, token) {
        (None, None, None) => return None,
        (None, None, Some(token)) => ("token", format!("Bearer {}", token.expose())),
        (Some(username), Some(password), None) if !username.contains(':') => {
            let joined = format!("{username}:{}", password.expose());
            let encoded = base64::engine::general_purpose::STANDARD.encode(joined);
            ("password", format!("Basic {encoded}"))
        }
        (Some(_), Some(_), None) => {
            section.fault("username", "holds a colon, which Basic authentication cannot carry");
            return None;
        }
        (_, _, Some(_)) => {
            section.fault("token", "beside username or password; the API takes one or the other");
            return None;
        }
        (Some(_), None, None) => {
            section.fault("password", "missing; expected password or password_file beside username");
            return None;
        }
        (None, Some(_), None) => {
            section.fault("username", "missing; expected beside password");
            return None;
        }
    };
    match HeaderValue::from_str(&text) {
        Ok(mut value) => {
            value.set_sensitive(true);
            Some(value)
        }
        Err(_) => {
            section.fault(key, "holds characters that a header cannot carry");
            None
        }
    }
}

fn read_body(section: &mut Section<'_>) -> BodyShape {
    let mut bodies = Vec::new();
    if let Some(table) = section.table("json") {
        let shape = read_json(section, "json", &toml::Value::Table(table.clone()));
        bodies.extend(shape.map(BodyShape::Json));
    }
    let form = read_pairs(section, "form");
    if !form.is_empty() {
        bodies.push(BodyShape::Form(form));
    }
    if let Some(source) = section.text("xml") {
        bodies.extend(template(section, "xml", source, Escape::Xml).map(BodyShape::Xml));
    }
    if let Some(source) = section.text("text") {
        bodies.extend(template(section, "text", source, Escape::Nothing).map(BodyShape::Text));
    }
    if bodies.len() > 1 {
        section.fault("json", "a request has one body: one of json, form, xml and text");
    }
    bodies.pop().unwrap_or(BodyShape::Nothing)
}

fn read_json(section: &mut Section<'_>, key: &str, value: &toml::Value) -> Option<JsonShape> {
    Some(match value {
        toml::Value::String(source) => JsonShape::Text(template(section, key, source, Escape::Nothing)?),
        toml::Value::Integer(number) => JsonShape::Fixed((*number).into()),
        toml::Value::Float(number) => JsonShape::Fixed((*number).into()),
        toml::Value::Boolean(flag) => JsonShape::Fixed(Value::Bool(*flag)),
        toml::Value::Datetime(_) => {
            section
                .fault(key, "expected text, a number, a list or a section, found a date; put it in quotes");
            return None;
        }
        toml::Value::Array(items) => {
            JsonShape::List(items.iter().filter_map(|item| read_json(section, key, item)).collect())
        }
        toml::Value::Table(table) => {
            let entries = table.iter().filter_map(|(name, value)| {
                let shape = read_json(section, &format!("{key}.{name}"), value)?;
                Some((name.clone(), shape))
            });
            JsonShape::Map(entries.collect())
        }
    })
}
