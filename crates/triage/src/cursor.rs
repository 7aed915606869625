//! How far triage came, and who is at it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use pipeline::Context;
use serde::{Deserialize, Serialize};
use store::lease::LASTS;
use store::{Clock, Expect, Holders, Lease, Op, State, key};

use crate::error::{Error, Result};
use crate::run::Pass;

/// Counted up whenever other cases come of the same tables: all of them are evaluated again then.
const RULES: u64 = 10;

/// Days that clocks must have said to be earlier ones before a later one, which some clock said once, is given up.
const DOUBTED: i32 = 2;

/// Days after which a look at everything that came to no end begins anew: the tables of its batch are not kept for ever.
const HALF: i32 = 1;

/// Writes of a run that are under way at once, each beside a fence of its own: stores let no two transactions at
/// one item at a time.
pub(crate) const LANES: usize = 32;

/// How far triage came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    /// Cases are those of this batch; 0 before the first run.
    n: u64,
    /// As these rules make them.
    rules: u64,
    /// As it was known on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// Runs that came to no end may have left some as they are known on days between these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    apart: Option<(Date, Date)>,
    /// Since then clocks say that it is an earlier day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    doubted: Option<Date>,
    /// How far a look at everything came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    half: Option<Half>,
    /// Who is at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lease: Option<Lease>,
}

/// A look at everything that came to no end yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Half {
    /// At this batch, on this day, by these rules.
    n: u64,
    day: Date,
    rules: u64,
    /// Claims up to this number were looked at.
    number: String,
    /// What claims without a number are found by that were met with them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    nameless: BTreeSet<String>,
}

impl std::fmt::Debug for Half {
    /// The number is content.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Half")
            .field("n", &self.n)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

impl Cursor {
    fn seen(&self) -> Option<u64> {
        (self.rules == RULES).then_some(self.n)
    }

    /// Since when its day is doubted, if a clock says that this is today.
    fn doubted(&self, today: Date) -> Option<Date> {
        self.day.filter(|day| today < *day)?;
        // A clock that went back says nothing of how long it is.
        let since = self.doubted.filter(|since| *since <= today);
        Some(since.unwrap_or(today))
    }

    /// The day that cases are to be known on. A clock that runs behind another one's changes nothing; but that one
    /// may have run ahead, and where clocks say so day after day, theirs is right.
    fn day(&self, today: Date) -> Date {
        let Some((day, since)) = self.day.zip(self.doubted(today)) else {
            return today;
        };
        let given_up = since.saturating_add(Span::new().days(DOUBTED)) <= today;
        if given_up { today } else { day }
    }
}

async fn load(state: &dyn State) -> Result<(Cursor, Expect)> {
    let Some(found) = state.get(&key::triaged()).await? else {
        return Ok((Cursor::default(), Expect::Absent));
    };
    let cursor = serde_json::from_value(found.body).map_err(|_| Error::Rows("the cursor"))?;
    Ok((cursor, Expect::Version(found.version)))
}

/// The batch that cases are of, as the rules of this version make them; none before the first run.
///
/// # Errors
/// State.
pub async fn seen(state: &dyn State) -> Result<Option<u64>> {
    Ok(load(state).await?.0.seen())
}

/// Whether there is something to do: batch `n` is a later one than cases are of, or it is another day, or seems to
/// be.
///
/// # Errors
/// State.
pub async fn is_due(state: &dyn State, clock: &dyn Clock, n: u64) -> Result<bool> {
    let (cursor, _) = load(state).await?;
    let today = today(clock);
    let is_of = cursor.day == Some(cursor.day(today))
        && cursor.apart.is_none()
        && cursor.doubted == cursor.doubted(today);
    Ok(cursor.seen().is_none_or(|seen| seen < n) || !is_of)
}

fn today(clock: &dyn Clock) -> Date {
    TimeZone::UTC.to_datetime(clock.now()).date()
}

/// Where cases are kept, what time it is, and who asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ports<'a> {
    pub(crate) state: &'a dyn State,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) holders: &'a dyn Holders,
}

impl<'a> From<&'a Context> for Ports<'a> {
    fn from(context: &'a Context) -> Ports<'a> {
        Ports {
            state: &*context.state,
            clock: &*context.clock,
            holders: &*context.holders,
        }
    }
}

/// The lease, held.
pub(crate) struct Held<'a> {
    pub(crate) ports: Ports<'a>,
    cursor: Cursor,
    version: u64,
    /// The version of every fence since it was taken.
    fence: u64,
}

