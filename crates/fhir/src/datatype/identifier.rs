//! A number that somebody gave to something.

use serde::de::{Deserialize, Deserializer};

use super::text_or::text_or;
use super::{CodeableConcept, Period, Reference, Text};

/// A number that somebody gave to something. A text (Coverage.subscriberId of R4, which is an
/// Identifier in R5) is one with a value only.
#[derive(Debug, Clone, Default)]
pub struct Identifier<'a> {
    /// `Identifier.use`.
    pub usage: Option<Text<'a>>,
    /// `Identifier.type`.
    pub kind: Option<Box<CodeableConcept<'a>>>,
    /// `Identifier.system`.
    pub system: Option<Text<'a>>,
    /// `Identifier.value`.
    pub value: Option<Text<'a>>,
    /// `Identifier.period`.
    pub period: Option<Period<'a>>,
    /// `Identifier.assigner`.
    pub assigner: Option<Box<Reference<'a>>>,
}

#[derive(serde::Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Fields<'a> {
    #[serde(rename = "use")]
    usage: Option<Text<'a>>,
    #[serde(rename = "type")]
    kind: Option<Box<CodeableConcept<'a>>>,
    system: Option<Text<'a>>,
    value: Option<Text<'a>>,
    period: Option<Period<'a>>,
    assigner: Option<Box<Reference<'a>>>,
}

impl<'a> From<Fields<'a>> for Identifier<'a> {
    fn from(fields: Fields<'a>) -> Self {
        let Fields {
            usage,
            kind,
            system,
            value,
            period,
            assigner,
        } = fields;
        Identifier {
            usage,
            kind,
            system,
            value,
            period,
            assigner,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Identifier<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or::<D, Fields<'de>, Identifier<'de>>(deserializer, |value| Identifier {
            value: Some(value),
            ..Identifier::default()
        })
    }
}
