//! A steady stream of events, whatever the answers take (an open loop).

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::client::{self, Client, waiting};
use super::program::Program;
use super::sink::{self, Sink};
use super::{ALONE, Events, long, quantile};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_steady_stream_is_taken_and_delivered() {
    let _alone = ALONE.lock().await;
    let (rate, seconds) = if long() { (500, 60) } else { (50, 3) };
    let (sink, address) = Sink::start(Duration::from_millis(50)).await;
    let mut program = Program::new(&sink::config(address, 64));
    program.start_and_wait();
    let events = Events::new();
    let idle: Arc<Mutex<Vec<Client>>> = Arc::default();
    let start = Instant::now() + Duration::from_millis(200);
    let mut tasks = Vec::new();
    for number in 0..rate * seconds {
        let due = start + Duration::from_secs(1) * number / rate;
        sleep_until(due).await;
        let (idle, events, address) = (Arc::clone(&idle), events.clone(), program.address);
        tasks.push(tokio::spawn(async move {
            let (_, body) = events.next();
            let free = idle.lock().unwrap().pop();
            let mut client = match free {
                Some(client) => client,
                None => Client::connect(address).await.unwrap(),
            };
            let status = client.notify(&body).await.unwrap();
            idle.lock().unwrap().push(client);
            // From when it was due, not from when it was sent: waiting counts.
            (status, due.elapsed())
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        let (status, took) = task.await.unwrap();
        assert_eq!(status, 200);
        times.push(took);
    }
    let sent = start.elapsed();
    // What came in the last moments is still on its way; it must not have piled up.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let backlog = waiting(&client::get(program.address, "/metrics").await);
    let drained = Instant::now();
    while waiting(&client::get(program.address, "/metrics").await) > 0.0 {
        assert!(drained.elapsed() < Duration::from_secs(60), "{}", program.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    times.sort();
    let (p50, p99, most) = (quantile(&times, 0.5), quantile(&times, 0.99), quantile(&times, 1.0));
    let memory = program.memory();
    println!(
        "open loop: {} events at {rate}/s in {sent:?}, all 200; p50 {p50:?}, p99 {p99:?}, most {most:?}; backlog a \
         second later {backlog}; {} duplicates; memory {memory} MB",
        times.len(),
        sink.duplicates(),
    );
    assert_eq!(sink.duplicates(), 0);
    if long() {
        assert!(p99 < Duration::from_millis(50), "{p99:?}");
        assert!(backlog == 0.0, "{backlog}");
        assert!(memory < 200, "{memory} MB");
    }
    let stopped = program.stop();
    println!("stopped in {stopped:?}");
    assert!(stopped < Duration::from_secs(10));
}
