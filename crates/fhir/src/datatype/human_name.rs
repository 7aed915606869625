//! The name of a person.

use serde::Deserialize;

use super::{List, Period, Text};

/// The name of a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct HumanName<'a> {
    /// `HumanName.use`.
    #[serde(rename = "use")]
    pub usage: Option<Text<'a>>,
    /// `HumanName.text`.
    pub text: Option<Text<'a>>,
    /// `HumanName.family`.
    pub family: Option<Text<'a>>,
    /// `HumanName.given`.
    pub given: List<Text<'a>>,
    /// `HumanName.prefix`.
    pub prefix: List<Text<'a>>,
    /// `HumanName.suffix`.
    pub suffix: List<Text<'a>>,
    /// `HumanName.period`.
    pub period: Option<Period<'a>>,
}
