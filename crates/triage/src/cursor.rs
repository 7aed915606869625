//! How far triage came, and who is at it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pipeline::Context;
use serde::{Deserialize, Serialize};
use store::{Clock, Expect, Lease, State, key};

use crate::error::{Error, Result};

/// Counted up whenever other cases come of the same tables: all of them are evaluated again then.
const RULES: u64 = 7;

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
    /// Who is at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lease: Option<Lease>,
}

impl Cursor {
    fn seen(&self) -> Option<u64> {
        (self.rules == RULES).then_some(self.n)
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

/// Whether there is something to evaluate: batch `n` is a later one than cases are of, or it is a later day.
///
/// # Errors
/// State.
pub async fn is_due(state: &dyn State, clock: &dyn Clock, n: u64) -> Result<bool> {
    let (cursor, _) = load(state).await?;
    Ok(cursor.seen().is_none_or(|seen| seen < n) || cursor.day < Some(today(clock)))
}

fn today(clock: &dyn Clock) -> Date {
    TimeZone::UTC.to_datetime(clock.now()).date()
}

/// The lease, held.
pub(crate) struct Held<'a> {
    context: &'a Context,
    cursor: Cursor,
    version: u64,
}

impl<'a> Held<'a> {
    /// Takes it, unless somebody else has it.
    pub(crate) async fn take(context: &'a Context) -> Result<Option<Held<'a>>> {
        let (cursor, expect) = load(&*context.state).await?;
        let holders = &*context.holders;
        let is_held = |lease: &Lease| !lease.is_over(context.clock.now(), holders);
        if cursor.lease.as_ref().is_some_and(is_held) {
            return Ok(None);
        }
        let mut held = Held {
            context,
            cursor,
            version: 0,
        };
        match held.write(expect, true).await {
            Ok(()) => Ok(Some(held)),
            Err(Error::Busy) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn seen(&self) -> Option<u64> {
        self.cursor.seen()
    }

    /// The day that cases are to be known on: a clock that runs behind another one's changes nothing.
    pub(crate) fn day(&self) -> Date {
        let today = today(&*self.context.clock);
        self.cursor.day.map_or(today, |day| day.max(today))
    }

    /// Cases are known on that day already.
    pub(crate) fn is_of(&self, day: Date) -> bool {
        self.cursor.day == Some(day)
    }

    /// Holds it for another fifteen minutes.
    pub(crate) async fn renew(&mut self) -> Result<()> {
        self.write(Expect::Version(self.version), true).await
    }

    /// Notes that cases are those of batch `n`, on this day.
    pub(crate) async fn note(&mut self, n: u64, day: Date) -> Result<()> {
        (self.cursor.n, self.cursor.rules) = (n, RULES);
        self.cursor.day = Some(day);
        self.write(Expect::Version(self.version), true).await
    }

    /// Lets go of it. Whoever took it over meanwhile keeps it.
    pub(crate) async fn release(mut self) -> Result<()> {
        match self.write(Expect::Version(self.version), false).await {
            Err(Error::Busy) => Ok(()),
            done => done,
        }
    }

    /// [`Error::Busy`] if somebody else wrote it since.
    async fn write(&mut self, expect: Expect, holds: bool) -> Result<()> {
        let holder = self.context.holders.me();
        self.cursor.lease = holds.then(|| Lease::new(holder, self.context.clock.now()));
        let body = serde_json::to_value(&self.cursor).map_err(|_| Error::Rows("the cursor"))?;
        match self.context.state.put(&key::triaged(), body, expect).await {
            Ok(version) => {
                self.version = version;
                Ok(())
            }
            Err(error) if error.is_conflict() => Err(Error::Busy),
            Err(error) => Err(error.into()),
        }
    }
}
