//! Thousands of connections that send next to nothing, beside clients that mean it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::client::{self, Client, metric};
use super::program::Program;
use super::{ALONE, Events, long};

/// How many events a second clients get rid of, over some time.
async fn rate(address: std::net::SocketAddr, events: &Events, time: Duration) -> f64 {
    let (done, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let clients: Vec<_> = (0..16)
        .map(|_| {
            let (done, stop, events) = (Arc::clone(&done), Arc::clone(&stop), events.clone());
            tokio::spawn(async move {
                let mut client = Client::connect(address).await.unwrap();
                while !stop.load(Ordering::Relaxed) {
                    let (_, body) = events.next();
                    assert_eq!(client.notify(&body).await.unwrap(), 200);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(time).await;
    stop.store(true, Ordering::Relaxed);
    for client in clients {
        client.await.unwrap();
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let done = done.load(Ordering::Relaxed) as f64;
    done / time.as_secs_f64()
}

/// Sends a head byte by byte until it is cut off, and says how long that took.
async fn attack(address: std::net::SocketAddr, most: Duration) -> Option<Duration> {
    let start = Instant::now();
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(b"POST /api/notification HTTP/1.1\r\nHost: x\r\nX-A: ").await.ok()?;
    let mut answer = Vec::new();
    while start.elapsed() < most {
        match timeout(Duration::from_secs(2), stream.read_buf(&mut answer)).await {
            Ok(Ok(0) | Err(_)) => return Some(start.elapsed()),
            Ok(Ok(_)) => {}
            Err(_) => {
                let _ = stream.write_all(b"a").await;
            }
        }
    }
    None
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_heads_do_not_keep_others_from_being_served() {
    let _alone = ALONE.lock().await;
    let files = tellal::gateway::raise_file_limit().unwrap_or(u64::MAX);
    let wanted = if long() { 9_000 } else { 300 };
    let attackers = wanted.min(files.saturating_sub(500));
    let (header_time, time) = if long() { (10, Duration::from_secs(8)) } else { (2, Duration::from_secs(1)) };
    let config = format!("[gateway]\nheader_time = {header_time}\n[log]\nlevel = \"error\"\n");
    let mut program = Program::new(&config);
    program.start_and_wait();
    let events = Events::new();
    rate(program.address, &events, time / 4).await;
    let before = rate(program.address, &events, time).await;

    let allowed = Duration::from_secs(header_time + 20);
    let attacks: Vec<_> = (0..attackers).map(|_| tokio::spawn(attack(program.address, allowed))).collect();
    let started = Instant::now();
    let open = |text: &str| metric(text, "tellal_connections");
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let most = attackers as f64;
    while open(&client::get(program.address, "/metrics").await) < most * 0.95
        && started.elapsed() < Duration::from_secs(header_time / 2)
    {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let held = open(&client::get(program.address, "/metrics").await);
    let during = rate(program.address, &events, time).await;
    let mut cut_off = Vec::new();
    for attack in attacks {
        cut_off.extend(attack.await.unwrap());
    }
    cut_off.sort();
    let memory = program.memory();
    println!(
        "slow loris: {attackers} connections ({held} at once), {} cut off, the last after {:?}; others {before:.0} \
         events/s without and {during:.0} with it ({:.0} %); memory {memory} MB",
        cut_off.len(),
        cut_off.last().copied().unwrap_or_default(),
        100.0 * during / before,
    );
    assert_eq!(cut_off.len() as u64, attackers, "all are cut off");
    if long() {
        assert!(during >= 0.8 * before, "{during:.0} of {before:.0}");
        assert!(memory < 300, "{memory} MB");
    }
    program.stop();
}
