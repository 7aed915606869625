//! Silent recoupments: money that a payer keeps by an adjustment (PLB reason WO) that names no claim that is
//! known, and that no reversal within sixty days is the reason of (denial_rules.md 4.0.9, 4.12).

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::case::{Case, CaseKey, Happened, Kind, Resolution};
use crate::word::Category;

/// Days within which a reversal may explain it, before or after it.
const EXPLAINED_WITHIN: i32 = 60;

/// An adjustment that takes an overpayment back and names no known claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recoupment {
    /// Names it for whoever asked.
    pub id: String,
    /// The check date.
    pub on: Option<Date>,
    /// PLB03-2.
    pub reference: String,
    /// PLB04 in cents: what is taken; below zero it is given.
    pub amount: i64,
}

/// A reversal of the same payer and payee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversed {
    /// The check date.
    pub on: Option<Date>,
    /// Cents that it takes back.
    pub amount: i64,
}

/// The cases of one payer and payee, one for each reference, as they are known on this day. Both are given in
/// the order of business; a reversal explains one adjustment of its amount.
#[must_use]
pub fn silent(recoupments: &[Recoupment], reversals: &[Reversed], as_of: Date) -> Vec<Case> {
    let mut left: Vec<&Reversed> = reversals.iter().collect();
    let mut ledgers: BTreeMap<&str, Ledger> = BTreeMap::new();
    for recoupment in recoupments {
        let ledger = ledgers.entry(&recoupment.reference).or_default();
        let taken = ledger.take(recoupment);
        if taken <= 0 {
            continue;
        }
        let explains = |reversed: &&Reversed| {
            reversed.amount == taken && days_between(reversed.on, recoupment.on) <= EXPLAINED_WITHIN
        };
        if let Some(at) = left.iter().position(explains) {
            left.remove(at);
        } else if is_over(recoupment.on, as_of) {
            ledger.lose(taken, recoupment);
        }
    }
    ledgers
        .into_values()
        .filter_map(|ledger| ledger.case)
        .collect()
}

/// What is kept under one reference.
#[derive(Default)]
struct Ledger {
    /// Given until it is collected.
    deferred: i64,
    case: Option<Case>,
}

impl Ledger {
    /// Cents that are taken and were not given before.
    fn take(&mut self, recoupment: &Recoupment) -> i64 {
        let amount = recoupment.amount;
        if amount >= 0 {
            let collected = amount.min(self.deferred);
            self.deferred -= collected;
            return amount - collected;
        }
        let mut given = amount.saturating_neg();
        if let Some(case) = self.case.as_mut().filter(|case| case.is_open) {
            let back = given.min(case.amounts.current);
            given -= back;
            let left = case.amounts.current - back;
            if left > 0 {
                case.owes(left, Happened::Changed, &recoupment.id);
            } else {
                case.amounts.recovered = case.amounts.denied;
                case.amounts.current = 0;
                case.end(Resolution::Overturned, &recoupment.id);
            }
        }
        self.deferred = self.deferred.saturating_add(given);
        0
    }

    fn lose(&mut self, amount: i64, recoupment: &Recoupment) {
        let by = &recoupment.id;
        let Some(case) = &mut self.case else {
            let key = CaseKey {
                kind: Kind::SilentRecoupment,
                line: recoupment.reference.clone(),
                category: Category::Review,
            };
            let mut case = Case::begun(key, None, by);
            case.owes(amount, Happened::Opened, by);
            self.case = Some(case);
            return;
        };
        let happened = match case.is_open {
            true => Happened::Recurred,
            false => Happened::Reopened,
        };
        let amount = case.amounts.current.saturating_add(amount);
        case.owes(amount, happened, by);
    }
}

/// Nothing can explain it any more. What has no date is over at once.
fn is_over(on: Option<Date>, as_of: Date) -> bool {
    let last = on.and_then(|on| on.checked_add(Span::new().days(EXPLAINED_WITHIN)).ok());
    last.is_none_or(|last| last < as_of)
}

/// What has no date is near to everything.
fn days_between(one: Option<Date>, other: Option<Date>) -> i32 {
    let (Some(one), Some(other)) = (one, other) else {
        return 0;
    };
    one.min(other)
        .until(one.max(other))
        .map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests;
