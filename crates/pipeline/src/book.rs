//! The bookkeeping of a batch that HEAD shows: projections, decisions, ledger, pending entries. Any
//! step may be repeated, at once or much later, by anybody: projections carry the batch that wrote them
//! and a lower one never writes; the ledger moves only together with the deletion of the pending entry.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use store::{Expect, Key, MAX_OPS, Op, key};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::head::{self, Batch};
use crate::ledger::{self, Ledger, Refused, Retraction, Taken, json};
use crate::overlay::overlay;
use crate::plan::{self, Plan, Settled, Verdict};
use crate::projection::{Decided, Projected, read};
use crate::reason::{Decision, Reason};

/// Finishes the bookkeeping of batch `n`. Nothing is left to do for batch 0 or one that is done.
pub(crate) async fn finish(ctx: &Context, n: u64) -> Result<()> {
    let Some((batch, version)) = head::batch(ctx, n).await? else {
        return Ok(());
    };
    if batch.done {
        return Ok(());
    }
    let plan = plan::load(ctx, n)
        .await?
        .ok_or_else(|| Error::Damaged(format!("plan {n}")))?;
    ctx.at("round.book").await;
    write_documents(ctx, &plan).await?;
    ctx.at("round.units").await;
    book_all(ctx, &plan).await?;
    ctx.at("round.booked").await;
    let done = json(&Batch {
        done: true,
        ..batch
    })?;
    match ctx
        .state
        .put(&key::batch(n), done, Expect::Version(version))
        .await
    {
        // Another bookkeeper came first.
        Err(error) if error.is_conflict() => Ok(()),
        put => put.map(drop).map_err(Error::from),
    }
}

/// What happens to one item of a document.
#[derive(Debug)]
enum Write {
    /// The unit is new.
    Come(Projected),
    /// The unit is known, and what is `Some` changes.
    Turn {
        goes: bool,
        status: Option<Option<Reason>>,
    },
    /// A person decided.
    Decide(Decision),
}

async fn write_documents(ctx: &Context, plan: &Plan) -> Result<()> {
    let touched = overlay(ctx, &plan.verdicts()).await?;
    let mut writes: BTreeMap<Key, Write> = BTreeMap::new();
    for (doc, touched) in touched.0 {
        for (id, unit) in touched.come {
            writes.insert(key::unit(&doc, &id), Write::Come(unit));
        }
        for id in touched.go {
            writes.insert(
                key::unit(&doc, &id),
                Write::Turn {
                    goes: true,
                    status: None,
                },
            );
        }
        for (hash, decision) in touched.decided {
            writes.insert(key::decision(&doc, &hash), Write::Decide(decision));
        }
    }
    for change in &plan.units {
        let write = writes
            .entry(key::unit(&change.doc, &change.unit_id))
            .or_insert(Write::Turn {
                goes: false,
                status: None,
            });
        match write {
            Write::Come(unit) => unit.status = change.now,
            Write::Turn { status, .. } => *status = Some(change.now),
            Write::Decide(_) => {}
        }
    }
    let writes: Vec<(Key, Write)> = writes.into_iter().collect();
    futures::stream::iter(
        writes
            .chunks(MAX_OPS)
            .map(|chunk| write(ctx, plan.n, chunk)),
    )
    .buffer_unordered(ctx.bounds.at_once.max(1))
    .try_collect::<()>()
    .await
}

/// New units are put unread, as they are absent unless a bookkeeper was here before; if one was, item
/// by item.
async fn write(ctx: &Context, n: u64, writes: &[(Key, Write)]) -> Result<()> {
    let mut ops = Vec::with_capacity(writes.len());
    for (key, write) in writes {
        match write {
            Write::Come(unit) => {
                let body = json(&unit.at(n))?;
                ops.push(Op::Put {
                    key: key.clone(),
                    body,
                    expect: Expect::Absent,
                });
            }
            Write::Turn { .. } | Write::Decide(_) => ops.extend(op(ctx, n, key, write).await?),
        }
    }
    match ctx.state.transact(ops).await {
        Err(error) if error.is_conflict() => {}
        done => return Ok(done?),
    }
    for (key, write) in writes {
        write_one(ctx, n, key, write).await?;
    }
    Ok(())
}

async fn write_one(ctx: &Context, n: u64, key: &Key, write: &Write) -> Result<()> {
    for _ in 0..ctx.bounds.tries {
        let Some(op) = op(ctx, n, key, write).await? else {
            return Ok(());
        };
        match ctx.state.transact(vec![op]).await {
            Err(error) if error.is_conflict() => {}
            done => return Ok(done?),
        }
    }
    Err(Error::Changed("a projection"))
}

