//! `mirror-state`: what changed in the state lands as files of our own feed, which `ingest` takes like any other.
//!
//! It is woken by the stream of the state's table. A batch of the stream is one file, called by the digest of its
//! bytes, so that the same batch is the same file however often it comes. One change that can't be taken fails the
//! whole batch: the stream halves it, until what is left alone goes where failed batches go.

use std::sync::Arc;

use aws::lambda::{Failure, Handler};
use aws::{Account, metric};
use domain::id::OWN_SOURCE;
use jiff::Timestamp;
use mirror::Rows;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Landing, ObjectRef, key};

/// The handler.
#[derive(Debug)]
pub struct MirrorState {
    landing: Arc<dyn Landing>,
}

/// What a stream of DynamoDB sends.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    event_source: String,
    dynamodb: Change,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Change {
    keys: Keys,
    /// None of what was deleted.
    new_image: Option<Image>,
}

#[derive(Deserialize)]
struct Keys {
    pk: Text,
    sk: Text,
}

/// The attributes of an item that are read; `aws::Dynamo` writes them.
#[derive(Deserialize)]
struct Image {
    body: Text,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

impl MirrorState {
    /// The handler of a stack.
    #[must_use]
    pub fn new(account: &Account) -> MirrorState {
        MirrorState::over(Arc::new(account.landing()))
    }

    /// The handler over whatever files land in.
    #[must_use]
    pub fn over(landing: Arc<dyn Landing>) -> MirrorState {
        MirrorState { landing }
    }

    /// Lands the changes of an event, and says as what.
    ///
    /// # Errors
    /// "Deliver all of it again": it is no event of a stream, an item can't be read, or nothing lands.
    pub async fn land(&self, event: Value) -> Result<Vec<ObjectRef>, Failure> {
        let other = |_| Failure::Event("changes of the state's table");
        let event: Event = serde_json::from_value(event).map_err(other)?;
        let (mut rows, mut landed) = (Rows::default(), vec![]);
        for record in event.records {
            if record.event_source != "aws:dynamodb" {
                return Err(Failure::Event("changes of the state's table"));
            }
            add(record.dynamodb, &mut rows)?;
            // A batch of the stream has at most six megabytes, so this is one file.
            if rows.is_full() {
                landed.extend(self.put(&mut rows).await?);
            }
        }
        landed.extend(self.put(&mut rows).await?);
        Ok(landed)
    }

    async fn put(&self, rows: &mut Rows) -> Result<Option<ObjectRef>, Failure> {
        let Some(file) = rows.take() else {
            return Ok(None);
        };
        let mut bytes = file.bytes.as_slice();
        let object = self.landing.put(OWN_SOURCE, &file.name, &mut bytes).await?;
        tracing::info!(rows = file.rows, "landed");
        metric::count("Mirrored", file.rows);
        Ok(Some(object))
    }
}

/// The row of what was written; of what is no case and no event, and of what was deleted, there is none.
fn add(change: Change, rows: &mut Rows) -> Result<(), Failure> {
    let Some(image) = change.new_image else {
        return Ok(());
    };
    let body = serde_json::from_str(&image.body.text);
    let body = body.map_err(|_| Failure::Event("an item with a body in JSON"))?;
    let key = key::stored(&change.keys.pk.text, &change.keys.sk.text);
    rows.add(&key, body).map_err(|error| match error {
        mirror::Error::Damaged(what) => Failure::Event(what),
        mirror::Error::Store(error) => Failure::Store(error),
    })
}

impl Handler for MirrorState {
    async fn handle(&self, event: Value, _deadline: Timestamp) -> Result<Value, Failure> {
        let landed = self.land(event).await?;
        Ok(json!({"files": landed.len()}))
    }
}
