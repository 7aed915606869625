//! What is kept silently, by day.

use super::super::tests::{day, said};
use super::{Recoupment, Reversed, silent};

/// `REFERENCE AMOUNT DAY, …` and `AMOUNT DAY, …`.
fn check(today: &str, recoupments: &str, reversals: &str, expected: &[&str]) {
    let split = |text: &str| -> Vec<Vec<String>> {
        let parts = text.split(',').filter(|part| !part.trim().is_empty());
        parts
            .map(|part| part.split_whitespace().map(str::to_owned).collect())
            .collect()
    };
    let cents = |word: &str| 100 * word.parse::<i64>().unwrap();
    let recoupments: Vec<Recoupment> = split(recoupments)
        .iter()
        .enumerate()
        .map(|(at, words)| Recoupment {
            id: format!("w{at}"),
            reference: words[0].clone(),
            amount: cents(&words[1]),
            on: Some(day(&words[2])),
        })
        .collect();
    let reversals: Vec<Reversed> = split(reversals)
        .iter()
        .map(|words| Reversed {
            amount: cents(&words[0]),
            on: Some(day(&words[1])),
        })
        .collect();
    let found = said(&silent(&recoupments, &reversals, day(today)));
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected, "{today}");
}

#[test]
fn what_nothing_explains_within_sixty_days_is_a_case() {
    check("70", "X9 80 10", "", &[]);
    let case = "silent_recoupment X9 REVIEW : 80 now 80 open 80 no appeal";
    check("71", "X9 80 10", "", &[case]);
    check("365", "X9 80 10", "80 70", &[]);
    check("365", "X9 80 100", "80 40", &[]);
    check("365", "X9 80 100", "80 39", &[case]);
    check("365", "X9 80 10", "81 10", &[case]);
}

#[test]
fn a_reversal_explains_one() {
    check(
        "365",
        "X9 80 10, Y9 80 11",
        "80 12",
        &["silent_recoupment Y9 REVIEW : 80 now 80 open 80 no appeal"],
    );
}

#[test]
fn what_was_given_before_is_collected_and_what_is_given_after_comes_back() {
    check("365", "X9 -80 10, X9 80 40", "", &[]);
    check(
        "365",
        "X9 -80 10, X9 100 40",
        "",
        &["silent_recoupment X9 REVIEW : 20 now 20 open 20 no appeal"],
    );
    check(
        "365",
        "X9 80 10, X9 -30 90",
        "",
        &["silent_recoupment X9 REVIEW : 80 now 50 open 50 back 30 partially_overturned no appeal"],
    );
    check(
        "365",
        "X9 80 10, X9 -80 90",
        "",
        &["silent_recoupment X9 REVIEW : 80 now 0 open 0 back 80 overturned no appeal"],
    );
    check(
        "365",
        "X9 80 10, X9 20 90",
        "",
        &["silent_recoupment X9 REVIEW : 80 now 100 open 100 again 1 no appeal"],
    );
}
