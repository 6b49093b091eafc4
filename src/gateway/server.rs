//! Connections: taken, served, and ended in order.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout};

use super::Gateway;
use super::connections::{Full, Seat};
use super::guard::{Guarded, Patience};
use super::head::HeadLimits;
use super::turns::Turns;

/// Connections that the system holds while none is taken.
const BACKLOG: u32 = 4096;
/// A pause after the system could not give a connection: out of files, say.
const PAUSE: Duration = Duration::from_millis(50);
/// hyper's own buffer holds a head and the beginning of a body.
const LEAST_BUFFER: usize = 16 * 1024;

/// Listens on an address; port 0 is any that is free.
///
/// # Errors
/// Those of the system: the port is taken, or not allowed.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Asks the system for as many open files as it allows, since each connection is one, and says how many.
pub fn raise_file_limit() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    getrlimit(Resource::Nofile).current
}

impl Gateway {
    /// Serves connections until `stop`; then takes no more, answers what is in, and returns. What is not
    /// answered within `shutdown_time` is cut off.
    pub async fn serve(self: Arc<Self>, listener: TcpListener, stop: impl Future<Output = ()>) {
        let (stopping, told) = watch::channel(false);
        let (alive, mut all_gone) = mpsc::channel::<Infallible>(1);
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                biased;
                () = &mut stop => break,
                taken = listener.accept() => match taken {
                    Ok((stream, peer)) => self.admit(stream, peer, &told, &alive),
                    Err(error) => {
                        self.parts.metrics.closed.count(["not_taken"]);
                        tracing::error!("cannot take a connection: {error}");
                        tokio::time::sleep(PAUSE).await;
                    }
                },
            }
        }
        self.stopping.store(true, Ordering::Relaxed);
        // What the system has taken already is served too: its sender would not try again.
        while let Ok(Ok((stream, peer))) = timeout(Duration::ZERO, listener.accept()).await {
            self.admit(stream, peer, &told, &alive);
        }
        drop(listener);
        let _ = stopping.send(true);
        drop(alive);
        if timeout(self.parts.config.shutdown_time, all_gone.recv()).await.is_err() {
            tracing::warn!(
                open = self.connections.open(),
                "requests were cut off at the end of shutdown_time"
            );
        }
    }

    fn admit(
        self: &Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        stopping: &watch::Receiver<bool>,
        alive: &mpsc::Sender<Infallible>,
    ) {
        match self.connections.admit(peer.ip(), Instant::now()) {
            Ok((seat, made_place)) => {
                if made_place {
                    self.parts.metrics.closed.count(["made_place"]);
                }
                let (gateway, stopping, alive) = (Arc::clone(self), stopping.clone(), alive.clone());
                tokio::spawn(async move {
                    gateway.serve_connection(stream, Arc::new(seat), stopping).await;
                    drop(alive);
                });
            }
            Err(full) => {
                let reason = if full == Full::All { "too_many" } else { "too_many_of_address" };
                self.parts.metrics.closed.count([reason]);
                if self.strangers.allows(self.parts.clock.elapsed()) {
                    tracing::warn!(reason, "a connection was closed at once");
                }
            }
        }
    }

    async fn serve_connection(
        self: Arc<Self>,
        stream: TcpStream,
        seat: Arc<Seat>,
        mut stopping: watch::Receiver<bool>,
    ) {
        let _ = stream.set_nodelay(true);
        let config = &self.parts.config;
        let turns = Arc::new(Turns::default());
        let limits = HeadLimits { bytes: config.header_limit, count: config.header_count };
        let patience =
            Patience { head: config.header_time, idle: config.idle_time, response: config.response_time };
        let io = TokioIo::new(Guarded::new(stream, limits, patience, Arc::clone(&turns)));
        let service = service_fn(|request| {
            let verdict = turns.begin();
            seat.serve();
            let (gateway, turns, seat) = (Arc::clone(&self), Arc::clone(&turns), Arc::clone(&seat));
            async move {
                let answer = gateway.answer(request, &seat, verdict).await;
                turns.end();
                seat.wait(Instant::now());
                Ok::<_, Infallible>(answer)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(config.header_time + config.idle_time)
            .max_buf_size(config.header_limit.max(LEAST_BUFFER) + LEAST_BUFFER)
            .max_headers(config.header_count)
            .serve_connection(io, service);
        let mut connection = std::pin::pin!(connection);
        tokio::select! {
            // How a connection ends is its client's affair.
            _ = connection.as_mut() => return,
            // A request that has come meanwhile is answered before.
            () = seat.told_to_leave() => if !seat.is_serving() { return },
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}
