//! Ranks of diagnoses of HL7 v2, and the pointers of charges to them.

use crate::memory::{Converted, convert};
use crate::render;

/// What stands in these columns, row by row; nothing is a dash.
fn cells(converted: &Converted, table: &str, names: &[&str]) -> Vec<String> {
    let format = arrow::util::display::FormatOptions::default().with_null("-");
    let mut rows = Vec::new();
    for batch in render::batches(&converted.memory, table) {
        for row in 0..batch.num_rows() {
            let cell = |name: &&str| {
                let column = &batch[*name];
                let shown = arrow::util::display::ArrayFormatter::try_new(column, &format);
                shown.unwrap().value(row).to_string()
            };
            rows.push(names.iter().map(cell).collect::<Vec<_>>().join(" "));
        }
    }
    rows
}

fn check(diagnoses: &[&str], expected: &[&str], pointers: &str) {
    let mut message = "MSH|^~\\&|EHR|H|L|H|20260301||DFT^P03|1|P|2.5\rPID|1||M1^^^H\rPV1|1|O|||||||||||||||||V1\r\
        FT1|1|||20260301|20260301|CG|C1||||||||||||I10^^I10~E11^^I10\r"
        .to_owned();
    for dg1 in diagnoses {
        message.push_str(dg1);
        message.push('\r');
    }
    let converted = convert(message.as_bytes());
    let found = cells(&converted, "diagnosis", &["code", "dx_type", "rank"]);
    assert_eq!(found, expected, "{diagnoses:?}");
    let found = cells(&converted, "charge", &["dx_pointers"]);
    assert_eq!(found, [pointers], "{diagnoses:?}");
}

#[test]
fn a_rank_is_of_its_kind_and_charges_point_to_it() {
    // DG1-1 counts all kinds.
    check(
        &[
            "DG1|1||R07^^I10|||A",
            "DG1|2||I10^^I10|||F",
            "DG1|3||E11^^I10|||F",
        ],
        &["R07 admitting 1", "I10 principal 1", "E11 secondary 2"],
        "1,2",
    );
    // Each kind for itself.
    check(
        &[
            "DG1|1||R07^^I10|||A",
            "DG1|1||I10^^I10|||F",
            "DG1|2||E11^^I10|||F",
        ],
        &["R07 admitting 1", "I10 principal 1", "E11 secondary 2"],
        "1,2",
    );
    // An update of one that is not the first.
    check(&["DG1|2||E11^^I10|||F"], &["E11 secondary 2"], "-");
    // Where priorities are told, no others are made up.
    check(
        &["DG1|1||I10^^I10|||F|||||||||2", "DG1|2||E11^^I10|||F"],
        &["I10 secondary 2", "E11 secondary -"],
        "-",
    );
    // What was taken back stands in no place.
    check(
        &[
            "DG1|1||R07^^I10|||F|||||||||||||||D",
            "DG1|2||I10^^I10|||F",
            "DG1|3||E11^^I10|||F",
        ],
        &["R07 secondary -", "I10 principal 1", "E11 secondary 2"],
        "1,2",
    );
}
