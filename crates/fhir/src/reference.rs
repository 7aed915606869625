//! What a reference points to, and where to look for it, in which order.

use std::borrow::Cow;

use crate::datatype::Reference;
use crate::names::{UNKNOWN, resource_name};

/// What the text of a reference means (FHIR R4, references.html#literal).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// `#id`: a resource contained in the one that refers to it; empty for that one itself.
    Contained(&'a str),
    /// `urn:uuid:` or `urn:oid:`: an entry of the same Bundle, by its fullUrl.
    Urn(&'a str),
    /// `Type/id`: a resource of the same server.
    Relative(Logical<'a>),
    /// An address that ends in `Type/id`: a resource of some server.
    Absolute {
        /// What comes before the type, without a slash at its end.
        base: &'a str,
        /// The resource.
        resource: Logical<'a>,
    },
    /// `Type?identifier=system|value`: of a transaction whose sender does not know the id.
    Conditional {
        /// The resource type.
        kind: &'static str,
        /// Identifier.system; empty where it is not said.
        system: &'a str,
        /// Identifier.value.
        value: &'a str,
    },
    /// Anything else.
    Other(&'a str),
}

/// A resource by its type and id, and its version where that is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Logical<'a> {
    /// The resource type.
    pub kind: &'static str,
    /// Its id.
    pub id: &'a str,
    /// What follows `_history`.
    pub version: Option<&'a str>,
}

/// A way to find what a reference points to.
#[derive(Clone, PartialEq, Eq)]
pub enum Candidate<'a> {
    /// The entry with this fullUrl.
    FullUrl(Cow<'a, str>),
    /// The resource of this type and id.
    Logical(Logical<'a>),
    /// The resource with this id in `contained`.
    Contained(&'a str),
    /// The resource that has this identifier.
    Identifier {
        /// Identifier.system; empty where it is not said.
        system: &'a str,
        /// Identifier.value.
        value: &'a str,
    },
}

impl<'a> Target<'a> {
    /// What a text means.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let text = text.trim();
        if let Some(id) = text.strip_prefix('#') {
            return Target::Contained(id);
        }
        if text.starts_with("urn:uuid:") || text.starts_with("urn:oid:") {
            return Target::Urn(text);
        }
        if let Some(target) = conditional(text) {
            return target;
        }
        let Some((base, resource)) = logical(text) else {
            return Target::Other(text);
        };
        if base.is_empty() {
            return Target::Relative(resource);
        }
        if base.contains("://") {
            return Target::Absolute { base, resource };
        }
        Target::Other(text)
    }
}

/// The last two parts of an address, if they are a type and an id, and what comes before them.
fn logical(text: &str) -> Option<(&str, Logical<'_>)> {
    let (path, version) = match text.split_once("/_history/") {
        Some((path, version)) => (path, Some(version)),
        None => (text, None),
    };
    let (before, id) = path.rsplit_once('/')?;
    let (base, name) = before.rsplit_once('/').unwrap_or(("", before));
    let kind = resource_name(name);
    // FHIR R4, datatypes.html#id; longer ones are in use.
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let is_sound = kind != UNKNOWN && !id.is_empty() && id.bytes().all(is_id);
    is_sound.then_some((base, Logical { kind, id, version }))
}

/// FHIR R4, http.html#trules: conditional references. What else may stand in a search is not read.
fn conditional(text: &str) -> Option<Target<'_>> {
    let (path, search) = text.split_once('?')?;
    let kind = resource_name(path.rsplit('/').next()?);
    let wanted = search.strip_prefix("identifier=")?;
    if kind == UNKNOWN || wanted.contains('&') {
        return None;
    }
    let (system, value) = wanted.split_once('|').unwrap_or(("", wanted));
    Some(Target::Conditional {
        kind,
        system,
        value,
    })
}

/// Where to look for what a reference points to, the surest first: in the Bundle by its urn, by type
/// and id, by address, in `contained`, by identifier. `full_url` is of the entry that refers: a
/// relative reference is relative to it (FHIR R4, bundle.html#references).
#[must_use]
pub fn candidates<'a>(reference: &'a Reference<'_>, full_url: Option<&str>) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    match reference.target() {
        Some(Target::Urn(urn)) => found.push(Candidate::FullUrl(Cow::Borrowed(urn))),
        Some(Target::Relative(resource)) => {
            let base = full_url.and_then(logical).map(|(base, _)| base);
            if let Some(base) = base.filter(|base| !base.is_empty()) {
                let url = format!("{base}/{}/{}", resource.kind, resource.id);
                found.push(Candidate::FullUrl(Cow::Owned(url)));
            }
            found.push(Candidate::Logical(resource));
        }
        Some(Target::Absolute { base, resource }) => {
            let url = format!("{base}/{}/{}", resource.kind, resource.id);
            found.push(Candidate::FullUrl(Cow::Owned(url)));
            found.push(Candidate::Logical(resource));
        }
        Some(Target::Contained(id)) => found.push(Candidate::Contained(id)),
        Some(Target::Conditional { system, value, .. }) => {
            found.push(Candidate::Identifier { system, value });
        }
        Some(Target::Other(text)) => found.push(Candidate::FullUrl(Cow::Borrowed(text))),
        None => {}
    }
    if let Some(identifier) = &reference.identifier
        && let Some(value) = identifier.value.as_deref()
    {
        let system = identifier.system.as_deref().unwrap_or_default();
        found.push(Candidate::Identifier { system, value });
    }
    found
}

mod shown;

#[cfg(test)]
mod tests;
