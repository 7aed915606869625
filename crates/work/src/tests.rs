//! Steps and guards, people and files that act on one item, and what is kept of it.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::json;
use store::{Sqlite, key};

use crate::{
    Act, Actor, Error, Facts, Filed, Flag, Made, Renewal, Renewed, Request, State, act, events,
    item, moves, ops, queue, renew,
};

const TODAY: Date = date(2026, 3, 10);

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + second).unwrap()
}

pub(crate) fn facts(open: i64) -> Facts {
    Facts {
        subject: "about".to_owned(),
        is_open: open > 0,
        is_test: false,
        open_amount: open,
        priority: open / 10,
        deadline: Some(date(2026, 4, 1)),
        appeal_deadline: Some(date(2026, 4, 1)),
        appealable: true,
        patients: false,
        denied_again: 0,
        denied_on: Some(date(2026, 3, 1)),
        upheld: false,
        body: json!({ "line": "1" }),
    }
}

fn renewal(id: &str, facts: Option<Facts>) -> Renewal {
    Renewal {
        id: id.to_owned(),
        queue: "denials".to_owned(),
        facts,
        n: 1,
    }
}

pub(crate) struct World {
    _folder: tempfile::TempDir,
    pub(crate) state: Sqlite,
}

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let state = Sqlite::open(&folder.path().join("state.db")).unwrap();
        World {
            _folder: folder,
            state,
        }
    }

    pub(crate) async fn get(&self, id: &str) -> Filed {
        item(&self.state, id).await.unwrap().unwrap()
    }

    /// What was received says this now; whether anything was written.
    pub(crate) async fn receives(&self, id: &str, facts: Option<Facts>) -> bool {
        let before = item(&self.state, id).await.unwrap();
        let renewed = renew(before.as_ref().map(|b| &b.item), &renewal(id, facts), at(0));
        let Renewed::Write(after, event) = renewed else {
            return false;
        };
        let ops = ops(before.as_ref(), &after, &event).unwrap();
        store::State::transact(&self.state, ops).await.unwrap();
        true
    }

    pub(crate) async fn does(&self, id: &str, request: Request) -> Result<Filed, Error> {
        act(&self.state, id, None, &request).await
    }

    pub(crate) async fn steps(&self, id: &str, to: &[State]) {
        for to in to {
            self.does(id, step(*to)).await.unwrap();
        }
    }
}

pub(crate) fn ana(act: Act) -> Request {
    let by = Actor {
        name: "ana".to_owned(),
        role: None,
    };
    Request::new(act, by, at(60), TODAY)
}

pub(crate) fn step(to: State) -> Request {
    let said = Some("said".to_owned());
    Request {
        reason: said.clone(),
        packet: said.clone(),
        claim: said,
        ..ana(Act::Step { to })
    }
}

fn why(result: Result<Filed, Error>) -> String {
    result.unwrap_err().to_string()
}

/// From every state only the listed steps are taken; each refusal says which.
#[test]
fn steps_are_those_of_the_table() {
    let all = State::ALL.into_iter();
    let steps: usize = all.clone().map(|from| from.steps().len()).sum();
    assert_eq!(steps, 40);
    for from in all {
        assert_eq!(State::parse(&from.as_str().to_lowercase()), Some(from));
        for to in from.steps() {
            assert_ne!(from, *to);
        }
    }
    assert_eq!(State::parse("appeal-draft"), Some(State::AppealDraft));
    assert_eq!(State::parse("nowhere"), None);
}

