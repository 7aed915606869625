//! Which documents stand in which export.

use std::collections::BTreeMap;

use domain::Digest;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Item, State, key};

use crate::error::{Error, Result};

/// Items asked for at a time.
const PAGE: usize = 500;

/// An export, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// Its number, from 1.
    pub n: u64,
    /// What its CSV and the list of its documents are kept under.
    pub attempt: String,
    /// When.
    pub at: Timestamp,
    /// The export that it takes back, or documents of it.
    pub reverses: Option<u64>,
    /// Documents in it.
    pub documents: u64,
    /// Rows in it.
    pub rows: u64,
    /// What its rows pay, in cents.
    pub amount: i64,
    /// Its copy was placed.
    pub delivered: bool,
}

/// A document of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The document: its key and content.
    pub doc_id: String,
    /// Which payment it is of, whatever its content says: a digest of the document key.
    pub payment: String,
    /// What it pays, in cents.
    pub amount: i64,
}

impl Listed {
    /// A document of a payment. The key is content, and is kept as a digest alone.
    #[must_use]
    pub fn new(doc_id: &str, doc_key: &str, amount: i64) -> Listed {
        Listed {
            doc_id: doc_id.to_owned(),
            payment: Digest::of(&[doc_key.as_bytes()]).to_string(),
            amount,
        }
    }
}

/// Documents of one item of the list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) documents: Vec<Listed>,
}

/// A document that is exported and was not taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The export.
    pub export: u64,
    /// When that was.
    pub at: Timestamp,
    /// The document.
    pub listed: Listed,
}

/// Every export, in order.
///
/// # Errors
/// State.
pub async fn exports(state: &dyn State) -> Result<Vec<Export>> {
    let found = all(state, key::POSTINGS).await?;
    found
        .into_iter()
        .map(|item| read(item, "an export"))
        .collect()
}

/// An export and the version of its item.
pub(crate) async fn export(state: &dyn State, n: u64) -> Result<Option<(Export, u64)>> {
    let Some(found) = state.get(&key::posting(n)).await? else {
        return Ok(None);
    };
    let version = found.version;
    Ok(Some((read(found, "an export")?, version)))
}

/// The documents of an export, in their order.
pub(crate) async fn documents(state: &dyn State, attempt: &str) -> Result<Vec<Listed>> {
    let mut found = vec![];
    for item in all(state, &key::posted_partition(attempt)).await? {
        let page: Page = read(item, "the documents of an export")?;
        found.extend(page.documents);
    }
    Ok(found)
}

/// Every document that is exported and was not taken back: each stands in one export.
///
/// # Errors
/// State.
pub async fn standing(state: &dyn State) -> Result<BTreeMap<String, Standing>> {
    let mut standing: BTreeMap<String, Standing> = BTreeMap::new();
    for export in exports(state).await? {
        for listed in documents(state, &export.attempt).await? {
            match export.reverses {
                Some(_) => drop(standing.remove(&listed.doc_id)),
                None => {
                    let found = Standing {
                        export: export.n,
                        at: export.at,
                        listed,
                    };
                    standing.insert(found.listed.doc_id.clone(), found);
                }
            }
        }
    }
    Ok(standing)
}

async fn all(state: &dyn State, partition: &str) -> Result<Vec<Item>> {
    let (mut found, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = state.query(partition, after.as_deref(), PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some(last.key.sort.clone());
        found.extend(page);
    }
}

fn read<T: DeserializeOwned>(item: Item, what: &'static str) -> Result<T> {
    serde_json::from_value(item.body).map_err(|_| Error::Damaged(what))
}
