//! Two loops of a set: the one that is being gathered, and the one that was handed out last.

use crate::loop_buffer::{Doubt, LoopBuffer};
use crate::{Limits, Segment, Span, TooLarge};

/// Gathers loop after loop; `Stage` says which loop of its set one is.
pub(crate) struct Gathering<Stage> {
    limits: Limits,
    open: LoopBuffer,
    done: LoopBuffer,
    stage: Stage,
}

impl<Stage: Copy + PartialEq> Gathering<Stage> {
    /// With these bounds; a set begins with this loop.
    pub(crate) fn new(limits: Limits, stage: Stage) -> Self {
        let (open, done) = Default::default();
        Gathering {
            limits,
            open,
            done,
            stage,
        }
    }

    /// The loop that is being gathered.
    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// The segment belongs to the loop that is being gathered.
    pub(crate) fn push(&mut self, segment: &Segment<'_>) {
        self.open.push(segment, &self.limits);
    }

    /// Sets the gathered loop aside and begins the next; says which the gathered one was.
    pub(crate) fn turn(&mut self, next: Stage) -> Stage {
        std::mem::swap(&mut self.open, &mut self.done);
        self.open.clear();
        std::mem::replace(&mut self.stage, next)
    }

    /// A segment could not be read.
    pub(crate) fn doubt(&mut self, doubt: Doubt) {
        self.open.doubt(doubt);
    }

    /// What comes now may be of another loop than the one that is being gathered.
    pub(crate) fn is_doubted(&self) -> bool {
        self.open.is_doubted()
    }

    /// The loop that is being gathered may not be whole.
    pub(crate) fn damage(&mut self) {
        self.open.damage();
    }

    /// The loop that was set aside, if it has segments; `counted` is said of one beyond the limits, whether it
    /// is one of those that its `claims` count.
    pub(crate) fn done(&self, counted: bool) -> Option<Result<Span<'_>, TooLarge>> {
        if self.done.is_empty() {
            return None;
        }
        Some(self.done.span().map_err(|too_large| TooLarge {
            claims: too_large.claims.saturating_add(u32::from(counted)),
            ..too_large
        }))
    }
}