#[tokio::test]
async fn a_step_that_is_not_allowed_says_which_are() {
    let world = World::new();
    world.receives("a", Some(facts(15_000))).await;
    let refused = why(world.does("a", step(State::AppealFiled)).await);
    assert_eq!(
        refused,
        "expected one of TRIAGED, ASSIGNED, IN_PROGRESS, but found APPEAL_FILED"
    );
    let refused = why(world.does("b", step(State::InProgress)).await);
    assert_eq!(
        refused,
        "expected the id of an item, but found none with this id"
    );
    // Nothing was written.
    assert_eq!(world.get("a").await.version, 1);
    assert_eq!(events(&world.state, "a").await.unwrap().len(), 1);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one paragraph a guard")]
async fn every_guard_refuses_and_lets_pass() {
    use State::*;
    let world = World::new();
    let with = |facts: Facts, path: &'static [State], to: State| {
        let world = &world;
        async move {
            static NTH: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
            let nth = NTH.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let id = format!("{nth:02}");
            world.receives(&id, Some(facts)).await;
            world.steps(&id, path).await;
            (id, to)
        }
    };
    let refuses = async |(id, to): (String, State), request: Request, expected: &str| {
        let request = Request {
            act: Act::Step { to },
            ..request
        };
        assert_eq!(why(world.does(&id, request).await), expected);
        id
    };
    let bare = || ana(Act::Note);
    let says = |change: fn(&mut Request)| {
        let mut request = bare();
        change(&mut request);
        request
    };
    let passes = async |id: &str, to: State, request: Request| {
        let request = Request {
            act: Act::Step { to },
            ..request
        };
        let done = world.does(id, request).await.unwrap();
        assert_eq!(done.item.human.state, to);
    };

    let not_appealable = Facts {
        appealable: false,
        ..facts(15_000)
    };
    let case = with(not_appealable, &[InProgress], AppealDraft).await;
    let expected = "expected a decision that may be appealed, but found one that may not";
    refuses(case, bare(), expected).await;

    let appeal: &[State] = &[InProgress, AppealDraft, AppealReview];
    let case = with(facts(15_000), appeal, AppealFiled).await;
    let expected = "expected the packet that was sent, but found none";
    let id = refuses(case, bare(), expected).await;
    passes(&id, AppealFiled, says(|r| r.packet = Some("p".to_owned()))).await;

    // Another right ended earlier: that is nothing to the appeal.
    let corrected = Facts {
        deadline: Some(date(2026, 3, 9)),
        ..facts(15_000)
    };
    let case = with(corrected, appeal, AppealFiled).await;
    passes(
        &case.0,
        AppealFiled,
        says(|r| r.packet = Some("p".to_owned())),
    )
    .await;

    // Its last day is still in time.
    let last = Facts {
        appeal_deadline: Some(TODAY),
        ..facts(15_000)
    };
    let case = with(last, appeal, AppealFiled).await;
    passes(
        &case.0,
        AppealFiled,
        says(|r| r.packet = Some("p".to_owned())),
    )
    .await;

    let late = Facts {
        appeal_deadline: Some(date(2026, 3, 9)),
        ..facts(15_000)
    };
    let case = with(late, appeal, AppealFiled).await;
    let expected = "expected a good cause, because the deadline is over, but found none";
    let id = refuses(case, says(|r| r.packet = Some("p".to_owned())), expected).await;
    let caused = says(|r| {
        r.packet = Some("p".to_owned());
        r.good_cause = Some("flood".to_owned());
    });
    passes(&id, AppealFiled, caused).await;

    let case = with(facts(15_000), &[InProgress, Correction], Resubmitted).await;
    let expected = "expected the control number of the claim that was sent, but found none";
    let id = refuses(case, bare(), expected).await;
    passes(&id, Resubmitted, says(|r| r.claim = Some("1-2".to_owned()))).await;

    let case = with(facts(15_000), &[InProgress], PatientResponsibility).await;
    let expected = "expected group PR, or what the patient signed, but found neither";
    let id = refuses(case, bare(), expected).await;
    passes(&id, PatientResponsibility, says(|r| r.waiver = true)).await;

    let case = with(facts(15_000), &[InProgress], WriteoffProposed).await;
    let expected = "expected a reason to write off (bundled, charity, duplicate, no_authorization, \
                    not_covered, not_credentialed, not_worth_it, timely_filing, unsupported), but found none";
    let id = refuses(case, bare(), expected).await;
    passes(
        &id,
        WriteoffProposed,
        says(|r| r.write_off = Some("charity".to_owned())),
    )
    .await;
    let expected = "expected the role manager, but found none";
    refuses((id.clone(), WriteoffApproved), bare(), expected).await;
    // $150 needs one person only.
    passes(
        &id,
        WriteoffApproved,
        says(|r| r.by.role = Some("manager".to_owned())),
    )
    .await;

    let case = with(facts(50_000), &[InProgress], WriteoffProposed).await;
    passes(
        &case.0,
        WriteoffProposed,
        says(|r| r.write_off = Some("charity".to_owned())),
    )
    .await;
    let expected = "expected somebody else than who proposed it, but found the same";
    let manager = says(|r| r.by.role = Some("manager".to_owned()));
    let id = refuses((case.0, WriteoffApproved), manager, expected).await;
    let another = says(|r| {
        r.by.role = Some("manager".to_owned());
        r.by.name = "ben".to_owned();
    });
    passes(&id, WriteoffApproved, another).await;
    passes(&id, Closed, bare()).await;
    let expected = "expected a reason, but found none";
    refuses((id, Reopened), bare(), expected).await;

    let case = with(facts(15_000), &[InProgress, RebillOtherPayer], Closed).await;
    let expected = "expected the control number of the claim that was sent, but found none";
    refuses(case, bare(), expected).await;
    let (id, _) = with(facts(15_000), &[], New).await;
    let expected = "expected a note that says something, but found none";
    assert_eq!(why(world.does(&id, bare()).await), expected);
    let snooze = ana(Act::Snooze { until: TODAY });
    let expected = "expected a day after today, but found 2026-03-10";
    assert_eq!(why(world.does(&id, snooze).await), expected);
}

