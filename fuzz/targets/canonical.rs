//! One document in other bytes: the same key, content and id, whatever separates its elements and however
//! its lines are wrapped.
//!
//! An input is read, and written again with other delimiters that do not occur in it. Left out: inputs
//! with damaged segments, whose digest is of what was written and not of what was meant.
#![no_main]

use std::io::Cursor;

use convert::{Limits, Survey, Unit};
use libfuzzer_sys::fuzz_target;
use x12::Delimiters;

use crate::rewrite::{Line, Style, Wrap};

/// As the tests of the conversion do it, which change lines as well.
#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../../crates/convert/tests/convert/rewrite.rs"]
mod rewrite;

fuzz_target!(|bytes: &[u8]| {
    let before = survey(bytes);
    if before.refusal.is_some() || before.units.is_empty() || before.format != "x12" {
        return;
    }
    let Some(lines) = rewrite::read(bytes).filter(|lines| !lines.iter().any(is_ambiguous)) else {
        return;
    };
    let style = choose(bytes);
    let Some(written) = rewrite::write(&lines, style) else {
        return;
    };
    let after = survey(&written);
    assert_eq!(after.refusal, None);
    let written = String::from_utf8_lossy(&written);
    for (before, after) in before.units.iter().zip(&after.units) {
        assert_eq!(says(before), says(after), "{style:?}:\n{written}");
    }
    assert_eq!(
        before.units.len(),
        after.units.len(),
        "{style:?}:\n{written}"
    );
});

fn survey(bytes: &[u8]) -> Survey {
    convert::survey(&mut Cursor::new(bytes), &Limits::default()).expect("memory can be read")
}

fn says(it: &Unit) -> (&str, &str, &str, &str, bool) {
    (
        &it.kind,
        &it.doc_key,
        &it.content_hash,
        &it.doc_id,
        it.incomplete,
    )
}

/// What may be taken for something else in other bytes: ISA, which might begin an interchange behind
/// another separator or where two words met at a line's end; and a component in GS or TA1, which have
/// none, so that what ends them says whether a file without ISA16 has lines as segments.
fn is_ambiguous(line: &Line) -> bool {
    let mut values = line.elements.iter().flatten().flatten().chain([&line.id]);
    let composite = line
        .elements
        .iter()
        .flatten()
        .any(|repetition| repetition.len() > 1);
    match line.id.as_slice() {
        b"ISA" => false,
        b"GS" | b"TA1" if composite => true,
        _ => values.any(|value| value.windows(3).any(|three| three == b"ISA")),
    }
}

/// Delimiters and wrapping by what the bytes are, so that plain files can be seeds.
fn choose(bytes: &[u8]) -> Style {
    let mut dice = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let mut pick = |from: &[u8], taken: &[u8]| {
        let free: Vec<u8> = from
            .iter()
            .copied()
            .filter(|it| !taken.contains(it))
            .collect();
        dice = dice.rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let at = (dice >> 33) % u64::try_from(free.len()).expect("few");
        free[usize::try_from(at).expect("few")]
    };
    // Those of the canonical form are among them, in other roles, and its escape.
    let some = b"*~^:|>!\\<\x1b\x1c\x1d\x1e\x1f\xa7";
    let element = pick(&[some, &b"\t"[..]].concat(), &[]);
    let component = pick(some, &[element]);
    let repetition = pick(some, &[element, component]);
    let terminator = pick(
        &[some, &b"\n\r"[..]].concat(),
        &[element, component, repetition],
    );
    let wrap = match pick(b"0123", &[]) {
        b'0' => Wrap::Nothing,
        b'1' => Wrap::Lf,
        b'2' => Wrap::CrLf,
        _ => Wrap::Eighty,
    };
    let repetition = Some(repetition);
    Style {
        delimiters: Delimiters {
            element,
            component,
            repetition,
            terminator,
        },
        wrap,
    }
}
