//! Looks that stop and are gone on with, and cases whose claims are known by another number.

use jiff::SignedDuration;
use jiff::civil::date;
use store::Clock as _;
use work::{Act, Actor, Item, Request};

use super::*;
use crate::cursor::Ports;
use crate::reconcile::simulation::{self, Process, one_process};

/// What is known by which numbers.
type Lake = BTreeMap<&'static str, (Seeds, Known)>;

/// Claims of which one number at a time is looked up, and it is late after so many.
struct Few {
    lake: Lake,
    until: usize,
    seen: Vec<String>,
}

impl Claims for Few {
    fn is_late(&self) -> bool {
        self.seen.len() >= self.until
    }

    fn together(&self) -> usize {
        1
    }

    async fn known(&mut self, seeds: Seeds, _: usize) -> Result<Option<(Seeds, Known)>> {
        let mut all = seeds.clone();
        let number = seeds.numbers.first();
        let number = number.or(seeds.payers.first()).unwrap().clone();
        let found = self.lake.remove(number.as_str());
        self.seen.push(number);
        let (beside, known) = found.unwrap_or_default();
        all.numbers.extend(beside.numbers);
        all.payers.extend(beside.payers);
        Ok(Some((all, known)))
    }
}

fn numbers(numbers: &[&str]) -> Seeds {
    Seeds {
        numbers: numbers.iter().map(|&number| number.to_owned()).collect(),
        ..Seeds::default()
    }
}

/// One claim that is refused, by the number that it is first sent under, and the one that it goes by.
fn refused(n: u64, first: &str, number: &str) -> Known {
    let mut known = simulation::Claims::one().all(n);
    for answer in &mut known.answers {
        first.clone_into(&mut answer.claim_number);
        number.clone_into(&mut answer.patient_control_number);
    }
    known
}

fn lake<const N: usize>(known: [(&'static str, Known); N]) -> Lake {
    let known = known.into_iter();
    known
        .map(|(number, known)| (number, (Seeds::default(), known)))
        .collect()
}

struct World(Process);

impl World {
    fn new() -> World {
        World(one_process())
    }

    /// What was looked at; in brackets if it was too late for all.
    async fn looks(&self, n: u64, seeds: Seeds, lake: Lake, until: usize) -> String {
        let World(process) = self;
        let ports = Ports {
            state: process,
            clock: process,
            holders: process,
        };
        let mut held = Held::take(ports).await.unwrap().unwrap();
        let (day, mut done) = (date(1970, 1, 1), Triaged::default());
        let mut few = Few {
            lake,
            until,
            seen: vec![],
        };
        let (n, day) = held.half().unwrap_or((n, day));
        let since = None;
        let pass = Pass { since, n, day };
        everyone(&mut few, seeds, pass, &mut held, &mut done)
            .await
            .unwrap();
        if !done.more {
            held.note(n, day).await.unwrap();
        }
        held.release().await.unwrap();
        let seen = format!("{n}: {}", few.seen.join(" "));
        if done.more { format!("({seen})") } else { seen }
    }

    async fn cases(&self) -> Vec<Item> {
        let items = work::items(&self.0).await.unwrap().into_iter();
        items.map(|filed| filed.item).collect()
    }
}

#[tokio::test]
async fn a_look_that_stopped_is_gone_on_with() {
    let world = World::new();
    let all = || numbers(&["A", "B", "C", "D"]);
    assert_eq!(world.looks(1, all(), Lake::new(), 2).await, "(1: A B)");
    // At the batch that it was at, whatever came since.
    assert_eq!(world.looks(2, all(), Lake::new(), 1).await, "(1: C)");
    assert_eq!(world.looks(2, all(), Lake::new(), 9).await, "1: D");
    assert_eq!(world.looks(2, all(), Lake::new(), 1).await, "(2: A)");
    // What hangs together with what was looked at was looked at too.
    let beside = (numbers(&["C"]), Known::default());
    let found = Lake::from([("B", beside)]);
    assert_eq!(world.looks(2, all(), found, 9).await, "2: B D");
    // After more than a day it begins anew.
    assert_eq!(world.looks(3, all(), Lake::new(), 2).await, "(3: A B)");
    world.0.shared.pass(SignedDuration::from_hours(47));
    assert_eq!(world.looks(4, all(), Lake::new(), 1).await, "(3: C)");
    world.0.shared.pass(SignedDuration::from_hours(2));
    assert_eq!(world.looks(4, all(), Lake::new(), 1).await, "(4: A)");
}

#[tokio::test]
async fn what_is_kept_of_a_claim_without_a_number_is_there_while_it_is() {
    let world = World::new();
    let payers = Seeds {
        payers: BTreeSet::from(["77".to_owned()]),
        ..Seeds::default()
    };
    let found = || {
        let known = refused(1, "CLP07 77", "0");
        Lake::from([("A", (payers.clone(), known))])
    };
    // It hangs together with the first claim alone.
    let all = || numbers(&["A", "B"]);
    assert_eq!(world.looks(1, all(), found(), 1).await, "(1: A)");
    let there = world.cases().await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].facts.subject, subject("CLP07 77"));
    assert_eq!(world.looks(1, all(), found(), 9).await, "1: B");
    assert_eq!(world.cases().await, there);
    assert_eq!(world.looks(2, all(), found(), 9).await, "2: A B");
    assert_eq!(world.cases().await, there);
    // It does not come any more.
    assert_eq!(world.looks(3, all(), Lake::new(), 9).await, "3: A B");
    assert!(world.cases().await[0].is_gone());
}

#[tokio::test]
async fn what_people_did_goes_along_to_the_number_that_the_claim_goes_by() {
    // It was first sent as the one, and goes by the other; then nothing says so any more.
    for (first, number) in [("A", "B"), ("B", "A")] {
        let world = World::new();
        let both = (numbers(&["A", "B"]), refused(1, first, number));
        let found = Lake::from([("A", both)]);
        assert_eq!(world.looks(1, numbers(&["A"]), found, 9).await, "1: A");
        let case = world.cases().await.remove(0);
        let by = Actor {
            name: "ana".to_owned(),
            role: None,
        };
        let act = Act::Assign {
            owner: "ana".to_owned(),
        };
        let request = Request {
            reason: Some("said".to_owned()),
            ..Request::new(act, by, world.0.now(), date(1970, 1, 1))
        };
        world.0.expects("said");
        work::act(&world.0, &case.id, None, &request).await.unwrap();

        let key = if number == "A" { "A" } else { "B" };
        let found = lake([(key, refused(2, number, number))]);
        let seen = world.looks(2, numbers(&["A", "B"]), found, 9).await;
        assert_eq!(seen, "2: A B");
        let cases = world.cases().await;
        let (gone, there): (Vec<_>, Vec<_>) = cases.into_iter().partition(Item::is_gone);
        assert_eq!((gone.len(), there.len()), (1, 1), "{first}");
        assert_eq!(gone[0].id, case.id);
        assert_eq!(there[0].human.owner.as_deref(), Some("ana"));
    }
}
