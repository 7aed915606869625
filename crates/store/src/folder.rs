//! A local folder as landing place: `<source>/<unique>/<file name>`. What is unique says when it landed and
//! who landed it, so that others can tell what was left behind from what is being worked on.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use jiff::Timestamp;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::key;
use crate::landing::{Landed, Landing, ObjectRef, ReadSeek, is_source};
use crate::lease::{Holder, Lease};
use crate::private;

/// Where objects are written before they land; no source can be called so.
const INCOMING: &str = ".incoming";

/// Two objects of one process landing in one microsecond differ by this.
static LANDED: AtomicU64 = AtomicU64::new(0);

/// A local folder as landing place.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    clock: Arc<dyn Clock>,
    holder: Option<Holder>,
}

impl Folder {
    /// A folder, created where it is not there.
    ///
    /// # Errors
    /// [`Error::Landing`] if it can't be created.
    pub fn open(root: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> Result<Folder> {
        let root = root.into();
        private::create_folder(&root.join(INCOMING)).map_err(hide)?;
        Ok(Folder {
            root,
            clock,
            holder: None,
        })
    }

    /// The same folder, for a holder that ingests what it lands.
    #[must_use]
    pub fn held_by(self, holder: Holder) -> Folder {
        let holder = Some(holder);
        Folder { holder, ..self }
    }

    fn unique(&self) -> String {
        let count = LANDED.fetch_add(1, Ordering::Relaxed);
        let mut unique = format!("{}-{count}", std::process::id());
        if let Some(Holder(name)) = &self.holder {
            unique.extend(["-", &name.replace('/', "_")]);
        }
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
        let moved = write(&incoming, bytes).and_then(|()| {
            let folder = landed.parent().unwrap_or(&self.root);
            private::create_folder(folder)?;
            fs::rename(&incoming, &landed)?;
            // Up to the root: who made one of these folders may have died before its name was written.
            private::sync_folder(folder)?;
            private::sync_folder(&self.root.join(source))?;
            private::sync_folder(&self.root)
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

    async fn list(&self, since: Timestamp) -> Result<Vec<Landed>> {
        let mut landed = Vec::new();
        for source in names(&self.root)? {
            if source == INCOMING {
                continue;
            }
            let folder = self.root.join(&source);
            for unique in names(&folder)? {
                let (at, lease) = landed_as(&unique).unzip();
                if at.is_some_and(|at| at < since) {
                    continue;
                }
                for name in names(&folder.join(&unique))? {
                    let object = ObjectRef {
                        source: source.clone(),
                        key: format!("{source}/{unique}/{name}"),
                        version: String::new(),
                    };
                    let lease = lease.clone();
                    landed.push(Landed { object, lease });
                }
            }
        }
        landed.sort_by(|a, b| a.object.cmp(&b.object));
        Ok(landed)
    }
}

/// When and by whom the folder of this name was made.
fn landed_as(unique: &str) -> Option<(Timestamp, Lease)> {
    let mut words = unique.splitn(4, '-');
    let (landed, _process, _count) = (words.next()?, words.next()?, words.next()?);
    let landed = Timestamp::from_microsecond(landed.parse().ok()?).ok()?;
    let lease = Lease::new(Holder(words.next()?.to_owned()), landed);
    Some((landed, lease))
}

/// Before it has its name nothing can take half of it for the whole.
fn write(path: &Path, bytes: &mut (dyn Read + Send)) -> io::Result<()> {
    let mut file = private::create_file(path)?;
    io::copy(bytes, &mut file)?;
    file.sync_all()
}

fn refuse_unfit_source(source: &str) -> Result<()> {
    if is_source(source) {
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
