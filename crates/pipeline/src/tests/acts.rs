//! What people do: decide, retract, restore, replay.

use std::sync::Arc;

use super::world::{Lines, World, assert_sound, drop_file, shown};
use crate::{
    Choice, Context, Error, FileState, Outcome, Reason, commit_round, decide, excluded, file, find,
    replay, restore, retract, run_until_quiet, unit_id,
};

async fn drop_and_run(ctx: &Context, text: &str) -> String {
    let id = drop_file(ctx, text).await;
    run_until_quiet(ctx).await.unwrap();
    id
}

#[tokio::test(flavor = "current_thread")]
async fn the_earliest_lives_whenever_it_comes() {
    let world = World::new();
    let ctx = world.process("a");
    drop_and_run(&ctx, "k two 20 1").await;
    assert_eq!(shown(&ctx).await, ["k two 20 1"]);
    drop_and_run(&ctx, "k three 30 1").await;
    assert_eq!(shown(&ctx).await, ["k three 30 1: held", "k two 20 1"]);
    drop_and_run(&ctx, "k one 10 1").await;
    assert_eq!(
        shown(&ctx).await,
        ["k one 10 1", "k three 30 1: held", "k two 20 1: held"]
    );
    drop_and_run(&ctx, "k one 5 1").await;
    assert_eq!(
        shown(&ctx).await,
        [
            "k one 10 1: duplicate",
            "k one 5 1",
            "k three 30 1: held",
            "k two 20 1: held"
        ]
    );
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_twin_comes_back_when_the_living_one_is_retracted() {
    let world = World::new();
    let ctx = world.process("a");
    let first = drop_and_run(&ctx, "k one 1 1\nl x 1 1").await;
    let twin = drop_and_run(&ctx, "k one 2 1").await;
    assert_eq!(
        shown(&ctx).await,
        ["k one 1 1", "k one 2 1: duplicate", "l x 1 1"]
    );
    retract(&ctx, &first, "another clinic's").await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(shown(&ctx).await, ["k one 2 1"]);
    let line = find(&ctx, &first).await.unwrap().ledger;
    assert_eq!(line.state(), FileState::Retracted);
    assert_eq!(line.retraction.unwrap().reason, "another clinic's");
    let out = excluded(&ctx).await.unwrap();
    assert_eq!(out.files[&(first.clone(), 1)], Reason::Retracted);
    assert!(!out.units.contains_key(&unit_id(&twin, 1, 1)));
    // It belongs to the file, and survives another drop.
    drop_and_run(&ctx, "k one 1 1\nl x 1 1").await;
    assert_eq!(shown(&ctx).await, ["k one 2 1"]);
    let refused = retract(&ctx, &first, "again")
        .await
        .unwrap_err()
        .to_string();
    assert_eq!(
        refused,
        "expected a file that is not retracted, but found one that is"
    );
    assert!(replay(&ctx, &first).await.unwrap_err().is_refused());
    // Restoring converts the landed object again.
    restore(&ctx, &first).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(
        shown(&ctx).await,
        ["k one 1 1", "k one 2 1: duplicate", "l x 1 1"]
    );
    assert_eq!(
        find(&ctx, &first)
            .await
            .unwrap()
            .ledger
            .live()
            .unwrap()
            .generation,
        2
    );
    let refused = restore(&ctx, &first).await.unwrap_err().to_string();
    assert_eq!(refused, "expected a retracted file, but found committed");
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_file_may_be_retracted_at_any_time() {
    let world = World::new();
    let ctx = world.process("a");
    // Pending: both in one plan.
    let id = drop_file(&ctx, "k one 1 1").await;
    retract(&ctx, &id, "").await.unwrap();
    retract(&ctx, &id, "twice").await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert!(shown(&ctx).await.is_empty());
    assert_sound(&ctx, &world.tables).await;
    // Retracted while it is restored: the one that is later in pending holds.
    restore(&ctx, &id).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(shown(&ctx).await, ["k one 1 1"]);
    retract(&ctx, &id, "").await.unwrap();
    replay(&ctx, &id).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert!(shown(&ctx).await.is_empty(), "a replay ends no retraction");
    assert_sound(&ctx, &world.tables).await;
    // Quarantined.
    let bad = drop_file(&ctx, "!").await;
    retract(&ctx, &bad, "").await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(
        find(&ctx, &bad).await.unwrap().ledger.state(),
        FileState::Retracted
    );
    assert!(matches!(
        restore(&ctx, &bad).await.unwrap(),
        Outcome::Quarantined { .. }
    ));
    assert_sound(&ctx, &world.tables).await;
    let unknown = retract(&ctx, &"0".repeat(64), "")
        .await
        .unwrap_err()
        .to_string();
    assert_eq!(
        unknown,
        "expected the id of a file, but found none with this id"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_replay_shows_the_new_generation_only() {
    let world = World::new();
    let mut ctx = world.process("a");
    let id = drop_and_run(&ctx, "k one 1 1").await;
    ctx.converter = Arc::new(Lines {
        more_rows: 1,
        ..Lines::default()
    });
    replay(&ctx, &id).await.unwrap();
    assert_eq!(
        find(&ctx, &id).await.unwrap().ledger.state(),
        FileState::Committed
    );
    run_until_quiet(&ctx).await.unwrap();
    let detail = file(&ctx, &id).await.unwrap();
    assert_eq!(detail.manifest.unwrap().generation, 2);
    assert_eq!(detail.units[0].unit_id, unit_id(&id, 2, 1));
    assert_eq!(detail.units[0].excluded, None);
    assert_eq!(
        excluded(&ctx).await.unwrap().files[&(id.clone(), 1)],
        Reason::Replayed
    );
    assert_sound(&ctx, &world.tables).await;
    // One that is quarantined leaves the old generation where it was.
    ctx.converter = Arc::new(Lines {
        refuses: true,
        ..Lines::default()
    });
    assert!(matches!(
        replay(&ctx, &id).await.unwrap(),
        Outcome::Quarantined { .. }
    ));
    run_until_quiet(&ctx).await.unwrap();
    let line = find(&ctx, &id).await.unwrap().ledger;
    assert_eq!(
        (line.state(), line.live().unwrap().generation),
        (FileState::Committed, 2)
    );
    // One whose parts are unfit, too.
    ctx.converter = Arc::new(Lines::default());
    *world.tables.unfit.lock().unwrap() = Some(format!("{}-4", &id[..24]));
    replay(&ctx, &id).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    let line = find(&ctx, &id).await.unwrap().ledger;
    assert_eq!(
        (line.state(), line.live().unwrap().generation),
        (FileState::Committed, 2)
    );
    assert_eq!(line.refusal.unwrap().code, "unfit_part");
    assert_sound(&ctx, &world.tables).await;
    // And then it works.
    *world.tables.unfit.lock().unwrap() = None;
    replay(&ctx, &id).await.unwrap();
    assert!(
        matches!(replay(&ctx, &id).await, Err(Error::Busy)),
        "while it is pending"
    );
    run_until_quiet(&ctx).await.unwrap();
    let line = find(&ctx, &id).await.unwrap().ledger;
    assert_eq!((line.live().unwrap().generation, line.refusal), (5, None));
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_quarantined_file_may_be_replayed() {
    let world = World::new();
    let mut ctx = world.process("a");
    ctx.converter = Arc::new(Lines {
        refuses: true,
        ..Lines::default()
    });
    let id = drop_and_run(&ctx, "k one 1 1").await;
    ctx.converter = Arc::new(Lines::default());
    replay(&ctx, &id).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(shown(&ctx).await, ["k one 1 1"]);
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_held_content_lives_once_it_is_kept_and_a_new_one_is_held_again() {
    let world = World::new();
    let ctx = world.process("a");
    let one = drop_and_run(&ctx, "k one 10 1").await;
    let two = drop_and_run(&ctx, "k two 20 1").await;
    decide(&ctx, &unit_id(&two, 1, 1), Choice::Keep)
        .await
        .unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(shown(&ctx).await, ["k one 10 1", "k two 20 1"]);
    // The same content again is a duplicate, another one is held, even if it is the earliest: nobody
    // saw it.
    drop_and_run(&ctx, "k two 21 1").await;
    drop_and_run(&ctx, "k three 5 1").await;
    assert_eq!(
        shown(&ctx).await,
        [
            "k one 10 1",
            "k three 5 1: held",
            "k two 20 1",
            "k two 21 1: duplicate"
        ]
    );
    // Discarding what lives does not make the held one live.
    decide(&ctx, &unit_id(&one, 1, 1), Choice::Discard)
        .await
        .unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(
        shown(&ctx).await,
        [
            "k one 10 1: discarded",
            "k three 5 1: held",
            "k two 20 1",
            "k two 21 1: duplicate"
        ]
    );
    // A decision may be taken back.
    decide(&ctx, &unit_id(&one, 1, 1), Choice::Keep)
        .await
        .unwrap();
    decide(&ctx, &unit_id(&two, 1, 1), Choice::Discard)
        .await
        .unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(
        shown(&ctx).await,
        [
            "k one 10 1",
            "k three 5 1: held",
            "k two 20 1: discarded",
            "k two 21 1: discarded"
        ]
    );
    // It belongs to the content: a replay changes nothing.
    replay(&ctx, &two).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert!(
        shown(&ctx)
            .await
            .contains(&"k two 20 1: discarded".to_owned())
    );
    assert_sound(&ctx, &world.tables).await;
}

/// Deciding on one content, however early it is dated, changes nothing about the others.
#[tokio::test(flavor = "current_thread")]
async fn a_decision_on_one_content_moves_no_other() {
    for (choice, third) in [(Choice::Discard, ": discarded"), (Choice::Keep, "")] {
        let world = World::new();
        let ctx = world.process("a");
        drop_and_run(&ctx, "k one 10 1").await;
        let two = drop_and_run(&ctx, "k two 20 1").await;
        decide(&ctx, &unit_id(&two, 1, 1), Choice::Discard)
            .await
            .unwrap();
        run_until_quiet(&ctx).await.unwrap();
        let three = drop_and_run(&ctx, "k three 5 1").await;
        world.pass(jiff::SignedDuration::from_secs(1));
        decide(&ctx, &unit_id(&three, 1, 1), choice).await.unwrap();
        run_until_quiet(&ctx).await.unwrap();
        let expected = [
            "k one 10 1".to_owned(),
            format!("k three 5 1{third}"),
            "k two 20 1: discarded".to_owned(),
        ];
        assert_eq!(shown(&ctx).await, expected);
        assert_sound(&ctx, &world.tables).await;
    }
}

/// A round died after it moved HEAD: the person saw what HEAD shows, and that is what is kept.
#[tokio::test(flavor = "current_thread")]
async fn what_lived_is_what_head_shows() {
    let world = World::new();
    let ctx = world.process("a");
    drop_and_run(&ctx, "k one 10 1").await;
    let three = drop_file(&ctx, "k three 5 1").await;
    assert!(commit_round(&ctx).await.unwrap().is_some());
    // Nobody booked the batch. The decision is about a unit that only HEAD shows.
    decide(&ctx, &unit_id(&three, 1, 1), Choice::Discard)
        .await
        .unwrap();
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(
        shown(&ctx).await,
        ["k one 10 1: held", "k three 5 1: discarded"]
    );
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_decided_on_must_be_there() {
    let world = World::new();
    let ctx = world.process("a");
    let id = drop_file(&ctx, "k one 1 1").await;
    let says = async |unit: &str| {
        decide(&ctx, unit, Choice::Keep)
            .await
            .unwrap_err()
            .to_string()
    };
    let generation = "expected a unit of the generation that counts, but found another generation";
    assert_eq!(says(&unit_id(&id, 1, 1)).await, generation, "pending");
    run_until_quiet(&ctx).await.unwrap();
    assert_eq!(says(&unit_id(&id, 2, 1)).await, generation);
    let unknown = "expected the id of a unit, but found none with this id";
    for unit in ["", "x-1-1", "a-b-c", &unit_id(&id, 1, 2), &id] {
        assert_eq!(says(unit).await, unknown, "{unit}");
    }
}
