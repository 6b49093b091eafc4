//! Tools that work beside whoever serves.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;
use tellal::outbox::{Accepted, Intake, OutboxConfig};

use super::{delivered, sqlite};
use crate::load::program::Program;

const MANY: u64 = 3_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_purge_lets_events_in_meanwhile() {
    let (folder, store) = sqlite(OutboxConfig::default());
    let mut all = tokio::task::JoinSet::new();
    for number in 0..MANY {
        let store = Arc::clone(&store);
        all.spawn(async move { store.accept(delivered(number, 0)).await });
    }
    assert!(all.join_all().await.iter().all(Result::is_ok));
    let path = folder.path().join("tellal.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("UPDATE entry SET state = 'delivered', ended_at = accepted_at").unwrap();
    let count = || {
        db.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0)).unwrap().cast_unsigned()
    };

    let config = folder.path().join("tellal.toml");
    std::fs::write(&config, format!("[outbox]\npath = \"{}\"\n", path.display())).unwrap();
    let mut purge = Command::new(env!("CARGO_BIN_EXE_tellal"))
        .args(["outbox", "purge", "--state", "delivered", "--config"])
        .arg(config)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut accepted, mut halfway) = (0, false);
    while purge.try_wait().unwrap().is_none() {
        accepted += 1;
        let answer = store.accept(delivered(MANY + accepted, 0)).await;
        assert!(matches!(answer, Ok(Accepted::New(_))), "{answer:?}");
        halfway |= (accepted + 1..MANY).contains(&count());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let said = purge.wait_with_output().unwrap();
    assert!(said.status.success() && said.stdout.starts_with(b"3000 purged"), "{said:?}");
    assert_eq!(count(), accepted);
    assert!(halfway, "all of it at once");
}

#[test]
fn a_disk_that_does_not_answer_does_not_keep_the_program_from_ending() {
    let mut program = Program::new("");
    program.start_and_wait();
    let db = Connection::open(program.folder.path().join("tellal.db")).unwrap();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    std::thread::sleep(Duration::from_millis(1_500));
    let took = program.stop();
    assert!(took < Duration::from_secs(10), "{took:?}");
}
