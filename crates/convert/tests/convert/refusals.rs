//! What quarantines a file, in these words; and what never does.

use convert::Limits;

use crate::memory::{convert, convert_within};

const FILE: &str = include_str!("../golden/835_two_payments_one_trace_nothing_paid.edi");

fn refused(file: &[u8], limits: &Limits) -> String {
    let converted = convert_within(file, limits);
    assert!(converted.parts.is_empty());
    let refusal = converted.survey.refusal.unwrap();
    format!("{}: {}", refusal.code, refusal.reason)
}

#[test]
fn too_many_documents() {
    let limits = Limits {
        units: 1,
        ..Limits::default()
    };
    let words = "too_many_units: expected at most 1 documents in a file, but found more";
    assert_eq!(refused(FILE.as_bytes(), &limits), words);
}

#[test]
fn a_row_of_payers_without_end() {
    let file = format!(
        "id_type,payer_id,payer_name,payer_class\n\"{}",
        "x".repeat(5_000)
    );
    let limits = Limits {
        row_bytes: 100,
        ..Limits::default()
    };
    let words = "row_too_long: line 2: expected a row of at most 100 bytes, but found a longer one";
    assert_eq!(refused(file.as_bytes(), &limits), words);
}

#[test]
fn a_segment_beyond_the_limit_is_one_reject_and_no_more() {
    let file = FILE.replace("CLP*A*", &format!("NTE*{}~CLP*A*", "x".repeat(5_000)));
    let limits = Limits {
        segment_bytes: 1_000,
        ..Limits::default()
    };
    let converted = convert_within(file.as_bytes(), &limits);
    assert_eq!(converted.report.records.rejected, 1);
    assert_eq!(converted.report.rows["remit_claim"], 2);
}

#[test]
fn a_claim_beyond_the_limit_is_one_reject_and_no_more() {
    let file = FILE.replace("CAS*CO*97*10", &"REF*EA*1~".repeat(500));
    let limits = Limits {
        loop_bytes: 2_000,
        ..Limits::default()
    };
    let converted = convert_within(file.as_bytes(), &limits);
    assert_eq!(converted.report.rejects, 1);
    assert_eq!(converted.report.rows["remit_claim"], 1);
}

#[test]
fn nothing_of_a_file_s_content_is_in_debug_output() {
    let converted = convert(FILE.as_bytes());
    let text = format!("{:?} {:?}", converted.survey, converted.report);
    for content in ["CHK1", "ACME", "GOOD CLINIC", "1234567893"] {
        assert!(!text.contains(content), "{content}");
    }
}
