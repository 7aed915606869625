//! Attributes of a start tag: their values with references resolved, in their namespaces.

use std::borrow::Cow;

use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use quick_xml::events::BytesStart;

use crate::namespace::{Bindings, split};
use crate::source::SUBSTITUTE;
use crate::tree::Tree;
use crate::{Limits, Namespace, Problem};

/// What is wrong with the attributes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    None,
    TooMany,
    Bad(Problem),
}

/// Copies the attributes of an element.
pub(super) fn attributes(
    tree: &mut Tree,
    bindings: &Bindings,
    limits: &Limits,
    tag: &BytesStart<'_>,
) -> Flaw {
    let mut all = tag.attributes();
    // Their check for doubles takes quadratic time; of doubles the first is found.
    all.with_checks(false);
    // Looked for once a tag: few tags have a reference, or bytes that were replaced.
    let is_plain = memchr::memchr2(b'&', SUBSTITUTE, tag.attributes_raw().as_bytes()).is_none();
    let mut flaw = Flaw::None;
    for (count, attribute) in all.enumerate() {
        let Ok(attribute) = attribute else {
            return Flaw::Bad(Problem::Attribute);
        };
        if count >= limits.attributes {
            return Flaw::TooMany;
        }
        let (prefix, name) = split(attribute.key.0);
        let namespace = match (prefix, name) {
            ("xmlns", _) | ("", "xmlns") => continue,
            ("", _) => Namespace::None,
            (prefix, _) => bindings.resolve(prefix),
        };
        if is_plain {
            tree.plain_attribute(namespace, name, &attribute.value);
            continue;
        }
        let (value, oddity) = plain(&attribute.value);
        if let Some(problem) = oddity {
            flaw = Flaw::Bad(problem);
        }
        tree.attribute(namespace, name, &value);
    }
    flaw
}

/// How many attributes of an element of the narrative are looked at.
const ATTRIBUTES: usize = 64;

/// The first attribute of a name without a prefix.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let mut all = tag.attributes();
    all.with_checks(false);
    let found = all
        .take(ATTRIBUTES)
        .flatten()
        .find(|one| one.key.0 == name)?;
    Some(match plain(&found.value).0 {
        Cow::Borrowed(_) => found.value,
        Cow::Owned(value) => Cow::Owned(value),
    })
}

/// The value with its references resolved.
fn plain(raw: &str) -> (Cow<'_, str>, Option<Problem>) {
    if memchr::memchr(b'&', raw.as_bytes()).is_none() {
        return (Cow::Borrowed(raw), None);
    }
    let mut unknown = false;
    let resolve = |name: &str| {
        let known = resolve_predefined_entity(name);
        unknown |= known.is_none();
        known.or(Some("\u{fffd}"))
    };
    match unescape_with(raw, resolve) {
        Ok(value) => (value, unknown.then_some(Problem::Entity)),
        Err(_) => (Cow::Borrowed(raw), Some(Problem::Ampersand)),
    }
}
