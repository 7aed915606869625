//! `bank_deposit`: what arrived at the bank.

use crate::declare::table;

table! {
    /// One row per row of bank_deposits.csv: a deposit, as the bank's statement has it.
    bank_deposit: BankDeposit<'a>, key = [unit_id] {
        /// Where it is.
        origin: Origin;
        /// Day on which the bank has it.
        deposit_date: Opt<Day> = "deposit_date";
        /// What arrived; negative what the bank took back.
        amount: Money = "amount";
        /// Number of the check or transfer, as in TRN02.
        trace_number: Opt<Text> = "trace_number";
        /// Who sent it, as in TRN03.
        originator_id: Opt<Text> = "originator_id";
        /// The account by a name, or its last digits.
        account: Text = "account";
        /// The bank's own number of the entry, once in an account.
        bank_reference: Text = "bank_reference";
    }
}
