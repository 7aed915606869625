//! Files that others published, when a folder of them is there: none unexplained, every record accounted
//! for, each 835's sums as an independent list has them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::harness::Home;

pub(crate) fn corpora() -> Option<PathBuf> {
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let folder = std::env::var_os("CLAIMLAKE_CORPORA").map_or(beside, PathBuf::from);
    if folder.join("INDEX.tsv").exists() {
        return Some(folder.canonicalize().unwrap());
    }
    println!("SKIPPED: no corpora; set CLAIMLAKE_CORPORA to a folder with INDEX.tsv");
    None
}

fn list(folder: &std::path::Path, name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    text.lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_published_x12_file_is_accounted_for() {
    let Some(folder) = corpora() else { return };
    let home = Home::new();
    let dropped = home.drop_paths(&[folder.join("x12")]);
    let index: BTreeMap<String, Vec<String>> = list(&folder, "INDEX.tsv")
        .into_iter()
        .map(|r| (r[0].clone(), r))
        .collect();
    let mut seen = 0;
    for file in dropped["files"].as_array().unwrap() {
        let path = PathBuf::from(file["path"].as_str().unwrap());
        let path = path
            .strip_prefix(&folder)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let records = &file["records"];
        let n = |what: &str| records[what].as_u64().unwrap();
        assert_eq!(
            n("read"),
            n("mapped") + n("rejected") + n("ignored"),
            "{path}: {file}"
        );
        let Some(listed) = index.get(&path) else {
            continue;
        };
        seen += 1;
        // What has an envelope is never refused as a whole.
        if listed[3] == "ok" || listed[3] == "count-or-control-mismatch" {
            assert_ne!(file["status"], "quarantined", "{path}: {}", file["reason"]);
        }
        if file["status"] == "quarantined" {
            assert!(
                file["reason"]
                    .as_str()
                    .is_some_and(|r| r.contains("expected")),
                "{path}: {file}"
            );
        }
        if file["status"] == "committed" && listed[4] == "n" {
            assert_eq!(
                n("read"),
                segments(&std::fs::read(folder.join(&path)).unwrap()),
                "{path}"
            );
        }
    }
    assert!(seen > 300, "{seen} files of the index were dropped");
    home.assert_sound();
    let again = home.drop_paths(&[folder.join("x12")]);
    assert!(
        again["files"]
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["status"] != "committed"),
        "the same bytes change nothing"
    );
}

/// Messages, resources and documents: what is read of each is counted by other parsers beside `convert`; here whole
/// folders pass through the program, in `./verify corpora`.
#[test]
fn every_published_file_of_an_ehr_is_accounted_for() {
    let Some(folder) = corpora() else { return };
    if std::env::var_os("CLAIMLAKE_ALL_CORPORA").is_none() {
        println!("SKIPPED: files of EHRs; ./verify corpora drops them");
        return;
    }
    let home = Home::new();
    let folders = ["hl7v2", "fhir", "ccda"].map(|name| folder.join(name));
    let dropped = home.drop_paths(&folders);
    let files = dropped["files"].as_array().unwrap();
    let mut committed = 0;
    for file in files {
        let records = &file["records"];
        let n = |what: &str| records[what].as_u64().unwrap();
        assert_eq!(
            n("read"),
            n("mapped") + n("rejected") + n("ignored"),
            "{file}"
        );
        committed += usize::from(file["status"] == "committed");
        if file["status"] == "quarantined" {
            // Notes, other JSON, nothing at all, and what was damaged on purpose.
            let known = [
                "no_interchange",
                "no_resource",
                "empty",
                "archive_damaged",
                "not_well_formed",
            ];
            let code = file["reason"].as_str().and_then(|it| it.split(':').next());
            assert!(code.is_some_and(|code| known.contains(&code)), "{file}");
        }
    }
    println!(
        "MEASURED: {committed} of {} files are in tables",
        files.len()
    );
    assert!(committed >= 944, "{committed}");
    home.assert_sound();
    let again = home.drop_paths(&folders);
    let again = again["files"].as_array().unwrap();
    assert_eq!(again.len(), files.len());
    assert!(again.iter().all(|file| file["status"] != "committed"));
}

