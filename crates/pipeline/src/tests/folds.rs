//! Folds: taken once and whole, or refused and without a trace, whatever happens around them.

use std::collections::{BTreeMap, BTreeSet};

use tables::Part;
use tables::part::{ASIDE, BASE, RECENT, path};

use super::world::{Tables, World, assert_sound, drop_file, live, shown};
use crate::{
    Choice, Context, Fold, Removed, Verdict, commit_round, decide, fold_name, folds_pending,
    generation, head, plan, replay, restore, retract, run_until_quiet, submit, unit_id,
};

/// Prepares a fold of everything in `payer` at HEAD, as whoever maintains tables does; `None` where there
/// is nothing.
#[expect(clippy::too_many_lines, reason = "the steps of a fold, in order")]
pub(crate) async fn prepare(ctx: &Context, tables: &Tables) -> Option<Fold> {
    let head = head(ctx).await.unwrap()?;
    let parts: Vec<Part> = {
        let logs = tables.logs.lock().unwrap();
        live(&logs["payer"], head.versions["payer"])
            .into_values()
            .collect()
    };
    if parts.is_empty() {
        return None;
    }
    let (mut gone, mut aside) = (BTreeSet::new(), BTreeMap::new());
    for n in 1..=head.n {
        let plan = plan(ctx, n).await.unwrap().unwrap();
        gone.extend(
            plan.scopes
                .iter()
                .map(|scope| generation(&scope.file_id, scope.generation)),
        );
        for change in plan.units {
            let of = generation(&change.file_id, change.generation);
            aside.insert((of, change.unit_id), change.now.is_some());
        }
    }
    let is_aside = |of: &String| {
        aside
            .iter()
            .any(|((unit_of, _), now)| unit_of == of && *now)
    };
    let name = fold_name(ctx, head.n);
    let mut dropped = 0;
    let mut rows: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
    for part in &parts {
        for (of, count) in tables.contents(part) {
            if gone.contains(&of) {
                dropped += count;
                continue;
            }
            let tier = if is_aside(&of) { ASIDE } else { BASE };
            *rows.entry(tier).or_default().entry(of).or_default() += count;
        }
    }
    let generations = rows.values().flat_map(BTreeMap::keys).cloned().collect();
    let mut adds = vec![];
    for (tier, rows) in rows {
        let path = path(tier, None, &name);
        let file = ctx.parts.create("payer", &path).unwrap();
        file.finish().unwrap();
        adds.push(Part {
            table: "payer".to_owned(),
            path: path.clone(),
            rows: rows.values().sum(),
            size: 0,
            stats: "{}".to_owned(),
            partition_values: BTreeMap::from([("tier".to_owned(), Some(tier.to_owned()))]),
            modified_ms: 0,
        });
        tables.folded.lock().unwrap().insert(path, rows);
    }
    let removes = parts.into_iter().map(|part| Removed {
        path: part.path,
        rows: part.rows,
        size: part.size,
        partition_values: part.partition_values,
        removed_ms: 0,
    });
    Some(Fold {
        name,
        table: "payer".to_owned(),
        head: head.n,
        removes: removes.collect(),
        adds,
        dropped,
        generations,
    })
}

/// Prepares a fold and hands it in.
pub(crate) async fn fold(ctx: &Context, tables: &Tables) {
    if let Some(fold) = prepare(ctx, tables).await {
        submit(ctx, &fold).await.unwrap();
    }
}

/// What became of the folds of a batch: `folded` and how many rows it dropped, or why not.
async fn verdicts(ctx: &Context, n: u64) -> Vec<String> {
    let plan = plan(ctx, n).await.unwrap().unwrap();
    let said = plan
        .entries
        .into_iter()
        .filter_map(|entry| match entry.verdict {
            Verdict::Folded { dropped, .. } => Some(format!("folded {dropped}")),
            Verdict::Unfolded { code, .. } => Some(code),
            _ => None,
        });
    said.collect()
}

/// Live parts at HEAD by tier.
async fn tiers(ctx: &Context, tables: &Tables) -> Vec<(String, u64)> {
    let head = head(ctx).await.unwrap().unwrap();
    let logs = tables.logs.lock().unwrap();
    let parts = live(&logs["payer"], head.versions["payer"]);
    let mut tiers: Vec<_> = parts
        .values()
        .map(|part| (part.tier().to_owned(), part.rows))
        .collect();
    tiers.sort();
    tiers
}

fn tier(name: &str, rows: u64) -> (String, u64) {
    (name.to_owned(), rows)
}

