//! What quarantines a file, in these words; and what never does.

use convert::Limits;

use crate::memory::{convert, convert_within};
use crate::render;

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
fn a_segment_beyond_the_limit() {
    let file = FILE.replace("CLP*A*", &format!("NTE*{}~CLP*A*", "x".repeat(5_000)));
    let limits = Limits {
        segment_bytes: 1_000,
        ..Limits::default()
    };
    let byte = file.find("NTE*").unwrap();
    let says = refused(file.as_bytes(), &limits);
    let (code, rest) = says.split_once(": record ").unwrap();
    assert_eq!(code, "segment_too_long");
    let (_, place) = rest.split_once(", ").unwrap();
    let expected =
        format!("byte {byte}: expected a segment of at most 1000 bytes, but found a longer one");
    assert_eq!(place, expected);
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
fn claims_behind_one_that_is_too_large_keep_their_ordinals() {
    let small = Limits {
        loop_bytes: 2_000,
        ..Limits::default()
    };
    let ordinals = |file: &str, table: &str, column: &str, limits: &Limits| -> Vec<String> {
        let cells = render::cells(&convert_within(file.as_bytes(), limits), &[]);
        let claims = cells
            .lines()
            .filter(|line| line.starts_with(&format!("{table} ")));
        let ordinal = |line: &str| {
            line.split(&format!("{column}="))
                .nth(1)?
                .split(' ')
                .next()
                .map(str::to_owned)
        };
        claims.filter_map(ordinal).collect()
    };
    let long = "REF*EA*1~".repeat(500);
    let remittance = include_str!("../golden/835_lines_of_128.edi").replace("\r\n", "");
    let file = remittance.replace(
        "SVC*HC:99213*100*80**1~DTM*472*20260201~CAS*PR*1*20~CLP*B",
        &format!("{long}CLP*B"),
    );
    assert_eq!(ordinals(&file, "remit_claim", "clp_ordinal", &small), ["2"]);
    let claims = include_str!("../golden/bad_837_lost_claim.edi").replace("clm*", "CLM*");
    let file = claims.replacen("LX*1~", &format!("{long}LX*1~"), 1);
    assert_eq!(ordinals(&file, "claim", "clm_ordinal", &small), ["2", "3"]);
}

#[test]
fn nothing_of_a_file_s_content_is_in_debug_output() {
    let converted = convert(FILE.as_bytes());
    let text = format!("{:?} {:?}", converted.survey, converted.report);
    for content in ["CHK1", "ACME", "GOOD CLINIC", "1234567893"] {
        assert!(!text.contains(content), "{content}");
    }
}

/// What is no file of ours is told in words for all formats.
#[test]
fn a_file_of_no_known_format() {
    const EXPECTED: &str = "expected an ISA segment, a segment MSH, FHS or BHS, a FHIR resource in JSON or XML, a ClinicalDocument, or the header of a contract, but found";
    for (file, code, found) in [
        ("a letter", "no_interchange", "none of them"),
        ("<html/>", "no_interchange", "none of them"),
        ("{\"a\":[1]}", "no_resource", "JSON without a resourceType"),
    ] {
        let says = refused(file.as_bytes(), &Limits::default());
        assert_eq!(says, format!("{code}: {EXPECTED} {found}"), "{file}");
    }
    let says = refused(b" \n", &Limits::default());
    assert_eq!(
        says,
        "empty: expected a file with content, but found an empty one"
    );
}

/// JSON has no order: what a resource is may be told last.
#[test]
fn a_resource_that_says_last_what_it_is() {
    let data = "x".repeat(300_000);
    let file = format!(
        "{{\"content\":[{{\"attachment\":{{\"data\":\"{data}\"}}}}],\"id\":\"d1\",\"resourceType\":\"DocumentReference\"}}"
    );
    let converted = convert(file.as_bytes());
    assert_eq!(converted.survey.format, "fhir");
    assert_eq!(converted.report.rows["clinical_note"], 1);
    let bundle = format!(
        "{{\"entry\":[{{\"resource\":{file}}}],\"type\":\"collection\",\"resourceType\":\"Bundle\"}}"
    );
    let converted = convert(bundle.as_bytes());
    assert_eq!(converted.report.rows["clinical_note"], 1);
}
