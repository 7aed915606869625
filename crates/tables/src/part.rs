//! Parts: one Parquet file of one table, and where they are written.
//!
//! A part is described completely by what writing it returned ([`Part`]); it is never read back for
//! that. Its path names every partition column, because readers take the set of them from the first path.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

/// Where parts are written: a folder or a bucket.
pub trait PartFiles: Send + Sync + Debug {
    /// Opens a new file for `table` at `path`, which is relative to the table's root.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where there is one: parts are never overwritten.
    fn create(&self, table: &str, path: &str) -> io::Result<Box<dyn PartFile>>;

    /// From here on these finished parts survive a power cut: asked for once for all that belong together,
    /// before anything names them. A bucket does that part by part, and need not be asked.
    ///
    /// # Errors
    /// Whatever the folder says.
    fn sync(&self, parts: &[Part]) -> io::Result<()> {
        let _ = parts;
        Ok(())
    }
}

/// A part being written.
pub trait PartFile: Write + Send {
    /// Makes what was written visible. A file that is dropped without this may vanish.
    ///
    /// # Errors
    /// Whatever the folder or bucket says.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// One finished Parquet file, with everything a Delta log says of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Part {
    /// The table it belongs to.
    pub table: String,
    /// Relative to the table's root.
    pub path: String,
    /// How many rows it holds.
    pub rows: u64,
    /// Its size in bytes.
    pub size: u64,
    /// Delta statistics as JSON: row count, bounds and null counts of flat columns that are not PHI.
    pub stats: String,
    /// Partition columns; every one is named, null is `None`.
    pub partition_values: BTreeMap<String, Option<String>>,
    /// Milliseconds since 1970, from whoever has a clock.
    pub modified_ms: i64,
}

/// The partition columns of every table, none of which is in the Parquet file.
pub const PARTITIONS: [&str; 2] = ["tier", "month"];

/// The tier of parts as ingested.
pub const RECENT: &str = "recent";
/// The tier of folded rows that counted when they were folded.
pub const BASE: &str = "base";
/// The tier of folded rows that did not count, and may again.
pub const ASIDE: &str = "aside";

impl Part {
    /// Its tier.
    #[must_use]
    pub fn tier(&self) -> &str {
        let tier = self.partition_values.get(PARTITIONS[0]);
        tier.and_then(Option::as_deref).unwrap_or_default()
    }
}

/// The path of a part.
#[must_use]
pub fn path(tier: &str, month: Option<&str>, name: &str) -> String {
    let month = month.unwrap_or("__HIVE_DEFAULT_PARTITION__");
    format!("tier={tier}/month={month}/{name}.parquet")
}

/// The values of the partition columns.
pub(crate) fn partition(tier: &str, month: Option<&str>) -> BTreeMap<String, Option<String>> {
    BTreeMap::from([
        (PARTITIONS[0].to_owned(), Some(tier.to_owned())),
        (PARTITIONS[1].to_owned(), month.map(str::to_owned)),
    ])
}
