//! Tests of `reference`.

use super::*;

/// The form of a reference, with what it says.
fn form(text: &str) -> String {
    let of = |it: Logical<'_>| format!("{} {} {:?}", it.kind, it.id, it.version);
    match Target::of(text) {
        Target::Contained(id) => format!("contained {id}"),
        Target::Urn(urn) => format!("urn {urn}"),
        Target::Relative(it) => format!("relative {}", of(it)),
        Target::Absolute { base, resource } => format!("absolute {base} {}", of(resource)),
        Target::Conditional {
            kind,
            system,
            value,
        } => format!("conditional {kind} {system} {value}"),
        Target::Other(text) => format!("other {text}"),
    }
}

#[test]
fn forms() {
    for (text, expected) in [
        ("#p1", "contained p1"),
        ("#", "contained "),
        ("urn:uuid:0-1", "urn urn:uuid:0-1"),
        ("urn:oid:1.2", "urn urn:oid:1.2"),
        ("Patient/1", "relative Patient 1 None"),
        ("Patient/1/_history/2", "relative Patient 1 Some(\"2\")"),
        (
            "https://a.org/fhir/Patient/1",
            "absolute https://a.org/fhir Patient 1 None",
        ),
        (
            "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1",
            "conditional Practitioner http://hl7.org/fhir/sid/us-npi 1",
        ),
        ("Location?identifier=7", "conditional Location  7"),
        ("Location?name=a", "other Location?name=a"),
        ("Nobody/1", "other Nobody/1"),
        ("a/Patient/1", "other a/Patient/1"),
        ("Patient/", "other Patient/"),
        ("Patient", "other Patient"),
    ] {
        assert_eq!(form(text), expected, "{text}");
    }
}

#[test]
fn where_to_look_in_order() {
    let look = |json: &str, full_url| {
        let reference: Reference<'_> = serde_json::from_str(json).unwrap();
        let found = candidates(&reference, full_url)
            .into_iter()
            .map(|it| match it {
                Candidate::FullUrl(url) => format!("url {url}"),
                Candidate::Logical(it) => format!("{} {}", it.kind, it.id),
                Candidate::Contained(id) => format!("contained {id}"),
                Candidate::Identifier { system, value } => format!("identifier {system}|{value}"),
            });
        found.collect::<Vec<_>>().join(", ")
    };
    let relative = r#"{"reference":"Patient/1"}"#;
    assert_eq!(look(relative, None), "Patient 1");
    assert_eq!(look(relative, Some("urn:uuid:1")), "Patient 1");
    assert_eq!(
        look(relative, Some("http://a/b/Encounter/2")),
        "url http://a/b/Patient/1, Patient 1"
    );
    assert_eq!(
        look(r#"{"reference":"http://a/Patient/1/_history/3"}"#, None),
        "url http://a/Patient/1, Patient 1"
    );
    assert_eq!(
        look(r#"{"reference":"urn:uuid:1"}"#, None),
        "url urn:uuid:1"
    );
    assert_eq!(
        look(
            r##"{"reference":"#a","identifier":{"system":"s","value":"v"}}"##,
            None
        ),
        "contained a, identifier s|v"
    );
    assert_eq!(look(r#"{"display":"x"}"#, None), "");
}
