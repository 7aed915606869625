//! Claims: who converts a file. A claim stands in the ledger and, by the end of its lease, in the
//! converting partition; whoever finds it over may take it over as the next attempt.

use store::{Expect, Lease, ObjectRef, Op, key};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ledger::{self, FileState, Ledger, Work, json};

/// A claim that was won.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) file_id: String,
    pub(crate) source_system: String,
    pub(crate) contract: String,
    pub(crate) generation: u32,
    pub(crate) attempt: u32,
    pub(crate) stopped: u32,
    pub(crate) work: Work,
}

/// What became of claiming a file that was delivered.
pub(crate) enum Claimed {
    /// Convert it.
    Won(Box<Claim>),
    /// It is dealt with.
    Known(FileState),
}

/// What is delivered.
pub(crate) struct Delivery<'a> {
    pub(crate) file_id: &'a str,
    pub(crate) object: &'a ObjectRef,
    pub(crate) contract: &'a str,
    pub(crate) size: u64,
}

/// Claims a file that was delivered, by compare-and-set.
pub(crate) async fn deliver(ctx: &Context, delivery: &Delivery<'_>) -> Result<Claimed> {
    for _ in 0..ctx.bounds.tries {
        let found = ledger::load(ctx, delivery.file_id).await?;
        let (before, ledger) = match found {
            None => (None, begin(ctx, delivery)),
            Some((ledger, version)) => {
                let state = ledger.state();
                if state != FileState::Converting {
                    return Ok(Claimed::Known(state));
                }
                let object = delivery.object.clone();
                let restores = ledger.work.as_ref().is_some_and(|work| work.restores);
                let next = take(ctx, &ledger, object, restores)?;
                (Some((ledger, version)), next)
            }
        };
        if let Some(claim) = win(ctx, delivery.file_id, before, ledger).await? {
            return Ok(Claimed::Won(Box::new(claim)));
        }
    }
    Err(Error::Changed("the claim"))
}

/// Claims a known file for its next generation, or takes over what was left of that.
///
/// # Errors
/// [`Error::Refused`] if the file does not stand so that `fits`.
pub(crate) async fn again(
    ctx: &Context,
    file_id: &str,
    restores: bool,
    fits: impl Fn(&Ledger) -> Result<()> + Send,
) -> Result<Claim> {
    for _ in 0..ctx.bounds.tries {
        let Some((ledger, version)) = ledger::load(ctx, file_id).await? else {
            return Err(Error::refused("the id of a file", "none with this id"));
        };
        fits(&ledger)?;
        if ledger.pending.is_some() {
            return Err(Error::Busy);
        }
        let next = if ledger.work.is_some() {
            take(ctx, &ledger, ledger.object.clone(), restores)?
        } else {
            let mut next = ledger.clone();
            next.generation += 1;
            next.attempt = 1;
            next.stopped = 0;
            next.work = Some(work(ctx, ledger.object.clone(), restores));
            next
        };
        if let Some(claim) = win(ctx, file_id, Some((ledger, version)), next).await? {
            return Ok(claim);
        }
    }
    Err(Error::Changed("the claim"))
}

fn begin(ctx: &Context, delivery: &Delivery<'_>) -> Ledger {
    Ledger {
        source_system: delivery.object.source.clone(),
        contract: delivery.contract.to_owned(),
        object: delivery.object.clone(),
        size: delivery.size,
        received: ctx.clock.now(),
        settings_version: 0,
        generation: 1,
        attempt: 1,
        stopped: 0,
        work: Some(work(ctx, delivery.object.clone(), false)),
        pending: None,
        taken: None,
        refusal: None,
        retraction: None,
    }
}

fn work(ctx: &Context, object: ObjectRef, restores: bool) -> Work {
    let lease = Lease::new(ctx.holders.me(), ctx.clock.now());
    Work {
        token: ctx.unique(),
        restores,
        object,
        lease,
        released: false,
    }
}

/// The line with a claim that was over taken over.
fn take(ctx: &Context, ledger: &Ledger, object: ObjectRef, restores: bool) -> Result<Ledger> {
    let over = ledger
        .work
        .as_ref()
        .is_none_or(|work| work.lease.is_over(ctx.clock.now(), &*ctx.holders));
    if !over {
        return Err(Error::Busy);
    }
    let mut next = ledger.clone();
    next.attempt += 1;
    // A process of this machine that is gone was stopped by a person, or its machine was: its lease had time
    // left. What runs out is what memory or Lambda's time ended.
    let ran_out = |work: &Work| !work.released && work.lease.until <= ctx.clock.now();
    next.stopped += u32::from(ledger.work.as_ref().is_some_and(ran_out));
    next.object = object.clone();
    next.work = Some(work(ctx, object, restores));
    Ok(next)
}

