//! How a source file begins, what it is called, how long it gets.

use std::path::{Path, PathBuf};

/// Lines of a file without its tests. An aim of 250, a limit here: beyond it a file has two reasons.
const LONGEST: usize = 600;
const BAD_NAMES: &[&str] = &[
    "types.rs",
    "traits.rs",
    "utils.rs",
    "util.rs",
    "common.rs",
    "helpers.rs",
    "models.rs",
    "misc.rs",
];

pub(crate) fn files(under: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(under) else {
        return;
    };
    for path in entries.map(|e| e.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            files(&path, ending, found);
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = vec![];
    for folder in ["crates", "tests", "functions", "benches", "fuzz"] {
        files(&super::root().join(folder), ".rs", &mut found);
    }
    assert!(found.len() > 50, "the walk finds the sources");
    found
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//! "),
            "{} begins with //!",
            path.display()
        );
    }
}

#[test]
fn files_are_named_for_concepts() {
    for path in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!BAD_NAMES.contains(&name.as_str()), "{}", path.display());
    }
}

#[test]
fn files_stay_readable() {
    for path in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text
            .lines()
            .take_while(|l| !l.starts_with("#[cfg(test)]"))
            .count();
        let is_test = path.components().any(|c| {
            c.as_os_str() == "tests" || c.as_os_str() == "benches" || c.as_os_str() == "tests.rs"
        });
        assert!(
            is_test || code <= LONGEST,
            "{}: {code} lines, expected at most {LONGEST}",
            path.display()
        );
    }
}

#[test]
fn decisions_are_numbered_without_gaps() {
    let mut pages = vec![];
    files(&super::root().join("docs/decisions"), ".md", &mut pages);
    let mut numbers: Vec<u32> = pages
        .iter()
        .filter_map(|p| p.file_name()?.to_str()?.split('-').next()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    assert!(!numbers.is_empty());
    assert!(
        numbers
            .iter()
            .enumerate()
            .all(|(i, n)| usize::try_from(*n).unwrap() == i + 1),
        "{numbers:?}"
    );
}
