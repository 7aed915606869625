//! Rows put together: the answers of one payer to one claim, and what the acknowledgments say of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rules::denial::{
    AnswerLine, Answered, LineId, PayerLife, Refusal, Standing, Status, StatusKind, TakenBack,
    WHOLE_CLAIM, identify,
};
use rules::{Category, RemarkKind, rejection, remark};

use crate::between;
use crate::read::{AnswerRow, Id, Known, LineRow, StatusRow, SubmissionRow};

/// What answers of one payer belong together by, as the views have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClaimOf {
    pub(crate) payer_key: String,
    pub(crate) claim: ClaimKey,
}

/// What a claim is known by, whoever answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClaimKey {
    pub(crate) is_test: bool,
    pub(crate) provider: String,
    pub(crate) number: String,
    pub(crate) member: Option<String>,
    pub(crate) day: Option<String>,
}

/// The order of business. What has no date takes no other answer's place: it comes first.
pub(crate) type Order<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, i64);

impl AnswerRow {
    pub(crate) fn id(&self) -> Id {
        (self.doc_id.clone(), self.clp_ordinal)
    }

    /// The check date as a day.
    pub(crate) fn on(&self) -> Option<Date> {
        self.check_date.as_ref()?.parse().ok()
    }

    pub(crate) fn of(&self) -> ClaimOf {
        ClaimOf {
            payer_key: self.payer_key.clone(),
            claim: ClaimKey {
                is_test: self.is_test,
                provider: self.payee_id.clone(),
                number: self.claim_number.clone(),
                member: self.member.clone().filter(|_| self.shared),
                day: self.day.clone().filter(|_| self.shared),
            },
        }
    }

    pub(crate) fn order(&self) -> Order<'_> {
        (
            self.check_date.as_deref().unwrap_or_default(),
            &self.sent_at,
            &self.sent_interchange,
            &self.sent_group,
            &self.sent_set,
            &self.content_hash,
            self.clp_ordinal,
        )
    }
}

/// A payer's answers to a claim, with the rows that they are made of.
pub(crate) struct Group {
    pub(crate) of: ClaimOf,
    pub(crate) life: PayerLife,
    /// In the order of `life.answers`.
    pub(crate) rows: Vec<AnswerRow>,
    /// First days of service, in the same order.
    pub(crate) served: Vec<Option<String>>,
}

impl Group {
    /// The member, if any answer tells it. Where a number is not shared, all that tell one tell the same.
    pub(crate) fn member(&self) -> Option<&str> {
        self.rows.iter().find_map(|row| row.member.as_deref())
    }
}

/// What an id of an answer is in a life: a case names the answers that made it.
pub(crate) fn named((doc, ordinal): &Id) -> String {
    format!("{doc} {ordinal}")
}

/// All answers, by payer and claim.
pub(crate) fn groups(known: &Known) -> Vec<Group> {
    let mut lines: BTreeMap<Id, Vec<&LineRow>> = BTreeMap::new();
    for line in &known.lines {
        let of = (line.doc_id.clone(), line.clp_ordinal);
        lines.entry(of).or_default().push(line);
    }
    let ours = known.own_reversals.iter();
    let ours: BTreeSet<Id> = ours
        .map(|row| (row.doc_id.clone(), row.clp_ordinal))
        .collect();
    let rows: BTreeMap<Id, &AnswerRow> = known.answers.iter().map(|row| (row.id(), row)).collect();
    let mut remarks: Remarks = BTreeMap::new();
    for remark in &known.remarks {
        let of = (
            (remark.doc_id.clone(), remark.clp_ordinal),
            remark.svc_ordinal,
        );
        remarks.entry(of).or_default().push(remark.rarc.clone());
    }
    let refusals = refusals(known, &remarks);
    let mut grouped: BTreeMap<ClaimOf, Vec<AnswerRow>> = BTreeMap::new();
    for row in &known.answers {
        grouped.entry(row.of()).or_default().push(row.clone());
    }
    let mut groups: Vec<Group> = grouped
        .into_iter()
        .map(|(claim, mut sorted)| {
            sorted.sort_by(|a, b| a.order().cmp(&b.order()));
            let ids = sorted.iter().enumerate();
            let places: BTreeMap<Id, usize> = ids.map(|(at, row)| (row.id(), at)).collect();
            let of = |row: &AnswerRow| lines.get(&row.id()).map_or(&[][..], Vec::as_slice);
            let served = sorted.iter().map(|row| {
                let days = of(row).iter();
                let days = days.filter_map(|line| line.service_date.clone());
                days.min().or_else(|| row.day.clone())
            });
            let answers = sorted.iter().map(|row| {
                let refused = refusals.get(&row.id()).map_or(&[][..], Vec::as_slice);
                let mut answer = answered(row, of(row), refused, &remarks, &places);
                answer.is_ours = ours.contains(&row.id());
                answer
            });
            let life = PayerLife {
                answers: answers.collect(),
                taken_back: taken_back(&sorted, &places, &rows, &ours),
                ..PayerLife::default()
            };
            Group {
                of: claim,
                served: served.collect(),
                life,
                rows: sorted,
            }
        })
        .collect();
    between::payers(&mut groups);
    groups
}

