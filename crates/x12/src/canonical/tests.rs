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
        if let Event::Segment(segment) = event {
            canonical.push(&segment);
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
fn version_one_is_pinned() {
    let hash = hash("BHT*0019*00*X~AMT*AU*100.00~SV1*HC:99213*1^2", "*:^~");
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        (CANONICAL_VERSION, hex.as_str()),
        (1, "04a49742b99b7cc0e5dcb5c56e6e9960")
    );
}
