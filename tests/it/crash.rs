//! `kill -9` anywhere in a drop, then the same drop again: nothing lost, nothing doubled.

use std::time::Duration;

use crate::harness::{Dice, Home, assert_same, sample_files};

fn words(files: &[std::path::PathBuf]) -> Vec<&str> {
    std::iter::once("drop")
        .chain(files.iter().map(|p| p.to_str().unwrap()))
        .collect()
}

fn expected() -> Vec<(String, String)> {
    let home = Home::new();
    home.drop_paths(&sample_files());
    home.tables()
}

#[test]
fn killed_at_random_times() {
    let expected = expected();
    let files = sample_files();
    let rounds: u64 = std::env::var("CLAIMLAKE_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(6);
    for seed in 0..rounds {
        let home = Home::new();
        let mut dice = Dice(seed);
        for _ in 0..4 {
            let mut child = home.start(&words(&files));
            std::thread::sleep(Duration::from_millis(
                u64::try_from(20 + dice.below(900)).unwrap(),
            ));
            let _ = child.kill();
            let _ = child.wait();
        }
        home.run(&words(&files));
        home.assert_sound();
        assert_same(&expected, &home.tables(), &format!("seed {seed}"));
    }
}

/// The points that a drop passes.
fn points() -> impl Iterator<Item = &'static str> {
    let passes = |point: &&str| point.starts_with("ingest") || point.starts_with("round");
    pipeline::POINTS.into_iter().filter(passes)
}

#[test]
fn killed_at_every_named_point() {
    let expected = expected();
    let files = sample_files();
    for point in points() {
        let home = Home::new();
        let mut command = home.command(&words(&files));
        let output = command.env("CLAIMLAKE_CRASH_AT", point).output().unwrap();
        assert!(!output.status.success(), "{point}: nothing passes there");
        home.run(&words(&files));
        home.assert_sound();
        assert_same(&expected, &home.tables(), point);
    }
}

/// Every wake-up lost: files were landed and claimed, and nobody came back for them.
#[test]
fn the_sweep_finishes_what_a_dead_process_began() {
    let expected = expected();
    let files = sample_files();
    for point in points() {
        let home = Home::new();
        for some in files.chunks(5) {
            let _ = home
                .command(&words(some))
                .env("CLAIMLAKE_CRASH_AT", point)
                .output()
                .unwrap();
        }
        home.run(&["sweep"]);
        home.assert_sound();
        // What was landed before the kill is all there; what never was comes with the next drop.
        home.run(&words(&files));
        assert_same(&expected, &home.tables(), point);
    }
}
