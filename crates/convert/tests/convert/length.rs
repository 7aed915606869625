//! The longest files that the guides allow, and ones that no guide does.

use std::fmt::Write as _;

use convert::Limits;
use sha2::{Digest as _, Sha256};

use crate::memory::{convert, convert_within};
use crate::render;

const ISA: &str = "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          *260302*0815*^*00501*000000001*0*P*:~";

fn refused(file: &str) -> String {
    let converted = convert(file.as_bytes());
    assert!(converted.parts.is_empty());
    let refusal = converted.survey.refusal.unwrap();
    format!("{}: {}", refusal.code, refusal.reason)
}

/// An 835 of 10,000 claims in one set; LX, CLP and SVC each with what belongs to it.
#[test]
fn ten_thousand_claims_in_a_set() {
    let mut file = format!(
        "{ISA}GS*HP*PAYER*CLINIC*20260302*0815*1*X*005010X221A1~ST*835*0001~BPR*I*800000*C*ACH************20260301~\
         TRN*1*T1*1512345678~N1*PR*NORTH~N1*PE*CLINIC*XX*1234567893~LX*1~"
    );
    for n in 0..10_000 {
        write!(
            file,
            "CLP*A{n}*1*100*80*20*12*P{n}~SVC*HC:99213*100*80~CAS*PR*1*20~"
        )
        .unwrap();
    }
    write!(file, "SE*{}*0001~GE*1*1~IEA*1*000000001~", 30_007).unwrap();
    let converted = convert(file.as_bytes());
    let report = &converted.report;
    assert_eq!(report.rows["remit_claim"], 10_000);
    assert_eq!(report.rows["remit_adjustment"], 10_000);
    assert_eq!((report.rejects, report.dq_issues), (0, 0));
}

/// A claim of 999 lines, which is what LX01 allows, and of one more.
#[test]
fn a_claim_of_a_thousand_lines() {
    let head = include_str!("../golden/837p_all_elements.edi");
    let (head, _) = head.split_once("CLM*").unwrap();
    let mut file = format!("{head}CLM*A*1000***11:B:1*Y*A*Y*Y~HI*ABK:R51~");
    for n in 1..=1_000 {
        write!(file, "LX*{n}~SV1*HC:99213*1*UN*1***1~DTP*472*D8*20260201~").unwrap();
    }
    file += "SE*1*0001~GE*1*1~IEA*1*000000001~";
    let report = convert(file.as_bytes()).report;
    assert_eq!(report.rows["claim_line"], 1_000);
    assert_eq!(report.rejects, 0);
}

#[test]
fn a_million_empty_sets() {
    let mut file = format!("{ISA}GS*HC*CLINIC*PAYER*20260302*0815*1*X*005010X222A1~");
    file.extend(std::iter::repeat_n("ST*837*0001~SE*2*0001~", 1_000_000));
    assert_eq!(
        refused(&file),
        "too_many_units: expected at most 50000 documents in a file, but found more"
    );
}

#[test]
fn a_segment_of_a_hundred_megabytes() {
    let mut file =
        format!("{ISA}GS*HC*CLINIC*PAYER*20260302*0815*1*X*005010X222A1~ST*837*0001~NTE*ADD*");
    let at = file.len() - "NTE*ADD*".len();
    file.extend(std::iter::repeat_n("x", 100_000_000));
    file += "~SE*3*0001~GE*1*1~IEA*1*000000001~";
    assert_eq!(
        refused(&file),
        format!(
            "segment_too_long: record 4, byte {at}: expected a segment of at most 1048576 bytes, but found a longer one"
        )
    );
}

/// Levels that name themselves, each other, and one that comes later.
#[test]
fn levels_in_a_ring() {
    let head = include_str!("../golden/837p_all_elements.edi");
    let (head, _) = head.split_once("HL*1*").unwrap();
    let claim = "CLM*A*100***11:B:1*Y*A*Y*Y~LX*1~SV1*HC:99213*100*UN*1~";
    let levels = format!(
        "HL*1*1*20*1~NM1*85*2*CLINIC*****XX*1234567893~HL*2*3*22*1~SBR*P*18~NM1*IL*1*DOE*JANE~{claim}\
         HL*3*2*22*0~SBR*P*18~NM1*IL*1*ROE*RICK~{claim}HL*4*9*23*0~PAT*19~NM1*QC*1*POE*PAT~{claim}"
    );
    let file = format!("{head}{levels}SE*1*0001~GE*1*1~IEA*1*000000001~");
    let report = convert(file.as_bytes()).report;
    assert_eq!(report.rows["claim"], 3);
    assert_eq!(report.rows["claim_line"], 3);
}

