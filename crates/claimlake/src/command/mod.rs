//! One file a command.

pub(crate) mod ack;
mod ask;
pub(crate) mod check;
pub(crate) mod claim;
pub(crate) mod deadline;
pub(crate) mod demo;
pub(crate) mod denials;
pub(crate) mod drop;
pub(crate) mod files;
pub(crate) mod kpi;
mod low_balances;
pub(crate) mod maintain;
pub(crate) mod mirror;
pub(crate) mod postings;
pub(crate) mod queue;
pub(crate) mod rejects;
mod sample;
pub(crate) mod schemas;
pub(crate) mod send;
pub(crate) mod show;
pub(crate) mod sql;
pub(crate) mod sweep;
pub(crate) mod tables;
mod trial;
pub(crate) mod unmatched;
mod walk;
mod worth;

use pipeline::{FileDetail, Ledger};

use crate::answer::{DroppedSet, Records};

/// The accounting as `--json` says it.
pub(crate) fn records(from: &convert::Records) -> Records {
    Records {
        read: from.read,
        mapped: from.mapped,
        rejected: from.rejected,
        ignored: from.ignored,
    }
}

/// A file's sets with why the views leave them out.
pub(crate) fn sets(detail: &FileDetail) -> Vec<DroppedSet> {
    let sets = detail.units.iter().map(|unit| {
        let set = unit.line.set.as_ref();
        DroppedSet {
            unit_id: unit.unit_id.clone(),
            kind: unit.line.unit.kind.clone(),
            control_number: unit.line.unit.st_control.clone(),
            test: unit.line.unit.test,
            excluded: unit.excluded.map(|reason| reason.to_string()),
            records: set.map(|s| records(&s.records)).unwrap_or_default(),
            rows: set.map(|s| s.rows.clone()).unwrap_or_default(),
        }
    });
    sets.collect()
}

/// The accounting of what counts of a file: the generation that was taken, else what was refused.
pub(crate) fn accounting(ledger: &Ledger) -> (Option<String>, Records) {
    let (format, read) = match (&ledger.taken, &ledger.refusal) {
        (Some(taken), _) => (taken.tally.format.clone(), records(&taken.tally.records)),
        (None, Some(refused)) => (refused.format.clone(), records(&refused.records)),
        (None, None) => (String::new(), Records::default()),
    };
    let known = !format.is_empty() && format != "unknown";
    (known.then_some(format), read)
}
