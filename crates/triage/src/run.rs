//! A run: claims that batches touched, evaluated at HEAD, against the cases that are kept of them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use lake::{Options, Session, Traffic, Wanted, Warehouse};
use pipeline::Context;
use store::State;

use crate::cases::{subject, subject_of_none};
use crate::component::{expand, load};
use crate::cursor::{Held, Ports, is_due};
use crate::error::{Error, Result};
use crate::life::named;
use crate::outcomes;
use crate::read::{Known, RecoveryRow, recoveries, reversals};
use crate::reconcile::{Left, Reconcile};
use crate::touched::{
    ADJUSTMENTS, AnswerKey, DECISIONS, DecisionKey, RECOVERY, Seeds, Taken, Touched, known_by, of,
    touched,
};
use crate::waited::waited;

/// The queue of denials.
pub const QUEUE: &str = "denials";

/// Numbers that are looked up together. Whatever came since the last fold is looked into for each of these goes; what
/// one brings is held while it is evaluated.
const TOGETHER: usize = 5_000;

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
    /// What was asked of the warehouse meanwhile.
    pub traffic: Traffic,
}

/// Evaluates the claims that batches since the last run touched, at HEAD, and keeps what changed of their cases.
/// Where there is nothing new, nothing is done. One run at a time: another one's lease ends after fifteen minutes,
/// or with its process.
///
/// # Errors
/// [`Error::Busy`] under another's lease; tables or state. What was written stays, the next run goes on.
pub async fn triage(lake: &Lake<'_>) -> Result<Triaged> {
    let before = lake.warehouse.traffic();
    let mut done = follow(lake, lake.context.into()).await?;
    done.traffic = lake.warehouse.traffic().since(before);
    Ok(done)
}

/// What a run reads.
pub(crate) trait Reads {
    /// The newest batch; 0 where there is none.
    async fn head(&self) -> Result<u64>;

    /// No further batch, and no further chunk of one, is begun.
    fn is_late(&self) -> bool;

    /// Meets the claims that batches after `since` touched and those that the days say something new of, or every
    /// claim, with what is kept of them, as they are at this batch and known on this day. Where it is too late for
    /// all of them, `done.more` says so.
    async fn evaluate(&self, pass: Pass, held: &mut Held<'_>, done: &mut Triaged) -> Result<()>;

    /// Learns what became of cases, where that is to be learned.
    async fn learn(&self, pass: Pass, state: &dyn State) -> Result<()>;
}

/// The first and the last day that cases may be known on.
pub(crate) type Days = (Date, Date);

/// What is evaluated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pass {
    /// Cases are of this batch, and known on days from the one to the other; none where all are to be evaluated.
    pub(crate) since: Option<(u64, Days)>,
    /// They shall be of this one.
    pub(crate) n: u64,
    /// As it is known on this day.
    pub(crate) day: Date,
}

/// Takes the lease and goes from batch to batch until cases are HEAD's.
pub(crate) async fn follow<R: Reads>(reads: &R, ports: Ports<'_>) -> Result<Triaged> {
    let mut done = Triaged {
        n: reads.head().await?,
        ..Triaged::default()
    };
    if !is_due(ports.state, ports.clock, done.n).await? {
        return Ok(done);
    }
    let Some(mut held) = Held::take(ports).await? else {
        return Err(Error::Busy);
    };
    let ran = steps(reads, &mut held, &mut done).await;
    let released = held.release().await;
    // Why it stopped says more than that the lease could not be given back.
    ran.and(released).map(|()| done)
}

async fn steps<R: Reads>(reads: &R, held: &mut Held<'_>, done: &mut Triaged) -> Result<()> {
    loop {
        let since = held.seen();
        let n = reads.head().await?;
        let day = held.day();
        done.n = n;
        match since {
            Some(since) if since >= n && held.is_of(day) => return Ok(()),
            _ if reads.is_late() => {
                done.more = true;
                return Ok(());
            }
            _ => {}
        }
        // What is waited for becomes overdue without a file.
        let since = since.zip(held.begin(day).await?);
        let pass = Pass { since, n, day };
        reads.evaluate(pass, held, done).await?;
        if done.more {
            return Ok(());
        }
        held.note(n, day).await?;
        // Cases are right without it, and wait for nothing of it.
        if let Err(error) = reads.learn(pass, held.ports.state).await {
            tracing::warn!(%error, "outcomes");
        }
    }
}

