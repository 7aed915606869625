//! A run: claims that batches touched, evaluated at HEAD, against the cases that are kept of them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use lake::{Options, Session, Traffic, Wanted, Warehouse};
use pipeline::Context;
use store::State;

use crate::allowed::{ALLOWED, Paid};
use crate::cases::subject_of_none;
use crate::component::{KEYS, Payments, expand, load};
use crate::cursor::{Held, Ports, is_due};
use crate::error::{Error, Result};
use crate::everyone::{Claims, concerned, everyone};
use crate::outcomes::{OUTCOMES, Outcome};
use crate::read::{Known, RecoveryRow, recoveries, reversals};
use crate::reconcile::{Left, Reconcile};
use crate::references::References;
use crate::seeds::{AnswerKey, DECISIONS, DecisionKey, Seeds, known_by, of};
use crate::touched::{Taken, Touched, touched};
use crate::waited::waited;

/// The queue of denials.
pub const QUEUE: &str = "denials";

/// Keys that are looked up together. Whatever came since the last fold is looked into for each of these goes; what one
/// brings is held while it is evaluated.
pub const TOGETHER: usize = 20_000;

/// Where claims are read, and cases kept.
#[derive(Debug, Clone, Copy)]
pub struct Lake<'a> {
    /// State, plans and clock.
    pub context: &'a Context,
    /// The tables.
    pub warehouse: &'a Warehouse,
    /// For the sessions: tests are shown, and what they answer is bounded by what is asked.
    pub options: &'a Options,
    /// Keys that are looked up together: [`TOGETHER`] if nothing speaks against it.
    pub together: usize,
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
    /// Every claim that cases may come of was evaluated: first run, other rules or settings, or too many rows that
    /// came.
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

    /// Learns what became of cases and what payers allow, where that is to be learned.
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
        let half = held.half();
        let (n, day) = match half {
            Some(at) => at,
            None => (reads.head().await?, held.day()),
        };
        done.n = n;
        match since {
            Some(since) if half.is_none() && since >= n && held.is_of(day) => return Ok(()),
            _ if reads.is_late() => {
                done.more = true;
                return Ok(());
            }
            _ => {}
        }
        // What is waited for becomes overdue without a file.
        let since = since.zip(held.begin(day).await?);
        let since = since.filter(|_| half.is_none());
        let pass = Pass { since, n, day };
        reads.evaluate(pass, held, done).await?;
        if done.more {
            return Ok(());
        }
        held.note(n, day).await?;
        // Cases are right without it, and wait for nothing of it.
        if let Err(error) = reads.learn(pass, held.ports.state).await {
            tracing::warn!(%error, "learning");
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
        let beside = Beside::all(&session).await?;
        let claims = Component {
            lake: self,
            session,
            beside,
            payments: Payments::default(),
        };
        let mut look = Look {
            claims,
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
        let Some(head) = pipeline::head_of(self.context, pass.n).await? else {
            return Err(Error::Rows("a batch"));
        };
        let of_cases = OUTCOMES.is_due(&head, state, pass.day).await?;
        let of_payers = ALLOWED.is_due(&head, state, pass.day).await?;
        if self.is_late() || !(of_cases || of_payers) {
            return Ok(());
        }
        let options = Options {
            time: self.left().min(self.options.time),
            ..self.options.clone()
        };
        let session = Session::open(self.warehouse, &head, &options).await?;
        // The one waits for nothing of the other.
        let mut ran = Ok(());
        if of_cases {
            ran = OUTCOMES.learn::<Outcome>(&session, state, pass.day).await;
        }
        if of_payers {
            ran = ran.and(ALLOWED.learn::<Paid>(&session, state, pass.day).await);
        }
        ran
    }
}

impl Lake<'_> {
    /// Time that is left until it is too late to begin something.
    fn left(&self) -> std::time::Duration {
        let left = self
            .until
            .map(|until| until.duration_since(self.context.clock.now()));
        left.map_or(std::time::Duration::MAX, |left| {
            left.try_into().unwrap_or_default()
        })
    }
}