/// Remarks by answer and line, those of the whole claim without one.
type Remarks = BTreeMap<(Id, Option<i64>), Vec<String>>;

/// What each answer refuses, by line.
type Refusals = BTreeMap<Id, Vec<(Option<i64>, Refusal)>>;

/// Of a line its own remarks count, else the claim's.
fn refusals(known: &Known, remarks: &Remarks) -> Refusals {
    let mut refusals = Refusals::new();
    for row in &known.refusals {
        let of = (row.doc_id.clone(), row.clp_ordinal);
        let of_line = row
            .svc_ordinal
            .and_then(|svc| remarks.get(&(of.clone(), Some(svc))));
        let of_claim = || remarks.get(&(of.clone(), None));
        let refusal = Refusal {
            group: row.group_code.clone(),
            carc: row.carc.clone(),
            amount: row.amount,
            category: Category::parse(&row.category).unwrap_or(Category::Other),
            rarcs: of_line.or_else(of_claim).cloned().unwrap_or_default(),
            unmapped: row.unmapped,
        };
        refusals
            .entry(of)
            .or_default()
            .push((row.svc_ordinal, refusal));
    }
    refusals
}

/// Answers that a reversal takes back that is none of the claim's: the payer gave it another number.
fn taken_back(
    sorted: &[AnswerRow],
    places: &BTreeMap<Id, usize>,
    rows: &BTreeMap<Id, &AnswerRow>,
    ours: &BTreeSet<Id>,
) -> Vec<TakenBack> {
    let mut taken = vec![];
    for (answer, row) in sorted.iter().enumerate() {
        let by = row.taken_back_doc_id.clone();
        let by = by.zip(row.taken_back_clp_ordinal);
        let Some(by) = by.filter(|by| !places.contains_key(by)) else {
            continue;
        };
        let after = match rows.get(&by) {
            Some(reversal) => sorted.partition_point(|own| own.order() < reversal.order()),
            None => sorted.len(),
        };
        taken.push(TakenBack {
            answer,
            after,
            on: rows.get(&by).and_then(|reversal| reversal.on()),
            is_ours: ours.contains(&by),
            by: named(&by),
        });
    }
    taken
}

/// CLP02 of what is processed and sent on to the next payer.
const CROSSES_OVER: [&str; 3] = ["19", "20", "21"];

fn answered(
    row: &AnswerRow,
    lines: &[&LineRow],
    refused: &[(Option<i64>, Refusal)],
    remarks: &Remarks,
    places: &BTreeMap<Id, usize>,
) -> Answered {
    let ids: Vec<LineId<'_>> = lines
        .iter()
        .map(|line| LineId {
            control_number: line.line_control_number.as_deref(),
            code: &line.code,
            modifiers: [&line.mod1, &line.mod2, &line.mod3, &line.mod4].map(Option::as_deref),
            date: line.service_date.as_deref(),
        })
        .collect();
    let of = |svc: Option<i64>| -> Vec<Refusal> {
        let of = refused.iter().filter(|(at, _)| *at == svc);
        of.map(|(_, refusal)| refusal.clone()).collect()
    };
    let says = |svc: Option<i64>, kind: RemarkKind| {
        let of_line = remarks.get(&(row.id(), svc));
        let of_claim = remarks.get(&(row.id(), None));
        let rarcs = of_line.into_iter().chain(of_claim).flatten();
        let mut known = rarcs.filter_map(|rarc| remark(rarc));
        known.any(|remark| remark.kind == kind)
    };
    let mut all: Vec<AnswerLine> = lines
        .iter()
        .zip(identify(&ids))
        .map(|(line, name)| AnswerLine {
            line: name,
            code: line.code.clone(),
            charge: line.charge,
            paid: line.paid,
            patient_share: line.patient_share,
            unprocessable: says(Some(line.svc_ordinal), RemarkKind::Unprocessable),
            not_appealable: says(Some(line.svc_ordinal), RemarkKind::NotAppealable),
            refused: of(Some(line.svc_ordinal)),
        })
        .collect();
    all.push(AnswerLine {
        line: WHOLE_CLAIM.to_owned(),
        code: String::new(),
        charge: row.charge,
        paid: row.paid,
        patient_share: row.patient_share,
        unprocessable: says(None, RemarkKind::Unprocessable),
        not_appealable: says(None, RemarkKind::NotAppealable),
        refused: of(None),
    });
    let taken = row
        .takes_back_doc_id
        .clone()
        .zip(row.takes_back_clp_ordinal);
    Answered {
        id: named(&row.id()),
        standing: Standing::parse(&row.standing).unwrap_or(Standing::Adjudicated),
        on: row.on(),
        takes_back: taken.and_then(|taken| places.get(&taken).copied()),
        is_ours: false,
        crosses_over: CROSSES_OVER.contains(&row.claim_status_code.as_str()),
        paid: row.paid,
        patient_share: row.patient_share,
        pended: row.pended,
        lines: all,
    }
}

