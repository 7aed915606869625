//! A run: claims that batches touched, evaluated at HEAD, against the cases that are kept of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use jiff::civil::Date;
use lake::{Options, Session, Wanted, Warehouse};
use pipeline::Context;
use store::{Clock, State};
use work::{Facts, Filed, Renewal, Renewed, renew};

use crate::cases::{Body, Evaluated, cases, subject, subject_of_none};
use crate::component::{expand, load};
use crate::cursor::{Held, is_due};
use crate::error::{Error, Result};
use crate::life::named;
use crate::read::{Known, RecoveryRow, recoveries, reversals};
use crate::touched::{
    ADJUSTMENTS, AnswerKey, RECOVERY, Seeds, Taken, Touched, known_by, of, touched,
};

/// The queue of denials.
pub const QUEUE: &str = "denials";

/// Transactions under way at once.
const AT_ONCE: usize = 32;
/// How often a case is looked at again that people keep changing meanwhile.
const TRIES: usize = 10;
/// Numbers that are looked up together.
const TOGETHER: usize = 2_000;

/// Where claims are read, and cases kept.
#[derive(Debug, Clone, Copy)]
pub struct Lake<'a> {
    /// State, plans and clock.
    pub context: &'a Context,
    /// The tables.
    pub warehouse: &'a Warehouse,
    /// For the sessions: tests are shown, and what they answer is bounded by what is asked.
    pub options: &'a Options,
    /// After this no further batch, and no further chunk of one, is begun.
    pub until: Option<Timestamp>,
}

impl Lake<'_> {
    fn is_late(&self) -> bool {
        self.until
            .is_some_and(|until| self.context.clock.now() > until)
    }
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Triaged {
    /// The newest batch.
    pub n: u64,
    /// Cases are of an earlier one still: time was up.
    pub more: bool,
    /// Numbers that claims were looked up by.
    pub touched: u64,
    /// Every claim was evaluated: first run, other rules or settings, or too many to look up.
    pub everything: bool,
    /// Cases that were evaluated.
    pub cases: u64,
    /// Those that were written.
    pub written: u64,
}

/// Evaluates the claims that batches since the last run touched, at HEAD, and keeps what changed of their cases.
/// Where there is nothing new, nothing is done. One run at a time: another one's lease ends after fifteen minutes,
/// or with its process.
///
/// # Errors
/// [`Error::Busy`] under another's lease; tables or state. What was written stays, the next run goes on.
pub async fn triage(lake: &Lake<'_>) -> Result<Triaged> {
    let mut done = Triaged::default();
    let head = pipeline::head(lake.context).await?;
    done.n = head.map_or(0, |head| head.n);
    if !is_due(&*lake.context.state, &*lake.context.clock, done.n).await? {
        return Ok(done);
    }
    let Some(mut held) = Held::take(lake.context).await? else {
        return Err(Error::Busy);
    };
    let ran = runs(lake, &mut held, &mut done).await;
    let released = held.release().await;
    // Why it stopped says more than that the lease could not be given back.
    ran.and(released).map(|()| done)
}

async fn runs(lake: &Lake<'_>, held: &mut Held<'_>, done: &mut Triaged) -> Result<()> {
    loop {
        let from = held.seen();
        let head = pipeline::head(lake.context).await?;
        done.n = head.as_ref().map_or(0, |head| head.n);
        let to = done.n;
        let Some(head) = pipeline::head_of(lake.context, to).await? else {
            return Err(Error::Rows("a batch"));
        };
        let day = held.day();
        match from {
            Some(from) if from >= to && held.is_of(day) => return Ok(()),
            _ if lake.is_late() => {
                done.more = true;
                return Ok(());
            }
            _ => {}
        }
        let session = Session::open(lake.warehouse, &head, lake.options).await?;
        let mut run = Run {
            lake,
            session,
            day,
            done,
        };
        // What is waited for becomes overdue without a file.
        let touched = match from.filter(|_| held.is_of(day)) {
            Some(from) => touched(lake, &run.session, from).await?,
            None => Touched::Everything,
        };
        match touched {
            Touched::Everything => run.everything(held).await?,
            Touched::Some(seeds, taken) => run.some(held, seeds, &taken).await?,
        }
        if done.more {
            return Ok(());
        }
        held.note(to, day).await?;
    }
}

