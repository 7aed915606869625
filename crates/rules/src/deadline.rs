//! Until when something may be asked for (denial_rules.md 4.6): days from the answer, or from the service, by
//! class of payer; the earliest day counts, rolled back to a business day.
//!
//! What is shipped is by class of payer, each rule with its source and whether anybody verified it. Nothing is
//! known here of any payer by name: contracts are the organisation's to say.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use crate::denial::Kind;

/// What may be done until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Action {
    /// Appeal the decision, at the first level.
    Appeal,
    /// File the claim for the first time, or as a new one.
    Filing,
    /// Correct what was rejected.
    Rejection,
    /// Give the information that was asked for.
    Information,
}

#[derive(Debug, Deserialize)]
struct Row {
    payer_class: String,
    action: String,
    days: i32,
    day_kind: String,
    counted_from: String,
    eff_from: Option<Date>,
    eff_to: Option<Date>,
    source: String,
    verified: String,
}

#[derive(Debug, Deserialize)]
struct Holiday {
    day: Date,
    #[serde(rename = "name")]
    _name: String,
}

static RULES: LazyLock<Vec<Row>> =
    LazyLock::new(|| read(include_str!("../data/appeal.csv")).expect("the shipped list is tested"));

static HOLIDAYS: LazyLock<BTreeSet<Date>> = LazyLock::new(|| {
    let holidays: Vec<Holiday> =
        read(include_str!("../data/holidays.csv")).expect("the shipped list is tested");
    holidays.into_iter().map(|holiday| holiday.day).collect()
});

/// What a deadline is reckoned from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What kind of refusal.
    pub kind: Kind,
    /// It may be appealed.
    pub appealable: bool,
    /// Class of the payer, as in payers.csv.
    pub payer_class: &'a str,
    /// The day of the answer, or of the report.
    pub denied_on: Option<Date>,
    /// First day of service.
    pub served_on: Option<Date>,
}

/// A day, and the rule that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last day, a business day.
    pub day: Date,
    /// What may be done until then, why, and whether anybody verified the rule.
    pub rule: String,
}

/// The earliest day until which something may be asked for; none where no rule tells it.
#[must_use]
pub fn deadline(asked: &Asked<'_>) -> Option<Deadline> {
    let actions: &[Action] = match asked.kind {
        Kind::Denial if asked.appealable => &[Action::Appeal],
        Kind::Denial | Kind::Unprocessable => &[Action::Filing],
        Kind::Rejection | Kind::FileRejection => &[Action::Rejection, Action::Filing],
        Kind::InformationRequest => &[Action::Information],
        Kind::Provisional
        | Kind::TakeBack
        | Kind::SilentRecoupment
        | Kind::PendedOverdue
        | Kind::SecondaryOverdue => &[],
    };
    let rules = RULES.iter().filter(|rule| {
        let action = action(&rule.action);
        actions.iter().any(|wanted| Some(*wanted) == action)
            && (rule.payer_class.is_empty() || rule.payer_class == asked.payer_class)
    });
    let days = rules.filter_map(|rule| {
        let from = match rule.counted_from.as_str() {
            "served" => asked.served_on?,
            _ => asked.denied_on?,
        };
        let holds = rule.eff_from.is_none_or(|first| first <= from)
            && rule.eff_to.is_none_or(|end| from < end);
        let day = match rule.day_kind.as_str() {
            "business" => business_days(from, rule.days),
            _ => from.checked_add(Span::new().days(rule.days)).ok(),
        };
        let day = back(day.filter(|_| holds)?);
        Some(Deadline {
            day,
            rule: format!("{} ({}): {}", rule.action, rule.verified, rule.source),
        })
    });
    days.min_by(|a, b| (a.day, &a.rule).cmp(&(b.day, &b.rule)))
}

