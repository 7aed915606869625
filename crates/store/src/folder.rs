//! A local folder as landing place: `<source>/<unique>/<file name>`.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::key;
use crate::landing::{Landing, ObjectRef, ReadSeek};

/// Where objects are written before they land; no source can be called so.
const INCOMING: &str = ".incoming";

/// Two objects of one process landing in one microsecond differ by this.
static LANDED: AtomicU64 = AtomicU64::new(0);

/// A local folder as landing place.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    clock: Arc<dyn Clock>,
}

impl Folder {
    /// A folder, created where it is not there.
    ///
    /// # Errors
    /// [`Error::Landing`] if it can't be created.
    pub fn open(root: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> Result<Folder> {
        let root = root.into();
        fs::create_dir_all(root.join(INCOMING)).map_err(hide)?;
        Ok(Folder { root, clock })
    }

    fn unique(&self) -> String {
        let count = LANDED.fetch_add(1, Ordering::Relaxed);
        let unique = format!("{}-{count}", std::process::id());
        key::by_time(self.clock.now().as_microsecond(), &unique)
    }

    /// The path of a key, which may come from a damaged item: nothing outside the root.
    fn path(&self, key: &str) -> Result<PathBuf> {
        let relative = Path::new(key);
        if !relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            return Err(Error::Landing(io::ErrorKind::InvalidInput));
        }
        Ok(self.root.join(relative))
    }
}

#[async_trait]
impl Landing for Folder {
    async fn put(
        &self,
        source: &str,
        name: &str,
        bytes: &mut (dyn Read + Send),
    ) -> Result<ObjectRef> {
        refuse_unfit_source(source)?;
        let unique = self.unique();
        let name = Path::new(name)
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("file");
        let key = format!("{source}/{unique}/{name}");
        let incoming = self.root.join(INCOMING).join(&unique);
        let landed = self.path(&key)?;
        let written = File::create_new(&incoming).and_then(|mut file| io::copy(bytes, &mut file));
        let moved = written.and_then(|_| {
            landed.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(&incoming, &landed)
        });
        if let Err(error) = moved {
            // What is left behind is never listed; removing it is a courtesy.
            let _ = fs::remove_file(&incoming);
            return Err(hide(error));
        }
        Ok(ObjectRef {
            source: source.to_owned(),
            key,
            version: String::new(),
        })
    }

    async fn open(&self, object: &ObjectRef) -> Result<Box<dyn ReadSeek + Send>> {
        let file = File::open(self.path(&object.key)?).map_err(hide)?;
        Ok(Box::new(file))
    }

    async fn list(&self) -> Result<Vec<ObjectRef>> {
        let mut objects = Vec::new();
        for source in names(&self.root)? {
            if source == INCOMING {
                continue;
            }
            let folder = self.root.join(&source);
            for unique in names(&folder)? {
                for name in names(&folder.join(&unique))? {
                    let key = format!("{source}/{unique}/{name}");
                    objects.push(ObjectRef {
                        source: source.clone(),
                        key,
                        version: String::new(),
                    });
                }
            }
        }
        objects.sort();
        Ok(objects)
    }
}

/// A source names a feed in tables, keys and paths.
fn refuse_unfit_source(source: &str) -> Result<()> {
    let fits = source
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if fits && !source.starts_with('.') && (1..=64).contains(&source.len()) {
        return Ok(());
    }
    Err(Error::Invalid {
        expected: "a source of 1 to 64 letters, digits, '.', '_' or '-', not beginning with '.'",
        found: format!("one of {} bytes", source.len()),
    })
}

/// Names in a folder; none where it is no folder.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Vec::new()),
        Err(error) => return Err(hide(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        if let Ok(name) = entry.map_err(hide)?.file_name().into_string() {
            names.push(name);
        }
    }
    Ok(names)
}

/// An [`io::Error`] may carry the path, which is content.
fn hide(error: io::Error) -> Error {
    Error::Landing(error.kind())
}

#[cfg(test)]
mod tests;
