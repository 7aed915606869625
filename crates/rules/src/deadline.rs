//! Until when something may be asked for (denial_rules.md 4.6): days from the answer, from its receipt or from
//! the service; the earliest day counts, rolled back to a business day.
//!
//! An organisation's own terms go before what is shipped, action by action. What is shipped is by class of
//! payer, each rule with its source, and confirmed by nobody. Nothing is known here of any payer by name.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::denial::Kind;

mod calendar;
mod shipped;
mod terms;

pub use calendar::{DayKind, holidays};
pub use terms::{AppealTerm, Basis, PayerTerm, Since, Terms};

/// What may be done until a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Appeal the decision.
    Appeal,
    /// Send a corrected claim in its place.
    CorrectedClaim,
    /// File the claim for the first time, or as a new one.
    Filing,
    /// Correct what was rejected.
    Rejection,
    /// Give the information that was asked for.
    Information,
}

impl Action {
    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Appeal => "appeal",
            Action::CorrectedClaim => "corrected_claim",
            Action::Filing => "filing",
            Action::Rejection => "rejection",
            Action::Information => "information",
        }
    }
}

/// What a deadline is reckoned from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What kind of refusal.
    pub kind: Kind,
    /// It may be appealed.
    pub appealable: bool,
    /// The level that an appeal would be of, from 1.
    pub level: u32,
    /// The payer, as the views know it.
    pub payer: &'a str,
    /// Class of the payer, as in payers.csv.
    pub payer_class: &'a str,
    /// What its plan is known by.
    pub plans: &'a [String],
    /// The day of the answer, or of the report.
    pub denied_on: Option<Date>,
    /// First day of service.
    pub served_on: Option<Date>,
}

/// A day, and the rule that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// What may be done until then.
    pub action: Action,
    /// The last day, a business day.
    pub day: Date,
    /// Of an appeal, from 1.
    pub level: Option<u32>,
    /// Days of the rule.
    pub days: i32,
    /// Which days.
    pub day_kind: DayKind,
    /// From what they are counted.
    pub counted_from: Since,
    /// Which day that was.
    pub from: Date,
    /// The organisation's own; else the shipped default of the payer's class.
    pub own: bool,
    /// Where the rule stands.
    pub source: String,
    /// Of a default: we read it in its source, when it was written down.
    pub was_read: bool,
    /// The day on which somebody of the organisation looked it up there.
    pub verified_on: Option<Date>,
    /// Who did.
    pub verified_by: Option<String>,
}

impl Deadline {
    /// The rule in words: what, how long, since when, where it stands, and who says so.
    #[must_use]
    pub fn rule(&self) -> String {
        let level = self.level.map(|level| format!(", level {level}"));
        let whose = match (self.own, &self.verified_by, self.verified_on) {
            (true, Some(by), Some(on)) => format!("own rule, verified on {on} by {by}"),
            (true, ..) => "own rule, unverified".to_owned(),
            (false, ..) if self.was_read => {
                "default of the class, read in its source, unverified here".to_owned()
            }
            (false, ..) => "default of the class, unverified".to_owned(),
        };
        let since = match self.counted_from {
            Since::Denied => "the answer of",
            Since::Received => "its receipt on",
            Since::Served => "the service of",
        };
        format!(
            "{}{}: {} {} days from {since} {}; {} ({whose})",
            self.action.as_str(),
            level.unwrap_or_default(),
            self.days,
            self.day_kind.as_str(),
            self.from,
            self.source,
        )
    }
}

/// A rule that was chosen, with the day that it counts from.
struct Rule<'a> {
    action: Action,
    level: Option<u32>,
    days: i32,
    day_kind: DayKind,
    counted_from: Since,
    from: Date,
    basis: Option<&'a Basis>,
    source: &'a str,
    was_read: bool,
}

