//! Tests of `canonical`.

use super::*;
use crate::{Event, Limits, Reader};

/// The hash of the segments, written with these delimiters.
fn hash(segments: &str, delimiters: &str) -> [u8; 16] {
    hash_as_written(&written(segments, delimiters), delimiters)
}

fn written(text: &str, delimiters: &str) -> String {
    let [e, c, r, t] = delimiters.chars().collect::<Vec<_>>()[..] else {
        panic!("four")
    };
    let swap = |byte| match byte {
        '*' => e,
        ':' => c,
        '^' => r,
        '~' => t,
        other => other,
    };
    text.chars().map(swap).collect()
}

/// The hash of segments that are written with these delimiters already.
fn hash_as_written(segments: &str, delimiters: &str) -> [u8; 16] {
    let isa = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HC*A*B*20260301*1200*1*X*5~";
    let (head, tail) = (format!("{isa}ST*837*1~"), "~SE*3*1~");
    let text = format!(
        "{}{segments}{}",
        written(&head, delimiters),
        written(tail, delimiters)
    );
    let mut reader = Reader::new(text.as_bytes(), Limits::default());
    let mut canonical = Canonical::new();
    while let Some(event) = reader.next_event().unwrap() {
        match event {
            Event::Segment(segment) => canonical.push(&segment),
            Event::Damaged(damaged) => canonical.push_damaged(&damaged),
            Event::SetEnd(end) if !end.trailer => canonical.push_missing_trailer(),
            _ => {}
        }
    }
    canonical.finish()
}

fn same(a: &str, b: &str) -> bool {
    hash(a, "*:^~") == hash(b, "*:^~")
}

#[test]
fn delimiters_do_not_count() {
    let text = "BHT*0019*00~SV1*HC:99213:25*100.50^7:8";
    assert_eq!(hash(text, "*:^~"), hash(text, "|>!\n"));
    assert_eq!(hash(text, "*:^~"), hash(text, "\u{1d}\u{1f}\u{1e}\u{1c}"));
}

#[test]
fn padding_and_empty_ends_do_not_count() {
    assert!(same("NM1*QC*1*DOE *JOHN", "NM1*QC*1* DOE*JOHN***"));
    assert!(same("SV1*HC:99213:::*100^^*", "SV1*HC:99213 *100"));
    assert!(same("SVC*:::*1", "SVC**1"));
    assert!(!same("SVC*:A*1", "SVC*A*1"));
    assert!(!same("REF*A**B", "REF*A*B"));
    assert!(!same("REF*A~REF*B", "REF*A*REF*B"));
    assert!(!same("REF*A^*B", "REF*A^B"));
    assert!(!same("N3*MAIN ST", "N3*MAINST"));
}

#[test]
fn zeros_after_the_point_do_not_count() {
    for (a, b) in [
        ("100.00", "100"),
        ("100.50", "100.5"),
        ("-0.00", "-0"),
        (".50", ".5"),
        (".0", "0"),
    ] {
        assert!(
            same(&format!("AMT*AU*{a}"), &format!("AMT*AU*{b}")),
            "{a} {b}"
        );
        assert!(
            same(&format!("AMT*AU*{a} *C"), &format!("AMT*AU*{b}*C")),
            "{a} {b}"
        );
    }
    for (a, b) in [
        ("0100.00", "100"),
        ("1000", "100"),
        ("1.2.00", "1.2"),
        ("A.00", "A"),
        (".", ""),
        ("-.", "-"),
        ("1.0E", "1E"),
        ("abc", "ABC"),
    ] {
        assert!(
            !same(&format!("AMT*AU*{a}"), &format!("AMT*AU*{b}")),
            "{a} {b}"
        );
    }
}

#[test]
fn codes_of_hi_are_no_numbers() {
    assert!(!same("HI*BK:250.00", "HI*BK:250.0"));
    assert!(same("HI*BE:80:::12.00", "HI*BE:80:::12"));
    assert!(same("HI*BE:80:::12.00:1.0^BE:81", "HI*BE:80:::12:1^BE:81"));
    // HI01-9 of a file whose repetitions are written otherwise.
    assert_eq!(
        hash("HI*BE:80:::12.00", "*:^~"),
        hash("HI*BE:80:::12", "|>!\n")
    );
}

