//! A number is the same one whichever format tells it, where it is told who gives it.

use crate::memory::convert;
use crate::render;

/// The keys of the patient in HL7 v2, FHIR and C-CDA; what a format can't tell is left out.
fn check(hl7: &str, fhir: [&str; 2], ccda: &str, expected: &str) {
    let [system, value] = fhir;
    let mut files = Vec::new();
    if !hl7.is_empty() {
        files.push(format!(
            "MSH|^~\\&|A|B|C|D|20260301080000-0500||ADT^A08|1|P|2.8\rPID|1||{hl7}||ROE\r"
        ));
    }
    files.push(format!(
        r#"{{"resourceType":"Patient","id":"p","identifier":[{{"system":"{system}","value":"{value}"}}]}}"#
    ));
    if !ccda.is_empty() {
        files.push(format!(
            r#"<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.9"/><recordTarget><patientRole><id {ccda}/></patientRole></recordTarget></ClinicalDocument>"#
        ));
    }
    for file in files {
        let cells = render::cells(&convert(file.as_bytes()), &[]);
        let rows = cells.lines().filter(|line| line.starts_with("patient "));
        let keys = rows.flat_map(|row| {
            row.split(' ')
                .filter_map(|it| it.strip_prefix("patient_key="))
        });
        assert_eq!(keys.collect::<Vec<_>>(), [expected], "{file}");
    }
}

#[test]
fn an_authority_is_one_by_oid_uuid_or_address() {
    check(
        "7^^^NORTH&1.2.3&ISO^MR",
        ["urn:oid:1.2.3", "7"],
        r#"root="1.2.3" extension="7""#,
        "1.2.3|7",
    );
    check(
        "7^^^NORTH&0F3B8C1E-0000-4000-8000-00000000000A&UUID^MR",
        ["urn:uuid:0f3b8c1e-0000-4000-8000-00000000000a", "7"],
        r#"root="0F3B8C1E-0000-4000-8000-00000000000A" extension="7""#,
        "0f3b8c1e-0000-4000-8000-00000000000a|7",
    );
    check(
        "7^^^NORTH&http://north.example.org/mrn&URI^MR",
        ["http://north.example.org/mrn", "7"],
        "",
        "http://north.example.org/mrn|7",
    );
    // A HD may have a name alone: then the other formats have to use that name.
    check("7^^^NORTH^MR", ["NORTH", "7"], "", "NORTH|7");
}

#[test]
fn a_number_that_is_a_uri_needs_nobody_who_gives_it() {
    check(
        "",
        [
            "urn:ietf:rfc:3986",
            "urn:uuid:0f3b8c1e-0000-4000-8000-00000000000a",
        ],
        r#"root="0F3B8C1E-0000-4000-8000-00000000000A""#,
        "0f3b8c1e-0000-4000-8000-00000000000a",
    );
    check(
        "",
        ["urn:ietf:rfc:3986", "urn:oid:1.2.3.77"],
        r#"root="1.2.3.77""#,
        "1.2.3.77",
    );
}
