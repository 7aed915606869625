//! HEAD, batches and plans: I2 once, I4 head, I5 parts.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt};
use tables::Part;

use super::{Books, Findings};
use crate::context::Context;
use crate::error::Result;
use crate::manifest;
use crate::plan::{self, Conversion, Plan, Verdict};

pub(super) async fn check(ctx: &Context, books: &mut Books, found: &mut Findings) -> Result<()> {
    let head = books.head.clone();
    for n in books.plans.iter().filter(|n| **n > head.n + 1) {
        let says = format!("expected no plan above {}, but found one", head.n + 1);
        found.note("I4 head", format!("plan {n}"), says);
    }
    if head.n > 0
        && books
            .batches
            .get(&head.n)
            .is_none_or(|batch| batch.head != head)
    {
        let says = "expected the batch that HEAD names, with its versions, but found another";
        found.note("I4 head", format!("batch {}", head.n), says);
    }
    let (mut entries, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for n in 1..=head.n {
        let Some(plan) = plan::load(ctx, n).await? else {
            found.note(
                "I4 head",
                format!("plan {n}"),
                "expected a plan, but found none",
            );
            continue;
        };
        check_batch(books, &plan, found);
        for settled in &plan.entries {
            if !entries.insert(settled.id.clone()) {
                let says = "expected the pending entry in one plan, but found it in two";
                found.note("I2 once", settled.id.clone(), says);
            }
            if books.pending.contains_key(&settled.id) {
                let says = format!("expected no pending entry of plan {n}, but found one");
                found.note("I3 committed", settled.id.clone(), says);
            }
        }
        for part in plan.adds.values().flatten() {
            if !parts.insert((part.table.clone(), part.path.clone())) {
                let says = "expected the part in one plan, but found it in two";
                found.note("I2 once", format!("{}/{}", part.table, part.path), says);
            }
        }
        check_parts(ctx, &plan, found).await?;
        check_adds(ctx, &plan, found).await?;
        books.follow(&plan);
    }
    Ok(())
}

/// A batch's item agrees with its plan: booked, and of each table the next version or the same.
fn check_batch(books: &Books, plan: &Plan, found: &mut Findings) {
    let at = format!("batch {}", plan.n);
    let Some(batch) = books.batches.get(&plan.n) else {
        found.note("I4 head", at, "expected the batch's item, but found none");
        return;
    };
    if !batch.done {
        found.note(
            "I3 committed",
            at.clone(),
            "expected its books to be finished, but found not",
        );
    }
    let Some(before) = books.batches.get(&(plan.n - 1)) else {
        return;
    };
    for (table, version) in &before.head.versions {
        let touched = plan.adds.contains_key(table);
        let fits = match batch.head.versions.get(table) {
            Some(now) if touched => now > version,
            Some(now) => now == version,
            None => false,
        };
        if !fits {
            let says = format!("expected {table} to follow version {version}, but found not");
            found.note("I4 head", at.clone(), says);
        }
    }
}

async fn check_parts(ctx: &Context, plan: &Plan, found: &mut Findings) -> Result<()> {
    let parts: Vec<&Part> = plan.adds.values().flatten().collect();
    let mut checks = futures::stream::iter(parts)
        .map(async |part| Ok::<_, crate::Error>((part, ctx.tables.validate(part).await?)))
        .buffered(ctx.bounds.at_once.max(1));
    while let Some((part, refused)) = checks.try_next().await? {
        if let Some(reason) = refused {
            found.note("I5 parts", format!("{}/{}", part.table, part.path), reason);
        }
    }
    Ok(())
}

/// A plan adds what the manifests of the files it takes name, its own exclusions, and nothing else.
async fn check_adds(ctx: &Context, plan: &Plan, found: &mut Findings) -> Result<()> {
    let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
    for settled in &plan.entries {
        let Verdict::Committed { conversion, .. } = &settled.verdict else {
            continue;
        };
        let Conversion {
            file_id,
            generation,
            attempt,
        } = conversion;
        match manifest::load(ctx, file_id, *generation, *attempt).await? {
            Some(manifest) => expected.extend(
                manifest
                    .parts
                    .into_iter()
                    .map(|part| ((part.table, part.path), part.rows)),
            ),
            None => found.note(
                "I3 committed",
                file_id,
                "expected a manifest, but found none",
            ),
        }
    }
    let mut exclusions = 0;
    for part in plan.adds.values().flatten() {
        let at = format!("{}/{}", part.table, part.path);
        match expected.remove(&(part.table.clone(), part.path.clone())) {
            Some(rows) if rows == part.rows => {}
            Some(rows) => {
                let says = format!("expected {rows} rows, but found {}", part.rows);
                found.note("I5 parts", at, says);
            }
            None if part.table == "excluded_unit" => exclusions += part.rows,
            None => {
                let says = format!(
                    "expected a manifest of plan {} to name it, but none",
                    plan.n
                );
                found.note("I2 once", at, says);
            }
        }
    }
    for (table, path) in expected.into_keys() {
        let says = format!("expected it in plan {}, but found it left out", plan.n);
        found.note("I2 once", format!("{table}/{path}"), says);
    }
    let changes = plan.scopes.len() + plan.units.len();
    if u64::try_from(changes).ok() != Some(exclusions) {
        let says = format!("expected {changes} rows of exclusions, but found {exclusions}");
        found.note("I6 lives", format!("plan {}", plan.n), says);
    }
    Ok(())
}
