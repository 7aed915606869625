//! Takes exports back: their rows once more, with every amount's sign turned.

use std::collections::{BTreeMap, BTreeSet};

use domain::Cents;
use pipeline::Context;

use crate::book::{Export, Listed, export, standing};
use crate::deliver::csv;
use crate::error::{Error, Result};
use crate::export::{next, take};
use crate::mode::{self, Mode};
use crate::row::{AMOUNTS, DOCUMENT, EXPORT, REVERSES, ROW, Sheet};

/// Takes back what still stands of an export, or only these of its documents. The rows are those that were
/// written then, whatever the tables say now.
///
/// # Errors
/// [`Error::Refused`] where there is no such export, it is a reversal itself, nothing of it stands, or a
/// document is not in it; else as for [`Writer::finish`](crate::Writer::finish).
pub async fn reverse(ctx: &Context, n: u64, only: &[String]) -> Result<Export> {
    let state = &*ctx.state;
    let (mode, switch) = mode::kept(state).await?;
    if mode != Mode::On {
        return Err(Error::Shadow);
    }
    let number = next(ctx).await?;
    let found = export(state, n).await?;
    let (former, _) = found.ok_or_else(|| Error::refused("the number of an export", "another"))?;
    if former.reverses.is_some() {
        return Err(Error::refused("an export", "a reversal"));
    }
    let stands = standing(state)
        .await?
        .into_values()
        .filter(|document| document.export == n);
    let mut listed: BTreeMap<String, Listed> = stands
        .map(|document| (document.listed.doc_id.clone(), document.listed))
        .collect();
    if !only.is_empty() {
        let wanted: BTreeSet<&String> = only.iter().collect();
        if let Some(other) = wanted.iter().find(|doc_id| !listed.contains_key(**doc_id)) {
            let found = format!("{other}, which does not");
            return Err(Error::refused("documents that stand in the export", found));
        }
        listed.retain(|doc_id, _| wanted.contains(doc_id));
    }
    if listed.is_empty() {
        return Err(Error::refused("an export", "one that was taken back"));
    }
    let sheet = negated(&csv(ctx, &former).await?, number, n, &listed)?;
    let documents = listed
        .into_values()
        .map(|listed| Listed {
            amount: -listed.amount,
            ..listed
        })
        .collect();
    take(ctx, switch, number, Some(n), sheet, documents).await
}

fn negated(
    bytes: &[u8],
    number: u64,
    former: u64,
    listed: &BTreeMap<String, Listed>,
) -> Result<Sheet> {
    let damaged = || Error::Damaged("the rows of an export");
    let mut sheet = Sheet::new()?;
    for record in csv::Reader::from_reader(bytes).into_records() {
        let record = record.map_err(|_| damaged())?;
        if !record
            .get(DOCUMENT)
            .is_some_and(|doc_id| listed.contains_key(doc_id))
        {
            continue;
        }
        let row = sheet.rows + 1;
        let fields = record.iter().enumerate().map(|(at, field)| match at {
            EXPORT => Ok(number.to_string()),
            ROW => Ok(row.to_string()),
            REVERSES => Ok(former.to_string()),
            at if AMOUNTS.contains(&at) => {
                let Cents(cents) = Cents::parse(field.as_bytes()).map_err(|_| damaged())?;
                Ok(Cents(-cents).to_string())
            }
            _ => Ok(field.to_owned()),
        });
        let fields = fields.collect::<Result<Vec<String>>>()?;
        sheet.append(fields.iter().map(String::as_str))?;
    }
    Ok(sheet)
}
