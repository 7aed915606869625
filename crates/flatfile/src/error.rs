//! What can be wrong with a file or a row. Never carries content.

use std::fmt;
use std::io;

/// The file as a whole can't be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes did not come.
    #[error("expected to read the file, but found an error")]
    Io(#[source] io::Error),
    /// The header lacks a required column.
    #[error("expected a header with the columns of {0}, but found another")]
    NotThisContract(&'static str),
    /// A row is longer than the limit: most likely a quote that does not end.
    #[error("line {line}: expected a row of at most {limit} bytes, but found a longer one")]
    TooLong {
        /// The line it begins at.
        line: u64,
        /// The limit.
        limit: usize,
    },
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Line of the file, from 1.
    pub line: u64,
    /// The column, where one is at fault.
    pub column: Option<&'static str>,
    /// What.
    pub problem: RowProblem,
}

/// The ways to break a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowProblem {
    /// A required column is empty.
    Missing,
    /// Something else than a date.
    NoDate,
    /// A day that does not exist.
    AbsentDate,
    /// None of the values that the column may hold.
    NotOneOf(&'static [&'static str]),
    /// More bytes than a text may have.
    Long(usize),
    /// More digits than an alias may have.
    Digits(usize),
    /// No whole number, or one that is not between these two.
    NoNumber(u32, u32),
    /// No amount of dollars and cents.
    NoAmount,
    /// Empty, although this other column is filled.
    Lacks(&'static str),
    /// This other column says it too, or neither says it.
    Either {
        /// The other column.
        other: &'static str,
        /// Both are filled.
        both: bool,
    },
    /// Not a later day than in this other column.
    NotLater(&'static str),
    /// More or fewer fields than the header.
    Fields {
        /// Of the header.
        expected: usize,
        /// Of the row.
        found: usize,
    },
    /// Bytes that are no UTF-8.
    Encoding,
}

impl RowProblem {
    /// A name that does not change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            RowProblem::Missing | RowProblem::Lacks(_) => "missing",
            RowProblem::Either { both: true, .. } => "both",
            RowProblem::Either { both: false, .. } => "missing",
            RowProblem::NotLater(_) => "period",
            RowProblem::Long(_) => "length",
            RowProblem::Digits(_) => "digits",
            RowProblem::NoNumber(..) => "number",
            RowProblem::NoAmount => "amount",
            RowProblem::NoDate | RowProblem::AbsentDate => "date",
            RowProblem::NotOneOf(_) => "value",
            RowProblem::Fields { .. } => "fields",
            RowProblem::Encoding => "encoding",
        }
    }
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowProblem::Missing => f.write_str("expected a value, but found nothing"),
            RowProblem::NoDate => f.write_str("expected a date CCYY-MM-DD, but found another form"),
            RowProblem::AbsentDate => {
                f.write_str("expected a date CCYY-MM-DD, but found one that does not exist")
            }
            RowProblem::NotOneOf(values) => {
                write!(
                    f,
                    "expected one of {}, but found another value",
                    values.join(", ")
                )
            }
            RowProblem::Long(most) => {
                write!(f, "expected at most {most} bytes, but found more")
            }
            RowProblem::Digits(most) => write!(
                f,
                "expected a name or the last {most} digits, but found more digits"
            ),
            RowProblem::NoNumber(least, most) => write!(
                f,
                "expected a whole number from {least} to {most}, but found another value"
            ),
            RowProblem::NoAmount => {
                f.write_str("expected an amount with at most two decimals, but found another value")
            }
            RowProblem::Lacks(other) => write!(
                f,
                "expected a value, because {other} has one, but found nothing"
            ),
            RowProblem::Either { other, both: true } => write!(
                f,
                "expected nothing, because {other} has a value, but found one"
            ),
            RowProblem::Either { other, both: false } => {
                write!(f, "expected a value here or in {other}, but found nothing")
            }
            RowProblem::NotLater(other) => {
                write!(f, "expected a later day than {other}, but found another")
            }
            RowProblem::Fields { expected, found } => {
                write!(f, "expected {expected} fields, but found {found}")
            }
            RowProblem::Encoding => f.write_str("expected text in UTF-8, but found other bytes"),
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for RowError {}
