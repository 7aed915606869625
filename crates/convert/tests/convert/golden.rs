//! Golden files: each file beside what becomes of it. `UPDATE_EXPECT=1` rewrites the latter.

use std::path::Path;

use expect_test::expect_file;

use crate::memory::convert;
use crate::render;

/// What files end in.
const FORMS: [&str; 6] = ["edi", "csv", "hl7", "ndjson", "json", "xml"];

#[test]
fn golden_files_become_these_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|e| FORMS.iter().any(|form| e == *form))
        })
        .collect();
    files.sort();
    assert!(
        files.len() > 20,
        "expected the golden files, but found {}",
        files.len()
    );
    for path in files {
        let converted = convert(&std::fs::read(&path).unwrap());
        expect_file![path.with_extension("expect")].assert_eq(&render::text(&converted));
    }
}