/// A run at one batch, on one day.
struct Run<'a> {
    lake: &'a Lake<'a>,
    session: Session,
    day: Date,
    done: &'a mut Triaged,
}

impl Run<'_> {
    /// Every claim that cases may come of, against every case.
    async fn everything(&mut self, held: &mut Held<'_>) -> Result<()> {
        self.done.everything = true;
        let known = Known::all(&self.session).await?;
        let kept = work::items(&*self.lake.context.state).await?;
        held.renew().await?;
        let mut left = Left::default();
        self.gather(&known, kept, &mut left).await?;
        self.finish(left).await
    }

    /// The claims that hang together with those that were touched, against their cases; and what payers kept
    /// silently, where that may be another thing now. What is new, and what nothing speaks of any more, is kept
    /// until all are looked at: one may have become the other.
    async fn some(&mut self, held: &mut Held<'_>, mut seeds: Seeds, taken: &Taken) -> Result<()> {
        let state = &*self.lake.context.state;
        let references = self.references().await?;
        let mut recovered: Option<Vec<RecoveryRow>> = None;
        if !taken.recoveries.is_empty() || (taken.reversals && !references.is_empty()) {
            let rows = recoveries(&self.session).await?;
            self.named(&rows, taken, &mut seeds).await?;
            recovered = Some(rows);
        }
        let mut left = Left::default();
        let mut seen = Seeds::default();
        for chunk in seeds.chunks(TOGETHER) {
            // Whatever hangs together with it was looked at.
            let chunk = chunk.new_to(&mut seen);
            if chunk.is_empty() {
                continue;
            }
            // The next run begins anew: what was written is written.
            if self.lake.is_late() {
                self.done.more = true;
                return Ok(());
            }
            let Some(all) = expand(&self.session, chunk, &references).await? else {
                return self.everything(held).await;
            };
            all.clone().new_to(&mut seen);
            self.done.touched += u64::try_from(all.len()).unwrap_or(u64::MAX);
            if recovered.is_none() && is_referred_to(&all, &references) {
                recovered = Some(recoveries(&self.session).await?);
            }
            let rows = recovered.as_deref().unwrap_or_default();
            let known = load(&self.session, &all, rows).await?;
            let kept = work::about_all(state, subjects(&all)).await?;
            held.renew().await?;
            self.gather(&known, kept, &mut left).await?;
        }
        if let Some(recoveries) = recovered {
            let known = Known {
                recoveries,
                reversals: reversals(&self.session).await?,
                ..Known::default()
            };
            let kept = work::about_all(state, [subject_of_none()]).await?;
            self.gather(&known, kept, &mut left).await?;
        }
        self.finish(left).await
    }

    /// What payers recovered overpayments under, as they wrote it.
    async fn references(&self) -> Result<Vec<String>> {
        #[derive(serde::Deserialize)]
        struct Row {
            reference_id: Option<String>,
        }
        let columns = BTreeSet::from(["reference_id".to_owned()]);
        let wanted = Wanted::new().or("reason_code", [RECOVERY.to_owned()]);
        let found = self.session.look_up(ADJUSTMENTS, &columns, &wanted).await?;
        let found: Vec<Row> = of(&found)?;
        Ok(found
            .into_iter()
            .filter_map(|row| row.reference_id)
            .collect())
    }

    /// The claims that new recoveries name.
    async fn named(&self, rows: &[RecoveryRow], taken: &Taken, seeds: &mut Seeds) -> Result<()> {
        let new = rows
            .iter()
            .filter(|row| taken.recoveries.contains(&row.doc_id));
        let answers = new.filter_map(|row| {
            let (doc, at) = row.names()?;
            Some((doc, i32::try_from(at).ok()?))
        });
        let wanted = Wanted::of("clp_ordinal", answers.collect());
        let table = "remit_claim";
        let found = self
            .session
            .look_up(table, &known_by(table), &wanted)
            .await?;
        of::<AnswerKey>(&found)?
            .iter()
            .for_each(|row| seeds.answer(row));
        Ok(())
    }

    /// Writes the cases that are known, and gathers the others: `known` is all that there is of the claims that
    /// `kept` is of.
    async fn gather(&mut self, known: &Known, kept: Vec<Filed>, left: &mut Left) -> Result<()> {
        let found = cases(known, self.day);
        self.done.cases += u64::try_from(found.len()).unwrap_or(u64::MAX);
        let mut kept: BTreeMap<String, Filed> = kept
            .into_iter()
            .filter(|filed| filed.item.queue == QUEUE)
            .map(|filed| (filed.item.id.clone(), filed))
            .collect();
        let mut known = vec![];
        for Evaluated { id, facts } in found {
            let before = kept.remove(&id);
            let is_known = before.as_ref().is_some_and(|before| !before.item.is_gone());
            let write = (self.renewal(id.clone(), Some(facts)), before);
            left.found.insert(id.clone());
            match is_known {
                true => known.push(write),
                false => drop(left.new.insert(id, write)),
            }
        }
        left.missing.extend(kept);
        self.write(known).await
    }

    /// Writes what is new, and what nothing speaks of any more. What people did goes along where a case is known by
    /// another key now.
    async fn finish(&mut self, left: Left) -> Result<()> {
        let Left {
            found,
            new,
            missing,
        } = left;
        let mut writes = vec![];
        let mut new = New::of(new.into_values().collect());
        let missing = missing.into_iter().filter(|(id, _)| !found.contains(id));
        for (id, before) in missing {
            let touched = before.item.human.touched && !before.item.is_vanished();
            let to = if touched { new.nearest(&before) } else { None };
            match to {
                Some((to, onto)) => {
                    let Context { state, clock, .. } = self.lake.context;
                    let wrote = moved(&**state, &**clock, before, to, onto).await?;
                    self.done.written += u64::from(wrote);
                }
                None => writes.push((self.renewal(id, None), Some(before))),
            }
        }
        writes.extend(new.left());
        self.write(writes).await
    }

    fn renewal(&self, id: String, facts: Option<Facts>) -> Renewal {
        Renewal {
            id,
            queue: QUEUE.to_owned(),
            facts,
            n: self.session.head().n,
        }
    }

    async fn write(&mut self, writes: Vec<Write>) -> Result<()> {
        let Context { state, clock, .. } = self.lake.context;
        let mut writes = futures::stream::iter(writes)
            .map(|(renewal, before)| keep(&**state, &**clock, renewal, before))
            .buffer_unordered(AT_ONCE);
        while let Some(wrote) = writes.try_next().await? {
            self.done.written += u64::from(wrote);
        }
        Ok(())
    }
}

