//! Who does something (XCN): a provider by NPI, by the source's own number, by name.

use bumpalo::Bump;
use domain::id::npi_is_valid;
use hl7v2::{Field, Repetition};

use super::said::words;
use super::told::authority;

/// One provider as a field names it, over all repetitions that mean the same person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Person<'m> {
    pub(super) npi: Option<&'m str>,
    /// The source's number.
    pub(super) id: Option<&'m str>,
    /// Who gave that.
    pub(super) assigner: Option<&'m str>,
    pub(super) family: Option<&'m str>,
    pub(super) given: Option<&'m str>,
}

impl<'m> Person<'m> {
    /// Senders repeat a provider once for each of its numbers: the first NPI, the first other number and the first
    /// name count.
    pub(super) fn of(field: Field<'m>, arena: &'m Bump) -> Person<'m> {
        let mut person = Person::default();
        for repetition in field.repetitions() {
            person.add(repetition, arena);
        }
        person
    }

    fn add(&mut self, repetition: Repetition<'m>, arena: &'m Bump) {
        let part = |number| words(arena, repetition.component(number).subcomponent(1).text());
        let assigner = authority(repetition.component(9), arena);
        if let Some(id) = part(1) {
            let told = part(13) == Some("NPI") || part(8) == Some("NPI") || assigner == Some("NPI");
            // An NPI carries a check digit, so that ten digits which keep it are one if nobody says otherwise.
            let is_npi = npi_is_valid(id.as_bytes()) && (told || part(13).is_none());
            match is_npi {
                true => self.npi = self.npi.or(Some(id)),
                false if self.id.is_none() => (self.id, self.assigner) = (Some(id), assigner),
                false => {}
            }
        }
        self.family = self.family.or_else(|| part(2));
        self.given = self.given.or_else(|| part(3));
    }

    /// The same of a NDL: who it was stands in subcomponents (CNN), with when and where behind it.
    pub(super) fn of_ndl(field: Field<'m>, arena: &'m Bump) -> Person<'m> {
        let cnn = field.first().component(1);
        let part = |number| words(arena, cnn.subcomponent(number).text());
        let id = part(1);
        let npi = id.filter(|id| npi_is_valid(id.as_bytes()));
        Person {
            npi,
            id: id.filter(|_| npi.is_none()),
            assigner: part(10).or_else(|| part(9)).map(crate::authority::name),
            family: part(2),
            given: part(3),
        }
    }

    /// `FAMILY, GIVEN`.
    pub(super) fn name(&self, arena: &'m Bump) -> Option<&'m str> {
        match (self.family, self.given) {
            (Some(family), Some(given)) => Some(arena.alloc_str(&format!("{family}, {given}"))),
            (family, given) => family.or(given),
        }
    }

    /// Whether anything is known.
    pub(super) fn is_known(&self) -> bool {
        self.npi.or(self.id).or(self.family).is_some()
    }
}
