//! What is to be posted, as files for the system that posts: each remittance comes out once, and can be taken
//! back.
//!
//! An export is a number, a CSV ([`Row`]) and the documents in it. Exports stand in one order, and putting the
//! next number where nothing stands ([`Export`]) is the one moment in which all of its documents become
//! exported. Everything that this needs was written before under a name that nobody else uses, and everything
//! after it can be done again by whoever comes:
//!
//! 1. the CSV is kept in the warehouse, and the list of its documents in the state;
//! 2. the export takes its number, if nobody took that meanwhile and posting is still on;
//! 3. a copy is placed in the folder that the other system reads ([`deliver`]), and that is noted.
//!
//! Who dies before 2 leaves what nothing names, and no document is exported. Who dies after it leaves an export
//! that is not delivered; the next run places the same bytes under the same name. Were the number taken first
//! and the CSV written then, a death between would leave documents that are exported and stand in no file; were
//! the copy placed first, one that is in a file twice.
//!
//! Nothing is written while posting is off ([`Mode::Shadow`]), which it is until somebody switches it on.

mod book;
mod check;
mod deliver;
mod error;
mod export;
mod mode;
mod reverse;
mod row;

pub use book::{Export, Listed, Standing, exports, standing};
pub use check::check;
pub use deliver::{copy, deliver, file_name};
pub use error::{Error, Result};
pub use export::{LONGEST, Writer, outdated};
pub use mode::{Mode, mode, set_mode};
pub use reverse::reverse;
pub use row::Row;

#[cfg(test)]
mod tests;
