//! Who gives a number, in one way to write it whatever the format: HL7 v2 names an authority by a universal id (HD.2),
//! FHIR by a URI, C-CDA by a root.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use tables::Identifier;

use crate::identity::join;

/// What FHIR calls the system of a number that is known everywhere: the number is a URI itself (FHIR R4,
/// datatypes.html#Identifier). C-CDA has such a number as a root without an extension.
pub(crate) const URI: &str = "urn:ietf:rfc:3986";

/// Who gives National Provider Identifiers.
pub(crate) const NPI: &str = "2.16.840.1.113883.4.6";

/// Authorities that FHIR knows by an address and others by their OID (HL7 OID registry, terminology.hl7.org).
const ADDRESSES: [(&str, &str); 8] = [
    ("http://hl7.org/fhir/sid/us-ssn", "2.16.840.1.113883.4.1"),
    ("http://hl7.org/fhir/sid/us-npi", NPI),
    (
        "http://hl7.org/fhir/sid/us-medicare",
        "2.16.840.1.113883.4.572",
    ),
    ("http://hl7.org/fhir/sid/us-hicn", "2.16.840.1.113883.4.572"),
    ("http://hl7.org/fhir/sid/us-mbi", "2.16.840.1.113883.4.927"),
    (
        "http://terminology.hl7.org/NamingSystem/cmsMBI",
        "2.16.840.1.113883.4.927",
    ),
    ("http://terminology.hl7.org/NamingSystem/npi", NPI),
    (
        "http://terminology.hl7.org/NamingSystem/ssn",
        "2.16.840.1.113883.4.1",
    ),
];

static OIDS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| ADDRESSES.into_iter().collect());

/// An authority without what only says which kind of name it is.
pub(crate) fn name(told: &str) -> &str {
    let bare = ["urn:oid:", "urn:uuid:"]
        .iter()
        .find_map(|kind| told.strip_prefix(kind));
    bare.or_else(|| OIDS.get(told).copied()).unwrap_or(told)
}

/// The key of a number: who gives it, else the feed, and the number. One that is a URI is known by itself.
pub(crate) fn key(assigner: Option<&str>, source: &str, number: &str) -> String {
    match assigner {
        Some(URI) => join(&[&small(name(number))]),
        Some(assigner) => join(&[&small(assigner), number]),
        None => join(&[source, number]),
    }
}

/// A UUID in small letters, as RFC 4122 writes it: roots of C-CDA have it in capitals too.
fn small(name: &str) -> Cow<'_, str> {
    let is_uuid = name.len() == 36
        && name.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    match is_uuid {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// The numbers of a provider, as every format tells them: the NPI, and the source's own number with who gave it.
pub(crate) fn of_provider<'i>(
    npi: Option<&'i str>,
    own: Option<&'i str>,
    assigner: Option<&'i str>,
) -> Vec<Identifier<'i>> {
    let of = |value, kind, assigner| Identifier {
        value,
        kind,
        assigner,
    };
    let npi = npi.map(|value| of(value, Some("NPI"), Some(NPI)));
    let own = own.map(|value| of(value, None, assigner));
    npi.into_iter().chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_whatever_the_format() {
        for (told, ours) in [
            ("1.2.3", "1.2.3"),
            ("urn:oid:1.2.3", "1.2.3"),
            (
                "urn:uuid:0f3b8c1e-0000-4000-8000-000000000001",
                "0f3b8c1e-0000-4000-8000-000000000001",
            ),
            ("http://hl7.org/fhir/sid/us-mbi", "2.16.840.1.113883.4.927"),
            ("http://ehr.example.org/mrn", "http://ehr.example.org/mrn"),
            ("NORTH", "NORTH"),
        ] {
            assert_eq!(name(told), ours, "{told}");
        }
    }

    #[test]
    fn a_number_that_is_a_uri_is_known_by_itself() {
        assert_eq!(key(Some("1.2"), "feed", "7"), "1.2|7");
        assert_eq!(key(None, "feed", "7"), "feed|7");
        assert_eq!(key(Some(URI), "feed", "urn:oid:1.2.3"), "1.2.3");
    }
}
