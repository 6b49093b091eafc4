//! What is acknowledged outlives the process, the power and the disk's bad days.
//!
//! The long variant (`TELLAL_LONG=1`) does the same more often.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tellal::clock::{Clock, SystemClock};
use tellal::outbox::{Filter, Intake, OutboxConfig, SqliteStore, State, Store, StoreError};

use super::child::{Said, Serving};
use super::{Still, at, without_reserve};

fn rounds(few: u32, many: u32) -> u32 {
    if std::env::var_os("TELLAL_LONG").is_some() { many } else { few }
}

fn open(folder: &Path) -> SqliteStore {
    SqliteStore::open(folder.join("tellal.db"), without_reserve(OutboxConfig::default()), &SystemClock)
        .unwrap()
}

/// The disk of `disk.c`, where there is a C compiler to make it with.
fn faulty_disk() -> Option<&'static Path> {
    static DISK: OnceLock<Option<PathBuf>> = OnceLock::new();
    let make = || {
        let source = crate::support::root().join("tests/it/outbox/disk.c");
        let library = std::env::temp_dir().join(format!("tellal-disk-{}.so", std::process::id()));
        let made = std::process::Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(source)
            .arg("-ldl")
            .status();
        match made {
            Ok(status) if cfg!(target_os = "linux") => {
                assert!(status.success(), "disk.c does not compile");
                Some(library)
            }
            _ => {
                println!("no C compiler on Linux here, so no disk that fails on demand");
                None
            }
        }
    };
    DISK.get_or_init(make).as_deref()
}

/// A folder on that disk.
fn on_disk() -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().canonicalize().unwrap();
    std::fs::create_dir(folder.join("control")).unwrap();
    std::fs::create_dir(folder.join("synced")).unwrap();
    (temp, folder)
}

