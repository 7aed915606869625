//! The port to landed objects: what was dropped, as it was dropped.

use std::fmt::{self, Debug};
use std::io::{Read, Seek};

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::lease::Lease;

/// What a landed object is read through: once from start to end, or, for archives, here and there.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// One version of one landed object. Its key holds the name it was dropped under, which is content
/// (`SMITH_JOHN.835`): `Debug` leaves it out, and there is no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectRef {
    /// The feed.
    pub source: String,
    /// Where it stands, below the landing place's root.
    pub key: String,
    /// Empty where each object has one version only.
    pub version: String,
}

impl Debug for ObjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectRef")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// Whether this can name a feed, in tables, keys and paths: 1 to 64 letters, digits, `.`, `_` and `-`, not
/// beginning with `.`.
#[must_use]
pub fn is_source(source: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
    source.bytes().all(fits) && !source.starts_with('.') && (1..=64).contains(&source.len())
}

/// Where files are dropped. Each drop is a new object; none is ever changed.
#[async_trait]
pub trait Landing: Send + Sync + Debug {
    /// Lands a copy of `bytes`, whole or not at all; it survives a power cut.
    async fn put(
        &self,
        source: &str,
        name: &str,
        bytes: &mut (dyn Read + Send),
    ) -> Result<ObjectRef>;

    /// Opens a landed object.
    async fn open(&self, object: &ObjectRef) -> Result<Box<dyn ReadSeek + Send>>;

    /// What landed at `since` or later, in order of keys.
    async fn list(&self, since: Timestamp) -> Result<Vec<Landed>>;
}

/// A landed object in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landed {
    /// It.
    pub object: ObjectRef,
    /// Who landed it, or brings word of it, and until when nobody else needs to ingest it; `None` where
    /// that is not known.
    pub lease: Option<Lease>,
}
