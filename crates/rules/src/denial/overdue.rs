//! What is waited for too long (denial_rules.md 4.0.18): a decision on a claim that was left undecided, and the
//! next payer's answer to one that was sent on to it. Such a case ends by itself with the answer.

use jiff::Span;
use jiff::civil::Date;

use super::answer::Standing;
use super::case::{Case, CaseKey, Happened, Kind, Resolution};
use super::life::PayerLife;
use super::line::WHOLE_CLAIM;
use crate::word::Category;

/// Days from the check date after which an answer is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waits {
    /// For a decision on a pended claim.
    pub pended_days: i32,
    /// For the next payer's answer; no less than [`Waits::LEAST`].
    pub secondary_days: i32,
}

impl Waits {
    /// Days within which nothing is overdue, whatever is set.
    pub const LEAST: i32 = 21;
}

impl Default for Waits {
    fn default() -> Waits {
        Waits {
            pended_days: 45,
            secondary_days: 45,
        }
    }
}

/// Cases of what one payer, or the one after it, owes an answer to, as they are known on this day. An answer that
/// came late leaves a case that ended. How long is waited is asked for the day of the answer that is waited on.
#[must_use]
pub fn overdue(life: &PayerLife, waits: impl Fn(Option<Date>) -> Waits, as_of: Date) -> Vec<Case> {
    let days = life.answers.iter().filter_map(|answer| answer.on);
    let today = days.fold(as_of, Date::max);
    let pended = waited(
        Kind::PendedOverdue,
        Category::Other,
        pended(life, &waits),
        today,
    );
    let secondary = waited(
        Kind::SecondaryOverdue,
        Category::Cob,
        crossed(life, &waits),
        today,
    );
    pended.into_iter().chain(secondary).collect()
}

/// One stretch of waiting.
struct Wait<'a> {
    from: &'a str,
    /// The last day on which the answer is in time.
    last: Option<Date>,
    amount: i64,
    /// What ended it, when, and how.
    ended: Option<(&'a str, Option<Date>, Resolution)>,
}

fn pended<'a>(life: &'a PayerLife, waits: &impl Fn(Option<Date>) -> Waits) -> Vec<Wait<'a>> {
    let mut found: Vec<Wait<'_>> = vec![];
    let mut waiting = false;
    for answer in &life.answers {
        match answer.standing {
            // Word that it is pending still is no answer.
            Standing::Pended if waiting => {}
            Standing::Pended => {
                found.push(Wait {
                    from: &answer.id,
                    last: after(answer.on, waits(answer.on).pended_days),
                    amount: answer.pended,
                    ended: None,
                });
                waiting = true;
            }
            standing if standing.settles() || standing == Standing::Forwarded => {
                if let Some(wait) = found.last_mut().filter(|_| waiting) {
                    wait.ended = Some((&answer.id, answer.on, Resolution::Answered));
                }
                waiting = false;
            }
            _ => {}
        }
    }
    found
}

fn crossed<'a>(life: &'a PayerLife, waits: &impl Fn(Option<Date>) -> Waits) -> Vec<Wait<'a>> {
    let answers = life.answers.iter().enumerate();
    let crossed = answers.filter(|(_, answer)| answer.crosses_over);
    crossed
        .map(|(at, answer)| {
            let mut others = life.others.iter();
            let other = others.find(|other| other.on.is_none() || other.on >= answer.on);
            let answered = other.map(|other| (other.id.as_str(), other.on, Resolution::Answered));
            let own = life.answers.iter().filter(|own| own.takes_back == Some(at));
            let own = own.map(|own| (own.id.as_str(), own.on, Resolution::Withdrawn));
            let others = life.taken_back.iter().filter(|taken| taken.answer == at);
            let others = others.map(|taken| (taken.by.as_str(), taken.on, Resolution::Withdrawn));
            // What was sent on and is taken back is not waited for: it is sent on anew.
            let ended = answered.into_iter().chain(own).chain(others);
            Wait {
                from: &answer.id,
                last: after(answer.on, waits(answer.on).secondary_days.max(Waits::LEAST)),
                amount: answer.patient_share,
                ended: ended.min_by_key(|(_, on, _)| *on),
            }
        })
        .collect()
}

/// The case of all waits of a kind that were, or are, too long.
fn waited(kind: Kind, category: Category, waits: Vec<Wait<'_>>, today: Date) -> Option<Case> {
    let mut found: Option<Case> = None;
    for wait in waits {
        // What has no date is never overdue.
        let Some(last) = wait.last else { continue };
        let answered_on = wait.ended.and_then(|(_, on, _)| on);
        if today <= last || (wait.ended.is_some() && answered_on.is_none_or(|on| on <= last)) {
            continue;
        }
        let key = CaseKey {
            kind,
            line: WHOLE_CLAIM.to_owned(),
            category,
        };
        let happened = match &found {
            None => Happened::Opened,
            Some(case) if case.is_open => Happened::Recurred,
            Some(_) => Happened::Reopened,
        };
        let case = found.get_or_insert_with(|| Case::begun(key, None, wait.from));
        case.owes(wait.amount, happened, wait.from);
        // Another amount than the first is no recovery: it is waited for anew.
        (case.amounts.recovered, case.resolution) = (0, None);
        if let Some((by, _, resolution)) = wait.ended {
            case.amounts.current = 0;
            case.end(resolution, by);
        }
    }
    found
}

fn after(on: Option<Date>, days: i32) -> Option<Date> {
    on?.checked_add(Span::new().days(days)).ok()
}

#[cfg(test)]
mod tests;