/// What a loss of power leaves: what had been synced, and nothing else.
fn after_power_loss(folder: &Path) -> tempfile::TempDir {
    let left = tempfile::tempdir().unwrap();
    for name in ["tellal.db", "tellal.db-wal"] {
        if folder.join("synced").join(name).exists() {
            std::fs::copy(folder.join("synced").join(name), left.path().join(name)).unwrap();
        }
    }
    left
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for _ in 0..rounds(4, 30) {
        let mut serving = Serving::start(folder.path(), None);
        serving.acknowledges(fastrand::usize(1..600));
        serving.kill();
        let store = open(folder.path());
        serving.holds(&store).await;
        let sending = Filter { states: vec![State::Sending], ..Filter::default() };
        assert_eq!(store.list(sending).await, Ok(Vec::new()), "no lease outlives its process");
        all.append(&mut serving.acknowledged);
    }
    let store = open(folder.path());
    let there = store.list(Filter::default()).await.unwrap();
    println!("{} acknowledged, {} there", all.len(), there.len());
    assert!(there.len() >= all.len());
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_power_fails() {
    let Some(disk) = faulty_disk() else { return };
    let mut acknowledged = 0;
    for _ in 0..rounds(3, 60) {
        let (_temp, folder) = on_disk();
        let mut serving = Serving::start(&folder, Some(disk));
        serving.acknowledges(fastrand::usize(1..400));
        serving.kill();
        let left = after_power_loss(&folder);
        serving.holds(&open(left.path())).await;
        acknowledged += serving.acknowledged.len();
    }
    println!("{acknowledged} acknowledged, all there");
}

#[tokio::test]
async fn a_full_disk_refuses_what_is_new_finishes_what_is_under_way_and_recovers() {
    let Some(disk) = faulty_disk() else { return };
    let (_temp, folder) = on_disk();
    let limit = |bytes: &str| std::fs::write(folder.join("control/limit"), bytes).unwrap();
    limit("4000000");
    let mut serving = Serving::start(&folder, Some(disk));
    serving.fails("store_full");
    // What is under way is still recorded, in the room that was kept in reserve for it.
    let recorded = serving.recorded.len();
    while serving.recorded.len() < recorded + 5 {
        serving.next();
    }
    assert!(!serving.acknowledged.is_empty());
    limit("100000000");
    serving.acknowledges(50);
    serving.kill();
    serving.holds(&open(after_power_loss(&folder).path())).await;
    serving.holds(&open(&folder)).await;
}

#[tokio::test]
async fn a_log_that_cannot_be_moved_does_not_take_the_room_that_the_database_needs_for_it() {
    let Some(disk) = faulty_disk() else { return };
    let (_temp, folder) = on_disk();
    let control = |name: &str, text: &str| std::fs::write(folder.join("control").join(name), text).unwrap();
    control("limit", "6000000");
    control("honest", "");
    control("filler", "20000");
    let mut serving = Serving::start(&folder, Some(disk));
    serving.acknowledges(1);
    // Whoever reads, as a backup does, keeps the log from being moved.
    let reader = rusqlite::Connection::open(folder.join("tellal.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM entry").unwrap();
    serving.fails("store_full");
    drop(reader);
    // More than fits into reserve and log, unless the log starts again.
    let recorded = serving.recorded.len();
    while serving.recorded.len() < recorded + 40 {
        serving.next();
    }
    serving.kill();
    serving.holds(&open(after_power_loss(&folder).path())).await;
    serving.holds(&open(&folder)).await;
}

#[tokio::test]
async fn a_disk_that_finds_no_room_when_it_syncs_is_full_and_not_broken() {
    let Some(disk) = faulty_disk() else { return };
    let (_temp, folder) = on_disk();
    std::fs::write(folder.join("control/limit"), "4000000").unwrap();
    std::fs::write(folder.join("control/delayed"), "").unwrap();
    let mut serving = Serving::start(&folder, Some(disk));
    serving.fails("store_full");
    let recorded = serving.recorded.len();
    while serving.recorded.len() < recorded + 5 {
        serving.next();
    }
    serving.kill();
    serving.holds(&open(after_power_loss(&folder).path())).await;
}

#[tokio::test]
async fn a_full_disk_takes_events_again_once_a_purge_has_made_room_inside_the_database() {
    let Some(disk) = faulty_disk() else { return };
    let (_temp, folder) = on_disk();
    std::fs::write(folder.join("control/limit"), "2500000").unwrap();
    std::fs::write(folder.join("control/reserve"), "65536").unwrap();
    let mut serving = Serving::start(&folder, Some(disk));
    serving.fails("store_full");
    let before = serving.acknowledged.len();
    let desk = SqliteStore::open_beside(folder.join("tellal.db"), OutboxConfig::default()).unwrap();
    let entries = desk.list(Filter { limit: Some(before * 9 / 10), ..Filter::default() }).await.unwrap();
    for page in entries.chunks(50) {
        let ids: Vec<_> = page.iter().map(|entry| entry.id).collect();
        let cause = tellal::outbox::Cause::new("cancelled", "");
        desk.cancel(ids.clone(), cause, SystemClock.now()).await.unwrap();
        desk.purge(ids).await.unwrap();
    }
    drop(desk);
    // What was purged may lie in the log still, which fills the disk as well.
    let db = rusqlite::Connection::open(folder.join("tellal.db")).unwrap();
    let is_busy =
        || db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)).unwrap();
    let emptied = (0..1_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        !is_busy()
    });
    assert!(emptied, "the log can be written over");
    drop(db);
    serving.acknowledges(20);
}

#[tokio::test]
async fn what_a_killed_process_had_in_hand_is_told_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let config = || without_reserve(OutboxConfig::default());
    let open = || SqliteStore::open(folder.path().join("tellal.db"), config(), &Still(at(1))).unwrap();
    let store = open();
    let sending = super::begun(&store, 1, 0).await;
    store.accept(super::delivered(2, 0)).await.unwrap();
    drop(store);
    let store = open();
    let [recovered] = store.recovered() else { panic!("{:?}", store.recovered()) };
    let cause = recovered.progress.cause.as_ref().map(|cause| cause.code.as_str());
    assert_eq!((recovered.id, recovered.progress.state, cause), (sending.id, State::Due, Some("lapsed")));
    drop(store);
    assert!(open().recovered().is_empty());
}

