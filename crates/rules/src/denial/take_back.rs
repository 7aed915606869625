//! What a payer takes back of what it paid: a reversal that no correction makes good within thirty days, and a
//! recovery (PLB reason WO) that names the claim (denial_rules.md 4.0.9, 4.2.5; X12 RFI 1082, 1386).
//!
//! There is one account for the claim: what the payer paid, less what it took. A payer that reverses and is to
//! collect later gives the money with one adjustment and takes it with another: that is one loss, and the
//! reversal is it. A balance that is carried forward (FB) is no loss at all, and not known here.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::answer::{Answered, Standing};
use super::case::{Case, CaseKey, Happened, Kind, Resolution, leading};
use super::life::{PayerLife, Recovery};
use super::line::WHOLE_CLAIM;
use super::refused::{Refused, refused};
use crate::word::Category;

/// Days within which a correction belongs to its reversal, before or after it.
pub const CORRECTED_WITHIN: i32 = 30;
/// Cents from which on a loss is one: below it payers round.
const LEAST: i64 = 100;

/// The case of what one payer took back of one claim, as it is known on this day; none where it took nothing. It
/// is a companion of the denial where the correction refuses something: of its category, and its child.
#[must_use]
pub fn take_back(life: &PayerLife, as_of: Date) -> Option<Case> {
    let days = life.answers.iter().filter_map(|answer| answer.on);
    let mut account = Account {
        life,
        // What is dated later was not written earlier.
        today: days.fold(as_of, Date::max),
        net: 0,
        gone: BTreeSet::new(),
        deferred: 0,
        recovered: 0,
        before: None,
        case: None,
    };
    for at in 0..=life.answers.len() {
        for recovery in life.recoveries.iter().filter(|r| r.after == at) {
            account.recovers(recovery);
        }
        for taken in life.taken_back.iter().filter(|taken| taken.after == at) {
            let reversal = Reversal {
                takes: taken.answer,
                after: at,
                on: taken.on,
                is_ours: taken.is_ours,
                id: &taken.by,
            };
            account.reverses(&reversal);
        }
        if let Some(answer) = life.answers.get(at) {
            account.hears(at, answer);
        }
    }
    account.case
}

/// A reversal whose original is known; what an orphan took back was never counted.
struct Reversal<'a> {
    /// The place of the answer that it takes back.
    takes: usize,
    /// The place behind which it comes.
    after: usize,
    on: Option<Date>,
    is_ours: bool,
    id: &'a str,
}

/// What the payer paid for the claim and took back, in cents.
struct Account<'a> {
    life: &'a PayerLife,
    today: Date,
    /// Paid, less what was taken.
    net: i64,
    /// Answers that were taken back.
    gone: BTreeSet<usize>,
    /// Given until a reversal is collected.
    deferred: i64,
    /// Taken without a reversal.
    recovered: i64,
    /// What was paid before something was taken that is not made good.
    before: Option<i64>,
    case: Option<Case>,
}

