//! What is wrong with a resource that can be read, or with what holds it, in the standard's own
//! codes. Never a reason to stop.

use std::fmt;

use crate::Position;

/// One finding about a resource, a Bundle or the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defect {
    /// Where it was noticed.
    pub position: Position,
    /// OperationOutcome.issue.severity: error, or warning where nothing is lost.
    pub severity: &'static str,
    /// OperationOutcome.issue.code (FHIR R4, value set issue-type).
    pub code: &'static str,
    /// What was expected and what was found; never content.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A resource type that neither R4 nor R5 has.
    UnknownType,
    /// A resource that nothing can refer to: neither id nor fullUrl.
    NoId,
    /// A Bundle that does not say its type.
    NoBundleType,
    /// A Bundle type that the standard does not have.
    UnknownBundleType,
    /// The stream ended inside a Bundle or an array.
    EndOfStream,
    /// Something else than an element where the Bundle expects one.
    BundleElement,
    /// A resource where an entry is expected, or an entry outside of a Bundle.
    Misplaced,
    /// A second resource in a line of newline-delimited JSON.
    SameLine,
    /// A comma that separates nothing. Told once.
    Comma,
}

impl Defect {
    pub(crate) fn new(position: Position, problem: Problem) -> Self {
        let (severity, code) = problem.code();
        Defect {
            position,
            severity,
            code,
            problem,
        }
    }

    /// What the standard expects here.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self.problem {
            Problem::UnknownType => "a resourceType of FHIR R4 or R5",
            Problem::NoId => "an id or a fullUrl",
            Problem::NoBundleType | Problem::UnknownBundleType => "a Bundle.type of the standard",
            Problem::EndOfStream => "the end of the Bundle or array",
            Problem::BundleElement => "an element of the Bundle",
            Problem::Misplaced => "a Bundle.entry in its Bundle, or a resource",
            Problem::SameLine => "one resource in a line",
            Problem::Comma => "a resource",
        }
    }

    /// What was found instead.
    #[must_use]
    pub fn found(&self) -> &'static str {
        match self.problem {
            Problem::UnknownType | Problem::UnknownBundleType => "another one",
            Problem::NoId | Problem::NoBundleType => "none",
            Problem::EndOfStream => "the end of the stream",
            Problem::BundleElement | Problem::Misplaced => "something else",
            Problem::SameLine => "another",
            Problem::Comma => "a comma",
        }
    }
}

impl Problem {
    fn code(self) -> (&'static str, &'static str) {
        match self {
            Problem::UnknownType => ("error", "not-supported"),
            Problem::UnknownBundleType => ("error", "code-invalid"),
            Problem::NoId => ("warning", "required"),
            Problem::NoBundleType => ("error", "required"),
            Problem::EndOfStream | Problem::BundleElement | Problem::Misplaced => {
                ("error", "structure")
            }
            Problem::SameLine | Problem::Comma => ("warning", "structure"),
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (record, byte) = (self.position.record, self.position.byte);
        let (expected, found) = (self.expected(), self.found());
        write!(
            f,
            "record {record}, byte {byte}: expected {expected}, but found {found}"
        )
    }
}
