//! The texts that a catalog is made from, wherever they come from.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Templates and locale files by their path below `templates/` and `locales/`, with `/` between folders.
///
/// ```
/// use tellal::Sources;
/// let sources = Sources::new()
///     .template("order_delivered/sms.txt", r#"{{ t(id="order-delivered") }}"#)
///     .locale("en/orders.ftl", "order-delivered = Your order { $number } has arrived.");
/// # let _ = sources;
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    templates: BTreeMap<String, Arc<str>>,
    locales: BTreeMap<String, Arc<str>>,
}

impl Sources {
    /// No files at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a template; one of the same path is replaced.
    #[must_use]
    pub fn template(mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        self.templates.insert(path.into(), text.into());
        self
    }

    /// Adds a locale file; one of the same path is replaced.
    #[must_use]
    pub fn locale(mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        self.locales.insert(path.into(), text.into());
        self
    }

    pub(crate) fn templates(&self) -> &BTreeMap<String, Arc<str>> {
        &self.templates
    }

    pub(crate) fn locales(&self) -> &BTreeMap<String, Arc<str>> {
        &self.locales
    }
}
