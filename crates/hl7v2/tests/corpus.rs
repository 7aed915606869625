//! Files that other people published, where a folder of them is at hand: `CLAIMLAKE_CORPORA`, or
//! `../shared/corpora` beside the workspace. Read without a panic, and counted as a trivial
//! splitter counts them.

use std::path::{Path, PathBuf};

use hl7v2::segment::{Obx, Pid, Pv1};
use hl7v2::{Event, Limits, Message, Reader};

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    files: u64,
    refused: u64,
    messages: u64,
    records: u64,
    defects: u64,
    damaged: u64,
    assumed: u64,
    /// Points in time in the fields that are none, and those that are.
    malformed: u64,
    moments: u64,
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
        // One published batch says 25 and has 20.
        let count_is_wrong = path.ends_with("test-0001-input-covid-19.hl7");
        if (severity, bad) == ("ok", "n") {
            assert_eq!(counts.defects, u64::from(count_is_wrong), "{path}: defects");
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
    all.malformed += one.malformed;
    all.moments += one.moments;
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
                times(&message, &mut counts);
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

fn times(message: &Message<'_>, counts: &mut Counts) {
    let mut time = |dtm: hl7v2::datatype::Dtm<'_>| match dtm.read() {
        Ok(Some(_)) => counts.moments += 1,
        Ok(None) => {}
        Err(_) => counts.malformed += 1,
    };
    time(message.msh().time());
    for segment in message.segments() {
        if let Some(pid) = Pid::try_from_segment(segment) {
            time(pid.birth());
        }
        if let Some(pv1) = Pv1::try_from_segment(segment) {
            time(pv1.admitted());
        }
        if let Some(obx) = Obx::try_from_segment(segment) {
            time(obx.observed());
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
