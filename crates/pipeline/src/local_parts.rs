//! Parts in a local folder: `<root>/<table>/<path>`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use tables::{PartFile, PartFiles};

/// Two parts of one process under way at once differ by this.
static OPENED: AtomicU64 = AtomicU64::new(0);

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
        fs::create_dir_all(&folder)?;
        fs::create_dir_all(to.parent().unwrap_or(&self.root))?;
        let count = OPENED.fetch_add(1, Ordering::Relaxed);
        let from = folder.join(format!("{}-{count}", std::process::id()));
        let file = File::create(&from)?;
        Ok(Box::new(Open {
            file,
            incoming: Incoming(from),
            to,
        }))
    }
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
fn place(from: &Path, to: &Path) -> io::Result<()> {
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
        let path = tables::part::recent_path("a-1-1-000001");
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
}
