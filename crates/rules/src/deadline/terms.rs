//! What an organisation says itself: its contracts and its payers' manuals, as it dropped them
//! (`payer_config.csv`, `appeal_rules.csv`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Asked, DayKind};
use crate::denial::Waits;

/// What days are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// The date of the answer, or of the report.
    Denied,
    /// The day on which it counts as received.
    Received,
    /// The first day of service.
    Served,
}

impl Since {
    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Since::Denied => "denied",
            Since::Received => "received",
            Since::Served => "served",
        }
    }
}

/// Where a rule stands, and who looked it up there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Basis {
    /// Document and section.
    pub source: String,
    /// The day on which somebody did.
    pub verified_on: Option<Date>,
    /// Who.
    pub verified_by: Option<String>,
}

/// The terms of a payer in a period: a row of the view `payer_term`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PayerTerm {
    /// The payer, as the views know it.
    pub payer: String,
    /// Days to answer a request for information.
    pub response_days: Option<i32>,
    /// Days to file a claim, from the first day of service.
    pub timely_filing_days: Option<i32>,
    /// Days to send a corrected claim.
    pub corrected_claim_days: Option<i32>,
    /// What these are counted from.
    pub corrected_claim_from: Since,
    /// Days after its date from which an answer counts as received.
    pub receipt_days: i32,
    /// Days from which a decision on a pended claim is overdue.
    pub pended_overdue_days: Option<i32>,
    /// Days from which the next payer's answer is overdue.
    pub secondary_overdue_days: Option<i32>,
    /// First day it holds.
    pub eff_from: Date,
    /// First day it no longer holds.
    pub eff_to: Date,
    /// Where it stands.
    #[serde(flatten)]
    pub basis: Basis,
}

/// How long a level of appeal is open in a period: a row of the view `appeal_term`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AppealTerm {
    /// The payer, as the views know it; none where it is of a class.
    pub payer: Option<String>,
    /// The class; none where it is of one payer.
    pub payer_class: Option<String>,
    /// The plan, in capitals; none for all.
    pub plan: Option<String>,
    /// The level, from 1.
    pub level: u32,
    /// Days it is open.
    pub days: i32,
    /// Which days are counted.
    pub day_kind: DayKind,
    /// And from when.
    pub counted_from: Since,
    /// First day it holds.
    pub eff_from: Date,
    /// First day it no longer holds.
    pub eff_to: Date,
    /// Where it stands.
    #[serde(flatten)]
    pub basis: Basis,
}

/// All that an organisation says. Periods of one payer, or of one class, plan and level, do not overlap: the
/// views see to that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    payers: BTreeMap<String, Vec<PayerTerm>>,
    /// By payer, else by class.
    appeals: BTreeMap<Of, Vec<AppealTerm>>,
}

fn waits(term: Option<&PayerTerm>) -> Waits {
    let usual = Waits::default();
    let days = |of: fn(&PayerTerm) -> Option<i32>| term.and_then(of);
    Waits {
        pended_days: days(|term| term.pended_overdue_days).unwrap_or(usual.pended_days),
        secondary_days: days(|term| term.secondary_overdue_days).unwrap_or(usual.secondary_days),
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Payer(String),
    Class(String),
}

impl Terms {
    /// From the rows of the two views.
    #[must_use]
    pub fn new(payers: Vec<PayerTerm>, appeals: Vec<AppealTerm>) -> Terms {
        let mut terms = Terms::default();
        for term in payers {
            let of = terms.payers.entry(term.payer.clone()).or_default();
            of.push(term);
        }
        for term in appeals {
            let of = match (&term.payer, &term.payer_class) {
                (Some(payer), _) => Of::Payer(payer.clone()),
                (None, Some(class)) => Of::Class(class.clone()),
                (None, None) => continue,
            };
            terms.appeals.entry(of).or_default().push(term);
        }
        terms
    }

    /// The terms of the payer that hold on a day.
    pub(super) fn payer(&self, asked: &Asked<'_>, on: Option<Date>) -> Option<&PayerTerm> {
        let on = on?;
        let terms = self.payers.get(asked.payer)?;
        terms
            .iter()
            .find(|term| (term.eff_from..term.eff_to).contains(&on))
    }

    /// How long a payer's answers are waited for that it gave on a day.
    #[must_use]
    pub fn waits(&self, payer: &str, on: Option<Date>) -> Waits {
        let holds =
            |term: &&PayerTerm| on.is_some_and(|on| (term.eff_from..term.eff_to).contains(&on));
        let term = self
            .payers
            .get(payer)
            .and_then(|terms| terms.iter().find(holds));
        waits(term)
    }

    /// How long any answer of any payer is waited for.
    #[must_use]
    pub fn all_waits(&self) -> BTreeSet<Waits> {
        let terms = self.payers.values().flatten().map(Some);
        terms.chain([None]).map(waits).collect()
    }

    /// The rule of appeal that holds on the day of the answer: the payer's before its class's, and of either
    /// the plan's before that of all plans.
    pub(super) fn appeal(&self, asked: &Asked<'_>) -> Option<&AppealTerm> {
        let on = asked.denied_on?;
        let holding = |of: &Of| {
            let terms = self.appeals.get(of)?;
            let fitting = terms.iter().filter(|term| {
                term.level == asked.level
                    && (term.eff_from..term.eff_to).contains(&on)
                    && term.plan.as_ref().is_none_or(|plan| is_of(asked, plan))
            });
            // Of two plans that a claim is of, the first by name.
            fitting.min_by_key(|term| (term.plan.is_none(), &term.plan))
        };
        holding(&Of::Payer(asked.payer.to_owned()))
            .or_else(|| holding(&Of::Class(asked.payer_class.to_owned())))
    }
}

fn is_of(asked: &Asked<'_>, plan: &str) -> bool {
    let mut plans = asked.plans.iter();
    plans.any(|of| of.eq_ignore_ascii_case(plan))
}
