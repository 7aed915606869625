//! Import directions, over `cargo metadata`: data flows one way.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Package};

/// What each crate may use of ours. ARCHITECTURE.md shows the same as a picture.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("hl7v2", &[]),
    ("x12", &[]),
    ("ccda", &[]),
    ("fhir", &[]),
    ("flatfile", &["domain"]),
    ("ack", &["domain", "x12"]),
    ("tables", &["domain"]),
    ("rules", &["domain"]),
    (
        "convert",
        &[
            "ccda", "domain", "fhir", "flatfile", "hl7v2", "tables", "x12",
        ],
    ),
    ("store", &["domain"]),
    ("aws", &["domain", "pipeline", "store"]),
    ("pipeline", &["convert", "domain", "store", "tables"]),
    ("posting", &["domain", "pipeline", "store"]),
    (
        "lake",
        &["domain", "pipeline", "posting", "rules", "store", "tables"],
    ),
    ("kpi", &["domain", "lake", "store", "tables"]),
    ("work", &["domain", "store"]),
    (
        "triage",
        &[
            "domain", "lake", "pipeline", "rules", "store", "tables", "work",
        ],
    ),
    ("mirror", &["domain", "store", "work"]),
    ("ingest", &["aws", "pipeline", "store"]),
    ("commit-tables", &["aws", "lake", "pipeline", "store"]),
    ("answer-kpi", &["aws", "kpi", "lake", "pipeline", "store"]),
    ("maintain-tables", &["aws", "lake", "pipeline", "store"]),
    ("mirror-state", &["aws", "domain", "mirror", "store"]),
    (
        "triage-denials",
        &["aws", "lake", "pipeline", "store", "triage", "work"],
    ),
    (
        "claimlake",
        &[
            "ack",
            "answer-kpi",
            "aws",
            "commit-tables",
            "convert",
            "domain",
            "ingest",
            "kpi",
            "lake",
            "maintain-tables",
            "mirror",
            "mirror-state",
            "pipeline",
            "posting",
            "rules",
            "store",
            "tables",
            "triage",
            "triage-denials",
            "work",
            "x12",
        ],
    ),
    ("tidy", &[]),
    ("workspace-hack", &[]),
];

/// Heavy dependencies and the only crates that may name them.
const ONLY: &[(&str, &[&str])] = &[
    ("datafusion", &["lake", "kpi", "claimlake"]),
    ("deltalake", &["lake"]),
    ("rusqlite", &["store"]),
    ("clap", &["claimlake"]),
    ("lambda_runtime", &["aws"]),
    (
        "tokio",
        &[
            "aws",
            "pipeline",
            "posting",
            "lake",
            "kpi",
            "claimlake",
            "store",
        ],
    ),
    ("arrow", &["tables", "lake", "kpi", "claimlake"]),
    ("parquet", &["tables", "lake", "claimlake"]),
];

fn normal(package: &Package) -> BTreeSet<&str> {
    let all = package.dependencies.iter();
    all.filter(|d| d.kind == DependencyKind::Normal)
        .map(|d| d.name.as_str())
        .collect()
}

#[test]
fn crates_use_only_what_they_may() {
    let metadata = super::metadata();
    let members = metadata.workspace_packages();
    let names: BTreeSet<&str> = members.iter().map(|p| p.name.as_str()).collect();
    let listed: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names, listed,
        "every member stands in the table, and nothing else"
    );
    for package in &members {
        let (_, may) = MAY_USE
            .iter()
            .find(|(name, _)| *name == package.name.as_str())
            .unwrap();
        // The hack holds features, no code; the pure crates do without it.
        for used in normal(package)
            .intersection(&names)
            .filter(|used| **used != "workspace-hack")
        {
            assert!(may.contains(used), "{} must not use {used}", package.name);
        }
        if package.name.as_str() == "workspace-hack" {
            continue;
        }
        for (heavy, only) in ONLY {
            let uses = normal(package).contains(heavy);
            let may = only.contains(&package.name.as_str());
            assert!(!uses || may, "{} must not depend on {heavy}", package.name);
        }
    }
}

/// The syntax crates and the rules compile in seconds, and can be read and fuzzed alone.
#[test]
fn pure_crates_stay_light() {
    const PURE: [&str; 8] = [
        "ack", "ccda", "domain", "fhir", "flatfile", "hl7v2", "rules", "x12",
    ];
    for package in super::metadata().workspace_packages() {
        let pure = PURE.contains(&package.name.as_str());
        assert!(
            !pure || !normal(package).contains("workspace-hack"),
            "{}",
            package.name
        );
    }
}

/// What runs on every landed file, or every change of the state, starts in milliseconds: no query engine is linked
/// into it.
#[test]
fn what_runs_often_does_not_link_the_query_engine() {
    let metadata = super::metadata();
    let resolve = metadata.resolve.as_ref().unwrap();
    for function in ["ingest", "mirror-state"] {
        let start = metadata
            .packages
            .iter()
            .find(|p| p.name.as_str() == function)
            .unwrap();
        let mut seen = BTreeSet::new();
        let mut open = vec![&start.id];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = resolve.nodes.iter().find(|n| n.id == *id).unwrap();
            let normal = |d: &&cargo_metadata::NodeDep| {
                d.dep_kinds.iter().any(|k| k.kind == DependencyKind::Normal)
            };
            open.extend(node.deps.iter().filter(normal).map(|d| &d.pkg));
        }
        for package in &metadata.packages {
            let heavy = ["datafusion", "deltalake"].contains(&package.name.as_str());
            assert!(
                !heavy || !seen.contains(&package.id),
                "{function} links {}",
                package.name
            );
        }
    }
}

#[test]
fn versions_stand_in_the_workspace_alone() {
    for package in super::metadata().workspace_packages() {
        // Generated, and nothing but versions with features.
        if package.name.as_str() == "workspace-hack" {
            continue;
        }
        let manifest = std::fs::read_to_string(&package.manifest_path).unwrap();
        let table = manifest.lines().skip_while(|l| *l != "[dependencies]");
        for line in table.filter(|l| l.contains('=')) {
            assert!(!line.contains("version ="), "{}: {line}", package.name);
        }
    }
}
