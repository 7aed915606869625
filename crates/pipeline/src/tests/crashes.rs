//! A crash at each point, and committers that come late.

use std::sync::Arc;

use async_trait::async_trait;

use super::claims::Gate;
use super::folds::fold;
use super::world::{World, assert_sound, drop_file, land, shown};
use crate::{
    Choice, Context, Faults, FileState, LocalParts, POINTS, decide, files, ingest, oldest_pending,
    replay, restore, retract, run_until, run_until_quiet, sweep, take_over, unit_id,
};
use jiff::{SignedDuration, Timestamp};
use store::Clock as _;

/// Never comes back from a point.
#[derive(Debug)]
struct DieAt(&'static str, tokio::sync::Notify);

#[async_trait]
impl Faults for DieAt {
    async fn at(&self, point: &'static str) {
        if point == self.0 {
            self.1.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

/// Runs `work` until it dies at `point`; false if it never comes by.
async fn dies_at<F: AsyncFnOnce(Context)>(
    world: &World,
    name: &str,
    point: &'static str,
    work: F,
) -> bool {
    let faults = Arc::new(DieAt(point, tokio::sync::Notify::new()));
    let dying = world.process_with(name, Some(faults.clone()));
    let died = tokio::select! {
        biased;
        () = faults.1.notified() => true,
        () = work(dying) => false,
    };
    world.fleet.dies(name);
    died
}

/// The points of these flows.
fn points(flows: &[&str]) -> impl Iterator<Item = &'static str> {
    let of = |point: &&str| flows.iter().any(|flow| point.starts_with(flow));
    POINTS.into_iter().filter(of)
}

#[tokio::test(flavor = "current_thread")]
async fn whoever_comes_after_a_crash_finishes() {
    for point in points(&["ingest", "round"]) {
        let world = World::new();
        let ctx = world.process("after");
        // A history: a twin, a held content.
        drop_file(&ctx, "k one 10 1\nl x 1 1").await;
        run_until_quiet(&ctx).await.unwrap();
        let died = dies_at(&world, "dying", point, async |dying| {
            for text in ["k one 5 1", "k two 20 1", "m y 1 1"] {
                let object = land(&dying, text).await;
                ingest(&dying, &object, "").await.unwrap();
            }
            run_until_quiet(&dying).await.unwrap();
        });
        assert!(died.await, "{point}");
        assert_sound(&ctx, &world.tables).await;
        sweep(&ctx).await.unwrap();
        assert_sound(&ctx, &world.tables).await;
        // What it had no time to land.
        for text in ["k one 5 1", "k two 20 1", "m y 1 1"] {
            drop_file(&ctx, text).await;
        }
        run_until_quiet(&ctx).await.unwrap();
        let expected = [
            "k one 10 1: duplicate",
            "k one 5 1",
            "k two 20 1: held",
            "l x 1 1",
            "m y 1 1",
        ];
        assert_eq!(shown(&ctx).await, expected, "{point}");
        assert_sound(&ctx, &world.tables).await;
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_crash_in_what_people_do() {
    for point in points(&["round"]) {
        let world = World::new();
        let ctx = world.process("after");
        let one = drop_file(&ctx, "k one 10 1").await;
        let two = drop_file(&ctx, "k two 20 1").await;
        drop_file(&ctx, "k three 30 1").await;
        run_until_quiet(&ctx).await.unwrap();
        let died = dies_at(&world, "dying", point, async |dying| {
            decide(&dying, &unit_id(&two, 1, 1), Choice::Keep)
                .await
                .unwrap();
            retract(&dying, &one, "").await.unwrap();
            run_until_quiet(&dying).await.unwrap();
        });
        assert!(died.await, "{point}");
        run_until_quiet(&ctx).await.unwrap();
        assert_eq!(
            shown(&ctx).await,
            ["k three 30 1: held", "k two 20 1"],
            "{point}"
        );
        assert_sound(&ctx, &world.tables).await;
    }
}

/// A fold that was being prepared or taken when somebody died is taken once or not at all, and then the next
/// one is.
#[tokio::test(flavor = "current_thread")]
async fn a_crash_in_a_fold() {
    for point in points(&["round", "fold"]) {
        let world = World::new();
        let ctx = world.process("after");
        let one = drop_file(&ctx, "k one 10 1").await;
        drop_file(&ctx, "k two 20 1\nl x 1 1").await;
        run_until_quiet(&ctx).await.unwrap();
        replay(&ctx, &one).await.unwrap();
        run_until_quiet(&ctx).await.unwrap();
        let died = dies_at(&world, "dying", point, async |dying| {
            fold(&dying, &world.tables).await;
            drop_file(&dying, "m y 1 1").await;
            run_until_quiet(&dying).await.unwrap();
        });
        assert!(died.await, "{point}");
        assert_sound(&ctx, &world.tables).await;
        run_until_quiet(&ctx).await.unwrap();
        assert_sound(&ctx, &world.tables).await;
        fold(&ctx, &world.tables).await;
        run_until_quiet(&ctx).await.unwrap();
        let found = shown(&ctx).await;
        let expected = ["k one 10 1", "k two 20 1: held", "l x 1 1"];
        assert_eq!(found[..3], expected, "{point}");
        assert_sound(&ctx, &world.tables).await;
    }
}

/// One that read HEAD and stalled at any point repeats or loses, and undoes nothing.
#[tokio::test(flavor = "current_thread")]
async fn a_late_committer_does_no_harm() {
    for point in points(&["round"]) {
        let world = World::new();
        let gate = Gate::at(point);
        let (late, ctx) = (
            world.process_with("late", Some(gate.clone())),
            world.process("a"),
        );
        let one = drop_file(&ctx, "k one 10 1").await;
        let two = drop_file(&ctx, "k two 20 1").await;
        let stalled = run_until_quiet(&late);
        let meanwhile = async {
            gate.arrived().await;
            run_until_quiet(&ctx).await.unwrap();
            fold(&ctx, &world.tables).await;
            run_until_quiet(&ctx).await.unwrap();
            retract(&ctx, &one, "").await.unwrap();
            run_until_quiet(&ctx).await.unwrap();
            fold(&ctx, &world.tables).await;
            drop_file(&ctx, "k two 15 1").await;
            restore(&ctx, &one).await.unwrap();
            run_until_quiet(&ctx).await.unwrap();
            decide(&ctx, &unit_id(&two, 1, 1), Choice::Discard)
                .await
                .unwrap();
            run_until_quiet(&ctx).await.unwrap();
            retract(&ctx, &one, "").await.unwrap();
            run_until_quiet(&ctx).await.unwrap();
            gate.open();
        };
        let (done, ()) = tokio::join!(stalled, meanwhile);
        done.unwrap();
        let expected = ["k two 15 1: discarded", "k two 20 1: discarded"];
        assert_eq!(shown(&ctx).await, expected, "{point}");
        assert_sound(&ctx, &world.tables).await;
    }
}

/// A sweep of claims alone takes over what a dead process converted, and nothing that only landed.
#[tokio::test(flavor = "current_thread")]
async fn a_claim_that_is_over_is_taken_over() {
    let world = World::new();
    let ctx = world.process("after");
    let died = dies_at(&world, "dying", "ingest.converted", async |dying| {
        land(&dying, "l two 1 1").await;
        let object = land(&dying, "k one 1 1").await;
        ingest(&dying, &object, "").await.unwrap();
    });
    assert!(died.await);
    assert_eq!(oldest_pending(&ctx).await.unwrap(), None);
    assert_eq!(take_over(&ctx, Timestamp::MAX).await.unwrap(), 1);
    assert_eq!(oldest_pending(&ctx).await.unwrap(), Some(world.clock.now()));
    assert!(
        !run_until(&ctx, world.clock.now()).await.unwrap(),
        "no time"
    );
    assert!(run_until(&ctx, Timestamp::MAX).await.unwrap());
    assert_eq!(oldest_pending(&ctx).await.unwrap(), None);
    assert_eq!(shown(&ctx).await, ["k one 1 1"]);
    assert_sound(&ctx, &world.tables).await;
}

/// A file that stops whoever takes it up is refused in the end; a person may have it tried again.
#[tokio::test(flavor = "current_thread")]
async fn what_stops_every_conversion_is_quarantined() {
    let world = World::new();
    let ctx = world.process("after");
    let landed = land(&ctx, "k one 1 1").await;
    // One that fails and says so is none of them.
    let mut failing = world.process("failing");
    failing.parts = Arc::new(LocalParts::new(world.folder.path().join("state.db")));
    ingest(&failing, &landed, "").await.unwrap_err();
    // Nor is one that a person stopped: its lease had time left.
    let stopped = dies_at(&world, "stopped", "ingest.converted", async |dying| {
        drop(ingest(&dying, &landed, "").await);
    });
    assert!(stopped.await);
    let stops = ctx.bounds.stops;
    for nth in 0..stops {
        let name = format!("dying {nth}");
        let died = dies_at(&world, &name, "ingest.converted", async |dying| {
            drop(ingest(&dying, &landed, "").await);
        });
        assert!(died.await, "{nth}");
        world.pass(SignedDuration::from_mins(16));
    }
    assert_eq!(take_over(&ctx, Timestamp::MAX).await.unwrap(), 1);
    let found = files(&ctx).await.unwrap().remove(0);
    assert_eq!(found.ledger.state(), FileState::Quarantined);
    let refusal = found.ledger.refusal.unwrap();
    assert_eq!(refusal.code, "stopped");
    assert!(refusal.reason.contains(&format!("that {stops} stopped")));
    assert_eq!(take_over(&ctx, Timestamp::MAX).await.unwrap(), 0);
    replay(&ctx, &found.file_id).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(shown(&ctx).await, ["k one 1 1"]);
    assert_sound(&ctx, &world.tables).await;
}

/// What was deleted while nobody worked on it is refused, once, and not asked for again for ever.
#[tokio::test(flavor = "current_thread")]
async fn what_was_deleted_after_it_was_claimed_is_quarantined() {
    let world = World::new();
    let ctx = world.process("after");
    let died = dies_at(&world, "dying", "ingest.claimed", async |dying| {
        let object = land(&dying, "k one 1 1").await;
        ingest(&dying, &object, "").await.unwrap();
    });
    assert!(died.await);
    let landed = ctx.landing.list(Timestamp::MIN).await.unwrap();
    let landed = world
        .folder
        .path()
        .join("landing")
        .join(&landed[0].object.key);
    std::fs::remove_file(landed).unwrap();
    assert_eq!(take_over(&ctx, Timestamp::MAX).await.unwrap(), 1);
    let found = files(&ctx).await.unwrap();
    assert_eq!(found[0].ledger.state(), FileState::Quarantined);
    assert_eq!(take_over(&ctx, Timestamp::MAX).await.unwrap(), 0);
    assert_sound(&ctx, &world.tables).await;
}
