//! A value that is kept as its text, to be looked into when somebody asks.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::json;

/// The JSON text of a value that may be missing.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Raw<'a>(Option<&'a str>);

impl<'a> Raw<'a> {
    /// True if the element is there.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.0.is_some()
    }

    /// Its text; empty if it is missing.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.0.unwrap_or_default()
    }

    /// The objects in it, whether it is a list or one object.
    pub fn objects(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        json::objects(self.as_str())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        Ok(Raw((text != "null").then_some(text)))
    }
}

/// The text is not shown.
impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_present() { "Raw(..)" } else { "Raw" })
    }
}
