//! Any permutation, split and repetition of the files ends in the same tables.

use std::path::{Path, PathBuf};

use crate::harness::{Dice, Home, assert_same, sample_files};

fn reference() -> Vec<(String, String)> {
    let home = Home::new();
    home.drop_paths(&sample_files());
    home.assert_sound();
    let tables = home.tables();
    assert!(
        tables
            .iter()
            .any(|(name, rows)| name == "remit_claim" && rows.lines().count() > 290)
    );
    tables
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let expected = reference();
    for seed in 0..3 {
        let home = Home::new();
        let mut files = sample_files();
        let mut dice = Dice(seed);
        dice.shuffle(&mut files);
        // In several drops, so that what comes later meets what is committed.
        for some in files.chunks(1 + dice.below(9)) {
            home.drop_paths(some);
        }
        home.assert_sound();
        assert_same(&expected, &home.tables(), &format!("seed {seed}"));
    }
}

#[test]
fn repetition_changes_nothing() {
    let expected = reference();
    let home = Home::new();
    home.drop_paths(&sample_files());
    let head = home.value("select max(batch) from excluded_unit");
    let again = home.drop_paths(&sample_files());
    for file in again["files"].as_array().unwrap() {
        assert_eq!(file["status"], "duplicate", "{file}");
    }
    assert_eq!(home.value("select max(batch) from excluded_unit"), head);
    assert_same(&expected, &home.tables(), "twice");
}

/// Every transaction set in a file of its own, with its envelope; and all of them in one file.
#[test]
fn where_a_file_ends_does_not_matter() {
    let expected = reference();

    let home = Home::new();
    let inbox = home.inbox("one");
    let (x12, rest): (Vec<PathBuf>, Vec<PathBuf>) = sample_files().into_iter().partition(is_x12);
    let mut all = vec![];
    for path in &x12 {
        all.extend(std::fs::read(path).unwrap());
    }
    std::fs::write(inbox.join("all.edi"), all).unwrap();
    home.drop_paths(&[rest.as_slice(), std::slice::from_ref(&inbox)].concat());
    home.assert_sound();
    assert_same(&expected, &home.tables(), "one file");

    let home = Home::new();
    let inbox = home.inbox("split");
    for path in &x12 {
        for (n, text) in split_by_set(&std::fs::read_to_string(path).unwrap())
            .iter()
            .enumerate()
        {
            let name = format!("{}-{n}", path.file_name().unwrap().to_str().unwrap());
            std::fs::write(inbox.join(name), text).unwrap();
        }
    }
    home.drop_paths(&[rest.as_slice(), &[inbox]].concat());
    home.assert_sound();
    assert_same(&expected, &home.tables(), "split by set");
}

fn is_x12(path: &PathBuf) -> bool {
    Path::new(path).extension().is_some_and(|e| e == "edi")
}

/// One interchange a set; counts and control numbers of the envelopes made right again.
fn split_by_set(text: &str) -> Vec<String> {
    let end = if text.contains('|') { '|' } else { '~' };
    let mark = text.as_bytes()[3] as char;
    let segments: Vec<&str> = text
        .split(end)
        .map(|s| s.trim_matches(['\r', '\n']))
        .filter(|s| !s.is_empty())
        .collect();
    let (mut isa, mut gs, mut open, mut out) = ("", "", vec![], vec![]);
    for segment in segments {
        match segment.split(mark).next().unwrap() {
            "ISA" => isa = segment,
            "GS" => gs = segment,
            "GE" | "IEA" => {}
            "SE" => {
                open.push(segment);
                let group = gs.split(mark).nth(6).unwrap();
                let interchange = isa.split(mark).nth(13).unwrap();
                let ge = format!("GE{mark}1{mark}{group}");
                let iea = format!("IEA{mark}1{mark}{interchange}");
                let mut whole = vec![isa, gs];
                whole.append(&mut open);
                let mut text: String = whole.iter().map(|s| format!("{s}{end}")).collect();
                text.push_str(&format!("{ge}{end}{iea}{end}"));
                out.push(text);
            }
            _ => open.push(segment),
        }
    }
    out
}
