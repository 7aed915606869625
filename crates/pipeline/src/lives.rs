//! Which units of a document live. A pure function of the units that are there and of what people
//! decided: in which order files came makes no difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::projection::Projected;
use crate::reason::{Choice, Decision, Reason};

/// Why each of `units` is left out, in their order; `None` for those that live. All of them are of one
/// document and of living generations.
///
/// * Each content is dated by its earliest unit: envelope time (one without is last), control numbers.
/// * The earliest content lives, the others are held. Of a content that lives, the earliest unit does,
///   and the others are its duplicates.
/// * A content that a person kept lives beside it, one that was discarded does not live. Once somebody
///   decided, a content that nobody saw is held, however early it is: nothing that a person looked at
///   changes behind their back.
/// * A discarded content still is the earliest, so that discarding what lives makes nothing else live.
pub(crate) fn judge(
    units: &[&Projected],
    decisions: &BTreeMap<String, Decision>,
) -> Vec<Option<Reason>> {
    let mut firsts: BTreeMap<&str, &Projected> = BTreeMap::new();
    for unit in units {
        let first = firsts.entry(&unit.content_hash).or_insert(unit);
        if unit.order() < first.order() {
            *first = unit;
        }
    }
    let standing: BTreeMap<&str, &Decision> = decisions
        .iter()
        .filter_map(|(hash, decision)| Some((*firsts.get_key_value(hash.as_str())?.0, decision)))
        .collect();
    let seen: BTreeSet<&str> = standing
        .values()
        .flat_map(|decision| decision.saw.iter().map(String::as_str))
        .collect();
    let known =
        |hash: &str| standing.is_empty() || seen.contains(hash) || standing.contains_key(hash);
    let earliest = firsts
        .values()
        .filter(|first| known(&first.content_hash))
        .min_by_key(|first| first.date())
        .map(|first| first.content_hash.as_str());
    let verdict = |hash: &str| match standing.get(hash).map(|decision| decision.choice) {
        Some(Choice::Keep) => None,
        Some(Choice::Discard) => Some(Reason::Discarded),
        None if Some(hash) == earliest => None,
        None => Some(Reason::Held),
    };
    units
        .iter()
        .map(|unit| {
            let hash = unit.content_hash.as_str();
            let is_first = firsts
                .get(hash)
                .is_some_and(|first| first.order() == unit.order());
            match verdict(hash) {
                None if !is_first => Some(Reason::Duplicate),
                verdict => verdict,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
