//! The sweep: finishes what somebody left behind, with no help from wake-ups.

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Expect, Item, Landed, ObjectRef, key};

use crate::claim;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::ingest::{convert_again, ingest};
use crate::ledger::{self, Ledger, json};
use crate::round::run_until_quiet;

/// What a sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Files that were taken up again.
    pub files: u64,
    /// HEAD's number afterwards.
    pub head: u64,
}

/// Takes over claims whose leases are over, ingests landed objects that nobody dealt with, and commits
/// what is pending. One file that fails does not keep the others from being finished.
///
/// # Errors
/// The first one met, after everything else was done.
pub async fn sweep(ctx: &Context) -> Result<Swept> {
    let landed = ctx.landing.list(Timestamp::MIN).await?.into_iter();
    let (files, failed) = resume_all(
        ctx,
        landed.map(|landed| landed.object).collect(),
        Timestamp::MAX,
    )
    .await?;
    let head = run_until_quiet(ctx).await?;
    match failed {
        Some(error) => Err(error),
        None => Ok(Swept { files, head }),
    }
}

/// As [`sweep`], before a round of one's own: takes up only what nobody works on any more, and leaves what
/// fails to a sweep, which says why. How many files it took up.
///
/// # Errors
/// Those of state and landing place.
pub async fn take_up(ctx: &Context) -> Result<u64> {
    let left = abandoned(ctx, Timestamp::MIN).await?;
    let (files, _) = resume_all(ctx, left, Timestamp::MAX).await?;
    Ok(files)
}

/// Takes over claims whose leases are over, and begins none after `until`. How many files it took up.
///
/// # Errors
/// The first one met, after everything else was done.
pub async fn take_over(ctx: &Context, until: Timestamp) -> Result<u64> {
    match resume_all(ctx, Vec::new(), until).await? {
        (files, None) => Ok(files),
        (_, Some(error)) => Err(error),
    }
}

/// Ingests landed objects that no wake-up told of, looking only at what landed since the last time that
/// everything was dealt with, and begins none after `until`. How many files it took up.
///
/// # Errors
/// The first one met, after everything else was done; the next time looks at the same again.
pub async fn reconcile(ctx: &Context, until: Timestamp) -> Result<u64> {
    let key = key::reconciled();
    let now = ctx.clock.now();
    let before = ctx.state.get(&key).await?;
    let since = match &before {
        Some(item) => read_through(item)?,
        None => Timestamp::MIN,
    };
    let left = abandoned(ctx, since).await?;
    let (files, failed) = resume_all(ctx, left, until).await?;
    if let Some(error) = failed {
        return Err(error);
    }
    if ctx.clock.now() >= until {
        return Ok(files);
    }
    let through = now.saturating_sub(OVERLAP).unwrap_or(Timestamp::MIN);
    let expect = before.map_or(Expect::Absent, |item| Expect::Version(item.version));
    match ctx
        .state
        .put(&key, json(&Reconciled { through })?, expect)
        .await
    {
        // Somebody else looked at the same time.
        Err(error) if !error.is_conflict() => Err(error.into()),
        _ => Ok(files),
    }
}

/// How far back what landed is looked at again: an object that is uploaded in pieces is dated by its first
/// one, and an upload may take a week.
const OVERLAP: SignedDuration = SignedDuration::from_hours(8 * 24);

#[derive(Serialize, Deserialize)]
struct Reconciled {
    through: Timestamp,
}

fn read_through(item: &Item) -> Result<Timestamp> {
    let body: Reconciled = serde_json::from_value(item.body.clone())
        .map_err(|_| Error::Damaged("how far landed objects were looked at".to_owned()))?;
    Ok(body.through)
}

async fn resume_all(
    ctx: &Context,
    landed: Vec<ObjectRef>,
    until: Timestamp,
) -> Result<(u64, Option<Error>)> {
    let (mut files, mut failed) = (0, None);
    for file_id in left_behind(ctx).await? {
        if ctx.clock.now() >= until {
            return Ok((files, failed));
        }
        match resume(ctx, &file_id).await {
            Ok(()) => files += 1,
            Err(error) => note(&mut failed, error),
        }
    }
    for object in landed {
        if ctx.clock.now() >= until {
            return Ok((files, failed));
        }
        if ctx.state.get(&key::object(&object)).await?.is_some() {
            continue;
        }
        match ingest(ctx, &object, "").await {
            Ok(_) => files += 1,
            Err(error) => note(&mut failed, error),
        }
    }
    Ok((files, failed))
}

/// Objects landed since then that nobody dealt with, and nobody who could is there any more.
pub(crate) async fn abandoned(ctx: &Context, since: Timestamp) -> Result<Vec<ObjectRef>> {
    let now = ctx.clock.now();
    let landed = ctx.landing.list(since).await?;
    let mut left = futures::stream::iter(landed)
        .map(|landed| is_left(ctx, landed, now))
        .buffered(ctx.bounds.at_once.max(1));
    let mut abandoned = Vec::new();
    while let Some(found) = left.try_next().await? {
        abandoned.extend(found);
    }
    Ok(abandoned)
}

async fn is_left(ctx: &Context, landed: Landed, now: Timestamp) -> Result<Option<ObjectRef>> {
    let Landed { object, lease } = landed;
    // Most are dealt with, and looking for a process may take longer than looking here.
    let receipt = key::object(&object);
    if ctx.state.get(&receipt).await?.is_some() {
        return Ok(None);
    }
    let is_over = lease.is_none_or(|lease| lease.is_over(now, &*ctx.holders));
    // Once more: a holder that is gone now may have been at work a moment ago.
    let left = is_over && ctx.state.get(&receipt).await?.is_none();
    Ok(left.then_some(object))
}

/// That others are at work is no failure.
fn note(failed: &mut Option<Error>, error: Error) {
    if !matches!(
        error,
        Error::Busy | Error::Changed(_) | Error::Refused { .. }
    ) {
        failed.get_or_insert(error);
    }
}

/// Files whose claims are over.
async fn left_behind(ctx: &Context) -> Result<Vec<String>> {
    let (mut files, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = ctx
            .state
            .query(key::CONVERTING, after.as_deref(), ctx.bounds.page)
            .await?;
        let Some(last) = page.last() else {
            return Ok(files);
        };
        after = Some(last.key.sort.clone());
        for item in page {
            let Some(file_id) = item.body.get("file_id").and_then(|id| id.as_str()) else {
                return Err(Error::Damaged("a claim".to_owned()));
            };
            let found = ledger::load(ctx, file_id).await?;
            if found.is_some_and(|(ledger, _)| is_over(ctx, &ledger)) {
                files.push(file_id.to_owned());
            }
        }
    }
}

/// Is there a claim that nobody works on any more?
pub(crate) fn is_over(ctx: &Context, ledger: &Ledger) -> bool {
    let now = ctx.clock.now();
    ledger
        .work
        .as_ref()
        .is_some_and(|work| work.lease.is_over(now, &*ctx.holders))
}

async fn resume(ctx: &Context, file_id: &str) -> Result<()> {
    let Some((ledger, _)) = ledger::load(ctx, file_id).await? else {
        return Ok(());
    };
    let restores = ledger.work.as_ref().is_some_and(|work| work.restores);
    let fits = |ledger: &Ledger| match ledger.work {
        Some(_) => Ok(()),
        None => Err(Error::Busy),
    };
    let claim = claim::again(ctx, file_id, restores, fits).await?;
    convert_again(ctx, claim).await.map(drop)
}
