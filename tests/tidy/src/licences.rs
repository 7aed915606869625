//! Licences of everything that is linked in: permissive ones, so that claimlake stays Apache-2.0.

/// An SPDX expression passes when one of its alternatives consists of these alone.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Admitted by name, each for a reason.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "libbz2-rs-sys",
        "bzip2-1.0.6",
        "permissive, the terms of bzip2 itself; linked by delta-rs",
    ),
    (
        "option-ext",
        "MPL-2.0",
        "copyleft of its own unmodified files only; linked by delta-rs",
    ),
];

fn passes(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" OR ").any(|alternative| {
        alternative
            .split(" AND ")
            .all(|one| ALLOWED.contains(&one.trim()))
    })
}

#[test]
fn every_dependency_is_permissive() {
    let metadata = super::metadata();
    let refused: Vec<String> = metadata
        .packages
        .iter()
        .filter(|p| p.source.is_some())
        .filter(|p| !p.license.as_deref().is_some_and(passes))
        .filter(|p| {
            !EXCEPTIONS.iter().any(|(name, licence, _)| {
                *name == p.name.as_str() && p.license.as_deref() == Some(licence)
            })
        })
        .map(|p| format!("{} {}: {:?}", p.name, p.version, p.license))
        .collect();
    assert!(refused.is_empty(), "not admitted:\n{}", refused.join("\n"));
}

#[test]
fn the_check_itself_refuses() {
    assert!(!passes("GPL-3.0"));
    assert!(!passes("MIT AND GPL-3.0"));
    assert!(passes("GPL-2.0 OR MIT"));
    assert!(passes("(MIT OR Apache-2.0) AND Unicode-3.0"));
}
