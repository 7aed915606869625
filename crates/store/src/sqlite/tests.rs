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
