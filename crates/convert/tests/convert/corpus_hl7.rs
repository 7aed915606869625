//! Published messages, where a folder of them is at hand (`CLAIMLAKE_CORPORA`, or beside the workspace): through both
//! passes, with every record accounted for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::memory::convert;

#[test]
fn published_messages_become_rows() {
    let root = std::env::var_os("CLAIMLAKE_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let Ok(index) = std::fs::read_to_string(root.join("INDEX.tsv")) else {
        println!(
            "SKIPPED: no corpora in {}; set CLAIMLAKE_CORPORA",
            root.display()
        );
        return;
    };
    let (mut files, mut refused) = (0u64, Vec::new());
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    let mut ignored: BTreeMap<String, u64> = BTreeMap::new();
    for line in index.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, "hl7v2", _, severity, ..] = fields[..] else {
            continue;
        };
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            continue;
        };
        let converted = convert(&bytes);
        files += 1;
        if let Some(refusal) = &converted.survey.refusal {
            assert_ne!(severity, "ok", "{path}: {}", refusal.reason);
            refused.push(refusal.code.clone());
            continue;
        }
        assert_eq!(converted.survey.format, "hl7v2", "{path}");
        let report = converted.report;
        let messages = report.rows.get("message").copied().unwrap_or(0);
        assert!(messages > 0 || severity != "ok", "{path}: messages");
        for (table, count) in report.rows {
            *rows.entry(table).or_default() += count;
        }
        for (name, count) in report.ignored {
            *ignored.entry(name).or_default() += count;
        }
    }
    println!("{files} files, refused {refused:?}\n{rows:#?}\n{ignored:#?}");
    for table in [
        "message",
        "patient",
        "encounter",
        "observation",
        "clinical_order",
        "immunization",
        "charge",
    ] {
        assert!(rows.get(table).is_some_and(|count| *count > 0), "{table}");
    }
}
