//! `ingest`: what landed becomes parts and a pending entry.
//!
//! It is woken by S3's events through a queue. Schedules ask it to take over what a dead instance left
//! (`sweep`), and to look for objects that no event told of (`reconcile`).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use aws::lambda::{self, Failure, Handler};
use aws::{Account, metric};
use aws_lambda_events::event::s3::{S3Entity, S3Event};
use jiff::{SignedDuration, Timestamp};
use percent_encoding::percent_decode_str;
use pipeline::{Context, NoTables, Outcome};
use serde_json::{Value, json};
use store::{ObjectRef, WakeUps};

/// Nothing is begun that may not be done in the time that is left: a file of gigabytes takes minutes.
const LEAST: SignedDuration = SignedDuration::from_mins(3);

/// Where the objects are that events tell of.
#[derive(Debug, Clone)]
pub struct Place {
    /// The landing bucket's name.
    pub bucket: String,
    /// What keys of landed objects begin with.
    pub prefix: String,
    /// Whether an object may have several versions: then an event must name one.
    pub versioned: bool,
    /// The feeds that are taken; all if there is none.
    pub sources: BTreeSet<String>,
}

/// The handler.
#[derive(Debug)]
pub struct Ingest {
    context: Context,
    place: Place,
    wake_ups: Arc<dyn WakeUps>,
}

/// What became of an object.
enum Taken {
    /// A round is wanted.
    Pending,
    /// It is dealt with.
    Dealt,
}

impl Ingest {
    /// The handler of a stack.
    #[must_use]
    pub fn new(account: &Account) -> Ingest {
        let settings = account.settings();
        let place = Place {
            bucket: settings.landing_bucket.clone(),
            prefix: settings.landing_prefix.clone(),
            versioned: true,
            sources: settings.sources.iter().cloned().collect(),
        };
        let context = account.context(Arc::new(NoTables));
        Ingest::over(context, place, account.wake_ups())
    }

    /// The handler over whatever holds the landed objects.
    #[must_use]
    pub fn over(context: Context, place: Place, wake_ups: Arc<dyn WakeUps>) -> Ingest {
        Ingest {
            context,
            place,
            wake_ups,
        }
    }

    /// Takes every object that a message tells of; its id is answered where it has to come again.
    async fn messages(
        &self,
        messages: Vec<aws_lambda_events::event::sqs::SqsMessage>,
        last: Timestamp,
    ) -> (Vec<String>, bool) {
        let (mut again, mut pending) = (vec![], false);
        for message in messages {
            let id = message.message_id.unwrap_or_default();
            let body = message.body.unwrap_or_default();
            if let Err(error) = self.message(&body, last, &mut pending).await {
                // What is under another's lease is no failure: that one does it, or its lease ends.
                let error = lambda::chain(&error);
                tracing::warn!(id, error, "to be delivered again");
                again.push(id);
            }
        }
        (again, pending)
    }

    /// Takes every object of one event of S3, and says where a round is wanted, which it may be for the first of
    /// them though the second fails.
    async fn message(
        &self,
        body: &str,
        last: Timestamp,
        pending: &mut bool,
    ) -> Result<(), Failure> {
        let unknown = Failure::Event("an event of S3 in the message");
        let Ok(event) = serde_json::from_str::<Value>(body) else {
            return Err(unknown);
        };
        if event.get("Event").and_then(Value::as_str) == Some("s3:TestEvent") {
            tracing::info!("the bucket says that it is connected");
            return Ok(());
        }
        let event: S3Event = serde_json::from_value(event).map_err(|_| unknown)?;
        for record in event.records {
            if self.context.clock.now() >= last {
                return Err(Failure::Object {
                    expected: "time to take it",
                    found: "that the batch before it took all",
                });
            }
            *pending |= matches!(self.record(&record.s3).await?, Taken::Pending);
        }
        Ok(())
    }

