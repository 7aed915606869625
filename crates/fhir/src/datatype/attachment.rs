//! A document by its address; what is sent inline is passed over.

use serde::Deserialize;

use super::{Decimal, FhirDateTime, Text};

/// A document, without its data.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Attachment<'a> {
    /// `Attachment.contentType`.
    pub content_type: Option<Text<'a>>,
    /// `Attachment.language`.
    pub language: Option<Text<'a>>,
    /// `Attachment.url`.
    pub url: Option<Text<'a>>,
    /// `Attachment.size`.
    pub size: Option<Decimal<'a>>,
    /// `Attachment.hash`.
    pub hash: Option<Text<'a>>,
    /// `Attachment.title`.
    pub title: Option<Text<'a>>,
    /// `Attachment.creation`.
    pub creation: Option<FhirDateTime<'a>>,
}
