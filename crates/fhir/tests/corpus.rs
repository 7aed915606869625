//! Files that other people published, where a folder of them is at hand: `CLAIMLAKE_CORPORA`, or
//! `../shared/corpora` beside the workspace. Read without a panic; every resource that the crate has
//! a type for is read as that, but for those listed here; and as many are found as a parser finds
//! that holds all of a file.

mod typed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fhir::{Event, Limits, Reader};
use serde_json::Value;

/// Files with resources that do not have their type's form, and why.
const FAULTS: &[(&str, &str)] = &[];

/// Files that are refused, and why.
const REFUSED: &[(&str, &str)] = &[
    ("bcda/shared_files/gzip_feature_test/corrupt_gz", "no JSON"),
    ("bcda/shared_files/gzip_feature_test/single_byte", "no JSON"),
    ("gzip_feature_test/test_gzip_encoded", "packed"),
    ("synthetic_beneficiary_data/README.md", "prose"),
    ("BFDAuditLog-Sample.json", "no resourceType"),
    ("cosyte-fhir/__data__/base-readouts.json", "no resourceType"),
    (
        "crdhook/ordersign/requestWithHydrated",
        "a request of CDS Hooks",
    ),
    ("CDS-Library/", "metadata of a rule"),
    ("test/resources/deviceRequest", "a request of CDS Hooks"),
    ("test/resources/requests/", "a request of CDS Hooks"),
    ("ndjson-invalid/bar.ndjson", "empty"),
    ("test-data/ndjson/DiagnosticReport-new.ndjson", "empty"),
    ("test-data/ndjson/Parameters.ndjson", "empty"),
    ("test-data/ndjson/foo.txt", "empty"),
    (
        "test-data/ndjson/Observation.xml",
        "two lines of JSON in tags of no namespace",
    ),
    ("smart-bulk-10-patients/log.ndjson", "a log of the export"),
];

#[derive(Default)]
struct Found {
    resources: u64,
    bundles: u64,
    damaged: u64,
    noise: u64,
    defects: u64,
    typed: u64,
    faults: Vec<String>,
    refused: Option<String>,
}

#[test]
fn published_files() {
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
    let (mut files, mut all) = (0, Found::default());
    let mut kinds = BTreeMap::new();
    for line in index.lines().filter(|line| line.starts_with("fhir/")) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, "fhir", _, severity, ..] = fields[..] else {
            continue;
        };
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            continue;
        };
        let found = read(&bytes, &mut kinds);
        files += 1;
        if let Some(refused) = &found.refused {
            println!("refused: {path}: {refused}");
            let listed = REFUSED.iter().any(|(it, _)| path.contains(it));
            assert!(listed, "{path}: {refused}");
            continue;
        }
        for fault in &found.faults {
            println!("fault: {path}: {fault}");
            let listed = FAULTS.iter().any(|(it, _)| path.ends_with(it));
            assert!(listed, "{path}: {fault}");
        }
        if severity == "ok" {
            if let Some(expected) = by_values(&bytes) {
                assert_eq!((found.resources, found.bundles), expected, "{path}");
            }
            assert_eq!((found.damaged, found.noise), (0, 0), "{path}");
        }
        if found.damaged + found.noise + found.defects > 0 {
            println!(
                "{path}: {} damaged, {} noise, {} defects",
                found.damaged, found.noise, found.defects
            );
        }
        all.resources += found.resources;
        all.bundles += found.bundles;
        all.damaged += found.damaged;
        all.typed += found.typed;
    }
    println!("{kinds:?}");
    println!(
        "{files} files, {} resources, {} of them typed, {} Bundles, {} damaged",
        all.resources, all.typed, all.bundles, all.damaged
    );
    assert!(files > 400 && all.resources > 10_000, "{files} files");
}

fn read(bytes: &[u8], kinds: &mut BTreeMap<&'static str, u64>) -> Found {
    let mut reader = Reader::new(bytes, Limits::default());
    let mut found = Found::default();
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => return found,
            Err(error) => {
                assert!(error.is_refusal());
                found.refused = Some(error.to_string());
                return found;
            }
        };
        match event {
            Event::BundleStart(_) => found.bundles += 1,
            Event::Entry(entry) => {
                let Some(resource) = entry.resource else {
                    continue;
                };
                found.resources += 1;
                *kinds.entry(resource.kind()).or_default() += 1;
                match typed::read(&resource) {
                    Ok(typed) => found.typed += u64::from(typed),
                    Err(fault) => found.faults.push(format!("{fault} ({})", fault.code)),
                }
            }
            Event::Damaged(_) => found.damaged += 1,
            Event::Noise(noise) => found.noise += noise.records,
            Event::Defect(_) => found.defects += 1,
            Event::BundleEnd(_) => {}
        }
    }
}

/// Resources and Bundles as a parser of whole files counts them; `None` where it can't.
fn by_values(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut counts = (0, 0);
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        count(&value.ok()?, &mut counts);
    }
    Some(counts)
}

fn count(value: &Value, counts: &mut (u64, u64)) {
    if let Value::Array(values) = value {
        return values.iter().for_each(|value| count(value, counts));
    }
    if value["resourceType"] != "Bundle" {
        counts.0 += u64::from(value["resourceType"].is_string());
        return carried(&value["parameter"], counts);
    }
    counts.1 += 1;
    for entry in value["entry"].as_array().into_iter().flatten() {
        count(&entry["resource"], counts);
    }
}

/// Resources of a Parameters; what holds them there is no record.
fn carried(parameters: &Value, counts: &mut (u64, u64)) {
    for parameter in parameters.as_array().into_iter().flatten() {
        carried(&parameter["part"], counts);
        let resource = &parameter["resource"];
        match resource["resourceType"].as_str() {
            Some("Bundle") => carried(&resource["entry"], counts),
            Some("Parameters") => carried(&resource["parameter"], counts),
            Some(_) => counts.0 += 1,
            None => {}
        }
    }
}
