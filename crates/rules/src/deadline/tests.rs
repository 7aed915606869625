//! Days that were counted by hand.

use jiff::Span;
use jiff::civil::date;

use super::calendar::HOLIDAYS;
use super::shipped::RULES;
use super::*;

/// Denied on Monday, 12 January 2026; served on Tuesday, 30 December 2025.
fn asked(kind: Kind, payer_class: &str) -> Asked<'_> {
    Asked {
        kind,
        appealable: true,
        level: 1,
        payer: "Acme",
        payer_class,
        plans: &[],
        denied_on: Some(date(2026, 1, 12)),
        served_on: Some(date(2025, 12, 30)),
    }
}

fn basis(source: &str) -> Basis {
    Basis {
        source: source.to_owned(),
        verified_on: None,
        verified_by: None,
    }
}

/// Acme's rule: so many calendar days from the answer.
fn appeal(days: i32) -> AppealTerm {
    AppealTerm {
        payer: Some("Acme".to_owned()),
        payer_class: None,
        plan: None,
        level: 1,
        days,
        day_kind: DayKind::Calendar,
        counted_from: Since::Denied,
        eff_from: date(2020, 1, 1),
        eff_to: date(2030, 1, 1),
        basis: basis("contract, 7.1"),
    }
}

fn payer() -> PayerTerm {
    PayerTerm {
        payer: "Acme".to_owned(),
        response_days: None,
        timely_filing_days: None,
        corrected_claim_days: None,
        corrected_claim_from: Since::Denied,
        pended_overdue_days: None,
        secondary_overdue_days: None,
        receipt_days: 0,
        eff_from: date(2020, 1, 1),
        eff_to: date(2030, 1, 1),
        basis: basis("contract, 4"),
    }
}

fn days(asked: &Asked<'_>, terms: &Terms) -> Vec<(Action, Date)> {
    let found = deadlines(asked, terms);
    found
        .iter()
        .map(|found| (found.action, found.day))
        .collect()
}

/// The day that is shown.
fn day(asked: &Asked<'_>, payers: Vec<PayerTerm>, appeals: Vec<AppealTerm>) -> Option<Date> {
    days(asked, &Terms::new(payers, appeals))
        .first()
        .map(|(_, day)| *day)
}

fn shipped(asked: &Asked<'_>) -> Option<Date> {
    day(asked, vec![], vec![])
}

#[test]
fn every_shipped_rule_is_whole() {
    for rule in RULES.iter() {
        assert!(["verified", "verify", "own"].contains(&&*rule.verified));
        assert!(rule.days > 0 && rule.source.len() > 5);
        assert_eq!(rule.level.is_some(), rule.action == Action::Appeal);
    }
    assert!(HOLIDAYS.len() > 40);
}

#[test]
fn days_are_counted_and_rolled_back() {
    // 12 January and 120 days: Tuesday 12 May.
    assert_eq!(
        shipped(&asked(Kind::Denial, "medicare_ffs")),
        Some(date(2026, 5, 12))
    );
    // And 60: Friday 13 March. And 180: Saturday 11 July, so Friday.
    assert_eq!(
        shipped(&asked(Kind::Denial, "medicare_adv")),
        Some(date(2026, 3, 13))
    );
    assert_eq!(
        shipped(&asked(Kind::Denial, "commercial")),
        Some(date(2026, 7, 10))
    );
    assert_eq!(shipped(&asked(Kind::Denial, "unknown")), None);
    // Five business days from Monday the 12th; the next Monday is a holiday.
    assert_eq!(
        shipped(&asked(Kind::Rejection, "unknown")),
        Some(date(2026, 1, 20))
    );
    // Thirty days: Wednesday 11 February.
    assert_eq!(
        shipped(&asked(Kind::InformationRequest, "unknown")),
        Some(date(2026, 2, 11))
    );
    assert_eq!(shipped(&asked(Kind::Provisional, "commercial")), None);
}

#[test]
fn what_may_not_be_appealed_may_be_filed_anew() {
    // A year from 30 December 2025 is a Wednesday.
    let undecided = asked(Kind::Unprocessable, "medicare_ffs");
    assert_eq!(shipped(&undecided), Some(date(2026, 12, 30)));
    let final_word = Asked {
        appealable: false,
        ..asked(Kind::Denial, "medicare_ffs")
    };
    assert_eq!(shipped(&final_word), Some(date(2026, 12, 30)));
    // The earliest of several counts.
    assert_eq!(
        shipped(&asked(Kind::Rejection, "medicare_ffs")),
        Some(date(2026, 1, 20))
    );
    let undated = Asked {
        denied_on: None,
        served_on: None,
        ..undecided
    };
    assert_eq!(shipped(&undated), None);
}