#[tokio::test]
async fn the_second_of_two_people_is_told_who_did_what() {
    let world = World::new();
    world.receives("a", Some(facts(15_000))).await;
    let seen = world.get("a").await.version;
    let assign = ana(Act::Assign {
        owner: "ana".to_owned(),
    });
    act(&world.state, "a", Some(seen), &assign).await.unwrap();
    let mut late = step(State::InProgress);
    late.by.name = "ben".to_owned();
    let refused = act(&world.state, "a", Some(seen), &late).await;
    assert_eq!(
        why(refused),
        format!(
            "expected the item as it was at version 1, but found that ana assigned it at {}",
            at(60)
        )
    );
    assert_eq!(
        world.get("a").await.item.human.owner.as_deref(),
        Some("ana")
    );
}

#[tokio::test]
async fn every_change_leaves_one_event_and_events_chain() {
    let world = World::new();
    world.receives("a", Some(facts(15_000))).await;
    assert!(
        !world.receives("a", Some(facts(15_000))).await,
        "the same is no event"
    );
    world
        .steps("a", &[State::InProgress, State::Correction])
        .await;
    let snooze = ana(Act::Snooze {
        until: date(2026, 3, 20),
    });
    world.does("a", snooze).await.unwrap();
    // Put off, it stands where it stood.
    world
        .steps("a", &[State::Correction, State::Resubmitted])
        .await;
    let found = events(&world.state, "a").await.unwrap();
    let made: Vec<Made> = found.iter().map(|event| event.made).collect();
    use Made::{Opened, Snoozed, Stepped, Woken};
    assert_eq!(made, [Opened, Stepped, Stepped, Snoozed, Woken, Stepped]);
    for pair in found.windows(2) {
        assert_eq!(Some(&pair[0].after), pair[1].before.as_ref());
        assert_eq!(Some(pair[0].to), pair[1].from);
    }
    let item = world.get("a").await.item;
    assert_eq!(found.last().unwrap().after, item.digest());
    assert_eq!(item.events, 6);
}

#[tokio::test]
async fn the_queue_holds_what_is_open_worthiest_first() {
    let world = World::new();
    for (id, open) in [("a", 10_000), ("b", 90_000), ("c", 50_000)] {
        world.receives(id, Some(facts(open))).await;
    }
    let in_queue = async |is_test| {
        let found = queue(&world.state, "denials", is_test, 10).await.unwrap();
        found
            .into_iter()
            .map(|filed| filed.item.id)
            .collect::<String>()
    };
    assert_eq!(in_queue(false).await, "bca");
    world.receives("b", Some(facts(0))).await;
    world.receives("a", Some(facts(70_000))).await;
    assert_eq!(in_queue(false).await, "ac");
    world.receives("c", None).await;
    assert_eq!(in_queue(false).await, "a");
    let test = Facts {
        is_test: true,
        ..facts(5_000)
    };
    world.receives("t", Some(test)).await;
    assert_eq!(
        (in_queue(false).await, in_queue(true).await),
        ("a".to_owned(), "t".to_owned())
    );
    let partition = key::work_queue("denials", false);
    let places = store::State::query(&world.state, &partition, None, 10);
    assert_eq!(places.await.unwrap().len(), 1, "nothing is left behind");
}

