//! FHIR that other people published, where a folder of it is at hand (`CLAIMLAKE_CORPORA`, or `../shared/corpora`
//! beside the workspace), through both passes: every resource is accounted for, and none that is sound is refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow::array::Array;

use crate::memory::{Converted, convert};
use crate::render;

/// Files with resources that are refused, and why.
const REFUSED: &[(&str, &str)] = &[(
    "__fixtures__/extension-only-list.",
    "a Patient with neither id nor identifier",
)];

/// Rows that refer to a patient, and those of them that have the key.
fn linked(converted: &Converted) -> [usize; 2] {
    let mut found = [0, 0];
    for table in converted.report.rows.keys() {
        for batch in render::batches(&converted.memory, table) {
            let column = |name| batch.column_by_name(name);
            let (Some(reference), Some(key)) = (column("patient_reference"), column("patient_key"))
            else {
                continue;
            };
            let refers = (0..batch.num_rows()).filter(|row| reference.is_valid(*row));
            for row in refers {
                found[0] += 1;
                found[1] += usize::from(key.is_valid(row));
            }
        }
    }
    found
}

#[test]
fn published_resources_become_rows() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("CLAIMLAKE_CORPORA").map_or(beside, PathBuf::from);
    let Ok(index) = std::fs::read_to_string(root.join("INDEX.tsv")) else {
        println!(
            "SKIPPED: no corpora in {}; set CLAIMLAKE_CORPORA",
            root.display()
        );
        return;
    };
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    let mut ignored: BTreeMap<String, u64> = BTreeMap::new();
    let mut refused: Vec<String> = Vec::new();
    let (mut referring, mut keyed) = (0, 0);
    let (mut files, mut read, mut rejected, mut issues) = (0, 0, 0, 0);
    for line in index.lines().filter(|line| line.starts_with("fhir/")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, "fhir", _, severity, broken, ..] = fields[..] else {
            continue;
        };
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            continue;
        };
        // The accounting is checked inside.
        let converted = convert(&bytes);
        if converted.survey.format != "fhir" {
            println!(
                "{path}: {} {:?}",
                converted.survey.format, converted.survey.refusal
            );
            continue;
        }
        files += 1;
        let [refer, have] = linked(&converted);
        (referring, keyed) = (referring + refer, keyed + have);
        let report = &converted.report;
        read += report.records.read;
        rejected += report.records.rejected;
        issues += report.dq_issues;
        for (table, count) in &report.rows {
            *rows.entry(table.clone()).or_default() += count;
        }
        for (name, count) in &report.ignored {
            *ignored.entry(name.clone()).or_default() += count;
        }
        if report.records.rejected > 0 {
            let quiet = ["file_id", "unit_id", "doc_id", "source_system"];
            let cells = render::cells(&converted, &quiet);
            let rejects: Vec<&str> = cells
                .lines()
                .filter(|line| line.starts_with("reject"))
                .take(3)
                .collect();
            println!("{path}: {rejects:?}");
            let listed = REFUSED.iter().any(|(it, _)| path.contains(it));
            if !listed && severity == "ok" && broken != "y" {
                refused.push(path.to_owned());
            }
        }
    }
    println!("{files} files, {read} records, {rejected} rejected, {issues} issues");
    println!("{referring} rows refer to a patient, {keyed} of them have the key");
    println!("rows {rows:?}");
    println!("ignored {ignored:?}");
    assert!(refused.is_empty(), "{refused:?}");
    assert!(files > 350 && read > 10_000, "{files} files");
}
