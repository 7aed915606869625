//! Where segments stand in the loops of their guide, for those who show a file.

use x12::{Segment, SetStart};

use crate::walker::Walker;

/// Follows the sets of a file.
#[derive(Debug, Default)]
pub struct Outline {
    walker: Walker,
}

/// Where a segment stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The loop that it begins, as 2010AA.
    pub begins: Option<&'static str>,
    /// Loops around it, not counting one that it begins itself; 0 is the set.
    pub depth: usize,
}

impl Outline {
    /// A set begins. `group` is GS08, which names the guide where ST03 does not.
    pub fn start(&mut self, start: &SetStart<'_>, group: &[u8]) {
        let guide = match start.st.version() {
            b"" => group,
            guide => guide,
        };
        self.walker.start(start.kind, guide);
    }

    /// Takes the next segment of the set. Of a guide that is not known all stand in the set itself.
    pub fn segment(&mut self, segment: &Segment<'_>) -> Place {
        self.walker.segment(segment, &mut Vec::new());
        let stands = self.walker.stands();
        Place {
            begins: stands.begins,
            depth: stands.depth.saturating_sub(usize::from(stands.first)),
        }
    }

    /// Loops around what comes next.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.walker.stands().depth
    }
}