/// A claim that was sent, with what is told of it.
pub(crate) struct Sent {
    pub(crate) of: ClaimOf,
    /// In the order of business.
    pub(crate) rows: Vec<SubmissionRow>,
    pub(crate) statuses: Vec<Status>,
}

/// Claims of which something is told, in whichever submission.
pub(crate) fn sent(known: &Known) -> Vec<Sent> {
    let mut told: BTreeMap<Id, Vec<&StatusRow>> = BTreeMap::new();
    for row in &known.statuses {
        let of = (row.doc_id.clone(), row.clm_ordinal);
        told.entry(of).or_default().push(row);
    }
    let mut claims: BTreeMap<ClaimOf, Vec<SubmissionRow>> = BTreeMap::new();
    for row in &known.submissions {
        let number = row.claim_number.as_str();
        let claim = ClaimKey {
            is_test: row.is_test,
            provider: row.billing_id.clone(),
            // Zeros are no number: nothing belongs together by them.
            number: match number.trim_start_matches('0') {
                "" => named(&(row.doc_id.clone(), row.clm_ordinal)),
                _ => number.to_owned(),
            },
            member: None,
            day: None,
        };
        let of = ClaimOf {
            payer_key: row.payer_name.clone().unwrap_or_default(),
            claim,
        };
        claims.entry(of).or_default().push(row.clone());
    }
    claims
        .into_iter()
        .map(|(of, mut rows)| {
            rows.sort_by(|a, b| submitted(a).cmp(&submitted(b)));
            let mut statuses: Vec<(&StatusRow, usize, i64)> = vec![];
            for (at, row) in rows.iter().enumerate() {
                let told = told.get(&(row.doc_id.clone(), row.clm_ordinal));
                let told = told.into_iter().flatten();
                statuses.extend(told.map(|status| (*status, at, row.charge)));
            }
            statuses.sort_by(|(a, at, _), (b, bt, _)| (said(a), at).cmp(&(said(b), bt)));
            // One report may refuse a claim for several reasons: the first one stands for all.
            let mut refused = BTreeSet::new();
            let statuses = statuses.into_iter().filter(|(row, at, _)| {
                let report = (row.by_doc_id.as_str(), row.by_ordinal / 1_000, *at);
                row.outcome != "rejected" || refused.insert(report)
            });
            let statuses = statuses.filter_map(|(row, at, charge)| status(row, at, charge));
            Sent {
                of,
                statuses: statuses.collect(),
                rows,
            }
        })
        .collect()
}

fn submitted(row: &SubmissionRow) -> (&str, &str, &str, &str, &str, i64) {
    (
        &row.sent_at,
        &row.sent_interchange,
        &row.sent_group,
        &row.sent_set,
        &row.content_hash,
        row.clm_ordinal,
    )
}

fn said(row: &StatusRow) -> (&str, &str, &str, &str, &str, &str, i64) {
    (
        &row.sent_at,
        &row.sent_interchange,
        &row.sent_group,
        &row.sent_set,
        &row.content_hash,
        &row.by_doc_id,
        row.by_ordinal,
    )
}

fn status(row: &StatusRow, submission: usize, charge: i64) -> Option<Status> {
    let kind = match (row.ack_type.as_str(), row.outcome.as_str()) {
        ("835", _) => StatusKind::Answered { denied: row.denied },
        ("277CA", "rejected") => StatusKind::Rejected(rejection(
            row.status_code.as_deref(),
            row.entity_code.as_deref(),
        )),
        ("277CA", "accepted") => StatusKind::Accepted {
            by_payer: row.reporter == "payer",
        },
        ("277CA", _) => return None,
        ("277", _) if row.provisional_denial => StatusKind::Denied,
        ("277", "info_requested") => StatusKind::Requested,
        // That nothing was found, or could not be answered, is no news.
        ("277", "error") => return None,
        ("277", _) => StatusKind::Other,
        (_, "rejected") => StatusKind::FileRejected,
        (_, "accepted") => StatusKind::FileAccepted,
        _ => return None,
    };
    Some(Status {
        id: named(&(row.by_doc_id.clone(), row.by_ordinal)),
        kind,
        submission: Some(submission),
        charge,
    })
}
