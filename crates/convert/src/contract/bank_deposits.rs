//! bank_deposits.csv: what arrived at the bank.

use flatfile::{Column, Contract, Kind, Row};
use tables::{BankDeposit, Origin, WriteError, Writers};

use super::{day, given, value};

pub(super) const CONTRACT: Contract = Contract {
    name: "bank_deposits",
    row: "One deposit, as the bank's statement has it.",
    table: "bank_deposit",
    columns: &[
        Column::must(
            "deposit_date",
            Kind::Date,
            "Day on which the bank has it.",
            "2026-02-03",
        ),
        Column::must(
            "amount",
            Kind::Money,
            "Dollars and cents; with a minus what the bank took back.",
            "1250.40",
        ),
        Column::may(
            "trace_number",
            Kind::Text,
            "Number of the check or transfer, as the remittance has it in TRN02.",
            "EFT0000042",
        ),
        Column::may(
            "originator_id",
            Kind::Text,
            "Who sent it, as the remittance has it in TRN03.",
            "1999900001",
        ),
        Column::must(
            "account",
            Kind::Alias,
            "The account by a name, or its last four digits; never the whole number.",
            "operating 0042",
        ),
        Column::must(
            "bank_reference",
            Kind::Text,
            "The bank's own number of the entry, once in an account.",
            "INVENTED-0001",
        ),
    ],
    key: &["account", "bank_reference"],
    rules: &[],
};

pub(super) fn write(
    row: &Row<'_>,
    origin: Origin<'_>,
    out: &mut Writers,
) -> Result<(), WriteError> {
    out.bank_deposit().append(&BankDeposit {
        origin,
        deposit_date: day(row, "deposit_date"),
        amount: row.money("amount").unwrap_or_default(),
        trace_number: given(&value(row, "trace_number")),
        originator_id: given(&value(row, "originator_id")),
        account: &value(row, "account"),
        bank_reference: &value(row, "bank_reference"),
    })
}
