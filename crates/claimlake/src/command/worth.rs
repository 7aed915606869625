//! What cases are worth today: with what is learned, by their urgency, and beside each other.

use std::collections::HashMap;

use anyhow::Result;
use jiff::civil::Date;
use pipeline::Context;
use rules::denial::Kind;
use rules::{Allowed, Tally, Worth};
use triage::{AllowedAmounts, Body, Outcomes};
use work::Facts;

use super::deadline;
use crate::args::Tier;

/// Of a thousand open cases, those of the first tier, and those of the first two.
const TIERS: [usize; 2] = [200, 500];

/// What it is reckoned by.
pub(crate) struct Reckoned {
    outcomes: Outcomes,
    allowed: AllowedAmounts,
    pub(crate) today: Date,
}

impl Reckoned {
    /// By what became of one's own cases until today, and what payers allowed.
    pub(crate) async fn today(context: &Context, today: Date) -> Result<Reckoned> {
        let outcomes = triage::outcomes(&*context.state).await?;
        let allowed = triage::allowed(&*context.state).await?;
        Ok(Reckoned {
            outcomes,
            allowed,
            today,
        })
    }

    /// What became of cases like this one. What is no denial was won or lost otherwise.
    pub(crate) fn tally(&self, body: &Body) -> Tally {
        match body.kind == Kind::Denial.as_str() {
            true => self
                .outcomes
                .of(body.payer_class.as_deref(), &body.category, &body.carc),
            false => Tally::default(),
        }
    }

    /// What the payer allowed of such a line, else of all that it paid.
    pub(crate) fn allowed(&self, body: &Body) -> Option<Allowed> {
        self.allowed
            .of(body.payer.as_deref(), body.procedure.as_deref())
    }

    /// With every factor.
    pub(crate) fn worth(&self, body: &Body) -> Worth {
        let allowed = self.allowed(body);
        body.worth
            .clone()
            .allowed(allowed)
            .learned(self.tally(body))
    }

    /// Of what a payer refused; what is waited for, or was announced, is not given up.
    pub(crate) fn is_low_balance(&self, body: &Body, worth: &Worth) -> bool {
        let refused = [Kind::Denial, Kind::Unprocessable].map(Kind::as_str);
        refused.contains(&body.kind.as_str()) && worth.is_low_balance()
    }

    /// Per mille; nothing once every day of it is over.
    pub(crate) fn urgency(&self, facts: &Facts) -> i64 {
        rules::urgency(deadline::ahead(facts, self.today), self.today)
    }

    /// What it is worth to work on it today, in cents.
    pub(crate) fn score(&self, facts: &Facts, worth: &Worth) -> i64 {
        let score = i128::from(worth.net) * i128::from(self.urgency(facts)) / 1_000;
        i64::try_from(score).unwrap_or(0)
    }
}

/// The tiers of open cases, which come with the worthiest first, and whether they are low balances: these are apart.
pub(crate) fn tiers<'a>(open: impl Iterator<Item = (&'a str, bool)>) -> HashMap<&'a str, Tier> {
    let mut tiers = HashMap::new();
    let mut ranked = vec![];
    for (id, is_low) in open {
        match is_low {
            true => drop(tiers.insert(id, Tier::LowBalance)),
            false => ranked.push(id),
        }
    }
    let [first, second] = TIERS.map(|share| (ranked.len() * share).div_ceil(1_000));
    for (at, id) in ranked.into_iter().enumerate() {
        let tier = match at {
            at if at < first => Tier::A,
            at if at < second => Tier::B,
            _ => Tier::C,
        };
        tiers.insert(id, tier);
    }
    tiers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worthiest_fifth_is_the_first_tier() {
        let names: Vec<String> = (0..11).map(|n| format!("case {n}")).collect();
        let open = names.iter().enumerate();
        let open = open.map(|(n, name)| (name.as_str(), n == 3));
        let tiers = tiers(open);
        let told: Vec<&str> = names
            .iter()
            .map(|name| tiers[name.as_str()].as_str())
            .collect();
        let expected = [
            "A",
            "A",
            "B",
            "low_balance",
            "B",
            "B",
            "C",
            "C",
            "C",
            "C",
            "C",
        ];
        assert_eq!(told, expected);
        assert!(super::tiers(std::iter::empty()).is_empty());
    }
}
