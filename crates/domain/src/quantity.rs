//! Quantities: units, days, doses, with four decimals.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decimal::{self, DecimalError};

/// A quantity in ten-thousandths. In Arrow and SQL it is `DECIMAL(18, 4)`.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quantity(pub i64);

impl Quantity {
    /// Parses a quantity with at most four decimals.
    ///
    /// # Errors
    /// [`DecimalError`]: empty, not a number, a fifth decimal, or too large for `DECIMAL(18, 4)`.
    pub fn parse(text: &[u8]) -> Result<Quantity, DecimalError> {
        decimal::parse(text, 4).map(Quantity)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, self.0, 4)
    }
}
