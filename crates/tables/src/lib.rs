//! Every table once: columns, docs, Arrow schema, builders, Parquet parts.
//!
//! A table is declared in `table/NAME.rs`, and everything else follows from that: the row, its
//! columns in memory, the schema, the writer's settings, the data dictionary. A row borrows:
//!
//! ```
//! let row = tables::ExcludedUnit {
//!     batch: 7,
//!     scope: "unit",
//!     unit_id: Some("0123456789abcdef01234567-1-000001"),
//!     file_id: "0123456789abcdef",
//!     generation: 1,
//!     reason: "duplicate",
//!     active: true,
//!     since: 3,
//! };
//! # let _ = row;
//! ```

mod declare;
pub mod dictionary;
mod folded;
pub mod kind;
pub mod meta;
pub mod origin;
pub mod part;
pub mod record;
#[cfg(test)]
mod sample;
mod settings;
pub mod statement;
mod stats;
mod table;
mod writers;

pub use folded::Folded;
pub use kind::Micros;
pub use meta::{Table, TableMeta};
pub use origin::{Origin, UnitOrigin};
pub use part::{Part, PartFile, PartFiles};
pub use statement::Statement;
pub use table::*;
pub use writers::{ALL, TableWriter, WriteError, Writers};
