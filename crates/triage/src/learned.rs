//! What is learned once a day of all that was received, and kept beside the cursor.

use jiff::civil::Date;
use lake::{Parameter, Session};
use pipeline::Head;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Expect, Key, State};

use crate::error::{Error, Result};
use crate::read::from_json;

/// One thing that is learned.
pub(crate) struct Lesson {
    /// For errors.
    pub(crate) name: &'static str,
    /// The table that it is learned of.
    pub(crate) table: &'static str,
    /// Answers with all that is known on `$day`.
    pub(crate) statement: &'static str,
    /// Where it is kept.
    pub(crate) key: fn() -> Key,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Learned<R> {
    day: Date,
    /// Version of the table.
    #[serde(default)]
    version: u64,
    /// Version of `payer`: it names them.
    #[serde(default)]
    payers: u64,
    /// It could not be learned: rows are those of before.
    #[serde(default)]
    failed: bool,
    rows: Vec<R>,
}

impl Lesson {
    /// What is known; nothing before anything was learned.
    pub(crate) async fn known<R: DeserializeOwned>(&self, state: &dyn State) -> Result<Vec<R>> {
        let Some(found) = state.get(&(self.key)()).await? else {
            return Ok(vec![]);
        };
        let known: Learned<R> =
            serde_json::from_value(found.body).map_err(|_| Error::Rows(self.name))?;
        Ok(known.rows)
    }

    /// Whether something is to be learned: it is another day than what is known is of, or payers have other names; or
    /// nothing is known yet, and the table holds something that was not looked at.
    pub(crate) async fn is_due(&self, head: &Head, state: &dyn State, day: Date) -> Result<bool> {
        let of_table = version(head, self.table);
        let Some(found) = state.get(&(self.key)()).await? else {
            return Ok(of_table > 0);
        };
        let known: Option<Learned<serde_json::Value>> = serde_json::from_value(found.body).ok();
        Ok(known.is_none_or(|known| {
            let is_new = known.day != day || known.payers != version(head, PAYER);
            is_new || known.rows.is_empty() && !known.failed && known.version != of_table
        }))
    }

    /// Keeps what is known on this day. Where that can't be learned, what was known before holds on: it is tried again
    /// on another day, and not with every file.
    pub(crate) async fn learn<R: DeserializeOwned + Serialize>(
        &self,
        session: &Session,
        state: &dyn State,
        day: Date,
    ) -> Result<()> {
        let learned = self.rows::<R>(session, day).await;
        let (rows, ran) = match learned {
            Ok(rows) => (rows, Ok(())),
            Err(error) => (self.known(state).await.unwrap_or_default(), Err(error)),
        };
        let known = Learned {
            day,
            version: version(session.head(), self.table),
            payers: version(session.head(), PAYER),
            failed: ran.is_err(),
            rows,
        };
        let body = serde_json::to_value(&known).map_err(|_| Error::Rows(self.name))?;
        let key = (self.key)();
        let before = state.get(&key).await?;
        let expect = match &before {
            Some(before) if before.body == body => return ran,
            Some(before) => Expect::Version(before.version),
            None => Expect::Absent,
        };
        match state.put(&key, body, expect).await {
            // Whoever was faster knows as much.
            Err(error) if !error.is_conflict() => Err(error.into()),
            _ => ran,
        }
    }

    async fn rows<R: DeserializeOwned>(&self, session: &Session, day: Date) -> Result<Vec<R>> {
        let until = Parameter::from(day.to_string());
        let frame = session.query(self.statement, vec![("day", until)]).await?;
        let batches = session.answer(frame).await?.collect().await?;
        from_json(&batches, self.name)
    }
}

/// The table that says who payers are.
const PAYER: &str = "payer";

fn version(head: &Head, table: &str) -> u64 {
    head.versions.get(table).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};
    use store::Sqlite;

    use super::*;

    #[tokio::test]
    async fn what_cant_be_learned_is_tried_again_on_another_day() {
        let lesson = |statement| Lesson {
            name: "test",
            table: "remit_line",
            statement,
            key: store::key::allowed,
        };
        let options = lake::Options::default();
        let session = Session::in_memory(vec![], &options).await.unwrap();
        let head = |n| Head {
            n,
            versions: [("remit_line".to_owned(), n)].into(),
        };
        let folder = tempfile::tempdir().unwrap();
        let state = Sqlite::open(&folder.path().join("state.db")).unwrap();
        let (one, other) = (date(2026, 1, 5), date(2026, 1, 6));
        let fails = lesson("select nothing from remit_line where $day = ''");
        assert!(fails.is_due(&head(1), &state, one).await.unwrap());
        let ran = fails.learn::<Value>(&session, &state, one).await;
        assert!(ran.is_err());
        assert!(!fails.is_due(&head(2), &state, one).await.unwrap());
        assert!(fails.is_due(&head(2), &state, other).await.unwrap());
        // What was known holds on where the next day fails.
        let learns = lesson("select $day as day");
        learns.learn::<Value>(&session, &state, one).await.unwrap();
        let ran = fails.learn::<Value>(&session, &state, other).await;
        assert!(ran.is_err());
        let known: Vec<Value> = fails.known(&state).await.unwrap();
        assert_eq!(known, [json!({"day": "2026-01-05"})]);
    }
}
