//! What claims are looked up by.

use std::collections::BTreeSet;

use lake::Batch;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::cases::subject;
use crate::error::Result;
use crate::life::named;
use crate::read::from_json;

pub(crate) const ADJUSTMENTS: &str = "provider_level_adjustment";
/// What people say an answer is for. There are as many as people write.
pub(crate) const DECISIONS: &str = "link_decision";

/// Tables whose rows belong to claims, and what these are known by.
pub(crate) const CLAIMS: [(&str, &[&str]); 6] = [
    (
        "remit_claim",
        &[
            "doc_id",
            "clp_ordinal",
            "patient_control_number",
            "payer_claim_control_number",
            "claim_status_code",
            "number_key",
            "member_key",
        ],
    ),
    (ADJUSTMENTS, &["doc_id", "reason_code"]),
    (
        DECISIONS,
        &["remit_doc_id", "clp_ordinal", "patient_control_number"],
    ),
    (
        "unit",
        &[
            "unit_id",
            "doc_id",
            "unit_type",
            "sender",
            "receiver",
            "isa_control",
            "gs_control",
        ],
    ),
    (
        "claim",
        &[
            "doc_id",
            "clm_ordinal",
            "patient_control_number",
            "payer_claim_control_number",
            "trace_number",
            "number_key",
            "member_key",
        ],
    ),
    (
        "claim_ack",
        &[
            "unit_id",
            "level",
            "category_code",
            "patient_control_number",
            "payer_claim_control_number",
            "clearinghouse_trace",
            "answered_interchange",
            "answered_group",
        ],
    ),
];

/// The columns of one of [`CLAIMS`].
pub(crate) fn known_by(table: &str) -> BTreeSet<String> {
    let found = CLAIMS.iter().find(|(name, _)| *name == table);
    let columns = found.map_or(&[][..], |(_, columns)| columns);
    columns.iter().map(|column| (*column).to_owned()).collect()
}

