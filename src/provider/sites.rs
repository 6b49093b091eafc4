//! What customers call the shop, by its domain.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::recipient::site::Site;

/// The configured names of sites.
#[derive(Debug, Clone, Default)]
pub(super) struct SiteNames {
    by_domain: BTreeMap<String, String>,
    default: Option<String>,
}

impl SiteNames {
    pub(super) fn of(config: &Config) -> Self {
        let by_domain =
            config.sites.keys().map(|domain| (domain.clone(), config.site(domain).name)).collect();
        Self { by_domain, default: config.site.name.clone() }
    }

    pub(super) fn of_domain(&self, domain: &str) -> String {
        let configured = self.by_domain.get(domain).or(self.default.as_ref());
        configured.cloned().unwrap_or_else(|| Site::unknown(domain).name)
    }
}
