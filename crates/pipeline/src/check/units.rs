//! Projections against manifests and plans: I6 lives.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt};
use store::key;

use super::{Books, Findings};
use crate::context::Context;
use crate::error::Result;
use crate::lives::judge;
use crate::manifest::{self, unit_id};
use crate::plan::Conversion;
use crate::projection::{self, Document, Projected};

pub(super) async fn check(ctx: &Context, books: &Books, found: &mut Findings) -> Result<()> {
    let mut docs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file_id, taken) in &books.taken {
        let live = books.files.get(file_id).and_then(|file| file.ledger.live());
        for (_, conversion) in taken {
            let counts = live.is_some_and(|live| live.generation == conversion.generation);
            check_scope(books, conversion, counts, found);
            let Conversion {
                generation,
                attempt,
                ..
            } = *conversion;
            for line in manifest::units(ctx, file_id, generation, attempt).await? {
                let unit = line?.unit;
                let id = unit_id(file_id, generation, unit.ordinal);
                docs.entry(key::doc(&unit.doc_key)).or_default().insert(id);
            }
        }
    }
    let mut documents = futures::stream::iter(docs)
        .map(async |(partition, ids)| {
            Ok::<_, crate::Error>((ids, projection::document(ctx, &partition).await?))
        })
        .buffered(ctx.bounds.at_once.max(1));
    while let Some((ids, document)) = documents.try_next().await? {
        check_document(books, &ids, document, found);
    }
    Ok(())
}

/// A generation that was taken and does not count is left out, one that counts is not.
fn check_scope(books: &Books, conversion: &Conversion, counts: bool, found: &mut Findings) {
    let Conversion {
        file_id,
        generation,
        ..
    } = conversion;
    let scope = (file_id.clone(), *generation);
    let excluded = books.excluded.files.get(&scope);
    if counts == excluded.is_some() {
        let says = format!("expected generation {generation} to count: {counts}, but found not");
        found.note("I6 lives", file_id, says);
    }
}

fn check_document(
    books: &Books,
    ids: &BTreeSet<String>,
    mut document: Document,
    found: &mut Findings,
) {
    let projected: BTreeSet<String> = document.units.keys().cloned().collect();
    for id in ids.symmetric_difference(&projected) {
        let says = "expected manifests and projections to hold the same units, but found not";
        found.note("I6 lives", id, says);
    }
    for (id, unit) in &document.units {
        let live = books
            .files
            .get(&unit.file_id)
            .and_then(|file| file.ledger.live());
        let counts = live.is_some_and(|live| live.generation == unit.generation);
        if counts != unit.live {
            let says = format!("expected the unit to count: {counts}, but found not");
            found.note("I6 lives", id, says);
        }
    }
    document.units.retain(|_, unit| unit.live);
    let units: Vec<&Projected> = document.units.values().collect();
    let judged = judge(&units, &document.decisions);
    for ((id, unit), now) in document.units.iter().zip(judged) {
        if unit.status != now {
            let says = format!(
                "expected {now:?} by its document, but found {:?}",
                unit.status
            );
            found.note("I6 lives", id, says);
        }
        let planned = books.excluded.units.get(id).copied();
        if unit.status != planned {
            let says = format!(
                "expected {planned:?} by the plans, but found {:?}",
                unit.status
            );
            found.note("I6 lives", id, says);
        }
    }
}