impl<'a> Held<'a> {
    /// Takes it, unless somebody else has it. Whoever had it before writes nothing any more, whether they know that
    /// it is over or not: each of their writes looks at a fence, and those are moved here.
    pub(crate) async fn take(ports: Ports<'a>) -> Result<Option<Held<'a>>> {
        let (mut cursor, expect) = load(ports.state).await?;
        let now = ports.clock.now();
        // A clock that is wrong gave a lease that ends as late as that. Nothing is lost by taking it.
        let latest = now.saturating_add(LASTS * 2).unwrap_or(Timestamp::MAX);
        let is_held = |lease: &Lease| !lease.is_over(now, ports.holders) && lease.until <= latest;
        if cursor.lease.as_ref().is_some_and(is_held) {
            return Ok(None);
        }
        cursor.doubted = cursor.doubted(today(ports.clock));
        cursor.lease = Some(Lease::new(ports.holders.me(), now));
        // All of them are moved at once, so that they are of one version.
        let fence = ports.state.get(&key::triage_fence(0)).await?;
        let fence = fence.map_or(0, |fence| fence.version);
        let stands = match fence {
            0 => Expect::Absent,
            fence => Expect::Version(fence),
        };
        let mut ops = vec![Op::Put {
            key: key::triaged(),
            body: body(&cursor)?,
            expect,
        }];
        ops.extend((0..LANES).map(|lane| Op::Put {
            key: key::triage_fence(lane),
            body: serde_json::json!({}),
            expect: stands,
        }));
        let version = match expect {
            Expect::Version(version) => version + 1,
            _ => 1,
        };
        match ports.state.transact(ops).await {
            Ok(()) => Ok(Some(Held {
                ports,
                cursor,
                version,
                fence: fence + 1,
            })),
            Err(error) if error.is_conflict() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn seen(&self) -> Option<u64> {
        self.cursor.seen()
    }

    /// The day that cases are to be known on.
    pub(crate) fn day(&self) -> Date {
        self.cursor.day(today(self.ports.clock))
    }

    /// All cases are known on that day already.
    pub(crate) fn is_of(&self, day: Date) -> bool {
        self.cursor.day == Some(day) && self.cursor.apart.is_none()
    }

    /// Before cases are evaluated as they are known on this day: the first and the last day that any may be known on
    /// from now on, which is kept until all are known on one. None where they were never known on one.
    pub(crate) async fn begin(&mut self, day: Date) -> Result<Option<(Date, Date)>> {
        let Some(known) = self.cursor.day else {
            return Ok(None);
        };
        let (first, last) = self.cursor.apart.unwrap_or((known, known));
        let days = (first.min(day), last.max(day));
        if days.0 < days.1 && self.cursor.apart != Some(days) {
            self.cursor.apart = Some(days);
            self.write(true).await?;
        }
        Ok(Some(days))
    }

    /// The batch and the day of a look at everything that is to be gone on with.
    pub(crate) fn half(&self) -> Option<(u64, Date)> {
        let half = self.cursor.half.as_ref()?;
        let until = half.day.saturating_add(Span::new().days(HALF));
        let goes_on = half.rules == RULES && (half.day..=until).contains(&self.day());
        goes_on.then_some((half.n, half.day))
    }

    /// The number that a look at everything came to in this pass, and what claims without a number are found by that
    /// were met with others.
    pub(crate) fn came_to(&self, pass: Pass) -> Option<(&str, &BTreeSet<String>)> {
        let half = self.cursor.half.as_ref()?;
        let is_it = (half.n, half.day, half.rules) == (pass.n, pass.day, RULES);
        is_it.then_some((half.number.as_str(), &half.nameless))
    }

    /// Notes that every claim up to this number was looked at in this pass, and holds the lease on.
    pub(crate) async fn comes_to(
        &mut self,
        pass: Pass,
        number: String,
        mut nameless: BTreeSet<String>,
    ) -> Result<()> {
        if let Some((_, before)) = self.came_to(pass) {
            nameless.extend(before.iter().cloned());
        }
        self.cursor.half = Some(Half {
            n: pass.n,
            day: pass.day,
            rules: RULES,
            number,
            nameless,
        });
        self.write(true).await
    }

    /// What a write in this lane holds by: nobody took the lease since.
    pub(crate) fn fence(&self, lane: usize) -> Op {
        Op::Check {
            key: key::triage_fence(lane),
            expect: Expect::Version(self.fence),
        }
    }

    /// [`Error::Busy`] if somebody took it since.
    pub(crate) async fn stands(&self, lane: usize) -> Result<()> {
        let found = self.ports.state.get(&key::triage_fence(lane)).await?;
        match found {
            Some(found) if found.version == self.fence => Ok(()),
            _ => Err(Error::Busy),
        }
    }

    /// Holds it for another fifteen minutes.
    pub(crate) async fn renew(&mut self) -> Result<()> {
        self.write(true).await
    }

    /// Notes that cases are those of batch `n`, on this day.
    pub(crate) async fn note(&mut self, n: u64, day: Date) -> Result<()> {
        (self.cursor.n, self.cursor.rules, self.cursor.apart) = (n, RULES, None);
        self.cursor.half = None;
        if self.cursor.day != Some(day) {
            (self.cursor.day, self.cursor.doubted) = (Some(day), None);
        }
        self.write(true).await
    }

    /// Lets go of it. Whoever took it over meanwhile keeps it.
    pub(crate) async fn release(mut self) -> Result<()> {
        match self.write(false).await {
            Err(Error::Busy) => Ok(()),
            done => done,
        }
    }

    /// [`Error::Busy`] if somebody else wrote it since.
    async fn write(&mut self, holds: bool) -> Result<()> {
        let Ports {
            state,
            clock,
            holders,
        } = self.ports;
        self.cursor.lease = holds.then(|| Lease::new(holders.me(), clock.now()));
        let expect = Expect::Version(self.version);
        match state
            .put(&key::triaged(), body(&self.cursor)?, expect)
            .await
        {
            Ok(version) => {
                self.version = version;
                Ok(())
            }
            Err(error) if error.is_conflict() => Err(Error::Busy),
            Err(error) => Err(error.into()),
        }
    }
}

fn body(cursor: &Cursor) -> Result<serde_json::Value> {
    serde_json::to_value(cursor).map_err(|_| Error::Rows("the cursor"))
}

#[cfg(test)]
mod tests;
