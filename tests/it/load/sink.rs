//! A provider that counts what it is asked to carry, order by order.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::ORDER;

/// What was carried: how often, by the number of the order.
#[derive(Clone, Default)]
pub(crate) struct Sink {
    carried: Arc<Mutex<HashMap<u64, u32>>>,
}

impl Sink {
    /// Listens for good, and answers each request after a while.
    pub(crate) async fn start(delay: Duration) -> (Self, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let sink = Self::default();
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sink = serving.clone();
                tokio::spawn(async move { sink.serve(stream, delay).await });
            }
        });
        (sink, address)
    }

    async fn serve(&self, mut stream: TcpStream, delay: Duration) -> Option<()> {
        let mut buffer = Vec::new();
        loop {
            let end = loop {
                if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                    break at + 4;
                }
                if stream.read_buf(&mut buffer).await.ok()? == 0 {
                    return None;
                }
            };
            let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            let length: usize = head.split("content-length: ").nth(1)?.split("\r\n").next()?.parse().ok()?;
            while buffer.len() < end + length {
                if stream.read_buf(&mut buffer).await.ok()? == 0 {
                    return None;
                }
            }
            let body = String::from_utf8_lossy(&buffer[end..end + length]).into_owned();
            if let Some(number) = body.split(ORDER).nth(1).and_then(|rest| rest.get(..9)?.parse().ok()) {
                *self.carried.lock().unwrap().entry(number).or_default() += 1;
            }
            buffer.drain(..end + length);
            tokio::time::sleep(delay).await;
            let answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"id\":\"1\"}";
            stream.write_all(answer).await.ok()?;
        }
    }

    /// How often an order was carried.
    pub(crate) fn times(&self, number: u64) -> u32 {
        self.carried.lock().unwrap().get(&number).copied().unwrap_or_default()
    }

    /// How many were carried more than once, counted by the surplus.
    pub(crate) fn duplicates(&self) -> u32 {
        self.carried.lock().unwrap().values().map(|times| times - 1).sum()
    }
}

/// A configuration in which every message goes to this provider.
pub(crate) fn config(sink: SocketAddr, concurrency: usize) -> String {
    format!(
        r#"
[engine]
channels = ["sms"]
[channels.sms]
provider = "sink"
[providers.sink]
type = "http"
url = "http://{sink}/send"
allow_private = true
concurrency = {concurrency}
idempotency_header = "Idempotency-Key"
message_id = "/id"
json = {{ to = "{{{{ to }}}}", text = "{{{{ text }}}}" }}
[[providers.sink.rules]]
status = "2xx"
is = "sent"
"#
    )
}