#[test]
fn own_rules_go_before_what_is_shipped() {
    let denied = asked(Kind::Denial, "commercial");
    // 90 days: Sunday 12 April, so Friday. It is longer or shorter than the default alike.
    assert_eq!(
        day(&denied, vec![], vec![appeal(90)]),
        Some(date(2026, 4, 10))
    );
    // 365 days: Tuesday 12 January.
    assert_eq!(
        day(&denied, vec![], vec![appeal(365)]),
        Some(date(2027, 1, 12))
    );
    // 133 days: Monday 25 May is a holiday, so Friday 22.
    assert_eq!(
        day(&denied, vec![], vec![appeal(133)]),
        Some(date(2026, 5, 22))
    );
    // Thirty business days; 19 January and 16 February are holidays: Wednesday 25 February.
    let business = AppealTerm {
        day_kind: DayKind::Business,
        ..appeal(30)
    };
    assert_eq!(
        day(&denied, vec![], vec![business]),
        Some(date(2026, 2, 25))
    );
    // Of another payer, or of another level: the default.
    let other = Asked {
        payer: "Other",
        ..denied
    };
    assert_eq!(
        day(&other, vec![], vec![appeal(90)]),
        Some(date(2026, 7, 10))
    );
    let again = Asked { level: 2, ..denied };
    assert_eq!(day(&again, vec![], vec![appeal(90)]), None);
    let second = AppealTerm {
        level: 2,
        ..appeal(60)
    };
    assert_eq!(
        day(&again, vec![], vec![appeal(90), second]),
        Some(date(2026, 3, 13))
    );
    // 180 days for Medicare's second level: Saturday 11 July, so Friday.
    let again = Asked {
        level: 2,
        ..asked(Kind::Denial, "medicare_ffs")
    };
    assert_eq!(shipped(&again), Some(date(2026, 7, 10)));
}

#[test]
fn the_rule_of_the_day_holds() {
    let first = AppealTerm {
        eff_to: date(2026, 2, 1),
        ..appeal(90)
    };
    let then = AppealTerm {
        eff_from: date(2026, 2, 1),
        ..appeal(60)
    };
    let rules = vec![first, then];
    let on = |day| Asked {
        denied_on: Some(day),
        ..asked(Kind::Denial, "commercial")
    };
    // Friday 1 May; Thursday 2 April.
    assert_eq!(
        day(&on(date(2026, 1, 31)), vec![], rules.clone()),
        Some(date(2026, 5, 1))
    );
    assert_eq!(
        day(&on(date(2026, 2, 1)), vec![], rules.clone()),
        Some(date(2026, 4, 2))
    );
    // Before either, the default: 180 days from 31 December 2019 is Sunday 28 June.
    assert_eq!(
        day(&on(date(2019, 12, 31)), vec![], rules),
        Some(date(2020, 6, 26))
    );
    // Filing goes by what held on the day of service: 90 days from 30 December is Monday 30 March.
    let undecided = asked(Kind::Unprocessable, "commercial");
    let filing = PayerTerm {
        timely_filing_days: Some(90),
        ..payer()
    };
    assert_eq!(
        day(&undecided, vec![filing.clone()], vec![]),
        Some(date(2026, 3, 30))
    );
    let later = PayerTerm {
        eff_from: date(2026, 1, 1),
        ..filing
    };
    assert_eq!(day(&undecided, vec![later], vec![]), None);
}

#[test]
fn a_payer_goes_before_its_class_and_a_plan_before_all() {
    let class = AppealTerm {
        payer: None,
        payer_class: Some("commercial".to_owned()),
        ..appeal(30)
    };
    let plan = |name: &str, days| AppealTerm {
        plan: Some(name.to_owned()),
        ..appeal(days)
    };
    let denied = asked(Kind::Denial, "commercial");
    // 30 days: Wednesday 11 February. 90: Friday 10 April. 60: Friday 13 March.
    assert_eq!(
        day(&denied, vec![], vec![class.clone()]),
        Some(date(2026, 2, 11))
    );
    let rules = vec![class, plan("HM", 60), appeal(90), plan("G7", 120)];
    assert_eq!(day(&denied, vec![], rules.clone()), Some(date(2026, 4, 10)));
    let plans = ["hm".to_owned()];
    let of_plan = Asked {
        plans: &plans,
        ..denied
    };
    assert_eq!(
        day(&of_plan, vec![], rules.clone()),
        Some(date(2026, 3, 13))
    );
    // Of both: G7, in whatever order they come. 120 days: Tuesday 12 May.
    let plans = ["HM".to_owned(), "G7".to_owned()];
    let of_both = Asked {
        plans: &plans,
        ..denied
    };
    assert_eq!(
        day(&of_both, vec![], rules.iter().rev().cloned().collect()),
        Some(date(2026, 5, 12))
    );
    assert_eq!(day(&of_both, vec![], rules), Some(date(2026, 5, 12)));
}

