//! Leases that run out, and clocks that are wrong.

use jiff::{SignedDuration, Timestamp};
use store::{FixedClock, Holder, Sqlite};

use super::*;

#[derive(Debug)]
struct Name(&'static str);

impl Holders for Name {
    fn me(&self) -> Holder {
        Holder(self.0.to_owned())
    }

    fn is_gone(&self, _: &Holder) -> bool {
        false
    }
}

struct World {
    _folder: tempfile::TempDir,
    state: Sqlite,
    clock: FixedClock,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        World {
            state: Sqlite::open(&folder.path().join("state.db")).unwrap(),
            clock: FixedClock::at("2026-03-01T12:00:00Z".parse::<Timestamp>().unwrap()),
            _folder: folder,
        }
    }

    fn ports<'a>(&'a self, name: &'a Name) -> Ports<'a> {
        Ports {
            state: &self.state,
            clock: &self.clock,
            holders: name,
        }
    }

    fn passes(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }

    /// A run at batch 1 on whatever day it is, if one is due; the day that cases are known on after it.
    async fn runs(&self) -> String {
        if is_due(&self.state, &self.clock, 1).await.unwrap() {
            let mut held = Held::take(self.ports(&Name("one"))).await.unwrap().unwrap();
            let day = held.day();
            if held.seen() != Some(1) || !held.is_of(day) {
                held.note(1, day).await.unwrap();
            }
            held.release().await.unwrap();
            assert!(!is_due(&self.state, &self.clock, 1).await.unwrap());
        }
        let (cursor, _) = load(&self.state).await.unwrap();
        cursor.day.unwrap().to_string()
    }
}

#[tokio::test]
async fn whoever_lost_the_lease_writes_nothing() {
    let world = World::new();
    let (one, other) = (Name("one"), Name("other"));
    let mut first = Held::take(world.ports(&one)).await.unwrap().unwrap();
    assert!(Held::take(world.ports(&other)).await.unwrap().is_none());
    world.state.transact(vec![first.fence(3)]).await.unwrap();
    world.clock.advance(SignedDuration::from_mins(15));
    let second = Held::take(world.ports(&other)).await.unwrap().unwrap();
    for lane in 0..LANES {
        let late = world.state.transact(vec![first.fence(lane)]).await;
        assert!(late.unwrap_err().is_conflict());
        assert!(matches!(first.stands(lane).await, Err(Error::Busy)));
        world
            .state
            .transact(vec![second.fence(lane)])
            .await
            .unwrap();
        second.stands(lane).await.unwrap();
    }
    assert!(matches!(first.renew().await, Err(Error::Busy)));
    first.release().await.unwrap();
    second.release().await.unwrap();
}

#[tokio::test]
async fn a_lease_of_a_clock_that_ran_ahead_keeps_nobody_out() {
    let world = World::new();
    let (one, other) = (Name("one"), Name("other"));
    world.passes(3);
    let first = Held::take(world.ports(&one)).await.unwrap().unwrap();
    world.passes(-3);
    let second = Held::take(world.ports(&other)).await.unwrap().unwrap();
    first.release().await.unwrap();
    second.stands(0).await.unwrap();
    assert!(Held::take(world.ports(&one)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_clock_that_ran_ahead_is_given_up_where_clocks_say_so_for_days() {
    let world = World::new();
    assert_eq!(world.runs().await, "2026-03-01");
    world.passes(400);
    assert_eq!(world.runs().await, "2027-04-05");
    world.passes(-400);
    assert_eq!(world.runs().await, "2027-04-05");
    world.passes(1);
    assert_eq!(world.runs().await, "2027-04-05");
    world.passes(1);
    assert_eq!(world.runs().await, "2026-03-03");
}

#[tokio::test]
async fn a_clock_that_runs_behind_changes_nothing() {
    let world = World::new();
    assert_eq!(world.runs().await, "2026-03-01");
    // It stands, goes back, or is set right before it said so for long.
    for days in [-30, 0, -20, 1, 50] {
        world.passes(days);
        assert_eq!(
            world.runs().await,
            if days == 50 {
                "2026-03-02"
            } else {
                "2026-03-01"
            }
        );
    }
    world.passes(-10);
    assert_eq!(world.runs().await, "2026-03-02");
}

#[tokio::test]
async fn days_of_runs_that_came_to_no_end_are_known_until_all_are_known_on_one() {
    let world = World::new();
    let one = Name("one");
    let day = |text: &str| text.parse::<Date>().unwrap();
    let mut first = Held::take(world.ports(&one)).await.unwrap().unwrap();
    let today = first.day();
    assert_eq!(first.begin(today).await.unwrap(), None);
    first.note(1, today).await.unwrap();
    assert_eq!(first.begin(today).await.unwrap(), Some((today, today)));
    // A clock ran ahead, and its run died.
    let ahead = day("2026-05-01");
    assert!(!is_due(&world.state, &world.clock, 1).await.unwrap());
    assert_eq!(first.begin(ahead).await.unwrap(), Some((today, ahead)));
    first.release().await.unwrap();
    assert!(is_due(&world.state, &world.clock, 1).await.unwrap());
    let mut second = Held::take(world.ports(&one)).await.unwrap().unwrap();
    let next = day("2026-03-02");
    assert_eq!(second.begin(next).await.unwrap(), Some((today, ahead)));
    second.note(1, next).await.unwrap();
    assert_eq!(second.begin(next).await.unwrap(), Some((next, next)));
    second.release().await.unwrap();
}