impl Account<'_> {
    fn hears(&mut self, at: usize, answer: &Answered) {
        match answer.standing {
            Standing::Predetermination => {}
            Standing::Reversal => {
                if let Some(takes) = answer.takes_back {
                    self.reverses(&Reversal {
                        takes,
                        after: at,
                        on: answer.on,
                        is_ours: answer.is_ours,
                        id: &answer.id,
                    });
                }
            }
            standing => {
                self.net = self.net.saturating_add(answer.paid);
                if standing.settles() {
                    self.settle(Some(answer), &answer.id);
                }
            }
        }
    }

    fn reverses(&mut self, reversal: &Reversal<'_>) {
        let Some(taken) = self.life.answers.get(reversal.takes) else {
            return;
        };
        let paid = taken.paid;
        // A correction may stand before its reversal: until then both were paid.
        let early: Vec<&Answered> = (reversal.takes + 1..reversal.after)
            .filter(|at| !self.gone.contains(at))
            .filter_map(|at| self.life.answers.get(at))
            .filter(|answer| answer.standing.settles() && near(answer.on, reversal.on))
            .collect();
        let twice = early
            .iter()
            .map(|answer| answer.paid)
            .fold(0, i64::saturating_add);
        let before = self.net.saturating_sub(twice);
        self.net = self.net.saturating_sub(paid);
        self.gone.insert(reversal.takes);
        if reversal.is_ours {
            self.before = self.before.map(|before| before.saturating_sub(paid));
            self.settle(None, reversal.id);
            return;
        }
        self.before.get_or_insert(before);
        match early.last() {
            Some(correction) => self.settle(Some(*correction), reversal.id),
            None if self.stays_alone(reversal) => self.settle(None, reversal.id),
            None => {}
        }
    }

    /// No correction came in time, and none can come any more.
    fn stays_alone(&self, reversal: &Reversal<'_>) -> bool {
        let later = self.life.answers.iter().skip(reversal.after);
        let mut corrections = later.filter(|answer| answer.standing.settles());
        if corrections.any(|answer| near(answer.on, reversal.on)) {
            return false;
        }
        last_day(reversal.on).is_none_or(|last| last < self.today)
    }

    fn recovers(&mut self, recovery: &Recovery) {
        let amount = recovery.amount;
        if amount < 0 {
            let given = amount.saturating_neg();
            let back = given.min(self.recovered);
            self.recovered -= back;
            self.deferred = self.deferred.saturating_add(given - back);
            self.net = self.net.saturating_add(back);
        } else {
            let collected = amount.min(self.deferred);
            self.deferred -= collected;
            let taken = amount - collected;
            if taken > 0 {
                self.before.get_or_insert(self.net);
            }
            self.recovered = self.recovered.saturating_add(taken);
            self.net = self.net.saturating_sub(taken);
        }
        self.settle(None, &recovery.id);
    }

    /// What is missing now, and by what it came to that.
    fn settle(&mut self, correction: Option<&Answered>, by: &str) {
        let Some(before) = self.before else { return };
        let missing = before.saturating_sub(self.net);
        if missing < LEAST {
            self.before = None;
            if let Some(case) = self.case.as_mut().filter(|case| case.is_open) {
                case.amounts.recovered = case.amounts.denied;
                case.amounts.current = 0;
                case.end(Resolution::Overturned, by);
            }
            return;
        }
        match &mut self.case {
            None => self.case = Some(opened(correction, missing, by)),
            Some(case) if !case.is_open => case.owes(missing, Happened::Reopened, by),
            Some(case) if missing > case.amounts.current => {
                case.owes(missing, Happened::Recurred, by);
            }
            Some(case) if missing < case.amounts.current => {
                case.owes(missing, Happened::Changed, by);
            }
            Some(_) => {}
        }
    }
}

fn opened(correction: Option<&Answered>, missing: i64, by: &str) -> Case {
    let refused = correction.map(refused).unwrap_or_default();
    let leads = refused
        .into_iter()
        .filter(|(_, refused)| refused.amount() > 0);
    // The largest amount, then the first line.
    let leads = leads.reduce(|one, other| match other.1.amount() > one.1.amount() {
        true => other,
        false => one,
    });
    let key = |category| CaseKey {
        kind: Kind::TakeBack,
        line: WHOLE_CLAIM.to_owned(),
        category,
    };
    let mut case = match leads {
        None => {
            let mut case = Case::begun(key(Category::Review), None, by);
            case.appealable = true;
            case
        }
        Some((parent, refused)) => companion(key(parent.category), parent, &refused, by),
    };
    case.owes(missing, Happened::Opened, by);
    case
}

fn companion(key: CaseKey, parent: CaseKey, refused: &Refused, by: &str) -> Case {
    let appealable = parent.kind == Kind::Denial && !refused.not_appealable;
    let mut case = Case::begun(key, Some(parent), by);
    case.carc = leading(&refused.explained());
    case.rarcs.clone_from(&refused.rarcs);
    case.unmapped = refused.unmapped;
    case.appealable = appealable;
    case
}

fn last_day(on: Option<Date>) -> Option<Date> {
    on?.checked_add(Span::new().days(CORRECTED_WITHIN)).ok()
}

/// So near that one corrects the other. What has no date is near to everything.
fn near(one: Option<Date>, other: Option<Date>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    let last = last_day(Some(one.min(other)));
    last.is_none_or(|last| one.max(other) <= last)
}

#[cfg(test)]
mod tests;
