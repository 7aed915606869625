//! An address.

use serde::Deserialize;

use super::{List, Period, Text};

/// Where somebody lives or can be reached.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Address<'a> {
    /// `Address.use`.
    #[serde(rename = "use")]
    pub usage: Option<Text<'a>>,
    /// `Address.type`.
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    /// `Address.text`.
    pub text: Option<Text<'a>>,
    /// `Address.line`.
    pub line: List<Text<'a>>,
    /// `Address.city`.
    pub city: Option<Text<'a>>,
    /// `Address.district`.
    pub district: Option<Text<'a>>,
    /// `Address.state`.
    pub state: Option<Text<'a>>,
    /// `Address.postalCode`.
    pub postal_code: Option<Text<'a>>,
    /// `Address.country`.
    pub country: Option<Text<'a>>,
    /// `Address.period`.
    pub period: Option<Period<'a>>,
}
