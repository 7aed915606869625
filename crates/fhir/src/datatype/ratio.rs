//! A relation of two quantities.

use serde::Deserialize;

use super::Quantity;

/// A relation of two quantities.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Ratio<'a> {
    /// `Ratio.numerator`.
    pub numerator: Option<Quantity<'a>>,
    /// `Ratio.denominator`.
    pub denominator: Option<Quantity<'a>>,
}
