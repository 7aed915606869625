//! What became of one's own denials: chances are learned of it.

use std::collections::BTreeMap;

use rules::Tally;
use serde::{Deserialize, Serialize};
use store::{State, key};

use crate::error::Result;
use crate::learned::Lesson;

/// All that was mirrored is read for it.
pub(crate) const OUTCOMES: Lesson = Lesson {
    name: "outcomes",
    table: "denial",
    statement: include_str!("../../../queries/worth/outcome.sql"),
    key: key::outcomes,
};

/// How many cases ended, and of how many something came back, by class of payer, category and reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes(BTreeMap<(String, String, String), Tally>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
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
}

/// What became of cases, as of the batch and the day that all cases are of.
///
/// # Errors
/// State.
pub async fn outcomes(state: &dyn State) -> Result<Outcomes> {
    let rows: Vec<Outcome> = OUTCOMES.known(state).await?;
    let rows = rows.into_iter().map(|row| {
        let tally = Tally {
            won: row.won,
            of: row.ended,
        };
        ((row.payer_class, row.category, row.carc), tally)
    });
    Ok(Outcomes(rows.collect()))
}