#[test]
fn identifiers_are_no_numbers() {
    for (a, b) in [
        ("CLM*1001.1*10", "CLM*1001.10*10"),
        ("CLP*1001.0*1*10", "CLP*1001*1*10"),
        ("REF*EA*1.50", "REF*EA*1.5"),
        ("TRN*1*12.0", "TRN*1*12"),
        ("SVC*HC:1.0*10", "SVC*HC:1*10"),
        ("PLB*1.0*20261231", "PLB*1*20261231"),
        ("NTE*ADD*1.0", "NTE*ADD*1"),
        ("ZZZ*1.0", "ZZZ*1"),
        ("CLP*1.0 *1*10", "CLP*1*1*10"),
    ] {
        assert!(!same(a, b), "{a}");
    }
    for (a, b) in [
        ("CLM*A*10.00", "CLM*A*10"),
        ("CLP*A*1*10.0*8.50*1.50", "CLP*A*1*10*8.5*1.5"),
        ("CAS*CO*45*1.0*1.0", "CAS*CO*45*1*1"),
        ("PLB*1*20261231*WO:1.0*5.00", "PLB*1*20261231*WO:1.0*5"),
        ("SV1*HC:1*10.00*UN*1.0", "SV1*HC:1*10*UN*1"),
        ("TS3*1*11*20261231*1.0*2.00", "TS3*1*11*20261231*1*2"),
    ] {
        assert!(same(a, b), "{a}");
    }
}

#[test]
fn what_is_damaged_counts() {
    assert!(!same("CLP*A~cas*CO*45*1", "CLP*A~cas*CO*45*2"));
    assert!(!same("CLP*A~cas*CO*45*1", "CLP*A"));
    assert!(same("CLP*A~cas*CO*45*1", "CLP*A~cas*CO*45*1"));
    assert!(same("CLP*A~cas*CO*\r\n45*1", "CLP*A~cas*CO*45*1"));
    // What is damaged is not taken for what it would be if it were sound.
    assert!(!same("CLP*A~clp*B", "CLP*A~CLP*B"));
}

#[test]
fn a_missing_trailer_counts() {
    let isa = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00501*1*0*P*:~GS*HC*A*B*20260301*1200*1*X*5~";
    let of = |tail: &str| {
        let text = format!("{isa}ST*835*1~BPR*I~{tail}");
        let mut reader = Reader::new(text.as_bytes(), Limits::default());
        let mut canonical = Canonical::new();
        while let Some(event) = reader.next_event().unwrap() {
            match event {
                Event::Segment(segment) => canonical.push(&segment),
                Event::SetEnd(end) if !end.trailer => canonical.push_missing_trailer(),
                _ => {}
            }
        }
        canonical.finish()
    };
    assert_eq!(of("SE*3*1~"), of("SE*3*1"));
    assert_eq!(of(""), of("GE*1*1~IEA*1*1~"));
    assert_ne!(of("SE*3*1~"), of("GE*1*1~IEA*1*1~"));
}

#[test]
fn separators_in_content_are_escaped() {
    // In a file with other delimiters these bytes are content.
    let other = |text: &str| hash_as_written(text, "|>!\n");
    assert_ne!(other("NTE|A*B"), other("NTE|A|B"));
    assert_ne!(other("NTE|A:"), other("NTE|A"));
    assert_ne!(other("NTE|A~"), other("NTE|A"));
    assert_ne!(other("NTE|A\u{1b}"), other("NTE|A"));
    assert_ne!(other("NTE|A\u{1b}*"), other("NTE|A*"));
    assert_ne!(other("NTE|A\u{1b} "), other("NTE|A"));
    assert_eq!(other("NTE|A\u{1b} "), other("NTE|A\u{1b}"));
}

/// Changing the canonical form means a new version: then this hash changes, and only then.
#[test]
fn version_two_is_pinned() {
    let hash = hash(
        "BHT*0019*00*X~CLM*1001.10*100.00~AMT*AU*100.00~SV1*HC:99213*1^2~clp*1",
        "*:^~",
    );
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        (CANONICAL_VERSION, hex.as_str()),
        (2, "c6671693d5692e6441423a52140e2364")
    );
}