/// Per mille by which worth counts more as its day comes near; nothing once it is over (denial_rules.md 4.7).
#[must_use]
pub fn urgency(deadline: Option<Date>, today: Date) -> i64 {
    let Some(day) = deadline else { return 1_000 };
    match days_between(today, day) {
        ..0 => 0,
        0..=7 => 2_000,
        8..=14 => 1_500,
        15..=30 => 1_200,
        _ => 1_000,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

fn action(word: &str) -> Option<Action> {
    match word {
        "appeal" => Some(Action::Appeal),
        "filing" => Some(Action::Filing),
        "rejection" => Some(Action::Rejection),
        "information" => Some(Action::Information),
        _ => None,
    }
}

fn is_business_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !HOLIDAYS.contains(&day)
}

/// The same day, or the last business day before it.
fn back(mut day: Date) -> Date {
    while !is_business_day(day) {
        match day.yesterday() {
            Ok(before) => day = before,
            Err(_) => break,
        }
    }
    day
}

fn business_days(from: Date, days: i32) -> Option<Date> {
    let (mut day, mut left) = (from, days);
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= i32::from(is_business_day(day));
    }
    Some(day)
}

fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Result<Vec<T>, String> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>()
        .map_err(|e: csv::Error| e.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn asked(kind: Kind, payer_class: &str) -> Asked<'_> {
        Asked {
            kind,
            appealable: true,
            payer_class,
            denied_on: Some(date(2026, 1, 12)),
            served_on: Some(date(2025, 12, 30)),
        }
    }

    fn day(asked: &Asked<'_>) -> Option<Date> {
        deadline(asked).map(|deadline| deadline.day)
    }

    #[test]
    fn every_rule_is_one_that_is_understood() {
        for rule in RULES.iter() {
            assert!(action(&rule.action).is_some(), "{}", rule.action);
            assert!(["calendar", "business"].contains(&&*rule.day_kind));
            assert!(["denied", "served"].contains(&&*rule.counted_from));
            assert!(["verified", "verify", "own"].contains(&&*rule.verified));
            assert!(rule.days > 0 && rule.source.len() > 5);
        }
        assert!(HOLIDAYS.len() > 40);
    }

    #[test]
    fn days_are_counted_and_rolled_back() {
        // 12 January and 120 days: Tuesday 12 May.
        assert_eq!(
            day(&asked(Kind::Denial, "medicare_ffs")),
            Some(date(2026, 5, 12))
        );
        // And 60: Friday 13 March. And 180: Saturday 11 July, so Friday.
        assert_eq!(
            day(&asked(Kind::Denial, "medicare_adv")),
            Some(date(2026, 3, 13))
        );
        assert_eq!(
            day(&asked(Kind::Denial, "commercial")),
            Some(date(2026, 7, 10))
        );
        assert_eq!(day(&asked(Kind::Denial, "unknown")), None);
        // Five business days from Monday the 12th; the next Monday is a holiday.
        assert_eq!(
            day(&asked(Kind::Rejection, "unknown")),
            Some(date(2026, 1, 20))
        );
        // Thirty days: Wednesday 11 February.
        assert_eq!(
            day(&asked(Kind::InformationRequest, "unknown")),
            Some(date(2026, 2, 11))
        );
        assert_eq!(day(&asked(Kind::Provisional, "commercial")), None);
    }

    #[test]
    fn what_may_not_be_appealed_may_be_filed_anew() {
        // A year from 30 December 2025 is a Wednesday.
        let undecided = asked(Kind::Unprocessable, "medicare_ffs");
        assert_eq!(day(&undecided), Some(date(2026, 12, 30)));
        let mut final_word = asked(Kind::Denial, "medicare_ffs");
        final_word.appealable = false;
        assert_eq!(day(&final_word), Some(date(2026, 12, 30)));
        // The earliest of several counts.
        assert_eq!(
            day(&asked(Kind::Rejection, "medicare_ffs")),
            Some(date(2026, 1, 20))
        );
        let undated = Asked {
            denied_on: None,
            served_on: None,
            ..undecided
        };
        assert_eq!(day(&undated), None);
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
}
