//! Simulations by seed: files in any order, processes that interleave and die, wake-ups that are lost.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::FutureExt;
use futures::future::join_all;

use super::folds::prepare;
use super::world::{Dice, Tables, World, assert_sound, drop_file, land, units};
use crate::{
    Context, Error, Faults, Reason, check, files, ingest, replay, restore, retract,
    run_until_quiet, submit, sweep,
};

/// Thrown where a process dies.
struct Killed;

/// Lets others go first, or dies.
#[derive(Debug)]
struct Chaos {
    dice: Mutex<Dice>,
    deadly: u64,
}

#[async_trait]
impl Faults for Chaos {
    async fn at(&self, _: &'static str) {
        let (turns, dies) = {
            let mut dice = self.dice.lock().unwrap();
            (dice.below(4), dice.below(self.deadly) == 0)
        };
        for _ in 0..turns {
            tokio::task::yield_now().await;
        }
        if dies {
            std::panic::resume_unwind(Box::new(Killed));
        }
    }
}

/// Some files over few documents, so that they meet.
fn invent(dice: &mut Dice, count: u64) -> Vec<String> {
    let file = |dice: &mut Dice| {
        let line = |dice: &mut Dice| {
            let (key, content) = (dice.below(4), dice.below(3));
            match dice.below(5) {
                0 => format!("k{key} c{content} - {}", dice.below(2)),
                time => format!("k{key} c{content} {time} {}", dice.below(2)),
            }
        };
        let lines: Vec<String> = (0..=dice.below(4)).map(|_| line(dice)).collect();
        if dice.below(8) == 0 {
            "!".to_owned()
        } else {
            lines.join("\n")
        }
    };
    (0..count).map(|_| file(dice)).collect()
}

type Shown = BTreeMap<(String, String), Option<Reason>>;

/// Said once more, and differently: which units live when nobody decided anything.
fn expected(found: &Shown) -> Shown {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut expected = Shown::new();
    let keys: BTreeSet<String> = found
        .keys()
        .map(|(text, _)| words(text)[0].clone())
        .collect();
    for key in keys {
        let mut units: Vec<_> = found
            .keys()
            .filter(|(text, _)| words(text)[0] == key)
            .map(|(text, place)| {
                let word = words(text);
                let time: i64 = word[2].parse().unwrap_or(i64::MAX);
                let dated = (time, word[3].clone(), word[1].clone());
                (dated, place.clone(), (text.clone(), place.clone()))
            })
            .collect();
        units.sort();
        let living = units[0].0.2.clone();
        for (at, ((_, _, content), _, unit)) in units.iter().enumerate() {
            let reason = match (*content == living, at) {
                (true, 0) => None,
                (true, _) => Some(Reason::Duplicate),
                (false, _) => Some(Reason::Held),
            };
            expected.insert(unit.clone(), reason);
        }
    }
    expected
}

#[tokio::test(flavor = "current_thread")]
async fn the_order_of_files_makes_no_difference() {
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let mut texts = invent(&mut dice, 5);
        let mut first: Option<Shown> = None;
        for _ in 0..6 {
            let world = World::new();
            let ctx = world.process("a");
            for at in 0..texts.len() {
                let other = usize::try_from(dice.below(5)).unwrap();
                texts.swap(at, other);
            }
            for text in &texts {
                drop_file(&ctx, text).await;
                if dice.below(2) == 0 {
                    drop_file(&ctx, &texts[0]).await;
                }
                if dice.below(2) == 0 {
                    run_until_quiet(&ctx).await.unwrap();
                }
            }
            run_until_quiet(&ctx).await.unwrap();
            let found = units(&ctx).await;
            assert_eq!(found, expected(&found), "seed {seed}");
            assert_eq!(
                &found,
                first.get_or_insert_with(|| found.clone()),
                "seed {seed}"
            );
            assert_sound(&ctx, &world.tables).await;
        }
    }
}