/// An item that nobody touched is what the last facts say, whatever came before.
#[tokio::test]
async fn untouched_items_are_a_function_of_the_facts() {
    let ways: [&[Option<Facts>]; 4] = [
        &[Some(facts(100))],
        &[Some(facts(0)), Some(facts(100))],
        &[Some(facts(50)), None, Some(facts(100))],
        &[
            Some(facts(50)),
            Some(facts(0)),
            None,
            Some(facts(0)),
            Some(facts(100)),
        ],
    ];
    let mut found = vec![];
    for way in ways {
        let world = World::new();
        for facts in way {
            world.receives("a", facts.clone()).await;
        }
        let item = world.get("a").await.item;
        found.push((item.facts, item.human));
    }
    assert!(found.iter().all(|one| *one == found[0]), "{found:#?}");
    let world = World::new();
    world.receives("a", Some(facts(100))).await;
    world.receives("a", None).await;
    assert!(world.get("a").await.item.is_gone());
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one paragraph a thing that may happen"
)]
async fn what_people_did_is_not_undone_by_what_comes() {
    let world = World::new();
    let again = Facts {
        denied_again: 1,
        denied_on: Some(date(2026, 3, 20)),
        ..facts(15_000)
    };
    let paid = facts(0);
    // In hand, and paid: nothing is left to do.
    world.receives("a", Some(facts(15_000))).await;
    world.steps("a", &[State::InProgress]).await;
    world.receives("a", Some(paid.clone())).await;
    let human = world.get("a").await.item.human;
    assert_eq!(
        (human.state, human.owner.as_deref()),
        (State::Closed, Some("ana"))
    );
    // Denied after all: open again, for whoever had it.
    world.receives("a", Some(again.clone())).await;
    assert_eq!(world.get("a").await.item.human.state, State::Reopened);

    // In hand, and denied again: it says so until somebody does something.
    world.receives("b", Some(facts(15_000))).await;
    world.steps("b", &[State::InProgress]).await;
    world.receives("b", Some(again.clone())).await;
    let human = world.get("b").await.item.human;
    assert_eq!(
        (human.state, human.flags),
        (State::InProgress, vec![Flag::ChangedSince])
    );
    world.steps("b", &[State::Correction]).await;
    assert_eq!(world.get("b").await.item.human.flags, []);

    // Closed by a person, and denied again: it stays closed.
    world.receives("c", Some(facts(15_000))).await;
    world.steps("c", &[State::InProgress]).await;
    let mut given_up = step(State::WriteoffProposed);
    given_up.write_off = Some("charity".to_owned());
    world.does("c", given_up).await.unwrap();
    let mut approved = step(State::WriteoffApproved);
    approved.by.role = Some("manager".to_owned());
    world.does("c", approved).await.unwrap();
    world.steps("c", &[State::Closed]).await;
    world.receives("c", Some(again.clone())).await;
    let human = world.get("c").await.item.human;
    assert_eq!(
        (human.state, human.flags),
        (State::Closed, vec![Flag::DeniedSinceClosed])
    );

    // Appealed, and denied again: upheld. Without an appeal it is a recurrence.
    for (id, way, ends) in [
        (
            "d",
            &[
                State::InProgress,
                State::AppealDraft,
                State::AppealReview,
                State::AppealFiled,
                State::AwaitingPayer,
            ][..],
            State::Upheld,
        ),
        (
            "e",
            &[
                State::InProgress,
                State::Correction,
                State::Resubmitted,
                State::AwaitingPayer,
            ][..],
            State::AwaitingPayer,
        ),
    ] {
        world.receives(id, Some(facts(15_000))).await;
        world.steps(id, way).await;
        world.receives(id, Some(again.clone())).await;
        assert_eq!(world.get(id).await.item.human.state, ends);
    }

    // Appealed, and an older remittance comes late: nobody answered.
    let older = Facts {
        denied_on: Some(date(2026, 2, 1)),
        ..again.clone()
    };
    let appealed = [
        State::InProgress,
        State::AppealDraft,
        State::AppealReview,
        State::AppealFiled,
    ];
    world.receives("f", Some(facts(15_000))).await;
    world.steps("f", &appealed).await;
    world.receives("f", Some(older)).await;
    assert_eq!(world.get("f").await.item.human.state, State::AppealFiled);
    // And CARC 193 upholds it.
    let upheld = Facts {
        upheld: true,
        denied_on: Some(date(2026, 3, 20)),
        ..facts(0)
    };
    world.receives("f", Some(upheld)).await;
    assert_eq!(world.get("f").await.item.human.state, State::Upheld);
    let next = step(State::AppealDraft);
    assert!(world.does("f", next).await.is_ok());

    // Nothing speaks of it any more: it stays, and says so.
    world.receives("b", None).await;
    let item = world.get("b").await.item;
    assert!(!item.is_gone() && item.human.flags == [Flag::Vanished]);
    assert_eq!(item.human.state, State::Correction);
    assert_eq!((item.facts.is_open, item.facts.open_amount), (false, 0));
    // There is nothing left to do but to close it.
    world.steps("b", &[State::Closed]).await;
}

