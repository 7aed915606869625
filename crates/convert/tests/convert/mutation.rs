//! No bytes make a conversion panic, lose count or answer twice differently: seeded cuts, flips, swaps and
//! repeats of the golden files, and of published ones where a folder of them is there.
//!
//! `CLAIMLAKE_MUTATIONS` says how many; few by default, since each is a whole conversion.

use std::path::{Path, PathBuf};

use crate::memory::convert;

/// splitmix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap() % bound.max(1)
    }

    /// A stretch of so many bytes, of a few segments at most.
    fn stretch(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.below(len);
        start..(start + 1 + self.below(200)).min(len)
    }
}

/// Published files are small but for a few, which would take all the time.
const LARGEST: u64 = 60_000;

fn files() -> Vec<PathBuf> {
    let golden = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden"));
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let corpora = std::env::var_os("CLAIMLAKE_CORPORA").map_or(beside, PathBuf::from);
    let mut files = Vec::new();
    walk(golden, &mut files);
    for format in ["x12", "hl7v2", "fhir", "ccda"] {
        walk(&corpora.join(format), &mut files);
    }
    files.retain(|path| {
        let small = std::fs::metadata(path).is_ok_and(|it| (1..LARGEST).contains(&it.len()));
        small && path.extension().is_none_or(|it| it != "expect")
    });
    files.sort();
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// One to four changes.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        if bytes.is_empty() {
            return;
        }
        let stretch = dice.stretch(bytes.len());
        match dice.below(7) {
            // A cut at the end, or out of the middle.
            0 => bytes.truncate(stretch.start),
            1 => drop(bytes.drain(stretch)),
            // A bit, or a byte that means something.
            2 => bytes[stretch.start] ^= 1 << dice.below(8),
            3 => bytes[stretch.start] = b"~*:^\r\n 0A\0\xff|&\\\""[dice.below(15)],
            // The same again, here or elsewhere.
            4 => {
                let again = bytes[stretch.clone()].to_vec();
                bytes.splice(stretch.end..stretch.end, again);
            }
            5 => {
                let moved: Vec<u8> = bytes.drain(stretch).collect();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, moved);
            }
            // Two segments in each other's place.
            _ => {
                let mut segments: Vec<Vec<u8>> =
                    bytes.split(|b| *b == b'~').map(<[u8]>::to_vec).collect();
                let (one, two) = (dice.below(segments.len()), dice.below(segments.len()));
                segments.swap(one, two);
                *bytes = segments.join(&b'~');
            }
        }
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how many to try is the caller's choice, and a test has no settings"
)]
fn changed_files_are_accounted_for_and_answer_the_same_twice() {
    let wanted = std::env::var("CLAIMLAKE_MUTATIONS").ok();
    let wanted: usize = wanted.map_or(400, |n| n.parse().unwrap());
    let files = files();
    assert!(files.len() > 80, "{}", files.len());
    for seed in 0..wanted {
        let mut dice = Dice(u64::try_from(seed).unwrap());
        let path = &files[dice.below(files.len())];
        let mut bytes = std::fs::read(path).unwrap();
        mutate(&mut bytes, &mut dice);
        // The accounting is checked inside.
        let one = std::panic::catch_unwind(|| convert(&bytes));
        let Ok(one) = one else {
            panic!("seed {seed}: {} changed", path.display());
        };
        if seed % 10 == 0 {
            let two = convert(&bytes);
            assert_eq!(one.survey, two.survey, "seed {seed}");
            assert_eq!(one.report.records, two.report.records, "seed {seed}");
            assert_eq!(one.report.rows, two.report.rows, "seed {seed}");
        }
    }
}
