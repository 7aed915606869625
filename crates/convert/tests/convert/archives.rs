//! gz and zip: what is inside is converted as if it had come alone, within bounds.

use std::io::{Cursor, Write};

use convert::Limits;
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use crate::memory::{Converted, convert, convert_within};
use crate::render;

const FILE: &[u8] = include_bytes!("../golden/835_e01_paid_with_coinsurance.edi");
const OTHER: &[u8] = include_bytes!("../golden/835_e02_deductible.edi");

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Rows without what says where they came from.
fn rows(converted: &Converted) -> String {
    assert_eq!(converted.survey.refusal, None);
    let receipt = [
        "file_id",
        "unit_id",
        "member",
        "record",
        "byte",
        "size_bytes",
        "ordinal",
    ];
    render::cells(converted, &receipt)
}

fn refused(file: &[u8], limits: &Limits, expected: &str) {
    let refusal = convert_within(file, limits).survey.refusal.unwrap();
    assert_eq!(format!("{}: {}", refusal.code, refusal.reason), expected);
}

#[test]
fn one_file_in_any_wrapping_is_the_same_rows() {
    let plain = rows(&convert(FILE));
    assert!(plain.contains("remit_line 1"));
    assert_eq!(rows(&convert(&gz(FILE))), plain);
    assert_eq!(rows(&convert(&zip(&[("SMITH.835", FILE)]))), plain);
    assert_eq!(rows(&convert(&zip(&[("a.835.gz", &gz(FILE))]))), plain);
    let inner = zip(&[("b.835", FILE)]);
    assert_eq!(rows(&convert(&zip(&[("inner.zip", &inner)]))), plain);
    let (start, end) = FILE.split_at(100);
    assert_eq!(rows(&convert(&[gz(start), gz(end)].concat())), plain);
}

#[test]
fn members_are_told_apart_and_letters_are_ignored_by_name() {
    let file = zip(&[
        ("day/a.835", FILE),
        ("readme.txt", b"hello"),
        ("day/b.835", OTHER),
    ]);
    let converted = convert(&file);
    let members: Vec<_> = converted
        .survey
        .units
        .iter()
        .map(|u| u.member.as_deref())
        .collect();
    assert_eq!(members, [Some("day/a.835"), Some("day/b.835")]);
    assert_eq!(converted.report.ignored["member of another format"], 1);
    let cells = render::cells(&converted, &[]);
    assert!(cells.contains("member=day/b.835"));
}

#[test]
fn a_member_that_can_not_be_read_is_refused_beside_others() {
    let broken = String::from_utf8(OTHER.to_vec())
        .unwrap()
        .replacen("00501", "005X1", 1);
    let converted = convert(&zip(&[("a.835", FILE), ("SMITH.835", broken.as_bytes())]));
    assert_eq!(converted.survey.units.len(), 1);
    assert_eq!(converted.report.records.rejected, 1);
    assert_eq!(converted.report.records.ignored, 0);
    let cells = render::cells(&converted, &[]);
    let reject = cells
        .lines()
        .find(|line| line.starts_with("reject "))
        .unwrap();
    for cell in [
        "member=SMITH.835",
        "segment_id=ISA",
        "code=022",
        "byte 0: expected an ISA",
    ] {
        assert!(reject.contains(cell), "{reject}");
    }
    // Alone it is refused as a file of its own would be.
    let words = "bad_interchange: byte 0: expected an ISA segment of 16 elements, but found no version in ISA12";
    refused(
        &zip(&[("a.835", broken.as_bytes())]),
        &Limits::default(),
        words,
    );
    refused(
        &zip(&[("a.txt", b"hello"), ("a.835", broken.as_bytes())]),
        &Limits::default(),
        words,
    );
}

#[test]
fn archives_without_anything_known_are_refused() {
    let limits = Limits::default();
    let words = "no_interchange: expected an ISA segment, a segment MSH, FHS or BHS, a FHIR resource in JSON or XML, a ClinicalDocument, or the header of a contract, but found none of them";
    refused(&zip(&[("readme.txt", b"hello")]), &limits, words);
    refused(
        &zip(&[]),
        &limits,
        "empty: expected a file with content, but found an empty one",
    );
}

#[test]
fn bounds_are_kept() {
    let limits = Limits {
        unfolded_bytes: 500,
        ..Limits::default()
    };
    refused(
        &gz(FILE),
        &limits,
        "too_large: expected at most 500 bytes, but found more",
    );
    let bomb = gz(&vec![b' '; 20 << 20]);
    let limits = Limits {
        ratio: 100,
        ..Limits::default()
    };
    refused(
        &bomb,
        &limits,
        "ratio: expected to unfold at most 100 times, but found more",
    );
    let limits = Limits {
        members: 1,
        ..Limits::default()
    };
    let two = zip(&[("a", FILE), ("b", OTHER)]);
    refused(
        &two,
        &limits,
        "too_many_members: expected at most 1 members, but found more",
    );
    let deep = gz(&gz(&gz(FILE)));
    let words = "archive_depth: expected at most 2 archives in each other, but found more";
    refused(&deep, &Limits::default(), words);
    let nested = zip(&[("a.zip", &zip(&[("b", FILE)]))]);
    let limits = Limits {
        nested_bytes: 10,
        ..Limits::default()
    };
    let words =
        "nested_archive: expected an archive in an archive of at most 10 bytes, but found more";
    refused(&nested, &limits, words);
}

#[test]
fn damaged_archives_are_refused_without_a_member_s_name() {
    let words = "archive_damaged: expected a whole archive, but found a damaged one";
    let whole = gz(FILE);
    refused(&whole[..whole.len() / 2], &Limits::default(), words);
    let whole = zip(&[("SMITH.835", FILE)]);
    refused(&whole[..whole.len() / 2], &Limits::default(), words);
    let mut bent = whole.clone();
    bent[60..80].fill(0xff);
    refused(&bent, &Limits::default(), words);
}
