//! link_decisions.csv: which claim an answer is for, where no number tells it, as people say.

use flatfile::{Column, Contract, Kind, Row, Rule};
use tables::{LinkDecision, Origin, WriteError, Writers};

use super::{day, given, number, value};

/// More CLPs than any remittance has, and more decisions than anybody makes.
const COUNT: Kind = Kind::Whole(1, 10_000_000);

pub(super) const CONTRACT: Contract = Contract {
    name: "link_decisions",
    row: "What somebody said one answer is for.",
    table: "link_decision",
    columns: &[
        Column::must(
            "remit_doc_id",
            Kind::Text,
            "The remittance, by the doc_id of its rows.",
            "5d0f7c2b9a8e4f1c5d0f7c2b9a8e4f1c",
        ),
        Column::must(
            "clp_ordinal",
            COUNT,
            "Which CLP of it, from 1, as remit_claim has it.",
            "3",
        ),
        Column::must(
            "nth",
            COUNT,
            "Which decision about this answer it is, from 1: the last one holds, of several that say the same the later name's.",
            "1",
        ),
        Column::may(
            "patient_control_number",
            Kind::Text,
            "CLM01 of the claim that it is for; of the same provider.",
            "INV-0001",
        ),
        Column::may(
            "otherwise",
            Kind::OneOf(&["none", "open"]),
            "none: it is for no claim of ours. open: nobody says any more what it is for.",
            "",
        ),
        Column::must("decided_by", Kind::Text, "Who said so.", "ana"),
        Column::must("decided_on", Kind::Date, "On which day.", "2026-03-02"),
        Column::may("reason", Kind::Text, "Why.", "invented: called the payer"),
    ],
    // Two people who decide at once both said it, and the later name holds; one who says two things is held.
    key: &["remit_doc_id", "clp_ordinal", "nth", "decided_by"],
    rules: &[Rule::Either("patient_control_number", "otherwise")],
};

pub(super) fn write(
    row: &Row<'_>,
    origin: Origin<'_>,
    out: &mut Writers,
) -> Result<(), WriteError> {
    out.link_decision().append(&LinkDecision {
        origin,
        remit_doc_id: &value(row, "remit_doc_id"),
        clp_ordinal: number(row, "clp_ordinal").unwrap_or_default(),
        nth: number(row, "nth").unwrap_or_default(),
        patient_control_number: given(&value(row, "patient_control_number")),
        otherwise: given(&value(row, "otherwise")),
        decided_by: &value(row, "decided_by"),
        decided_on: day(row, "decided_on"),
        said: given(&value(row, "reason")),
    })
}
