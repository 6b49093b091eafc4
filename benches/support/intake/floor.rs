//! What it costs at least to take bodies.
//!
//! [`Keeping`] as the gateway's store shows what is the store's. The gateway reads an event before it asks its store,
//! so [`Floor`] takes bodies without looking at them: hyper is set up as in `src/gateway/server.rs`, the credentials
//! are the gateway's, the body is read with the same limits, and then it is kept, or not. It has no guard between the
//! stream and hyper, no metrics and no log.

use std::convert::Infallible;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::header::{AUTHORIZATION, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tellal::gateway::{Credentials, GatewayConfig};
use tellal::outbox::{Accepted, Intake, NewEntry, Pending, Refused, RefusedId, StoreError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// As much as hyper's own buffer may take besides a head, twice: as the gateway has it.
const BUFFER: usize = 16 * 1024;

/// A body, and whom to tell that it is kept.
type Kept = (Bytes, oneshot::Sender<()>);

/// What becomes of a body.
pub(crate) enum Keeping {
    Nothing,
    File(mpsc::Sender<Kept>),
}

impl Keeping {
    /// In a file: one thread appends all that waits, syncs once, and answers all.
    pub(crate) fn in_file(path: &Path) -> Self {
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).open(path).expect("a file can be made here");
        let (sender, waiting) = mpsc::channel();
        std::thread::spawn(move || append(file, &waiting));
        Self::File(sender)
    }

    async fn keep(&self, body: Bytes) -> bool {
        let Self::File(writer) = self else { return true };
        let (reply, answer) = oneshot::channel();
        writer.send((body, reply)).is_ok() && answer.await.is_ok()
    }
}

impl Intake for Keeping {
    fn accept(&self, entry: NewEntry) -> Pending<'_, Accepted> {
        Box::pin(async move {
            let gone = || StoreError::Unavailable("the file's thread has ended".to_owned());
            self.keep(entry.body.into()).await.then_some(Accepted::New(entry.id)).ok_or_else(gone)
        })
    }

    fn quarantine(&self, _: Refused) -> Pending<'_, RefusedId> {
        Box::pin(async { Err(StoreError::Unavailable("nothing is refused here".to_owned())) })
    }

    fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

fn append(mut file: File, waiting: &mpsc::Receiver<Kept>) {
    let (mut group, mut bytes) = (Vec::new(), Vec::new());
    while let Ok(first) = waiting.recv() {
        group.push(first);
        group.extend(waiting.try_iter());
        bytes.clear();
        for (body, _) in &group {
            bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
            bytes.extend_from_slice(body);
        }
        file.write_all(&bytes).and_then(|()| file.sync_data()).expect("the disk takes it");
        for (_, reply) in group.drain(..) {
            let _ = reply.send(());
        }
    }
}

/// A front end.
pub(crate) struct Floor {
    pub(crate) config: GatewayConfig,
    pub(crate) credentials: Credentials,
    pub(crate) keeping: Keeping,
}

impl Floor {
    /// Serves connections for good.
    pub(crate) async fn serve(self: Arc<Self>, listener: TcpListener) {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            tokio::spawn(Arc::clone(&self).serve_connection(stream));
        }
    }

    async fn serve_connection(self: Arc<Self>, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let config = &self.config;
        let service = service_fn(|request| {
            let floor = Arc::clone(&self);
            async move { Ok::<_, Infallible>(floor.answer(request).await) }
        });
        let _ = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(config.header_time + config.idle_time)
            .max_buf_size(config.header_limit.max(BUFFER) + BUFFER)
            .max_headers(config.header_count)
            .serve_connection(TokioIo::new(stream), service)
            .await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let mut answer = Response::new(Full::default());
        let header = request.headers().get(AUTHORIZATION).map(HeaderValue::as_bytes);
        *answer.status_mut() = if !self.credentials.admit(header) {
            StatusCode::UNAUTHORIZED
        } else if let Some(body) =
            read(request.into_body(), self.config.body_limit, self.config.body_time).await
        {
            if self.keeping.keep(body).await { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
        } else {
            StatusCode::BAD_REQUEST
        };
        answer
    }
}

async fn read(mut body: Incoming, limit: usize, time: Duration) -> Option<Bytes> {
    let said = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut whole = BytesMut::with_capacity(said.min(limit));
    let reading = async {
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.ok()?.into_data() else { continue };
            if whole.len() + data.len() > limit {
                return None;
            }
            whole.extend_from_slice(&data);
        }
        Some(())
    };
    tokio::time::timeout(time, reading).await.ok()??;
    Some(whole.freeze())
}
