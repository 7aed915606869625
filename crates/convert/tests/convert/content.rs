//! What makes two documents the same one, and what does not.

use convert::Unit;

use crate::memory::convert;
use crate::render;

const REMITTANCE: &str = include_str!("../golden/835_line_refs_are_not_the_payee_s.edi");
const CLAIMS: &str = include_str!("../golden/837p_drugs.edi");

fn unit(file: &str) -> Unit {
    let converted = convert(file.as_bytes());
    converted.survey.units.into_iter().next().unwrap()
}

#[test]
fn a_payee_is_told_in_the_head_alone() {
    let key = unit(REMITTANCE).doc_key;
    assert!(key.contains("|123456789|"), "{key}");
    for (from, to) in [
        ("REF*HPI*1982736452", "REF*HPI*1111111112"),
        ("REF*TJ*999999999", "REF*TJ*888888888"),
        ("REF*6R*1", "N1*PE*OTHER*XX*1111111112"),
        ("LX*1~\n", ""),
    ] {
        assert_eq!(unit(&REMITTANCE.replace(from, to)).doc_key, key, "{from}");
    }
    // Of its tax id, where N104 is none.
    let file = REMITTANCE.replace("LAKE CLINIC*FI*123456789", "LAKE CLINIC");
    assert!(unit(&file).doc_key.contains("|LAKE CLINIC|"));
    let file = file.replace("LX*1~", "REF*TJ*7777~LX*1~");
    assert!(unit(&file).doc_key.contains("|7777|"));
}

#[test]
fn what_is_damaged_is_another_content() {
    let damaged = |cas: &str| unit(&REMITTANCE.replace("CAS*PR*1*20", cas));
    let (one, two) = (damaged("cas*CO*45*20"), damaged("cas*CO*197*20"));
    assert_eq!(one.doc_key, two.doc_key);
    assert_ne!(one.content_hash, two.content_hash);
    assert_ne!(one.content_hash, unit(REMITTANCE).content_hash);
    assert!(one.incomplete && !unit(REMITTANCE).incomplete);
}

#[test]
fn a_set_without_its_end_is_another_content() {
    let cut = REMITTANCE.find("SE*").unwrap();
    let (whole, cut) = (unit(REMITTANCE), unit(&REMITTANCE[..cut]));
    assert_eq!(whole.doc_key, cut.doc_key);
    assert_ne!(whole.content_hash, cut.content_hash);
    assert!(cut.incomplete && !whole.incomplete);
}

#[test]
fn accounts_that_differ_in_zeros_are_two() {
    let account =
        |text: &str| unit(&CLAIMS.replace("CLM*A*", &format!("CLM*{text}*"))).content_hash;
    assert_ne!(account("1001.1"), account("1001.10"));
    let charge =
        |text: &str| unit(&CLAIMS.replace("CLM*A*100*", &format!("CLM*A*{text}*"))).content_hash;
    assert_eq!(charge("100"), charge("100.00"));
}

