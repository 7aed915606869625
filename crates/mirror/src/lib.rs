//! The state as one more feed: what changed in it is written as files, which are ingested like any other.
//!
//! Cases (`WORK#…`) and their events (`WORK-EVENT#…`) become rows of `denial` and `work_event`. A file is lines of
//! JSON: first what it is, then a row a line, by the names of the table's columns. It is called by the digest of
//! its bytes, so that the same changes are the same file, and lands under the feed [`domain::id::OWN_SOURCE`]. A
//! row may come several times, in several files: a version of a case, or an event, says the same each time, and
//! the views count it once. So whoever dies between a file and the note that it is written does no harm.
//!
//! On a laptop the store lists its changes ([`mirror`]); in an account a stream of the table brings them ([`Rows`]).
//! [`rebuild`] writes all that there is.

mod error;
mod file;
mod flow;
mod row;

pub use error::{Error, Result};
pub use file::{File, Rows};
pub use flow::{mirror, rebuild};

#[cfg(test)]
mod tests;
