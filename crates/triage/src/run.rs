//! A run: every case at HEAD against every case that is kept.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _};
use lake::Session;
use serde::{Deserialize, Serialize};
use store::{Clock, Expect, State, key};
use work::{Facts, Filed, Renewal, Renewed, renew};

use crate::cases::{Body, Evaluated, cases};
use crate::error::{Error, Result};
use crate::read::Known;

/// The queue of denials.
pub const QUEUE: &str = "denials";

/// Transactions under way at once.
const AT_ONCE: usize = 32;
/// How often a case is looked at again that people keep changing meanwhile.
const TRIES: usize = 10;

/// Counted up whenever other cases come of the same tables: all of them are evaluated again then.
const RULES: u64 = 1;

/// How far triage came.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Cursor {
    n: u64,
    rules: u64,
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Triaged {
    /// Cases that there are.
    pub cases: u64,
    /// Those that it wrote.
    pub written: u64,
}

/// Evaluates every claim in which something was refused, at the session's HEAD, and keeps what changed. The
/// session must show tests. Where cases are of a later batch already, nothing is done: an earlier one never
/// writes.
///
/// # Errors
/// Tables or state. What was written stays, the next run goes on.
pub async fn triage(session: &Session, state: &dyn State, clock: &dyn Clock) -> Result<Triaged> {
    let n = session.head().n;
    if seen(state).await?.is_some_and(|seen| seen > n) {
        return Ok(Triaged::default());
    }
    let known = Known::read(session).await?;
    let found = cases(&known);
    drop(known);
    let kept = work::items(state).await?;
    let mut kept: BTreeMap<String, Filed> = kept
        .into_iter()
        .filter(|filed| filed.item.queue == QUEUE)
        .map(|filed| (filed.item.id.clone(), filed))
        .collect();
    let cases = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let renewal = |id: String, facts: Option<Facts>| Renewal {
        id,
        queue: QUEUE.to_owned(),
        facts,
        n,
    };
    let (mut known, mut new) = (vec![], vec![]);
    for Evaluated { id, facts } in found {
        match kept.remove(&id) {
            Some(before) => known.push((renewal(id, Some(facts)), Some(before))),
            None => new.push(renewal(id, Some(facts))),
        }
    }
    let mut written = 0;
    // What people did goes along where a case is known by another key now.
    let (touched, left): (Vec<Filed>, Vec<Filed>) = kept
        .into_values()
        .partition(|filed| filed.item.human.touched && !filed.item.is_vanished());
    for before in touched {
        match nearest(&before, &new) {
            Some(at) => {
                let renewal = new.swap_remove(at);
                written += u64::from(moved(state, clock, &before, &renewal).await?);
            }
            None => known.push((renewal(before.item.id.clone(), None), Some(before))),
        }
    }
    let left = left.into_iter();
    known.extend(left.map(|before| (renewal(before.item.id.clone(), None), Some(before))));
    known.extend(new.into_iter().map(|renewal| (renewal, None)));
    let mut done = futures::stream::iter(known)
        .map(|(renewal, before)| keep(state, clock, renewal, before))
        .buffer_unordered(AT_ONCE);
    while let Some(wrote) = done.try_next().await? {
        written += u64::from(wrote);
    }
    drop(done);
    note(state, n).await?;
    Ok(Triaged { cases, written })
}

/// The place of the new case that one is most like which nothing speaks of any more: of the same claim and
/// line; then of the same kind, category, and leading reason.
fn nearest(before: &Filed, new: &[Renewal]) -> Option<usize> {
    let body = |facts: &Facts| serde_json::from_value::<Body>(facts.body.clone()).ok();
    let old = body(&before.item.facts)?;
    let like = |renewal: &Renewal| {
        let new = body(renewal.facts.as_ref()?)?;
        let same = new.patient_control_number == old.patient_control_number
            && new.line == old.line
            && renewal.facts.as_ref()?.is_test == before.item.facts.is_test;
        let alike = [
            new.kind == old.kind,
            new.category == old.category,
            new.carc == old.carc,
        ];
        same.then(|| alike.iter().filter(|same| **same).count())
    };
    let likes = new.iter().enumerate();
    let likes = likes.filter_map(|(at, renewal)| Some((like(renewal)?, at, &renewal.id)));
    let best = likes.max_by(|a, b| (a.0, b.2).cmp(&(b.0, a.2)));
    best.map(|(_, at, _)| at)
}

/// Moves one case with what people did to the key that it is known by now, in one transaction.
async fn moved(state: &dyn State, clock: &dyn Clock, before: &Filed, to: &Renewal) -> Result<bool> {
    let Some([(old, leaves), (new, arrives)]) = work::moves(&before.item, to, clock.now()) else {
        return Ok(false);
    };
    let mut ops = work::ops(Some(before), &old, &leaves)?;
    ops.extend(work::ops(None, &new, &arrives)?);
    match state.transact(ops).await {
        Ok(()) => Ok(true),
        // Somebody did something with it just now: the next run moves it.
        Err(error) if error.is_conflict() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The batch that cases are of, as the rules of this version make them; none before the first run.
///
/// # Errors
/// State.
pub async fn seen(state: &dyn State) -> Result<Option<u64>> {
    let found = state.get(&key::triaged()).await?;
    let cursor: Option<Cursor> = found.and_then(|item| serde_json::from_value(item.body).ok());
    Ok(cursor
        .filter(|cursor| cursor.rules == RULES)
        .map(|cursor| cursor.n))
}

/// Notes that cases are those of batch `n`; a later one that somebody else noted stays.
async fn note(state: &dyn State, n: u64) -> Result<()> {
    let found = state.get(&key::triaged()).await?;
    let expect = found
        .as_ref()
        .map_or(Expect::Absent, |item| Expect::Version(item.version));
    let known: Option<Cursor> = found.and_then(|item| serde_json::from_value(item.body).ok());
    if known.is_some_and(|known| known.rules == RULES && known.n >= n) {
        return Ok(());
    }
    let cursor = Cursor { n, rules: RULES };
    let body = serde_json::to_value(cursor).map_err(|_| Error::Rows("the cursor"))?;
    match state.put(&key::triaged(), body, expect).await {
        // Whoever was faster ran too: the next one looks again.
        Err(error) if !error.is_conflict() => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes one case, if it is another one than before.
async fn keep(
    state: &dyn State,
    clock: &dyn Clock,
    renewal: Renewal,
    mut before: Option<Filed>,
) -> Result<bool> {
    for _ in 0..TRIES {
        let known = before.as_ref().map(|filed| &filed.item);
        let Renewed::Write(item, event) = renew(known, &renewal, clock.now()) else {
            return Ok(false);
        };
        match state
            .transact(work::ops(before.as_ref(), &item, &event)?)
            .await
        {
            Ok(()) => return Ok(true),
            Err(error) if error.is_conflict() => {
                before = work::item(state, &renewal.id).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Store(store::Error::Conflict))
}
