//! The gateway on real sockets, with a queue in memory.

mod figures;
mod hostile;
mod life;
mod refusals;
mod requests;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use tellal::clock::SystemClock;
use tellal::gateway::{CatalogReloader, Credentials, Gateway, GatewayConfig, Parts, listen};
use tellal::outbox::{
    Accepted, EntryId, Intake, NewEntry, OutboxConfig, Pending, Refused, RefusedId, Stats, StoreError,
};
use tellal::telemetry::Metrics;
use tellal::{Config, Engine, Sources};
use tokio::runtime::Runtime;
use tokio::sync::Notify;

use crate::support::{fixture, root};

/// A queue that keeps what it is given, and fails when told to.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) accepted: Mutex<Vec<NewEntry>>,
    pub(crate) refused: Mutex<Vec<Refused>>,
    keys: Mutex<HashMap<[u8; 32], EntryId>>,
    pub(crate) fault: Mutex<Option<StoreError>>,
    pub(crate) slow: Mutex<Duration>,
    pub(crate) figures: Mutex<Option<Stats>>,
}

impl Intake for Memory {
    fn accept(&self, entry: NewEntry) -> Pending<'_, Accepted> {
        Box::pin(async move {
            let slow = *self.slow.lock().unwrap();
            tokio::time::sleep(slow).await;
            if let Some(fault) = self.fault.lock().unwrap().clone() {
                return Err(fault);
            }
            let mut keys = self.keys.lock().unwrap();
            if let Some(id) = keys.get(&entry.dedupe_key) {
                return Ok(Accepted::Duplicate(*id));
            }
            let id = entry.id;
            keys.insert(entry.dedupe_key, id);
            self.accepted.lock().unwrap().push(entry);
            Ok(Accepted::New(id))
        })
    }

    fn quarantine(&self, refused: Refused) -> Pending<'_, RefusedId> {
        Box::pin(async move {
            let mut all = self.refused.lock().unwrap();
            all.push(refused);
            Ok(RefusedId::try_from(all.len()).unwrap())
        })
    }

    fn ready(&self) -> Result<(), StoreError> {
        self.fault.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

/// A gateway that runs until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) memory: Arc<Memory>,
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) catalog: Arc<CatalogReloader>,
    stop: Arc<Notify>,
    ended: Arc<AtomicBool>,
    runtime: Option<Runtime>,
}

pub(crate) const LOGIN: &str = "commerce:open sesame";

impl Server {
    /// With what `[gateway]` says.
    pub(crate) fn start(section: &str) -> Self {
        Self::on(section, &root().join("templates"), &root().join("locales"))
    }

    pub(crate) fn on(section: &str, templates: &Path, locales: &Path) -> Self {
        let config = Config::parse(&format!("[gateway]\n{section}"), std::iter::empty()).unwrap();
        let engine = Engine::new(&Sources::from_dirs(templates, locales).unwrap(), config.clone()).unwrap();
        let metrics = Arc::new(Metrics::default());
        let catalog =
            Arc::new(CatalogReloader::new(engine.clone(), templates, locales, Arc::clone(&metrics)));
        let memory = Arc::new(Memory::default());
        let counted = Arc::clone(&memory);
        let (username, password) = LOGIN.split_once(':').unwrap();
        let gateway = Gateway::new(Parts {
            config: GatewayConfig::from_config(&config).unwrap(),
            outbox: OutboxConfig::from_config(&config).unwrap(),
            engine,
            intake: Arc::clone(&memory) as Arc<dyn Intake>,
            figures: Box::new(move || {
                let figures = counted.figures.lock().unwrap().clone();
                Box::pin(async move { figures })
            }),
            credentials: Credentials::single(username, password),
            catalog: Arc::clone(&catalog),
            metrics,
            clock: Arc::new(SystemClock),
        });
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(async { listen("127.0.0.1:0".parse().unwrap()).unwrap() });
        let address = listener.local_addr().unwrap();
        let (stop, ended) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
        let (serving, told, end) = (Arc::clone(&gateway), Arc::clone(&stop), Arc::clone(&ended));
        runtime.spawn(async move {
            serving.serve(listener, async move { told.notified().await }).await;
            end.store(true, Ordering::SeqCst);
        });
        Self { address, memory, gateway, catalog, stop, ended, runtime: Some(runtime) }
    }

    /// Begins to stop.
    pub(crate) fn stop(&self) {
        self.stop.notify_one();
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// Sends bytes on a connection of their own, and reads the first answer.
    pub(crate) fn exchange(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that has answered already may not read on.
        let _ = stream.write_all(bytes);
        Answer::read(&mut stream).expect("an answer")
    }

    pub(crate) fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.exchange(&post(path, &[], body))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.exchange(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes())
    }

    pub(crate) fn notify(&self, body: &[u8]) -> Answer {
        self.post("/api/notification", body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

pub(crate) fn authorization() -> String {
    format!("Authorization: Basic {}\r\n", BASE64_STANDARD.encode(LOGIN))
}

/// A request of somebody who may call.
pub(crate) fn post(path: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut head = format!("POST {path} HTTP/1.1\r\nHost: x\r\n{}", authorization());
    if !headers.iter().any(|header| header.to_ascii_lowercase().starts_with("content-type")) {
        head.push_str("Content-Type: application/json\r\n");
    }
    let framed = headers.iter().any(|header| {
        let header = header.to_ascii_lowercase();
        header.starts_with("content-length") || header.starts_with("transfer-encoding")
    });
    if !framed {
        write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
    }
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// `None` where the connection ended before an answer.
    pub(crate) fn read(stream: &mut TcpStream) -> Option<Self> {
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read(&mut byte).unwrap_or_default() == 0 {
                return None;
            }
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        if status == 100 {
            return Self::read(stream);
        }
        let headers: HashMap<String, String> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        Some(Self { status, headers, body })
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Status and code of a refusal, which must be a problem document with the request's id.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let json = self.json();
        assert_eq!(json["status"], self.status);
        assert_eq!(json["request_id"], self.headers["x-request-id"].as_str());
        for key in ["type", "title", "detail"] {
            assert!(json[key].is_string(), "{key} in {json}");
        }
        (self.status, json["code"].as_str().unwrap().to_owned())
    }
}

pub(crate) fn delivered() -> Vec<u8> {
    fixture("order_delivered").into_bytes()
}