/// The operation that writes an item as of batch `n`; `None` if it says that or something newer.
async fn op(ctx: &Context, n: u64, key: &Key, write: &Write) -> Result<Option<Op>> {
    let found = ctx.state.get(key).await?;
    let expect = found
        .as_ref()
        .map_or(Expect::Absent, |item| Expect::Version(item.version));
    let body = match (write, found) {
        (Write::Decide(decision), found) => {
            let known: Option<Decided> = found.map(read).transpose()?;
            if known.is_some_and(|known| known.n >= n) {
                return Ok(None);
            }
            json(&Decided {
                decision: decision.clone(),
                n,
            })?
        }
        (Write::Come(unit), None) => json(&unit.at(n))?,
        // Nothing to turn: a round can't repair that, `check` reports it.
        (Write::Turn { .. }, None) => return Ok(None),
        (write, Some(found)) => {
            let mut unit: Projected = read(found)?;
            if unit.n >= n {
                return Ok(None);
            }
            unit.n = n;
            match write {
                Write::Come(new) => unit = new.at(n),
                Write::Turn { goes, status } => {
                    unit.live &= !goes;
                    unit.status = status.unwrap_or(unit.status);
                }
                Write::Decide(_) => {}
            }
            json(&unit)?
        }
    };
    Ok(Some(Op::Put {
        key: key.clone(),
        body,
        expect,
    }))
}

/// Entries of one file in their order, files side by side.
async fn book_all(ctx: &Context, plan: &Plan) -> Result<()> {
    let mut files: BTreeMap<&str, Vec<&Settled>> = BTreeMap::new();
    for settled in &plan.entries {
        files
            .entry(file_of(settled).unwrap_or(&settled.id))
            .or_default()
            .push(settled);
    }
    let book = async |entries: Vec<&Settled>| {
        for settled in entries {
            book(ctx, plan.n, settled).await?;
        }
        Ok(())
    };
    futures::stream::iter(files.into_values().map(book))
        .buffer_unordered(ctx.bounds.at_once.max(1))
        .try_collect::<()>()
        .await
}

/// The file that an entry is about.
fn file_of(settled: &Settled) -> Option<&str> {
    match &settled.verdict {
        Verdict::Committed { conversion, .. } | Verdict::Refused { conversion, .. } => {
            Some(&conversion.file_id)
        }
        Verdict::Retracted { file_id, .. } => Some(file_id),
        Verdict::Decided { .. }
        | Verdict::Folded { .. }
        | Verdict::Unfolded { .. }
        | Verdict::Void => None,
    }
}

/// The ledger moves and the pending entry goes, in one transaction; nothing, if the entry is gone.
async fn book(ctx: &Context, n: u64, settled: &Settled) -> Result<()> {
    let entry = key::pending(&settled.id);
    let Some(item) = ctx.state.get(&entry).await? else {
        return Ok(());
    };
    let delete = Op::Delete {
        key: entry.clone(),
        expect: Expect::Version(item.version),
    };
    let Some(file_id) = file_of(settled) else {
        return match ctx.state.transact(vec![delete]).await {
            Err(error) if error.is_conflict() => Ok(()),
            done => Ok(done?),
        };
    };
    for _ in 0..ctx.bounds.tries {
        if ctx.state.get(&entry).await?.is_none() {
            return Ok(());
        }
        let Some((mut ledger, version)) = ledger::load(ctx, file_id).await? else {
            return Err(Error::Damaged(format!("the ledger of {file_id}")));
        };
        turn(&mut ledger, n, settled);
        let put = ledger::put(file_id, &ledger, Expect::Version(version))?;
        match ctx.state.transact(vec![put, delete.clone()]).await {
            // The line changed, or another bookkeeper was here: look again.
            Err(error) if error.is_conflict() => {}
            done => return Ok(done?),
        }
    }
    Err(Error::Changed("the ledger"))
}

fn turn(ledger: &mut Ledger, n: u64, Settled { id, verdict }: &Settled) {
    if ledger.pending.as_deref() == Some(id) {
        ledger.pending = None;
    }
    match verdict {
        Verdict::Committed {
            conversion,
            restores,
            tally,
            ..
        } => {
            ledger.taken = Some(Taken {
                generation: conversion.generation,
                attempt: conversion.attempt,
                batch: n,
                tally: tally.clone(),
            });
            if *restores {
                ledger.retraction = None;
            }
        }
        Verdict::Refused {
            code,
            reason,
            tally,
            ..
        } => {
            ledger.refusal = Some(Refused {
                code: code.clone(),
                reason: reason.clone(),
                format: tally.format.clone(),
                records: tally.records,
            });
        }
        Verdict::Retracted { reason, by, at, .. } => {
            let (reason, by) = (reason.clone(), by.clone());
            ledger.retraction = Some(Retraction {
                reason,
                by,
                at: *at,
            });
        }
        Verdict::Decided { .. }
        | Verdict::Folded { .. }
        | Verdict::Unfolded { .. }
        | Verdict::Void => {}
    }
}
