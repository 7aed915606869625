//! A concept or a reference: one element in R5, two in R4.

use serde::Deserialize;

use super::{CodeableConcept, Coding, Identifier, List, Reference, Text};

/// A concept or a reference. What R4 sends as one of both is read as well.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Fields<'a>", bound(deserialize = "'de: 'a"))]
pub struct CodeableReference<'a> {
    /// `CodeableReference.concept`.
    pub concept: Option<CodeableConcept<'a>>,
    /// `CodeableReference.reference`.
    pub reference: Option<Reference<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Fields<'a> {
    concept: Option<CodeableConcept<'a>>,
    /// An object in R5, the address itself in R4.
    reference: Option<Reference<'a>>,
    #[serde(rename = "type")]
    kind: Option<Text<'a>>,
    identifier: Option<Box<Identifier<'a>>>,
    display: Option<Text<'a>>,
    coding: List<Coding<'a>>,
    text: Option<Text<'a>>,
}

impl<'a> From<Fields<'a>> for CodeableReference<'a> {
    fn from(fields: Fields<'a>) -> Self {
        let of_r4 =
            (!fields.coding.is_empty() || fields.text.is_some()).then_some(CodeableConcept {
                coding: fields.coding,
                code: None,
                text: fields.text,
            });
        let mut reference = fields.reference;
        if fields.identifier.is_some() || fields.display.is_some() || fields.kind.is_some() {
            let it = reference.get_or_insert_default();
            it.identifier = it.identifier.take().or(fields.identifier);
            it.display = it.display.take().or(fields.display);
            it.kind = it.kind.take().or(fields.kind);
        }
        CodeableReference {
            concept: fields.concept.or(of_r4),
            reference,
        }
    }
}
