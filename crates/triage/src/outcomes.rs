//! What became of one's own denials: chances are learned of it.

use std::collections::BTreeMap;

use datafusion::scalar::ScalarValue;
use jiff::civil::Date;
use lake::Session;
use rules::Tally;
use serde::{Deserialize, Serialize};
use store::{Expect, Item, State, key};

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
    let rows = serde_json::from_value(found.body).map_err(|_| Error::Rows("outcomes"))?;
    Ok(Outcomes::new(rows))
}

/// Keeps what became of cases until this day, as the mirrored tables have it: whenever all is evaluated, which is
/// once a day, and until there is something. All that was mirrored is read for it.
pub(crate) async fn learn(
    session: &Session,
    state: &dyn State,
    day: Date,
    whole: bool,
) -> Result<()> {
    let before = state.get(&key::outcomes()).await?;
    let is_known = |before: &Item| before.body.as_array().is_some_and(|rows| !rows.is_empty());
    if !whole && before.as_ref().is_some_and(is_known) {
        return Ok(());
    }
    let day = ScalarValue::from(day.to_string());
    let frame = session.query(STATEMENT, vec![("day", day)]).await?;
    let batches = session.answer(frame).await?.collect().await?;
    let rows: Vec<Row> = from_json(&batches, "outcomes")?;
    let body = serde_json::to_value(&rows).map_err(|_| Error::Rows("outcomes"))?;
    let expect = match &before {
        Some(before) if before.body == body => return Ok(()),
        Some(before) => Expect::Version(before.version),
        None => Expect::Absent,
    };
    match state.put(&key::outcomes(), body, expect).await {
        // Whoever was faster runs later, and knows as much.
        Err(error) if !error.is_conflict() => Err(error.into()),
        _ => Ok(()),
    }
}
