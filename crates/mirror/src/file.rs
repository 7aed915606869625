//! Rows put together to files of bounded size.

use std::fmt;

use domain::Digest;
use serde_json::Value;
use store::Key;

use crate::error::Result;
use crate::row;

/// The first line: what the file is, and which version of it.
const HEADER: &str = "{\"claimlake\":\"changes\",\"format\":1}\n";

/// Bytes from which on a file takes no further row: it is held in memory, and a part comes of it in a second.
const FULL: usize = 8 << 20;

/// A file of changes.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Its name: the digest of its bytes.
    pub name: String,
    /// What is in it. PHI.
    pub bytes: Vec<u8>,
    /// Rows in it.
    pub rows: u64,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

/// Rows on their way into a file.
#[derive(Default)]
pub struct Rows {
    lines: Vec<u8>,
    rows: u64,
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.rows;
        f.debug_struct("Rows")
            .field("rows", &rows)
            .finish_non_exhaustive()
    }
}

impl Rows {
    /// Adds what stands under a key of the state; what is neither a case nor an event adds nothing.
    ///
    /// # Errors
    /// It is one, and can't be read.
    pub fn add(&mut self, key: &Key, body: Value) -> Result<()> {
        if let Some(line) = row::line(key, body)? {
            self.lines.extend(line.as_bytes());
            self.lines.push(b'\n');
            self.rows += 1;
        }
        Ok(())
    }

    /// Whether the next row belongs into the next file.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.lines.len() >= FULL
    }

    /// The file of the rows so far, and no rows again; none where there are no rows.
    pub fn take(&mut self) -> Option<File> {
        let Rows { lines, rows } = std::mem::take(self);
        if rows == 0 {
            return None;
        }
        let mut bytes = HEADER.as_bytes().to_vec();
        bytes.extend(lines);
        let name = format!("{}.ndjson", Digest::of(&[&bytes]));
        Some(File { name, bytes, rows })
    }
}
