//! Encryption: whom we trust, and whom we do not.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::fake_http::{Act, FakeHttp, reply};
use super::{delivery, http, line};
use tellal::Channel;

/// An authority of our own, in a file, and servers that it vouches for.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), issuer.pem()).unwrap();
        Self { issuer, folder }
    }

    pub(crate) fn file(&self) -> String {
        self.folder.path().join("ca.pem").display().to_string()
    }

    pub(crate) fn acceptor(&self, name: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        acceptor(certificate.der().clone(), PrivateKeyDer::try_from(key.serialize_der()).unwrap())
    }
}

fn acceptor(certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn answer_by(server: &FakeHttp, ca_file: Option<&str>, timeout: f64) -> String {
    let ca = ca_file.map_or_else(String::new, |file| format!("ca_file = \"{file}\"\n"));
    let keys = format!("allow_private = true\ntimeout = {timeout}\ntext = \"x\"\n{ca}");
    let provider = http(&format!("https://localhost:{}/", server.address.port()), &keys);
    line(&provider.send(&delivery(Channel::Sms)).await)
}

#[tokio::test]
async fn only_certificates_that_we_trust_for_the_host_are_taken() {
    let (ours, strangers) = (Authority::new(), Authority::new());
    let sends = || Act::Reply(reply(200, "", ""));
    let good = FakeHttp::tls(ours.acceptor("localhost"), sends()).await;
    assert_eq!(answer_by(&good, Some(&ours.file()), 60.0).await, "sent -");
    assert_eq!(answer_by(&good, None, 60.0).await, "transient tls", "the system does not know our authority");
    assert_eq!(answer_by(&good, Some(&strangers.file()), 60.0).await, "transient tls");
    let wrong_name = FakeHttp::tls(ours.acceptor("elsewhere.example"), sends()).await;
    assert_eq!(answer_by(&wrong_name, Some(&ours.file()), 60.0).await, "transient tls");
    for server in [&good, &wrong_name] {
        assert!(server.received().len() <= 1, "nothing was said to a server that we do not trust");
    }
}

#[tokio::test]
async fn servers_that_speak_no_tls() {
    let ours = Authority::new();
    let plain = FakeHttp::doing(Act::SayAtOnce(reply(400, "", "plain HTTP"))).await;
    assert_eq!(answer_by(&plain, Some(&ours.file()), 60.0).await, "transient tls");
    let closing = FakeHttp::doing(Act::CloseAtOnce).await;
    assert_eq!(answer_by(&closing, Some(&ours.file()), 60.0).await, "transient tls");
    let silent = FakeHttp::doing(Act::HangAtOnce).await;
    let answer = answer_by(&silent, Some(&ours.file()), 0.5).await;
    assert_eq!(answer, "transient timeout", "before the handshake nothing was sent, so nothing is ambiguous");
}
