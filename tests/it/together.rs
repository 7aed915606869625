//! Several processes on one home at once.

use std::time::Duration;

use crate::harness::{Home, assert_same, sample_files};

#[test]
fn two_drops_a_query_and_a_retraction_one_of_them_killed() {
    let home = Home::new();
    let files = sample_files();
    let first = home.drop_paths(&files[..3]);
    let victim = first["files"][1]["file_id"].as_str().unwrap().to_owned();

    let paths: Vec<&str> = files.iter().map(|p| p.to_str().unwrap()).collect();
    let (left, right) = paths.split_at(paths.len() / 2);
    let mut one = home.start(&[&["drop"], left].concat());
    let mut two = home.start(&[&["drop"], right].concat());
    let mut query = home.start(&["sql", "select count(*) from raw.remit_claim"]);
    let mut retract = home.start(&["files", "retract", &victim, "--reason", "test"]);
    std::thread::sleep(Duration::from_millis(300));
    let _ = one.kill();
    for child in [&mut one, &mut two, &mut query, &mut retract] {
        let _ = child.wait();
    }
    home.run(&["sweep"]);
    home.assert_sound();

    // Whatever the killed one had not done is done by the same command again.
    home.drop_paths(&files);
    home.run(&["files", "restore", &victim]);
    home.assert_sound();
    let expected = Home::new();
    expected.drop_paths(&files);
    assert_same(&expected.tables(), &home.tables(), "after all");
}

#[test]
fn two_drops_of_the_same_files() {
    let home = Home::new();
    let files = sample_files();
    let paths: Vec<&str> = files.iter().map(|p| p.to_str().unwrap()).collect();
    let mut children = [
        home.start(&[&["drop"], &paths[..]].concat()),
        home.start(&[&["drop"], &paths[..]].concat()),
    ];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    home.assert_sound();
    let expected = Home::new();
    expected.drop_paths(&files);
    assert_same(&expected.tables(), &home.tables(), "both");
}
