//! Tests of `sqlite`.

use super::*;
use crate::conformance::{self, Running};
use crate::key;
use serde_json::json;

fn block_on(running: Running<'_>) {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(running);
}

#[test]
fn conforms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let (one, other) = (Sqlite::open(&path).unwrap(), Sqlite::open(&path).unwrap());
    conformance::run(&one, &other, &block_on);
}

#[test]
fn a_file_that_is_no_database_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    std::fs::write(
        &path,
        "not a database, and long enough to be read as one".repeat(50),
    )
    .unwrap();
    let error = Sqlite::open(&path).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected the state's file to be readable, but found it damaged"
    );
}

/// What stands there before a sync and after it, with and without a log to sync.
#[test]
fn a_sync_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    block_on(Box::pin(async {
        let state = Sqlite::open(&path).unwrap();
        let body = json!({"n": 7});
        state
            .put(&key::head(), body.clone(), Expect::Absent)
            .await
            .unwrap();
        assert!(state.log.exists());
        state.sync().await.unwrap();
        assert_eq!(state.get(&key::head()).await.unwrap().unwrap().body, body);
        let gone = folder.path().join("state.db-gone");
        let state = Sqlite { log: gone, ..state };
        state.sync().await.unwrap();
    }));
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    block_on(Box::pin(async {
        let state = Sqlite::open(&path).unwrap();
        state
            .put(&key::head(), json!({"n": 7}), Expect::Absent)
            .await
            .unwrap();
        drop(state);
        let state = Sqlite::open(&path).unwrap();
        assert_eq!(
            state.get(&key::head()).await.unwrap().unwrap().body,
            json!({"n": 7})
        );
    }));
}

#[test]
fn many_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    std::thread::scope(|threads| {
        for n in 0..8 {
            let path = &path;
            threads.spawn(move || {
                let state = Sqlite::open(path).unwrap();
                block_on(Box::pin(async {
                    state
                        .put(&key::batch(n), json!(n), Expect::Absent)
                        .await
                        .unwrap();
                }));
            });
        }
    });
}

fn listed(state: &Sqlite, limit: usize) -> Vec<(u64, String)> {
    let mut found = vec![];
    let found_by = &mut found;
    block_on(Box::pin(async move {
        let changes = state.changes(limit).await.unwrap();
        *found_by = changes
            .into_iter()
            .map(|change| (change.nth, change.key.sort))
            .collect();
    }));
    found
}

fn written(state: &Sqlite, key: &Key, expect: Expect) {
    block_on(Box::pin(async move {
        state.put(key, json!({}), expect).await.unwrap();
    }));
}

fn named(found: &[(u64, &str)]) -> Vec<(u64, String)> {
    let named = found.iter().map(|(nth, sort)| (*nth, (*sort).to_owned()));
    named.collect()
}

#[test]
fn writes_of_work_are_listed_until_they_are_struck_off() {
    let folder = tempfile::tempdir().unwrap();
    let state = Sqlite::open(&folder.path().join("state.db")).unwrap();
    assert_eq!(listed(&state, 9), []);
    written(&state, &key::work_item("aa"), Expect::Absent);
    written(&state, &key::head(), Expect::Absent);
    written(
        &state,
        &key::work_place("denials", false, "1"),
        Expect::Absent,
    );
    written(&state, &key::work_event("aa", 1), Expect::Absent);
    written(&state, &key::work_item("aa"), Expect::Version(1));
    let expected = named(&[(1, "aa"), (2, "00000001"), (3, "aa")]);
    assert_eq!(listed(&state, 9), expected);
    assert_eq!(listed(&state, 1), expected[..1]);
    block_on(Box::pin(async {
        state.strike_changes(2).await.unwrap();
    }));
    assert_eq!(listed(&state, 9), expected[2..]);
    block_on(Box::pin(async {
        state.strike_changes(9).await.unwrap();
        let key = key::work_item("aa");
        let refused = state.put(&key, json!({}), Expect::Absent).await;
        refused.unwrap_err();
    }));
    assert_eq!(listed(&state, 9), [], "what was refused is no change");
    written(&state, &key::work_item("bb"), Expect::Absent);
    assert_eq!(
        listed(&state, 9),
        named(&[(4, "bb")]),
        "no number comes twice"
    );
}

/// A home of an earlier version has no list: what is in it is listed when it is opened.
#[test]
fn what_was_written_before_there_was_a_list_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let state = Sqlite::open(&path).unwrap();
    for key in [key::work_event("aa", 1), key::work_item("aa"), key::head()] {
        written(&state, &key, Expect::Absent);
    }
    let old = "drop trigger listed; drop table change";
    state.connection().execute_batch(old).unwrap();
    written(&state, &key::work_item("bb"), Expect::Absent);
    drop(state);
    for _ in 0..2 {
        let state = Sqlite::open(&path).unwrap();
        let found = listed(&state, 9);
        assert_eq!(found, named(&[(1, "aa"), (2, "bb"), (3, "00000001")]));
    }
}