/// What is known from an earlier batch never takes the place of what a later one says.
#[test]
fn an_earlier_batch_never_writes() {
    let known = |n, open| Renewal {
        n,
        ..renewal("a", Some(facts(open)))
    };
    let Renewed::Write(item, _) = renew(None, &known(7, 100), at(0)) else {
        panic!("nothing was written");
    };
    assert_eq!(renew(Some(&item), &known(6, 50), at(0)), Renewed::Same);
    let vanishes = Renewal {
        facts: None,
        ..known(6, 0)
    };
    assert_eq!(renew(Some(&item), &vanishes, at(0)), Renewed::Same);
    assert!(matches!(
        renew(Some(&item), &known(8, 50), at(0)),
        Renewed::Write(..)
    ));
}

/// Under another key an item stays what people made of it.
#[tokio::test]
async fn what_people_did_moves_with_the_key() {
    let world = World::new();
    world.receives("a", Some(facts(15_000))).await;
    world.steps("a", &[State::InProgress]).await;
    let before = world.get("a").await;
    let [(old, leaves), (new, arrives)] = moves(
        &before.item,
        None,
        &renewal("b", Some(facts(15_000))),
        at(9),
    )
    .unwrap();
    let mut both = ops(Some(&before), &old, &leaves).unwrap();
    both.extend(ops(None, &new, &arrives).unwrap());
    store::State::transact(&world.state, both).await.unwrap();
    assert!(world.get("a").await.item.is_gone());
    let item = world.get("b").await.item;
    assert_eq!(
        (item.human.state, item.human.owner.as_deref()),
        (State::InProgress, Some("ana"))
    );
    assert_eq!(item.human.flags, []);
    let found = events(&world.state, "b").await.unwrap();
    assert_eq!(found[0].with.moved.as_deref(), Some("a"));
    let found = events(&world.state, "a").await.unwrap();
    assert_eq!(found.last().unwrap().with.moved.as_deref(), Some("b"));
    let listed = queue(&world.state, "denials", false, 10).await.unwrap();
    assert_eq!(listed.len(), 1);

    // And back, onto what it left.
    let (there, back) = (world.get("b").await, world.get("a").await);
    let renewal = renewal("a", Some(facts(15_000)));
    let [(old, leaves), (new, arrives)] =
        moves(&there.item, Some(&back.item), &renewal, at(9)).unwrap();
    let mut both = ops(Some(&there), &old, &leaves).unwrap();
    both.extend(ops(Some(&back), &new, &arrives).unwrap());
    store::State::transact(&world.state, both).await.unwrap();
    let item = world.get("a").await.item;
    assert_eq!(
        (item.human.state, item.is_vanished()),
        (State::InProgress, false)
    );
    let found = events(&world.state, "a").await.unwrap();
    assert_eq!(u64::try_from(found.len()).unwrap(), item.events);
}

/// Put off and taken up again, a step is not taken twice.
#[tokio::test]
async fn waking_takes_no_step() {
    let world = World::new();
    world.receives("a", Some(facts(90_000))).await;
    world
        .steps("a", &[State::InProgress, State::AppealDraft])
        .await;
    let snooze = || {
        ana(Act::Snooze {
            until: date(2026, 3, 20),
        })
    };
    world.does("a", snooze()).await.unwrap();
    world
        .does(
            "a",
            ana(Act::Step {
                to: State::AppealDraft,
            }),
        )
        .await
        .unwrap();
    assert_eq!(world.get("a").await.item.human.appeal_level, 1);

    world.receives("b", Some(facts(90_000))).await;
    world.steps("b", &[State::InProgress]).await;
    let mut proposed = ana(Act::Step {
        to: State::WriteoffProposed,
    });
    proposed.write_off = Some("charity".to_owned());
    world.does("b", proposed).await.unwrap();
    world.does("b", snooze()).await.unwrap();
    let mut wakes = ana(Act::Step {
        to: State::WriteoffProposed,
    });
    wakes.by.name = "ben".to_owned();
    world.does("b", wakes).await.unwrap();
    let human = world.get("b").await.item.human;
    assert_eq!(human.proposed_by.as_deref(), Some("ana"));
    assert_eq!(human.write_off.as_deref(), Some("charity"));
    let said = events(&world.state, "b").await.unwrap();
    assert!(
        said.iter()
            .any(|event| event.with.write_off.as_deref() == Some("charity"))
    );
    assert!(
        said.iter()
            .any(|event| event.with.until == Some(date(2026, 3, 20)))
    );
}
