//! What a server says of a resource.

use serde::Deserialize;

use super::{Coding, FhirDateTime, List, Text};

/// What a server says of a resource: its version, and labels such as HTEST.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Meta<'a> {
    /// `Meta.versionId`.
    pub version_id: Option<Text<'a>>,
    /// `Meta.lastUpdated`.
    pub last_updated: Option<FhirDateTime<'a>>,
    /// `Meta.source`.
    pub source: Option<Text<'a>>,
    /// `Meta.profile`.
    pub profile: List<Text<'a>>,
    /// `Meta.security`.
    pub security: List<Coding<'a>>,
    /// `Meta.tag`.
    pub tag: List<Coding<'a>>,
}
