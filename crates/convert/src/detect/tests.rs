//! Tests of `detect`.

use std::io::Cursor;

use super::*;

fn check(file: &str, expected: &str) {
    let mut bytes = Cursor::new(file.as_bytes());
    let start = start(&mut bytes).unwrap();
    let shown = file.get(..60).unwrap_or(file);
    assert_eq!(format(&start).as_str(), expected, "{shown}");
}

#[test]
fn what_begins_like_this() {
    for (file, expected) in [
        ("ISA*00*", "x12"),
        ("{\"from\":\"hub\"}\nISA*00*", "x12"),
        ("{\"kind\":\"VISA\"}", "fhir"),
        ("\u{feff} \r\nISA*00*", "x12"),
        ("MSH|^~\\&|", "hl7v2"),
        ("[2026-03-01] sent\rMSH|^~\\&|", "hl7v2"),
        ("{\"a\":1}\nMSH|^~\\&|", "hl7v2"),
        ("id_type,payer_id,payer_name,payer_class\n", "payers"),
        ("{\"resourceType\":\"Patient\"}", "fhir"),
        ("[ {\"id\":\"1\"", "fhir"),
        ("{}", "fhir"),
        ("[sent]", "x12"),
        ("{sent}", "x12"),
        ("nothing known", "x12"),
        ("", "x12"),
    ] {
        check(file, expected);
    }
}

#[test]
fn xml_is_what_its_first_element_is() {
    let comment = format!("<!-- {} -->", "x".repeat(100_000));
    for (file, expected) in [
        ("<Patient xmlns=\"http://hl7.org/fhir\">", "fhir"),
        (
            "<?xml version='1.0'?>\n<f:Bundle id='1'\n xmlns:f = 'http://hl7.org/fhir'/>",
            "fhir",
        ),
        (
            "<Bundle xmlns=\"http://hl7.org/fhir\"><system value=\"urn:hl7-org:v3\"/>",
            "fhir",
        ),
        (
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:f=\"http://hl7.org/fhir\">",
            "ccda",
        ),
        ("<html xmlns:f=\"http://hl7.org/fhir\">", "x12"),
        ("<Patient axmlns=\"http://hl7.org/fhir\">", "x12"),
        ("<!-- no end", "x12"),
        ("<", "x12"),
    ] {
        check(file, expected);
        if file.len() > 20 && !file.starts_with("<?") {
            check(&format!("{comment}{file}"), expected);
        }
    }
}

#[test]
fn a_resource_type_behind_megabytes() {
    let data = "x".repeat(3 << 20);
    check(
        &format!("{{\"data\":\"{data}\",\"resourceType\":\"Binary\"}}"),
        "fhir",
    );
}