/// Every day until which something may be done, the earliest first: one for each action of which a rule tells.
#[must_use]
pub fn deadlines(asked: &Asked<'_>, terms: &Terms) -> Vec<Deadline> {
    let actions: &[Action] = match asked.kind {
        Kind::Denial if asked.appealable => &[Action::Appeal, Action::CorrectedClaim],
        Kind::Denial => &[Action::CorrectedClaim, Action::Filing],
        Kind::Unprocessable => &[Action::Filing],
        Kind::Rejection | Kind::FileRejection => &[Action::Rejection, Action::Filing],
        Kind::InformationRequest => &[Action::Information],
        Kind::Provisional
        | Kind::TakeBack
        | Kind::SilentRecoupment
        | Kind::PendedOverdue
        | Kind::SecondaryOverdue => &[],
    };
    let rules = actions
        .iter()
        .filter_map(|action| own(*action, asked, terms).or_else(|| default(*action, asked)));
    let mut days: Vec<Deadline> = rules.filter_map(reckoned).collect();
    days.sort_by_key(|deadline| (deadline.day, deadline.action));
    days
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

/// The organisation's own rule: the one that held on the day of the answer, and for filing on that of service.
fn own<'a>(action: Action, asked: &Asked<'_>, terms: &'a Terms) -> Option<Rule<'a>> {
    let payer = terms.payer(asked, asked.denied_on);
    let since = |counted_from| match counted_from {
        Since::Denied => asked.denied_on,
        Since::Received => {
            let days = payer.map_or(0, |term| term.receipt_days);
            asked.denied_on.and_then(|day| calendar::later(day, days))
        }
        Since::Served => asked.served_on,
    };
    let of_payer = |term: &'a PayerTerm, days: Option<i32>, counted_from| {
        Some(Rule {
            action,
            level: None,
            days: days?,
            day_kind: DayKind::Calendar,
            counted_from,
            from: since(counted_from)?,
            basis: Some(&term.basis),
            source: &term.basis.source,
            was_read: false,
        })
    };
    match action {
        Action::Appeal => {
            let term = terms.appeal(asked)?;
            Some(Rule {
                action,
                level: Some(term.level),
                days: term.days,
                day_kind: term.day_kind,
                counted_from: term.counted_from,
                from: since(term.counted_from)?,
                basis: Some(&term.basis),
                source: &term.basis.source,
                was_read: false,
            })
        }
        Action::CorrectedClaim => {
            let term = payer?;
            of_payer(term, term.corrected_claim_days, term.corrected_claim_from)
        }
        Action::Information => {
            let term = payer?;
            of_payer(term, term.response_days, Since::Denied)
        }
        Action::Filing => {
            let term = terms.payer(asked, asked.served_on)?;
            of_payer(term, term.timely_filing_days, Since::Served)
        }
        Action::Rejection => None,
    }
}

/// The shipped rule of the payer's class, else of all payers.
fn default(action: Action, asked: &Asked<'_>) -> Option<Rule<'static>> {
    let rules = shipped::RULES.iter().filter(|rule| {
        rule.action == action
            && rule.level.is_none_or(|level| level == asked.level)
            && (rule.payer_class.is_empty() || rule.payer_class == asked.payer_class)
    });
    let rules = rules.filter_map(|rule| {
        let from = match rule.counted_from {
            Since::Denied | Since::Received => asked.denied_on?,
            Since::Served => asked.served_on?,
        };
        rule.holds(from).then_some((rule, from))
    });
    let (rule, from) = rules.min_by_key(|(rule, _)| rule.payer_class.is_empty())?;
    Some(Rule {
        action,
        level: rule.level,
        days: rule.days,
        day_kind: rule.day_kind,
        counted_from: rule.counted_from,
        from,
        basis: None,
        source: &rule.source,
        was_read: rule.verified == "verified",
    })
}

fn reckoned(rule: Rule<'_>) -> Option<Deadline> {
    let verified = rule.basis.filter(|basis| basis.verified_by.is_some());
    Some(Deadline {
        action: rule.action,
        day: calendar::last_day(rule.from, rule.days, rule.day_kind)?,
        level: rule.level,
        days: rule.days,
        day_kind: rule.day_kind,
        counted_from: rule.counted_from,
        from: rule.from,
        own: rule.basis.is_some(),
        source: rule.source.to_owned(),
        was_read: rule.was_read,
        verified_on: verified.and_then(|basis| basis.verified_on),
        verified_by: verified.and_then(|basis| basis.verified_by.clone()),
    })
}

fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Result<Vec<T>, String> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>()
        .map_err(|e: csv::Error| e.to_string())
}

#[cfg(test)]
mod tests;
