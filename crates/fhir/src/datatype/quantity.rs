//! A measured amount.

use serde::Deserialize;

use super::{Decimal, Text};

/// A measured amount.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Quantity<'a> {
    /// `Quantity.value`.
    pub value: Option<Decimal<'a>>,
    /// `Quantity.comparator`.
    pub comparator: Option<Text<'a>>,
    /// `Quantity.unit`.
    pub unit: Option<Text<'a>>,
    /// `Quantity.system`.
    pub system: Option<Text<'a>>,
    /// `Quantity.code`.
    pub code: Option<Text<'a>>,
}
