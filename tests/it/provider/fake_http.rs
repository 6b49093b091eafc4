//! An HTTP server that behaves as badly as a test wants.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What to do with a connection or a request.
#[derive(Clone)]
pub(crate) enum Act {
    /// Read the request, write this.
    Reply(String),
    /// Accept and do nothing.
    HangAtOnce,
    /// Read the request and do nothing.
    HangAfter,
    /// Read the request, then write this a byte at a time, and its last byte again and again.
    Drip(String),
    /// Write this without reading, and close.
    SayAtOnce(String),
    /// Close without reading.
    CloseAtOnce,
    /// Read the request and close.
    CloseAfter,
    /// Read the request, write this, and close.
    Last(String),
    /// Read the request, write this, and go on with bytes for ever.
    Endless(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The fields of a form, decoded.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&self.body)
    }

    /// The fields of the query, decoded.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        pairs(self.target.split_once('?').map_or("", |(_, query)| query))
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let split = text.split('&').filter(|pair| !pair.is_empty());
    split
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (decoded(name), decoded(value))
        })
        .collect()
}

pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                out.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            b'+' => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8(out).unwrap()
}

pub(crate) struct FakeHttp {
    pub(crate) address: SocketAddr,
    pub(crate) written: Arc<AtomicU64>,
    pub(crate) connections: Arc<AtomicUsize>,
    received: Arc<Mutex<Vec<Received>>>,
    serving: JoinHandle<()>,
}

impl Drop for FakeHttp {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

type Script = Arc<dyn Fn(&Received) -> Act + Send + Sync>;

impl FakeHttp {
    /// One that always does the same.
    pub(crate) async fn doing(act: Act) -> Self {
        Self::start(Some(act.clone()), Arc::new(move |_| act.clone()), None).await
    }

    /// One that looks at the request.
    pub(crate) async fn answering(answer: impl Fn(&Received) -> String + Send + Sync + 'static) -> Self {
        Self::start(None, Arc::new(move |received| Act::Reply(answer(received))), None).await
    }

    /// One behind TLS.
    pub(crate) async fn tls(acceptor: TlsAcceptor, act: Act) -> Self {
        Self::start(Some(act.clone()), Arc::new(move |_| act.clone()), Some(acceptor)).await
    }

    async fn start(first: Option<Act>, script: Script, acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let (written, connections) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicUsize::new(0)));
        let shared = (Arc::clone(&received), Arc::clone(&written), Arc::clone(&connections));
        let serving = tokio::spawn(async move {
            let mut held = tokio::task::JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                shared.2.fetch_add(1, Ordering::SeqCst);
                let (first, script, acceptor) = (first.clone(), Arc::clone(&script), acceptor.clone());
                let (received, written) = (Arc::clone(&shared.0), Arc::clone(&shared.1));
                held.spawn(async move {
                    match acceptor {
                        Some(acceptor) => {
                            if let Ok(stream) = acceptor.accept(stream).await {
                                serve(stream, first, script, received, written).await;
                            }
                        }
                        None => serve(stream, first, script, received, written).await,
                    }
                });
            }
        });
        Self { address, written, connections, received, serving }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    first: Option<Act>,
    script: Script,
    received: Arc<Mutex<Vec<Received>>>,
    written: Arc<AtomicU64>,
) {
    match first {
        Some(Act::HangAtOnce) => return std::future::pending().await,
        Some(Act::CloseAtOnce) => return,
        Some(Act::SayAtOnce(text)) => {
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.shutdown().await;
            // Closing with something unread would throw away what was written.
            let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
            return;
        }
        _ => {}
    }
    while let Some(request) = read_request(&mut stream).await {
        received.lock().unwrap().push(request.clone());
        match script(&request) {
            Act::Reply(text) => {
                if stream.write_all(text.as_bytes()).await.is_err() {
                    return;
                }
            }
            Act::Last(text) => {
                let _ = stream.write_all(text.as_bytes()).await;
                let _ = stream.shutdown().await;
                return;
            }
            Act::CloseAfter | Act::CloseAtOnce | Act::SayAtOnce(_) => return,
            Act::HangAfter | Act::HangAtOnce => return std::future::pending().await,
            Act::Drip(text) => {
                let last = text.bytes().last().unwrap();
                for byte in text.bytes().chain(std::iter::repeat_n(last, 100_000)) {
                    if stream.write_all(&[byte]).await.is_err() || stream.flush().await.is_err() {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            Act::Endless(head) => {
                let _ = stream.write_all(head.as_bytes()).await;
                let block = vec![b'x'; 64 * 1024];
                while stream.write_all(&block).await.is_ok() {
                    written.fetch_add(block.len() as u64, Ordering::SeqCst);
                }
                return;
            }
        }
    }
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<Received> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let mut block = [0; 4096];
        match stream.read(&mut block).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&block[..read]),
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let (method, target) = (first.next().unwrap().to_owned(), first.next().unwrap().to_owned());
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, length)| length.parse().unwrap());
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        let mut block = [0; 4096];
        match stream.read(&mut block).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => body.extend_from_slice(&block[..read]),
        }
    }
    Some(Received { method, target, headers, body: String::from_utf8(body).unwrap() })
}

/// A whole answer.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
}
