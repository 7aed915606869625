//! People and files that act at once, by seed: late remittances, several runs of triage, alerts and the mirror over
//! one state, in any order of their calls; whoever dies between any two, and clocks that jump.
//!
//! Reading is the views', which are too slow to plan for thousands of runs: what they would answer is invented
//! (`claims`). Everything from there on is real. `CLAIMLAKE_SIMULATIONS` says how many seeds are tried;
//! `CLAIMLAKE_SEED` tries that one alone.

mod claims;
mod end;
mod memory;
mod people;
mod witness;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::key;

pub(crate) use claims::Claims;
pub(crate) use memory::Process;
use memory::Shared;
use people::{Site, mirrors, reminds, triages, works};

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn one(&mut self, of: &[u64]) -> u64 {
        of[usize::try_from(self.below(u64::try_from(of.len()).unwrap())).unwrap()]
    }
}

/// Says which seed it was, if it fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("seed {0}: CLAIMLAKE_SEED={0} repeats it", self.0);
        }
    }
}

/// What came to pass over all seeds: a simulation in which nothing happens proves nothing.
#[derive(Debug, Default)]
struct Tally {
    seeds: u64,
    calls: u64,
    writes: u64,
    deaths: u64,
    ran: u64,
    lost: u64,
    moved: u64,
    alerts: u64,
    done: u64,
    looked_up: u64,
    everything: u64,
}

#[test]
fn people_and_files_act_at_once() {
    let mut tally = Tally::default();
    for seed in seeds() {
        let _seed = Seed(seed);
        simulate(seed, &mut tally);
        tally.seeds += 1;
    }
    println!("{tally:?}");
    let Tally {
        deaths,
        lost,
        moved,
        alerts,
        looked_up,
        ..
    } = tally;
    let seen = [deaths, lost, moved, alerts, looked_up];
    assert!(tally.seeds < 20 || seen.iter().all(|count| *count > 0));
}

/// As many as take ten seconds, or as many as are asked for, or one.
#[expect(clippy::disallowed_methods, reason = "a test's settings are its own")]
fn seeds() -> std::ops::RangeInclusive<u64> {
    let asked = |name| std::env::var(name).ok().map(|asked| asked.parse().unwrap());
    match asked("CLAIMLAKE_SEED") {
        Some(seed) => seed..=seed,
        None => 1..=asked("CLAIMLAKE_SIMULATIONS").unwrap_or(30),
    }
}

/// A process on a machine of its own, that nothing happens to.
pub(crate) fn one_process() -> Process {
    Process {
        shared: Shared::new(Dice(0), Timestamp::UNIX_EPOCH, 1),
        name: "one".to_owned(),
        machine: 0,
    }
}

/// Runs what has nobody to wait for.
fn runs(future: Pin<Box<dyn Future<Output = ()> + Send + '_>>) {
    finishes(future);
}

fn finishes(future: impl Future<Output = ()>) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    while future.as_mut().poll(&mut context).is_pending() {}
}

/// Somebody who acts.
struct Acting<'a> {
    process: Process,
    future: Pin<Box<dyn Future<Output = ()> + 'a>>,
}

/// One world: how many act, how deadly it is, and how fast time passes.
struct World<'a> {
    site: &'a Site,
    dice: Dice,
    acting: Vec<Acting<'a>>,
    processes: u64,
    /// One call in so many is somebody's last.
    deadly: u64,
    /// Whether a death is known.
    is_known: bool,
    /// One call in so many sees another clock.
    jumps: u64,
    /// One call in so many sees another batch.
    commits: u64,
    /// Hours from batch to batch: where none pass, runs look at what was touched alone.
    hours: u64,
}

fn simulate(seed: u64, tally: &mut Tally) {
    let mut dice = Dice(seed);
    let claims = Claims::invent(&mut dice);
    // When pended claims become overdue, or when the first deadlines are near.
    let start = [1_772_352_000, 1_781_078_400][usize::try_from(dice.below(2)).unwrap()];
    let start = Timestamp::from_second(start).unwrap();
    let away = dice.one(&[150, 1_000, 1_000_000]);
    let site = Site {
        shared: Shared::new(Dice(dice.next()), start, away),
        claims,
        head: Cell::new(0),
        files: RefCell::default(),
        said: Cell::new(0),
        lost: Cell::new(0),
        ran: Cell::new(0),
        passes: Cell::new((0, 0)),
    };
    let mut world = World {
        site: &site,
        acting: vec![],
        processes: 0,
        deadly: dice.one(&[100, 400, 1_000_000]),
        is_known: dice.below(2) == 0,
        jumps: dice.one(&[200, 2_000, 1_000_000]),
        commits: dice.one(&[60, 150, 400]),
        hours: dice.one(&[1, 1, 4, 90]),
        dice,
    };
    let mut calls = 0;
    while site.head.get() < site.claims.last() || calls < 1_000 {
        calls += 1;
        tally.deaths += u64::from(world.goes_on());
    }
    // Everybody stops, wherever they are; or each ends what they are at.
    let stops = world.dice.below(2) == 0;
    while !stops && !world.acting.is_empty() {
        calls += 1;
        world.next();
    }
    world.ends();
    let witness = site.shared.witness.lock().unwrap();
    let done = witness.asked.values();
    let done = done.filter(|asked| matches!(asked, witness::Asked::Done(..)));
    tally.calls += calls;
    tally.writes += witness.writes;
    tally.moved += witness.moved;
    tally.alerts += witness.alerts;
    let (looked_up, everything) = site.passes.get();
    tally.looked_up += looked_up;
    tally.everything += everything;
    tally.ran += site.ran.get();
    tally.lost += site.lost.get();
    tally.done += u64::try_from(done.count()).unwrap();
}