/// Segments by the plainest splitter there is: find an ISA, take its terminator, count what is between.
fn segments(bytes: &[u8]) -> u64 {
    let text: Vec<u8> = bytes.to_vec();
    let Some(start) = text.windows(3).position(|w| w == b"ISA") else {
        return 0;
    };
    let preamble = u64::from(
        text[..start]
            .iter()
            .any(|b| !b.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(b)),
    );
    let (mut at, mut n) = (start, preamble);
    while at < text.len() {
        let mark = text[at + 3];
        let sixteenth = text[at..]
            .iter()
            .enumerate()
            .filter(|(_, b)| **b == mark)
            .nth(15)
            .unwrap()
            .0;
        let end = text[at + sixteenth + 2];
        let mut next = None;
        let mut from = at;
        while from < text.len() {
            let stop = text[from..]
                .iter()
                .position(|b| *b == end)
                .map_or(text.len(), |p| from + p);
            let mut segment = text[from..stop].trim_ascii();
            // The rest of a terminator of several bytes.
            while let [0x80..0xc0, rest @ ..] = segment {
                segment = rest.trim_ascii();
            }
            if segment.starts_with(b"ISA")
                && from > at
                && segment.get(3).is_some_and(|b| !b.is_ascii_alphanumeric())
            {
                next = Some(
                    from + text[from..stop]
                        .windows(3)
                        .position(|w| w == b"ISA")
                        .unwrap(),
                );
                break;
            }
            n += u64::from(!segment.is_empty());
            from = stop + 1;
        }
        match next {
            Some(isa) => at = isa,
            None => break,
        }
    }
    n
}

#[test]
fn sums_of_published_remittances_agree_with_the_list() {
    let Some(folder) = corpora() else { return };
    let home = Home::new();
    let by_path = remittances(&folder, &home.drop_paths(&[folder.join("x12")]));
    let sums = ["payment_amount", "sum(paid_amount)", "sum(amount)"];
    let tables = ["remit_payment", "remit_claim", "provider_level_adjustment"];
    let [bpr, paid, plb] = [0, 1, 2].map(|at| cents_by_unit(&home, sums[at], tables[at]));
    let mut compared = 0;
    for row in list(&folder, "BALANCE_835.tsv") {
        let n: usize = row[1].parse().unwrap();
        let units = by_path
            .get(&row[0])
            .unwrap_or_else(|| panic!("{} was dropped", row[0]));
        let unit = units
            .get(n - 1)
            .unwrap_or_else(|| panic!("{} has set {n}", row[0]));
        for (what, sums, listed) in [
            ("BPR02", &bpr, &row[2]),
            ("CLP04", &paid, &row[3]),
            ("PLB", &plb, &row[4]),
        ] {
            let sum = sums.get(unit).copied().unwrap_or(0);
            assert_eq!(sum, decimal(listed), "{} {what}", row[0]);
        }
        compared += 1;
    }
    assert!(compared > 30);
}

/// The 835 units of each file, by its path in the folder.
fn remittances(folder: &std::path::Path, dropped: &Value) -> BTreeMap<String, Vec<String>> {
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut of_id: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in dropped["files"].as_array().unwrap() {
        let path = PathBuf::from(file["path"].as_str().unwrap());
        let path = path.strip_prefix(folder).unwrap().to_str().unwrap();
        let id = file["file_id"].as_str().unwrap().to_owned();
        let sets = file["sets"].as_array().unwrap().iter();
        let mut units: Vec<String> = sets
            .filter(|set| set["type"] == "835")
            .map(|set| set["unit_id"].as_str().unwrap().to_owned())
            .collect();
        // A duplicate's rows are those of the file that came first.
        if file["status"] == "duplicate" {
            units = of_id.get(&id).cloned().unwrap_or_default();
        }
        of_id.entry(id).or_insert_with(|| units.clone());
        by_path.insert(path.to_owned(), units);
    }
    by_path
}

/// A sum of a table for each unit, in cents.
fn cents_by_unit(home: &Home, sum: &str, table: &str) -> BTreeMap<String, i64> {
    let group = if sum.starts_with("sum") {
        "group by unit_id"
    } else {
        ""
    };
    let asked = format!("select unit_id, cast({sum} as varchar) as n from raw.{table} {group}");
    let rows = home.json(&["sql", &asked]);
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        let cents = row["n"].as_str().map_or(0, decimal);
        (row["unit_id"].as_str().unwrap().to_owned(), cents)
    })
    .collect()
}

fn decimal(text: &str) -> i64 {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |t| (true, t));
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let cents: i64 = format!("{whole}{rest:0<2}").parse().unwrap();
    if negative { -cents } else { cents }
}
