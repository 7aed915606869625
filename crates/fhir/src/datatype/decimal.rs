//! A number as it was written: FHIR R4, datatypes.html#decimal, the precision means something.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::json;

/// A number, kept as its own text: an amount is never a float.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Decimal<'a>(&'a str);

impl<'a> Decimal<'a> {
    /// Its text, as it stands.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0
    }

    /// A whole number that is not negative: a rank, a sequence.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn of(text: &'a str) -> Option<Self> {
        let text = json::unquoted(text).unwrap_or(text);
        let is_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let digits = text.bytes().any(|byte| byte.is_ascii_digit());
        (digits && text.bytes().all(is_number)).then_some(Decimal(text))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Decimal<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        // XML: an element without a value, but with an extension that says why.
        if text.starts_with('{') {
            return Ok(Decimal(""));
        }
        Decimal::of(text).ok_or_else(|| serde::de::Error::custom("expected a number"))
    }
}

/// The number is not shown.
impl fmt::Debug for Decimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decimal(..)")
    }
}

/// A list of numbers: the sequences of the parts that an item refers to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Decimals<'a>(&'a str);

impl<'a> Decimals<'a> {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Decimal<'a>> + use<'a> {
        self.0
            .split(['[', ']', ','])
            .filter_map(|one| Decimal::of(one.trim()))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Decimals<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        if text.starts_with('{') || text == "null" {
            return Ok(Decimals(""));
        }
        let parts = || text.split(['[', ']', ',']).map(str::trim);
        let sound = parts().all(|one| matches!(one, "" | "null") || Decimal::of(one).is_some());
        sound
            .then_some(Decimals(text))
            .ok_or_else(|| serde::de::Error::custom("expected numbers"))
    }
}

/// The numbers are not shown.
impl fmt::Debug for Decimals<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decimals(..)")
    }
}
