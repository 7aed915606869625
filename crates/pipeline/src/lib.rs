//! Ingest and commit: the flows, over ports.
//!
//! Nothing here knows where it runs. A landed object is ingested ([`ingest`]), which ends in a pending
//! entry; a round ([`commit_round`]) takes pending entries, decides which units live, and makes the
//! result visible as one batch. Whoever dies in between leaves what [`sweep`] finishes.

mod acts;
mod book;
mod bounds;
mod check;
mod claim;
mod context;
mod converter;
mod error;
mod faults;
mod fold;
mod hashing;
mod head;
mod ingest;
mod ledger;
mod lives;
mod local_objects;
mod local_parts;
mod manifest;
mod named;
mod overlay;
mod pending;
mod plan;
mod prepare;
mod projection;
mod read;
mod reason;
mod round;
mod stored_parts;
mod sweep;
mod table_log;
mod unfinished;

pub use acts::{decide, replay, restore, retract};
pub use bounds::Bounds;
pub use check::{Excluded, Violation, check, excluded, plan};
pub use context::Context;
pub use convert::Limits;
pub use converter::{Converter, Formats};
pub use error::{Error, Result};
pub use faults::{DiesAt, Faults, POINTS};
pub use fold::{Fold, fold_name, folds_pending, generation, submit};
pub use head::{head, head_of};
pub use ingest::{Outcome, Receipt, ingest};
pub use ledger::{FileState, Ledger, Refused, Retraction, Taken, Tally, Work};
pub use local_objects::LocalObjects;
pub use local_parts::LocalParts;
pub use manifest::{Manifest, UnitLine, unit_id};
pub use named::{Named, named};
pub use pending::oldest_pending;
pub use plan::{Change, Conversion, Plan, Removed, Scope, Settled, Verdict};
pub use read::{File, FileDetail, UnitDetail, file, files, find};
pub use reason::{Choice, Decision, Reason};
pub use round::{commit_round, run_until, run_until_quiet};
pub use stored_parts::StoredParts;
pub use sweep::{Swept, reconcile, sweep, take_over, take_up};
pub use table_log::{Head, NoTables, TableLog};
pub use unfinished::{Unfinished, unfinished};

#[cfg(test)]
#[expect(clippy::string_slice, reason = "ids are hexadecimal")]
mod tests;
