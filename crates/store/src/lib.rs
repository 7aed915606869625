//! Ports to state, landing, wake-ups, clock and lease holders, and their embedded adapters.
//!
//! Whoever works over [`State`], [`Landing`], [`Clock`] and [`Holders`] does not know where it runs.
//! [`Sqlite`] and [`Folder`] are what a laptop uses; [`conformance`] is what any [`State`] must pass.

pub mod clock;
pub mod conformance;
mod error;
mod folder;
mod home;
pub mod key;
mod landing;
pub mod lease;
mod private;
mod process;
mod sqlite;
pub mod state;
mod wake;

pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{Error, Result};
pub use folder::Folder;
pub use home::{FORMAT, Home};
pub use key::Key;
pub use landing::{Landed, Landing, ObjectRef, ReadSeek, is_source};
pub use lease::{Holder, Holders, Lease};
pub use private::{create_file, create_folder, sync_folder};
pub use process::Processes;
pub use sqlite::Sqlite;
pub use state::{Change, Expect, Item, MAX_BODY, MAX_OPS, Op, State};
pub use wake::WakeUps;
