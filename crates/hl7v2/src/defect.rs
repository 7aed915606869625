//! What is wrong with a message or what holds it, in the standard's own codes. Never a reason to stop.

use std::fmt;

use crate::Position;

/// One finding about a message, a batch, a file or the frame around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defect {
    /// Where it was noticed: the header, the trailer, or the place where one was missed.
    pub position: Position,
    /// What is meant.
    pub level: Level,
    /// The list `code` is from.
    pub code_list: CodeList,
    /// The standard's code.
    pub code: &'static str,
    /// What was expected and what was found; numbers only, never content.
    pub problem: Problem,
}

/// What a defect belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// FHS to FTS.
    File,
    /// BHS to BTS.
    Batch,
    /// A message.
    Message,
    /// The block of the lower layer protocol (MLLP).
    Frame,
}

/// The code lists of the acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeList {
    /// Message error condition codes, table 0357.
    Err3,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The trailer counts other than what came. `declared` is `None` where it is no number.
    Count {
        /// What the trailer says.
        declared: Option<u64>,
        /// What was counted.
        counted: u64,
    },
    /// A file, a batch or a frame ended without its end.
    MissingTrailer,
    /// The stream ended inside of it.
    EndOfStream,
    /// An end without its start.
    UnexpectedTrailer,
    /// The header does not say what the delimiters are; the usual ones were assumed.
    NoEncodingCharacters,
    /// The header names delimiters that can't be; the usual ones were assumed.
    EncodingCharacters,
    /// The message has no control id.
    NoControlId,
    /// The message does not say what it is.
    NoMessageType,
    /// Segments are named in small letters. They were read all the same.
    SmallLetters {
        /// How many.
        segments: u64,
    },
}

impl Level {
    /// `file`, `batch`, `message` or `frame`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::File => "file",
            Level::Batch => "batch",
            Level::Message => "message",
            Level::Frame => "frame",
        }
    }

    /// How it begins and ends.
    fn names(self) -> [&'static str; 2] {
        match self {
            Level::File => ["FHS", "FTS"],
            Level::Batch => ["BHS", "BTS"],
            Level::Message => ["MSH", "the rest of the message"],
            Level::Frame => ["a start block", "an end block"],
        }
    }
}

impl CodeList {
    /// `ERR-3`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CodeList::Err3 => "ERR-3",
        }
    }
}

/// HL7 2.8 table 0357.
fn code(problem: Problem) -> &'static str {
    use Problem as P;
    match problem {
        P::MissingTrailer | P::EndOfStream | P::UnexpectedTrailer => "100",
        P::NoEncodingCharacters | P::NoControlId | P::NoMessageType => "101",
        P::EncodingCharacters | P::SmallLetters { .. } | P::Count { declared: None, .. } => "102",
        // No code speaks of counts: the one for what no other covers.
        P::Count { .. } => "207",
    }
}

impl Defect {
    pub(crate) fn new(position: Position, level: Level, problem: Problem) -> Self {
        Defect {
            position,
            level,
            code_list: CodeList::Err3,
            code: code(problem),
            problem,
        }
    }

    /// What the standard expects here.
    #[must_use]
    pub fn expected(&self) -> String {
        let [start, end] = self.level.names();
        match self.problem {
            Problem::Count { counted, .. } => {
                let what = match self.level {
                    Level::File => "batches",
                    _ => "messages",
                };
                format!("{end}-1 to be {counted}, the {what} counted")
            }
            Problem::MissingTrailer | Problem::EndOfStream => end.to_owned(),
            Problem::UnexpectedTrailer => format!("{start} before {end}"),
            Problem::NoEncodingCharacters | Problem::EncodingCharacters => {
                format!("four or five encoding characters in {start}-2")
            }
            Problem::NoControlId => "a message control id in MSH-10".to_owned(),
            Problem::NoMessageType => "a message code in MSH-9".to_owned(),
            Problem::SmallLetters { .. } => "segment ids in capitals".to_owned(),
        }
    }

    /// What was found instead.
    #[must_use]
    pub fn found(&self) -> String {
        match self.problem {
            Problem::Count {
                declared: Some(declared),
                ..
            } => declared.to_string(),
            Problem::Count { declared: None, .. } => "no number".to_owned(),
            Problem::MissingTrailer => "the next one".to_owned(),
            Problem::EndOfStream => "the end of the stream".to_owned(),
            Problem::UnexpectedTrailer => "none".to_owned(),
            Problem::NoEncodingCharacters => "nothing, and assumed the usual ones".to_owned(),
            Problem::EncodingCharacters => "others, and assumed the usual ones".to_owned(),
            Problem::NoControlId | Problem::NoMessageType => "nothing".to_owned(),
            Problem::SmallLetters { segments } => format!("{segments} in small letters"),
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
