//! What an answer refuses, by the case that it belongs to.

use std::collections::BTreeMap;

use super::answer::{Answered, Standing};
use super::case::{CaseKey, Explained, Kind};

/// The payer upholds what it decided: this resolves, and opens nothing. What it refuses by it stands in a case
/// of its own that is never open, so that each refused cent is in one case of its category.
const UPHELD: &str = "193";

/// What an answer refuses, as one case has it.
#[derive(Debug, Default)]
pub(super) struct Refused {
    explained: BTreeMap<(String, String), i64>,
    pub(super) rarcs: Vec<String>,
    pub(super) unmapped: bool,
    pub(super) upheld: bool,
    pub(super) not_appealable: bool,
}

impl Refused {
    pub(super) fn amount(&self) -> i64 {
        let amounts = self.explained.values();
        amounts.fold(0, |sum, amount| sum.saturating_add(*amount))
    }

    pub(super) fn explained(&self) -> Vec<Explained> {
        let explained = self.explained.iter();
        explained
            .map(|((group, carc), amount)| Explained {
                group: group.clone(),
                carc: carc.clone(),
                amount: *amount,
            })
            .collect()
    }
}

/// All of it.
pub(super) fn refused(answer: &Answered) -> BTreeMap<CaseKey, Refused> {
    let mut refused: BTreeMap<CaseKey, Refused> = BTreeMap::new();
    for line in &answer.lines {
        let undecided = line.unprocessable && line.paid == 0;
        let kind = match answer.standing {
            Standing::Unprocessable => Kind::Unprocessable,
            _ if undecided => Kind::Unprocessable,
            _ => Kind::Denial,
        };
        for refusal in &line.refused {
            let key = CaseKey {
                kind,
                line: line.line.clone(),
                category: refusal.category,
            };
            let found = refused.entry(key).or_default();
            let reason = (refusal.group.clone(), refusal.carc.clone());
            let amount = found.explained.entry(reason).or_default();
            *amount = amount.saturating_add(refusal.amount);
            for rarc in &refusal.rarcs {
                if !found.rarcs.contains(rarc) {
                    found.rarcs.push(rarc.clone());
                }
            }
            found.unmapped |= refusal.unmapped;
            found.upheld |= refusal.carc == UPHELD;
            found.not_appealable |= line.not_appealable;
        }
    }
    refused
}
