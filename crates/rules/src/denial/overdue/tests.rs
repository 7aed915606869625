//! What is waited for, by day.

use super::super::tests::{day, life, said};
use super::{Waits, overdue};

fn at(today: &str, given: &str, expected: &[&str]) {
    let cases = overdue(&life(given), |_| Waits::default(), day(today));
    let found = said(&cases);
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected, "{given}");
}

#[test]
fn what_is_pended_is_overdue_after_its_days() {
    let given = "p pended on 10; 1 150 OA-257 150";
    at("55", given, &[]);
    let overdue = "pended_overdue claim OTHER : 150 now 150 open 150 no appeal";
    at("56", given, &[overdue]);
    // Told again is no answer, and counted from the first word.
    let again = "p pended on 10; 1 150 OA-257 150
         q pended on 50; 1 150 OA-257 150
         r reversal of p on 50; 1 -150 OA-257 -150";
    at("56", again, &[overdue]);
}

#[test]
fn the_answer_ends_it() {
    let answered = |on: u32| {
        format!(
            "p pended on 10; 1 150 OA-257 150
             a adjudicated on {on}; 1 150 CO-45 50"
        )
    };
    at("365", &answered(55), &[]);
    let late = "pended_overdue claim OTHER : 150 now 0 open 0 answered no appeal";
    at("365", &answered(56), &[late]);
    at(
        "365",
        "p pended on 10; 1 150 OA-133 150
         f forwarded on 60; 1 150",
        &[late],
    );
    // That it was there before is no answer.
    at(
        "365",
        "p pended on 10; 1 150 OA-257 150
         b duplicate on 20; 1 150 OA-18 150",
        &["pended_overdue claim OTHER : 150 now 150 open 150 no appeal"],
    );
    // Pended once more.
    at(
        "365",
        "p pended on 10; 1 150 OA-257 150
         a adjudicated on 60; 1 150 CO-45 50
         q pended on 70; 1 150 OA-257 100",
        &["pended_overdue claim OTHER : 150 now 100 open 100 again 1 no appeal"],
    );
}

#[test]
fn the_next_payer_is_overdue_after_its_days() {
    let given = "a adjudicated crosses on 10; 1 200 CO-45 80 PR-2 24";
    at("55", given, &[]);
    let overdue = "secondary_overdue claim COB : 24 now 24 open 24 no appeal";
    at("56", given, &[overdue]);
    let heard = |on: u32| format!("{given}\nx heard on {on}");
    at("365", &heard(55), &[]);
    // What it said before is no answer to this.
    at("365", &heard(9), &[overdue]);
    at(
        "365",
        &heard(56),
        &["secondary_overdue claim COB : 24 now 0 open 0 answered no appeal"],
    );
    // Taken back, it is not waited for; sent on anew, it is.
    let back = format!("{given}\nr reversal of a on 30; 1 -200 CO-45 -80 PR-2 -24");
    at("365", &back, &[]);
    let anew = format!("{back}\nb adjudicated crosses on 31; 1 200 CO-45 80 PR-2 24");
    at("76", &anew, &[]);
    at("77", &anew, &[overdue]);
}

#[test]
fn days_are_what_is_set_but_no_fewer_than_the_view_leaves_out() {
    let given = "p pended on 10; 1 150 OA-257 150
         a adjudicated crosses on 10; 1 200 PR-2 24";
    let waits = Waits {
        pended_days: 10,
        secondary_days: 1,
    };
    let found = |today| overdue(&life(given), |_| waits, day(today)).len();
    assert_eq!((found("31"), found("32")), (0, 1));
    let pended = "p pended on 10; 1 150 OA-257 150";
    assert_eq!(overdue(&life(pended), |_| waits, day("20")).len(), 0);
    assert_eq!(overdue(&life(pended), |_| waits, day("21")).len(), 1);
}
