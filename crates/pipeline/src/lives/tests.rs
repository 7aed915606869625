//! Tests of `lives`.

use super::*;
use jiff::Timestamp;
use proptest::prelude::*;

/// `CONTENT TIME` of units; files and ordinals count up.
fn units(text: &str) -> Vec<Projected> {
    let unit = |(at, word): (usize, &str)| {
        let (content, time) = word.split_once(' ').unwrap();
        unit_of(at, content, time.parse().ok())
    };
    text.split(", ").enumerate().map(unit).collect()
}

fn unit_of(at: usize, content: &str, time: Option<i64>) -> Projected {
    Projected {
        file_id: format!("{at:02}"),
        generation: 1,
        ordinal: 1,
        kind: "835".to_owned(),
        content_hash: content.to_owned(),
        time,
        incomplete: false,
        isa: String::new(),
        gs: String::new(),
        st: String::new(),
        live: true,
        status: None,
        since: 1,
        n: 1,
    }
}

/// A decision made when the contents `saw` were there and `lived` lived; the `nth` one.
fn decision(choice: Choice, saw: &str, lived: &str, nth: usize) -> Decision {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    Decision {
        choice,
        saw: words(saw),
        lived: words(lived),
        by: String::new(),
        at: Timestamp::from_second(nth.try_into().unwrap()).unwrap(),
    }
}

/// What becomes of each, in one word. Decisions are on a content, which ones were there and which of
/// them lived, in the order in which they were made.
#[track_caller]
fn check(text: &str, decisions: &[(&str, Choice, &str, &str)], expected: &str) {
    let units = units(text);
    let decisions = decisions
        .iter()
        .enumerate()
        .map(|(nth, (hash, choice, saw, lived))| {
            ((*hash).to_owned(), decision(*choice, saw, lived, nth))
        })
        .collect();
    let judged = judge(&units.iter().collect::<Vec<_>>(), &decisions);
    let words: Vec<&str> = judged
        .iter()
        .map(|reason| reason.map_or("lives", Reason::as_str))
        .collect();
    assert_eq!(words.join(" "), expected, "{text}");
}

#[test]
fn undecided() {
    check("a 1", &[], "lives");
    check("a 2, a 1", &[], "duplicate lives");
    check("a 2, b 1", &[], "held lives");
    // A content is dated by its earliest unit.
    check("a 3, b 2, a 1", &[], "duplicate held lives");
    // Without a time it is last; then the hash decides.
    check("a -, b 9", &[], "held lives");
    check("b -, a -", &[], "held lives");
    // Of equal ones the file's id decides, which comes from content.
    check("a 1, a 1", &[], "lives duplicate");
}

#[test]
fn of_one_moment_the_whole_one_lives() {
    let mut units = units("a 1, b 1, b 1");
    units[0].incomplete = true;
    units[1].incomplete = true;
    let judged = judge(&units.iter().collect::<Vec<_>>(), &BTreeMap::new());
    assert_eq!(
        judged,
        [Some(Reason::Held), Some(Reason::Duplicate), None],
        "its hash comes later"
    );
    units[0].time = Some(0);
    let judged = judge(&units.iter().collect::<Vec<_>>(), &BTreeMap::new());
    assert_eq!(
        judged,
        [None, Some(Reason::Held), Some(Reason::Held)],
        "an earlier one lives, cut or not"
    );
}

#[test]
fn decided() {
    use Choice::{Discard, Keep};
    check("a 1, b 2", &[("b", Keep, "a b", "a")], "lives lives");
    check(
        "a 1, b 2, b 3",
        &[("b", Keep, "a b", "a")],
        "lives lives duplicate",
    );
    check("a 1, b 2", &[("b", Discard, "a b", "a")], "lives discarded");
    // What lived may be discarded; nothing else starts to live by that.
    check(
        "a 1, b 2, c 3",
        &[("a", Discard, "a b c", "a")],
        "discarded held held",
    );
    check(
        "a 1, b 2",
        &[("a", Discard, "a b", "a"), ("b", Keep, "a b", "")],
        "discarded lives",
    );
    // What nobody saw is held, and does not move what was seen.
    check(
        "a 2, b 3, c 1",
        &[("b", Keep, "a b", "a")],
        "lives lives held",
    );
    check(
        "a 2, b 3, c 1",
        &[("b", Discard, "a b", "a")],
        "lives discarded held",
    );
    // All units of a discarded content are.
    check(
        "a 1, b 2, b 3",
        &[("b", Discard, "a b", "a")],
        "lives discarded discarded",
    );
}

#[test]
fn a_decision_on_one_content_moves_no_other() {
    use Choice::{Discard, Keep};
    let first = ("b", Discard, "a b", "a");
    check(
        "a 2, b 3, c 1",
        &[first, ("c", Discard, "a b c", "a")],
        "lives discarded discarded",
    );
    check(
        "a 2, b 3, c 1",
        &[first, ("c", Keep, "a b c", "a")],
        "lives discarded lives",
    );
    // It was seen, and still nobody kept it.
    check(
        "a 2, b 3, c 1, d 4",
        &[first, ("d", Discard, "a b c d", "a")],
        "lives discarded held discarded",
    );
}

