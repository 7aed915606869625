//! What any `TableLog` must do, run against the one of these tests.

use super::world::{World, drop_file};
use crate::TableLog;

#[tokio::test(flavor = "current_thread")]
async fn a_batch_is_added_once() {
    let world = World::new();
    let ctx = world.process("a");
    drop_file(&ctx, "k one 1 1").await;
    let tables = &world.tables;
    let versions = tables.ensure().await.unwrap();
    assert_eq!(tables.ensure().await.unwrap(), versions);
    let first = tables.commit("payer", 3, &[], &[]).await.unwrap();
    assert!(first > versions["payer"]);
    assert_eq!(tables.commit("payer", 3, &[], &[]).await.unwrap(), first);
    let next = tables.commit("payer", 7, &[], &[]).await.unwrap();
    assert!(next > first);
    assert!(
        tables.commit("payer", 3, &[], &[]).await.unwrap() >= first,
        "late"
    );
    assert_eq!(tables.ensure().await.unwrap()["payer"], next);
}
