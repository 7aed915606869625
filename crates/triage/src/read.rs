//! What the statements of `queries/life/` answer, as rows.

use std::collections::BTreeSet;

use lake::{Batch, Columns, Session};
use rules::Terms;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// A row's place among all rows of its table: document and ordinal.
pub(crate) type Id = (String, i64);

/// A CLP.
#[derive(Clone, Deserialize)]
pub(crate) struct AnswerRow {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i64,
    pub(crate) is_test: bool,
    pub(crate) file_id: String,
    pub(crate) record: i64,
    pub(crate) payer_key: String,
    pub(crate) payee_id: String,
    pub(crate) claim_number: String,
    pub(crate) shared: bool,
    pub(crate) member: Option<String>,
    pub(crate) day: Option<String>,
    pub(crate) payee_npi: Option<String>,
    pub(crate) payer_name: Option<String>,
    pub(crate) payer_class: String,
    pub(crate) payer_order: String,
    pub(crate) filing_indicator: Option<String>,
    pub(crate) group_number: Option<String>,
    pub(crate) patient_control_number: String,
    pub(crate) claim_status_code: String,
    pub(crate) standing: String,
    pub(crate) check_date: Option<String>,
    pub(crate) sent_at: String,
    pub(crate) sent_interchange: String,
    pub(crate) sent_group: String,
    pub(crate) sent_set: String,
    pub(crate) content_hash: String,
    pub(crate) charge: i64,
    pub(crate) paid: i64,
    pub(crate) patient_share: i64,
    pub(crate) pended: i64,
    pub(crate) is_current: bool,
    pub(crate) is_first_adjudication: bool,
    pub(crate) takes_back_doc_id: Option<String>,
    pub(crate) takes_back_clp_ordinal: Option<i64>,
    pub(crate) taken_back_doc_id: Option<String>,
    pub(crate) taken_back_clp_ordinal: Option<i64>,
    pub(crate) unbalanced: bool,
}

impl AnswerRow {
    /// It is a reversal.
    fn takes_back(&self) -> bool {
        self.claim_status_code == "22"
    }
}

/// An SVC.
#[derive(Clone, Deserialize)]
pub(crate) struct LineRow {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i64,
    pub(crate) svc_ordinal: i64,
    pub(crate) line_control_number: Option<String>,
    pub(crate) code: String,
    pub(crate) mod1: Option<String>,
    pub(crate) mod2: Option<String>,
    pub(crate) mod3: Option<String>,
    pub(crate) mod4: Option<String>,
    pub(crate) service_date: Option<String>,
    pub(crate) charge: i64,
    pub(crate) paid: i64,
    pub(crate) patient_share: i64,
}

/// A CAS triplet that refuses something.
#[derive(Clone, Deserialize)]
pub(crate) struct RefusalRow {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i64,
    pub(crate) svc_ordinal: Option<i64>,
    pub(crate) group_code: String,
    pub(crate) carc: String,
    pub(crate) category: String,
    pub(crate) unmapped: bool,
    pub(crate) amount: i64,
}

/// A remark.
#[derive(Clone, Deserialize)]
pub(crate) struct RemarkRow {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i64,
    pub(crate) svc_ordinal: Option<i64>,
    pub(crate) rarc: String,
}

/// A claim that was sent.
#[derive(Clone, Deserialize)]
pub(crate) struct SubmissionRow {
    pub(crate) doc_id: String,
    pub(crate) clm_ordinal: i64,
    pub(crate) is_test: bool,
    pub(crate) billing_id: String,
    pub(crate) billing_npi: Option<String>,
    pub(crate) patient_control_number: String,
    pub(crate) payer_key: String,
    pub(crate) claim_number: String,
    pub(crate) payer_name: Option<String>,
    pub(crate) payer_class: String,
    pub(crate) payer_order: String,
    pub(crate) filing_indicator: Option<String>,
    pub(crate) group_number: Option<String>,
    pub(crate) service_from: Option<String>,
    pub(crate) charge: i64,
    pub(crate) sent_at: String,
    pub(crate) sent_interchange: String,
    pub(crate) sent_group: String,
    pub(crate) sent_set: String,
    pub(crate) content_hash: String,
}

