//! People who act in the midst of a run, and runs that lost their lease.

use jiff::SignedDuration;
use jiff::civil::date;
use store::Clock as _;
use work::{Act, Actor, Item, Request};

use super::simulation::{Claims, Process, one_process};
use super::*;
use crate::cursor::Ports;

/// One refused claim whose payer got its name in batch 2, lost it in batch 3, and got it again in batch 4; in batch 5
/// another payer refuses it too.
struct World {
    claims: Claims,
    process: Process,
}

impl World {
    fn new() -> World {
        World {
            claims: Claims::one(),
            process: one_process(),
        }
    }

    async fn take(&self) -> Held<'_> {
        let process = &self.process;
        let ports = Ports {
            state: process,
            clock: process,
            holders: process,
        };
        Held::take(ports).await.unwrap().unwrap()
    }

    /// Looks at everything, up to where it would be finished.
    async fn gather(&self, held: &mut Held<'_>, n: u64) -> Left {
        let kept = work::items(&self.process).await.unwrap();
        let (mut left, mut done) = (Left::default(), Triaged::default());
        let mut reconcile = Reconcile::new(held, pass(n), &mut done);
        let known = self.claims.all(n);
        reconcile.gather(&known, kept, &mut left).await.unwrap();
        left
    }

    async fn finish(&self, held: &mut Held<'_>, n: u64, left: Left) -> Result<()> {
        let mut done = Triaged::default();
        Reconcile::new(held, pass(n), &mut done).finish(left).await
    }

    async fn runs(&self, n: u64) {
        let mut held = self.take().await;
        let left = self.gather(&mut held, n).await;
        self.finish(&mut held, n, left).await.unwrap();
        held.release().await.unwrap();
    }

    async fn does(&self, id: &str, act: Act) {
        let by = Actor {
            name: "ana".to_owned(),
            role: None,
        };
        let request = Request {
            reason: Some("said".to_owned()),
            ..Request::new(act, by, self.process.now(), date(2026, 3, 1))
        };
        self.process.expects("said");
        work::act(&self.process, id, None, &request).await.unwrap();
    }

    /// The one that answers speak of, and the other one, if there is any.
    async fn cases(&self) -> (Item, Option<Item>) {
        let items = work::items(&self.process).await.unwrap();
        let items = items.into_iter().map(|filed| filed.item);
        let (gone, mut there): (Vec<_>, Vec<_>) = items.partition(Item::is_vanished);
        assert_eq!(there.len(), 1);
        (there.remove(0), gone.into_iter().next())
    }
}

fn pass(n: u64) -> Pass {
    Pass {
        since: None,
        n,
        day: date(2026, 3, 1),
    }
}

fn given_to_ana() -> Act {
    Act::Assign {
        owner: "ana".to_owned(),
    }
}

#[tokio::test]
async fn what_is_taken_in_hand_while_it_gets_another_key_goes_along() {
    let world = World::new();
    world.runs(1).await;
    let (case, _) = world.cases().await;
    let mut held = world.take().await;
    let left = world.gather(&mut held, 2).await;
    world.does(&case.id, given_to_ana()).await;
    world.finish(&mut held, 2, left).await.unwrap();
    let (now, old) = world.cases().await;
    assert_ne!(now.id, case.id);
    assert_eq!(now.human.owner.as_deref(), Some("ana"));
    assert!(old.unwrap().is_gone());
}

#[tokio::test]
async fn what_two_have_in_hand_stays_where_it_is_and_they_are_told() {
    let world = World::new();
    for n in 1..=3 {
        world.runs(n).await;
    }
    let (case, other) = world.cases().await;
    world.does(&case.id, given_to_ana()).await;
    let mut held = world.take().await;
    let left = world.gather(&mut held, 4).await;
    world.does(&other.unwrap().id, Act::Note).await;
    world.finish(&mut held, 4, left).await.unwrap();
    let (now, old) = world.cases().await;
    let old = old.unwrap();
    assert!(now.human.touched && now.human.owner.is_none());
    assert_eq!(old.id, case.id);
    assert_eq!(old.human.owner.as_deref(), Some("ana"));
}

#[tokio::test]
async fn what_somebody_else_has_in_hand_by_then_is_passed_over_for_the_next_one() {
    let world = World::new();
    for n in 1..=3 {
        world.runs(n).await;
    }
    let (case, other) = world.cases().await;
    let other = other.unwrap();
    world.does(&case.id, given_to_ana()).await;
    let mut held = world.take().await;
    let left = world.gather(&mut held, 5).await;
    world.does(&other.id, Act::Note).await;
    world.finish(&mut held, 5, left).await.unwrap();
    let items = work::items(&world.process).await.unwrap();
    for Filed { item, .. } in items {
        let is_old = item.id == case.id;
        assert_eq!(item.is_gone(), is_old);
        let owner = (!is_old && item.id != other.id).then_some("ana");
        assert_eq!(item.human.owner.as_deref(), owner);
    }
}

#[tokio::test]
async fn a_run_that_lost_its_lease_writes_nothing_more() {
    let world = World::new();
    let mut late = world.take().await;
    let left = world.gather(&mut late, 1).await;
    world.process.shared.pass(SignedDuration::from_mins(16));
    world.runs(2).await;
    let before = world.cases().await;
    let wrote = world.finish(&mut late, 1, left).await;
    assert!(matches!(wrote, Err(Error::Busy)));
    assert_eq!(world.cases().await, before);
}