/// What one process does until it dies: lands and ingests its share, commits now and then.
async fn live(
    ctx: &Context,
    tables: &Tables,
    dice: &mut Dice,
    mine: &mut Vec<String>,
    retracted: &BTreeSet<u64>,
) {
    while let Some(text) = mine.last().cloned() {
        let object = land(ctx, &text).await;
        // Taken off only once it landed; whether it is ingested is the sweep's business.
        mine.pop();
        if dice.below(3) > 0 {
            tolerate(ingest(ctx, &object, "").await.map(drop));
        }
        if dice.below(4) == 0 {
            tolerate(ingest(ctx, &object, "").await.map(drop));
        }
        if dice.below(3) == 0 {
            run_until_quiet(ctx).await.unwrap();
        }
        if let Some(file) = any(ctx, dice).await {
            let first = u64::from_str_radix(&file[..1], 16).unwrap();
            match (dice.below(4), retracted.contains(&first)) {
                (0, _) => tolerate(replay(ctx, &file).await.map(drop)),
                (1, true) => tolerate(retract(ctx, &file, "").await),
                (2, true) => tolerate(restore(ctx, &file).await.map(drop)),
                _ => {}
            }
        }
        if dice.below(8) == 0 {
            tolerate(sweep(ctx).await.map(drop));
        }
        if dice.below(4) == 0 {
            let fold = prepare(ctx, tables).await;
            if let Some(fold) = fold {
                tolerate(submit(ctx, &fold).await);
            }
        }
    }
    run_until_quiet(ctx).await.unwrap();
    // In the middle of what the others do.
    let found = check(ctx).await.unwrap();
    assert_eq!(found, []);
}

async fn any(ctx: &Context, dice: &mut Dice) -> Option<String> {
    let known = files(ctx).await.unwrap();
    let at = usize::try_from(dice.below(u64::try_from(known.len()).unwrap())).unwrap();
    known.get(at).map(|file| file.file_id.clone())
}

fn tolerate(done: crate::Result<()>) {
    match done {
        Ok(()) | Err(Error::Busy | Error::Refused { .. } | Error::Changed(_)) => {}
        Err(error) => panic!("{error}: {error:?}"),
    }
}

async fn simulate(seed: u64) {
    let world = World::new();
    let mut dice = Dice(seed);
    let texts = invent(&mut dice, 12);
    // Files whose ids begin with one of these digits are retracted and restored at random, and
    // retracted in the end.
    let retracted: BTreeSet<u64> = (0..4).map(|_| dice.below(16)).collect();
    let share = |who: usize| {
        texts
            .iter()
            .skip(who)
            .step_by(3)
            .cloned()
            .collect::<Vec<_>>()
    };
    let lives = (0..3).map(|who| {
        let (mut mine, world, retracted) = (share(who), &world, &retracted);
        let mut dice = Dice(seed * 3 + u64::try_from(who).unwrap());
        async move {
            for life in 0.. {
                let name = format!("{who}-{life}");
                let chaos = Chaos {
                    dice: Mutex::new(Dice(dice.next())),
                    deadly: 25,
                };
                let ctx = world.process_with(&name, Some(Arc::new(chaos)));
                let lived =
                    AssertUnwindSafe(live(&ctx, &world.tables, &mut dice, &mut mine, retracted))
                        .catch_unwind()
                        .await;
                match lived {
                    Ok(()) => break,
                    Err(thrown) if thrown.is::<Killed>() => world.fleet.dies(&name),
                    Err(thrown) => std::panic::resume_unwind(thrown),
                }
            }
        }
    });
    join_all(lives).await;
    // Every wake-up was lost; one sweep comes.
    let ctx = world.process("last");
    sweep(&ctx).await.unwrap();
    assert_sound(&ctx, &world.tables).await;
    for file in files(&ctx).await.unwrap() {
        let first = u64::from_str_radix(&file.file_id[..1], 16).unwrap();
        if retracted.contains(&first) {
            tolerate(retract(&ctx, &file.file_id, "").await);
        }
    }
    run_until_quiet(&ctx).await.unwrap();
    assert_sound(&ctx, &world.tables).await;
    let found = units(&ctx).await;
    assert_eq!(found, expected(&found), "seed {seed}");
    assert_eq!(found, undisturbed(&texts, &retracted).await, "seed {seed}");
}

/// The same files and retractions, one after the other.
async fn undisturbed(texts: &[String], retracted: &BTreeSet<u64>) -> Shown {
    let world = World::new();
    let ctx = world.process("a");
    for text in texts {
        let id = drop_file(&ctx, text).await;
        if retracted.contains(&u64::from_str_radix(&id[..1], 16).unwrap()) {
            tolerate(retract(&ctx, &id, "").await);
        }
    }
    run_until_quiet(&ctx).await.unwrap();
    units(&ctx).await
}

#[tokio::test(flavor = "current_thread")]
async fn processes_that_interleave_and_die_lose_and_double_nothing() {
    for seed in 0..12 {
        simulate(seed).await;
    }
}
