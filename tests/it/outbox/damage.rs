//! What this version cannot read harms nothing else.

use rusqlite::Connection;
use tellal::outbox::{Accepted, EntryId, Filter, Intake, Lane, OutboxConfig, SqliteStore, State, Store};

use super::{Still, at, claim, delivered, sqlite, without_reserve};

/// Does something to the file behind the store's back.
fn behind(folder: &tempfile::TempDir, sql: &str, id: EntryId) {
    let db = Connection::open(folder.path().join("tellal.db")).unwrap();
    let id: uuid::Uuid = id.to_string().parse().unwrap();
    assert_eq!(db.execute(sql, [id.as_bytes()]).unwrap(), 1);
}

fn end_of(folder: &tempfile::TempDir, id: EntryId) -> (String, Option<String>) {
    let db = Connection::open(folder.path().join("tellal.db")).unwrap();
    let id: uuid::Uuid = id.to_string().parse().unwrap();
    let sql = "SELECT state, cause_code FROM entry WHERE id = ?1";
    db.query_row(sql, [id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

const OF_ANOTHER_VERSION: &str = "UPDATE entry SET event = 'order_teleported' WHERE id = ?1";

#[tokio::test]
async fn an_entry_of_another_version_holds_up_nobody() {
    let (folder, store) = sqlite(OutboxConfig::default());
    for number in 1..=3 {
        store.accept(delivered(number, number)).await.unwrap();
    }
    let unknown = delivered(1, 1).id;
    behind(&folder, OF_ANOTHER_VERSION, unknown);
    let claims = store.claim(claim(Lane::Unwritten, 10, 9)).await.unwrap();
    let claimed: Vec<EntryId> = claims.claimed.iter().map(|claimed| claimed.entry.id).collect();
    assert_eq!((claimed, claims.next_due), (vec![delivered(2, 2).id, delivered(3, 3).id], None));
    assert_eq!(end_of(&folder, unknown), ("dead".to_owned(), Some("unreadable".to_owned())));
    let listed = store.list(Filter::default()).await.unwrap();
    assert_eq!(listed.len(), 2, "what can be read is listed");
    assert_eq!(store.stats().await.unwrap().states[&State::Dead], 1);
    assert_eq!(store.show(unknown).await.unwrap_err().code(), "store_corrupt");
    // The newer version finds it again.
    behind(&folder, "UPDATE entry SET event = 'order_delivered' WHERE id = ?1", unknown);
    assert_eq!(store.redrive(vec![unknown], at(20)).await, Ok(vec![(unknown, Ok(()))]));
}

#[tokio::test]
async fn one_that_was_being_sent_does_not_keep_it_from_starting() {
    let (folder, store) = sqlite(OutboxConfig::default());
    for number in 1..=2 {
        store.accept(delivered(number, number)).await.unwrap();
    }
    assert_eq!(store.claim(claim(Lane::Unwritten, 10, 9)).await.unwrap().claimed.len(), 2);
    let unknown = delivered(1, 1).id;
    behind(&folder, OF_ANOTHER_VERSION, unknown);
    drop(store);
    let path = folder.path().join("tellal.db");
    let config = without_reserve(OutboxConfig::default());
    let store = SqliteStore::open(path, config, &Still(at(20))).unwrap();
    assert_eq!(end_of(&folder, unknown), ("dead".to_owned(), Some("unreadable".to_owned())));
    assert_eq!(end_of(&folder, delivered(2, 2).id).0, "due");
    assert_eq!(store.sweep(at(30), 0.0, Vec::new()).await.unwrap().lapsed, 0);
}

#[tokio::test]
async fn a_body_that_is_damaged_leaves_the_others_to_their_delivery() {
    let (folder, store) = sqlite(OutboxConfig::default());
    for number in 1..=3 {
        store.accept(delivered(number, number)).await.unwrap();
    }
    let damaged = delivered(2, 2).id;
    let sql = "UPDATE body SET body = x'04000000ff' WHERE seq = (SELECT seq FROM entry WHERE id = ?1)";
    behind(&folder, sql, damaged);
    let claims = store.claim(claim(Lane::Unwritten, 10, 9)).await.unwrap();
    let claimed: Vec<EntryId> = claims.claimed.iter().map(|claimed| claimed.entry.id).collect();
    assert_eq!(claimed, [delivered(1, 1).id, delivered(3, 3).id]);
    let dead = store.list(Filter { states: vec![State::Dead], ..Filter::default() }).await.unwrap();
    let cause = dead[0].progress.cause.as_ref().unwrap();
    assert_eq!((dead.len(), dead[0].id, cause.code.as_str()), (1, damaged, "unreadable"));
    assert!(matches!(store.accept(delivered(4, 4)).await, Ok(Accepted::New(_))));
}
