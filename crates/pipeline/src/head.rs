//! HEAD and the batches below it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Expect, Op, key};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ledger::json;
use crate::plan::Plan;
use crate::table_log::Head;

/// A batch that was made visible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Batch {
    #[serde(flatten)]
    pub(crate) head: Head,
    pub(crate) at: Timestamp,
    /// Pending entries it took.
    pub(crate) entries: usize,
    /// Is its bookkeeping finished?
    pub(crate) done: bool,
}

/// The newest batch that readers see; `None` before the first round.
///
/// # Errors
/// Those of the state.
pub async fn head(ctx: &Context) -> Result<Option<Head>> {
    Ok(load(ctx).await?.map(|(head, _)| head))
}

pub(crate) async fn load(ctx: &Context) -> Result<Option<(Head, u64)>> {
    let Some(item) = ctx.state.get(&key::head()).await? else {
        return Ok(None);
    };
    let head = serde_json::from_value(item.body).map_err(|_| Error::Damaged("HEAD".to_owned()))?;
    Ok(Some((head, item.version)))
}

/// What HEAD was at batch `n`; `None` where there was no such batch. Its parts are kept for days after that.
///
/// # Errors
/// Those of the state.
pub async fn head_of(ctx: &Context, n: u64) -> Result<Option<Head>> {
    if n == 0 {
        let versions = std::collections::BTreeMap::new();
        return Ok(Some(Head { n, versions }));
    }
    Ok(batch(ctx, n).await?.map(|(batch, _)| batch.head))
}

/// HEAD and its version; creates the tables and batch 0 where there are none.
pub(crate) async fn load_or_start(ctx: &Context) -> Result<(Head, u64)> {
    loop {
        if let Some(found) = load(ctx).await? {
            return Ok(found);
        }
        let head = Head {
            n: 0,
            versions: ctx.tables.ensure().await?,
        };
        match ctx
            .state
            .put(&key::head(), json(&head)?, Expect::Absent)
            .await
        {
            Ok(version) => return Ok((head, version)),
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Moves HEAD from the version it was read at, and notes the batch; false if somebody was faster.
pub(crate) async fn advance(ctx: &Context, version: u64, next: &Head, plan: &Plan) -> Result<bool> {
    let batch = Batch {
        head: next.clone(),
        at: ctx.clock.now(),
        entries: plan.entries.len(),
        done: false,
    };
    let ops = vec![
        Op::Put {
            key: key::head(),
            body: json(next)?,
            expect: Expect::Version(version),
        },
        Op::Put {
            key: key::batch(next.n),
            body: json(&batch)?,
            expect: Expect::Absent,
        },
    ];
    match ctx.state.transact(ops).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// A batch and its item's version.
pub(crate) async fn batch(ctx: &Context, n: u64) -> Result<Option<(Batch, u64)>> {
    let Some(item) = ctx.state.get(&key::batch(n)).await? else {
        return Ok(None);
    };
    let batch = serde_json::from_value(item.body)
        .map_err(|_| Error::Damaged(format!("the item of batch {n}")))?;
    Ok(Some((batch, item.version)))
}