impl<'a> World<'a> {
    /// One call of somebody, and what else happens; whether somebody died.
    fn goes_on(&mut self) -> bool {
        let Site {
            shared,
            claims,
            head,
            ..
        } = self.site;
        shared.pass(SignedDuration::from_millis(200));
        if self.dice.below(150) == 0 {
            let minutes = self.dice.below(20);
            shared.pass(SignedDuration::from_mins(i64::try_from(minutes).unwrap()));
        }
        if self.dice.below(self.commits) == 0 && head.get() < claims.last() {
            head.set(head.get() + 1);
            let hours = self.dice.below(self.hours);
            shared.pass(SignedDuration::from_hours(i64::try_from(hours).unwrap()));
            // Whoever looks at batches is woken; often twice.
            self.comes(0);
        }
        if self.dice.below(self.jumps) == 0 {
            let hours = self.dice.one(&[1, 1, 24, 200]);
            let minutes = i64::try_from(self.dice.below(hours * 60)).unwrap();
            let by = SignedDuration::from_mins(minutes - i64::try_from(hours * 30).unwrap());
            shared.jumps(self.dice.below(3), by);
        }
        if self.acting.len() < 6 && self.dice.below(20) == 0 {
            let what = self.dice.below(8);
            self.comes(what);
        }
        if !self.acting.is_empty() && self.dice.below(self.deadly) == 0 {
            let at = usize::try_from(self.dice.below(u64::MAX)).unwrap() % self.acting.len();
            self.dies(at);
            return true;
        }
        self.next();
        false
    }

    /// Some call of somebody.
    fn next(&mut self) {
        if self.acting.is_empty() {
            return;
        }
        let at = usize::try_from(self.dice.below(u64::MAX)).unwrap() % self.acting.len();
        let mut context = Context::from_waker(Waker::noop());
        self.site.shared.gives_turn();
        let future = self.acting[at].future.as_mut();
        if let Poll::Ready(()) = future.poll(&mut context) {
            // Its process ends.
            self.dies(at);
        }
    }

    fn dies(&mut self, at: usize) {
        let Acting { process, future } = self.acting.swap_remove(at);
        drop(future);
        if self.is_known {
            process.shared.dies(process.name);
        }
    }

    fn process(&mut self) -> Process {
        self.processes += 1;
        Process {
            shared: self.site.shared.clone(),
            name: format!("process {}", self.processes),
            machine: self.dice.below(3),
        }
    }

    fn comes(&mut self, what: u64) {
        let (site, process) = (self.site, self.process());
        let own = process.clone();
        let future: Pin<Box<dyn Future<Output = ()> + 'a>> = match what {
            0..=2 => Box::pin(async move { triages(site, &own).await }),
            3..=5 => Box::pin(async move { works(site, &own).await }),
            6 => Box::pin(async move { reminds(&own).await }),
            _ => {
                let all = self.dice.below(6) == 0;
                Box::pin(async move { mirrors(site, &own, all).await })
            }
        };
        self.acting.push(Acting { process, future });
    }

    /// Nobody acts any more, and clocks are right. What is left to do is done, today and some days later.
    fn ends(&mut self) {
        let shared = &self.site.shared;
        while !self.acting.is_empty() {
            self.dies(0);
        }
        shared.calms_down();
        shared.sets_clocks();
        if !self.is_known {
            // Whatever clock gave the lease: it is over now, or by then.
            let process = self.process();
            finishes(triages(self.site, &process));
            shared.pass(SignedDuration::from_mins(30));
        }
        self.settles();
        // A clock that ran ahead is given up.
        for _ in 0..3 {
            shared.pass(SignedDuration::from_hours(24));
            let process = self.process();
            finishes(triages(self.site, &process));
        }
        let today = TimeZone::UTC.to_datetime(shared.now()).date();
        assert_eq!(self.settles(), today, "cases are today's");
    }

    /// What is left to do is done, and everything holds; the day that cases are known on.
    fn settles(&mut self) -> Date {
        let process = self.process();
        finishes(triages(self.site, &process));
        finishes(reminds(&process));
        finishes(mirrors(self.site, &process, false));
        let cursor = self.cursor();
        assert_eq!(cursor["n"], self.site.claims.last(), "cases are HEAD's");
        let day = serde_json::from_value(cursor["day"].clone()).unwrap();
        end::holds(self.site, day);
        day
    }

    fn cursor(&self) -> Value {
        let memory = self.site.shared.memory.lock().unwrap();
        let found = memory.items.get(&key::triaged());
        found.map_or(Value::Null, |(_, body)| Value::clone(body))
    }
}