/// What is told of a claim that was sent.
#[derive(Clone, Deserialize)]
pub(crate) struct StatusRow {
    pub(crate) doc_id: String,
    pub(crate) clm_ordinal: i64,
    pub(crate) ack_type: String,
    pub(crate) outcome: String,
    pub(crate) reporter: String,
    pub(crate) provisional_denial: bool,
    pub(crate) status_code: Option<String>,
    pub(crate) entity_code: Option<String>,
    pub(crate) denied: bool,
    pub(crate) by_doc_id: String,
    pub(crate) by_ordinal: i64,
    pub(crate) sent_at: String,
    pub(crate) sent_interchange: String,
    pub(crate) sent_group: String,
    pub(crate) sent_set: String,
    pub(crate) content_hash: String,
}

/// An adjustment of the provider that takes an overpayment back.
#[derive(Clone, Deserialize)]
pub(crate) struct RecoveryRow {
    pub(crate) doc_id: String,
    pub(crate) plb_ordinal: i64,
    pub(crate) pair_ordinal: i64,
    pub(crate) is_test: bool,
    pub(crate) file_id: String,
    pub(crate) record: i64,
    pub(crate) payer_key: String,
    pub(crate) payee_id: String,
    pub(crate) payee_npi: Option<String>,
    pub(crate) payer_name: Option<String>,
    pub(crate) payer_class: String,
    pub(crate) reference: String,
    pub(crate) check_date: Option<String>,
    pub(crate) sent_at: String,
    pub(crate) sent_interchange: String,
    pub(crate) sent_group: String,
    pub(crate) sent_set: String,
    pub(crate) content_hash: String,
    pub(crate) amount: i64,
    pub(crate) unbalanced: bool,
    pub(crate) remit_doc_id: Option<String>,
    pub(crate) remit_clp_ordinal: Option<i64>,
}

/// What a reversal pays.
#[derive(Clone, Deserialize)]
pub(crate) struct TakenRow {
    pub(crate) payer_key: String,
    pub(crate) payee_id: String,
    pub(crate) check_date: Option<String>,
    pub(crate) paid: i64,
}

/// A reversal that answers a void or a replacement of our own.
#[derive(Clone, Deserialize)]
pub(crate) struct OwnReversalRow {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i64,
}

/// Everything that cases are made of.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) answers: Vec<AnswerRow>,
    pub(crate) lines: Vec<LineRow>,
    pub(crate) refusals: Vec<RefusalRow>,
    pub(crate) remarks: Vec<RemarkRow>,
    pub(crate) submissions: Vec<SubmissionRow>,
    pub(crate) statuses: Vec<StatusRow>,
    /// Documents of payments that don't add up.
    pub(crate) payments: BTreeSet<String>,
    /// What the organisation says of its payers.
    pub(crate) terms: Terms,
    pub(crate) recoveries: Vec<RecoveryRow>,
    pub(crate) own_reversals: Vec<OwnReversalRow>,
    /// What payers took back by reversals, for what they may have kept otherwise.
    pub(crate) reversals: Vec<TakenRow>,
}

macro_rules! statement {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../queries/life/", $name, ".sql")),
        )
    };
}

/// What is asked of some claims.
const OF_CLAIMS: [(&str, &str); 9] = [
    statement!("answer"),
    statement!("line"),
    statement!("refusal"),
    statement!("remark"),
    statement!("own_reversal"),
    statement!("submission"),
    statement!("status"),
    PAYER_TERM,
    APPEAL_TERM,
];
const PAYER_TERM: (&str, &str) = statement!("payer_term");
const APPEAL_TERM: (&str, &str) = statement!("appeal_term");
/// What is asked of whole payments, and of all of a payer's.
const PAYMENT: (&str, &str) = statement!("payment");
const RECOVERY: (&str, &str) = statement!("recovery");
const TAKEN: (&str, &str) = statement!("taken");

/// What the statements read of stored tables, one column a line: what is looked up of a claim before they are asked.
const READS: &str = include_str!("../data/reads.csv");

/// What the statements read.
pub(crate) fn reads() -> Columns {
    let mut columns = Columns::new();
    for (table, column) in READS
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
    {
        let columns = columns.entry(table).or_default();
        columns.insert(column.to_owned());
    }
    columns
}

/// What an excerpt holds: what it does not hold is not asked, because planning takes longer than answering.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holds {
    pub(crate) answers: bool,
    /// Claims of which an acknowledgment says more than that they were taken.
    pub(crate) questions: bool,
}

