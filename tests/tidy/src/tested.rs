//! What is built for tests: whatever has some, and nothing else. A binary that links the query engine to run no test
//! takes half a minute.

use std::path::{Path, PathBuf};

use cargo_metadata::{Target, TargetKind};

use crate::sources::files;

/// The files that a target is made of, as far as they are told apart: a program beside a library is its `main.rs`.
fn text(target: &Target, beside_library: bool) -> String {
    let main = target.src_path.as_std_path();
    if target.is_bin() && beside_library {
        return read(main);
    }
    let mut found = vec![];
    files(main.parent().unwrap(), ".rs", &mut found);
    let of_it = |file: &&PathBuf| !target.is_lib() || !file.ends_with("main.rs");
    found.iter().filter(of_it).map(|file| read(file)).collect()
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn what_has_tests_is_tested_and_nothing_else_is_built_for_it() {
    // Put together, so that this file holds none of them.
    let marks = ["test]", "tokio::test"].map(|mark| format!("#[{mark}"));
    let block = "`".repeat(3);
    for package in super::metadata().workspace_packages() {
        let has_library = package.targets.iter().any(Target::is_lib);
        for target in &package.targets {
            let kinds = [TargetKind::Lib, TargetKind::Bin];
            if !kinds.iter().any(|kind| target.kind.contains(kind)) {
                continue;
            }
            let text = text(target, has_library);
            let has_tests = marks.iter().any(|mark| text.contains(mark.as_str()));
            let what = format!("{} {:?}", target.name, target.kind);
            assert_eq!(target.test, has_tests, "{what}: `test` in its Cargo.toml");
            if target.is_lib() {
                let has_examples = text.contains(&block);
                assert_eq!(
                    target.doctest, has_examples,
                    "{what}: `doctest` in its Cargo.toml"
                );
            }
        }
    }
}
