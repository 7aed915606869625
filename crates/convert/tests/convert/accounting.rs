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

/// Lines that are not blank, frames left out.
fn lines(file: &[u8]) -> u64 {
    let text: String = file.iter().copied().map(char::from).collect();
    let text = text.trim_start_matches("\u{ef}\u{bb}\u{bf}");
    let lines = text.split(['\r', '\n', '\u{b}', '\u{1c}']);
    let count = lines.filter(|line| !line.trim().is_empty()).count();
    u64::try_from(count).unwrap()
}

#[test]
fn segments_of_messages_are_the_lines() {
    for (name, file) in goldens("hl7") {
        let converted = convert(&file);
        assert_eq!(converted.survey.refusal, None, "{name}");
        assert_eq!(converted.report.records.read, lines(&file), "{name}");
    }
}

/// Headers, entries and bodies that are no XML, counted by their tags.
fn parts(file: &[u8]) -> u64 {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let tags = ["recordTarget>", "entry>", "nonXMLBody>"];
    let count = |tag: &str| {
        let ends = [format!("</{tag}"), format!("</cda:{tag}")];
        let counts = ends.iter().map(|end| text.matches(end.as_str()).count());
        counts.sum::<usize>()
    };
    u64::try_from(tags.iter().map(|tag| count(tag)).sum::<usize>()).unwrap()
}

#[test]
fn parts_of_documents_are_those_that_their_tags_count() {
    for (name, file) in goldens("xml") {
        if name.contains("ccda") && !name.contains("cut") && !name.contains("doctype") {
            assert_eq!(convert(&file).report.records.read, parts(&file), "{name}");
        }
    }
}

/// Resources of a Parameters, those of its parts included.
fn carried(parameters: &serde_json::Value) -> usize {
    let all = parameters.as_array().into_iter().flatten();
    let each = all.map(|it| usize::from(it["resource"].is_object()) + carried(&it["part"]));
    each.sum()
}

/// Resources of a file by a parser that holds all of it: one a line, or one with its entries or parameters.
fn resources(file: &[u8]) -> u64 {
    let count = match serde_json::from_slice::<serde_json::Value>(file) {
        Ok(whole) => {
            let entries = whole["entry"].as_array().map_or(0, Vec::len);
            1 + entries + carried(&whole["parameter"])
        }
        Err(_) => {
            let lines = file.split(|byte| *byte == b'\n');
            lines.filter(|line| !line.trim_ascii().is_empty()).count()
        }
    };
    u64::try_from(count).unwrap()
}

#[test]
fn resources_read_are_those_that_another_parser_counts() {
    for (name, file) in ["ndjson", "json"].into_iter().flat_map(goldens) {
        let converted = convert(&file);
        assert_eq!(converted.survey.format, "fhir", "{name}");
        assert_eq!(converted.report.records.read, resources(&file), "{name}");
    }
}

#[test]
fn what_is_rejected_stands_in_the_rejects() {
    let all = ["edi", "csv", "hl7", "ndjson", "json", "xml"];
    let all = all.into_iter().flat_map(goldens);
    for (name, file) in all {
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
        let all = ["edi", "hl7", "ndjson", "json", "xml"];
        let files: Vec<_> = all.into_iter().flat_map(goldens).collect();
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