impl Known {
    /// All that there is of the claims of an excerpt that cases may come of. An excerpt holds some claims of a payment:
    /// which of these add up is asked apart, and what was kept beside the claims is given.
    pub(crate) async fn of_claims(
        session: &Session,
        holds: Holds,
        recoveries: Vec<RecoveryRow>,
    ) -> Result<Known> {
        let [
            answer,
            line,
            refusal,
            remark,
            own_reversal,
            submission,
            status,
            ..,
        ] = OF_CLAIMS;
        let mut known = Known {
            terms: terms(session).await?,
            recoveries,
            ..Known::default()
        };
        if holds.answers {
            known.answers = rows(session, answer).await?;
            known.refusals = rows(session, refusal).await?;
            known.keep_concerned();
        }
        if !known.answers.is_empty() {
            known.lines = rows(session, line).await?;
            known.remarks = rows(session, remark).await?;
        }
        if known.answers.iter().any(AnswerRow::takes_back) {
            known.own_reversals = rows(session, own_reversal).await?;
        }
        if holds.questions {
            known.submissions = rows(session, submission).await?;
        }
        if !known.submissions.is_empty() {
            known.statuses = rows(session, status).await?;
        }
        Ok(known)
    }

    /// Keeps the answers to claims that cases may come of: some payer ever refused something of the claim, left it
    /// undecided, sent it on or took it back.
    fn keep_concerned(&mut self) {
        let refusals = self.refusals.iter();
        let mut named: BTreeSet<Id> = refusals
            .map(|row| (row.doc_id.clone(), row.clp_ordinal))
            .collect();
        named.extend(self.recoveries.iter().filter_map(RecoveryRow::names));
        let is_concerned = |row: &&AnswerRow| {
            let sent_on = ["19", "20", "21"].contains(&row.claim_status_code.as_str());
            let taken_back = row.takes_back() || row.taken_back_doc_id.is_some();
            row.pended > 0 || sent_on || taken_back || named.contains(&row.id())
        };
        let claim = |row: &AnswerRow| (row.payee_id.clone(), row.claim_number.clone());
        let concerned = self.answers.iter().filter(is_concerned);
        let concerned: BTreeSet<(String, String)> = concerned.map(claim).collect();
        self.answers.retain(|row| concerned.contains(&claim(row)));
    }
}

/// What the organisation says of its payers.
pub(crate) async fn terms(session: &Session) -> Result<Terms> {
    let payers = rows(session, PAYER_TERM).await?;
    Ok(Terms::new(payers, rows(session, APPEAL_TERM).await?))
}

/// Documents of payments that don't add up.
pub(crate) async fn unbalanced(session: &Session) -> Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Row {
        doc_id: String,
    }
    let found: Vec<Row> = rows(session, PAYMENT).await?;
    Ok(found.into_iter().map(|row| row.doc_id).collect())
}

/// What payers recovered of providers, and the claims that it is of.
pub(crate) async fn recoveries(session: &Session) -> Result<Vec<RecoveryRow>> {
    rows(session, RECOVERY).await
}

/// What payers took back by reversals.
pub(crate) async fn reversals(session: &Session) -> Result<Vec<TakenRow>> {
    rows(session, TAKEN).await
}

async fn rows<T: DeserializeOwned>(
    session: &Session,
    (name, sql): (&'static str, &str),
) -> Result<Vec<T>> {
    let frame = session.query(sql, vec![]).await?;
    let batches = session.answer(frame).await?.collect().await?;
    from_json(&batches, name)
}

/// Rows as values of ours.
pub(crate) fn from_json<T: DeserializeOwned>(
    batches: &[Batch],
    name: &'static str,
) -> Result<Vec<T>> {
    let json = lake::json(batches).map_err(|_| Error::Rows(name))?;
    serde_json::from_slice(&json).map_err(|_| Error::Rows(name))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[tokio::test]
    async fn what_the_statements_read_is_what_is_looked_up() {
        let options = lake::Options {
            keeps: lake::Keeps::Nothing,
            ..lake::Options::default()
        };
        let empty = Session::in_memory(vec![], &options);
        let statements = OF_CLAIMS.map(|(_, sql)| sql);
        let read = empty.await.unwrap().reads(&statements).await.unwrap();
        let mut text = "table,column\n".to_owned();
        for (table, columns) in &read {
            for column in columns {
                writeln!(text, "{table},{column}").unwrap();
            }
        }
        expect_test::expect_file!["../data/reads.csv"].assert_eq(&text);
    }
}
