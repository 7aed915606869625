//! A concept by its codes, its text or both.

use serde::de::{Deserialize, Deserializer};

use super::text_or::text_or;
use super::{Coding, List, Text};

/// A concept. What R4 sends as a Coding or as a bare code (Encounter.class, Composition.attester.mode)
/// and R5 as a concept is one with one code.
#[derive(Debug, Clone, Default)]
pub struct CodeableConcept<'a> {
    /// `CodeableConcept.coding`.
    pub coding: List<Coding<'a>>,
    /// A code that stands by itself.
    pub code: Option<Box<Coding<'a>>>,
    /// `CodeableConcept.text`.
    pub text: Option<Text<'a>>,
}

impl<'a> CodeableConcept<'a> {
    /// Its codes, however they were sent.
    pub fn codings(&self) -> impl Iterator<Item = &Coding<'a>> {
        self.coding.iter().chain(self.code.as_deref())
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Fields<'a> {
    coding: List<Coding<'a>>,
    text: Option<Text<'a>>,
    system: Option<Text<'a>>,
    version: Option<Text<'a>>,
    code: Option<Text<'a>>,
    display: Option<Text<'a>>,
}

impl<'a> From<Fields<'a>> for CodeableConcept<'a> {
    fn from(fields: Fields<'a>) -> Self {
        let code = (fields.code.is_some() || fields.display.is_some()).then(|| {
            Box::new(Coding {
                system: fields.system,
                version: fields.version,
                code: fields.code,
                display: fields.display,
                ..Coding::default()
            })
        });
        CodeableConcept {
            coding: fields.coding,
            code,
            text: fields.text,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for CodeableConcept<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text_or::<D, Fields<'de>, CodeableConcept<'de>>(deserializer, |code| {
            let code = Some(code);
            CodeableConcept {
                code: Some(Box::new(Coding {
                    code,
                    ..Coding::default()
                })),
                ..CodeableConcept::default()
            }
        })
    }
}
