//! A reference to another resource.

use serde::de::{Deserialize, Deserializer};

use super::text_or::text_or;
use super::{Identifier, Text};
use crate::Target;

/// A reference to another resource. A text is one by its address.
#[derive(Debug, Clone, Default)]
pub struct Reference<'a> {
    /// `Reference.reference`.
    pub reference: Option<Text<'a>>,
    /// `Reference.type`.
    pub kind: Option<Text<'a>>,
    /// `Reference.identifier`.
    pub identifier: Option<Box<Identifier<'a>>>,
    /// `Reference.display`.
    pub display: Option<Text<'a>>,
}

impl Reference<'_> {
    /// What `reference` means; `None` if it is empty.
    #[must_use]
    pub fn target(&self) -> Option<Target<'_>> {
        let text = self.reference.as_deref().unwrap_or_default();
        (!text.is_empty()).then(|| Target::of(text))
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Fields<'a> {
    reference: Option<Text<'a>>,
    #[serde(rename = "type")]
    kind: Option<Text<'a>>,
    identifier: Option<Box<Identifier<'a>>>,
    display: Option<Text<'a>>,
}

impl<'a> From<Fields<'a>> for Reference<'a> {
    fn from(fields: Fields<'a>) -> Self {
        Reference {
            reference: fields.reference,
            kind: fields.kind,
            identifier: fields.identifier,
            display: fields.display,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Reference<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or::<D, Fields<'de>, Reference<'de>>(deserializer, |reference| Reference {
            reference: Some(reference),
            ..Reference::default()
        })
    }
}
