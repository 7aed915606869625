//! Parts in a local folder: `<root>/<table>/<path>`.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tables::{Part, PartFile, PartFiles};

use crate::local_objects::{create_folder, create_incoming};

/// Files whose sync is asked for at once.
const SYNCS: usize = 8;

/// A folder that holds a folder for each table.
#[derive(Debug, Clone)]
pub struct LocalParts {
    root: PathBuf,
}

impl LocalParts {
    /// A folder; those of tables are created when their first part is.
    pub fn new(root: impl Into<PathBuf>) -> LocalParts {
        LocalParts { root: root.into() }
    }
}

impl PartFiles for LocalParts {
    fn create(&self, table: &str, path: &str) -> io::Result<Box<dyn PartFile>> {
        let to = self.root.join(table).join(path);
        if fs::exists(&to)? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // Underscored names are left alone by everything that reads Delta tables.
        let folder = self.root.join(table).join("_incoming");
        create_folder(to.parent().unwrap_or(&self.root))?;
        fs::create_dir_all(&folder)?;
        let (file, from) = create_incoming(&folder)?;
        Ok(Box::new(Open {
            file,
            incoming: Incoming(from),
            to,
        }))
    }

    fn sync(&self, parts: &[Part]) -> io::Result<()> {
        let paths: Vec<PathBuf> = parts
            .iter()
            .map(|part| self.root.join(&part.table).join(&part.path))
            .collect();
        side_by_side(&paths, |path| File::open(path)?.sync_all())?;
        let folders: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
        let folders: Vec<&Path> = folders.into_iter().collect();
        side_by_side(&folders, |folder| store::sync_folder(folder))
    }
}

/// A disk writes many in the time of one.
fn side_by_side<T: Sync>(all: &[T], sync: impl Fn(&T) -> io::Result<()> + Sync) -> io::Result<()> {
    let each = all.len().div_ceil(SYNCS).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = all
            .chunks(each)
            .map(|some| scope.spawn(|| some.iter().try_for_each(&sync)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            let stopped = |_| io::Error::other("expected a thread to end, but found it stopped");
            thread.join().map_err(stopped)?
        })
    })
}

struct Open {
    file: File,
    incoming: Incoming,
    to: PathBuf,
}

/// Removed when it is dropped: a part that is not finished was never there.
struct Incoming(PathBuf);

impl Drop for Incoming {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl PartFile for Open {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.file.flush()?;
        let Open { file, incoming, to } = *self;
        drop(file);
        place(&incoming.0, &to)
    }
}

/// Gives the file its name, unless somebody has it: a link does not overwrite, a rename would.
pub(super) fn place(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems know no links. Whoever creates the empty file has the name.
        Err(_) => {
            File::create_new(to)?;
            fs::rename(from, to)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_there_once_it_is_finished_and_is_never_overwritten() {
        let root = tempfile::tempdir().unwrap();
        let parts = LocalParts::new(root.path());
        let path = tables::part::path(tables::part::RECENT, None, "a-1-1-000001");
        let mut part = parts.create("claim", &path).unwrap();
        let other = parts.create("claim", &path).unwrap();
        part.write_all(b"rows").unwrap();
        let placed = root.path().join("claim").join(&path);
        assert!(!placed.exists());
        part.finish().unwrap();
        assert_eq!(fs::read(&placed).unwrap(), b"rows");
        let exists = |error: io::Error| error.kind() == io::ErrorKind::AlreadyExists;
        assert!(other.finish().is_err_and(exists));
        assert!(parts.create("claim", &path).err().is_some_and(exists));
        drop(parts.create("claim", "left").unwrap());
        let incoming = root.path().join("claim").join("_incoming");
        assert_eq!(fs::read_dir(incoming).unwrap().count(), 0);
    }

    #[test]
    fn parts_are_synced_with_their_folders_and_one_that_is_gone_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        let parts = LocalParts::new(root.path());
        let finished = |n: usize| {
            let path = tables::part::path(tables::part::RECENT, None, &format!("a-1-1-{n:06}"));
            let mut part = parts.create("claim", &path).unwrap();
            part.write_all(b"rows").unwrap();
            part.finish().unwrap();
            serde_json::from_value(serde_json::json!({
                "table": "claim", "path": path, "rows": 1, "size": 4, "stats": "",
                "partition_values": {}, "modified_ms": 0,
            }))
            .unwrap()
        };
        let many: Vec<Part> = (0..20).map(finished).collect();
        parts.sync(&[]).unwrap();
        parts.sync(&many).unwrap();
        fs::remove_file(root.path().join("claim").join(&many[7].path)).unwrap();
        let gone = parts.sync(&many).unwrap_err();
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
