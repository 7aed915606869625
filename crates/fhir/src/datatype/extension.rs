//! What a sender says beyond the standard's elements.

use serde::Deserialize;

use super::{
    CodeableConcept, Coding, Decimal, FhirDateTime, Flag, Identifier, Money, Period, Quantity, Raw,
    Reference, Text,
};

/// `Element.extension`, kept as its text and read when somebody asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'a"))]
pub struct Extensions<'a>(Raw<'a>);

impl<'a> Extensions<'a> {
    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.0.is_present()
    }

    /// Those that can be read.
    pub fn iter(&self) -> impl Iterator<Item = Extension<'a>> + use<'a> {
        let objects = self.0.objects();
        objects.filter_map(|text| serde_json::from_str(text).ok())
    }

    /// The first with this url.
    #[must_use]
    pub fn find(&self, url: &str) -> Option<Extension<'a>> {
        self.iter().find(|it| it.url.as_deref() == Some(url))
    }
}

/// One extension: its url, and its value or further extensions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Extension<'a> {
    /// `Extension.url`.
    pub url: Option<Text<'a>>,
    /// `Extension.extension`.
    pub extension: Extensions<'a>,
    /// `Extension.valueString`.
    pub value_string: Option<Text<'a>>,
    /// `Extension.valueCode`.
    pub value_code: Option<Text<'a>>,
    /// `Extension.valueUri`.
    pub value_uri: Option<Text<'a>>,
    /// `Extension.valueUrl`.
    pub value_url: Option<Text<'a>>,
    /// `Extension.valueId`.
    pub value_id: Option<Text<'a>>,
    /// `Extension.valueBoolean`.
    pub value_boolean: Flag,
    /// `Extension.valueInteger`.
    pub value_integer: Option<Decimal<'a>>,
    /// `Extension.valueUnsignedInt`.
    pub value_unsigned_int: Option<Decimal<'a>>,
    /// `Extension.valuePositiveInt`.
    pub value_positive_int: Option<Decimal<'a>>,
    /// `Extension.valueDecimal`.
    pub value_decimal: Option<Decimal<'a>>,
    /// `Extension.valueDate`.
    pub value_date: Option<FhirDateTime<'a>>,
    /// `Extension.valueDateTime`.
    pub value_date_time: Option<FhirDateTime<'a>>,
    /// `Extension.valueInstant`.
    pub value_instant: Option<FhirDateTime<'a>>,
    /// `Extension.valueMoney`.
    pub value_money: Option<Money<'a>>,
    /// `Extension.valueQuantity`.
    pub value_quantity: Option<Quantity<'a>>,
    /// `Extension.valueDuration`.
    pub value_duration: Option<Quantity<'a>>,
    /// `Extension.valuePeriod`.
    pub value_period: Option<Period<'a>>,
    /// `Extension.valueCoding`.
    pub value_coding: Option<Coding<'a>>,
    /// `Extension.valueCodeableConcept`.
    pub value_codeable_concept: Option<CodeableConcept<'a>>,
    /// `Extension.valueIdentifier`.
    pub value_identifier: Option<Identifier<'a>>,
    /// `Extension.valueReference`.
    pub value_reference: Option<Reference<'a>>,
}
