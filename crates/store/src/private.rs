//! Files and folders that only their owner reads, and that survive a power cut once it is said so.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// A folder that only its owner enters, with those above it; one that is there stays as it is.
///
/// # Errors
/// Those of the disk.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Lets nobody but its owner enter a folder that was there before.
pub(crate) fn close_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let owner = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        fs::set_permissions(path, owner)?;
    }
    Ok(())
}

/// A new file that only its owner reads.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is one.
pub fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The names in a folder survive a power cut: a file's own sync says nothing about the name it stands
/// under.
///
/// # Errors
/// Those of the disk.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    // Elsewhere a folder can't be opened, and names are written through.
    #[cfg(unix)]
    File::open(path)?.sync_all()?;
    let _ = path;
    Ok(())
}
