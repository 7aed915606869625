//! Many units in one file: requests are counted, because each is a millisecond on AWS.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use serde_json::Value;
use store::{Expect, Item, Key, Op, State};

use super::world::{World, drop_file, shown};
use crate::run_until_quiet;

#[derive(Debug)]
struct Counted {
    inner: Arc<dyn State>,
    reads: AtomicUsize,
    writes: AtomicUsize,
}

#[async_trait]
impl State for Counted {
    async fn get(&self, key: &Key) -> store::Result<Option<Item>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.inner.get(key).await
    }
    async fn put(&self, key: &Key, body: Value, expect: Expect) -> store::Result<u64> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.inner.put(key, body, expect).await
    }
    async fn transact(&self, ops: Vec<Op>) -> store::Result<()> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.inner.transact(ops).await
    }
    async fn query(&self, p: &str, after: Option<&str>, limit: usize) -> store::Result<Vec<Item>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.inner.query(p, after, limit).await
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_unit_costs_one_read_and_a_hundredth_of_a_write() {
    let world = World::new();
    let mut ctx = world.process("a");
    let (reads, writes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let counted = Arc::new(Counted {
        inner: ctx.state.clone(),
        reads,
        writes,
    });
    ctx.state = counted.clone();
    let text: String = (0..2_000).map(|n| format!("k{n} one 1 1\n")).collect();
    drop_file(&ctx, &text).await;
    run_until_quiet(&ctx).await.unwrap();
    let (reads, writes) = (
        counted.reads.load(Ordering::Relaxed),
        counted.writes.load(Ordering::Relaxed),
    );
    assert!(reads < 2_050, "{reads} reads");
    assert!(writes < 40, "{writes} writes");
    assert_eq!(shown(&ctx).await.len(), 2_000);
}
