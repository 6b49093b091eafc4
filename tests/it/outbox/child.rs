//! A process that serves an outbox until it is killed: the test binary once more, with one test.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use tellal::clock::{Clock, SystemClock};
use tellal::outbox::{Claim, EntryId, Finding, Lane, OutboxConfig, Report, SqliteStore, State, Store};
use tellal::{Channel, EventKind};

use super::{event, written};

/// Nothing that goes on takes longer, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the process says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Acknowledged(EntryId),
    Recorded(EntryId),
    Failed(String),
}

/// A process that serves an outbox.
pub(crate) struct Serving {
    child: Child,
    said: Receiver<Said>,
    pub(crate) acknowledged: Vec<EntryId>,
    pub(crate) recorded: Vec<EntryId>,
}

impl Serving {
    /// Starts it on a folder, with a disk of our own between it and the file system or without.
    pub(crate) fn start(folder: &Path, disk: Option<&Path>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "outbox::child::serves_until_it_is_killed", "--nocapture"]);
        command.env("TELLAL_CHILD", folder).stdout(Stdio::piped()).stderr(Stdio::inherit());
        if let Some(disk) = disk {
            command.env("LD_PRELOAD", disk).env("TELLAL_DISK", folder);
        }
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, said) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let said = match line.split_once(' ') {
                    Some(("ack", id)) => Said::Acknowledged(id.parse().unwrap()),
                    Some(("rec", id)) => Said::Recorded(id.parse().unwrap()),
                    Some(("err", code)) => Said::Failed(code.to_owned()),
                    _ => continue,
                };
                if sender.send(said).is_err() {
                    break;
                }
            }
        });
        Self { child, said, acknowledged: Vec::new(), recorded: Vec::new() }
    }

    /// What it says next.
    pub(crate) fn next(&mut self) -> Said {
        let said = match self.said.recv_timeout(PATIENCE) {
            Ok(said) => said,
            Err(RecvTimeoutError::Timeout) => panic!("it has said nothing for {PATIENCE:?}"),
            Err(RecvTimeoutError::Disconnected) => panic!("it has ended"),
        };
        match &said {
            Said::Acknowledged(id) => self.acknowledged.push(*id),
            Said::Recorded(id) => self.recorded.push(*id),
            Said::Failed(_) => {}
        }
        said
    }

    /// Listens until it has acknowledged so many more.
    pub(crate) fn acknowledges(&mut self, more: usize) {
        let until = self.acknowledged.len() + more;
        let done = (0..200_000).any(|_| {
            self.next();
            self.acknowledged.len() >= until
        });
        assert!(done, "nothing is acknowledged any more");
    }

    /// Listens until it says that something failed in this way, which must not take for ever.
    pub(crate) fn fails(&mut self, code: &str) {
        let failed = (0..20_000).any(|_| self.next() == Said::Failed(code.to_owned()));
        assert!(failed, "{code} is never said");
    }

    /// Kills it without warning, and listens to its last words: what was said was said.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        while let Ok(said) = self.said.recv() {
            match said {
                Said::Acknowledged(id) => self.acknowledged.push(id),
                Said::Recorded(id) => self.recorded.push(id),
                Said::Failed(_) => {}
            }
        }
    }

    /// Everything that was said must be there.
    pub(crate) async fn holds(&self, store: &SqliteStore) {
        for id in &self.acknowledged {
            let shown = store.show(*id).await.unwrap();
            let shown = shown.unwrap_or_else(|| panic!("{id} was acknowledged and is lost"));
            assert!(
                shown.body.is_some_and(|body| body.starts_with(b"{\"event\":")),
                "{id} has lost its body"
            );
        }
        for id in &self.recorded {
            let shown = store.show(*id).await.unwrap().unwrap();
            assert_eq!(shown.entry.progress.state, State::Delivered, "{id} was recorded, and forgotten");
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn say(what: &str, about: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    // Whoever listened may have gone; then this process is about to be killed.
    let _ = writeln!(out, "{what} {about}").and_then(|()| out.flush());
}

/// Not a test but the process that [`Serving`] starts; without being started by it, it does nothing.
#[test]
fn serves_until_it_is_killed() {
    let Some(folder) = std::env::var_os("TELLAL_CHILD").map(PathBuf::from) else { return };
    let mut config = OutboxConfig::default();
    let reserve = std::fs::read_to_string(folder.join("control/reserve"));
    config.reserve_bytes = reserve.map_or(1 << 20, |bytes| bytes.parse().unwrap());
    let store = Arc::new(SqliteStore::open(folder.join("tellal.db"), config, &SystemClock).unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let filler = std::fs::read_to_string(folder.join("control/filler"));
    let filler: usize = filler.map_or(0, |bytes| bytes.parse().unwrap());
    let number = Arc::new(AtomicU64::new(fastrand::u64(0..1 << 40) << 20));
    for _ in 0..8 {
        let (store, number) = (Arc::clone(&store), Arc::clone(&number));
        runtime.spawn(async move {
            loop {
                accept_one(&*store, number.fetch_add(1, Ordering::Relaxed), filler).await;
            }
        });
    }
    runtime.block_on(async {
        loop {
            deliver_some(&*store).await;
        }
    });
}

/// `filler` is what cannot be packed.
async fn accept_one(store: &dyn Store, number: u64, filler: usize) {
    let mut entry = event(number, EventKind::OrderDelivered, SystemClock.now());
    entry.body.resize(2_000, b' ');
    entry.body.extend(std::iter::repeat_with(|| fastrand::u8(..)).take(filler));
    match store.accept(entry).await {
        Ok(accepted) => say("ack", accepted.id()),
        Err(error) => {
            say("err", error.code());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn deliver_some(store: &dyn Store) {
    let (lease, prolonged) = (Duration::from_secs(60), Duration::ZERO);
    let claim = Claim { now: SystemClock.now(), lease, limit: 1, lane: Lane::Unwritten, prolonged };
    for claimed in store.claim(claim).await.unwrap_or_default().claimed {
        let message = written(Channel::Sms, &claimed.entry.receiver.clone().unwrap());
        if store.begin(claimed.ticket(), message).await.is_err() {
            continue;
        }
        let report = Report {
            finding: Finding::Sent,
            now: SystemClock.now(),
            chance: 0.0,
            provider_id: None,
            opt_out: None,
        };
        if store.record(claimed.ticket(), report).await.is_ok_and(|now| now.state == State::Delivered) {
            say("rec", claimed.entry.id);
        }
    }
    tokio::time::sleep(Duration::from_millis(2)).await;
}
