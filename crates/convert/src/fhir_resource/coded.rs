//! Concepts: which of their codes a column takes, in our way to write both code and system.

use std::borrow::Cow;

use bumpalo::Bump;
use fhir::datatype::{CodeableConcept, Coding};

use super::told::{Told, text};
use crate::code_system;

/// A code with its system and words; any of them may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Coded<'m> {
    pub(super) code: Option<&'m str>,
    pub(super) system: Option<&'m str>,
    pub(super) text: Option<&'m str>,
}

/// Systems of services that may be charged, the surest first.
pub(super) const SERVICES: &[&str] = &["cpt", "hcpcs", "cdt", "icd10pcs"];
/// Of diagnoses.
pub(super) const DIAGNOSES: &[&str] = &["icd10cm", "icd10", "icd9cm"];
/// Of results.
pub(super) const RESULTS: &[&str] = &["loinc"];
/// Of drugs.
pub(super) const DRUGS: &[&str] = &["rxnorm", "ndc", "hcpcs", "cvx"];
/// Of vaccines.
pub(super) const VACCINES: &[&str] = &["cvx"];
/// Of nothing in particular.
pub(super) const ANY: &[&str] = &[];

impl<'m> Coded<'m> {
    /// The code of the first system that is wanted, else the one that a user chose, else the first; the concept's
    /// own words, else those of the code, else any.
    pub(super) fn of(
        concept: Option<&'m CodeableConcept<'m>>,
        wanted: &[&str],
        arena: &'m Bump,
    ) -> Coded<'m> {
        let Some(concept) = concept else {
            return Coded::default();
        };
        let all = || {
            let codings = concept
                .codings()
                .filter(|coding| text(coding.code.as_ref()).is_some());
            codings.map(|coding| (coding, system(coding)))
        };
        let chosen = wanted
            .iter()
            .find_map(|wanted| all().find(|(_, system)| *system == Some(wanted)))
            .or_else(|| all().find(|(coding, _)| coding.user_selected.is_true()))
            .or_else(|| all().next());
        let words = || {
            concept
                .codings()
                .find_map(|coding| text(coding.display.as_ref()))
        };
        let own = text(concept.text.as_ref());
        let Some((coding, system)) = chosen else {
            return Coded {
                text: own.or_else(words),
                ..Coded::default()
            };
        };
        Coded {
            code: text(coding.code.as_ref()).map(|code| normal(arena, code, system)),
            system,
            text: own.or_else(|| text(coding.display.as_ref())).or_else(words),
        }
    }

    /// The code, else the words.
    pub(super) fn either(self) -> Option<&'m str> {
        self.code.or(self.text)
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.code.is_none() && self.text.is_none()
    }
}

impl<'m> Told<'m> {
    /// The code that a column takes.
    pub(super) fn coded(
        &self,
        concept: Option<&'m CodeableConcept<'m>>,
        wanted: &[&str],
    ) -> Coded<'m> {
        Coded::of(concept, wanted, self.words)
    }

    /// The code of one system alone.
    pub(super) fn within(
        &self,
        concept: Option<&'m CodeableConcept<'m>>,
        wanted: &str,
    ) -> Option<&'m str> {
        let coded = self.coded(concept, &[wanted]);
        coded.code.filter(|_| coded.system == Some(wanted))
    }

    /// The first code or words of any of several concepts.
    pub(super) fn first_code(
        &self,
        concepts: impl IntoIterator<Item = &'m CodeableConcept<'m>>,
    ) -> Option<&'m str> {
        concepts
            .into_iter()
            .find_map(|it| self.coded(Some(it), ANY).either())
    }

    /// The codes (else words) of several concepts, with spaces between.
    pub(super) fn codes(
        &self,
        concepts: impl IntoIterator<Item = &'m CodeableConcept<'m>>,
        wanted: &[&str],
    ) -> Option<&'m str> {
        let all = concepts
            .into_iter()
            .filter_map(|it| self.coded(Some(it), wanted).code);
        self.joined(all.collect::<Vec<_>>(), " ")
    }
}

/// Whether one of a concept's codes is this one, whatever its system.
pub(super) fn has(concept: &CodeableConcept<'_>, code: &str) -> bool {
    concept
        .codings()
        .any(|coding| text(coding.code.as_ref()) == Some(code))
}

/// Whether any of several concepts has one of these codes.
pub(super) fn any<'a>(
    concepts: impl IntoIterator<Item = &'a CodeableConcept<'a>>,
    codes: &[&str],
) -> bool {
    concepts
        .into_iter()
        .any(|concept| codes.iter().any(|code| has(concept, code)))
}

/// Our name of a code's system.
pub(super) fn system<'m>(coding: &'m Coding<'m>) -> Option<&'m str> {
    text(coding.system.as_ref()).map(code_system::name)
}

/// A code in our form.
pub(super) fn normal<'m>(arena: &'m Bump, code: &'m str, system: Option<&str>) -> &'m str {
    match code_system::normal(code, system) {
        Cow::Borrowed(code) => code,
        Cow::Owned(code) => arena.alloc_str(&code),
    }
}
