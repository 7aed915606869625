//! Segments whose place nobody knows: a damaged one before them may have begun another loop.

use tables::WriteError;
use x12::{Lost, TooLarge};

use crate::context::{Context, Refused};
use crate::fault::{Element, Fault};

/// Refuses them, each run as one loop. X12 999 IK304 2: unexpected segment.
pub(crate) fn reject(lost: &[Lost], cx: &mut Context<'_>) -> Result<(), WriteError> {
    for run in lost.iter().filter(|run| run.segments > 0) {
        let fault = Fault {
            position: run.position,
            segment_id: String::new(),
            element: Element::default(),
            code: "2",
            expected: "expected a loop to begin, but found a damaged segment that may begin one"
                .to_owned(),
        };
        cx.reject_as(Refused::Loop, run.position, run.segments, &fault, "IK304")?;
    }
    Ok(())
}

/// Refuses a loop that is larger than the limits.
pub(crate) fn too_large(too_large: TooLarge, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let fault = Fault {
        position: too_large.position,
        segment_id: String::new(),
        element: Element::default(),
        code: "loop_bytes",
        expected: "expected a loop within the limit, but found a longer one".to_owned(),
    };
    let (start, segments) = (too_large.position, too_large.segments);
    cx.reject_as(Refused::Loop, start, segments, &fault, "limit")
}