/// Small bounds, and every one of them met at once: nothing is held that is beyond them.
#[test]
fn a_level_of_many_parties_is_bounded() {
    let head = include_str!("../golden/837p_all_elements.edi");
    let (head, _) = head.split_once("HL*1*").unwrap();
    let mut file = format!("{head}HL*1**20*1~");
    for n in 0..20_000 {
        write!(file, "NM1*85*2*CLINIC {n}*****XX*1234567893~REF*EI*{n}~").unwrap();
    }
    file += "HL*2*1*22*0~SBR*P*18~CLM*A*100***11:B:1*Y*A*Y*Y~LX*1~SV1*HC:99213*100*UN*1~\
             SE*1*0001~GE*1*1~IEA*1*000000001~";
    let report = convert_within(file.as_bytes(), &Limits::default()).report;
    assert_eq!(report.rows["claim"], 1);
    assert!(report.records.rejected > 39_000, "{:?}", report.records);
}

/// A document beyond the bound is left out by its length: the file is taken, whatever the data holds.
#[test]
fn a_document_of_many_megabytes() {
    let mut file = format!(
        "{ISA}GS*PI*CLINIC*PAYER*20260302*0815*1*X*006020X314~ST*275*0001~BGN*02*1*20260302~LX*1~TRN*1*A~"
    );
    let data = "x~ISA*00*LX*1~".repeat(400_000);
    write!(file, "BIN*{}*{data}~LX*2~TRN*1*B~BIN*3*a~b~", data.len()).unwrap();
    file += "SE*8*0001~GE*1*1~IEA*1*000000001~";
    let converted = convert(file.as_bytes());
    let report = &converted.report;
    assert_eq!(report.rows["attachment"], 2);
    assert_eq!((report.records.read, report.records.rejected), (13, 1));
    // Its length and digest are known all the same.
    let cells = render::cells(&converted, &[]);
    let digest = Sha256::digest(data.as_bytes());
    let digest: String = digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let row = cells
        .lines()
        .find(|line| line.starts_with("attachment 1"))
        .unwrap();
    let place = file.find("x~ISA").unwrap();
    for cell in [
        "lx_ordinal=1 binary_ordinal=1".to_owned(),
        format!(
            "segment=BIN byte_length={} byte_offset={place} content_digest={digest}",
            data.len()
        ),
    ] {
        assert!(row.contains(&cell), "{row}");
    }
}

/// What is looked up in a message is looked up once: a message may have as many segments as the limit allows.
#[test]
fn a_message_of_many_orders_charges_and_diagnoses() {
    const EACH: u64 = 30_000;
    let mut message = String::from(
        "MSH|^~\\&|A|B|||20260301||ORU^R01|1|P|2.5\rPID|||7\rPV1||O|||||||||||||||||V1\r",
    );
    for at in 0..EACH {
        message += &format!("DG1|{at}||A{at}\r");
    }
    for at in 0..EACH {
        message += &format!("FT1|{at}|T{at}||20260301||CG|C|||1|2.50||||||||A{at}~A0\r");
    }
    for at in 0..EACH {
        message +=
            &format!("ORC|RE|P{at}\rOBR|{at}|P{at}||X|||||||||||||||||||||F\rOBX|1|NM|Y||1\r");
    }
    let converted = convert(message.as_bytes());
    assert_eq!(converted.report.rejects, 0);
    let rows = &converted.report.rows;
    for table in [
        "diagnosis",
        "charge",
        "clinical_order",
        "service_documented",
        "observation",
    ] {
        assert_eq!(rows.get(table), Some(&EACH), "{table}");
    }
    assert_eq!(converted.report.records.read, 6 * EACH + 3 - EACH);
}
