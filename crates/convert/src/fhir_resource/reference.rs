//! References: what they point to, as far as that is at hand, and how rows have them where it is not.
//!
//! In this order (FHIR R4, references.html and bundle.html#references): by urn in the Bundle, by type and id, by
//! address, in `contained`, by identifier.

use fhir::Target;
use fhir::datatype::{Identifier, Reference};

use super::known::Facts;
use super::provider;
use super::told::{Link, Servers, Told, assigner, text};
use crate::authority;
use crate::identity::join;

/// The address of what a reference points to, as `Known` and the columns have it. Of a contained resource `#id`.
pub(super) fn address(it: &Reference<'_>, servers: Servers<'_>) -> Option<String> {
    address_of(it.target()?, servers)
}

fn address_of(target: Target<'_>, servers: Servers<'_>) -> Option<String> {
    let logical = |base: Option<&str>, kind: &str, id: &str| {
        let foreign = base.filter(|base| servers.is_foreign(base));
        join(&[foreign.unwrap_or(servers.source), &format!("{kind}/{id}")])
    };
    Some(match target {
        Target::Contained(id) => format!("#{id}"),
        Target::Relative(it) => logical(servers.own, it.kind, it.id),
        Target::Absolute { base, resource } => logical(Some(base), resource.kind, resource.id),
        Target::Urn(text) | Target::Other(text) => join(&[servers.source, text]),
        Target::Conditional { .. } => return None,
    })
}

impl<'m> Told<'m> {
    /// What a reference points to, and what it is called in columns.
    fn target(&self, it: &'m Reference<'m>) -> (Option<&'m str>, Option<&'m Facts>) {
        self.found_at(address(it, self.found.servers))
    }

    fn found_at(&self, address: Option<String>) -> (Option<&'m str>, Option<&'m Facts>) {
        let Some(address) = address else {
            return (None, None);
        };
        if address.starts_with('#') {
            let target = self.found.contained.get(&address);
            return (None, target.and_then(|target| target.facts.as_deref()));
        }
        match self.found.known.get(&address) {
            Some(target) => {
                let reference = target.reference.as_deref();
                let reference = reference.unwrap_or_else(|| self.words.alloc_str(&address));
                (Some(reference), target.facts.as_deref())
            }
            None => (Some(self.words.alloc_str(&address)), None),
        }
    }

    /// What is known of what has this address.
    pub(super) fn known(&self, address: &str) -> Option<&'m Facts> {
        let known = self.found.known.get(address);
        let target = known.or_else(|| self.found.contained.get(address));
        target?.facts.as_deref()
    }

    /// What is known of what a reference points to.
    pub(super) fn facts(&self, it: Option<&'m Reference<'m>>) -> Option<&'m Facts> {
        self.target(it?).1
    }

    /// The key that a reference stands for, and the reference.
    pub(super) fn link(&self, it: Option<&'m Reference<'m>>) -> Link<'m> {
        let Some(it) = it else {
            return Link::default();
        };
        let (reference, facts) = self.target(it);
        let key = facts.and_then(|facts| facts.key.as_deref());
        Link {
            key: key.or_else(|| self.logical(it)),
            reference,
        }
    }

    /// The same of a reference's text alone.
    pub(super) fn link_to(&self, text: Option<&'m str>) -> Link<'m> {
        let address = text.and_then(|text| address_of(Target::of(text), self.found.servers));
        let (reference, facts) = self.found_at(address);
        Link {
            key: facts.and_then(|facts| facts.key.as_deref()),
            reference,
        }
    }

    /// The first of several references that says anything.
    pub(super) fn first_link(&self, all: impl IntoIterator<Item = &'m Reference<'m>>) -> Link<'m> {
        let mut links = all.into_iter().map(|it| self.link(Some(it)));
        links
            .find(|link| *link != Link::default())
            .unwrap_or_default()
    }

    /// What all of these refer to, with spaces between.
    pub(super) fn references(
        &self,
        all: impl IntoIterator<Item = &'m Reference<'m>>,
    ) -> Option<&'m str> {
        let all = all.into_iter();
        let each: Vec<&str> = all.filter_map(|it| self.link(Some(it)).reference).collect();
        self.joined(each, " ")
    }

    /// The key of an identifier that stands in a reference.
    fn logical(&self, it: &'m Reference<'m>) -> Option<&'m str> {
        let (assigner, value) = identified(it)?;
        Some(self.key(assigner, value))
    }

    /// The source's number of an account: of the account where it is at hand, else of the reference.
    pub(super) fn account(&self, it: Option<&'m Reference<'m>>) -> Option<&'m str> {
        let it = it?;
        let number = identified(it).map(|(_, value)| value);
        let key = self.facts(Some(it)).and_then(|facts| facts.key.as_deref());
        key.or(number).or_else(|| self.link(Some(it)).reference)
    }

    /// A place.
    pub(super) fn location(&self, it: Option<&'m Reference<'m>>) -> Option<&'m str> {
        self.link(it)
            .either()
            .or_else(|| text(it?.display.as_ref()))
    }
}

/// The identifier that a reference has beside its address or in it.
pub(super) fn identified<'m>(it: &'m Reference<'m>) -> Option<(Option<&'m str>, &'m str)> {
    if let Some(Target::Conditional { system, value, .. }) = it.target() {
        let system = authority::name(system);
        return Some((Some(system).filter(|system| !system.is_empty()), value));
    }
    let identifier: &Identifier<'m> = it.identifier.as_deref()?;
    Some((assigner(identifier), text(identifier.value.as_ref())?))
}

/// The NPI that a reference has in itself.
pub(super) fn own_npi<'m>(it: &'m Reference<'m>) -> Option<&'m str> {
    let (system, value) = identified(it)?;
    let identifier = it.identifier.as_deref().and_then(|it| provider::npi(it));
    identifier.or_else(|| provider::is_npi(system, value).then_some(value))
}
