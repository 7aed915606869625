//! A time from and to.

use serde::Deserialize;

use super::FhirDateTime;

/// A time from and to, both included.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Period<'a> {
    /// `Period.start`.
    pub start: Option<FhirDateTime<'a>>,
    /// `Period.end`.
    pub end: Option<FhirDateTime<'a>>,
}
