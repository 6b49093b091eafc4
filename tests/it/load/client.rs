//! A client that costs little, since it shares the machine with what it measures.

use std::io;
use std::net::SocketAddr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::program::LOGIN;

/// One connection that is used again and again.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(1024) })
    }

    /// Posts an event and returns the status.
    pub(crate) async fn notify(&mut self, body: &[u8]) -> io::Result<u16> {
        Ok(self.post("/api/notification", body).await?.0)
    }

    pub(crate) async fn post(&mut self, path: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            BASE64_STANDARD.encode(LOGIN),
            body.len()
        );
        self.exchange(&[head.as_bytes(), body].concat()).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> io::Result<(u16, Vec<u8>)> {
        self.exchange(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await
    }

    pub(crate) async fn exchange(&mut self, request: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let end = loop {
            if let Some(at) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or(io::ErrorKind::InvalidData)?;
        let length =
            head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
        let whole = end + length.unwrap_or(0);
        while self.buffer.len() < whole {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok((status, self.buffer[end..whole].to_vec()))
    }
}

/// One request on a connection of its own.
pub(crate) async fn get(address: SocketAddr, path: &str) -> String {
    let mut client = Client::connect(address).await.unwrap();
    String::from_utf8(client.get(path).await.unwrap().1).unwrap()
}

/// The value of a metric; 0 where it is not there.
pub(crate) fn metric(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0.0, |value| value.parse().unwrap())
}

/// Entries that are not at their end.
pub(crate) fn waiting(metrics: &str) -> f64 {
    let states = ["accepted", "due", "sending"];
    states.iter().map(|state| metric(metrics, &format!("tellal_queue_entries{{state=\"{state}\"}}"))).sum()
}
