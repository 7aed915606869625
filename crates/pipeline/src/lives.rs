//! Which units of a document live. A pure function of the units that are there and of what people
//! decided: in which order files came makes no difference.

use std::collections::BTreeMap;

use crate::projection::Projected;
use crate::reason::{Choice, Decision, Reason};

/// Why each of `units` is left out, in their order; `None` for those that live. All of them are of one
/// document and of living generations.
///
/// * Each content is dated by its earliest unit: envelope time (one without is last), whole ones before
///   those that were cut, control numbers.
/// * The earliest content lives, the others are held. Of a content that lives, the earliest unit does,
///   and the others are its duplicates.
/// * Once somebody decided, dates decide nothing between contents any more: what lived in that person's
///   eyes goes on living, so that nothing that was looked at changes behind their back. A content that
///   is kept lives beside it, one that is discarded does not live, every other one is held, seen or not.
/// * What was discarded or taken away leaves its place empty: no other content moves up by itself.
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
    let unnamed = unnamed(&firsts, decisions);
    let verdict = |hash: &str| match decisions.get(hash).map(|decision| decision.choice) {
        Some(Choice::Keep) => None,
        Some(Choice::Discard) => Some(Reason::Discarded),
        None if Some(hash) == unnamed => None,
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

/// The content that lives although no decision is about it. Decisions count while anything that they
/// saw is there: after every content got another hash, they are as if they had not been made.
fn unnamed<'a>(
    firsts: &BTreeMap<&'a str, &'a Projected>,
    decisions: &BTreeMap<String, Decision>,
) -> Option<&'a str> {
    let standing: Vec<_> = decisions
        .iter()
        .filter(|(_, decision)| decision.saw.iter().any(|hash| firsts.contains_key(&**hash)))
        .collect();
    if standing.is_empty() {
        return firsts
            .values()
            .min_by_key(|first| first.date())
            .map(|first| first.content_hash.as_str());
    }
    // The newest look at each content; where two of them lived at different times, the newest of these.
    firsts
        .keys()
        .filter(|hash| !decisions.contains_key(**hash))
        .filter_map(|hash| {
            let (about, look) = standing
                .iter()
                .filter(|(_, decision)| decision.saw.iter().any(|saw| saw == hash))
                .max_by_key(|(about, decision)| (decision.at, *about))?;
            let lived = look.lived.iter().any(|lived| lived == hash);
            lived.then_some(((look.at, about), *hash))
        })
        .max()
        .map(|(_, hash)| hash)
}

#[cfg(test)]
mod tests;
