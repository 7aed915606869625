//! `account_txn`: payments and adjustments of accounts.

use crate::declare::table;

table! {
    /// One row per statement about money on an account that is no charge: a FT1 of type PY or AJ, an Invoice.
    account_txn: AccountTxn<'a>, key = [doc_id, statement_ordinal], sort = [account_number], repeats = true {
        /// Where it is.
        origin: Origin;
        /// Who says it, and when it was so.
        stated: Stated;
        /// The transaction: who gave the number (else the feed), and the number.
        txn_key: Text, phi, key;
        /// Number of the transaction.
        txn_id: Opt<Text> = "FT1-2; identifier", phi;
        /// Account.
        account_number: Opt<Text> = "PID-18; account", phi, ordered, key;
        /// The visit.
        encounter_key: Opt<Text>, phi, key;
        /// The patient.
        patient_key: Opt<Text>, phi, key;
        /// PY payment, AJ adjustment, or as told.
        txn_type: Text = "FT1-6; type";
        /// Code of the transaction.
        reason_code: Opt<Text> = "FT1-7; adjudication";
        /// In words.
        reason_text: Opt<Text> = "FT1-7.2, FT1-8", phi;
        /// Amount, as sent.
        amount: Opt<Money> = "FT1-11; totalNet";
        /// Payer.
        payer_id: Opt<Text> = "FT1-14; issuer";
        /// Day of the business.
        txn_date: Opt<Day> = "FT1-4; date";
        /// When it was posted.
        posted_ts: Opt<Instant> = "FT1-5, else MSH-7";
        /// Who entered it.
        posted_by: Opt<Text> = "FT1-24";
        /// As told.
        status_code: Opt<Text> = "status";
    }
}
