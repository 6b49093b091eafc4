//! What only a look inside shows.

use std::sync::mpsc::channel;

use super::*;

fn open() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let config = OutboxConfig { reserve_bytes: 0, ..OutboxConfig::default() };
    let store = SqliteStore::open(folder.path().join("tellal.db"), config, &SystemClock).unwrap();
    (folder, store)
}

fn opt_out(number: u8) -> OptOut {
    OptOut {
        channel: Channel::Sms,
        receiver: ReceiverKey::parse(&format!("+9055512345{number:02}"), None),
        at: SystemClock.now(),
        cause: Cause::new("asked", ""),
    }
}

#[tokio::test]
async fn delivery_does_not_wait_behind_people() {
    let (_folder, store) = open();
    let (release, held) = channel::<()>();
    let long_list = store.look(move |_| {
        let _ = held.recv();
        Ok(())
    });
    let delivery = async {
        let asked = vec![(Channel::Sms, opt_out(1).receiver)];
        let answer = tokio::time::timeout(Duration::from_secs(20), store.opted_out(asked)).await;
        drop(release);
        answer
    };
    let (_, answer) = tokio::join!(long_list, delivery);
    assert_eq!(answer.expect("an answer"), Ok(Vec::new()));
}

#[tokio::test]
async fn a_request_that_panics_ends_nothing_else() {
    let (_folder, store) = open();
    let panics = store.write(Kind::Work, |_| -> Result<(), Fault> { panic!("as it was told") });
    let (panicked, together) = tokio::join!(panics, store.opt_out_add(opt_out(1)));
    assert_eq!(panicked.unwrap_err().code(), "store_corrupt");
    assert_eq!((together, store.opt_out_add(opt_out(2)).await), (Ok(()), Ok(())));
    assert_eq!(store.stats().await.unwrap().opt_outs, 2);
    assert_eq!(store.ready(), Ok(()));
}

#[tokio::test]
async fn a_disk_that_hangs_does_not_keep_the_process() {
    let (folder, store) = open();
    let path = folder.path().join("tellal.db");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let asked = tokio::time::timeout(Duration::from_millis(50), store.opt_out_add(opt_out(1))).await;
    assert!(asked.is_err(), "the file is held by somebody else");
    let since = SystemClock.elapsed();
    drop(store);
    let took = SystemClock.elapsed().saturating_sub(since);
    assert!(took < Duration::from_secs(3), "{took:?}");
    let again = SqliteStore::open(&path, OutboxConfig::default(), &SystemClock);
    assert_eq!(again.unwrap_err().code(), "store_in_use", "as long as it may still write");
}
