//! What one payer's answers to a claim are to the others.

use std::collections::BTreeMap;

use rules::denial::{Heard, PaidElsewhere, Standing};

use crate::life::Group;

/// Of each claim, what one payer answered is told to the others: what the answer that holds paid, and that they
/// answered at all.
pub(crate) fn payers(groups: &mut [Group]) {
    let mut of_claim: BTreeMap<(bool, &str, &str), Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let claim = &group.of.claim;
        let known_by = (
            claim.is_test,
            claim.provider.as_str(),
            claim.number.as_str(),
        );
        of_claim.entry(known_by).or_default().push(at);
    }
    let of_claim: Vec<Vec<usize>> = of_claim.into_values().collect();
    for ats in of_claim.into_iter().filter(|ats| ats.len() > 1) {
        let mut found: Vec<(usize, Option<PaidElsewhere>, Vec<Heard>)> = vec![];
        for &mine in &ats {
            for &theirs in ats.iter().filter(|&&theirs| theirs != mine) {
                let (Some(own), Some(other)) = (groups.get(mine), groups.get(theirs)) else {
                    continue;
                };
                if is_another(own, other) {
                    found.push((mine, paid(own, other), heard(other)));
                }
            }
        }
        for (mine, paid, heard) in found {
            if let Some(group) = groups.get_mut(mine) {
                group.life.elsewhere.extend(paid);
                group.life.others.extend(heard);
            }
        }
    }
    for group in groups {
        group.life.others.sort_by_key(|heard| heard.on);
    }
}

/// Another payer, and as far as is known the same member.
fn is_another(own: &Group, other: &Group) -> bool {
    let members = own.member().zip(other.member());
    own.of.payer_key != other.of.payer_key && members.is_none_or(|(one, other)| one == other)
}

fn paid(own: &Group, other: &Group) -> Option<PaidElsewhere> {
    let mut rows = other.rows.iter();
    let held = rows.position(|row| row.is_current && row.paid > 0)?;
    let (row, answer) = other.rows.get(held).zip(other.life.answers.get(held))?;
    let after = own
        .rows
        .partition_point(|before| before.order() < row.order());
    let paid = answer
        .lines
        .iter()
        .map(|line| (line.line.clone(), line.paid))
        .collect();
    let id = answer.id.clone();
    Some(PaidElsewhere { id, after, paid })
}

/// Answers by which the other payer says what it thinks of the claim.
fn heard(other: &Group) -> Vec<Heard> {
    let answers = other.life.answers.iter().filter(|answer| {
        !matches!(
            answer.standing,
            Standing::Reversal | Standing::Predetermination
        )
    });
    answers
        .map(|answer| Heard {
            id: answer.id.clone(),
            on: answer.on,
        })
        .collect()
}
