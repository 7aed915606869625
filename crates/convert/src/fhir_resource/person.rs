//! Who does something: a provider by NPI, by the source's own number, by name.

use fhir::datatype::Reference;

use super::reference::{identified, own_npi};
use super::told::{Told, text};

/// One provider as a reference and its target tell it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Person<'m> {
    pub(super) npi: Option<&'m str>,
    /// The source's number, else the reference.
    pub(super) id: Option<&'m str>,
    pub(super) name: Option<&'m str>,
}

impl Person<'_> {
    /// Whether anything is known.
    pub(super) fn is_known(&self) -> bool {
        self.npi.or(self.id).or(self.name).is_some()
    }
}

impl<'m> Told<'m> {
    /// Whom a reference points to; of a role, whose it is.
    pub(super) fn person(&self, it: Option<&'m Reference<'m>>) -> Person<'m> {
        let Some(it) = it else {
            return Person::default();
        };
        let facts = self.facts(Some(it));
        let through = facts.and_then(|facts| facts.through.as_deref());
        let behind = through.and_then(|address| {
            let known = self
                .found
                .known
                .get(address)
                .or_else(|| self.found.contained.get(address));
            known?.facts.as_deref()
        });
        let number = identified(it).map(|(_, value)| value);
        let own = own_npi(it);
        // What stands behind a role is the person.
        let told = |of: fn(&'m super::known::Facts) -> Option<&'m str>| {
            behind.and_then(of).or_else(|| facts.and_then(of))
        };
        Person {
            npi: told(|facts| facts.npi.as_deref()).or(own),
            id: told(|facts| facts.number.as_deref())
                .or_else(|| number.filter(|_| own.is_none()))
                .or_else(|| self.link(Some(it)).reference),
            name: told(|facts| facts.name.as_deref()).or_else(|| text(it.display.as_ref())),
        }
    }

    /// The first of several who is anybody.
    pub(super) fn first_person(
        &self,
        all: impl IntoIterator<Item = &'m Reference<'m>>,
    ) -> Person<'m> {
        let mut people = all.into_iter().map(|it| self.person(Some(it)));
        people.find(Person::is_known).unwrap_or_default()
    }
}
