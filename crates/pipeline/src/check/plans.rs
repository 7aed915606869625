//! HEAD, batches and plans: I2 once, I4 head, I5 parts.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt};
use tables::Part;
use tables::part::RECENT;

use super::{Books, Findings};
use crate::context::Context;
use crate::error::Result;
use crate::manifest;
use crate::plan::{self, Conversion, Plan, Removed, Verdict};

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
    let (mut entries, mut parts) = (BTreeSet::new(), Parts::default());
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
        parts.follow(&plan, found);
        check_folds(&plan, found);
        check_adds(ctx, &plan, found).await?;
        books.follow(&plan);
    }
    parts.check(ctx, found).await
}

/// Parts as the plans so far left them.
#[derive(Debug, Default)]
struct Parts {
    /// By table and path.
    live: BTreeMap<(String, String), Part>,
    /// Those that were folded.
    gone: BTreeSet<(String, String)>,
}

impl Parts {
    /// Each part comes once, and goes at most once, after it came and as it came.
    fn follow(&mut self, plan: &Plan, found: &mut Findings) {
        for (table, removes) in &plan.removes {
            for Removed {
                path, rows, size, ..
            } in removes
            {
                let at = (table.clone(), path.clone());
                let says = match self.live.remove(&at) {
                    Some(part) if (part.rows, part.size) == (*rows, *size) => None,
                    Some(_) => Some("expected it to go as it came, but found other numbers"),
                    None => Some("expected a live part to be folded, but found none"),
                };
                if let Some(says) = says {
                    found.note("I2 once", format!("{table}/{path}"), says);
                }
                self.gone.insert(at);
            }
        }
        for part in plan.adds.values().flatten() {
            let at = (part.table.clone(), part.path.clone());
            // Nothing but size and rows is looked at again.
            let part = Part {
                stats: String::new(),
                ..part.clone()
            };
            if self.gone.contains(&at) || self.live.insert(at, part.clone()).is_some() {
                let says = "expected the part in one plan, but found it in two";
                found.note("I2 once", format!("{}/{}", part.table, part.path), says);
            }
        }
    }

    /// What is live is there, as its writer said.
    async fn check(self, ctx: &Context, found: &mut Findings) -> Result<()> {
        let mut checks = futures::stream::iter(self.live.into_values())
            .map(async |part| {
                let refused = ctx.tables.validate(&part).await?;
                Ok::<_, crate::Error>((part, refused))
            })
            .buffered(ctx.bounds.at_once.max(1));
        while let Some((part, refused)) = checks.try_next().await? {
            if let Some(reason) = refused {
                found.note("I5 parts", format!("{}/{}", part.table, part.path), reason);
            }
        }
        Ok(())
    }
}

/// Rows that a fold takes away come back in its parts, but for those that it says it dropped. Nothing else
/// removes parts, or adds any but as `recent`.
fn check_folds(plan: &Plan, found: &mut Findings) {
    for table in plan.tables() {
        let removed = plan.removes.get(table).into_iter().flatten();
        let removed: u64 = removed.map(|part| part.rows).sum();
        let folded = |part: &&Part| part.tier() != RECENT;
        let added = plan.adds.get(table).into_iter().flatten().filter(folded);
        let added: u64 = added.map(|part| part.rows).sum();
        let dropped = plan
            .entries
            .iter()
            .filter_map(|entry| match &entry.verdict {
                Verdict::Folded {
                    table: of, dropped, ..
                } if of == table => Some(dropped),
                _ => None,
            });
        let dropped: Vec<&u64> = dropped.collect();
        let says = match dropped.as_slice() {
            [] if removed + added == 0 => continue,
            [dropped] if removed == added + **dropped => continue,
            [dropped] => {
                format!("expected {removed} folded rows, but found {added} and {dropped} dropped")
            }
            found => format!("expected one fold of {table}, but found {}", found.len()),
        };
        found.note("I2 once", format!("plan {}", plan.n), says);
    }
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
    let touched = plan.tables();
    for (table, version) in &before.head.versions {
        let touched = touched.contains(&**table);
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

/// A plan adds what the manifests of the files it takes name, its own exclusions, what folds put in place of
/// other parts, and nothing else.
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
    let all = plan.adds.values().flatten();
    for part in all.filter(|part| part.tier() == RECENT) {
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
