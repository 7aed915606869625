//! The port to state: items under keys, compared and set.

use std::fmt::Debug;

use async_trait::async_trait;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::key::Key;

/// Operations of one transaction. DynamoDB takes no more.
pub const MAX_OPS: usize = 100;

/// Bytes of one item's body as JSON. DynamoDB takes 400 KB with keys and names.
pub const MAX_BODY: usize = 350 * 1024;

/// What stands under a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Where.
    pub key: Key,
    /// Counted up by each write, from 1. A key that was deleted and written again may show the same
    /// version again, so keys that are deleted are never used for something else.
    pub version: u64,
    /// What.
    pub body: Value,
}

/// A write that is to be mirrored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its place among all of them; later ones have larger numbers, and none is used twice.
    pub nth: u64,
    /// What was written.
    pub key: Key,
}

/// What must be true of a key for an operation on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Nothing stands there.
    Absent,
    /// What stands there has this version.
    Version(u64),
    /// Something stands there.
    Present,
}

/// One operation of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Writes an item.
    Put {
        /// Where.
        key: Key,
        /// What.
        body: Value,
        /// If.
        expect: Expect,
    },
    /// Removes an item.
    Delete {
        /// Where.
        key: Key,
        /// If; [`Expect::Absent`] is refused.
        expect: Expect,
    },
    /// Writes nothing, but the transaction holds only if this does.
    Check {
        /// Where.
        key: Key,
        /// If.
        expect: Expect,
    },
}

impl Op {
    /// The key it is about.
    #[must_use]
    pub fn key(&self) -> &Key {
        match self {
            Op::Put { key, .. } | Op::Delete { key, .. } | Op::Check { key, .. } => key,
        }
    }
}

/// One table of items. Every read sees every write that was answered before it, of any process.
#[async_trait]
pub trait State: Send + Sync + Debug {
    /// What stands under a key.
    async fn get(&self, key: &Key) -> Result<Option<Item>>;

    /// Writes one item and returns its version; [`Error::Conflict`] if the expectation fails.
    async fn put(&self, key: &Key, body: Value, expect: Expect) -> Result<u64>;

    /// All operations or none: at most [`MAX_OPS`], each key at most once.
    async fn transact(&self, ops: Vec<Op>) -> Result<()>;

    /// Items of one partition whose sort key is greater than `after`, in order of the sort keys'
    /// bytes, at most `limit`.
    async fn query(&self, partition: &str, after: Option<&str>, limit: usize) -> Result<Vec<Item>>;

    /// Writes under [`crate::key::WORK`] and [`crate::key::WORK_EVENT`] that were not struck off, the first ones
    /// first, at most `limit`. None where somebody else brings them, as a stream of the table does.
    async fn changes(&self, _limit: usize) -> Result<Vec<Change>> {
        Ok(vec![])
    }

    /// Strikes off the changes up to this one.
    async fn strike_changes(&self, _through: u64) -> Result<()> {
        Ok(())
    }

    /// From here on everything that was answered before survives a power cut. Most stores need not be
    /// asked.
    async fn sync(&self) -> Result<()> {
        Ok(())
    }
}

/// What every adapter refuses before it asks its store. Returns each operation's body as text, empty
/// where it has none.
///
/// # Errors
/// [`Error::Invalid`] for more operations, larger bodies or longer keys than DynamoDB takes.
pub fn refuse_unfit(ops: &[Op]) -> Result<Vec<String>> {
    if ops.len() > MAX_OPS {
        return Err(Error::Invalid {
            expected: "a transaction of at most 100 operations",
            found: ops.len().to_string(),
        });
    }
    let mut keys: Vec<&Key> = ops.iter().map(Op::key).collect();
    keys.sort_unstable();
    if keys.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Error::Invalid {
            expected: "each key once in a transaction",
            found: "one twice".to_owned(),
        });
    }
    ops.iter().map(refuse_unfit_op).collect()
}

fn refuse_unfit_op(op: &Op) -> Result<String> {
    refuse_unfit_key(op.key())?;
    match op {
        Op::Put { body, .. } => {
            let text = body.to_string();
            if text.len() > MAX_BODY {
                return Err(Error::Invalid {
                    expected: "a body of at most 350 KB",
                    found: format!("{} bytes", text.len()),
                });
            }
            Ok(text)
        }
        Op::Delete {
            expect: Expect::Absent,
            ..
        } => Err(Error::Invalid {
            expected: "a deletion of what is there",
            found: "one of what is absent".to_owned(),
        }),
        Op::Delete { .. } | Op::Check { .. } => Ok(String::new()),
    }
}

/// DynamoDB's bounds: 2,048 bytes of partition key and 1,024 of sort key, neither empty.
///
/// # Errors
/// [`Error::Invalid`] beyond them.
pub fn refuse_unfit_key(key: &Key) -> Result<()> {
    let (partition, sort) = (key.partition.len(), key.sort.len());
    if partition == 0 || partition > 2048 || sort == 0 || sort > 1024 {
        return Err(Error::Invalid {
            expected: "keys of 1 to 2,048 and 1 to 1,024 bytes",
            found: format!("{partition} and {sort}"),
        });
    }
    Ok(())
}
