//! A run: every case at HEAD against every case that is kept.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use lake::Session;
use rules::denial::Waits;
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
const RULES: u64 = 3;

/// How far triage came.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Cursor {
    n: u64,
    rules: u64,
    /// The day that they were evaluated on.
    #[serde(default)]
    day: Option<Date>,
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Triaged {
    /// Cases that there are.
    pub cases: u64,
    /// Those that it wrote.
    pub written: u64,
}

/// Evaluates every claim that cases may come of, at the session's HEAD, and keeps what changed. The session must
/// show tests. Where cases are of a later batch already, nothing is done: an earlier one never writes. Nor does an
/// earlier day: a clock that runs behind another one's changes nothing.
///
/// # Errors
/// Tables or state. What was written stays, the next run goes on.
pub async fn triage(session: &Session, state: &dyn State, clock: &dyn Clock) -> Result<Triaged> {
    let n = session.head().n;
    let before = cursor(state).await?;
    if before.is_some_and(|seen| seen.n > n) {
        return Ok(Triaged::default());
    }
    let day = before.and_then(|before| before.day).max(Some(today(clock)));
    let known = Known::read(session).await?;
    let found = cases(&known, day.unwrap_or_default(), |_| Waits::default());
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
        let before = kept.remove(&id);
        let is_known = before.as_ref().is_some_and(|before| !before.item.is_gone());
        let renewal = (renewal(id, Some(facts)), before);
        if is_known {
            known.push(renewal);
        } else {
            new.push(renewal);
        }
    }
    let mut written = 0;
    // What people did goes along where a case is known by another key now.
    let mut new = New::of(new);
    for before in kept.into_values() {
        let touched = before.item.human.touched && !before.item.is_vanished();
        let to = if touched { new.nearest(&before) } else { None };
        match to {
            Some((to, onto)) => {
                written += u64::from(moved(state, clock, before, to, onto).await?);
            }
            None => known.push((renewal(before.item.id.clone(), None), Some(before))),
        }
    }
    known.extend(new.left());
    let mut done = futures::stream::iter(known)
        .map(|(renewal, before)| keep(state, clock, renewal, before))
        .buffer_unordered(AT_ONCE);
    while let Some(wrote) = done.try_next().await? {
        written += u64::from(wrote);
    }
    drop(done);
    note(state, n, day).await?;
    Ok(Triaged { cases, written })
}

/// A case to be written, and what is kept under its key.
type Write = (Renewal, Option<Filed>);

/// New cases, by claim and line; each is given away once.
struct New {
    writes: Vec<Option<Write>>,
    of_line: BTreeMap<Line, Vec<(usize, Body)>>,
}

/// Whether it is a test, the claim's number, and the line.
type Line = (bool, String, String);

fn line_of(facts: &Facts) -> Option<(Line, Body)> {
    let body: Body = serde_json::from_value(facts.body.clone()).ok()?;
    let number = body.patient_control_number.clone();
    Some(((facts.is_test, number, body.line.clone()), body))
}

impl New {
    fn of(writes: Vec<Write>) -> New {
        let mut of_line: BTreeMap<Line, Vec<(usize, Body)>> = BTreeMap::new();
        for (at, (renewal, _)) in writes.iter().enumerate() {
            if let Some((line, body)) = renewal.facts.as_ref().and_then(line_of) {
                of_line.entry(line).or_default().push((at, body));
            }
        }
        let writes = writes.into_iter().map(Some).collect();
        New { writes, of_line }
    }

    /// The one that a case is most like which nothing speaks of any more: of the same claim and line; then of the
    /// same kind, category, and leading reason. They stand in the order of their ids.
    fn nearest(&mut self, before: &Filed) -> Option<Write> {
        let (line, old) = line_of(&before.item.facts)?;
        let here = self.of_line.get(&line)?.iter();
        let left = here.filter(|(at, _)| self.writes.get(*at).is_some_and(Option::is_some));
        let best = left.max_by_key(|(at, new)| {
            let alike = [
                new.kind == old.kind,
                new.category == old.category,
                new.carc == old.carc,
            ];
            (alike.iter().filter(|same| **same).count(), Reverse(*at))
        });
        let at = best?.0;
        self.writes.get_mut(at)?.take()
    }

    fn left(self) -> impl Iterator<Item = Write> {
        self.writes.into_iter().flatten()
    }
}

/// Moves one case with what people did to the key that it is known by now, in one transaction. Somebody may act
/// on it meanwhile, or another run may have moved it.
async fn moved(
    state: &dyn State,
    clock: &dyn Clock,
    mut before: Filed,
    to: Renewal,
    mut onto: Option<Filed>,
) -> Result<bool> {
    for _ in 0..TRIES {
        let there = onto.as_ref().map(|onto| &onto.item);
        let Some([(old, leaves), (new, arrives)]) =
            work::moves(&before.item, there, &to, clock.now())
        else {
            return Ok(false);
        };
        let mut ops = work::ops(Some(&before), &old, &leaves)?;
        ops.extend(work::ops(onto.as_ref(), &new, &arrives)?);
        match state.transact(ops).await {
            Ok(()) => return Ok(true),
            Err(error) if error.is_conflict() => {}
            Err(error) => return Err(error.into()),
        }
        onto = work::item(state, &to.id).await?;
        let is_there = onto.as_ref().is_some_and(|onto| !onto.item.is_gone());
        match work::item(state, &before.item.id).await? {
            Some(again) if again.item.human.touched && !is_there => before = again,
            _ => return keep(state, clock, to, onto).await,
        }
    }
    Err(Error::Store(store::Error::Conflict))
}

/// The batch that cases are of, as the rules of this version make them; none before the first run.
///
/// # Errors
/// State.
pub async fn seen(state: &dyn State) -> Result<Option<u64>> {
    Ok(cursor(state).await?.map(|cursor| cursor.n))
}

/// Whether there is something to evaluate: batch `n` is a later one than cases are of, or it is a later day.
///
/// # Errors
/// State.
pub async fn is_due(state: &dyn State, clock: &dyn Clock, n: u64) -> Result<bool> {
    let cursor = cursor(state).await?;
    Ok(cursor.is_none_or(|cursor| cursor.n < n || cursor.day < Some(today(clock))))
}

fn today(clock: &dyn Clock) -> Date {
    TimeZone::UTC.to_datetime(clock.now()).date()
}

async fn cursor(state: &dyn State) -> Result<Option<Cursor>> {
    let found = state.get(&key::triaged()).await?;
    let cursor: Option<Cursor> = found.and_then(|item| serde_json::from_value(item.body).ok());
    Ok(cursor.filter(|cursor| cursor.rules == RULES))
}

/// Notes that cases are those of batch `n` on this day; a later one that somebody else noted stays.
async fn note(state: &dyn State, n: u64, day: Option<Date>) -> Result<()> {
    let found = state.get(&key::triaged()).await?;
    let expect = found
        .as_ref()
        .map_or(Expect::Absent, |item| Expect::Version(item.version));
    let known: Option<Cursor> = found.and_then(|item| serde_json::from_value(item.body).ok());
    if known.is_some_and(|known| known.rules == RULES && (known.n, known.day) >= (n, day)) {
        return Ok(());
    }
    let cursor = Cursor {
        n,
        rules: RULES,
        day,
    };
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
