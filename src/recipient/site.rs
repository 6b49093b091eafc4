//! The site that an event concerns: what a shop configures per `site_domain`.

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// One shop site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its domain, without a scheme.
    pub domain: String,
    /// What customers call it.
    pub name: String,
    /// Its language, where the receiver asks for none that exists.
    pub default_language: Option<String>,
    /// Region for phone numbers without a country code (ISO 3166-1 alpha-2).
    pub region: Option<String>,
    /// Zone in which dates and times are written.
    pub time_zone: TimeZone,
    /// Everything else that the configuration says of it, for templates (`site.logo_url`).
    pub extra: Map<String, Value>,
}

impl Site {
    /// A site of which nothing is configured but its domain.
    pub fn unknown(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            name: domain.strip_prefix("www.").unwrap_or(domain).to_owned(),
            default_language: None,
            region: None,
            time_zone: TimeZone::UTC,
            extra: Map::new(),
        }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("https://{}", self.domain)
    }
}
