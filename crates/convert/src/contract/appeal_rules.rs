//! appeal_rules.csv: until when a payer, or a class of payers, takes an appeal.

use flatfile::{Column, Contract, Kind, Row, Rule};
use tables::{AppealRule, Origin, WriteError, Writers};

use super::{ID_TYPES, PAYER_CLASSES, day, given, number, value};

pub(super) const CONTRACT: Contract = Contract {
    name: "appeal_rules",
    row: "How long one level of appeal is open, at one payer or at all of a class, from a day on.",
    table: "appeal_rule",
    columns: &[
        Column::may(
            "payer_class",
            Kind::OneOf(PAYER_CLASSES),
            "Class of payers it holds for; either this, or one payer.",
            "",
        ),
        Column::may(
            "id_type",
            Kind::OneOf(ID_TYPES),
            "As in payers.csv.",
            "N104",
        ),
        Column::may(
            "payer_id",
            Kind::Text,
            "Any identifier of the payer; where payers.csv names it, the rule holds under all of them.",
            "99001",
        ),
        Column::may(
            "plan",
            Kind::Text,
            "Only for this plan: its group or policy number (REF*1L), or its kind (CLP06); empty for all.",
            "",
        ),
        Column::must(
            "level",
            Kind::Whole(1, 9),
            "Level of the appeal, from 1.",
            "1",
        ),
        Column::must("days", Kind::Whole(1, 3_660), "Days it is open.", "90"),
        Column::must(
            "day_kind",
            Kind::OneOf(&["calendar", "business"]),
            "Which days are counted; business days leave out weekends and federal holidays.",
            "calendar",
        ),
        Column::must(
            "counted_from",
            Kind::OneOf(&["denied", "received", "served"]),
            "The date of the answer, its receipt (receipt_days of payer_config.csv later), or the first day of service.",
            "denied",
        ),
        Column::may(
            "eff_from",
            Kind::Date,
            "First day of answers it holds for; empty from ever.",
            "2026-01-01",
        ),
        Column::may(
            "eff_to",
            Kind::Date,
            "First day of answers it no longer holds for; empty for good.",
            "",
        ),
        Column::must(
            "source",
            Kind::Text,
            "Where it stands: document and section.",
            "invented contract 2026, 7.1",
        ),
        Column::may(
            "verified_on",
            Kind::Date,
            "Day on which somebody looked it up there.",
            "2026-01-15",
        ),
        Column::may("verified_by", Kind::Text, "Who did.", "ana"),
    ],
    key: &[
        "payer_class",
        "id_type",
        "payer_id",
        "plan",
        "level",
        "eff_from",
        "verified_on",
    ],
    rules: &[
        Rule::Either("payer_class", "payer_id"),
        Rule::Together("id_type", "payer_id"),
        Rule::Later("eff_from", "eff_to"),
        Rule::Together("verified_on", "verified_by"),
    ],
};

pub(super) fn write(
    row: &Row<'_>,
    origin: Origin<'_>,
    out: &mut Writers,
) -> Result<(), WriteError> {
    out.appeal_rule().append(&AppealRule {
        origin,
        payer_class: given(&value(row, "payer_class")),
        id_type: given(&value(row, "id_type")),
        payer_id: given(&value(row, "payer_id")),
        plan: given(&value(row, "plan")),
        level: number(row, "level").unwrap_or_default(),
        days: number(row, "days").unwrap_or_default(),
        day_kind: &value(row, "day_kind"),
        counted_from: &value(row, "counted_from"),
        eff_from: day(row, "eff_from"),
        eff_to: day(row, "eff_to"),
        source: &value(row, "source"),
        verified_on: day(row, "verified_on"),
        verified_by: given(&value(row, "verified_by")),
    })
}
