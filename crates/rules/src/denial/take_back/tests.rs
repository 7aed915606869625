//! What is taken back, by day.

use super::super::tests::{day, life, said};
use super::take_back;

/// What is known a year later.
fn check(given: &str, expected: &str) {
    at("365", given, expected);
}

fn at(today: &str, given: &str, expected: &str) {
    let life = life(given);
    let found: Vec<_> = take_back(&life, day(today)).into_iter().collect();
    assert_eq!(said(&found).trim_end(), expected, "{given}");
}

#[test]
fn a_reversal_without_a_correction_is_a_loss_after_thirty_days() {
    let given = "a adjudicated on 10; 1 200 CO-45 80 PR-2 24
         r reversal of a on 40; 1 -200 CO-45 -80 PR-2 -24";
    at("70", given, "");
    at("71", given, "take_back claim REVIEW : 96 now 96 open 96");
    // A later answer of the claim tells that time has passed too.
    let later = "a adjudicated on 10; 1 200 CO-45 80 PR-2 24
         r reversal of a on 40; 1 -200 CO-45 -80 PR-2 -24
         p pended on 80; 1 200 OA-257 200";
    at("41", later, "take_back claim REVIEW : 96 now 96 open 96");
}

#[test]
fn a_correction_makes_it_good_or_not() {
    let with = |correction: &str| {
        format!(
            "a adjudicated on 10; 1 200 CO-45 80 PR-2 24
             r reversal of a on 40; 1 -200 CO-45 -80 PR-2 -24
             {correction}"
        )
    };
    check(&with("b adjudicated on 40; 1 200 CO-45 80 PR-2 24"), "");
    check(&with("b adjudicated on 70; 1 200 CO-45 80 PR-2 24"), "");
    check(
        &with("b adjudicated on 71; 1 200 CO-45 80 PR-2 24"),
        "take_back claim REVIEW : 96 now 0 open 0 back 96 overturned",
    );
    check(
        &with("b adjudicated on 41; 1 200 CO-45 120 PR-2 24"),
        "take_back claim REVIEW : 40 now 40 open 40",
    );
    // Denied now: a companion of the denial.
    check(
        &with("b adjudicated on 41; 1 200 CO-50 200"),
        "take_back claim MEDNEC 50: 96 now 96 open 96 after MEDNEC",
    );
    check(
        &with(
            "b adjudicated on 41; 1 200 CO-50 200
             c adjudicated on 90; 1 200 CO-45 80 PR-2 54",
        ),
        "take_back claim MEDNEC 50: 96 now 30 open 30 back 66 partially_overturned after MEDNEC",
    );
    // That it was there before says nothing.
    check(
        &with("b duplicate on 41; 1 200 OA-18 200"),
        "take_back claim REVIEW : 96 now 96 open 96",
    );
}

#[test]
fn a_correction_may_stand_before_its_reversal() {
    check(
        "a adjudicated on 10; 1 200 CO-45 80 PR-2 24
         b adjudicated on 38; 1 200 CO-45 100 PR-2 20
         r reversal of a on 40; 1 -200 CO-45 -80 PR-2 -24",
        "take_back claim REVIEW : 16 now 16 open 16",
    );
    // Two answers that both stood for long were both paid.
    check(
        "a adjudicated on 10; 1 200 CO-45 80 PR-2 24
         b adjudicated on 20; 1 200 CO-45 100 PR-2 20
         r reversal of a on 90; 1 -200 CO-45 -80 PR-2 -24",
        "take_back claim REVIEW : 96 now 96 open 96",
    );
}

#[test]
fn cents_are_none() {
    let given = |less: u32| {
        format!(
            "a adjudicated on 10; 1 200 CO-45 80
             r reversal of a on 40; 1 -200 CO-45 -80
             b adjudicated on 40; 1 200 CO-45 {}",
            80 + less
        )
    };
    check(&given(0), "");
    check(&given(1), "take_back claim REVIEW : 1 now 1 open 1");
}

#[test]
fn what_answers_our_own_void_or_replacement_is_no_loss() {
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         r reversal of a ours on 40; 1 -200 CO-45 -80",
        "",
    );
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         r goes a ours on 40",
        "",
    );
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         r goes a on 40",
        "take_back claim REVIEW : 120 now 120 open 120",
    );
    // An orphan takes back what is not known.
    check("r reversal on 40; 1 -200 CO-45 -80", "");
}

#[test]
fn a_recovery_without_a_reversal_is_a_loss_at_once() {
    let given = "a adjudicated on 10; 1 200 CO-45 80
         w recovers 120 on 40";
    at("40", given, "take_back claim REVIEW : 120 now 120 open 120");
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         w recovers 50 on 40
         v recovers 30 on 50
         x recovers -80 on 60",
        "take_back claim REVIEW : 50 now 0 open 0 back 50 again 1 overturned",
    );
}

#[test]
fn a_reversal_that_is_collected_later_is_one_loss() {
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         r reversal of a on 40; 1 -200 CO-45 -80
         b adjudicated on 40; 1 200 CO-50 200
         w recovers -120 on 40
         v recovers 120 on 60",
        "take_back claim MEDNEC 50: 120 now 120 open 120 after MEDNEC",
    );
    // More than was given is a loss of its own.
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         r reversal of a ours on 40; 1 -200 CO-45 -80
         w recovers -120 on 40
         v recovers 150 on 60",
        "take_back claim REVIEW : 30 now 30 open 30",
    );
}

#[test]
fn taken_again_is_the_same_case() {
    check(
        "a adjudicated on 10; 1 200 CO-45 80
         r reversal of a on 40; 1 -200 CO-45 -80
         b adjudicated on 40; 1 200 CO-45 100
         s reversal of b on 140; 1 -200 CO-45 -100
         c adjudicated on 141; 1 200 CO-45 150
         t reversal of c on 240; 1 -200 CO-45 -150
         d adjudicated on 241; 1 200 CO-45 80",
        "take_back claim REVIEW : 20 now 0 open 0 back 20 again 1 overturned",
    );
}

#[test]
fn amounts_without_end_are_no_panic() {
    let huge = "92233720368547700";
    let given = format!(
        "a adjudicated on 10; 1 {huge}
         b adjudicated on 11; 1 {huge}
         r reversal of a on 40; 1 -{huge}
         w recovers {huge} on 41
         x recovers -{huge} on 42"
    );
    assert!(take_back(&life(&given), day("365")).is_some());
}