    async fn record(&self, entity: &S3Entity) -> Result<Taken, Failure> {
        if entity.bucket.name.as_deref() != Some(&self.place.bucket) {
            return Err(Failure::Object {
                expected: "an object of the landing bucket",
                found: "one of another bucket",
            });
        }
        let key = decoded(entity.object.key.as_deref().unwrap_or_default())?;
        if key.ends_with('/') {
            tracing::info!(outcome = "ignored", why = "folder", "taken");
            metric::count("Ignored", 1);
            return Ok(Taken::Dealt);
        }
        let version = entity.object.version_id.as_deref().unwrap_or_default();
        if self.place.versioned && version.is_empty() {
            return Err(Failure::Object {
                expected: "a version of an object (the landing bucket must be versioned)",
                found: "an event without one",
            });
        }
        let object = aws::object(&self.place.prefix, &key, version);
        let object = object.map_err(|_| Failure::Object {
            expected: "a key of the landing prefix, a source (letters, digits, '.', '_', '-') and a name",
            found: "another key",
        })?;
        if !self.place.sources.is_empty() && !self.place.sources.contains(&object.source) {
            tracing::info!(outcome = "ignored", why = "source", "taken");
            metric::count("Ignored", 1);
            return Ok(Taken::Dealt);
        }
        self.take(&object).await
    }

    async fn take(&self, object: &ObjectRef) -> Result<Taken, Failure> {
        let source = object.source.as_str();
        let began = Instant::now();
        let ingested = pipeline::ingest(&self.context, object, "").await;
        let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match ingested {
            Ok(Outcome::Done { file_id, report }) => {
                let (records, rejects) = (report.records.read, report.rejects);
                tracing::info!(
                    outcome = "pending",
                    source,
                    file_id,
                    records,
                    rejects,
                    ms,
                    "taken"
                );
                metric::count("Files", 1);
                Ok(Taken::Pending)
            }
            Ok(Outcome::Duplicate {
                file_id,
                state,
                again,
            }) => {
                let state = state.to_string();
                tracing::info!(
                    outcome = "duplicate",
                    source,
                    file_id,
                    state,
                    again,
                    ms,
                    "taken"
                );
                // Its wake-up may have been lost.
                Ok(Taken::Pending)
            }
            Ok(Outcome::Quarantined {
                file_id,
                code,
                reason,
            }) => {
                tracing::warn!(
                    outcome = "quarantined",
                    source,
                    file_id,
                    code,
                    reason,
                    ms,
                    "taken"
                );
                metric::count("Quarantined", 1);
                Ok(Taken::Dealt)
            }
            Err(error) if is_gone(&error) => {
                tracing::warn!(outcome = "gone", source, "deleted before it was read");
                metric::count("Gone", 1);
                Ok(Taken::Dealt)
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Handler for Ingest {
    async fn handle(&self, event: Value, deadline: Timestamp) -> Result<Value, Failure> {
        let last = lambda::last_start(self.context.clock.now(), deadline, LEAST);
        let (answer, pending) = match (lambda::asked(&event), lambda::messages(&event)) {
            (Some("sweep"), _) => {
                let files = pipeline::take_over(&self.context, last).await?;
                (json!({"files": files}), files > 0)
            }
            (Some("reconcile"), _) => {
                let files = pipeline::reconcile(&self.context, last).await?;
                (json!({"files": files}), files > 0)
            }
            (None, Some(messages)) => {
                let (again, pending) = self.messages(messages, last).await;
                (lambda::again(again), pending)
            }
            _ => {
                return Err(Failure::Event(
                    "messages of the landing queue, or a schedule",
                ));
            }
        };
        if pending {
            // Once for all of them; lost, the sweep of `commit-tables` finds what is pending.
            self.wake_ups.commit().await?;
        }
        Ok(answer)
    }
}

/// A key as it stands in an event of S3, which encodes it as forms are: a space is a plus.
///
/// # Errors
/// Its bytes are no UTF-8.
pub fn decoded(key: &str) -> Result<String, Failure> {
    let spaced = key.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    decoded.map(Into::into).map_err(|_| Failure::Object {
        expected: "a key in UTF-8",
        found: "other bytes",
    })
}

/// The object was deleted for good: nobody can deliver it any more.
fn is_gone(error: &pipeline::Error) -> bool {
    let not_found = |kind| kind == std::io::ErrorKind::NotFound;
    match error {
        pipeline::Error::Store(store::Error::Landing(kind)) => not_found(*kind),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded_as_forms_are() {
        let decoded = |key| decoded(key).unwrap();
        assert_eq!(decoded("in/plain.835"), "in/plain.835");
        assert_eq!(
            decoded("in+put/a+b%2Bc+%C3%BC%25%3D%26.835"),
            "in put/a b+c ü%=&.835"
        );
        assert!(super::decoded("in/%FF.835").is_err());
    }
}
