//! Parts in a folder, without the care of the real one.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use tables::{PartFile, PartFiles};

/// The folder.
#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

struct Open(BufWriter<File>);

impl PartFiles for Folder {
    fn create(&self, table: &str, path: &str) -> io::Result<Box<dyn PartFile>> {
        let path = self.0.join(table).join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        Ok(Box::new(Open(BufWriter::new(File::create_new(path)?))))
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl PartFile for Open {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
