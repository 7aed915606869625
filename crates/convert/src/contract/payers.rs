//! payers.csv: names and classes of payers.

use flatfile::{Column, Contract, Kind, Row, Rule};
use tables::{Origin, Payer, WriteError, Writers};

use super::{ID_TYPES, PAYER_CLASSES, day, value};

pub(super) const CONTRACT: Contract = Contract {
    name: "payers",
    row: "One identifier of a payer: its name and class from a day on.",
    table: "payer",
    columns: &[
        Column::must(
            "id_type",
            Kind::OneOf(ID_TYPES),
            "Where the identifier stands in a remittance: N104, 2U (REF*2U), TRN03, NAME (N102, folded); NM109 is how claims name payers.",
            "N104",
        ),
        Column::must("payer_id", Kind::Text, "The identifier.", "99001"),
        Column::must(
            "payer_name",
            Kind::Text,
            "What the payer is called, the same in each row of one payer.",
            "Example Health",
        ),
        Column::must(
            "payer_class",
            Kind::OneOf(PAYER_CLASSES),
            "Its class.",
            "commercial",
        ),
        Column::may("capitated", Kind::Flag, "Whether it pays by head.", "no"),
        Column::may(
            "eff_from",
            Kind::Date,
            "First day it holds; empty from ever.",
            "2026-01-01",
        ),
        Column::may(
            "eff_to",
            Kind::Date,
            "First day it no longer holds; empty for good.",
            "",
        ),
    ],
    key: &["id_type", "payer_id", "eff_from"],
    rules: &[Rule::Later("eff_from", "eff_to")],
};

pub(super) fn write(
    row: &Row<'_>,
    origin: Origin<'_>,
    out: &mut Writers,
) -> Result<(), WriteError> {
    out.payer().append(&Payer {
        origin,
        id_type: &value(row, "id_type"),
        payer_id: &value(row, "payer_id"),
        payer_name: &value(row, "payer_name"),
        payer_class: &value(row, "payer_class"),
        capitated: row.flag("capitated"),
        eff_from: day(row, "eff_from"),
        eff_to: day(row, "eff_to"),
    })
}
