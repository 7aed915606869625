//! Every claim that cases may come of, and every claim that cases are kept of.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _};
use lake::Session;
use store::State;
use work::Filed;

use crate::cases::{subject, subject_of_none};
use crate::component::KEYS;
use crate::cursor::Held;
use crate::error::Result;
use crate::life::named;
use crate::read::Known;
use crate::reconcile::{Left, Reconcile};
use crate::run::{Pass, QUEUE, Triaged};
use crate::seeds::{AckKey, AnswerKey, Seeds, number, of};
use crate::touched::refused;

const REFUSING: &str = include_str!("../../../queries/life/concerned.sql");
const QUESTIONED: &str = include_str!("../../../queries/life/questioned.sql");

/// What claims are looked up by that something was refused of, left undecided, asked about or taken back; and perhaps
/// others. Recoveries, and what people decided, name some more.
///
/// # Errors
/// Tables.
pub(crate) async fn concerned(session: &Session) -> Result<Seeds> {
    let (mut seeds, mut whole) = (Seeds::default(), vec![]);
    let frame = session.query(QUESTIONED, vec![]).await?;
    let mut found = session.answer(frame).await?.rows;
    while let Some(batch) = found.next().await {
        for row in of::<AckKey>(&[batch?])? {
            match row.is_of_whole() {
                true => whole.push(row),
                false => seeds.by_own(|of_row| of_row.ack(&row)),
            }
        }
    }
    for row in refused(session, whole).await? {
        seeds.by_own(|of_row| of_row.claim(&row));
    }
    let frame = session.query(REFUSING, vec![]).await?;
    let mut found = session.answer(frame).await?.rows;
    while let Some(batch) = found.next().await {
        for row in of::<AnswerKey>(&[batch?])? {
            seeds.by_own(|of_row| of_row.answer(&row));
        }
    }
    Ok(seeds)
}

/// Where claims are looked up.
pub(crate) trait Claims {
    /// No further ones are begun with.
    fn is_late(&self) -> bool;

    /// Keys that are looked up together.
    fn together(&self) -> usize;

    /// All that hangs together with these, and what is known of it; none beyond `most` keys.
    async fn known(&mut self, seeds: Seeds, most: usize) -> Result<Option<(Seeds, Known)>>;
}

/// Looks at all of `seeds` and at whatever cases are kept of: some at a time, those with numbers last, in the order of
/// these, so that a run that stops is gone on with. What was kept of a claim meets whatever goes by its number now: the
/// one may have become the other. Where it is too late for all of them, `done.more` says so.
pub(crate) async fn everyone(
    claims: &mut impl Claims,
    mut seeds: Seeds,
    pass: Pass,
    held: &mut Held<'_>,
    done: &mut Triaged,
) -> Result<()> {
    let state = held.ports.state;
    let mut kept = Kept::all(state).await?;
    seeds.numbers.extend(std::mem::take(&mut kept.numbers));
    if let Some((number, nameless)) = held.came_to(pass) {
        seeds.numbers = seeds.numbers.split_off(number);
        seeds.numbers.remove(number);
        kept.nameless.retain(|about| !nameless.contains(about));
    }
    let (mut together, mut looked) = (claims.together(), false);
    // Each run meets these, whatever the one before it noted.
    let mut always = BTreeSet::new();
    while let Some(chunk) = seeds.first(together) {
        // One lot a run is looked at however late it is, so that each comes further.
        if looked && claims.is_late() {
            done.more = true;
            return Ok(());
        }
        let last = chunk.numbers.last().cloned();
        // What hangs together with one alone is looked at, however much it is.
        let most = if together > 1 { KEYS } else { usize::MAX };
        let Some((all, known)) = claims.known(chunk.clone(), most).await? else {
            seeds.append(chunk);
            together /= 2;
            continue;
        };
        looked = true;
        together = claims.together().min(together.saturating_mul(2));
        seeds.without(&all);
        done.touched += u64::try_from(all.len()).unwrap_or(u64::MAX);
        let mut nameless = nameless(&all, &known);
        nameless.extend(kept.meets(&all));
        let filed = kept.about(state, &all).await?;
        let mut left = Left::default();
        let mut reconcile = Reconcile::new(held, pass, done);
        reconcile.gather(&known, filed, &mut left).await?;
        reconcile.finish(left).await?;
        match last {
            Some(last) => {
                nameless.retain(|about| !always.contains(about));
                held.comes_to(pass, last, nameless).await?;
            }
            None => always.extend(nameless),
        }
    }
    let gone = kept.of_none(state).await?;
    let mut left = Left::default();
    let mut reconcile = Reconcile::new(held, pass, done);
    reconcile.gather(&Known::default(), gone, &mut left).await?;
    reconcile.finish(left).await
}

