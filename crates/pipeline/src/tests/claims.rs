//! Claims and leases: who converts a file when several want to, or when somebody dies.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use tokio::sync::Notify;

use super::world::{World, assert_sound, land, shown};
use crate::{
    Error, Faults, FileState, Outcome, files, find, ingest, replay, restore, retract,
    run_until_quiet, sweep,
};

/// Stops the first that comes by at a point until it is let go.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    point: &'static str,
    arrived: Notify,
    open: Notify,
    passed: std::sync::atomic::AtomicBool,
}

impl Gate {
    pub(crate) fn at(point: &'static str) -> Arc<Gate> {
        Arc::new(Gate {
            point,
            ..Gate::default()
        })
    }
    pub(crate) async fn arrived(&self) {
        self.arrived.notified().await;
    }
    pub(crate) fn open(&self) {
        self.open.notify_one();
    }
}

#[async_trait]
impl Faults for Gate {
    async fn at(&self, point: &'static str) {
        if point == self.point && !self.passed.swap(true, std::sync::atomic::Ordering::SeqCst) {
            self.arrived.notify_one();
            self.open.notified().await;
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn under_a_live_lease_it_is_delivered_again_later() {
    let world = World::new();
    let gate = Gate::at("ingest.converted");
    let (slow, other) = (
        world.process_with("slow", Some(gate.clone())),
        world.process("other"),
    );
    let object = land(&slow, "k one 1 1").await;
    let working = ingest(&slow, &object, "");
    let meanwhile = async {
        gate.arrived().await;
        assert!(matches!(
            ingest(&other, &object, "").await,
            Err(Error::Busy)
        ));
        assert_eq!(sweep(&other).await.unwrap().files, 0);
        gate.open();
    };
    let (done, ()) = tokio::join!(working, meanwhile);
    assert!(matches!(done.unwrap(), Outcome::Done { .. }));
    assert!(matches!(
        ingest(&other, &object, "").await,
        Ok(Outcome::Duplicate { .. })
    ));
    run_until_quiet(&other).await.unwrap();
    assert_sound(&other, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn an_expired_claim_is_taken_over_and_whoever_lost_it_changes_nothing() {
    let world = World::new();
    let gate = Gate::at("ingest.manifest");
    let (slow, other) = (
        world.process_with("slow", Some(gate.clone())),
        world.process("other"),
    );
    let object = land(&slow, "k one 1 1").await;
    let working = ingest(&slow, &object, "");
    let meanwhile = async {
        gate.arrived().await;
        world.pass(SignedDuration::from_mins(15));
        assert_eq!(sweep(&other).await.unwrap().files, 1);
        gate.open();
    };
    let (lost, ()) = tokio::join!(working, meanwhile);
    assert!(matches!(lost, Err(Error::Changed(_))));
    let [file] = &files(&other).await.unwrap()[..] else {
        panic!("expected one file")
    };
    assert_eq!((file.ledger.generation, file.ledger.attempt), (1, 2));
    assert_eq!(shown(&other).await, ["k one 1 1"]);
    assert_sound(&other, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_dead_process_s_claim_is_over_at_once() {
    let world = World::new();
    for (point, name) in [("ingest.claimed", "a"), ("ingest.manifest", "b")] {
        let gate = Gate::at(point);
        let (dying, other) = (
            world.process_with(name, Some(gate.clone())),
            world.process("o"),
        );
        let object = land(&dying, &format!("k one 1 {name}")).await;
        tokio::select! {
            biased;
            () = gate.arrived() => {}
            _ = ingest(&dying, &object, "") => panic!("expected it to wait"),
        }
        assert!(
            matches!(ingest(&other, &object, "").await, Err(Error::Busy)),
            "while it lives"
        );
        world.fleet.dies(name);
        // Delivered again before the lease's end: the file arrives all the same.
        assert!(matches!(
            ingest(&other, &object, "").await,
            Ok(Outcome::Done { .. })
        ));
    }
    let other = world.process("o");
    run_until_quiet(&other).await.unwrap();
    assert_eq!(shown(&other).await.len(), 2);
    assert_sound(&other, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_replay_and_a_restore_left_behind_are_finished_by_the_sweep() {
    let world = World::new();
    let ctx = world.process("a");
    let id = super::world::drop_file(&ctx, "k one 1 1").await;
    run_until_quiet(&ctx).await.unwrap();
    for (n, name) in ["r1", "r2"].into_iter().enumerate() {
        if name == "r2" {
            retract(&ctx, &id, "").await.unwrap();
            run_until_quiet(&ctx).await.unwrap();
        }
        let gate = Gate::at("ingest.converted");
        let dying = world.process_with(name, Some(gate.clone()));
        let again = async {
            match name {
                "r1" => replay(&dying, &id).await,
                _ => restore(&dying, &id).await,
            }
        };
        tokio::select! {
            biased;
            () = gate.arrived() => {}
            _ = again => panic!("expected it to wait"),
        }
        assert_sound(&ctx, &world.tables).await;
        assert_eq!(sweep(&ctx).await.unwrap().files, 0);
        world.fleet.dies(name);
        assert_eq!(sweep(&ctx).await.unwrap().files, 1);
        let line = find(&ctx, &id).await.unwrap().ledger;
        assert_eq!(line.state(), FileState::Committed);
        let live = line.live().unwrap();
        assert_eq!(
            (usize::try_from(live.generation).unwrap(), live.attempt),
            (n + 2, 2)
        );
        assert_sound(&ctx, &world.tables).await;
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_error_lets_the_next_delivery_in_at_once() {
    let world = World::new();
    let ctx = world.process("a");
    let object = land(&ctx, "k one 1 1").await;
    let mut broken = world.process("b");
    // Where parts can't be written because their folder is a file.
    let file = tempfile::NamedTempFile::new().unwrap();
    broken.parts = Arc::new(crate::LocalParts::new(file.path()));
    let error = ingest(&broken, &object, "").await.unwrap_err();
    assert!(error.is_retryable() && !format!("{error} {error:?}").contains("SMITH"));
    assert_sound(&ctx, &world.tables).await;
    assert!(matches!(
        ingest(&ctx, &object, "").await,
        Ok(Outcome::Done { .. })
    ));
    run_until_quiet(&ctx).await.unwrap();
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_long_conversion_keeps_its_lease() {
    let world = World::new();
    let mut ctx = world.process("slow");
    ctx.bounds.renew_every = Duration::from_millis(2);
    let (started, go) = (
        Arc::new(Notify::new()),
        Arc::new(std::sync::Barrier::new(2)),
    );
    ctx.converter = Arc::new(Slow {
        started: started.clone(),
        go: go.clone(),
    });
    let other = world.process("other");
    let object = land(&ctx, "k one 1 1").await;
    let working = ingest(&ctx, &object, "");
    let meanwhile = async {
        started.notified().await;
        for _ in 0..5 {
            let until = lease_ends(&other).await;
            world.pass(SignedDuration::from_mins(6));
            while lease_ends(&other).await == until {
                tokio::task::yield_now().await;
            }
            assert!(matches!(
                ingest(&other, &object, "").await,
                Err(Error::Busy)
            ));
        }
        tokio::task::spawn_blocking(move || go.wait())
            .await
            .unwrap();
    };
    let (done, ()) = tokio::join!(working, meanwhile);
    assert!(matches!(done.unwrap(), Outcome::Done { .. }));
    assert_sound(&other, &world.tables).await;
}

async fn lease_ends(ctx: &crate::Context) -> jiff::Timestamp {
    files(ctx).await.unwrap()[0]
        .ledger
        .work
        .as_ref()
        .unwrap()
        .lease
        .until
}

#[derive(Debug)]
struct Slow {
    started: Arc<Notify>,
    go: Arc<std::sync::Barrier>,
}

impl crate::Converter for Slow {
    fn version(&self) -> &str {
        "slow"
    }
    fn survey(
        &self,
        bytes: &mut dyn convert::ReadSeek,
        limits: &convert::Limits,
    ) -> std::io::Result<convert::Survey> {
        super::world::Lines::default().survey(bytes, limits)
    }
    fn convert(
        &self,
        bytes: &mut dyn convert::ReadSeek,
        survey: &convert::Survey,
        input: &convert::Input<'_>,
        limits: &convert::Limits,
        out: &mut tables::Writers,
    ) -> Result<convert::Report, convert::ConvertError> {
        self.started.notify_one();
        self.go.wait();
        super::world::Lines::default().convert(bytes, survey, input, limits, out)
    }
}
