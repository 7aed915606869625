//! Any permutation, split and repetition of the files ends in the same tables.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use x12::Delimiters;

use crate::harness::{Dice, Home, assert_same, sample_files};
use crate::rewrite::{Line, Part, Style, Wrap, read, write};

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

/// The sample, and then each of its documents again in other bytes, four times over: the same tables as
/// from the sample alone. What was issued anew with other amounts waits, however it is written.
#[test]
fn the_same_documents_in_other_bytes_change_nothing() {
    let expected = reference();
    let home = Home::new();
    let (x12, _): (Vec<PathBuf>, Vec<PathBuf>) = sample_files().into_iter().partition(is_x12);
    home.drop_paths(&sample_files());
    let inbox = home.inbox("again");
    for path in &x12 {
        let lines = read(&std::fs::read(path).unwrap());
        // A damaged segment is known by its bytes.
        let Some(lines) = lines else { continue };
        for (n, bytes) in variants(&lines).into_iter().enumerate() {
            let name = path.file_name().unwrap().to_str().unwrap();
            std::fs::write(inbox.join(format!("{n}-{name}")), bytes).unwrap();
        }
    }
    let living = "select count(*) from raw.unit where excluded is null";
    let before = home.value(living);
    let dropped = home.drop_paths(&[inbox]);
    // Of units that came at one time not the first to arrive lives, so a copy may take an original's place.
    let count = |why: &str| {
        let files = dropped["files"].as_array().unwrap().iter();
        let sets = files.flat_map(|file| file["sets"].as_array().unwrap());
        sets.filter(|set| set["excluded"] == why).count()
    };
    assert!(count("duplicate") > 60, "{}", count("duplicate"));
    assert_eq!(count("held"), 4);
    let held = "select count(distinct content_hash) from raw.unit where excluded = 'held'";
    assert_eq!(home.value(held), 1);
    assert_eq!(home.value(living), before);
    home.assert_sound();
    assert_same(&expected, &home.tables(), "in other bytes");
}

/// Other delimiters, other line ends, other numbers and later times of envelopes, packed.
fn variants(lines: &[Line]) -> Vec<Vec<u8>> {
    let style = |[element, component, repetition, terminator]: [u8; 4], wrap| Style {
        delimiters: Delimiters {
            element,
            component,
            repetition: Some(repetition),
            terminator,
        },
        wrap,
    };
    let mut later = lines.to_vec();
    for (at, line) in later.iter_mut().enumerate() {
        let number = (800_000_000 + at).to_string();
        match line.part {
            Part::Isa(_) => (line.set(9, b"291231"), line.set(13, number.as_bytes())).0,
            Part::Gs => (line.set(4, b"20291231"), line.set(6, number.as_bytes())).0,
            Part::St => line.set(2, number.as_bytes()),
            _ => {}
        }
    }
    let plain = write(lines, style(*b"*:^~", Wrap::Eighty)).unwrap();
    let mut gz = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
    gz.write_all(&plain).unwrap();
    vec![
        write(lines, style(*b"*:^~", Wrap::CrLf)).unwrap(),
        write(lines, style(*b"|>!\n", Wrap::Nothing)).unwrap(),
        write(&later, style(*b"\x1d\x1e\x1f\x1c", Wrap::Lf)).unwrap(),
        gz.finish().unwrap(),
    ]
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
