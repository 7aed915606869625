//! Published files of eligibility, claim status, reviews and attachments, where a folder of them is there: every
//! record is accounted for, and what they say ends in rows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::memory::convert;

/// By kind of file: the tables its rows go to, and how many files must have some.
const KINDS: [(&str, &[&str], usize); 6] = [
    ("270", &["eligibility_check"], 20),
    ("271", &["eligibility_check"], 40),
    ("275", &["attachment"], 3),
    ("276", &["claim_inquiry"], 8),
    ("277", &["claim_ack"], 15),
    ("278", &["authorization"], 23),
];

#[test]
fn published_files_become_rows_and_every_record_is_accounted_for() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let corpora = std::env::var_os("CLAIMLAKE_CORPORA").map_or(beside, PathBuf::from);
    let Ok(index) = std::fs::read_to_string(corpora.join("INDEX.tsv")) else {
        println!("SKIPPED: no corpora; set CLAIMLAKE_CORPORA to a folder with INDEX.tsv");
        return;
    };
    for (wanted, tables, least) in KINDS {
        let mut rows: BTreeMap<String, u64> = BTreeMap::new();
        let (mut read, mut with_rows, mut refused, mut rejected, mut ignored) = (0, 0, 0, 0, 0);
        for line in index.lines().filter(|line| line.starts_with("x12/")) {
            let fields: Vec<&str> = line.split('\t').collect();
            let (path, kind) = (fields[0], fields[2]);
            if kind != wanted {
                continue;
            }
            // Whose records do not add up fails in there.
            let converted = convert(&std::fs::read(corpora.join(path)).unwrap());
            read += 1;
            if converted.survey.refusal.is_some() {
                refused += 1;
                continue;
            }
            let report = &converted.report;
            let sums = report.records;
            assert_eq!(
                sums.read,
                sums.mapped + sums.rejected + sums.ignored,
                "{path}"
            );
            let named: u64 = report.ignored.values().sum();
            assert_eq!(sums.ignored, named, "{path}");
            let of_set = format!("set {wanted}");
            assert!(
                !report.ignored.contains_key(&of_set) || wanted == "277",
                "{path}"
            );
            rejected += sums.rejected;
            ignored += sums.ignored;
            let some = tables.iter().any(|table| report.rows.contains_key(*table));
            with_rows += usize::from(some);
            for (table, count) in &report.rows {
                *rows.entry(table.clone()).or_default() += count;
            }
        }
        println!(
            "{wanted}: {read} files, {refused} refused, {with_rows} with rows; {rejected} records rejected, {ignored} ignored; {rows:?}"
        );
        assert!(with_rows >= least, "{wanted}: {with_rows} of {read} files");
    }
}
