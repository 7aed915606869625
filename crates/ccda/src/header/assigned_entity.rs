//! Who acted: a person or a device, with ids, and for whom.

use super::Organization;
use crate::Element;
use crate::datatype::{Ad, Cd, En, Ii, Tel};

/// `assignedEntity`, `assignedAuthor`.
#[derive(Debug, Clone, Copy)]
pub struct AssignedEntity<'a>(Element<'a>);

impl<'a> AssignedEntity<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        AssignedEntity(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.children("id").map(Ii::new)
    }

    /// The NPI among the ids (C-CDA 2.1: root 2.16.840.1.113883.4.6).
    #[must_use]
    pub fn npi(&self) -> Option<&'a str> {
        super::npi(self.ids())
    }

    /// `code`: the specialty.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.child("code").map(Cd::new)
    }

    /// `addr`.
    pub fn addrs(&self) -> impl Iterator<Item = Ad<'a>> + use<'a> {
        self.0.children("addr").map(Ad::new)
    }

    /// `telecom`.
    pub fn telecoms(&self) -> impl Iterator<Item = Tel<'a>> + use<'a> {
        self.0.children("telecom").map(Tel::new)
    }

    /// `assignedPerson/name`.
    #[must_use]
    pub fn name(&self) -> Option<En<'a>> {
        self.0.descend(&["assignedPerson", "name"]).map(En::new)
    }

    /// `assignedAuthoringDevice/softwareName`: what acted was no person.
    #[must_use]
    pub fn software_name(&self) -> Option<&'a str> {
        let name = self
            .0
            .descend(&["assignedAuthoringDevice", "softwareName"])?;
        let text = Some(name.text()).filter(|text| !text.is_empty());
        text.or_else(|| name.attribute("displayName"))
    }

    /// `representedOrganization`.
    #[must_use]
    pub fn represented_organization(&self) -> Option<Organization<'a>> {
        self.0
            .child("representedOrganization")
            .map(Organization::new)
    }
}
