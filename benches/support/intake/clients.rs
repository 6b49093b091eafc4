//! Clients that cost little, since they share the machine with what they measure.
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::cell::{Cell, RefCell};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::{LocalSet, spawn_local};

use super::process::Server;
use super::requests::Requests;
use crate::support::measure::as_f64;

/// How an accepted event is answered.
const ACCEPTED: &[u8] = b"HTTP/1.1 200 ";
/// Before anything is counted.
const WARM_UP: Duration = Duration::from_millis(100);

/// What one turn of saturation gave.
pub(crate) struct Saturated {
    /// Accepts a second.
    pub(crate) rate: f64,
    /// Microseconds of processor time an accept, of the server.
    pub(crate) processor: f64,
    pub(crate) times: Vec<Duration>,
}

/// As much as so many clients can get in, each on one connection, each waiting for its answer. All are on one thread.
pub(crate) fn saturate(
    server: &Server,
    clients: usize,
    time: Duration,
    requests: &Rc<Requests>,
) -> Saturated {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let so_far = Rc::new(SoFar::default());
    LocalSet::new().block_on(&runtime.expect("a runtime starts"), async {
        let start = || spawn_local(client(server.address, Rc::clone(requests), Rc::clone(&so_far)));
        let clients: Vec<_> = (0..clients).map(|_| start()).collect();
        tokio::time::sleep(WARM_UP).await;
        so_far.times.borrow_mut().clear();
        let (start, before) = (Instant::now(), server.processor_time());
        tokio::time::sleep(time).await;
        let (took, processor) = (start.elapsed(), server.processor_time().saturating_sub(before));
        let times = so_far.times.take();
        so_far.over.set(true);
        for client in clients {
            let ended = client.await.expect("no client panics");
            ended.unwrap_or_else(|error| panic!("{}: {error}", server.kind.name()));
        }
        let accepted = as_f64(times.len().max(1));
        Saturated {
            rate: accepted / took.as_secs_f64(),
            processor: processor.as_secs_f64() * 1e6 / accepted,
            times,
        }
    })
}

#[derive(Default)]
struct SoFar {
    times: RefCell<Vec<Duration>>,
    over: Cell<bool>,
}

async fn client(address: SocketAddr, requests: Rc<Requests>, so_far: Rc<SoFar>) -> io::Result<()> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut request, mut answer) = (Vec::new(), Vec::with_capacity(1024));
    while !so_far.over.get() {
        requests.write_next(&mut request);
        let start = Instant::now();
        stream.write_all(&request).await?;
        answer.clear();
        while !is_whole(&answer)? {
            if stream.read_buf(&mut answer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        so_far.times.borrow_mut().push(start.elapsed());
    }
    Ok(())
}

/// Whether an answer has come, which has no body; an error when it is no 200.
fn is_whole(answer: &[u8]) -> io::Result<bool> {
    if answer.len() >= ACCEPTED.len() && !answer.starts_with(ACCEPTED) {
        return Err(io::Error::other(String::from_utf8_lossy(answer).into_owned()));
    }
    Ok(answer.ends_with(b"\r\n\r\n"))
}

/// Connections that take turns, so that a late answer holds up no other request.
const LANES: u32 = 16;

/// How long answers take at so many requests a second, each measured from the moment at which it was to be sent.
pub(crate) fn open_loop(server: &Server, rate: u32, time: Duration, requests: &Requests) -> Vec<Duration> {
    let gap = Duration::from_secs(1) / rate;
    let start = Instant::now() + WARM_UP;
    std::thread::scope(|scope| {
        let lane = |lane| scope.spawn(move || run_lane(server.address, lane, (start, gap, time), requests));
        let lanes: Vec<_> = (0..LANES).map(lane).collect();
        let times = lanes.into_iter().flat_map(|lane| {
            let times = lane.join().expect("no client panics");
            times.unwrap_or_else(|error| panic!("{}: {error}", server.kind.name()))
        });
        times.collect()
    })
}

fn run_lane(
    address: SocketAddr,
    lane: u32,
    (start, gap, time): (Instant, Duration, Duration),
    requests: &Requests,
) -> io::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let (mut times, mut request) = (Vec::new(), Vec::new());
    let mut offset = gap * lane;
    while offset < time {
        requests.write_next(&mut request);
        let due = start + offset;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        exchange(&mut stream, &request)?;
        times.push(due.elapsed());
        offset += gap * LANES;
    }
    Ok(times)
}

fn exchange(stream: &mut TcpStream, request: &[u8]) -> io::Result<()> {
    let (mut answer, mut filled) = ([0; 1024], 0);
    stream.write_all(request)?;
    while !is_whole(&answer[..filled])? {
        let read = stream.read(&mut answer[filled..])?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        filled += read;
    }
    Ok(())
}

/// Opens connections that have sent one event each and then nothing more.
///
/// # Errors
/// Those of the system, where it allows no more files.
pub(crate) fn idle(server: &Server, count: usize, requests: &Requests) -> io::Result<Vec<TcpStream>> {
    /// More at once would only wait.
    const AT_ONCE: usize = 64;
    let mut request = Vec::new();
    let mut open = Vec::with_capacity(count);
    while open.len() < count {
        let first = open.len();
        for _ in first..count.min(first + AT_ONCE) {
            let mut stream = TcpStream::connect(server.address)?;
            stream.set_nodelay(true)?;
            requests.write_next(&mut request);
            stream.write_all(&request)?;
            open.push(stream);
        }
        for stream in &mut open[first..] {
            exchange(stream, &[])?;
        }
    }
    Ok(open)
}
