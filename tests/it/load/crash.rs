//! `kill -9` at random moments: nothing that was acknowledged is missing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::client::{self, Client, waiting};
use super::program::Program;
use super::sink::{self, Sink};
use super::{ALONE, Events, long};

/// Messages under way at once, at most.
const IN_FLIGHT: usize = 64;

struct Load {
    events: Events,
    acknowledged: Mutex<BTreeSet<u64>>,
    /// Of this round.
    count: AtomicU64,
    stop: AtomicBool,
}

impl Load {
    /// Posts one event after another, and connects anew whenever that fails.
    async fn run(self: Arc<Self>, address: std::net::SocketAddr) {
        let mut client = None;
        while !self.stop.load(Ordering::Relaxed) {
            let Some(connection) = &mut client else {
                client = Client::connect(address).await.ok();
                if client.is_none() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                continue;
            };
            let (number, body) = self.events.next();
            match connection.notify(&body).await {
                Ok(200) => {
                    self.acknowledged.lock().unwrap().insert(number);
                    self.count.fetch_add(1, Ordering::Relaxed);
                }
                Ok(_) => {}
                Err(_) => client = None,
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let _alone = ALONE.lock().await;
    let (rounds, clients, least) = if long() { (30, 64, 50_000) } else { (3, 16, 1) };
    let per_round = least / rounds + 1;
    let (sink, address) = Sink::start(Duration::from_millis(2)).await;
    // As many attempts as by default. What several kills strike while it is sent would wait longer than the test does.
    let config = sink::config(address, IN_FLIGHT) + "[delivery]\nretry = [5, 30, 30, 30, 30, 30, 30]\n";
    let mut program = Program::new(&config).with("TELLAL_LOG__LEVEL", "warn");
    let events = Events::new();
    let mut acknowledged = BTreeSet::new();
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        let started = Instant::now();
        program.start();
        let load = Arc::new(Load {
            events: events.clone(),
            acknowledged: Mutex::default(),
            count: AtomicU64::new(0),
            stop: AtomicBool::new(false),
        });
        let tasks: Vec<_> =
            (0..clients).map(|_| tokio::spawn(Arc::clone(&load).run(program.address))).collect();
        let count = || load.count.load(Ordering::Relaxed);
        while count() == 0 {
            assert!(started.elapsed() < Duration::from_secs(60), "{}", program.log());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        slowest = slowest.max(started.elapsed());
        let extra = Duration::from_millis(fastrand::u64(0..700));
        while count() < per_round {
            assert!(started.elapsed() < Duration::from_secs(120), "{}", program.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(extra).await;
        program.kill();
        load.stop.store(true, Ordering::Relaxed);
        for task in tasks {
            task.await.unwrap();
        }
        acknowledged.append(&mut load.acknowledged.lock().unwrap());
        if long() {
            println!("round {round}: {} acknowledged so far", acknowledged.len());
        }
    }
    program.start_and_wait();
    let drained = Instant::now();
    while waiting(&client::get(program.address, "/metrics").await) > 0.0 {
        assert!(
            drained.elapsed() < Duration::from_secs(300),
            "{}",
            client::get(program.address, "/metrics").await
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let missing: Vec<&u64> = acknowledged.iter().filter(|number| sink.times(**number) == 0).collect();
    let duplicates = sink.duplicates();
    println!(
        "kill -9: {rounds} rounds, {} acknowledged, {} missing, {duplicates} duplicates (at most {}), slowest start \
         to first 200 {slowest:?}, drained in {:?}",
        acknowledged.len(),
        missing.len(),
        rounds * IN_FLIGHT as u64,
        drained.elapsed(),
    );
    assert!(missing.is_empty(), "{missing:?}");
    assert!(u64::from(duplicates) <= rounds * IN_FLIGHT as u64, "{duplicates}");
    assert!(!long() || slowest < Duration::from_secs(2), "{slowest:?}");
    program.stop();
}
