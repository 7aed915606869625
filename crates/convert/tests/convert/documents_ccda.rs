//! What makes two clinical documents the same one, how they are known, and what is never kept of them.

use std::io::{Cursor, Write as _};

use convert::Unit;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use crate::memory::{Converted, convert};
use crate::render;

const FILE: &str = include_str!("../golden/ccda_ccd.xml");
const DOCTYPE: &[u8] = include_bytes!("../golden/bad_ccda_doctype.xml");

fn unit(file: &[u8]) -> Unit {
    let converted = convert(file);
    let [unit] = &converted.survey.units[..] else {
        unreachable!("one document, but found {:?}", converted.survey);
    };
    unit.clone()
}

fn same(file: &[u8]) -> bool {
    let (one, two) = (unit(FILE.as_bytes()), unit(file));
    assert_eq!(one.doc_id == two.doc_id, one.doc_key == two.doc_key);
    one.doc_key == two.doc_key && one.content_hash == two.content_hash
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn one_document_in_any_wrapping_and_encoding() {
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(FILE.as_bytes()).unwrap();
    assert!(same(&gz.finish().unwrap()));
    assert!(same(&zip(&[("ROE.xml", FILE.as_bytes())])));
    assert!(same(format!("\u{feff}{FILE}").as_bytes()));
    let bare = &FILE[FILE.find("<ClinicalDocument").unwrap()..];
    let wide: Vec<u8> = format!("\u{feff}{bare}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(same(&wide));
    let envelope = format!("<s:Envelope xmlns:s=\"urn:s\"><s:Body>{bare}</s:Body></s:Envelope>");
    assert!(same(envelope.as_bytes()));
}

#[test]
fn blanks_prefixes_and_order_of_attributes_say_nothing() {
    assert!(same(FILE.replace("\n", "\n\t ").as_bytes()));
    let turned = "<id extension=\"DOC-77\" root='1.2.840.555.9'/>";
    assert!(same(
        FILE.replace("<id root=\"1.2.840.555.9\" extension=\"DOC-77\"/>", turned)
            .as_bytes()
    ));
    let prefixed = FILE
        .replace("</", "</\u{1}")
        .replace('<', "<v3:")
        .replace("<v3:/\u{1}", "</v3:");
    let prefixed = prefixed
        .replace("v3:?xml", "?xml")
        .replace("v3:sdtc:", "sdtc:");
    let prefixed = prefixed.replace("xmlns=\"urn:hl7-org:v3\"", "xmlns:v3=\"urn:hl7-org:v3\"");
    assert!(same(prefixed.as_bytes()));
}

#[test]
fn what_is_told_otherwise_is_another_document() {
    let set = |unit: &Unit| unit.doc_key.rsplit_once('|').unwrap().0.to_owned();
    for (from, to) in [
        ("value=\"13.2\"", "value=\"13.3\""),
        ("Type 2 diabetes</content>", "Diabetes</content>"),
        ("20260305121500-0600", "20260306121500-0600"),
    ] {
        let other = unit(FILE.replace(from, to).as_bytes());
        assert!(!same(FILE.replace(from, to).as_bytes()), "{from}");
        // Of one set and version: both live, and the later one is seen to hold.
        assert_eq!(set(&other), set(&unit(FILE.as_bytes())), "{from}");
    }
    let next = FILE.replace(
        "<versionNumber value=\"2\"/>",
        "<versionNumber value=\"3\"/>",
    );
    assert_ne!(set(&unit(next.as_bytes())), set(&unit(FILE.as_bytes())));
    // Words that no code refers to are in no row.
    assert!(same(
        FILE.replace("<item>Cough</item>", "<item>A cough</item>")
            .as_bytes()
    ));
}

#[test]
fn a_document_that_can_not_be_read_is_refused_beside_others() {
    let converted = convert(&zip(&[("a.xml", FILE.as_bytes()), ("b.xml", DOCTYPE)]));
    assert_eq!(converted.survey.units.len(), 1);
    assert_eq!(converted.report.records.rejected, 1);
    let cells = render::cells(&converted, &[]);
    let reject = cells
        .lines()
        .find(|line| line.starts_with("reject "))
        .unwrap();
    for cell in [
        "member=b.xml",
        "segment_id=ClinicalDocument",
        "code=structure",
        "code_list=issue-type",
    ] {
        assert!(reject.contains(cell), "{reject}");
    }
}

/// What names a person stands in no reject, no issue and no debug output; a social security number nowhere.
#[test]
fn nothing_of_a_person_is_where_it_should_not_be() {
    let damaged = FILE.replace(
        "<birthTime value=\"19700115\"/>",
        "<birthTime value=\"Janet\"/>",
    );
    let damaged = damaged.replace("</procedure></entry>", "</Roe></entry>");
    for file in [FILE, &damaged] {
        let converted: Converted = convert(file.as_bytes());
        let cells = render::cells(&converted, &[]);
        assert!(!cells.contains("999-55-1234"));
        for line in cells.lines() {
            if line.starts_with("reject ") || line.starts_with("dq_issue ") {
                assert!(!line.contains("Janet") && !line.contains("Roe"), "{line}");
            }
        }
        let debug = format!("{:?} {:?}", converted.survey, converted.report);
        assert!(!debug.contains("Janet") && !debug.contains("100200"));
    }
}
