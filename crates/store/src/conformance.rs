//! What every [`State`] must do, as one suite. An adapter's tests run it over two handles of one
//! store, as two processes would have them.

use std::future::Future;
use std::pin::Pin;

use serde_json::{Value, json};

use crate::key::Key;
use crate::state::{Expect, MAX_BODY, MAX_OPS, Op, State};

/// A piece of the suite, to be run to its end.
pub type Running<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Runs a piece to its end on the caller's thread.
pub type BlockOn<'a> = &'a (dyn Fn(Running<'_>) + Sync);

/// Runs the whole suite in an empty store and panics where it is not met.
pub fn run(one: &dyn State, other: &dyn State, block_on: BlockOn<'_>) {
    block_on(Box::pin(async {
        puts_and_gets(one, other).await;
        puts_compare(one).await;
        transactions_are_whole(one).await;
        transactions_compare(one).await;
        transactions_are_bounded(one).await;
        queries_are_ordered(one).await;
        queries_are_paged(one, other).await;
        keys_may_hold_anything(one).await;
        bodies_come_back(one).await;
    }));
    writers_do_not_lose_each_other(one, other, block_on);
    claims_have_one_winner(one, other, block_on);
}

fn key(partition: &str, sort: &str) -> Key {
    Key::new(format!("conformance {partition}"), sort)
}

async fn read(state: &dyn State, key: &Key) -> Option<(u64, Value)> {
    state
        .get(key)
        .await
        .expect("a get")
        .map(|item| (item.version, item.body))
}

async fn puts_and_gets(one: &dyn State, other: &dyn State) {
    let key = key("put", "a");
    assert_eq!(read(one, &key).await, None, "nothing is there at first");
    let version = one
        .put(&key, json!({"n": 1}), Expect::Absent)
        .await
        .expect("a first put");
    assert_eq!(read(one, &key).await, Some((version, json!({"n": 1}))));
    assert_eq!(
        read(other, &key).await,
        Some((version, json!({"n": 1}))),
        "the other sees it"
    );
    let next = other
        .put(&key, json!({"n": 2}), Expect::Version(version))
        .await
        .expect("a put");
    assert!(next > version, "versions count up");
    assert_eq!(read(one, &key).await, Some((next, json!({"n": 2}))));
}

async fn puts_compare(state: &dyn State) {
    let key = key("compare", "a");
    let refused = state.put(&key, json!(0), Expect::Present).await;
    assert!(
        refused.is_err_and(|e| e.is_conflict()),
        "present, but it is absent"
    );
    let refused = state.put(&key, json!(0), Expect::Version(1)).await;
    assert!(
        refused.is_err_and(|e| e.is_conflict()),
        "a version, but it is absent"
    );
    let first = state
        .put(&key, json!(1), Expect::Absent)
        .await
        .expect("a first put");
    let refused = state.put(&key, json!(2), Expect::Absent).await;
    assert!(
        refused.is_err_and(|e| e.is_conflict()),
        "absent, but it is present"
    );
    let second = state
        .put(&key, json!(2), Expect::Present)
        .await
        .expect("a put on what is there");
    let refused = state.put(&key, json!(3), Expect::Version(first)).await;
    assert!(refused.is_err_and(|e| e.is_conflict()), "an old version");
    assert_eq!(
        read(state, &key).await,
        Some((second, json!(2))),
        "refusals leave no trace"
    );
}

async fn transactions_are_whole(state: &dyn State) {
    let keys = ["a", "b", "c"].map(|sort| key("whole", sort));
    let puts = |expect: Expect| {
        let put = |key: &Key| Op::Put {
            key: key.clone(),
            body: json!("first"),
            expect,
        };
        keys.iter().map(put).collect::<Vec<_>>()
    };
    state
        .transact(puts(Expect::Absent))
        .await
        .expect("three puts");
    let [a, b, c] = &keys;
    let refused = state
        .transact(vec![
            Op::Put {
                key: a.clone(),
                body: json!("second"),
                expect: Expect::Present,
            },
            Op::Delete {
                key: b.clone(),
                expect: Expect::Present,
            },
            Op::Check {
                key: c.clone(),
                expect: Expect::Absent,
            },
        ])
        .await;
    assert!(
        refused.is_err_and(|e| e.is_conflict()),
        "one check fails all"
    );
    for key in &keys {
        assert_eq!(
            read(state, key).await.map(|found| found.1),
            Some(json!("first"))
        );
    }
    state
        .transact(Vec::new())
        .await
        .expect("nothing is a transaction");
}

async fn transactions_compare(state: &dyn State) {
    let [a, b] = ["a", "b"].map(|sort| key("transact", sort));
    let version = state
        .put(&a, json!(1), Expect::Absent)
        .await
        .expect("a put");
    let moved = vec![
        Op::Delete {
            key: a.clone(),
            expect: Expect::Version(version),
        },
        Op::Put {
            key: b.clone(),
            body: json!(2),
            expect: Expect::Absent,
        },
    ];
    state.transact(moved.clone()).await.expect("a move");
    assert_eq!(read(state, &a).await, None);
    let refused = state.transact(moved).await;
    assert!(
        refused.is_err_and(|e| e.is_conflict()),
        "the same move twice"
    );
    let version = read(state, &b).await.map_or(0, |found| found.0);
    let checks = vec![
        Op::Check {
            key: a.clone(),
            expect: Expect::Absent,
        },
        Op::Check {
            key: b.clone(),
            expect: Expect::Version(version),
        },
    ];
    state.transact(checks).await.expect("checks that hold");
    assert_eq!(
        read(state, &b).await,
        Some((version, json!(2))),
        "checks change no version"
    );
    let refused = state
        .transact(vec![Op::Delete {
            key: a,
            expect: Expect::Present,
        }])
        .await;
    assert!(
        refused.is_err_and(|e| e.is_conflict()),
        "a deletion of nothing"
    );
}

async fn transactions_are_bounded(state: &dyn State) {
    let ops = |count: usize| {
        let put = |n| Op::Put {
            key: key("bound", &format!("{n:03}")),
            body: json!(n),
            expect: Expect::Absent,
        };
        (0..count).map(put).collect::<Vec<_>>()
    };
    assert!(
        state.transact(ops(MAX_OPS + 1)).await.is_err(),
        "101 operations"
    );
    state.transact(ops(MAX_OPS)).await.expect("100 operations");
    let key = key("bound", "twice");
    let put = Op::Put {
        key: key.clone(),
        body: json!(0),
        expect: Expect::Absent,
    };
    assert!(
        state.transact(vec![put.clone(), put]).await.is_err(),
        "one key twice"
    );
    assert_eq!(read(state, &key).await, None);
}

async fn queries_are_ordered(state: &dyn State) {
    // By the bytes of UTF-8: no locale, no case folding, no numbers.
    let sorts = ["!", "1", "10", "2", "A", "a", "aa", "b", "é", "世", "🦀"];
    for sort in sorts.iter().rev() {
        state
            .put(&key("order", sort), json!(sort), Expect::Absent)
            .await
            .expect("a put");
    }
    state
        .put(&key("ordered", "0"), json!(0), Expect::Absent)
        .await
        .expect("a put");
    let partition = key("order", "x").partition;
    let found = state.query(&partition, None, 100).await.expect("a query");
    let found: Vec<_> = found.iter().map(|item| item.key.sort.as_str()).collect();
    assert_eq!(found, sorts, "one partition, in order");
}

async fn queries_are_paged(one: &dyn State, other: &dyn State) {
    let partition = key("page", "x").partition;
    assert!(
        one.query(&partition, None, 10)
            .await
            .expect("a query")
            .is_empty()
    );
    for n in 0..25 {
        one.put(&key("page", &format!("{n:02}")), json!(n), Expect::Absent)
            .await
            .expect("a put");
    }
    let (mut seen, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = other
            .query(&partition, after.as_deref(), 10)
            .await
            .expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.key.sort.clone());
        assert!(page.len() <= 10, "no more than was asked for");
        seen.extend(page.into_iter().map(|item| item.body));
        // Deleting what was read does not move the next page.
        let read = Op::Delete {
            key: key("page", after.as_deref().unwrap_or("")),
            expect: Expect::Present,
        };
        one.transact(vec![read]).await.expect("a deletion");
    }
    assert_eq!(seen, (0..25).map(|n| json!(n)).collect::<Vec<_>>());
}

async fn keys_may_hold_anything(state: &dyn State) {
    let odd = [
        "'; drop table item; --",
        "a\u{0}b",
        "%_*?",
        "  ",
        "ünï",
        "\"\\\n",
    ];
    for sort in odd {
        let key = Key::new(format!("conformance odd {sort}"), sort);
        state
            .put(&key, json!(sort), Expect::Absent)
            .await
            .expect("a put");
        assert_eq!(
            read(state, &key).await.map(|found| found.1),
            Some(json!(sort))
        );
        let found = state
            .query(&key.partition, None, 10)
            .await
            .expect("a query");
        assert_eq!(found.first().map(|item| &item.key), Some(&key));
    }
    for (partition, sort) in [("", "a"), ("a", ""), ("a", &*"x".repeat(1025))] {
        let refused = state
            .put(&Key::new(partition, sort), json!(0), Expect::Absent)
            .await;
        assert!(
            refused.is_err_and(|e| !e.is_conflict()),
            "a key that DynamoDB would refuse"
        );
    }
}

async fn bodies_come_back(state: &dyn State) {
    let body = json!({
        "text": "a\u{0}'\"\\ 世 🦀", "big": u64::MAX, "low": i64::MIN, "none": null,
        "list": [1, [], {}], "yes": true, "empty": "",
    });
    state
        .put(&key("body", "a"), body.clone(), Expect::Absent)
        .await
        .expect("a put");
    assert_eq!(
        read(state, &key("body", "a")).await.map(|found| found.1),
        Some(body)
    );
    let large = json!("x".repeat(MAX_BODY - 2));
    state
        .put(&key("body", "b"), large.clone(), Expect::Absent)
        .await
        .expect("350 KB");
    assert_eq!(
        read(state, &key("body", "b")).await.map(|found| found.1),
        Some(large)
    );
    let refused = state
        .put(
            &key("body", "c"),
            json!("x".repeat(MAX_BODY)),
            Expect::Absent,
        )
        .await;
    assert!(refused.is_err_and(|e| !e.is_conflict()), "more than 350 KB");
}

/// Two writers count one number up, each by compare-and-set: no step is lost.
fn writers_do_not_lose_each_other(one: &dyn State, other: &dyn State, block_on: BlockOn<'_>) {
    const STEPS: u64 = 50;
    let key = key("count", "a");
    let count = async |state: &dyn State| {
        for _ in 0..STEPS {
            loop {
                let (expect, n) = match read(state, &key).await {
                    Some((version, n)) => (Expect::Version(version), n.as_u64().unwrap_or(0)),
                    None => (Expect::Absent, 0),
                };
                match state.put(&key, json!(n + 1), expect).await {
                    Ok(_) => break,
                    Err(error) => assert!(error.is_conflict(), "only conflicts: {error}"),
                }
            }
        }
    };
    std::thread::scope(|threads| {
        threads.spawn(|| block_on(Box::pin(count(one))));
        threads.spawn(|| block_on(Box::pin(count(other))));
    });
    block_on(Box::pin(async {
        assert_eq!(
            read(one, &key).await.map(|found| found.1),
            Some(json!(2 * STEPS))
        );
    }));
}

/// Two claim the same things in transactions of two: each pair goes to one of them, whole.
fn claims_have_one_winner(one: &dyn State, other: &dyn State, block_on: BlockOn<'_>) {
    let pair = |n: u32| {
        [
            key("claim", &format!("{n} a")),
            key("claim", &format!("{n} b")),
        ]
    };
    let claim = async |state: &dyn State, who: &str| {
        for n in 0..50 {
            let put = |key| Op::Put {
                key,
                body: json!(who),
                expect: Expect::Absent,
            };
            match state.transact(pair(n).map(put).to_vec()).await {
                Ok(()) => {}
                Err(error) => assert!(error.is_conflict(), "only conflicts: {error}"),
            }
        }
    };
    std::thread::scope(|threads| {
        threads.spawn(|| block_on(Box::pin(claim(one, "one"))));
        threads.spawn(|| block_on(Box::pin(claim(other, "other"))));
    });
    block_on(Box::pin(async {
        for n in 0..50 {
            let [a, b] = pair(n);
            let (a, b) = (read(one, &a).await, read(one, &b).await);
            assert!(a.is_some() && a == b, "pair {n} has one winner");
        }
    }));
}