/// A look at one batch, on one day.
struct Look<'r, 'a> {
    claims: Component<'r>,
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
        let mut seeds = concerned(&self.claims.session).await?;
        let beside = &mut self.claims.beside;
        let decisions = beside.decisions.iter();
        decisions.for_each(|row| seeds.decision(row));
        let recovered = beside.recovered(&self.claims.session).await?;
        named(&self.claims.session, recovered, &mut seeds).await?;
        everyone(&mut self.claims, seeds, self.pass, self.held, self.done).await?;
        if self.done.more {
            return Ok(());
        }
        let mut left = Left::default();
        self.silent(&mut left).await?;
        self.reconcile().finish(left).await
    }

    /// The claims that hang together with those that were touched, against their cases; and what payers kept
    /// silently, where that may be another thing now. What is new, and what nothing speaks of any more, is kept
    /// until all are looked at: one may have become the other.
    async fn some(&mut self, mut seeds: Seeds, taken: &Taken) -> Result<()> {
        let beside = &mut self.claims.beside;
        if !taken.recoveries.is_empty() || (taken.silent && !beside.references.is_empty()) {
            let rows = beside.recovered(&self.claims.session).await?.iter();
            let new = rows.filter(|row| taken.recoveries.contains(&row.doc_id));
            named(&self.claims.session, new, &mut seeds).await?;
        }
        let mut left = Left::default();
        let mut looked = false;
        while let Some(chunk) = seeds.first(self.claims.together()) {
            // What one run can't look at is looked at as everything is, which is gone on with.
            if looked && self.claims.is_late() {
                self.done.more = true;
                let none = (String::new(), BTreeSet::new());
                return self.held.comes_to(self.pass, none.0, none.1).await;
            }
            let Some((all, known)) = self.claims.touched(chunk).await? else {
                return self.everything().await;
            };
            looked = true;
            // Whatever hangs together with it is looked at now.
            seeds.without(&all);
            self.done.touched += u64::try_from(all.len()).unwrap_or(u64::MAX);
            let kept = work::about_all(self.held.ports.state, all.subjects()).await?;
            self.reconcile().gather(&known, kept, &mut left).await?;
        }
        if self.claims.beside.recovered.is_some() {
            self.silent(&mut left).await?;
        }
        self.reconcile().finish(left).await
    }

    /// What payers kept silently.
    async fn silent(&mut self, left: &mut Left) -> Result<()> {
        let Component {
            session, beside, ..
        } = &mut self.claims;
        let recoveries = beside.recovered(session).await?.to_vec();
        let reversals = match recoveries.is_empty() {
            true => vec![],
            false => reversals(session).await?,
        };
        let known = Known {
            recoveries,
            reversals,
            ..Known::default()
        };
        let kept = work::about_all(self.held.ports.state, [subject_of_none()]).await?;
        self.reconcile().gather(&known, kept, left).await
    }
}

/// Claims with all that hangs together with them.
struct Component<'r> {
    lake: &'r Lake<'r>,
    session: Session,
    beside: Beside,
    payments: Payments,
}

impl Component<'_> {
    /// All that hangs together with these, over references too, which may name another claim now; none beyond bounds.
    async fn touched(&mut self, seeds: Seeds) -> Result<Option<(Seeds, Known)>> {
        let Component {
            session, beside, ..
        } = self;
        let all = expand(session, seeds, &beside.decisions, &beside.references, KEYS).await?;
        let Some(all) = all else { return Ok(None) };
        Ok(Some(self.load(all).await?))
    }

    async fn load(&mut self, all: Seeds) -> Result<(Seeds, Known)> {
        let Component {
            session,
            beside,
            payments,
            ..
        } = self;
        let recovered = match beside.references.name_any(&all)? {
            true => beside.recovered(session).await?,
            false => &[],
        };
        let known = load(session, &all, recovered, payments).await?;
        Ok((all, known))
    }
}

impl Claims for Component<'_> {
    fn is_late(&self) -> bool {
        Reads::is_late(self.lake)
    }

    fn together(&self) -> usize {
        self.lake.together
    }

    async fn known(&mut self, seeds: Seeds, most: usize) -> Result<Option<(Seeds, Known)>> {
        // Whatever references name is among all claims.
        let (decisions, none) = (&self.beside.decisions, References::default());
        let Some(all) = expand(&self.session, seeds, decisions, &none, most).await? else {
            return Ok(None);
        };
        Ok(Some(self.load(all).await?))
    }
}

/// What is asked of the whole lake, whatever claims are looked at.
struct Beside {
    references: References,
    /// What people said answers are for, whether or not they still say so.
    decisions: Vec<DecisionKey>,
    /// What payers recovered, once it was asked for.
    recovered: Option<Vec<RecoveryRow>>,
}

impl Beside {
    async fn all(session: &Session) -> Result<Beside> {
        let decided = session.all_of(DECISIONS, &known_by(DECISIONS)).await?;
        Ok(Beside {
            references: References::all(session).await?,
            decisions: of(&decided)?,
            recovered: None,
        })
    }

    async fn recovered(&mut self, session: &Session) -> Result<&[RecoveryRow]> {
        if self.recovered.is_none() {
            self.recovered = Some(match self.references.is_empty() {
                true => vec![],
                false => recoveries(session).await?,
            });
        }
        Ok(self.recovered.as_deref().unwrap_or_default())
    }
}

/// The claims that recoveries name.
async fn named(
    session: &Session,
    rows: impl IntoIterator<Item = &RecoveryRow>,
    seeds: &mut Seeds,
) -> Result<()> {
    let answers = rows.into_iter().filter_map(|row| {
        let (doc, at) = row.names()?;
        Some((doc, i32::try_from(at).ok()?))
    });
    let wanted = Wanted::of("clp_ordinal", answers.collect());
    let table = "remit_claim";
    let found = session.look_up(table, &known_by(table), &wanted).await?;
    of::<AnswerKey>(&found)?
        .iter()
        .for_each(|row| seeds.answer(row));
    Ok(())
}
