//! What references show of themselves: their form and resource type, never an id.

use std::fmt;

use super::{Candidate, Logical, Target};

impl fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self {
            Target::Contained(_) => "Contained",
            Target::Urn(_) => "Urn",
            Target::Relative(_) => "Relative",
            Target::Absolute { .. } => "Absolute",
            Target::Conditional { .. } => "Conditional",
            Target::Other(_) => "Other",
        };
        write!(f, "{form}(..)")
    }
}

impl fmt::Debug for Logical<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(..)", self.kind)
    }
}

impl fmt::Debug for Candidate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self {
            Candidate::FullUrl(_) => "FullUrl",
            Candidate::Logical(_) => "Logical",
            Candidate::Contained(_) => "Contained",
            Candidate::Identifier { .. } => "Identifier",
        };
        write!(f, "{form}(..)")
    }
}
