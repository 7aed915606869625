//! The sample drop, in the program itself: the demo needs nothing but the binary.

/// A file of `events/sample/`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SampleFile {
    pub(crate) name: &'static str,
    pub(crate) bytes: &'static [u8],
}

const fn file(name: &'static str, bytes: &'static [u8]) -> SampleFile {
    SampleFile { name, bytes }
}

/// All of them, by name.
pub(crate) const FILES: &[SampleFile] = &[
    file(
        "835-00430-2026-01.edi",
        include_bytes!("../../../../events/sample/835-00430-2026-01.edi"),
    ),
    file(
        "835-00430-2026-02.edi",
        include_bytes!("../../../../events/sample/835-00430-2026-02.edi"),
    ),
    file(
        "835-00430-2026-03.edi",
        include_bytes!("../../../../events/sample/835-00430-2026-03.edi"),
    ),
    file(
        "835-12302-2026-01-reissued.edi",
        include_bytes!("../../../../events/sample/835-12302-2026-01-reissued.edi"),
    ),
    file(
        "835-12302-2026-01.edi",
        include_bytes!("../../../../events/sample/835-12302-2026-01.edi"),
    ),
    file(
        "835-12302-2026-02.edi",
        include_bytes!("../../../../events/sample/835-12302-2026-02.edi"),
    ),
    file(
        "835-12302-2026-03.edi",
        include_bytes!("../../../../events/sample/835-12302-2026-03.edi"),
    ),
    file(
        "835-60054-2026-01-rewrapped.edi",
        include_bytes!("../../../../events/sample/835-60054-2026-01-rewrapped.edi"),
    ),
    file(
        "835-60054-2026-01-sent-again.edi",
        include_bytes!("../../../../events/sample/835-60054-2026-01-sent-again.edi"),
    ),
    file(
        "835-60054-2026-01.edi",
        include_bytes!("../../../../events/sample/835-60054-2026-01.edi"),
    ),
    file(
        "835-60054-2026-02.edi",
        include_bytes!("../../../../events/sample/835-60054-2026-02.edi"),
    ),
    file(
        "835-60054-2026-03.edi",
        include_bytes!("../../../../events/sample/835-60054-2026-03.edi"),
    ),
    file(
        "835-87726-2026-01.edi",
        include_bytes!("../../../../events/sample/835-87726-2026-01.edi"),
    ),
    file(
        "835-87726-2026-02.edi",
        include_bytes!("../../../../events/sample/835-87726-2026-02.edi"),
    ),
    file(
        "835-87726-2026-03.edi",
        include_bytes!("../../../../events/sample/835-87726-2026-03.edi"),
    ),
    file(
        "835-bad-amount.edi",
        include_bytes!("../../../../events/sample/835-bad-amount.edi"),
    ),
    file(
        "835-test-interchange.edi",
        include_bytes!("../../../../events/sample/835-test-interchange.edi"),
    ),
    file(
        "837I-2026-01.edi",
        include_bytes!("../../../../events/sample/837I-2026-01.edi"),
    ),
    file(
        "837I-2026-02.edi",
        include_bytes!("../../../../events/sample/837I-2026-02.edi"),
    ),
    file(
        "837I-2026-03.edi",
        include_bytes!("../../../../events/sample/837I-2026-03.edi"),
    ),
    file(
        "837P-2026-01.edi",
        include_bytes!("../../../../events/sample/837P-2026-01.edi"),
    ),
    file(
        "837P-2026-02.edi",
        include_bytes!("../../../../events/sample/837P-2026-02.edi"),
    ),
    file(
        "837P-2026-03.edi",
        include_bytes!("../../../../events/sample/837P-2026-03.edi"),
    ),
    file(
        "not-a-remittance.txt",
        include_bytes!("../../../../events/sample/not-a-remittance.txt"),
    ),
    file(
        "payers.csv",
        include_bytes!("../../../../events/sample/payers.csv"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/sample");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter(|n| n != "make.py" && n != "answers.json")
            .collect();
        found.sort();
        assert_eq!(found, FILES.iter().map(|f| f.name).collect::<Vec<_>>());
    }
}
