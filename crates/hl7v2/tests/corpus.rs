//! Files that other people published, where a folder of them is at hand: `CLAIMLAKE_CORPORA`, or
//! `../shared/corpora` beside the workspace. Read without a panic, and counted as a trivial
//! splitter counts them.

use std::path::{Path, PathBuf};

use hl7v2::{Event, Limits, Reader};

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    files: u64,
    refused: u64,
    messages: u64,
    records: u64,
    defects: u64,
    damaged: u64,
    assumed: u64,
}

#[test]
fn published_files() {
    let root = std::env::var_os("CLAIMLAKE_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let Ok(index) = std::fs::read_to_string(root.join("INDEX.tsv")) else {
        println!(
            "SKIPPED: no corpora in {}; set CLAIMLAKE_CORPORA",
            root.display()
        );
        return;
    };
    let mut all = Counts::default();
    for line in index.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, kind, _, severity, bad, ..] = fields[..] else {
            panic!("six columns")
        };
        if kind != "hl7v2" {
            continue;
        }
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            continue;
        };
        let counts = count(&bytes);
        if severity == "ok" {
            assert!(counts.messages > 0, "{path}: messages");
            assert_eq!(counts.damaged, 0, "{path}: damaged");
        }
        if counts.refused == 0 {
            assert_eq!(counts.records, split(&bytes), "{path}: records");
        } else {
            assert_eq!((counts.messages, bad), (0, "y"), "{path}: refused");
        }
        if counts.defects > 0 && bad == "n" {
            println!("{} defects in {path}", counts.defects);
        }
        add(&mut all, &counts);
    }
    println!("{all:?}");
    assert!(all.files > 400 && all.messages > all.files, "{all:?}");
}

fn add(all: &mut Counts, one: &Counts) {
    all.files += 1;
    all.refused += one.refused;
    all.messages += one.messages;
    all.records += one.records;
    all.defects += one.defects;
    all.damaged += one.damaged;
    all.assumed += one.assumed;
}

fn count(bytes: &[u8]) -> Counts {
    let mut reader = Reader::new(bytes, Limits::default());
    let mut counts = Counts::default();
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => return counts,
            Err(error) => {
                assert!(error.is_refusal());
                counts.refused = 1;
                return counts;
            }
        };
        counts.records += event.records();
        match event {
            Event::Message(message) => {
                counts.messages += 1;
                counts.assumed += u64::from(message.charset().is_assumed());
                for segment in message.segments() {
                    assert!(segment.as_bytes().starts_with(segment.id()));
                    for value in segment.fields().flat_map(|it| it.repetitions()) {
                        let _ = value.text().decode();
                    }
                }
            }
            Event::Damaged(_) => counts.damaged += 1,
            Event::Defect(_) => counts.defects += 1,
            _ => {}
        }
    }
}

/// Lines that are not blank.
fn split(bytes: &[u8]) -> u64 {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | 0 | 0x0b | 0x1a | 0xef | 0xbb | 0xbf);
    bytes
        .split(|byte| matches!(byte, b'\r' | b'\n' | 0x1c))
        .filter(|line| !line.iter().all(blank))
        .count() as u64
}
