//! One catalog with its parsed templates.

use crate::catalog::{Catalog, CatalogError, Sources};
use crate::config::Config;
use crate::render::Environment;

/// What is replaced as a whole.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) catalog: Catalog,
    pub(super) environment: Environment,
}

impl Snapshot {
    pub(super) fn load(sources: &Sources, config: &Config) -> Result<Self, CatalogError> {
        let (catalog, mut faults) = Catalog::assemble(sources, &config.default_language, config.digits);
        let (environment, found) = Environment::assemble(&catalog);
        faults.extend(found);
        CatalogError::unless_none(faults)?;
        Ok(Self { catalog, environment })
    }
}
