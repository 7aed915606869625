//! Adjustments of providers that take overpayments back: of the claims that they name, or silent.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rules::denial::{Case, Recoupment, Recovery, Reversed, silent};

use crate::life::{Group, Order};
use crate::read::{Id, Known, RecoveryRow};

impl RecoveryRow {
    /// What it is in a life: no answer is named so.
    pub(crate) fn name(&self) -> String {
        format!(
            "PLB {} {} {}",
            self.doc_id, self.plb_ordinal, self.pair_ordinal
        )
    }

    fn on(&self) -> Option<Date> {
        self.check_date.as_ref()?.parse().ok()
    }

    /// It comes behind every claim of its remittance.
    fn order(&self) -> Order<'_> {
        (
            self.check_date.as_deref().unwrap_or_default(),
            &self.sent_at,
            &self.sent_interchange,
            &self.sent_group,
            &self.sent_set,
            &self.content_hash,
            i64::MAX,
        )
    }

    fn place(&self) -> (Order<'_>, i64, i64) {
        (self.order(), self.plb_ordinal, self.pair_ordinal)
    }

    pub(crate) fn names(&self) -> Option<Id> {
        self.remit_doc_id.clone().zip(self.remit_clp_ordinal)
    }
}

/// What a payer kept from a provider, by what it kept it under.
pub(crate) struct Kept<'a> {
    pub(crate) is_test: bool,
    pub(crate) payer_key: &'a str,
    pub(crate) payee_id: &'a str,
    /// In the order of business.
    pub(crate) rows: Vec<&'a RecoveryRow>,
    pub(crate) cases: Vec<Case>,
}

fn sorted(known: &Known) -> Vec<&RecoveryRow> {
    let mut sorted: Vec<&RecoveryRow> = known.recoveries.iter().collect();
    sorted.sort_by(|a, b| a.place().cmp(&b.place()));
    sorted
}

/// Gives each claim the adjustments that name it.
pub(crate) fn give(groups: &mut [Group], known: &Known) {
    let mut of_answer: BTreeMap<Id, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        of_answer.extend(group.rows.iter().map(|row| (row.id(), at)));
    }
    for row in sorted(known) {
        let group = row.names().and_then(|answer| of_answer.get(&answer));
        let Some(group) = group.and_then(|at| groups.get_mut(*at)) else {
            continue;
        };
        let after = group.rows.partition_point(|own| own.order() < row.order());
        group.life.recoveries.push(Recovery {
            id: row.name(),
            on: row.on(),
            after,
            amount: row.amount,
        });
    }
}

/// What payers kept under a name that no claim has.
pub(crate) fn silence(known: &Known, as_of: Date) -> Vec<Kept<'_>> {
    let mut silent: BTreeMap<(&str, &str), Vec<&RecoveryRow>> = BTreeMap::new();
    for row in sorted(known)
        .into_iter()
        .filter(|row| row.names().is_none())
    {
        let of = (row.payer_key.as_str(), row.payee_id.as_str());
        silent.entry(of).or_default().push(row);
    }
    let kept = silent.into_iter();
    kept.map(|((payer_key, payee_id), rows)| kept_by(known, payer_key, payee_id, rows, as_of))
        .collect()
}

fn kept_by<'a>(
    known: &Known,
    payer_key: &'a str,
    payee_id: &'a str,
    rows: Vec<&'a RecoveryRow>,
    as_of: Date,
) -> Kept<'a> {
    let recoupments: Vec<Recoupment> = rows
        .iter()
        .map(|row| Recoupment {
            id: row.name(),
            on: row.on(),
            reference: row.reference.clone(),
            amount: row.amount,
        })
        .collect();
    let reversals = known.reversals.iter();
    let theirs = reversals.filter(|row| row.payer_key == payer_key && row.payee_id == payee_id);
    let mut reversals: Vec<Reversed> = theirs
        .map(|row| Reversed {
            on: row.check_date.as_ref().and_then(|day| day.parse().ok()),
            amount: row.paid.saturating_neg(),
        })
        .collect();
    reversals.sort_by_key(|reversal| reversal.on);
    let days = rows.iter().filter_map(|row| row.on());
    let today = days.fold(as_of, Date::max);
    Kept {
        is_test: rows.iter().any(|row| row.is_test),
        payer_key,
        payee_id,
        cases: silent(&recoupments, &reversals, today),
        rows,
    }
}
