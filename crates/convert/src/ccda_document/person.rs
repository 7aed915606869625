//! Who does something (assignedEntity, assignedAuthor): a provider by NPI, by the source's own number, by name.

use bumpalo::Bump;
use ccda::datatype::{En, Ii};
use ccda::header::{AssignedEntity, Organization};
use domain::id::npi_is_valid;

use super::coded::{Coded, within};
use super::told::key;

/// One provider.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Person<'e> {
    pub(super) npi: Option<&'e str>,
    /// The source's number.
    pub(super) id: Option<&'e str>,
    /// Who gave that.
    pub(super) assigner: Option<&'e str>,
    /// Who gave that, and the number.
    own_key: Option<&'e str>,
    pub(super) family: Option<&'e str>,
    pub(super) given: Option<&'e str>,
    /// A device or an organisation did it.
    pub(super) is_person: bool,
    pub(super) taxonomy: Option<&'e str>,
    pub(super) specialty: Option<&'e str>,
    pub(super) organisation: Option<&'e str>,
}

impl<'e> Person<'e> {
    pub(super) fn of(entity: Option<AssignedEntity<'e>>, words: &'e Bump) -> Person<'e> {
        let Some(entity) = entity else {
            return Person::default();
        };
        let npi = entity.npi().filter(|npi| npi_is_valid(npi.as_bytes()));
        let own = entity.ids().find(|id| is_own(*id, npi));
        let organisation = entity.represented_organization();
        let organisation = organisation
            .and_then(|it| it.name())
            .and_then(|name| name.text());
        let name = entity.name();
        let (family, given) = names(name);
        let family = family.or_else(|| name?.text());
        let is_person = family.or(given).is_some();
        Person {
            npi,
            id: own.and_then(|id| id.extension().or_else(|| id.root())),
            assigner: own.and_then(|id| id.extension().and(id.root())),
            own_key: own.and_then(key).map(|key| &*words.alloc_str(&key)),
            family: family
                .or_else(|| entity.software_name())
                .or(organisation.filter(|_| !is_person)),
            given,
            is_person,
            taxonomy: within(entity.code(), "nucc", words),
            specialty: Coded::of(entity.code(), &[], words).text,
            organisation,
        }
    }

    /// The same of an organisation.
    pub(super) fn of_organization(it: Organization<'e>, words: &'e Bump) -> Person<'e> {
        let npi = it.npi().filter(|npi| npi_is_valid(npi.as_bytes()));
        let own = it.ids().find(|id| is_own(*id, npi));
        Person {
            npi,
            id: own.and_then(|id| id.extension().or_else(|| id.root())),
            own_key: own.and_then(key).map(|key| &*words.alloc_str(&key)),
            family: it.name().and_then(|name| name.text()),
            ..Person::default()
        }
    }

    /// The NPI, else who gave the number and the number.
    pub(super) fn key(&self) -> Option<&'e str> {
        self.npi.or(self.own_key)
    }

    /// `FAMILY, GIVEN`.
    pub(super) fn name(&self, words: &'e Bump) -> Option<&'e str> {
        match (self.family, self.given) {
            (Some(family), Some(given)) => Some(words.alloc_str(&format!("{family}, {given}"))),
            (family, given) => family.or(given),
        }
    }

    /// Whether anything is known.
    pub(super) fn is_known(&self) -> bool {
        self.npi.or(self.id).or(self.family).is_some()
    }
}

/// A number that is kept and no NPI that holds.
fn is_own(id: Ii<'_>, npi: Option<&str>) -> bool {
    let is_npi = id.root() == Some(Ii::NPI) && id.extension() == npi;
    !is_npi && id.root() != Some(Ii::SSN) && key(id).is_some()
}

/// Family name, and the first given one.
pub(super) fn names<'e>(name: Option<En<'e>>) -> (Option<&'e str>, Option<&'e str>) {
    let Some(name) = name else {
        return (None, None);
    };
    let filled = |text: &&str| !text.is_empty();
    let family = name.family().map(|part| part.text()).find(filled);
    (family, name.given().map(|part| part.text()).find(filled))
}
