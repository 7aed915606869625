//! Segments whose place nobody knows: a damaged one before them may have begun another loop.

use tables::WriteError;
use x12::Lost;

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
