//! What a delimited file promises.

use crate::error::RowProblem;

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct Contract {
    /// Its name, as `payers`.
    pub name: &'static str,
    /// Its columns. A file may have others.
    pub columns: &'static [Column],
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
}

/// What a column may hold.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Anything.
    Text,
    /// A day as CCYY-MM-DD.
    Date,
    /// true, false, yes, no, y, n, 1, 0 in any case.
    Flag,
    /// One of these, in any case.
    OneOf(&'static [&'static str]),
}

impl Kind {
    pub(crate) fn check(self, value: &str) -> Result<(), RowProblem> {
        let taken = match self {
            Kind::Text => true,
            Kind::Date => return check_date(value.as_bytes()),
            Kind::Flag => flag(value).is_some(),
            Kind::OneOf(values) => values.iter().any(|known| known.eq_ignore_ascii_case(value)),
        };
        if taken {
            Ok(())
        } else {
            Err(RowProblem::NotOneOf(self.values()))
        }
    }

    fn values(self) -> &'static [&'static str] {
        match self {
            Kind::OneOf(values) => values,
            Kind::Flag => &["true", "false", "yes", "no", "1", "0"],
            Kind::Text | Kind::Date => &[],
        }
    }
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

fn check_date(value: &[u8]) -> Result<(), RowProblem> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = value else {
        return Err(RowProblem::NoDate);
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0u32, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + u32::from(**digit - b'0'))
        })
    };
    let (Some(year), Some(month), Some(day)) = (
        number(&[y1, y2, y3, y4]),
        number(&[m1, m2]),
        number(&[d1, d2]),
    ) else {
        return Err(RowProblem::NoDate);
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    if year > 0 && (1..=days).contains(&day) {
        Ok(())
    } else {
        Err(RowProblem::AbsentDate)
    }
}
