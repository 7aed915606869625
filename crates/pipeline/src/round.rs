//! The commit round: the only writer of the tables' logs. Several may run at once; a crash anywhere is
//! finished by the next, from the same plan.

use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;

use crate::book;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::head::{self, head};
use crate::plan::{self, Plan};
use crate::prepare::prepare;
use crate::table_log::Head;

/// What a round came to.
enum Round {
    /// HEAD was moved to this batch.
    Moved(u64),
    /// Another committer moved it first.
    Beaten,
    /// Nothing was pending, and everything below HEAD is booked.
    Idle,
}

/// One round. The batch it made visible; `None` if nothing was pending, or if another committer made
/// it visible first.
///
/// # Errors
/// Deliver the wake-up again.
pub async fn commit_round(ctx: &Context) -> Result<Option<u64>> {
    match round(ctx).await? {
        Round::Moved(n) => Ok(Some(n)),
        Round::Beaten | Round::Idle => Ok(None),
    }
}

/// Rounds until nothing is pending. HEAD's number then.
///
/// # Errors
/// Deliver the wake-up again.
pub async fn run_until_quiet(ctx: &Context) -> Result<u64> {
    while !matches!(round(ctx).await?, Round::Idle) {}
    Ok(head(ctx).await?.map_or(0, |head| head.n))
}

/// Rounds until nothing is pending, or until `deadline`; whether nothing is.
///
/// # Errors
/// Deliver the wake-up again.
pub async fn run_until(ctx: &Context, deadline: Timestamp) -> Result<bool> {
    while ctx.clock.now() < deadline {
        if matches!(round(ctx).await?, Round::Idle) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn round(ctx: &Context) -> Result<Round> {
    // In this order, and HEAD is not read again: everything below decides as of batch n, and is thrown
    // away by the conditional puts if somebody else decided first.
    let (head, version) = head::load_or_start(ctx).await?;
    book::finish(ctx, head.n).await?;
    let n = head.n + 1;
    // The plan that may be there comes first: a committer that died in the middle of a large one must
    // not spend its next life on preparing the same again.
    let plan = match plan::load(ctx, n).await? {
        Some(plan) => plan,
        None => match prepare(ctx, &head).await? {
            Some(plan) => {
                ctx.at("round.prepared").await;
                // A plan that outlived the entries it takes could not be booked.
                ctx.state.sync().await?;
                plan::put_if_absent(ctx, plan).await?
            }
            None => return Ok(Round::Idle),
        },
    };
    ctx.at("round.planned").await;
    let next = commit(ctx, head, &plan).await?;
    if !head::advance(ctx, version, &next, &plan).await? {
        return Ok(Round::Beaten);
    }
    ctx.at("round.head").await;
    ctx.tables.head_moved(&next).await?;
    Ok(Round::Moved(n))
}

/// One commit for each table that the plan touches; the others stay at their versions.
async fn commit(ctx: &Context, head: Head, plan: &Plan) -> Result<Head> {
    let mut next = Head { n: plan.n, ..head };
    let tables = plan.tables();
    if tables
        .iter()
        .any(|table| !next.versions.contains_key(*table))
    {
        // A newer program has tables that the older one's HEAD does not know.
        for (table, version) in ctx.tables.ensure().await? {
            next.versions.entry(table).or_insert(version);
        }
    }
    let mut commits = futures::stream::iter(tables)
        .map(async |table| {
            let adds = plan.adds.get(table).map_or(&[][..], Vec::as_slice);
            let removes = plan.removes.get(table).map_or(&[][..], Vec::as_slice);
            let version = ctx.tables.commit(table, plan.n, adds, removes).await?;
            ctx.at("round.table").await;
            Ok::<_, Error>((table.to_owned(), version))
        })
        .buffer_unordered(ctx.bounds.at_once.max(1));
    while let Some((table, version)) = commits.try_next().await? {
        next.versions.insert(table, version);
    }
    Ok(next)
}
