//! What a delimited file promises.

use domain::{Cents, DateError, date};

use crate::error::RowProblem;

/// Bytes of a text. Names, numbers and sources are shorter; files keep some of them for each row.
const TEXT_BYTES: usize = 1_000;
/// Digits that an alias may have: what is left of an account's number when it is masked.
const ALIAS_DIGITS: usize = 4;

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct Contract {
    /// Its name, as `payers`.
    pub name: &'static str,
    /// What one row of it says.
    pub row: &'static str,
    /// The table that it fills.
    pub table: &'static str,
    /// Its columns. A file may have others.
    pub columns: &'static [Column],
    /// The columns that make two rows the same document. Other contents of one are for a person to decide.
    pub key: &'static [&'static str],
    /// What must hold between columns.
    pub rules: &'static [Rule],
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name, in lower case.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// Must each row fill it? Must the header have it?
    pub required: bool,
    /// What it means, for whoever writes such a file.
    pub means: &'static str,
    /// A value, of an invented row.
    pub example: &'static str,
}

impl Column {
    /// A column that each row must fill.
    #[must_use]
    pub const fn must(
        name: &'static str,
        kind: Kind,
        means: &'static str,
        example: &'static str,
    ) -> Column {
        Column {
            name,
            kind,
            required: true,
            means,
            example,
        }
    }

    /// A column that may be empty, or not be there.
    #[must_use]
    pub const fn may(
        name: &'static str,
        kind: Kind,
        means: &'static str,
        example: &'static str,
    ) -> Column {
        Column {
            required: false,
            ..Column::must(name, kind, means, example)
        }
    }
}

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything, up to 1,000 bytes.
    Text,
    /// A name for an account, or its last digits: a text with at most four digits.
    Alias,
    /// A day as CCYY-MM-DD.
    Date,
    /// true, false, yes, no, y, n, t, f, 1, 0 in any case; empty is no.
    Flag,
    /// One of these, in any case.
    OneOf(&'static [&'static str]),
    /// A whole number between these two, either included.
    Whole(u32, u32),
    /// Dollars, with at most two decimals, a point, and a minus where money goes out.
    Money,
}

/// What must hold between two columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Both are filled, or neither.
    Together(&'static str, &'static str),
    /// One is filled, and the other one is not.
    Either(&'static str, &'static str),
    /// Where both are filled, the second one is a later day.
    Later(&'static str, &'static str),
}

impl Kind {
    /// Its name, as a contract's description has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Alias => "alias",
            Kind::Date => "date",
            Kind::Flag => "flag",
            Kind::OneOf(_) => "one of",
            Kind::Whole(..) => "whole number",
            Kind::Money => "money",
        }
    }

    pub(crate) fn check(self, value: &str) -> Result<(), RowProblem> {
        let none_of = |known: bool, problem| if known { Ok(()) } else { Err(problem) };
        match self {
            Kind::Text => none_of(value.len() <= TEXT_BYTES, RowProblem::Long(TEXT_BYTES)),
            Kind::Alias => {
                Kind::Text.check(value)?;
                let digits = value.bytes().filter(u8::is_ascii_digit).count();
                none_of(digits <= ALIAS_DIGITS, RowProblem::Digits(ALIAS_DIGITS))
            }
            Kind::Date => match date::parse_iso(value.as_bytes()) {
                Ok(_) => Ok(()),
                Err(DateError::Absent(_)) => Err(RowProblem::AbsentDate),
                Err(_) => Err(RowProblem::NoDate),
            },
            Kind::Flag => {
                let words = &["true", "false", "yes", "no", "1", "0"];
                none_of(flag(value).is_some(), RowProblem::NotOneOf(words))
            }
            Kind::OneOf(words) => {
                none_of(listed(words, value).is_some(), RowProblem::NotOneOf(words))
            }
            Kind::Whole(least, most) => {
                let fits = whole(value).is_some_and(|number| (least..=most).contains(&number));
                none_of(fits, RowProblem::NoNumber(least, most))
            }
            Kind::Money => none_of(Cents::parse(value.as_bytes()).is_ok(), RowProblem::NoAmount),
        }
    }

    /// A checked value in the one way to write it, so that two rows which say the same are the same.
    pub(crate) fn normal(self, value: &str) -> String {
        let written = match self {
            Kind::Text | Kind::Alias | Kind::Date => None,
            Kind::Flag => Some(if flag(value) == Some(true) { "1" } else { "0" }.to_owned()),
            Kind::OneOf(words) => listed(words, value).map(str::to_owned),
            Kind::Whole(..) => whole(value).map(|number| number.to_string()),
            Kind::Money => Cents::parse(value.as_bytes())
                .ok()
                .map(|cents| cents.to_string()),
        };
        written.unwrap_or_else(|| value.to_owned())
    }
}

/// A value as the list has it.
fn listed(words: &[&'static str], value: &str) -> Option<&'static str> {
    let mut words = words.iter().copied();
    words.find(|word| word.eq_ignore_ascii_case(value))
}

/// Digits, and nothing else.
pub(crate) fn whole(value: &str) -> Option<u32> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    value.parse().ok().filter(|_| digits)
}

/// A flag's value.
pub(crate) fn flag(value: &str) -> Option<bool> {
    let any = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    if any(&["true", "yes", "y", "t", "1"]) {
        Some(true)
    } else if any(&["false", "no", "n", "f", "0"]) {
        Some(false)
    } else {
        None
    }
}
