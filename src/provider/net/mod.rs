//! Connecting: a name is resolved, its addresses are judged, and one of those very addresses is connected to, so that
//! no second look-up can lead elsewhere.

mod address;
mod tls;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Reason, code};

pub(super) use address::is_public;
pub(super) use tls::Roots;

/// Where to connect to, and how.
pub(super) struct Target {
    pub(super) host: String,
    pub(super) port: u16,
    /// Whether addresses of inner networks may be connected to.
    pub(super) allow_private: bool,
    /// Encrypted from the start, by these settings.
    pub(super) tls: Option<Arc<ClientConfig>>,
    /// The longest that resolving, connecting and the TLS handshake may take together.
    pub(super) timeout: Duration,
    /// The most that may be read from one connection, where nothing else bounds it.
    pub(super) budget: Option<u64>,
}

/// Why there is no connection.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum DialError {
    #[error("the host's name cannot be resolved")]
    Dns,
    #[error("the host's address is an inner one; set allow_private if that is meant")]
    Forbidden,
    #[error("{0}")]
    Connection(io::ErrorKind),
    #[error("{0}")]
    Tls(String),
    #[error("no connection in time")]
    Timeout,
}

impl DialError {
    pub(super) fn reason(&self) -> Reason {
        let code = match self {
            Self::Dns => code::DNS,
            Self::Forbidden => code::FORBIDDEN_ADDRESS,
            Self::Connection(_) => code::CONNECTION,
            Self::Tls(_) => code::TLS,
            Self::Timeout => code::TIMEOUT,
        };
        Reason::new(code, self.to_string())
    }
}

impl Target {
    pub(super) async fn dial(&self) -> Result<Stream, DialError> {
        timeout(self.timeout, self.connect()).await.map_err(|_| DialError::Timeout)?
    }

    async fn connect(&self) -> Result<Stream, DialError> {
        let tcp = self.connect_tcp().await?;
        let peer = tcp.peer_addr().map_err(|error| DialError::Connection(error.kind()))?;
        // Without this, a small request in two writes waits for an acknowledgement in between.
        let _ = tcp.set_nodelay(true);
        let io: Box<dyn Io> = match &self.tls {
            None => Box::new(tcp),
            Some(config) => {
                let name = ServerName::try_from(self.host.clone())
                    .map_err(|_| DialError::Tls("the host's name fits no certificate".to_owned()))?;
                let handshake = tokio_rustls::TlsConnector::from(Arc::clone(config)).connect(name, tcp);
                Box::new(handshake.await.map_err(|error| tls_error(&error))?)
            }
        };
        Ok(Stream { io, peer, budget: self.budget })
    }

    async fn connect_tcp(&self) -> Result<TcpStream, DialError> {
        let found: Vec<SocketAddr> = tokio::net::lookup_host((self.host.as_str(), self.port))
            .await
            .map_err(|_| DialError::Dns)?
            .collect();
        let any = !found.is_empty();
        let usable: Vec<SocketAddr> =
            found.into_iter().filter(|address| self.may_reach(address.ip())).collect();
        let share = self.timeout / u32::try_from(usable.len().clamp(1, 4)).unwrap_or(1);
        let mut error = if any { DialError::Forbidden } else { DialError::Dns };
        for address in usable {
            match timeout(share, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(failed)) => error = DialError::Connection(failed.kind()),
                Err(_) => error = DialError::Timeout,
            }
        }
        Err(error)
    }

    fn may_reach(&self, address: IpAddr) -> bool {
        self.allow_private || is_public(address)
    }
}

/// A broken handshake is the network's fault, a refused one is TLS's.
fn tls_error(error: &io::Error) -> DialError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(refused) => DialError::Tls(refused.to_string()),
        None => DialError::Tls(format!("the handshake broke off ({})", error.kind())),
    }
}

trait Io: AsyncRead + AsyncWrite + Send + Sync + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Io for T {}

/// A connection, encrypted or not.
pub(super) struct Stream {
    io: Box<dyn Io>,
    peer: SocketAddr,
    budget: Option<u64>,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stream(…)")
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.budget == Some(0) {
            return Poll::Ready(Err(io::Error::from(io::ErrorKind::FileTooLarge)));
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.io).poll_read(context, buffer);
        let read = (buffer.filled().len() - before) as u64;
        self.budget = self.budget.map(|left| left.saturating_sub(read));
        polled
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

impl hyper_util::client::legacy::connect::Connection for Stream {
    fn connected(&self) -> hyper_util::client::legacy::connect::Connected {
        hyper_util::client::legacy::connect::Connected::new()
    }
}

impl lettre::transport::smtp::client::AsyncTokioStream for Stream {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}