impl Reads for Lake<'_> {
    async fn head(&self) -> Result<u64> {
        let head = pipeline::head(self.context).await?;
        Ok(head.map_or(0, |head| head.n))
    }

    fn is_late(&self) -> bool {
        self.until
            .is_some_and(|until| self.context.clock.now() > until)
    }

    async fn evaluate(&self, pass: Pass, held: &mut Held<'_>, done: &mut Triaged) -> Result<()> {
        let Some(head) = pipeline::head_of(self.context, pass.n).await? else {
            return Err(Error::Rows("a batch"));
        };
        let session = Session::open(self.warehouse, &head, self.options).await?;
        let touched = match pass.since {
            Some((since, days)) => match touched(self, &session, since).await? {
                Touched::Some(seeds, taken) if days.0 < days.1 => {
                    waited(&session, days, seeds, taken).await?
                }
                touched => touched,
            },
            None => Touched::Everything,
        };
        let mut look = Look {
            lake: self,
            session,
            pass,
            held,
            done,
        };
        match touched {
            Touched::Everything => look.everything().await,
            Touched::Some(seeds, taken) => look.some(seeds, &taken).await,
        }
    }

    async fn learn(&self, pass: Pass, state: &dyn State) -> Result<()> {
        if self.is_late() || !outcomes::is_due(state, pass.day).await? {
            return Ok(());
        }
        let Some(head) = pipeline::head_of(self.context, pass.n).await? else {
            return Err(Error::Rows("a batch"));
        };
        let session = Session::open(self.warehouse, &head, self.options).await?;
        outcomes::learn(&session, state, pass.day).await
    }
}

/// A look at one batch, on one day.
struct Look<'r, 'a> {
    lake: &'r Lake<'r>,
    session: Session,
    pass: Pass,
    held: &'r mut Held<'a>,
    done: &'r mut Triaged,
}

impl<'a> Look<'_, 'a> {
    fn reconcile(&mut self) -> Reconcile<'_, 'a> {
        Reconcile::new(self.held, self.pass, self.done)
    }

    /// Every claim that cases may come of, against every case.
    async fn everything(&mut self) -> Result<()> {
        self.done.everything = true;
        let known = Known::all(&self.session).await?;
        let kept = work::items(self.held.ports.state).await?;
        let mut left = Left::default();
        self.reconcile().gather(&known, kept, &mut left).await?;
        self.reconcile().finish(left).await
    }

    /// The claims that hang together with those that were touched, against their cases; and what payers kept
    /// silently, where that may be another thing now. What is new, and what nothing speaks of any more, is kept
    /// until all are looked at: one may have become the other.
    async fn some(&mut self, mut seeds: Seeds, taken: &Taken) -> Result<()> {
        let state = self.held.ports.state;
        let references = self.references().await?;
        let decisions = self.decisions().await?;
        let mut recovered: Option<Vec<RecoveryRow>> = None;
        if !taken.recoveries.is_empty() || (taken.silent && !references.is_empty()) {
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
            let Some(all) = expand(&self.session, chunk, &references, &decisions).await? else {
                return self.everything().await;
            };
            all.clone().new_to(&mut seen);
            self.done.touched += u64::try_from(all.len()).unwrap_or(u64::MAX);
            if recovered.is_none() && is_referred_to(&all, &references) {
                recovered = Some(recoveries(&self.session).await?);
            }
            let rows = recovered.as_deref().unwrap_or_default();
            let known = load(&self.session, &all, rows).await?;
            let kept = work::about_all(state, subjects(&all)).await?;
            self.reconcile().gather(&known, kept, &mut left).await?;
        }
        if let Some(recoveries) = recovered {
            let known = Known {
                recoveries,
                reversals: reversals(&self.session).await?,
                ..Known::default()
            };
            let kept = work::about_all(state, [subject_of_none()]).await?;
            self.reconcile().gather(&known, kept, &mut left).await?;
        }
        self.reconcile().finish(left).await
    }

    /// What payers recovered overpayments under, as they wrote it; an empty text where they wrote nothing.
    async fn references(&self) -> Result<Vec<String>> {
        #[derive(serde::Deserialize)]
        struct Row {
            reference_id: Option<String>,
        }
        let columns = BTreeSet::from(["reference_id".to_owned()]);
        let wanted = Wanted::new().or("reason_code", [RECOVERY.to_owned()]);
        let found = self.session.look_up(ADJUSTMENTS, &columns, &wanted).await?;
        let found: Vec<Row> = of(&found)?;
        let found = found.into_iter();
        Ok(found
            .map(|row| row.reference_id.unwrap_or_default())
            .collect())
    }

    /// What people said answers are for, whether or not they still say so.
    async fn decisions(&self) -> Result<Vec<DecisionKey>> {
        let found = self.session.all_of(DECISIONS, &known_by(DECISIONS)).await?;
        of(&found)
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
    // And those of which somebody said that they are for no claim of ours.
    let alone = all.nameless.union(&all.decided);
    let alone = alone.map(|(doc, at)| subject(&named(&(doc.clone(), i64::from(*at)))));
    numbers.chain(payers).chain(alone).collect()
}
