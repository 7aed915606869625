//! Cases against the tables: every current denial is in exactly one case, to the cent.

use std::collections::BTreeMap;

use domain::Cents;
use lake::Session;
use serde::Deserialize;
use store::State;
use work::Item;

use crate::cases::Body;
use crate::cursor::seen;
use crate::error::{Error, Result};
use crate::run::QUEUE;

/// A claim's refusals of one category: what they are compared by.
type Of = (bool, String, String);

/// What an answer that holds refuses of a claim in one category, in cents.
#[derive(Deserialize)]
pub(crate) struct Row {
    pub(crate) is_test: bool,
    pub(crate) patient_control_number: String,
    pub(crate) category: String,
    pub(crate) amount: i64,
}

/// What the answers that hold refuse, by claim and category.
const CURRENT: &str = "
    select
        claim.is_test,
        claim.patient_control_number,
        adjustment.category,
        cast(sum(adjustment.amount) * 100 as bigint) as amount
    from remit_claim as claim
    inner join remit_adjustment as adjustment
        on adjustment.doc_id = claim.doc_id
        and adjustment.clp_ordinal = claim.clp_ordinal
    where claim.is_current and adjustment.class = 'denial'
    group by claim.is_test, claim.patient_control_number, adjustment.category";

/// Where cases and tables differ: which case, or category, and what is wrong; nothing while cases are of another
/// batch. The session must show tests.
///
/// # Errors
/// Tables or state.
pub async fn verify(session: &Session, state: &dyn State) -> Result<Vec<(String, String)>> {
    if seen(state).await? != Some(session.head().n) {
        return Ok(vec![]);
    }
    let frame = session.query(CURRENT, vec![]).await?;
    let rows = session.answer(frame).await?.collect().await?;
    let rows = lake::json(&rows).map_err(|_| Error::Rows("current denials"))?;
    let rows: Vec<Row> =
        serde_json::from_slice(&rows).map_err(|_| Error::Rows("current denials"))?;
    let items = work::items(state).await?.into_iter();
    differ(rows, items.map(|filed| filed.item))
}

/// Where what is refused and what cases say of it are not the same.
pub(crate) fn differ(
    rows: Vec<Row>,
    items: impl Iterator<Item = Item>,
) -> Result<Vec<(String, String)>> {
    let mut sums: BTreeMap<Of, Sums> = BTreeMap::new();
    for row in rows {
        let of = (row.is_test, row.patient_control_number, row.category);
        let sums = sums.entry(of).or_default();
        sums.tables = sums.tables.saturating_add(row.amount);
    }
    for item in items {
        if item.queue != QUEUE || item.is_vanished() {
            continue;
        }
        let is_test = item.facts.is_test;
        let body: Body =
            serde_json::from_value(item.facts.body).map_err(|_| Error::Rows("a case"))?;
        if ["denial", "unprocessable"].contains(&body.kind.as_str()) {
            let of = (is_test, body.patient_control_number, body.category);
            let sums = sums.entry(of).or_default();
            sums.cases = sums.cases.saturating_add(body.current_denied_amount);
            sums.id = item.id;
        }
    }
    let differ = sums
        .into_iter()
        .filter(|(_, sums)| sums.tables != sums.cases);
    Ok(differ
        .map(|((_, _, category), sums)| {
            let at = if sums.id.is_empty() { category } else { sums.id };
            let (tables, cases) = (Cents(sums.tables), Cents(sums.cases));
            let says = format!(
                "expected cases of {tables}, as answers that hold deny it of the claim in this category, but found {cases}"
            );
            (at, says)
        })
        .collect())
}

#[derive(Default)]
struct Sums {
    tables: i64,
    cases: i64,
    /// A case among them.
    id: String,
}
