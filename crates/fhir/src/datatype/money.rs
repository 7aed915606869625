//! An amount of money.

use serde::Deserialize;

use super::{Decimal, Text};

/// An amount of money.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Money<'a> {
    /// `Money.value`.
    pub value: Option<Decimal<'a>>,
    /// `Money.currency`.
    pub currency: Option<Text<'a>>,
}