#[tokio::test(flavor = "current_thread")]
async fn a_fold_takes_the_place_of_parts_and_drops_what_never_comes_back() {
    let world = World::new();
    let ctx = world.process("a");
    let one = drop_file(&ctx, "k one 10 1").await;
    drop_file(&ctx, "k two 20 1").await;
    drop_file(&ctx, "l x 1 1\nm y 1 1").await;
    run_until_quiet(&ctx).await.unwrap();
    replay(&ctx, &one).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    fold(&ctx, &world.tables).await;
    assert!(folds_pending(&ctx).await.unwrap().contains("payer"));
    // Files of the same plan stand beside it.
    drop_file(&ctx, "n z 1 1").await;
    let n = commit_round(&ctx).await.unwrap().unwrap();
    assert_eq!(verdicts(&ctx, n).await, ["folded 1"]);
    run_until_quiet(&ctx).await.unwrap();
    assert!(folds_pending(&ctx).await.unwrap().is_empty());
    let expected = [tier(ASIDE, 1), tier(BASE, 3), tier(RECENT, 1)];
    assert_eq!(tiers(&ctx, &world.tables).await, expected);
    assert_sound(&ctx, &world.tables).await;
    // Base and aside are folded again with what came.
    retract(&ctx, &one, "").await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    fold(&ctx, &world.tables).await;
    let n = commit_round(&ctx).await.unwrap().unwrap();
    assert_eq!(verdicts(&ctx, n).await, ["folded 1"]);
    assert_eq!(tiers(&ctx, &world.tables).await, [tier(BASE, 4)]);
    assert_sound(&ctx, &world.tables).await;
    restore(&ctx, &one).await.unwrap();
    run_until_quiet(&ctx).await.unwrap();
    let found = shown(&ctx).await;
    assert_eq!(found[..2], ["k one 10 1", "k two 20 1: held"]);
    assert_sound(&ctx, &world.tables).await;
}

#[tokio::test(flavor = "current_thread")]
async fn of_two_folds_of_the_same_parts_one_is_taken() {
    for together in [true, false] {
        let world = World::new();
        let ctx = world.process("a");
        drop_file(&ctx, "k one 10 1").await;
        run_until_quiet(&ctx).await.unwrap();
        let first = prepare(&ctx, &world.tables).await.unwrap();
        let second = prepare(&ctx, &world.tables).await.unwrap();
        submit(&ctx, &first).await.unwrap();
        if !together {
            run_until_quiet(&ctx).await.unwrap();
        }
        submit(&ctx, &second).await.unwrap();
        let n = run_until_quiet(&ctx).await.unwrap();
        let expected = match together {
            true => vec!["folded 0", "another_fold"],
            false => vec!["not_live"],
        };
        assert_eq!(verdicts(&ctx, n).await, expected);
        assert_eq!(tiers(&ctx, &world.tables).await, [tier(BASE, 1)]);
        assert_sound(&ctx, &world.tables).await;
    }
}

/// Whatever is left out otherwise since it was prepared, before the plan or in it, refuses a fold.
#[tokio::test(flavor = "current_thread")]
async fn a_fold_of_what_changed_meanwhile_is_refused() {
    for (what, together) in (0..4).flat_map(|what| [(what, true), (what, false)]) {
        let world = World::new();
        let ctx = world.process("a");
        let one = drop_file(&ctx, "k one 10 1").await;
        let two = drop_file(&ctx, "k two 20 1").await;
        run_until_quiet(&ctx).await.unwrap();
        let fold = prepare(&ctx, &world.tables).await.unwrap();
        match what {
            0 => retract(&ctx, &one, "").await.unwrap(),
            1 => drop(replay(&ctx, &one).await.unwrap()),
            2 => decide(&ctx, &unit_id(&two, 1, 1), Choice::Keep)
                .await
                .unwrap(),
            _ => drop(drop_file(&ctx, "k one 5 1").await),
        }
        if !together {
            run_until_quiet(&ctx).await.unwrap();
            // What has nothing to do with it does not matter.
            drop_file(&ctx, "l one 5 1").await;
            run_until_quiet(&ctx).await.unwrap();
        }
        submit(&ctx, &fold).await.unwrap();
        let n = run_until_quiet(&ctx).await.unwrap();
        assert_eq!(verdicts(&ctx, n).await, ["changed"], "{what} {together}");
        let parts = tiers(&ctx, &world.tables).await;
        assert!(parts.iter().all(|(tier, _)| tier == RECENT), "{parts:?}");
        assert_sound(&ctx, &world.tables).await;
        let again = prepare(&ctx, &world.tables).await.unwrap();
        submit(&ctx, &again).await.unwrap();
        let n = run_until_quiet(&ctx).await.unwrap();
        assert_eq!(verdicts(&ctx, n).await.len(), 1);
        let parts = tiers(&ctx, &world.tables).await;
        assert!(parts.iter().all(|(tier, _)| tier != RECENT), "{parts:?}");
        assert_sound(&ctx, &world.tables).await;
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_fold_that_does_not_add_up_or_is_not_there_is_refused() {
    let world = World::new();
    let ctx = world.process("a");
    drop_file(&ctx, "k one 10 1").await;
    run_until_quiet(&ctx).await.unwrap();
    let fold = prepare(&ctx, &world.tables).await.unwrap();
    let refused = async |fold: Fold| {
        submit(&ctx, &fold).await.unwrap();
        let n = run_until_quiet(&ctx).await.unwrap();
        verdicts(&ctx, n).await
    };
    let short = Fold {
        name: fold_name(&ctx, 1),
        dropped: 1,
        ..fold.clone()
    };
    assert_eq!(refused(short).await, ["unbalanced"]);
    let mut lost = Fold {
        name: fold_name(&ctx, 1),
        ..fold.clone()
    };
    lost.adds[0].path.push('x');
    assert_eq!(refused(lost).await, ["unfit_part"]);
    let mut unknown = Fold {
        name: fold_name(&ctx, 1),
        ..fold
    };
    unknown.removes[0].path.push('x');
    assert_eq!(refused(unknown).await, ["not_live"]);
    assert_eq!(tiers(&ctx, &world.tables).await, [tier(RECENT, 1)]);
    assert_sound(&ctx, &world.tables).await;
}
