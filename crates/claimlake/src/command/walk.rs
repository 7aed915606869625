//! Which files a `drop` names: the paths themselves, and what lies in folders. What can't be looked at is
//! noted and keeps nothing else from being taken in.

use std::path::{Path, PathBuf};

use crate::answer::FailedPath;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Files, in order.
    pub(crate) files: Vec<PathBuf>,
    /// Paths that can't be looked at.
    pub(crate) failed: Vec<FailedPath>,
}

impl Found {
    pub(crate) fn fail(&mut self, path: &Path, reason: impl Into<String>) {
        self.failed.push(FailedPath {
            path: path.display().to_string(),
            reason: reason.into(),
        });
    }

    fn refuse(&mut self, path: &Path, error: &std::io::Error) {
        let says = format!("expected a file or folder, but found: {}", error.kind());
        self.fail(path, says);
    }

    /// Folders are walked in the order of their names, so that two runs land the same files in the same
    /// order. Hidden files and what is no regular file (sockets, devices) are left alone.
    fn walk(&mut self, folder: &Path) {
        let read = || -> std::io::Result<Vec<PathBuf>> {
            std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect()
        };
        let mut entries = match read() {
            Ok(entries) => entries,
            Err(error) => {
                return self.fail(
                    folder,
                    format!("expected to list the folder, but found: {}", error.kind()),
                );
            }
        };
        entries.sort();
        for entry in entries {
            let hidden = entry
                .file_name()
                .is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
            if hidden {
                continue;
            }
            match std::fs::metadata(&entry) {
                Ok(kind) if kind.is_dir() => self.walk(&entry),
                Ok(kind) if kind.is_file() => self.files.push(entry),
                Ok(_) => {}
                Err(error) => self.refuse(&entry, &error),
            }
        }
    }
}

/// The files at these paths.
pub(crate) fn files(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(kind) if kind.is_dir() => found.walk(path),
            Ok(kind) if kind.is_file() => found.files.push(path.clone()),
            Ok(_) => found.fail(path, "expected a file or folder, but found something else"),
            Err(error) => found.refuse(path, &error),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_by_name_and_hidden_files_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.edi", "a/c.edi", "a/.hidden", ".git/x"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let none = folder.path().join("none");
        let found = files(&[none.clone(), folder.path().to_owned()]);
        let names: Vec<_> = found
            .files
            .iter()
            .map(|p| p.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a/c.edi", "b.edi"]);
        let [failed] = &found.failed[..] else {
            panic!("expected the one that is missing, but found {found:?}");
        };
        assert_eq!(failed.path, none.display().to_string());
        assert_eq!(
            failed.reason,
            "expected a file or folder, but found: entity not found"
        );
    }
}
