//! Whom to trust. The system's certificates, which operators know how to extend, or those of one file. They are
//! read when the configuration is.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::provider::secret::read_pem;

/// The certificates that are trusted.
pub(in crate::provider) struct Roots(Vec<CertificateDer<'static>>);

impl Roots {
    /// Those of a file in PEM, else the system's.
    ///
    /// # Errors
    /// Why there are none.
    pub(in crate::provider) fn load(file: Option<&Path>) -> Result<Self, String> {
        let Some(path) = file else {
            let found = rustls_native_certs::load_native_certs().certs;
            if found.is_empty() {
                return Err(
                    "this system has no trusted certificates; install its ca-certificates package, or \
                            name a file of certificates as ca_file"
                        .to_owned(),
                );
            }
            return Ok(Self(found));
        };
        let pem = read_pem(path)?;
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        match certificates {
            Ok(certificates) if !certificates.is_empty() => Ok(Self(certificates)),
            _ => Err(format!("{} holds no certificates in PEM", path.display())),
        }
    }

    /// For connections that are encrypted from the start.
    pub(in crate::provider) fn client_config(&self) -> Result<Arc<ClientConfig>, String> {
        let mut store = RootCertStore::empty();
        // Systems carry certificates that nobody can read any more; the others serve all the same.
        let (usable, _) = store.add_parsable_certificates(self.0.iter().cloned());
        if usable == 0 {
            return Err("none of the certificates can be used".to_owned());
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?;
        Ok(Arc::new(config.with_root_certificates(store).with_no_client_auth()))
    }

    /// For connections that become encrypted by STARTTLS.
    pub(in crate::provider) fn starttls_parameters(
        &self,
        host: &str,
    ) -> Result<lettre::transport::smtp::client::TlsParameters, String> {
        use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
        let mut builder = TlsParameters::builder(host.to_owned()).certificate_store(CertificateStore::None);
        for certificate in &self.0 {
            let mut store = RootCertStore::empty();
            if store.add(certificate.clone()).is_ok()
                && let Ok(certificate) = Certificate::from_der(certificate.to_vec())
            {
                builder = builder.add_root_certificate(certificate);
            }
        }
        builder.build_rustls().map_err(|error| error.to_string())
    }
}
