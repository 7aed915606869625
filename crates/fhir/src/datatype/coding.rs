//! A code of a code system.

use serde::Deserialize;

use super::{Flag, Text};

/// A code of a code system.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Coding<'a> {
    /// `Coding.system`.
    pub system: Option<Text<'a>>,
    /// `Coding.version`.
    pub version: Option<Text<'a>>,
    /// `Coding.code`.
    pub code: Option<Text<'a>>,
    /// `Coding.display`.
    pub display: Option<Text<'a>>,
    /// `Coding.userSelected`.
    pub user_selected: Flag,
}