#[tokio::test]
async fn the_log_keeps_nothing_once_all_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let log = || std::fs::metadata(folder.path().join("tellal.db-wal")).unwrap().len();
    let mut number = 0;
    while log() < 6 << 20 {
        let mut entry = super::event(number, tellal::EventKind::OrderDelivered, SystemClock.now());
        entry.body.extend(std::iter::repeat_with(|| fastrand::u8(..)).take(100_000));
        store.accept(entry).await.unwrap();
        number += 1;
    }
    let emptied = (0..3_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        log() == 0
    });
    assert!(emptied, "what was forgotten would stay in it");
    assert_eq!(store.list(Filter::default()).await.unwrap().len() as u64, number);
}

#[tokio::test]
async fn a_disk_that_cannot_sync_acknowledges_nothing() {
    let Some(disk) = faulty_disk() else { return };
    let (_temp, folder) = on_disk();
    let mut serving = Serving::start(&folder, Some(disk));
    serving.acknowledges(20);
    for _ in 0..rounds(2, 10) {
        std::fs::write(folder.join("control/broken"), "").unwrap();
        serving.fails("store_unavailable");
        let before = serving.acknowledged.len();
        for _ in 0..60 {
            assert!(matches!(serving.next(), Said::Failed(_) | Said::Acknowledged(_)));
        }
        // Those of the last group before it broke may still have been on their way to us.
        assert!(serving.acknowledged.len() <= before + 8, "acknowledged without a sync");
        std::fs::remove_file(folder.join("control/broken")).unwrap();
        serving.acknowledges(100);
    }
    serving.kill();
    serving.holds(&open(after_power_loss(&folder).path())).await;
    serving.holds(&open(&folder)).await;
}

#[test]
fn one_process_serves_a_file_and_others_may_look() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tellal.db");
    let config = || without_reserve(OutboxConfig::default());
    assert_eq!(SqliteStore::open_beside(&path, config()).unwrap_err().code(), "store_unavailable");
    let store = SqliteStore::open(&path, config(), &Still(at(0))).unwrap();
    let again = SqliteStore::open(&path, config(), &Still(at(0)));
    assert!(matches!(again, Err(StoreError::InUse(_))), "{again:?}");
    drop(SqliteStore::open_beside(&path, config()).unwrap());
    // Whoever serves knows the form that it has; a tool of another version does not change it meanwhile.
    let db = rusqlite::Connection::open(&path).unwrap();
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    db.pragma_update(None, "user_version", version - 1).unwrap();
    let beside = SqliteStore::open_beside(&path, config()).unwrap_err();
    assert!(beside.to_string().contains("an earlier version of tellal is serving it"), "{beside}");
    db.pragma_update(None, "user_version", version).unwrap();
    drop(db);
    drop(store);
    drop(SqliteStore::open(&path, config(), &Still(at(0))).unwrap());
}

#[cfg(unix)]
#[test]
fn its_files_are_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let mut config = OutboxConfig::default();
    config.reserve_bytes = 100_000;
    let store = SqliteStore::open(folder.path().join("new/tellal.db"), config, &Still(at(0))).unwrap();
    let files = std::fs::read_dir(folder.path().join("new")).unwrap();
    let mut names = Vec::new();
    for file in files.map(Result::unwrap) {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort();
    let expected = ["tellal.db", "tellal.db-lock", "tellal.db-reserve", "tellal.db-shm", "tellal.db-wal"];
    assert_eq!(names, expected);
    drop(store);
}

#[test]
fn what_is_no_outbox_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let config = || without_reserve(OutboxConfig::default());
    let open = |name: &str| SqliteStore::open(folder.path().join(name), config(), &Still(at(0)));

    std::fs::write(folder.path().join("text"), "not a database, but long enough to look like one".repeat(40))
        .unwrap();
    assert_eq!(open("text").unwrap_err().code(), "store_foreign");

    let other = rusqlite::Connection::open(folder.path().join("other")).unwrap();
    other.execute_batch("CREATE TABLE accounts (id INTEGER)").unwrap();
    drop(other);
    assert_eq!(open("other").unwrap_err().code(), "store_foreign");

    drop(open("later").unwrap());
    let later = rusqlite::Connection::open(folder.path().join("later")).unwrap();
    later.pragma_update(None, "user_version", 99).unwrap();
    drop(later);
    assert!(open("later").unwrap_err().to_string().contains("later version"));
}