#[test]
fn decided_and_gone() {
    use Choice::{Discard, Keep};
    // What lived is retracted: its place stays empty, and it comes back to it.
    let discards = [("b", Discard, "a b c", "a"), ("c", Discard, "b c", "")];
    check("b 2, c 3, d 4", &discards, "discarded discarded held");
    check("a 1, b 2, c 3", &discards, "lives discarded discarded");
    // What was decided on is retracted: what lived beside it lives on.
    check("a 2, c 1", &[("b", Keep, "a b", "a")], "lives held");
    // Nothing that was seen is there: as if nobody had decided.
    check("c 1, d 2", &[("b", Keep, "a b", "a")], "lives held");
    // Of two that lived at different times, the one of the newest look does.
    let looks = [("b", Discard, "a b", "a"), ("d", Discard, "c d", "c")];
    check(
        "a 1, b 2, c 3, d 4",
        &looks,
        "held discarded lives discarded",
    );
    check("a 1, b 2, d 4", &looks, "lives discarded discarded");
}

proptest! {
    /// The order in which units are given makes no difference, and of each content at most one lives.
    #[test]
    fn order_makes_no_difference(
        given in proptest::collection::vec((0..3_usize, proptest::option::of(0..3_i64)), 1..8),
        decided in proptest::collection::vec((0..3_usize, any::<bool>(), 0..8_u8), 0..3),
        turn in 0..8_usize,
    ) {
        let names = ["a", "b", "c"];
        let decisions: BTreeMap<String, Decision> = decided
            .iter()
            .enumerate()
            .map(|(nth, (hash, keep, saw))| {
                let saw = (0..3).filter(|bit| saw >> bit & 1 == 1).map(|bit| names[bit]);
                let saw: Vec<&str> = saw.chain([names[*hash]]).collect();
                let choice = if *keep { Choice::Keep } else { Choice::Discard };
                let lived = saw[nth % saw.len()];
                (names[*hash].to_owned(), decision(choice, &saw.join(" "), lived, nth))
            })
            .collect();
        let units: Vec<Projected> = given
            .iter()
            .enumerate()
            .map(|(at, (content, time))| unit_of(at, names[*content], *time))
            .collect();
        let mut turned: Vec<&Projected> = units.iter().collect();
        let pairs = |units: &[&Projected]| {
            let judged = judge(units, &decisions);
            let mut pairs: Vec<_> =
                units.iter().map(|unit| unit.file_id.clone()).zip(judged).collect();
            pairs.sort();
            pairs
        };
        let straight = pairs(&turned);
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(&straight, &pairs(&turned));
        for name in names {
            let living = units.iter().zip(&straight).filter(|(unit, (_, reason))| {
                unit.content_hash == name && reason.is_none()
            });
            prop_assert!(living.count() <= 1);
        }
    }

    /// Files come and people decide, in any order. Once somebody decided, what lives is changed by
    /// decisions on it alone, and of what nobody decided on at most one lives.
    #[test]
    fn only_a_decision_on_a_content_changes_it(
        steps in proptest::collection::vec(
            (0..4_usize, proptest::option::of(0..4_i64), 0..4_u8),
            1..12,
        ),
    ) {
        let names = ["a", "b", "c", "d"];
        let mut units: Vec<Projected> = Vec::new();
        let mut decisions: BTreeMap<String, Decision> = BTreeMap::new();
        for (nth, (name, time, what)) in steps.into_iter().enumerate() {
            let name = names[name];
            let before = states(&units, &decisions);
            if what < 2 || !before.contains_key(name) {
                units.push(unit_of(nth, name, time));
                let after = states(&units, &decisions);
                if !decisions.is_empty() {
                    for (content, state) in &before {
                        prop_assert_eq!(after.get(content), Some(state));
                    }
                    if !before.contains_key(name) {
                        prop_assert_eq!(after[name], Some(Reason::Held));
                    }
                }
            } else {
                let choice = if what == 2 { Choice::Keep } else { Choice::Discard };
                let saw: Vec<&str> = before.keys().map(|content| &**content).collect();
                let lived = before.iter().filter(|(_, state)| state.is_none());
                let lived: Vec<&str> = lived.map(|(content, _)| &**content).collect();
                let made = decision(choice, &saw.join(" "), &lived.join(" "), nth);
                decisions.insert(name.to_owned(), made);
                let mut expected = before;
                let state = (choice == Choice::Discard).then_some(Reason::Discarded);
                expected.insert(name.to_owned(), state);
                prop_assert_eq!(states(&units, &decisions), expected);
            }
            let unnamed = states(&units, &decisions)
                .into_iter()
                .filter(|(content, state)| state.is_none() && !decisions.contains_key(content));
            prop_assert!(unnamed.count() <= 1);
        }
    }
}

/// What becomes of each content: that of its first unit.
fn states(
    units: &[Projected],
    decisions: &BTreeMap<String, Decision>,
) -> BTreeMap<String, Option<Reason>> {
    let given: Vec<&Projected> = units.iter().collect();
    let judged = given.iter().zip(judge(&given, decisions));
    let mut states = BTreeMap::new();
    for (unit, reason) in judged {
        if reason != Some(Reason::Duplicate) {
            states.insert(unit.content_hash.clone(), reason);
        }
    }
    states
}
