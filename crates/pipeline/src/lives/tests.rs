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
        isa: String::new(),
        gs: String::new(),
        st: String::new(),
        live: true,
        status: None,
        n: 1,
    }
}

fn decision(choice: Choice, saw: &str) -> Decision {
    Decision {
        choice,
        saw: saw.split(' ').map(str::to_owned).collect(),
        by: String::new(),
        at: Timestamp::UNIX_EPOCH,
    }
}

/// What becomes of each, in one word.
#[track_caller]
fn check(text: &str, decisions: &[(&str, Choice, &str)], expected: &str) {
    let units = units(text);
    let decisions = decisions
        .iter()
        .map(|(hash, choice, saw)| ((*hash).to_owned(), decision(*choice, saw)))
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
fn decided() {
    use Choice::{Discard, Keep};
    check("a 1, b 2", &[("b", Keep, "a b")], "lives lives");
    check(
        "a 1, b 2, b 3",
        &[("b", Keep, "a b")],
        "lives lives duplicate",
    );
    check("a 1, b 2", &[("b", Discard, "a b")], "lives discarded");
    // What lived may be discarded; nothing else starts to live by that.
    check(
        "a 1, b 2, c 3",
        &[("a", Discard, "a b c")],
        "discarded held held",
    );
    check(
        "a 1, b 2",
        &[("a", Discard, "a b"), ("b", Keep, "a b")],
        "discarded lives",
    );
    // What nobody saw is held, and does not move what was seen.
    check("a 2, b 3, c 1", &[("b", Keep, "a b")], "lives lives held");
    check(
        "a 2, b 3, c 1",
        &[("b", Discard, "a b")],
        "lives discarded held",
    );
    // A decision on what is no longer there is as if it had not been made.
    check("c 1, d 2", &[("b", Keep, "a b")], "lives held");
    // All units of a discarded content are.
    check(
        "a 1, b 2, b 3",
        &[("b", Discard, "a b")],
        "lives discarded discarded",
    );
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
            .map(|(hash, keep, saw)| {
                let saw = (0..3).filter(|bit| saw >> bit & 1 == 1).map(|bit| names[bit]);
                let saw: Vec<&str> = saw.chain([names[*hash]]).collect();
                let choice = if *keep { Choice::Keep } else { Choice::Discard };
                (names[*hash].to_owned(), decision(choice, &saw.join(" ")))
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
}
