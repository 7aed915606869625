//! The home of a laptop's installation: one folder that holds everything.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::private;

/// The format of homes that this program writes.
pub const FORMAT: u32 = 1;

/// Brings a home from one format to the next.
type Step = fn(&Path) -> io::Result<()>;

/// The step from format i + 1 to i + 2, for each i.
const STEPS: &[Step] = &[];

/// A home, open.
#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// Opens a home; creates it where there is none, brings an older one to this format, refuses a
    /// newer one. Several processes may do this at once.
    ///
    /// # Errors
    /// [`Error::NewerHome`], [`Error::Damaged`], or [`Error::Home`] if the folder refuses.
    pub fn open(root: &Path) -> Result<Home> {
        open(root, FORMAT, STEPS)
    }

    /// Is there a home, of whatever format? A folder that is none yet is none.
    #[must_use]
    pub fn is_at(root: &Path) -> bool {
        root.join("format").exists()
    }

    /// The home's folder, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file of the embedded state.
    #[must_use]
    pub fn state(&self) -> PathBuf {
        self.root.join("state.db")
    }

    /// The folder of landed objects.
    #[must_use]
    pub fn landing(&self) -> PathBuf {
        self.root.join("landing")
    }

    /// The folder of what a query has no memory for; what is in it outlives no query.
    #[must_use]
    pub fn spill(&self) -> PathBuf {
        self.root.join("spill")
    }

    /// The folder of tables, plans and manifests.
    #[must_use]
    pub fn warehouse(&self) -> PathBuf {
        self.root.join("warehouse")
    }
}

fn open(root: &Path, known: u32, steps: &[Step]) -> Result<Home> {
    refuse_other_folders(root)?;
    create(root).map_err(Error::Home)?;
    let root = fs::canonicalize(root).map_err(Error::Home)?;
    let format = root.join("format");
    let found = match fs::read_to_string(&format) {
        Ok(text) => text
            .trim()
            .parse()
            .map_err(|_| Error::Damaged("the home's format".into()))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            write_number(&root, known).map_err(Error::Home)?;
            known
        }
        Err(error) => return Err(Error::Home(error)),
    };
    if found > known {
        return Err(Error::NewerHome { known, found });
    }
    for number in found..known {
        let step = usize::try_from(number)
            .ok()
            .and_then(|n| steps.get(n.checked_sub(1)?));
        let step = step.ok_or_else(|| Error::Damaged("the home's format".into()))?;
        step(&root)
            .and_then(|()| write_number(&root, number + 1))
            .map_err(Error::Home)?;
    }
    // Closed themselves: somebody may open the home's own folder to others one day.
    for folder in ["landing", "warehouse", "spill"] {
        private::create_folder(&root.join(folder)).map_err(Error::Home)?;
    }
    private::sync_folder(&root).map_err(Error::Home)?;
    Ok(Home { root })
}

/// `--home .` in somebody's project must not hide it from git. What a process that creates the home at
/// this moment has written already is not foreign.
fn refuse_other_folders(root: &Path) -> Result<()> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::Home(error)),
    };
    let mut foreign = false;
    for entry in entries {
        let name = entry.map_err(Error::Home)?.file_name();
        let name = name.to_string_lossy();
        if name == "format" {
            return Ok(());
        }
        foreign |= name != ".gitignore" && !name.starts_with("format.");
    }
    if foreign {
        return Err(Error::Invalid {
            expected: "a home or an empty folder",
            found: "a folder with other files".to_owned(),
        });
    }
    Ok(())
}

/// A folder that only its owner enters and that git ignores: it holds PHI.
fn create(root: &Path) -> io::Result<()> {
    if let Some(parent) = root.parent() {
        fs::create_dir_all(parent)?;
    }
    private::create_folder(root)?;
    if !Home::is_at(root) {
        // An empty folder that becomes a home was made for everybody to read.
        private::close_folder(root)?;
    }
    let ignore = root.join(".gitignore");
    if !fs::exists(&ignore)? {
        fs::write(ignore, "*\n")?;
    }
    Ok(())
}

/// Whole or not at all: whoever reads it meanwhile sees the old number or the new one.
fn write_number(root: &Path, number: u32) -> io::Result<()> {
    let temporary = root.join(format!("format.{}", std::process::id()));
    let mut file = fs::File::create(&temporary)?;
    writeln!(file, "{number}")?;
    file.sync_all()?;
    fs::rename(temporary, root.join("format"))?;
    private::sync_folder(root)
}

#[cfg(test)]
mod tests;
