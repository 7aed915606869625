//! What is odd about envelopes, and about segments that stand in none.

use x12::{Defect, Noise, Position, Segment};

use crate::context::{Context, Issue, Severity};
use crate::fault::{Element, name};
use crate::member::Stop;

/// Notes a defect of an envelope, by the standard's own code.
pub(crate) fn note(defect: &Defect, cx: &mut Context<'_>) -> Result<(), Stop> {
    let rule = format!("{}_{}", defect.code_list.as_str(), defect.code);
    cx.issue(
        defect.position,
        &Issue {
            rule_id: &rule,
            level: defect.level.as_str(),
            segment_id: "",
            element: Element::default(),
            expected: &defect.expected(),
            found: &defect.found(),
            severity: Severity::Warning,
        },
    )?;
    Ok(())
}

/// Segments that carry money or claims, and stand in a transaction set or nowhere.
const OF_A_SET: [&[u8]; 4] = [b"BPR", b"CLP", b"BHT", b"CLM"];

/// Notes, once a run, that segments stand outside of sets which belong into one. `told` is whether the
/// run was noted.
pub(crate) fn outside(
    segment: &Segment<'_>,
    told: &mut bool,
    cx: &mut Context<'_>,
) -> Result<(), Stop> {
    if !OF_A_SET.contains(&segment.id()) || std::mem::replace(told, true) {
        return Ok(());
    }
    let words = (
        "segment_outside_set",
        "set",
        name(segment),
        "an ST before it",
    );
    lost(segment.position(), words, cx)
}

/// Notes that segments stand in no interchange, or in one whose ISA can't be read; the name they are
/// ignored by.
pub(crate) fn noise(noise: &Noise, cx: &mut Context<'_>) -> Result<&'static str, Stop> {
    if noise.interchanges > 0 {
        let expected = "an ISA segment of 16 elements";
        let words = ("unreadable_interchange", "interchange", "ISA", expected);
        lost(noise.position, words, cx)?;
        return Ok("segment of an unreadable interchange");
    }
    if noise.sets > 0 || noise.claims > 0 {
        let words = (
            "set_outside_interchange",
            "interchange",
            "ST",
            "an ISA before ST",
        );
        lost(noise.position, words, cx)?;
    }
    Ok("text outside of interchanges")
}

/// Rule, level, segment, and what was expected.
type Words<'w> = (&'w str, &'w str, &'w str, &'w str);

fn lost(
    position: Position,
    (rule_id, level, segment_id, expected): Words<'_>,
    cx: &mut Context<'_>,
) -> Result<(), Stop> {
    let found = match rule_id {
        "unreadable_interchange" => "one that can't be read",
        _ => "none",
    };
    cx.issue(
        position,
        &Issue {
            rule_id,
            level,
            segment_id,
            element: Element::default(),
            expected,
            found,
            severity: Severity::Error,
        },
    )?;
    Ok(())
}
