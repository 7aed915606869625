//! The Delta lake: commits, tables pinned to HEAD, current views.
//!
//! [`DeltaLogs`] writes the tables' logs for `pipeline`'s rounds. A [`Session`] reads every table at one
//! HEAD: `raw.NAME` is what is stored, a plain name what counts, and the views of `queries/views/` say
//! what it means.

mod check;
mod error;
mod excerpt;
mod exclusion;
mod filter;
mod fold;
mod json;
mod listing;
mod logs;
mod maintain;
mod meter;
mod names;
mod parameter;
mod posted;
mod probe;
mod reader;
mod reason;
mod reference;
mod relations;
mod scan;
mod session;
mod snapshot;
mod table_log;
mod vacuum;
mod views;
mod wanted;
mod warehouse;

pub use check::check;
pub use error::{Error, Kind, Result};
pub use excerpt::{Batch, Columns, Found, read_parts};
pub use exclusion::Exclusions;
pub use fold::Resources;
pub use json::json;
pub use listing::{Origin, Relation};
pub use logs::DeltaLogs;
pub use maintain::{Folds, Maintenance, Refolded, Thresholds};
pub use meter::{Traffic, Transfer};
pub use parameter::{Parameter, days};
pub use session::{Answer, Keeps, Options, Rows, Session};
pub use vacuum::{Garbage, KEPT};
pub use views::{VIEWS, View};
pub use wanted::Wanted;
pub use warehouse::Warehouse;