#[test]
fn values_without_end_are_kept_as_digests() {
    let long = "T".repeat(100_000);
    let file = REMITTANCE
        .replace("CHK1", &long)
        .replace("ST*835*0001", &format!("ST*835*{long}"))
        .replace("*1200*1*X", &format!("*1200*{long}*X"));
    let converted = convert(file.as_bytes());
    let unit = &converted.survey.units[0];
    for value in [&unit.doc_key, &unit.st_control, &unit.gs_control] {
        assert!(value.len() < 300 && value.contains("sha256:"), "{value}");
    }
    let cells = render::cells(&converted, &[]);
    assert!(!cells.contains(&long));
    let issue = "rule_id=value_too_long level=element segment_id=TRN position=02";
    assert!(cells.contains(issue));
    let trace = |table: &str| {
        let row = cells.lines().find(|line| line.starts_with(table)).unwrap();
        row.split("trace_number=")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(trace("remit_claim 1"), trace("remit_payment 1"));
    // Another long one is another document.
    let other = convert(file.replace(&long, &format!("{long}U")).as_bytes());
    assert_ne!(other.survey.units[0].doc_key, unit.doc_key);
}

#[test]
fn names_of_segments_and_sets_are_not_repeated_unless_they_are_the_standard_s() {
    let file = REMITTANCE.replace("DTM*472*20260201", "LEE*1~DTM*472*20260201~ZZZ*1~III*1");
    let ignored = convert(file.as_bytes()).report.ignored;
    assert_eq!(ignored["segment unknown"], 2);
    assert_eq!(ignored["segment III"], 1);
    let ignored = convert(REMITTANCE.replace("ST*835", "ST*LEE").as_bytes())
        .report
        .ignored;
    assert_eq!(ignored.keys().collect::<Vec<_>>(), ["set unknown"]);
}

/// Whatever can't be read, and as long as it is: its bytes tell two of them apart.
#[test]
fn damage_of_one_length_is_not_one_damage() {
    let limits = convert::Limits {
        message_bytes: 2_000,
        resource_bytes: 2_000,
        ..convert::Limits::default()
    };
    let hash = |file: &str| {
        let survey = convert::survey(&mut std::io::Cursor::new(file), &limits).unwrap();
        assert!(survey.units[0].incomplete, "{}", &file[..40]);
        survey.units[0].content_hash.clone()
    };
    let long = |end: &str| format!("{}{end}", "x".repeat(200_000));
    let message = "MSH|^~\\&|A|B|||20260301||ADT^A08|1|P|2.5\rPID|||7\r";
    let hl7 = |line: &str| format!("{message}{line}\r");
    let patient = "{\"resourceType\":\"Patient\",\"id\":\"p\"}\n";
    let json = |text: &str| format!("{patient}{{\"resourceType\":\"Basic\",\"id\":\"{text}\"}}\n");
    let entry = "<entry><resource><Patient><id value=\"p\"/></Patient></resource></entry>";
    let bundle = "<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"batch\"/>";
    let xml = |text: &str| {
        format!(
            "{bundle}{entry}<entry><resource><Basic><id value=\"{text}\"/></Basic></resource></entry></Bundle>"
        )
    };
    for (one, two) in [
        // A line that is no segment; a message beyond the limit, in its first and in another line.
        (hl7("one"), hl7("two")),
        (
            hl7(&format!("OBX|1|{}", long("a"))),
            hl7(&format!("OBX|1|{}", long("b"))),
        ),
        (
            message.replace("ADT", &long("a")),
            message.replace("ADT", &long("b")),
        ),
        // JSON beyond the limit, broken, and cut.
        (json(&long("a")), json(&long("b"))),
        (
            format!("{patient}{{\"resourceType\":\"Basic\" \"a\":1}}\n"),
            format!("{patient}{{\"resourceType\":\"Basic\" \"b\":1}}\n"),
        ),
        (
            format!("{patient}{{\"resourceType\":\"Basic\",\"a"),
            format!("{patient}{{\"resourceType\":\"Basic\",\"b"),
        ),
        // XML beyond the limit, and where it breaks off; what stands behind counts as well.
        (xml(&long("a")), xml(&long("b"))),
        (xml("a\"/><"), xml("b\"/><")),
        (
            xml("\"/><").replace("</Bundle>", "a"),
            xml("\"/><").replace("</Bundle>", "b"),
        ),
    ] {
        assert_eq!(one.len(), two.len());
        assert_ne!(hash(&one), hash(&two), "{}", &one[..120.min(one.len())]);
        assert_eq!(hash(&one), hash(&one));
    }
    // Line ends say nothing, in what is too long neither.
    let lines = hl7(&format!("OBX|1|{}\rOBX|2", long("a")));
    assert_eq!(hash(&lines), hash(&lines.replace('\r', "\r\n")));
}
