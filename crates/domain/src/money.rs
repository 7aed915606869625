//! Money: whole cents, never a float. The only place an amount is parsed.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use crate::decimal::{self, DecimalError};

/// An amount of money in cents. In Arrow and SQL it is `DECIMAL(18, 2)`.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// No money.
    pub const ZERO: Cents = Cents(0);

    /// Parses an amount with at most two decimals.
    ///
    /// # Errors
    /// [`DecimalError`]: empty, not a number, a third decimal, or too large for `DECIMAL(18, 2)`.
    pub fn parse(text: &[u8]) -> Result<Cents, DecimalError> {
        decimal::parse(text, 2).map(Cents)
    }

    /// The sum, or `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Cents) -> Option<Cents> {
        self.0.checked_add(other.0).map(Cents)
    }

    /// The difference, or `None` when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Cents) -> Option<Cents> {
        self.0.checked_sub(other.0).map(Cents)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, self.0, 2)
    }
}

/// Saturating would hide an error and wrapping would invent money, so a sum that does not fit is `None`.
impl Sum<Cents> for Option<Cents> {
    fn sum<I: Iterator<Item = Cents>>(mut iter: I) -> Self {
        iter.try_fold(Cents::ZERO, Cents::checked_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_parsed() {
        for text in ["0.00", "-0.01", "1234567.89", "-5.10"] {
            assert_eq!(Cents::parse(text.as_bytes()).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_sum_that_does_not_fit_is_none() {
        let sum: Option<Cents> = [Cents(i64::MAX), Cents(1)].into_iter().sum();
        assert_eq!(sum, None);
        let sum: Option<Cents> = [Cents(150), Cents(-50)].into_iter().sum();
        assert_eq!(sum, Some(Cents(100)));
    }
}
