//! Whoever acts: runs of triage, people, alerts, and the mirror.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use mirror::{File, mirror, rebuild};
use store::{Clock as _, key};
use work::{Act, Actor, Item, Request, State, WRITE_OFFS};

use super::claims::{Claims, Touched};
use super::memory::{Process, Shared};
use super::witness::Asked;
use crate::cases::{subject, subject_of_none};
use crate::cursor::{Held, Ports};
use crate::error::{Error, Result};
use crate::everyone::{self, everyone};
use crate::read::Known;
use crate::reconcile::{Left, Reconcile};
use crate::run::{Pass, QUEUE, Reads, Triaged, follow};
use crate::seeds::Seeds;

/// One installation.
pub(super) struct Site {
    pub(super) shared: Arc<Shared>,
    pub(super) claims: Claims,
    /// The newest batch.
    pub(super) head: Cell<u64>,
    /// What was mirrored.
    pub(super) files: RefCell<Vec<File>>,
    /// Things that people said so far.
    pub(super) said: Cell<u64>,
    /// Runs that lost the lease while they were at it, and runs that did all that was due.
    pub(super) lost: Cell<u64>,
    pub(super) ran: Cell<u64>,
    /// Looks at what was touched, and at everything.
    pub(super) passes: Cell<(u64, u64)>,
}

/// What a run of triage sees.
struct Eyes<'a> {
    site: &'a Site,
    process: &'a Process,
}

impl Reads for Eyes<'_> {
    async fn head(&self) -> Result<u64> {
        self.process.turn().await;
        self.process.answers()?;
        Ok(self.site.head.get())
    }

    fn is_late(&self) -> bool {
        !self.site.shared.is_calm() && self.site.shared.below(12) == 0
    }

    async fn learn(&self, _: Pass, _: &dyn store::State) -> Result<()> {
        Ok(())
    }

    async fn evaluate(&self, pass: Pass, held: &mut Held<'_>, done: &mut Triaged) -> Result<()> {
        let Site { claims, shared, .. } = self.site;
        let touched = match pass.since {
            Some((since, days)) => claims.touched(since, pass.n, days),
            None => Touched::Everything,
        };
        let (some, all) = self.site.passes.get();
        self.site.passes.set(match touched {
            Touched::Everything => (some, all + 1),
            Touched::Some { .. } => (some + 1, all),
        });
        let mut left = Left::default();
        let (numbers, recoveries) = match touched {
            Touched::Everything => {
                let seeds = Seeds {
                    numbers: claims.numbers(),
                    ..Seeds::default()
                };
                let mut all = Whole {
                    eyes: self,
                    n: pass.n,
                };
                everyone(&mut all, seeds, pass, held, done).await?;
                if done.more {
                    return Ok(());
                }
                (vec![], true)
            }
            Touched::Some {
                numbers,
                recoveries,
            } => (numbers, recoveries),
        };
        let mut numbers = numbers.into_iter().peekable();
        while numbers.peek().is_some() {
            if self.is_late() {
                done.more = true;
                return held.comes_to(pass, String::new(), BTreeSet::new()).await;
            }
            let size = usize::try_from(1 + shared.below(6)).unwrap();
            let chunk: BTreeSet<String> = numbers.by_ref().take(size).collect();
            self.meet(&chunk, pass, held, done, &mut left).await?;
        }
        if recoveries {
            let known = claims.recoveries(pass.n);
            let kept = work::about_all(self.process, [subject_of_none()]).await?;
            let mut reconcile = Reconcile::new(held, pass, done);
            reconcile.gather(&known, kept, &mut left).await?;
        }
        Reconcile::new(held, pass, done).finish(left).await
    }
}

/// Every claim at a batch.
struct Whole<'s> {
    eyes: &'s Eyes<'s>,
    n: u64,
}

impl everyone::Claims for Whole<'_> {
    fn is_late(&self) -> bool {
        self.eyes.is_late()
    }

    fn together(&self) -> usize {
        usize::try_from(1 + self.eyes.site.shared.below(6)).unwrap()
    }

    async fn known(&mut self, seeds: Seeds, _: usize) -> Result<Option<(Seeds, Known)>> {
        let claims = &self.eyes.site.claims;
        let known = claims.known(self.n, |number| seeds.numbers.contains(number));
        Ok(Some((seeds, known)))
    }
}

impl Eyes<'_> {
    async fn meet(
        &self,
        chunk: &BTreeSet<String>,
        pass: Pass,
        held: &mut Held<'_>,
        done: &mut Triaged,
        left: &mut Left,
    ) -> Result<()> {
        let known: Known = self
            .site
            .claims
            .known(pass.n, |number| chunk.contains(number));
        let subjects = chunk.iter().map(|number| subject(number));
        let kept = work::about_all(self.process, subjects).await?;
        let mut reconcile = Reconcile::new(held, pass, done);
        reconcile.gather(&known, kept, left).await
    }
}

fn is_away(error: &store::Error) -> bool {
    matches!(error, store::Error::Unavailable(_))
}

