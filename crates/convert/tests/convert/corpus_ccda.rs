//! Published documents through both passes, where a folder of them is at hand: `CLAIMLAKE_CORPORA`, or
//! `../shared/corpora` beside the workspace.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::memory::convert;
use crate::render;

#[test]
fn published_documents() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let root = std::env::var_os("CLAIMLAKE_CORPORA").map_or(beside, PathBuf::from);
    let Ok(index) = std::fs::read_to_string(root.join("INDEX.tsv")) else {
        println!("SKIPPED: no corpora; set CLAIMLAKE_CORPORA to a folder with INDEX.tsv");
        return;
    };
    let (mut files, mut refused) = (0, Vec::new());
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    let mut ignored: BTreeMap<String, u64> = BTreeMap::new();
    let mut faults: BTreeMap<String, u64> = BTreeMap::new();
    let (mut read, mut rejected) = (0, 0);
    for line in index.lines().filter(|line| line.starts_with("ccda/")) {
        let mut fields = line.split('\t');
        let (path, kind) = (fields.next().unwrap(), fields.next().unwrap());
        let Some(bytes) = std::fs::read(root.join(path))
            .ok()
            .filter(|_| kind == "ccda")
        else {
            continue;
        };
        files += 1;
        // The accounting is checked inside.
        let converted = convert(&bytes);
        if converted.survey.refusal.is_some() {
            refused.push(path.to_owned());
            continue;
        }
        assert_eq!(converted.survey.format, "ccda", "{path}");
        read += converted.report.records.read;
        rejected += converted.report.records.rejected;
        for (name, count) in &converted.report.ignored {
            *ignored.entry(name.clone()).or_default() += count;
        }
        for (name, count) in &converted.report.rows {
            *rows.entry(name.clone()).or_default() += count;
        }
        let cells = render::cells(&converted, &[]);
        for line in cells.lines().filter(|line| line.starts_with("reject ")) {
            let (_, what) = line.split_once(" segment_id=").unwrap();
            *faults.entry(what.to_owned()).or_default() += 1;
        }
        assert!(
            !cells.contains("assigner: 2.16.840.1.113883.4.1}"),
            "{path}"
        );
    }
    println!("{files} files, {read} records, {rejected} rejected, refused: {refused:?}");
    println!("rows: {rows:#?}\nignored: {ignored:#?}\nrejects: {faults:#?}");
    assert!(files > 90 && refused.len() < 2, "{files} files");
    for (table, least) in [
        ("patient", 80),
        ("clinical_note", 80),
        ("encounter", 60),
        ("diagnosis", 150),
        ("service_documented", 100),
        ("immunization", 50),
        ("observation", 500),
        ("clinical_order", 50),
        ("coverage", 1),
    ] {
        assert!(
            rows.get(table).is_some_and(|rows| *rows >= least),
            "{table}"
        );
    }
    assert!(rejected * 20 < read, "{rejected} of {read}");
}
