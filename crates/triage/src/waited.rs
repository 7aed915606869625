//! What another day alone says something new of: claims of which something was waited for until a day between.

use std::collections::BTreeSet;

use domain::date::days as number;
use jiff::Span;
use jiff::civil::Date;
use lake::Session;
use rules::Terms;
use rules::denial::{CORRECTED_WITHIN, Waits};

use crate::error::Result;
use crate::read::terms;
use crate::seeds::{AnswerKey, Seeds, of};
use crate::touched::{Taken, Touched};

const STATEMENT: &str = include_str!("../../../queries/life/waiting.sql");

/// More days than this between two runs, and every claim is looked at.
const MOST: i32 = 500;

/// Days of answers that something was waited for after until one of some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Began {
    pub(crate) forwarded: BTreeSet<Date>,
    pub(crate) reversed: BTreeSet<Date>,
    pub(crate) pended: BTreeSet<Date>,
}

impl Began {
    /// What was in time on the one day and is not on the other: its last day is the first of them, or one between.
    pub(crate) fn new(terms: &Terms, (first, last): (Date, Date)) -> Began {
        let since = |waits: BTreeSet<i32>| {
            let until = first.series(Span::new().days(1));
            let until = until.take_while(|day| *day < last);
            let until: Vec<Date> = until.collect();
            let days = waits.into_iter().flat_map(|days| {
                let until = until.iter();
                until.filter_map(move |day| day.checked_sub(Span::new().days(days)).ok())
            });
            days.collect()
        };
        let waits = terms.all_waits();
        let of = |days: fn(&Waits) -> i32| waits.iter().map(days).collect();
        Began {
            forwarded: since(of(|waits| waits.secondary_days.max(Waits::LEAST))),
            reversed: since(BTreeSet::from([CORRECTED_WITHIN])),
            pended: since(of(|waits| waits.pended_days)),
        }
    }
}

/// What batches touched, and what the days say something new of beside it.
///
/// # Errors
/// Tables.
pub(crate) async fn waited(
    session: &Session,
    days: (Date, Date),
    mut seeds: Seeds,
    taken: Taken,
) -> Result<Touched> {
    if number(days.1) - number(days.0) > MOST {
        return Ok(Touched::Everything);
    }
    let began = Began::new(&terms(session).await?, days);
    let asked = vec![
        ("forwarded", lake::days(began.forwarded)),
        ("reversed", lake::days(began.reversed)),
        ("pended", lake::days(began.pended)),
    ];
    let frame = session.query(STATEMENT, asked).await?;
    let found = session.answer(frame).await?.collect().await?;
    of::<AnswerKey>(&found)?
        .iter()
        .for_each(|row| seeds.answer(row));
    // How long something is kept silently, the day says as well.
    let taken = Taken {
        silent: true,
        ..taken
    };
    Ok(Touched::Some(seeds, taken))
}

#[cfg(test)]
mod tests;
