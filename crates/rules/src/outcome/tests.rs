//! The worked examples E1 to E15, and the order of the list.

use super::*;
use crate::carc::{Funding, classify};
use crate::word::{Category, Class};

/// A claim as its amounts and adjustments say it, to its outcome and denied cents.
fn check(
    name: &str,
    status: &str,
    amounts: (i64, i64),
    adjustments: &[(&str, &str, i64)],
    funding: Funding,
    expected: (Outcome, i64),
) {
    let mut sums = Sums {
        charge: amounts.0,
        paid: amounts.1,
        capitated: funding == Funding::Capitated,
        ..Sums::default()
    };
    let mut rest = amounts.0;
    for (group, carc, amount) in adjustments {
        let meaning = classify(group, carc, funding);
        rest -= amount;
        match meaning.class {
            Class::Denial => sums.denied += amount,
            Class::PatientShare => sums.patient_share += amount,
            Class::Pended => sums.pended += amount,
            Class::CobInfo => sums.cob_info += amount,
            Class::Informational => sums.informational += amount,
            Class::Contractual | Class::Reduction => {}
        }
        if meaning.category == Some(Category::Bundle) {
            sums.bundled += amount;
        }
    }
    assert_eq!(rest, amounts.1, "{name} balances");
    let found = outcome(Answer::of(Some(status)), &sums);
    assert_eq!((found, sums.denied), expected, "{name}");
}

type Example = (
    &'static str,
    &'static str,
    (i64, i64),
    &'static [(&'static str, &'static str, i64)],
    Funding,
    (Outcome, i64),
);

const FFS: Funding = Funding::ForService;

/// Name, CLP02, charge and paid, adjustments, funding; outcome and denied amount.
const EXAMPLES: &[Example] = &[
    (
        "E1",
        "1",
        (20000, 9600),
        &[("CO", "45", 8000), ("PR", "2", 2400)],
        FFS,
        (Outcome::Paid, 0),
    ),
    (
        "E2",
        "1",
        (15000, 0),
        &[("CO", "45", 4000), ("PR", "1", 11000)],
        FFS,
        (Outcome::PatientShareOnly, 0),
    ),
    (
        "E3",
        "1",
        (15000, 0),
        &[("CO", "197", 15000)],
        FFS,
        (Outcome::Denied, 15000),
    ),
    (
        "E4",
        "1",
        (23000, 8000),
        &[("CO", "97", 15000)],
        FFS,
        (Outcome::PartialDenial, 15000),
    ),
    (
        "E4 line",
        "1",
        (15000, 0),
        &[("CO", "97", 15000)],
        FFS,
        (Outcome::Bundled, 15000),
    ),
    (
        "E5",
        "1",
        (40000, 15000),
        &[("CO", "45", 10000), ("CO", "151", 15000)],
        FFS,
        (Outcome::PartialDenial, 15000),
    ),
    (
        "E6",
        "1",
        (15000, 0),
        &[("PR", "27", 15000)],
        FFS,
        (Outcome::Denied, 15000),
    ),
    (
        "E7",
        "2",
        (20000, 2400),
        &[("OA", "23", 17600)],
        FFS,
        (Outcome::Paid, 0),
    ),
    (
        "E8",
        "22",
        (-20000, -9600),
        &[("CO", "45", -8000), ("PR", "2", -2400)],
        FFS,
        (Outcome::Reversed, 0),
    ),
    (
        "E9",
        "1",
        (20000, 0),
        &[("CO", "50", 20000)],
        FFS,
        (Outcome::Denied, 20000),
    ),
    (
        "E10",
        "1",
        (1_000_000, 600_000),
        &[("CO", "45", 240_000), ("PR", "1", 160_000)],
        FFS,
        (Outcome::Paid, 0),
    ),
    (
        "E11",
        "1",
        (15000, 0),
        &[("OA", "18", 15000)],
        FFS,
        (Outcome::Denied, 15000),
    ),
    (
        "E12",
        "1",
        (15000, 0),
        &[("CO", "45", 15000)],
        FFS,
        (Outcome::ZeroUnexplained, 0),
    ),
    (
        "E13",
        "1",
        (15000, 0),
        &[("CO", "24", 15000)],
        FFS,
        (Outcome::Denied, 15000),
    ),
    (
        "E13 capitated",
        "1",
        (15000, 0),
        &[("CO", "24", 15000)],
        Funding::Capitated,
        (Outcome::Capitated, 0),
    ),
    (
        "E14",
        "1",
        (15000, 0),
        &[("OA", "257", 15000)],
        FFS,
        (Outcome::Pended, 0),
    ),
    (
        "E15",
        "1",
        (15000, 7840),
        &[("CO", "45", 5000), ("CO", "253", 160), ("PR", "2", 2000)],
        FFS,
        (Outcome::Paid, 0),
    ),
];

#[test]
fn worked_examples() {
    for (name, status, amounts, adjustments, funding, expected) in EXAMPLES {
        check(name, status, *amounts, adjustments, *funding, *expected);
    }
}

#[test]
fn the_first_that_holds_is_it() {
    let everything = Sums {
        charge: 100,
        paid: 0,
        denied: 10,
        bundled: 10,
        patient_share: 10,
        pended: 10,
        cob_info: 10,
        informational: 10,
        unprocessable: true,
        capitated: true,
    };
    let of = |sums| outcome(Answer::Adjudicated, &sums);
    assert_eq!(
        outcome(Answer::Predetermination, &everything),
        Outcome::Predetermination
    );
    assert_eq!(outcome(Answer::Forwarded, &everything), Outcome::Forwarded);
    let mut sums = everything;
    assert_eq!(of(sums), Outcome::Pended);
    sums.pended = 0;
    assert_eq!(of(sums), Outcome::Unprocessable);
    sums.unprocessable = false;
    assert_eq!(of(sums), Outcome::DeniedWithPatientShare);
    assert_eq!(
        of(Sums {
            patient_share: 0,
            ..sums
        }),
        Outcome::Bundled
    );
    assert_eq!(
        of(Sums {
            patient_share: 0,
            bundled: 0,
            ..sums
        }),
        Outcome::Denied
    );
    assert_eq!(of(Sums { paid: 1, ..sums }), Outcome::PartialDenial);
    sums.denied = 0;
    assert_eq!(of(Sums { paid: 1, ..sums }), Outcome::Paid);
    assert_eq!(of(sums), Outcome::PatientShareOnly);
    sums.patient_share = 0;
    assert_eq!(of(sums), Outcome::PaidElsewhere);
    sums.cob_info = 0;
    assert_eq!(of(sums), Outcome::Informational);
    sums.informational = 0;
    assert_eq!(of(sums), Outcome::Capitated);
    sums.capitated = false;
    assert_eq!(of(Sums { charge: 0, ..sums }), Outcome::ZeroCharge);
    assert_eq!(of(sums), Outcome::ZeroUnexplained);
}

#[test]
fn something_pended_on_a_paid_claim_does_not_hide_the_payment() {
    let sums = Sums {
        charge: 100,
        paid: 60,
        pended: 40,
        ..Sums::default()
    };
    assert_eq!(outcome(Answer::Adjudicated, &sums), Outcome::Paid);
}
