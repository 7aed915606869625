//! What is wrong with an envelope, in the standard's own codes. Never a reason to stop.

use std::fmt;

use crate::Position;

/// One finding about an interchange, a group or a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defect {
    /// Where it was noticed: the trailer, or the place where one was missed.
    pub position: Position,
    /// Which envelope is meant.
    pub level: Level,
    /// The list `code` is from.
    pub code_list: CodeList,
    /// The standard's code.
    pub code: &'static str,
    /// What was expected and what was found; numbers only, never content.
    pub problem: Problem,
}

/// Which envelope a defect belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// ISA to IEA.
    Interchange,
    /// GS to GE.
    Group,
    /// ST to SE.
    Set,
}

/// The code lists of the acknowledgements TA1 and 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeList {
    /// Interchange note codes.
    Ta105,
    /// Functional group syntax error codes.
    Ak905,
    /// Transaction set syntax error codes.
    Ik502,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The trailer repeats another control number than the header's.
    ControlNumber,
    /// The trailer counts other than what came. `declared` is `None` where it is no number.
    Count {
        /// What the trailer says.
        declared: Option<u64>,
        /// What was counted.
        counted: u64,
    },
    /// The envelope ended without its trailer.
    MissingTrailer,
    /// The stream ended inside the envelope.
    EndOfStream,
    /// A set outside a functional group.
    MissingGroup,
    /// A trailer without its header.
    UnexpectedTrailer,
    /// The header has no control number.
    NoControlNumber,
    /// ISA16 names no usable separator; a colon was assumed.
    ComponentSeparator,
}

impl Level {
    /// `interchange`, `group` or `set`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Interchange => "interchange",
            Level::Group => "group",
            Level::Set => "set",
        }
    }

    /// Ids of header and trailer; elements of the trailer's count and control number, and of the
    /// header's control number.
    fn names(self) -> [&'static str; 5] {
        match self {
            Level::Interchange => ["ISA", "IEA", "IEA01", "IEA02", "ISA13"],
            Level::Group => ["GS", "GE", "GE01", "GE02", "GS06"],
            Level::Set => ["ST", "SE", "SE01", "SE02", "ST02"],
        }
    }

    fn counted(self) -> &'static str {
        match self {
            Level::Interchange => "groups",
            Level::Group => "sets",
            Level::Set => "segments",
        }
    }
}

impl CodeList {
    /// `TA105`, `AK905` or `IK502`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CodeList::Ta105 => "TA105",
            CodeList::Ak905 => "AK905",
            CodeList::Ik502 => "IK502",
        }
    }
}

impl Defect {
    pub(crate) fn new(position: Position, level: Level, problem: Problem) -> Self {
        let (code_list, code) = code(level, problem);
        Defect {
            position,
            level,
            code_list,
            code,
            problem,
        }
    }
}

/// X12 005010 TA1 note codes; X12 005010X231 AK905 and IK502.
fn code(level: Level, problem: Problem) -> (CodeList, &'static str) {
    use Problem as P;
    match (level, problem) {
        (_, P::ComponentSeparator) => (CodeList::Ta105, "027"),
        (_, P::MissingGroup) => (CodeList::Ta105, "024"),
        (_, P::UnexpectedTrailer) => (CodeList::Ta105, "022"),
        (Level::Interchange, P::ControlNumber) => (CodeList::Ta105, "001"),
        (Level::Interchange, P::Count { .. }) => (CodeList::Ta105, "021"),
        (Level::Interchange, P::MissingTrailer) => (CodeList::Ta105, "022"),
        (Level::Interchange, P::EndOfStream) => (CodeList::Ta105, "023"),
        (Level::Interchange, P::NoControlNumber) => (CodeList::Ta105, "018"),
        (Level::Group, P::ControlNumber) => (CodeList::Ak905, "4"),
        (Level::Group, P::Count { .. }) => (CodeList::Ak905, "5"),
        (Level::Group, P::MissingTrailer | P::EndOfStream) => (CodeList::Ak905, "3"),
        (Level::Group, P::NoControlNumber) => (CodeList::Ak905, "6"),
        (Level::Set, P::ControlNumber) => (CodeList::Ik502, "3"),
        (Level::Set, P::Count { .. }) => (CodeList::Ik502, "4"),
        (Level::Set, P::MissingTrailer | P::EndOfStream) => (CodeList::Ik502, "2"),
        (Level::Set, P::NoControlNumber) => (CodeList::Ik502, "7"),
    }
}

impl Defect {
    /// What the standard expects here.
    #[must_use]
    pub fn expected(&self) -> String {
        let [header, trailer, count, repeated, control] = self.level.names();
        match self.problem {
            Problem::ControlNumber => format!("{repeated} equal to {control}"),
            Problem::Count { counted, .. } => {
                format!(
                    "{count} to be {counted}, the {} counted",
                    self.level.counted()
                )
            }
            Problem::MissingTrailer | Problem::EndOfStream => trailer.to_owned(),
            Problem::MissingGroup => "GS before ST".to_owned(),
            Problem::UnexpectedTrailer => format!("{header} before {trailer}"),
            Problem::NoControlNumber => format!("a control number in {control}"),
            Problem::ComponentSeparator => "a separator in ISA16".to_owned(),
        }
    }

    /// What was found instead.
    #[must_use]
    pub fn found(&self) -> String {
        match self.problem {
            Problem::ControlNumber => "another one".to_owned(),
            Problem::Count {
                declared: Some(declared),
                ..
            } => declared.to_string(),
            Problem::Count { declared: None, .. } => "no number".to_owned(),
            Problem::MissingTrailer => "the next envelope".to_owned(),
            Problem::EndOfStream => "the end of the stream".to_owned(),
            Problem::MissingGroup | Problem::UnexpectedTrailer => "none".to_owned(),
            Problem::NoControlNumber => "nothing".to_owned(),
            Problem::ComponentSeparator => "none, and assumed a colon".to_owned(),
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
