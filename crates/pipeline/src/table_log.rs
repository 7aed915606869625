//! The port to the tables' logs, which `lake` implements.

use std::collections::BTreeMap;
use std::fmt::Debug;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tables::Part;

use crate::error::{Error, Result};

/// The newest batch that readers see, with the version of each table's log that holds it. Every
/// reader pins one, so that it sees all tables at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The batch.
    pub n: u64,
    /// By table.
    pub versions: BTreeMap<String, u64>,
}

/// The logs of all tables. Only commit rounds write them.
#[async_trait]
pub trait TableLog: Send + Sync + Debug {
    /// Creates the tables that are missing. Their names and newest versions.
    async fn ensure(&self) -> Result<BTreeMap<String, u64>>;

    /// Adds parts as batch `n`, exactly once however often it is asked: the log remembers `n`. A
    /// version that contains them. After a plan is put this is retried and never skipped, so an error
    /// means that nothing is known, not that nothing was written.
    async fn commit(&self, table: &str, n: u64, adds: &[Part]) -> Result<u64>;

    /// Can the part be taken: is it there, whole, of its table's schema? `Some(reason)` refuses it,
    /// and with it its file. The reason carries no content.
    async fn validate(&self, part: &Part) -> Result<Option<String>>;

    /// HEAD was moved: time for checkpoints, if it is time.
    async fn head_moved(&self, head: &Head) -> Result<()>;
}

/// The logs as whoever only ingests has them: none. A round over them fails.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTables;

fn none<T>() -> Result<T> {
    Err(Error::refused(
        "the tables' logs",
        "none: this only ingests",
    ))
}

#[async_trait]
impl TableLog for NoTables {
    async fn ensure(&self) -> Result<BTreeMap<String, u64>> {
        none()
    }

    async fn commit(&self, _: &str, _: u64, _: &[Part]) -> Result<u64> {
        none()
    }

    async fn validate(&self, _: &Part) -> Result<Option<String>> {
        none()
    }

    async fn head_moved(&self, _: &Head) -> Result<()> {
        none()
    }
}
