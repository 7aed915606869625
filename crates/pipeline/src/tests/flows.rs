//! From a landed object to HEAD.

use super::world::{World, assert_sound, drop_file, land, shown};
use crate::{
    FileState, Outcome, commit_round, file, files, find, head, ingest, reconcile, run_until_quiet,
    sweep, take_up, unfinished,
};
use jiff::{SignedDuration, Timestamp};
use store::key;

#[tokio::test(flavor = "current_thread")]
async fn a_file_becomes_visible_with_one_batch() {
    let world = World::new();
    let ctx = world.process("a");
    let object = land(&ctx, "k one 1 1\nl two 2 2\n").await;
    let Outcome::Done { file_id, report } = ingest(&ctx, &object, "").await.unwrap() else {
        panic!("expected it to be converted");
    };
    assert_eq!((file_id.len(), report.records.read), (64, 2));
    assert_eq!(
        find(&ctx, &file_id).await.unwrap().ledger.state(),
        FileState::Pending
    );
    assert_eq!(head(&ctx).await.unwrap(), None);
    assert_eq!(commit_round(&ctx).await.unwrap(), Some(1));
    assert_eq!(commit_round(&ctx).await.unwrap(), None);
    let detail = file(&ctx, &file_id[..6]).await.unwrap();
    assert_eq!(detail.file.ledger.state(), FileState::Committed);
    assert_eq!((detail.receipts.len(), detail.units.len()), (1, 2));
    assert_eq!(
        detail.units[1].unit_id,
        format!("{}-1-000002", &file_id[..24])
    );
    assert_eq!(detail.units[1].line.set.as_ref().unwrap().records.read, 1);
    let head = head(&ctx).await.unwrap().unwrap();
    assert_eq!(
        (
            head.n,
            head.versions["payer"],
            head.versions["excluded_unit"]
        ),
        (1, 1, 0)
    );
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_same_bytes_are_noted_and_change_nothing() {
    let world = World::new();
    let ctx = world.process("a");
    let first = land(&ctx, "k one 1 1").await;
    ingest(&ctx, &first, "").await.unwrap();
    // While pending, when committed, delivered twice, dropped twice.
    for (object, state, again) in [
        (first.clone(), FileState::Pending, true),
        (first, FileState::Committed, true),
        (land(&ctx, "k one 1 1").await, FileState::Committed, false),
    ] {
        let Outcome::Duplicate {
            file_id,
            state: found,
            again: noted,
        } = ingest(&ctx, &object, "").await.unwrap()
        else {
            panic!("expected a duplicate");
        };
        assert_eq!((found, noted), (state, again));
        run_until_quiet(&ctx).await.unwrap();
        assert_eq!(find(&ctx, &file_id).await.unwrap().ledger.generation, 1);
    }
    assert_eq!(head(&ctx).await.unwrap().unwrap().n, 1);
    let [known] = &files(&ctx).await.unwrap()[..] else {
        panic!("expected one file")
    };
    assert_eq!(file(&ctx, &known.file_id).await.unwrap().receipts.len(), 2);
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_same_bytes_of_another_feed_or_contract_are_another_file() {
    let world = World::new();
    let ctx = world.process("a");
    let one = land(&ctx, "k one 1 1").await;
    let two = ctx
        .landing
        .put("other", "x", &mut b"k one 1 1".as_slice())
        .await
        .unwrap();
    ingest(&ctx, &one, "").await.unwrap();
    ingest(&ctx, &one, "remits").await.unwrap();
    ingest(&ctx, &two, "").await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(files(&ctx).await.unwrap().len(), 3);
    let duplicates = shown(&ctx)
        .await
        .iter()
        .filter(|line| line.ends_with("duplicate"))
        .count();
    assert_eq!(duplicates, 2, "of one document");
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_refused_file_is_quarantined_with_its_reason() {
    let world = World::new();
    let ctx = world.process("a");
    for (text, code) in [("!", "refused_one"), ("k one 1 1\n?", "refused_two")] {
        let object = land(&ctx, text).await;
        let Outcome::Quarantined {
            file_id,
            code: found,
            ..
        } = ingest(&ctx, &object, "").await.unwrap()
        else {
            panic!("expected quarantine");
        };
        assert_eq!(found, code);
        let ledger = find(&ctx, &file_id).await.unwrap().ledger;
        assert_eq!(ledger.state(), FileState::Quarantined);
        assert_eq!(ledger.refusal.unwrap().code, code);
        assert!(matches!(
            ingest(&ctx, &object, "").await.unwrap(),
            Outcome::Duplicate {
                state: FileState::Quarantined,
                again: true,
                ..
            }
        ));
    }
    assert_eq!(run_until_quiet(&ctx).await.unwrap(), 0);
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_file_whose_parts_are_unfit_is_quarantined_by_the_round() {
    let world = World::new();
    let ctx = world.process("a");
    let bad = drop_file(&ctx, "k one 1 1").await;
    let good = drop_file(&ctx, "l two 1 1").await;
    *world.tables.unfit.lock().unwrap() = Some(bad[..24].to_owned());
    assert_eq!(run_until_quiet(&ctx).await.unwrap(), 1);
    let ledger = find(&ctx, &bad).await.unwrap().ledger;
    assert_eq!(ledger.state(), FileState::Quarantined);
    assert_eq!(ledger.refusal.unwrap().code, "unfit_part");
    assert_eq!(
        find(&ctx, &good).await.unwrap().ledger.state(),
        FileState::Committed
    );
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_plan_holds_no_more_than_it_may() {
    let world = World::new();
    let mut ctx = world.process("a");
    ctx.bounds.page = 2;
    ctx.bounds.plan_entries = 3;
    ctx.bounds.plan_units = 4;
    drop_file(&ctx, "a 1 1 1\nb 1 1 1\nc 1 1 1\nd 1 1 1\ne 1 1 1").await; // alone
    for n in 0..5 {
        drop_file(&ctx, &format!("k{n} one 1 1")).await; // three and two
    }
    assert_eq!(run_until_quiet(&ctx).await.unwrap(), 3);
    let sizes = async |n| crate::plan(&ctx, n).await.unwrap().unwrap().entries.len();
    assert_eq!((sizes(1).await, sizes(2).await, sizes(3).await), (1, 3, 2));
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_file_of_too_many_parts_is_quarantined() {
    let world = World::new();
    let mut ctx = world.process("a");
    ctx.bounds.file_parts = 0;
    let id = drop_file(&ctx, "k one 1 1").await;
    let refusal = find(&ctx, &id).await.unwrap().ledger.refusal.unwrap();
    assert_eq!(refusal.reason, "expected at most 0 parts, but found 1");
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_sweep_takes_what_landed_and_was_never_ingested() {
    let world = World::new();
    let ctx = world.process("a");
    land(&ctx, "k one 1 1").await;
    land(&ctx, "l two 1 1").await;
    let swept = sweep(&ctx).await.unwrap();
    assert_eq!((swept.files, swept.head), (2, 1));
    let swept = sweep(&ctx).await.unwrap();
    assert_eq!((swept.files, swept.head), (0, 1));
    assert_eq!(shown(&ctx).await, ["k one 1 1", "l two 1 1"]);
    assert_sound(&ctx, &world.tables).await;
}

/// What a process works on is not left behind; once it died, it is, until somebody takes it up.
#[tokio::test(flavor = "current_thread")]
async fn check_finds_what_was_left_behind() {
    let world = World::new();
    let (ctx, dying) = (world.process("a"), world.process("dying"));
    let landed = land(&dying, "k one 1 1").await;
    assert!(unfinished(&ctx).await.unwrap().is_empty());
    assert_eq!(take_up(&ctx).await.unwrap(), 0);
    world.fleet.dies("dying");
    let at = async || {
        let found = unfinished(&ctx).await.unwrap();
        found.into_iter().map(|waits| waits.at).collect::<Vec<_>>()
    };
    let digest = key::object(&landed).partition;
    assert_eq!(at().await, [digest], "before the first round");
    assert_sound(&ctx, &world.tables).await;
    assert_eq!(take_up(&ctx).await.unwrap(), 1);
    let waiting = at().await;
    assert!(
        waiting.len() == 1 && waiting[0].starts_with("pending "),
        "{waiting:?}"
    );
    run_until_quiet(&ctx).await.unwrap();
    assert_sound(&ctx, &world.tables).await;
    assert_eq!(shown(&ctx).await, ["k one 1 1"]);
    // One that lives and is slow is not waited for longer than a lease.
    land(&ctx, "l two 1 1").await;
    assert!(at().await.is_empty());
    world.pass(store::lease::LASTS);
    assert_eq!(at().await.len(), 1);
    assert_eq!(sweep(&ctx).await.unwrap().files, 1);
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn files_are_found_by_the_beginning_of_their_ids() {
    let world = World::new();
    let ctx = world.process("a");
    let mut ids = Vec::new();
    for n in 0..40 {
        ids.push(drop_file(&ctx, &format!("k{n} one 1 1")).await);
    }
    for id in &ids {
        assert_eq!(&find(&ctx, id).await.unwrap().file_id, id);
        assert_eq!(
            &find(&ctx, &id[..24].to_uppercase()).await.unwrap().file_id,
            id
        );
    }
    let mut beginnings: Vec<&str> = ids.iter().map(|id| &id[..2]).collect();
    beginnings.sort_unstable();
    let twice = beginnings
        .windows(2)
        .find(|pair| pair[0] == pair[1])
        .unwrap()[0];
    let says = async |id: &str| find(&ctx, id).await.unwrap_err().to_string();
    assert_eq!(
        says(twice).await,
        "expected the id of one file, but found several that begin so"
    );
    assert_eq!(
        says(&"0".repeat(64)).await,
        "expected the id of a file, or its beginning, but found none like this"
    );
    assert_eq!(
        says("a").await,
        "expected at least two hexadecimal digits of a file's id, but found 1 characters"
    );
    assert!(find(&ctx, "zz").await.unwrap_err().is_refused());
}

/// An object that no event told of is found; what was looked at long ago is not looked at again.
#[tokio::test(flavor = "current_thread")]
async fn what_no_wake_up_told_of_is_found_by_looking() {
    let world = World::new();
    let (ctx, dying) = (world.process("a"), world.process("dying"));
    land(&dying, "k one 1 1").await;
    assert_eq!(
        reconcile(&ctx, Timestamp::MAX).await.unwrap(),
        0,
        "somebody brings it"
    );
    world.fleet.dies("dying");
    assert_eq!(reconcile(&ctx, Timestamp::MAX).await.unwrap(), 1);
    assert_eq!(reconcile(&ctx, Timestamp::MAX).await.unwrap(), 0);
    world.clock.advance(SignedDuration::from_hours(24 * 30));
    assert_eq!(reconcile(&ctx, Timestamp::MAX).await.unwrap(), 0);
    let through = ctx.state.get(&key::reconciled()).await.unwrap().unwrap();
    let through = through.body["through"].as_str().unwrap().to_owned();
    land(&dying, "l two 1 1").await;
    let landed = ctx.landing.list(through.parse().unwrap()).await.unwrap();
    assert_eq!(landed.len(), 1, "a week back, and not all");
    assert_eq!(reconcile(&ctx, Timestamp::MAX).await.unwrap(), 1);
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(shown(&ctx).await, ["k one 1 1", "l two 1 1"]);
    assert_sound(&ctx, &world.tables).await;
}
