//! A row of an export, and how it is written.
//!
//! On every row charge − contractual − patient share − denied − other is the payment, and the payments of a
//! remittance's rows are what it pays (BPR02).

use domain::Cents;
use serde::Deserialize;

use crate::error::{Error, Result};

/// Names of the columns, in order.
pub(crate) const COLUMNS: [&str; 28] = [
    "export",
    "row",
    "reverses",
    "kind",
    "document",
    "payer_id",
    "payer",
    "payee_id",
    "payment_method",
    "payment_trace",
    "check_date",
    "patient_control_number",
    "payer_claim_control_number",
    "claim_status",
    "claim",
    "line",
    "line_control_number",
    "code",
    "modifiers",
    "service_date",
    "charge",
    "payment",
    "contractual",
    "patient_share",
    "denied",
    "other",
    "adjustment_code",
    "reference",
];

/// Where the export's number, the row's and that of the reversed export stand.
pub(crate) const EXPORT: usize = 0;
/// See [`EXPORT`].
pub(crate) const ROW: usize = 1;
/// See [`EXPORT`].
pub(crate) const REVERSES: usize = 2;
/// Where the document stands.
pub(crate) const DOCUMENT: usize = 4;
/// Where the payment stands.
pub(crate) const PAYMENT: usize = 21;
/// Where amounts stand.
pub(crate) const AMOUNTS: std::ops::Range<usize> = 20..26;

/// A row: a line of a remittance, what belongs to a claim and to none of its lines, or an adjustment of the
/// provider (PLB). Amounts are cents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// line, claim, provider.
    pub kind: String,
    /// The remittance: its document.
    pub doc_id: String,
    /// The payer: N104, else REF*2U, else TRN03, else its name.
    pub payer_id: String,
    /// Its name.
    pub payer: Option<String>,
    /// The payee: NPI, else tax id, else its name.
    pub payee_id: String,
    /// BPR04.
    pub payment_method: String,
    /// TRN02.
    pub payment_trace: String,
    /// BPR16.
    pub check_date: String,
    /// CLP01.
    pub patient_control_number: Option<String>,
    /// CLP07.
    pub payer_claim_control_number: Option<String>,
    /// CLP02.
    pub claim_status: Option<String>,
    /// Position of the CLP in the remittance, or of the PLB.
    pub claim: i64,
    /// Position of the SVC in the claim, or of the adjustment in the PLB.
    pub line: Option<i64>,
    /// REF*6R.
    pub line_control_number: Option<String>,
    /// The procedure, else the revenue code.
    pub code: Option<String>,
    /// Its modifiers.
    pub modifiers: Option<String>,
    /// Day of service, or the first.
    pub service_date: Option<String>,
    /// SVC02, CLP03.
    pub charge: i64,
    /// SVC03, CLP04, PLB04 with its sign turned.
    pub payment: i64,
    /// What the contract takes off, reductions with it.
    pub contractual: i64,
    /// What is left to the patient.
    pub patient_share: i64,
    /// What is refused.
    pub denied: i64,
    /// What is pended, paid elsewhere, told for information, or taken by the provider's adjustment.
    pub other: i64,
    /// PLB03-1.
    pub adjustment_code: Option<String>,
    /// PLB03-2.
    pub reference: Option<String>,
}

impl Row {
    /// Whether it adds up.
    pub(crate) fn balances(&self) -> bool {
        let taken = [
            self.contractual,
            self.patient_share,
            self.denied,
            self.other,
            self.payment,
        ];
        let taken = taken
            .into_iter()
            .try_fold(0_i64, |sum, amount| sum.checked_add(amount));
        taken == Some(self.charge)
    }

    /// Its fields, as the CSV has them.
    pub(crate) fn fields(&self, export: u64, row: u64) -> [String; 28] {
        let said = |text: &Option<String>| harmless(text.as_deref().unwrap_or_default());
        let money = |cents: i64| Cents(cents).to_string();
        [
            export.to_string(),
            row.to_string(),
            String::new(),
            self.kind.clone(),
            self.doc_id.clone(),
            harmless(&self.payer_id),
            said(&self.payer),
            harmless(&self.payee_id),
            harmless(&self.payment_method),
            harmless(&self.payment_trace),
            self.check_date.clone(),
            said(&self.patient_control_number),
            said(&self.payer_claim_control_number),
            said(&self.claim_status),
            self.claim.to_string(),
            self.line.map(|line| line.to_string()).unwrap_or_default(),
            said(&self.line_control_number),
            said(&self.code),
            said(&self.modifiers),
            said(&self.service_date),
            money(self.charge),
            money(self.payment),
            money(self.contractual),
            money(self.patient_share),
            money(self.denied),
            money(self.other),
            said(&self.adjustment_code),
            said(&self.reference),
        ]
    }
}

/// A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

/// The CSV of an export, as it grows.
pub(crate) struct Sheet {
    csv: csv::Writer<Vec<u8>>,
    pub(crate) rows: u64,
}

impl Sheet {
    pub(crate) fn new() -> Result<Sheet> {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(vec![]);
        csv.write_record(COLUMNS).map_err(unwritten)?;
        Ok(Sheet { csv, rows: 0 })
    }

    pub(crate) fn append<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> Result<()> {
        self.rows += 1;
        self.csv.write_record(fields).map_err(unwritten)
    }

    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        let written = self.csv.into_inner();
        written.map_err(|_| Error::Damaged("a row of an export"))
    }
}

/// Memory takes every row; what the error says may be content.
fn unwritten(_: csv::Error) -> Error {
    Error::Damaged("a row of an export")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_no_formulas_and_amounts_are_numbers() {
        for text in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "\nx"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "A-1", "1=1", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn columns_stand_where_they_are_said_to() {
        let names = [
            (EXPORT, "export"),
            (ROW, "row"),
            (REVERSES, "reverses"),
            (DOCUMENT, "document"),
            (AMOUNTS.start, "charge"),
            (PAYMENT, "payment"),
            (AMOUNTS.end - 1, "other"),
        ];
        for (at, name) in names {
            assert_eq!(COLUMNS[at], name);
        }
    }
}