/// What a run keeps until it has looked at everything that it looks at.
#[derive(Default)]
struct Left {
    /// Cases that there are.
    found: BTreeSet<String>,
    /// Those of them that are not kept yet.
    new: BTreeMap<String, Write>,
    /// Kept ones that are not of the claims that they were kept of.
    missing: BTreeMap<String, Filed>,
}

/// A reference may be put together of several things: whatever it contains it may name.
fn is_referred_to(all: &Seeds, references: &[String]) -> bool {
    let mut numbers = all.numbers.iter().chain(&all.payers);
    numbers.any(|number| {
        references
            .iter()
            .any(|reference| reference.contains(number))
    })
}

/// What cases of these claims are found by. The views name claims without a number of their own so.
fn subjects(all: &Seeds) -> BTreeSet<String> {
    let numbers = all.numbers.iter().map(|number| subject(number));
    let payers = all.payers.iter();
    let payers = payers.map(|number| subject(&format!("CLP07 {number}")));
    let alone = all.nameless.iter();
    let alone = alone.map(|(doc, at)| subject(&named(&(doc.clone(), i64::from(*at)))));
    numbers.chain(payers).chain(alone).collect()
}

/// A case to be written, and what is kept under its key.
type Write = (Renewal, Option<Filed>);

/// New cases, by claim and line; each is given away once.
struct New {
    writes: Vec<Option<Write>>,
    of_line: BTreeMap<Line, Vec<(usize, Body)>>,
}

/// Whether it is a test, the provider, the claim's number and line; and the claim itself, where it has no number:
/// what people did on one claim never comes to another.
type Line = (bool, Option<String>, String, String, Option<String>);

fn line_of(facts: &Facts) -> Option<(Line, Body)> {
    let body: Body = serde_json::from_value(facts.body.clone()).ok()?;
    let number = body.patient_control_number.clone();
    // Zeros are no number: nothing but the claim itself is the same claim.
    let is_none = number.trim_start_matches('0').is_empty();
    let claim = is_none.then(|| body.claim_case_id.clone());
    let line = (
        facts.is_test,
        body.billing_npi.clone(),
        number,
        body.line.clone(),
        claim,
    );
    Some((line, body))
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
