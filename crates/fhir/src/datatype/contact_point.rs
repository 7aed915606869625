//! A telephone number or another way to reach somebody.

use serde::Deserialize;

use super::{Decimal, Period, Text};

/// A telephone number or another way to reach somebody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ContactPoint<'a> {
    /// `ContactPoint.system`.
    pub system: Option<Text<'a>>,
    /// `ContactPoint.value`.
    pub value: Option<Text<'a>>,
    /// `ContactPoint.use`.
    #[serde(rename = "use")]
    pub usage: Option<Text<'a>>,
    /// `ContactPoint.rank`.
    pub rank: Option<Decimal<'a>>,
    /// `ContactPoint.period`.
    pub period: Option<Period<'a>>,
}
