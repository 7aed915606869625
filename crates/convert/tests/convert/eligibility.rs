//! The same answer of a payer in X12 271 and in FHIR: the same rows, but for who says it.

use crate::memory::convert;
use crate::render;

/// What a row says of where it came from, and what only one of the formats has.
const ORIGIN: &[&str] = &[
    "source_system",
    "file_id",
    "unit_id",
    "doc_id",
    "generation",
    "record",
    "byte",
    "event_time",
    "guide",
    "source_format",
    "message_id",
    "reference",
    "patient_key",
    "patient_reference",
    "coverage_reference",
    "outcome",
];

fn rows(file: &[u8]) -> Vec<String> {
    let cells = render::cells(&convert(file), ORIGIN);
    let rows = cells
        .lines()
        .filter(|line| line.starts_with("eligibility_check "));
    rows.map(str::to_owned).collect()
}

#[test]
fn a_271_and_a_resource_that_tell_the_same_give_the_same_rows() {
    let x12 = rows(include_bytes!("../golden/271_as_fhir_tells_it.edi"));
    let fhir = rows(include_bytes!("../golden/fhir_eligibility.json"));
    assert_eq!(x12.len(), 9);
    for (x12, fhir) in x12.iter().zip(&fhir) {
        assert_eq!(x12, fhir);
    }
    assert_eq!(x12.len(), fhir.len());
}
