//! Files that other people published, where a folder of them is at hand: `CLAIMLAKE_CORPORA`, or
//! `../shared/corpora` beside the workspace. Read without a panic, and counted as a trivial
//! splitter counts them.

use std::path::{Path, PathBuf};

use x12::{Event, Limits, Reader};

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
    let mut read = 0;
    for line in index.lines().filter(|line| line.starts_with("x12/")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, kind, _, severity, ..] = fields[..] else {
            panic!("five columns")
        };
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            continue;
        };
        let (records, defects, refused) = count(&bytes);
        read += 1;
        if kind != "x12" || severity != "ok" {
            continue;
        }
        assert!(!refused, "{path}: refused");
        assert_eq!(records, split(&bytes), "{path}: records");
        assert_eq!(defects, 0, "{path}: defects");
    }
    println!("{read} files");
    assert!(read > 300, "{read} files");
}

fn count(bytes: &[u8]) -> (u64, u64, bool) {
    let mut reader = Reader::new(bytes, Limits::default());
    let (mut records, mut defects) = (0, 0);
    loop {
        match reader.next_event() {
            Ok(Some(event)) => {
                records += event.records();
                defects += u64::from(matches!(event, Event::Defect(_)));
            }
            Ok(None) => return (records, defects, false),
            Err(error) => {
                assert!(error.is_refusal());
                return (records, defects, true);
            }
        }
    }
}

/// What stands between terminators and is not blank, by the first ISA's delimiters.
fn split(bytes: &[u8]) -> u64 {
    let is_start = |rest: &[u8]| match rest {
        [b'I', b'S', b'A', separator, ..] => !separator.is_ascii_alphanumeric(),
        _ => false,
    };
    let start = (0..bytes.len()).find(|&at| bytes.get(at..).is_some_and(is_start));
    let file = bytes.get(start.expect("an ISA")..).unwrap_or_default();
    let element = file.get(3).copied().unwrap_or_default();
    let sixteenth = file
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == element)
        .nth(15);
    let terminator = sixteenth
        .and_then(|(at, _)| file.get(at + 2))
        .copied()
        .unwrap_or(b'~');
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x1a || *byte >= 0x80;
    let ends = |byte: &u8| match terminator {
        b'\r' | b'\n' => matches!(byte, b'\r' | b'\n'),
        _ => *byte == terminator,
    };
    file.split(ends)
        .filter(|piece| !piece.iter().all(blank))
        .count() as u64
}
