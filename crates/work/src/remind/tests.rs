//! Days go by, runs are lost and repeated, people act meanwhile: each stage is said once.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use store::FixedClock;

use super::*;
use crate::alert::{Stage, stage};
use crate::tests::{World, ana, facts, step};
use crate::{Act, Facts, Made, State, events};

/// Noon of a day, in UTC.
fn noon(day: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap()
}

/// What a run says on a day.
async fn on(world: &World, day: Date) -> Vec<(String, Stage)> {
    let clock = FixedClock::at(noon(day));
    let said = remind(&world.state, "denials", &clock).await.unwrap();
    let said = said.alerts.into_iter();
    said.map(|(id, alert)| (id, alert.stage)).collect()
}

/// Both rights end on a day.
fn until(day: Date) -> Facts {
    Facts {
        deadline: Some(day),
        appeal_deadline: Some(day),
        ..facts(15_000)
    }
}

fn a(stage: Stage) -> Vec<(String, Stage)> {
    vec![("a".to_owned(), stage)]
}

#[test]
fn a_stage_begins_on_its_day() {
    let deadline = date(2026, 4, 1);
    let at = |left: i64| {
        let today = deadline
            .checked_sub(SignedDuration::from_hours(24 * left))
            .unwrap();
        stage(deadline, today).map(Stage::as_str)
    };
    let expected = [
        (400, None),
        (31, None),
        (30, Some("30_days")),
        (15, Some("30_days")),
        (14, Some("14_days")),
        (8, Some("14_days")),
        (7, Some("7_days")),
        (4, Some("7_days")),
        (3, Some("3_days")),
        (2, Some("3_days")),
        (1, Some("1_day")),
        (0, Some("1_day")),
        (-1, Some("missed")),
        (-400, Some("missed")),
    ];
    for (left, says) in expected {
        assert_eq!(at(left), says, "{left}");
    }
}

#[tokio::test]
async fn each_stage_is_said_once_and_after_a_gap_the_nearest() {
    let world = World::new();
    world.receives("a", Some(until(date(2026, 4, 1)))).await;
    assert_eq!(on(&world, date(2026, 3, 1)).await, []);
    assert_eq!(on(&world, date(2026, 3, 2)).await, a(Stage::Days30));
    assert_eq!(on(&world, date(2026, 3, 2)).await, []);
    assert_eq!(on(&world, date(2026, 3, 17)).await, []);
    // The schedule was lost for two weeks: 14 days are not said any more.
    assert_eq!(on(&world, date(2026, 3, 25)).await, a(Stage::Days7));
    // A clock that goes back says nothing twice.
    assert_eq!(on(&world, date(2026, 3, 20)).await, []);
    assert_eq!(on(&world, date(2026, 3, 25)).await, []);
    assert_eq!(on(&world, date(2026, 4, 1)).await, a(Stage::Day1));
    assert_eq!(on(&world, date(2026, 4, 2)).await, a(Stage::Missed));
    assert_eq!(on(&world, date(2026, 6, 1)).await, []);
    let said = events(&world.state, "a").await.unwrap();
    let made: Vec<Made> = said.iter().map(|event| event.made).collect();
    assert_eq!(
        made,
        [
            Made::Opened,
            Made::Alerted,
            Made::Alerted,
            Made::Alerted,
            Made::Alerted
        ]
    );
    let last = said.last().unwrap();
    assert!(last.automatic && last.by == "claimlake" && last.from == Some(last.to));
    let item = world.get("a").await.item;
    assert_eq!((item.events, item.alerts.len()), (5, 1));
    assert_eq!(item.human.state, State::New);
    assert!(!item.human.touched);
}

#[tokio::test]
async fn two_runs_at_once_say_it_once() {
    let world = World::new();
    for id in ["a", "b", "c"] {
        world.receives(id, Some(until(date(2026, 4, 1)))).await;
    }
    let clock = FixedClock::at(noon(date(2026, 3, 30)));
    let runs = (0..4).map(|_| remind(&world.state, "denials", &clock));
    let runs = futures::future::try_join_all(runs).await.unwrap();
    let said: usize = runs.iter().map(|run| run.alerts.len()).sum();
    assert_eq!(said, 3);
    for id in ["a", "b", "c"] {
        assert_eq!(events(&world.state, id).await.unwrap().len(), 2, "{id}");
    }
}

#[tokio::test]
async fn another_day_begins_anew_and_other_facts_do_not() {
    let world = World::new();
    world.receives("a", Some(until(date(2026, 4, 1)))).await;
    assert_eq!(on(&world, date(2026, 3, 26)).await, a(Stage::Days7));
    let less = Facts {
        open_amount: 100,
        ..until(date(2026, 4, 1))
    };
    world.receives("a", Some(less)).await;
    assert_eq!(on(&world, date(2026, 3, 26)).await, []);
    // Another rule gives more time.
    world.receives("a", Some(until(date(2026, 4, 20)))).await;
    assert_eq!(on(&world, date(2026, 3, 26)).await, a(Stage::Days30));
    assert_eq!(on(&world, date(2026, 3, 27)).await, []);
}

/// The right to send a corrected claim ends first, the right to appeal later: both are said.
#[tokio::test]
async fn the_appeals_day_is_said_beside_the_first() {
    let world = World::new();
    let both = Facts {
        deadline: Some(date(2026, 3, 10)),
        ..until(date(2026, 4, 1))
    };
    world.receives("a", Some(both)).await;
    let two = vec![
        ("a".to_owned(), Stage::Missed),
        ("a".to_owned(), Stage::Days14),
    ];
    assert_eq!(on(&world, date(2026, 3, 20)).await, two);
    assert_eq!(on(&world, date(2026, 3, 25)).await, a(Stage::Days7));
}

/// What is settled, is with the payer, or was a test, is not said; what is put off is.
#[tokio::test]
async fn only_what_is_ours_to_do_is_said() {
    let world = World::new();
    let near = || until(date(2026, 4, 1));
    let test = Facts {
        is_test: true,
        ..near()
    };
    world.receives("test", Some(test)).await;
    let none = Facts {
        deadline: None,
        appeal_deadline: None,
        ..near()
    };
    world.receives("none", Some(none)).await;
    world
        .receives("settled", Some(until(date(2026, 4, 1))))
        .await;
    world
        .receives(
            "settled",
            Some(Facts {
                is_open: false,
                ..near()
            }),
        )
        .await;
    world.receives("filed", Some(near())).await;
    let filed = [
        State::InProgress,
        State::AppealDraft,
        State::AppealReview,
        State::AppealFiled,
    ];
    world.steps("filed", &filed).await;
    world.receives("put off", Some(near())).await;
    let snooze = Act::Snooze {
        until: date(2026, 3, 20),
    };
    world.does("put off", ana(snooze.clone())).await.unwrap();
    assert_eq!(
        on(&world, date(2026, 3, 31)).await,
        [("put off".to_owned(), Stage::Day1)]
    );
    // People go on from there, and the alert stays theirs to see.
    world
        .does("put off", step(State::InProgress))
        .await
        .unwrap();
    let said = events(&world.state, "put off").await.unwrap();
    let alert = said.iter().find_map(|event| event.with.alert).unwrap();
    assert_eq!(
        (alert.deadline, alert.stage),
        (date(2026, 4, 1), Stage::Day1)
    );
}
