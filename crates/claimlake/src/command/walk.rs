//! Which files a `drop` names: the paths themselves, and what lies in folders.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Folders are walked in the order of their names, so that two runs land the same files in the same
/// order. Hidden files and what is no regular file (sockets, devices) are left alone.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = vec![];
    for path in paths {
        let kind = std::fs::metadata(path).with_context(|| {
            format!(
                "expected a file or folder at {}, but found none",
                path.display()
            )
        })?;
        if kind.is_dir() {
            folder(path, &mut found)?;
        } else if kind.is_file() {
            found.push(path.clone());
        } else {
            bail!(
                "expected a file or folder at {}, but found something else",
                path.display()
            );
        }
    }
    Ok(found)
}

fn folder(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        std::fs::read_dir(path)?.map(|e| Ok(e?.path())).collect()
    };
    let mut entries =
        read().with_context(|| format!("expected to list {}, but could not", path.display()))?;
    entries.sort();
    for entry in entries {
        let hidden = entry
            .file_name()
            .is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
        if hidden {
            continue;
        }
        if entry.is_dir() {
            folder(&entry, found)?;
        } else if entry.is_file() {
            found.push(entry);
        }
    }
    Ok(())
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
        let found = files(&[folder.path().to_owned()]).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|p| p.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a/c.edi", "b.edi"]);
        let missing = files(&[folder.path().join("none")]).unwrap_err();
        assert!(
            missing
                .to_string()
                .starts_with("expected a file or folder at ")
        );
    }
}
