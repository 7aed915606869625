//! What payers allowed of what they were charged: what is expected of a case is learned of it.

use std::collections::BTreeMap;

use rules::{Allowed, Like};
use serde::{Deserialize, Serialize};
use store::{State, key};

use crate::error::Result;
use crate::learned::Lesson;

/// Lines of half a year are read for it.
pub(crate) const ALLOWED: Lesson = Lesson {
    name: "allowed amounts",
    table: "remit_line",
    statement: include_str!("../../../queries/worth/allowed.sql"),
    key: key::allowed,
};

/// What payers allowed, by payer and procedure, and by payer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowedAmounts(BTreeMap<(String, Option<String>), Allowed>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paid {
    payer: String,
    code: Option<String>,
    lines: i64,
    allowed: i64,
    charged: i64,
}

impl AllowedAmounts {
    /// What this payer allowed of this procedure, else of all that it paid.
    #[must_use]
    pub fn of(&self, payer: Option<&str>, procedure: Option<&str>) -> Option<Allowed> {
        let payer = payer?;
        let of_code = procedure.and_then(|code| self.get(payer, Some(code)));
        of_code.or_else(|| self.get(payer, None))
    }

    fn get(&self, payer: &str, code: Option<&str>) -> Option<Allowed> {
        let key = (payer.to_owned(), code.map(str::to_owned));
        self.0.get(&key).copied()
    }
}

/// What payers allowed, as of the batch and the day that all cases are of.
///
/// # Errors
/// State.
pub async fn allowed(state: &dyn State) -> Result<AllowedAmounts> {
    let rows: Vec<Paid> = ALLOWED.known(state).await?;
    let rows = rows.into_iter().map(|row| {
        let like = match row.code {
            Some(_) => Like::Procedure,
            None => Like::Payer,
        };
        let allowed = Allowed {
            like,
            lines: row.lines,
            allowed: row.allowed,
            charged: row.charged,
        };
        ((row.payer, row.code), allowed)
    });
    Ok(AllowedAmounts(rows.collect()))
}