/// Writes the line and its place in the converting partition; `None` if somebody was faster.
async fn win(
    ctx: &Context,
    file_id: &str,
    before: Option<(Ledger, u64)>,
    ledger: Ledger,
) -> Result<Option<Claim>> {
    let expect = before
        .as_ref()
        .map_or(Expect::Absent, |(_, version)| Expect::Version(*version));
    let mut ops = vec![ledger::put(file_id, &ledger, expect)?];
    if let Some((before, _)) = &before {
        ops.extend(leave(file_id, before));
    }
    ops.extend(enter(file_id, &ledger)?);
    match ctx.state.transact(ops).await {
        Ok(()) => {}
        Err(error) if error.is_conflict() => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let Ledger {
        source_system,
        contract,
        generation,
        attempt,
        stopped,
        work,
        ..
    } = ledger;
    let work = work.ok_or(Error::Changed("the claim"))?;
    let file_id = file_id.to_owned();
    Ok(Some(Claim {
        file_id,
        source_system,
        contract,
        generation,
        attempt,
        stopped,
        work,
    }))
}

fn place(file_id: &str, ledger: &Ledger) -> Option<store::Key> {
    let work = ledger.work.as_ref()?;
    let id = format!("{file_id}-{}-{}", ledger.generation, ledger.attempt);
    Some(key::converting(work.lease.until.as_microsecond(), &id))
}

fn enter(file_id: &str, ledger: &Ledger) -> Result<Option<Op>> {
    let Some(key) = place(file_id, ledger) else {
        return Ok(None);
    };
    let body = json(&serde_json::json!({ "file_id": file_id }))?;
    Ok(Some(Op::Put {
        key,
        body,
        expect: Expect::Absent,
    }))
}

/// The operation that takes a claim out of the converting partition.
fn leave(file_id: &str, ledger: &Ledger) -> Option<Op> {
    Some(Op::Delete {
        key: place(file_id, ledger)?,
        expect: Expect::Present,
    })
}

/// Ends a claim: changes the line in one transaction with `ops`.
///
/// # Errors
/// [`Error::Changed`] if the claim was taken over.
pub(crate) async fn end(
    ctx: &Context,
    claim: &Claim,
    mut change: impl FnMut(&mut Ledger) + Send,
    ops: impl Fn() -> Result<Vec<Op>> + Send + Sync,
) -> Result<()> {
    ledger::change(ctx, &claim.file_id, |ledger| {
        hold(claim, ledger)?;
        let mut all = ops()?;
        all.extend(leave(&claim.file_id, ledger));
        ledger.work = None;
        change(ledger);
        Ok(Some(all))
    })
    .await
}

/// Gives the lease another term.
pub(crate) async fn renew(ctx: &Context, claim: &Claim) -> Result<()> {
    let until = Lease::new(ctx.holders.me(), ctx.clock.now()).until;
    move_end(ctx, claim, until, false).await
}

/// Lets others take over at once. If that fails too, they wait for the lease's end.
pub(crate) async fn release(ctx: &Context, claim: &Claim) {
    let _ = move_end(ctx, claim, ctx.clock.now(), true).await;
}

async fn move_end(
    ctx: &Context,
    claim: &Claim,
    until: jiff::Timestamp,
    released: bool,
) -> Result<()> {
    ledger::change(ctx, &claim.file_id, |ledger| {
        hold(claim, ledger)?;
        let left = leave(&claim.file_id, ledger);
        let Some(work) = ledger
            .work
            .as_mut()
            .filter(|work| work.lease.until != until || work.released != released)
        else {
            return Ok(None);
        };
        work.lease.until = until;
        work.released = released;
        Ok(Some(
            left.into_iter()
                .chain(enter(&claim.file_id, ledger)?)
                .collect(),
        ))
    })
    .await
}

fn hold(claim: &Claim, ledger: &Ledger) -> Result<()> {
    let held = ledger
        .work
        .as_ref()
        .is_some_and(|work| work.token == claim.work.token);
    if held {
        Ok(())
    } else {
        Err(Error::Changed("the claim"))
    }
}
