//! Every segment is accounted for: what was read is counted by another splitter than ours.

use std::path::Path;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use proptest::prelude::*;

use crate::memory::{Converted, convert};
use crate::render;

/// Pieces between terminators that are not blank; text before the first ISA is one more.
fn split(file: &[u8]) -> u64 {
    let text: String = file.iter().copied().map(char::from).collect();
    let text = text.trim_start_matches("\u{ef}\u{bb}\u{bf}");
    let Some(isa) = text.find("ISA*").or_else(|| text.find("ISA\t")) else {
        return 0;
    };
    let before = u64::from(!text[..isa].trim().is_empty());
    let pieces = without_data(&text[isa..])
        .split('~')
        .filter(|piece| !piece.trim().is_empty())
        .count();
    before + u64::try_from(pieces).unwrap()
}

/// The file without the data of binary segments that tell how long it is, where it ends as they say.
fn without_data(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = ["BIN*", "BDS*B64*"]
        .iter()
        .filter_map(|head| rest.find(head).map(|at| at + head.len()))
        .min()
    {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let told = rest
            .split_once('*')
            .and_then(|(length, data)| Some((length.parse::<usize>().ok()?, data)));
        if let Some((length, data)) = told
            && data
                .get(length..)
                .is_some_and(|behind| behind.starts_with('~'))
        {
            rest = &data[length..];
        }
    }
    kept.push_str(rest);
    kept
}

fn sum(converted: &Converted, table: &str, column: &str) -> u64 {
    let batches = render::batches(&converted.memory, table);
    let values = batches
        .iter()
        .flat_map(|batch| batch[column].as_primitive::<Int64Type>().values().to_vec());
    u64::try_from(values.sum::<i64>()).unwrap()
}

fn goldens(extension: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == extension) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn segments_read_are_those_that_another_splitter_counts() {
    for (name, file) in goldens("edi") {
        let converted = convert(&file);
        if converted.survey.refusal.is_none() {
            assert_eq!(converted.report.records.read, split(&file), "{name}");
        }
    }
}

#[test]
fn what_is_rejected_stands_in_the_rejects() {
    for (name, file) in goldens("edi").into_iter().chain(goldens("csv")) {
        let converted = convert(&file);
        let rejected = converted.report.records.rejected;
        assert_eq!(sum(&converted, "reject", "segments"), rejected, "{name}");
        let of_units: u64 = converted
            .report
            .sets
            .iter()
            .map(|set| set.records.mapped)
            .sum();
        assert_eq!(
            sum(&converted, "unit", "records_mapped"),
            of_units,
            "{name}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Whatever happens to the bytes: no panic, and the accounting holds (`convert` checks it).
    #[test]
    fn damaged_files_are_accounted_for(
        which in 0usize..1000,
        cuts in prop::collection::vec((0usize..1000, 0usize..40, prop::collection::vec(any::<u8>(), 0..4)), 1..4),
    ) {
        let files = goldens("edi");
        let (_, mut file) = files[which % files.len()].clone();
        for (place, length, put) in cuts {
            if file.is_empty() {
                break;
            }
            let at = file.len() * place / 1000;
            let end = (at + length).min(file.len());
            file.splice(at..end, put);
        }
        convert(&file);
    }
}