/// What cases of claims without a number are found by: of answers by the number that the payer gave them, if it did.
fn nameless(all: &Seeds, known: &Known) -> BTreeSet<String> {
    let alone = all.nameless.iter();
    let alone = alone.map(|(doc, at)| named(&(doc.clone(), i64::from(*at))));
    let answers = known.answers.iter();
    let answers = answers.filter(|row| number(Some(&row.patient_control_number)).is_none());
    let numbers = alone.chain(answers.map(|row| row.claim_number.clone()));
    numbers.map(|number| subject(&number)).collect()
}

/// What cases are kept of.
#[derive(Default)]
struct Kept {
    /// All that they are found by: nothing else is asked for.
    subjects: BTreeSet<String>,
    /// The numbers that they go by.
    numbers: BTreeSet<String>,
    /// By such a number, what those are found by that were kept of a claim of another one: under which it was first
    /// sent, or of which somebody said that it is meant.
    elsewhere: BTreeMap<String, BTreeSet<String>>,
    /// What those are found by whose claims have no number.
    nameless: BTreeSet<String>,
}

impl Kept {
    /// All of them, but those that nothing speaks of any more and that nobody had in hand.
    async fn all(state: &dyn State) -> Result<Kept> {
        let mut kept = Kept::default();
        let mut some = std::pin::pin!(work::some_items(state));
        while let Some(filed) = some.try_next().await? {
            let filed = filed.iter();
            let filed = filed.filter(|filed| filed.item.queue == QUEUE && !filed.item.is_gone());
            filed.for_each(|filed| kept.add(filed));
        }
        Ok(kept)
    }

    fn add(&mut self, filed: &Filed) {
        let about = &filed.item.facts.subject;
        if *about == subject_of_none() {
            return;
        }
        self.subjects.insert(about.clone());
        let Some(number) = number_of(filed) else {
            self.nameless.insert(about.clone());
            return;
        };
        if *about != subject(&number) {
            let elsewhere = self.elsewhere.entry(number.clone()).or_default();
            elsewhere.insert(about.clone());
        }
        self.numbers.insert(number);
    }

    /// What claims without a number are found by that are met with these; they are not gone.
    fn meets(&mut self, all: &Seeds) -> BTreeSet<String> {
        let subjects = all.subjects();
        let met = subjects.into_iter();
        met.filter(|about| self.nameless.remove(about)).collect()
    }

    /// What is kept of these claims, by the numbers that it goes by.
    async fn about(&self, state: &dyn State, all: &Seeds) -> Result<Vec<Filed>> {
        let mut subjects = all.subjects();
        for number in &all.numbers {
            subjects.extend(self.elsewhere.get(number).into_iter().flatten().cloned());
        }
        subjects.retain(|about| self.subjects.contains(about));
        let mut filed = work::about_all(state, subjects).await?;
        // Of another number, which this claim had before: it is met with whatever has that number now.
        filed.retain(|filed| number_of(filed).is_none_or(|number| all.numbers.contains(&number)));
        Ok(filed)
    }

    /// What is kept of claims without a number that are not here any more.
    async fn of_none(self, state: &dyn State) -> Result<Vec<Filed>> {
        let mut filed = work::about_all(state, self.nameless).await?;
        filed.retain(|filed| number_of(filed).is_none());
        Ok(filed)
    }
}

/// The number that a case goes by: CLP01 or CLM01.
fn number_of(filed: &Filed) -> Option<String> {
    let body = &filed.item.facts.body;
    number(body.get("patient_control_number")?.as_str())
}

#[cfg(test)]
mod tests;
