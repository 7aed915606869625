//! Clinical documents in a 275: their rows stand in its unit, and whoever delivers it again changes nothing.

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;

use crate::memory::{Converted, convert};
use crate::render;

const FILE: &str = include_str!("../golden/275_clinical_documents.edi");

fn column(converted: &Converted, table: &str, name: &str) -> Vec<String> {
    let mut values = Vec::new();
    for batch in render::batches(&converted.memory, table) {
        let column = &batch[name];
        let format = arrow::util::display::FormatOptions::default();
        let shown = arrow::util::display::ArrayFormatter::try_new(column, &format).unwrap();
        values.extend((0..batch.num_rows()).map(|row| shown.value(row).to_string()));
    }
    values
}

#[test]
fn rows_are_of_the_unit_and_stand_at_its_segments() {
    let converted = convert(FILE.as_bytes());
    let [unit] = &converted.survey.units[..] else {
        unreachable!("one set")
    };
    let sets = &converted.report.sets;
    assert_eq!(sets.len(), 1);
    // What stands in the documents is no record of the file.
    assert_eq!(sets[0].records.read, 21);
    assert_eq!(sets[0].records.mapped, 21);
    for table in [
        "clinical_note",
        "service_documented",
        "encounter",
        "patient",
        "reject",
    ] {
        let documents = column(&converted, table, "doc_id");
        assert!(!documents.is_empty(), "{table}");
        assert!(documents.iter().all(|it| *it == unit.doc_id), "{table}");
        let unit_ids = column(&converted, table, "unit_id");
        assert!(unit_ids.iter().all(|it| *it == sets[0].unit_id), "{table}");
    }
    let binary = column(&converted, "attachment", "record");
    for table in ["clinical_note", "reject"] {
        for record in column(&converted, table, "record") {
            assert!(binary.contains(&record), "{table} at {record}");
        }
    }
    // Statements are told apart over all documents.
    let ordinals = column(&converted, "service_documented", "statement_ordinal");
    assert_eq!(ordinals, ["1", "2", "3"]);
}

/// What stands as it is has the place of its own bytes.
#[test]
fn a_place_in_a_document_is_one_in_the_file() {
    let converted = convert(FILE.as_bytes());
    let mut found = 0;
    for batch in render::batches(&converted.memory, "service_documented") {
        for byte in batch["byte"].as_primitive::<Int64Type>().values() {
            let at = usize::try_from(*byte).unwrap();
            found += usize::from(FILE[at..].starts_with("<entry>"));
        }
    }
    assert_eq!(
        found, 1,
        "of the one that is neither base64 nor quoted-printable"
    );
}

#[test]
fn in_another_envelope_it_says_the_same() {
    let again = FILE
        .replace("000000001", "000000777")
        .replace("*260302*0815*", "*260305*1200*");
    let (one, two) = (convert(FILE.as_bytes()), convert(again.as_bytes()));
    assert_eq!(one.survey.units[0].doc_id, two.survey.units[0].doc_id);
    let quiet = [
        "file_id",
        "unit_id",
        "byte",
        "event_time",
        "isa_control",
        "reported_ts",
    ];
    assert_eq!(render::cells(&one, &quiet), render::cells(&two, &quiet));
}
