//! The port to the tables' logs, which `lake` implements.

use std::collections::BTreeMap;
use std::fmt::Debug;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tables::Part;

use crate::error::{Error, Result};
use crate::plan::Removed;

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

    /// Adds and removes parts as batch `n`, exactly once however often it is asked: the log remembers `n`.
    /// A version that contains the batch. After a plan is put this is retried and never skipped, so an
    /// error means that nothing is known, not that nothing was written. What is removed must be live in
    /// the version that the commit follows; where it is not, somebody else wrote the log.
    async fn commit(&self, table: &str, n: u64, adds: &[Part], removes: &[Removed]) -> Result<u64>;

    /// Are all these parts, by their paths, live in a version of the table?
    async fn holds(&self, table: &str, version: u64, paths: &[&str]) -> Result<bool>;

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

    async fn commit(&self, _: &str, _: u64, _: &[Part], _: &[Removed]) -> Result<u64> {
        none()
    }

    async fn holds(&self, _: &str, _: u64, _: &[&str]) -> Result<bool> {
        none()
    }

    async fn validate(&self, _: &Part) -> Result<Option<String>> {
        none()
    }

    async fn head_moved(&self, _: &Head) -> Result<()> {
        none()
    }
}
