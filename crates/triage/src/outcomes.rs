//! What became of one's own denials: chances are learned of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use lake::{Parameter, Session};
use rules::Tally;
use serde::{Deserialize, Serialize};
use store::{Expect, State, key};

use crate::error::{Error, Result};
use crate::read::from_json;

const STATEMENT: &str = include_str!("../../../queries/worth/outcome.sql");

/// How many cases ended, and of how many something came back, by class of payer, category and reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes(BTreeMap<(String, String, String), Tally>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Row {
    payer_class: String,
    category: String,
    carc: String,
    won: i64,
    ended: i64,
}

/// What is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Learned {
    day: Date,
    rows: Vec<Row>,
}

impl Outcomes {
    /// What became of cases like this one.
    #[must_use]
    pub fn of(&self, payer_class: Option<&str>, category: &str, carc: &str) -> Tally {
        let class = payer_class.unwrap_or("unknown");
        let key = (class.to_owned(), category.to_owned(), carc.to_owned());
        self.0.get(&key).copied().unwrap_or_default()
    }

    fn new(rows: Vec<Row>) -> Outcomes {
        let rows = rows.into_iter().map(|row| {
            let tally = Tally {
                won: row.won,
                of: row.ended,
            };
            ((row.payer_class, row.category, row.carc), tally)
        });
        Outcomes(rows.collect())
    }
}

/// What became of cases, as of the batch and the day that all cases are of.
///
/// # Errors
/// State.
pub async fn outcomes(state: &dyn State) -> Result<Outcomes> {
    let Some(found) = state.get(&key::outcomes()).await? else {
        return Ok(Outcomes::default());
    };
    let known: Learned = serde_json::from_value(found.body).map_err(|_| Error::Rows("outcomes"))?;
    Ok(Outcomes::new(known.rows))
}

/// Whether something is to be learned: it is another day than what is known is of, or nothing is known yet.
pub(crate) async fn is_due(state: &dyn State, day: Date) -> Result<bool> {
    let Some(found) = state.get(&key::outcomes()).await? else {
        return Ok(true);
    };
    let known: Option<Learned> = serde_json::from_value(found.body).ok();
    Ok(known.is_none_or(|known| known.day != day || known.rows.is_empty()))
}

/// Keeps what became of cases until this day, as the mirrored tables have it. All that was mirrored is read for it.
pub(crate) async fn learn(session: &Session, state: &dyn State, day: Date) -> Result<()> {
    let until = Parameter::from(day.to_string());
    let frame = session.query(STATEMENT, vec![("day", until)]).await?;
    let batches = session.answer(frame).await?.collect().await?;
    let rows: Vec<Row> = from_json(&batches, "outcomes")?;
    let known = Learned { day, rows };
    let body = serde_json::to_value(&known).map_err(|_| Error::Rows("outcomes"))?;
    let before = state.get(&key::outcomes()).await?;
    let expect = match &before {
        Some(before) if before.body == body => return Ok(()),
        Some(before) => Expect::Version(before.version),
        None => Expect::Absent,
    };
    match state.put(&key::outcomes(), body, expect).await {
        // Whoever was faster knows as much.
        Err(error) if !error.is_conflict() => Err(error.into()),
        _ => Ok(()),
    }
}
