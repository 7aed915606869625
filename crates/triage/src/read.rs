//! What the statements of `queries/life/` answer, as rows.

use lake::Session;
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
    pub(crate) patient_control_number: String,
    pub(crate) claim_status_code: String,
    pub(crate) standing: String,
    pub(crate) check_date: Option<String>,
    pub(crate) sent_at: String,
    pub(crate) sent_interchange: String,
    pub(crate) sent_group: String,
    pub(crate) sent_set: String,
    pub(crate) content_hash: String,
    pub(crate) paid: i64,
    pub(crate) patient_share: i64,
    pub(crate) pended: i64,
    pub(crate) is_current: bool,
    pub(crate) takes_back_doc_id: Option<String>,
    pub(crate) takes_back_clp_ordinal: Option<i64>,
    pub(crate) taken_back_doc_id: Option<String>,
    pub(crate) taken_back_clp_ordinal: Option<i64>,
    pub(crate) unbalanced: bool,
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
    pub(crate) claim_number: String,
    pub(crate) payer_name: Option<String>,
    pub(crate) payer_class: String,
    pub(crate) payer_order: String,
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
    pub(crate) recoveries: Vec<RecoveryRow>,
    pub(crate) own_reversals: Vec<OwnReversalRow>,
}

macro_rules! statement {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../queries/life/", $name, ".sql")),
        )
    };
}

impl Known {
    /// Reads it. The session must show tests.
    pub(crate) async fn read(session: &Session) -> Result<Known> {
        Ok(Known {
            answers: rows(session, statement!("answer")).await?,
            lines: rows(session, statement!("line")).await?,
            refusals: rows(session, statement!("refusal")).await?,
            remarks: rows(session, statement!("remark")).await?,
            submissions: rows(session, statement!("submission")).await?,
            statuses: rows(session, statement!("status")).await?,
            recoveries: rows(session, statement!("recovery")).await?,
            own_reversals: rows(session, statement!("own_reversal")).await?,
        })
    }
}

async fn rows<T: DeserializeOwned>(
    session: &Session,
    (name, sql): (&'static str, &str),
) -> Result<Vec<T>> {
    let frame = session.query(sql, vec![]).await?;
    let batches = session.answer(frame).await?.collect().await?;
    let json = lake::json(&batches).map_err(|_| Error::Rows(name))?;
    serde_json::from_slice(&json).map_err(|_| Error::Rows(name))
}
