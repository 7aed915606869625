//! I11 posted: exports against themselves. A document stands in one export at most, and what an export says of
//! itself is what is kept of it.

use std::collections::BTreeMap;

use domain::Cents;
use pipeline::{Context, Violation};

use crate::book::{Export, Listed, documents, exports};
use crate::deliver::csv;
use crate::error::{Error, Result};
use crate::row::{DOCUMENT, PAYMENT};

/// Where exports are not what they must be.
///
/// # Errors
/// State or warehouse.
pub async fn check(ctx: &Context) -> Result<Vec<Violation>> {
    let mut found = vec![];
    let mut stands: BTreeMap<String, u64> = BTreeMap::new();
    for (at, export) in exports(&*ctx.state).await?.into_iter().enumerate() {
        let mut wrong = |says: &str| {
            found.push(Violation {
                invariant: "I11 posted",
                at: format!("export {}", export.n),
                says: says.to_owned(),
            });
        };
        if u64::try_from(at).ok() != export.n.checked_sub(1) {
            wrong("expected exports to be numbered without gaps, but found one");
        }
        let listed = documents(&*ctx.state, &export.attempt).await?;
        for document in &listed {
            let doc_id = &document.doc_id;
            match export.reverses {
                None if stands.insert(doc_id.clone(), export.n).is_some() => {
                    wrong("expected documents that stand in no other export, but found one");
                }
                Some(former) if stands.remove(doc_id) != Some(former) => {
                    wrong(
                        "expected documents that stand in the reversed export, but found another",
                    );
                }
                _ => {}
            }
        }
        match csv(ctx, &export).await {
            Ok(bytes) if holds(&export, &listed, &bytes) => {}
            Ok(_) => wrong("expected its rows, documents and amount, but found others"),
            Err(Error::Warehouse(object_store::Error::NotFound { .. })) => {
                wrong("expected its rows to be kept, but found none");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Whether the rows are as many, of the documents, and pay what they pay.
fn holds(export: &Export, listed: &[Listed], bytes: &[u8]) -> bool {
    let mut pays: BTreeMap<String, i64> = BTreeMap::new();
    let mut rows = 0_u64;
    for record in csv::Reader::from_reader(bytes).into_records() {
        let Ok(record) = record else { return false };
        let paid = record
            .get(PAYMENT)
            .map(|text| Cents::parse(text.as_bytes()));
        let (Some(doc_id), Some(Ok(Cents(cents)))) = (record.get(DOCUMENT), paid) else {
            return false;
        };
        let sum = pays.entry(doc_id.to_owned()).or_default();
        *sum = sum.saturating_add(cents);
        rows += 1;
    }
    let said: BTreeMap<&str, i64> = listed
        .iter()
        .map(|listed| (listed.doc_id.as_str(), listed.amount))
        .collect();
    let amount = said
        .values()
        .try_fold(0_i64, |sum, amount| sum.checked_add(*amount));
    rows == export.rows
        && u64::try_from(said.len()).is_ok_and(|documents| documents == export.documents)
        && amount == Some(export.amount)
        && said.len() == pays.len()
        && said
            .iter()
            .all(|(doc_id, amount)| pays.get(*doc_id) == Some(amount))
}