#[test]
fn every_day_is_kept_and_the_earliest_is_shown() {
    let denied = asked(Kind::Denial, "commercial");
    let terms = |config| Terms::new(vec![config], vec![appeal(90)]);
    // 45 days from the answer: Thursday 26 February; from the service: Friday 13 February.
    let corrected = PayerTerm {
        corrected_claim_days: Some(45),
        ..payer()
    };
    assert_eq!(
        days(&denied, &terms(corrected.clone())),
        [
            (Action::CorrectedClaim, date(2026, 2, 26)),
            (Action::Appeal, date(2026, 4, 10))
        ]
    );
    let served = PayerTerm {
        corrected_claim_from: Since::Served,
        ..corrected
    };
    let found = days(&denied, &terms(served));
    assert_eq!(found[0], (Action::CorrectedClaim, date(2026, 2, 13)));
    // A request for information: ten days are Thursday 22 January.
    let asks = PayerTerm {
        response_days: Some(10),
        ..payer()
    };
    let asked_for = asked(Kind::InformationRequest, "commercial");
    assert_eq!(day(&asked_for, vec![asks], vec![]), Some(date(2026, 1, 22)));
    // A refusal without appeal: sent again, corrected or new.
    let final_word = Asked {
        appealable: false,
        ..denied
    };
    let both = PayerTerm {
        corrected_claim_days: Some(45),
        timely_filing_days: Some(90),
        ..payer()
    };
    assert_eq!(
        days(&final_word, &terms(both)),
        [
            (Action::CorrectedClaim, date(2026, 2, 26)),
            (Action::Filing, date(2026, 3, 30))
        ]
    );
}

#[test]
fn an_answer_counts_from_its_receipt_where_a_rule_says_so() {
    let received = AppealTerm {
        counted_from: Since::Received,
        ..appeal(60)
    };
    let denied = asked(Kind::Denial, "commercial");
    // Without a presumption, the day of the answer: the safe one. With five days: 17 January and 60, which is
    // Wednesday 18 March.
    assert_eq!(
        day(&denied, vec![], vec![received.clone()]),
        Some(date(2026, 3, 13))
    );
    let config = PayerTerm {
        receipt_days: 5,
        ..payer()
    };
    assert_eq!(
        day(&denied, vec![config], vec![received]),
        Some(date(2026, 3, 18))
    );
}

#[test]
fn a_rule_says_where_it_stands_and_who_verified_it() {
    let denied = asked(Kind::Denial, "commercial");
    let said = |term: Option<AppealTerm>| {
        let terms = Terms::new(vec![], term.into_iter().collect());
        deadlines(&denied, &terms)[0].rule()
    };
    assert_eq!(
        said(None),
        "appeal, level 1: 180 calendar days from the answer of 2026-01-12; common, and unverified for any one \
         payer: the contract governs (default of the class, unverified)"
    );
    assert_eq!(
        said(Some(appeal(90))),
        "appeal, level 1: 90 calendar days from the answer of 2026-01-12; contract, 7.1 (own rule, unverified)"
    );
    let medicare = deadlines(&asked(Kind::Denial, "medicare_ffs"), &Terms::default());
    let read = "(default of the class, read in its source, unverified here)";
    assert!(medicare[0].rule().ends_with(read));
    let mut verified = appeal(90);
    verified.basis.verified_on = Some(date(2026, 1, 5));
    verified.basis.verified_by = Some("ana".to_owned());
    assert_eq!(
        said(Some(verified)),
        "appeal, level 1: 90 calendar days from the answer of 2026-01-12; contract, 7.1 (own rule, verified on \
         2026-01-05 by ana)"
    );
}

#[test]
fn beyond_the_calendar_there_is_no_day() {
    let never = Asked {
        denied_on: Some(Date::MAX),
        ..asked(Kind::Denial, "commercial")
    };
    assert_eq!(shipped(&never), None);
    let mut rule = appeal(90);
    (rule.day_kind, rule.eff_to) = (DayKind::Business, Date::MAX);
    let last = Asked {
        denied_on: Some(date(9999, 12, 30)),
        ..never
    };
    assert_eq!(day(&last, vec![], vec![rule]), None);
}

#[test]
fn a_near_day_counts_more_and_a_past_one_nothing() {
    let today = date(2026, 3, 10);
    let at = |days: i32| {
        let day = today.checked_add(Span::new().days(days)).unwrap();
        urgency(Some(day), today)
    };
    let found: Vec<i64> = [-1, 0, 7, 8, 14, 15, 30, 31].map(at).to_vec();
    assert_eq!(found, [0, 2_000, 2_000, 1_500, 1_500, 1_200, 1_200, 1_000]);
    assert_eq!(urgency(None, today), 1_000);
}

#[test]
fn an_organisation_says_how_long_it_waits() {
    let own = PayerTerm {
        pended_overdue_days: Some(30),
        ..payer()
    };
    let named = own.payer.clone();
    let (from, to) = (own.eff_from, own.eff_to);
    let terms = Terms::new(vec![own], vec![]);
    let usual = crate::denial::Waits::default();
    let held = terms.waits(&named, Some(from));
    assert_eq!(
        (held.pended_days, held.secondary_days),
        (30, usual.secondary_days)
    );
    for (who, on) in [
        (named.as_str(), Some(to)),
        ("another", Some(from)),
        (&named, None),
    ] {
        assert_eq!(terms.waits(who, on), usual);
    }
}
