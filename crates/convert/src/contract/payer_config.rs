//! payer_config.csv: the terms that an organisation has with its payers.

use flatfile::{Column, Contract, Kind, Row, Rule};
use tables::{Origin, PayerConfig, WriteError, Writers};

use super::{ID_TYPES, day, given, number, value};

/// Ten years: whatever is longer is a slip of the pen.
const DAYS: Kind = Kind::Whole(1, 3_660);

pub(super) const CONTRACT: Contract = Contract {
    name: "payer_config",
    row: "The terms of one payer from a day on, as its contract, manual or law has them. A later row replaces all of an earlier one.",
    table: "payer_config",
    columns: &[
        Column::must(
            "id_type",
            Kind::OneOf(ID_TYPES),
            "As in payers.csv.",
            "N104",
        ),
        Column::must(
            "payer_id",
            Kind::Text,
            "Any identifier of the payer; where payers.csv names it, the terms hold under all of them.",
            "99001",
        ),
        Column::may(
            "prompt_pay_days",
            DAYS,
            "Days from receipt within which a clean claim is to be paid.",
            "30",
        ),
        Column::may(
            "secondary_overdue_days",
            DAYS,
            "Days after this payer sent a claim on from which the next payer's answer is overdue.",
            "45",
        ),
        Column::may(
            "pended_overdue_days",
            DAYS,
            "Days from which a pended claim is overdue.",
            "30",
        ),
        Column::may(
            "response_days",
            DAYS,
            "Days to answer a request for information, from the day of the request.",
            "30",
        ),
        Column::may(
            "timely_filing_days",
            DAYS,
            "Days to file a claim, from its first day of service.",
            "180",
        ),
        Column::may(
            "corrected_claim_days",
            DAYS,
            "Days to send a corrected claim.",
            "90",
        ),
        Column::may(
            "corrected_claim_from",
            Kind::OneOf(&["denied", "served"]),
            "What these are counted from: the answer (denied, if empty), or the first day of service.",
            "denied",
        ),
        Column::may(
            "receipt_days",
            Kind::Whole(0, 30),
            "Days after its date from which an answer counts as received; none if empty.",
            "5",
        ),
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
        Column::must(
            "source",
            Kind::Text,
            "Where it stands: document and section.",
            "invented contract 2026, 4.2",
        ),
        Column::may(
            "verified_on",
            Kind::Date,
            "Day on which somebody looked it up there.",
            "2026-01-15",
        ),
        Column::may("verified_by", Kind::Text, "Who did.", "ana"),
    ],
    key: &["id_type", "payer_id", "eff_from", "verified_on"],
    rules: &[
        Rule::Later("eff_from", "eff_to"),
        Rule::Together("verified_on", "verified_by"),
    ],
};

pub(super) fn write(
    row: &Row<'_>,
    origin: Origin<'_>,
    out: &mut Writers,
) -> Result<(), WriteError> {
    out.payer_config().append(&PayerConfig {
        origin,
        id_type: &value(row, "id_type"),
        payer_id: &value(row, "payer_id"),
        prompt_pay_days: number(row, "prompt_pay_days"),
        secondary_overdue_days: number(row, "secondary_overdue_days"),
        pended_overdue_days: number(row, "pended_overdue_days"),
        response_days: number(row, "response_days"),
        timely_filing_days: number(row, "timely_filing_days"),
        corrected_claim_days: number(row, "corrected_claim_days"),
        corrected_claim_from: given(&value(row, "corrected_claim_from")),
        receipt_days: number(row, "receipt_days"),
        eff_from: day(row, "eff_from"),
        eff_to: day(row, "eff_to"),
        source: &value(row, "source"),
        verified_on: day(row, "verified_on"),
        verified_by: given(&value(row, "verified_by")),
    })
}
