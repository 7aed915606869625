//! Alerts before deadlines, by schedule: each is one transaction of item and event, so that runs may be lost,
//! repeated, or under way at once.

use futures::StreamExt as _;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{Clock, State as Port};

use crate::alert::{Alert, alerted};
use crate::error::{Error, Result};
use crate::keep::{AT_ONCE, Filed, item, ops, queue};

/// How often an item is looked at again that somebody keeps changing meanwhile.
const TRIES: usize = 10;

/// What a run said.
#[derive(Debug, Default)]
pub struct Reminded {
    /// Open items that it looked at.
    pub open: u64,
    /// The items that it wrote alerts of, in order of their ids.
    pub alerts: Vec<(String, Alert)>,
    /// What kept it from writing all of them; the next run goes on.
    pub failed: Option<Error>,
}

/// Writes what is newly to be said of the deadlines of a queue's open items. Today is that of the clock, in UTC.
///
/// # Errors
/// State, before anything was written.
pub async fn remind(state: &dyn Port, name: &str, clock: &dyn Clock) -> Result<Reminded> {
    let at = clock.now();
    let today = TimeZone::UTC.to_datetime(at).date();
    let found = queue(state, name, false, usize::MAX).await?;
    let open = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let mut said = futures::stream::iter(found)
        .map(|filed| said(state, filed, today, at))
        .buffer_unordered(AT_ONCE);
    // What was said is never said again: it is told whatever else fails.
    let (mut alerts, mut failed) = (vec![], None);
    while let Some(told) = said.next().await {
        match told {
            Ok(told) => alerts.extend(told),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    alerts.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(Reminded {
        open,
        alerts,
        failed,
    })
}

/// Everything that is to be said of one item.
async fn said(
    state: &dyn Port,
    mut before: Filed,
    today: Date,
    at: Timestamp,
) -> Result<Vec<(String, Alert)>> {
    let (mut said, mut tries) = (vec![], 0);
    while let Some((after, event)) = alerted(&before.item, today, at) {
        match state.transact(ops(Some(&before), &after, &event)?).await {
            Ok(()) => {
                said.extend(event.with.alert.map(|alert| (after.id.clone(), alert)));
                let version = before.version + 1;
                before = Filed {
                    item: after,
                    version,
                };
            }
            Err(error) if error.is_conflict() && tries < TRIES => {
                tries += 1;
                let Some(now) = item(state, &before.item.id).await? else {
                    break;
                };
                before = now;
            }
            Err(error) => return Err(Error::Store(error)),
        }
    }
    Ok(said)
}

#[cfg(test)]
mod tests;