/// A wake-up of triage.
pub(super) async fn triages(site: &Site, process: &Process) {
    let eyes = Eyes { site, process };
    let ports = Ports {
        state: process,
        clock: process,
        holders: process,
    };
    match follow(&eyes, ports).await {
        Ok(done) if done.more => {}
        Ok(_) => site.ran.set(site.ran.get() + 1),
        Err(Error::Busy) => site.lost.set(site.lost.get() + 1),
        Err(Error::Store(error) | Error::Work(work::Error::Store(error))) => {
            assert!(is_away(&error), "{error}");
        }
        Err(error) => panic!("{error}"),
    }
}

/// A schedule of alerts.
pub(super) async fn reminds(process: &Process) {
    match work::remind(process, QUEUE, process).await {
        Ok(reminded) => match reminded.failed {
            None | Some(work::Error::Store(_)) => {}
            Some(error) => panic!("{error}"),
        },
        Err(work::Error::Store(error)) => assert!(is_away(&error), "{error}"),
        Err(error) => panic!("{error}"),
    }
}

/// The mirror: what changed, or all that there is.
pub(super) async fn mirrors(site: &Site, process: &Process, all: bool) {
    let take = async |file: File| {
        process.turn().await;
        site.files.borrow_mut().push(file);
        process.turn().await;
        process.answers().map_err(mirror::Error::from)
    };
    let done = match all {
        true => rebuild(process, take).await,
        false => mirror(process, take).await,
    };
    match done {
        Ok(_) => {}
        Err(mirror::Error::Store(error)) => assert!(is_away(&error), "{error}"),
        Err(error) => panic!("{error}"),
    }
}

/// Somebody who works for a while.
pub(super) async fn works(site: &Site, process: &Process) {
    let below = |bound| site.shared.below(bound);
    let names = ["ana", "ben", "cleo"];
    let name = names[usize::try_from(below(3)).unwrap()];
    for _ in 0..=below(6) {
        let Some(id) = chosen(site) else {
            process.turn().await;
            continue;
        };
        let Ok(Some(looked)) = work::item(process, &id).await else {
            continue;
        };
        for _ in 0..below(4) {
            process.turn().await;
        }
        let seen = match below(4) {
            0 => None,
            1 => Some(looked.version.saturating_sub(below(2))),
            _ => Some(looked.version),
        };
        site.said.set(site.said.get() + 1);
        let said = format!("said {}", site.said.get());
        let request = invented(site, process, &looked.item, name, &said);
        process.expects(&said);
        let asked = |became: Asked| {
            let mut witness = site.shared.witness.lock().unwrap();
            witness.asked.insert(said.clone(), became);
        };
        match work::act(process, &id, seen, &request).await {
            Ok(done) => {
                assert!(
                    seen.is_none_or(|seen| seen + 1 == done.version),
                    "{id}: not what was seen"
                );
                asked(Asked::Done(id, done.version));
            }
            Err(work::Error::Store(error)) => assert!(is_away(&error), "{error}"),
            Err(_) => asked(Asked::Refused),
        }
    }
}

/// Some case: everybody likes the same ones.
fn chosen(site: &Site) -> Option<String> {
    let memory = site.shared.memory.lock().unwrap();
    let items = memory.items.keys();
    let mut ids: Vec<&str> = items
        .filter(|key| key.partition.starts_with(key::WORK))
        .map(|key| key.sort.as_str())
        .collect();
    if site.shared.below(2) == 0 {
        ids.truncate(4);
    }
    let count = u64::try_from(ids.len()).unwrap();
    let at = usize::try_from(site.shared.below(count)).unwrap();
    ids.get(at).map(|id| (*id).to_owned())
}

fn invented(site: &Site, process: &Process, item: &Item, name: &str, said: &str) -> Request {
    let below = |bound| site.shared.below(bound);
    let today: Date = TimeZone::UTC.to_datetime(process.now()).date();
    let stood = item.human.before_snooze.unwrap_or(item.human.state);
    let steps = match below(8) {
        // Not every step that is asked for is one.
        0 => &State::ALL[..],
        _ => stood.steps(),
    };
    let to = steps.get(usize::try_from(below(u64::try_from(steps.len()).unwrap())).unwrap());
    let act = match (below(8), to) {
        (0, _) => Act::Note,
        (1, _) => Act::Assign {
            owner: ["ana", "ben", "cleo"][usize::try_from(below(3)).unwrap()].to_owned(),
        },
        (2, _) => Act::Snooze {
            until: today + Span::new().days(i64::try_from(below(40)).unwrap()),
        },
        (_, Some(to)) => Act::Step { to: *to },
        (_, None) => Act::Note,
    };
    let proposes = matches!(
        act,
        Act::Step {
            to: State::WriteoffProposed
        }
    );
    let mostly = |text: &str| (below(8) > 0).then(|| text.to_owned());
    let by = Actor {
        name: name.to_owned(),
        role: (name != "cleo").then(|| "manager".to_owned()),
    };
    Request {
        reason: Some(said.to_owned()),
        minutes: Some(5),
        packet: mostly("a packet"),
        good_cause: mostly("a good cause"),
        claim: mostly("C99"),
        waiver: below(2) == 0,
        write_off: proposes.then(|| WRITE_OFFS[0].to_owned()),
        ..Request::new(act, by, process.now(), today)
    }
}