#[derive(Deserialize)]
pub(crate) struct AnswerKey {
    pub(crate) doc_id: String,
    pub(crate) clp_ordinal: i32,
    patient_control_number: String,
    payer_claim_control_number: Option<String>,
    pub(crate) claim_status_code: String,
    number_key: Option<String>,
    member_key: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct DecisionKey {
    pub(crate) remit_doc_id: String,
    pub(crate) clp_ordinal: i32,
    pub(crate) patient_control_number: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct ClaimKey {
    pub(crate) doc_id: String,
    pub(crate) clm_ordinal: i32,
    patient_control_number: String,
    payer_claim_control_number: Option<String>,
    trace_number: Option<String>,
    number_key: Option<String>,
    member_key: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct AckKey {
    pub(crate) unit_id: String,
    pub(crate) level: String,
    pub(crate) category_code: Option<String>,
    patient_control_number: Option<String>,
    payer_claim_control_number: Option<String>,
    clearinghouse_trace: Option<String>,
    pub(crate) answered_interchange: Option<String>,
    pub(crate) answered_group: Option<String>,
}

pub(crate) fn of<T: DeserializeOwned>(found: &[Batch]) -> Result<Vec<T>> {
    from_json(found, "keys")
}

/// What claims are looked up by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seeds {
    /// CLM01 and CLP01. Zeros are none.
    pub(crate) numbers: BTreeSet<String>,
    /// The payer's: CLP07, REF*F8, REF*1K.
    pub(crate) payers: BTreeSet<String>,
    /// The clearinghouse's: REF*D9.
    pub(crate) traces: BTreeSet<String>,
    /// CLPs that have no number, by document and ordinal.
    pub(crate) answers: BTreeSet<(String, i32)>,
    /// CLPs of which people say what they are for.
    pub(crate) decided: BTreeSet<(String, i32)>,
    /// CLMs that have none.
    pub(crate) claims: BTreeSet<(String, i32)>,
    /// All that have no number of their own, if the payer or the clearinghouse gave them one: cases are found by it.
    pub(crate) nameless: BTreeSet<(String, i32)>,
    /// What those are linked by whose number came back changed, or not at all: see `claim_link`.
    pub(crate) number_keys: BTreeSet<String>,
    pub(crate) member_keys: BTreeSet<String>,
}

/// A number that claims are known by. The views say the same: zeros are none.
pub(crate) fn number(text: Option<&str>) -> Option<String> {
    let is_number = |text: &&str| !text.trim_start_matches('0').is_empty();
    text.filter(is_number).map(str::to_owned)
}

impl Seeds {
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0 && self.number_keys.is_empty() && self.member_keys.is_empty()
    }

    /// Without the keys: each is of a number that is here as well.
    pub(crate) fn len(&self) -> usize {
        let numbers = self.numbers.len() + self.payers.len() + self.traces.len();
        let alone = self.answers.len() + self.claims.len() + self.nameless.len();
        numbers + alone + self.decided.len()
    }

    pub(crate) fn answer(&mut self, row: &AnswerKey) {
        let own = number(Some(&row.patient_control_number));
        let payers = number(row.payer_claim_control_number.as_deref());
        let of = (row.doc_id.clone(), row.clp_ordinal);
        if own.is_none() {
            self.nameless.insert(of.clone());
        }
        if own.is_none() && payers.is_none() {
            self.answers.insert(of);
        }
        self.numbers.extend(own);
        self.payers.extend(payers);
        self.keys(&row.number_key, &row.member_key);
    }

    fn keys(&mut self, number: &Option<String>, member: &Option<String>) {
        self.number_keys.extend(number.clone());
        self.member_keys.extend(member.clone());
    }

    pub(crate) fn claim(&mut self, row: &ClaimKey) {
        let own = number(Some(&row.patient_control_number));
        let payers = number(row.payer_claim_control_number.as_deref());
        let trace = number(row.trace_number.as_deref());
        let of = (row.doc_id.clone(), row.clm_ordinal);
        if own.is_none() {
            self.nameless.insert(of.clone());
        }
        if own.is_none() && payers.is_none() && trace.is_none() {
            self.claims.insert(of);
        }
        self.numbers.extend(own);
        self.payers.extend(payers);
        self.traces.extend(trace);
        self.keys(&row.number_key, &row.member_key);
    }

    /// By its own number alone, if it has one: all else that it is known by hangs together with that.
    pub(crate) fn by_own(&mut self, add: impl FnOnce(&mut Seeds)) {
        let mut found = Seeds::default();
        add(&mut found);
        match found.numbers.is_empty() {
            true => self.append(found),
            false => self.numbers.extend(found.numbers),
        }
    }

    /// One by one: `append` of a set builds all of it anew, however little is added.
    pub(crate) fn append(&mut self, other: Seeds) {
        self.numbers.extend(other.numbers);
        self.payers.extend(other.payers);
        self.traces.extend(other.traces);
        self.answers.extend(other.answers);
        self.decided.extend(other.decided);
        self.claims.extend(other.claims);
        self.nameless.extend(other.nameless);
        self.number_keys.extend(other.number_keys);
        self.member_keys.extend(other.member_keys);
    }

    /// The answer, and the claim that it is for.
    pub(crate) fn decision(&mut self, row: &DecisionKey) {
        self.decided
            .insert((row.remit_doc_id.clone(), row.clp_ordinal));
        self.numbers
            .extend(number(row.patient_control_number.as_deref()));
    }

    pub(crate) fn ack(&mut self, row: &AckKey) {
        self.numbers
            .extend(number(row.patient_control_number.as_deref()));
        self.payers
            .extend(number(row.payer_claim_control_number.as_deref()));
        self.traces
            .extend(number(row.clearinghouse_trace.as_deref()));
    }

    /// What cases of these claims are found by. The views name claims without a number of their own so.
    pub(crate) fn subjects(&self) -> BTreeSet<String> {
        let numbers = self.numbers.iter().map(|number| subject(number));
        let payers = self.payers.iter();
        let payers = payers.map(|number| subject(&format!("CLP07 {number}")));
        // And those of which somebody said that they are for no claim of ours.
        let alone = self.nameless.union(&self.decided);
        let alone = alone.map(|(doc, at)| subject(&named(&(doc.clone(), i64::from(*at)))));
        numbers.chain(payers).chain(alone).collect()
    }

    /// What is in these and not in `known`, which takes it.
    pub(crate) fn new_to(self, known: &mut Seeds) -> Seeds {
        fn new<T: Ord + Clone>(found: BTreeSet<T>, known: &mut BTreeSet<T>) -> BTreeSet<T> {
            let new = found
                .into_iter()
                .filter(|value| known.insert(value.clone()));
            new.collect()
        }
        Seeds {
            numbers: new(self.numbers, &mut known.numbers),
            payers: new(self.payers, &mut known.payers),
            traces: new(self.traces, &mut known.traces),
            answers: new(self.answers, &mut known.answers),
            decided: new(self.decided, &mut known.decided),
            claims: new(self.claims, &mut known.claims),
            nameless: new(self.nameless, &mut known.nameless),
            number_keys: new(self.number_keys, &mut known.number_keys),
            member_keys: new(self.member_keys, &mut known.member_keys),
        }
    }

    /// What is not here any more: it was looked at.
    pub(crate) fn without(&mut self, seen: &Seeds) {
        fn without<T: Ord>(all: &mut BTreeSet<T>, seen: &BTreeSet<T>) {
            for one in seen {
                all.remove(one);
            }
        }
        without(&mut self.numbers, &seen.numbers);
        without(&mut self.payers, &seen.payers);
        without(&mut self.traces, &seen.traces);
        without(&mut self.answers, &seen.answers);
        without(&mut self.decided, &seen.decided);
        without(&mut self.claims, &seen.claims);
        without(&mut self.nameless, &seen.nameless);
        without(&mut self.number_keys, &seen.number_keys);
        without(&mut self.member_keys, &seen.member_keys);
    }

    /// Takes at most so many, numbers of claims after all else, in an order that nothing else decides; none where none
    /// are left.
    pub(crate) fn first(&mut self, most: usize) -> Option<Seeds> {
        fn first<T: Ord>(all: &mut BTreeSet<T>, most: &mut usize) -> BTreeSet<T> {
            let first: BTreeSet<T> = std::iter::from_fn(|| all.pop_first()).take(*most).collect();
            *most -= first.len();
            first
        }
        let most = &mut most.max(1);
        let first = Seeds {
            payers: first(&mut self.payers, most),
            traces: first(&mut self.traces, most),
            answers: first(&mut self.answers, most),
            decided: first(&mut self.decided, most),
            claims: first(&mut self.claims, most),
            nameless: first(&mut self.nameless, most),
            number_keys: first(&mut self.number_keys, most),
            member_keys: first(&mut self.member_keys, most),
            numbers: first(&mut self.numbers, most),
        };
        (!first.is_empty()).then_some(first)
    }
}
