//! What acknowledgments and statuses say of a claim before a remittance decides, as cases.

use std::collections::BTreeMap;

use super::case::{Amounts, Case, CaseKey, Happened, Kind, Resolution};
use super::line::WHOLE_CLAIM;
use crate::word::Category;

/// What is told of a claim, in the order of business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Names it for whoever asked.
    pub id: String,
    /// What it says.
    pub kind: StatusKind,
    /// The submission that it is about; none of a status that names the claim alone.
    pub submission: Option<usize>,
    /// Cents that were asked for.
    pub charge: i64,
}

/// A submission, by its place in the order of business.
pub type Submitted = usize;

/// What a status, an acknowledgment or an answer says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKind {
    /// A 277CA refuses it.
    Rejected(Category),
    /// A 277CA accepts it; whether the payer itself does.
    Accepted {
        /// The payer's own word; a clearinghouse's is not the last.
        by_payer: bool,
    },
    /// A 999 or TA1 refuses the set, group or interchange that it came in.
    FileRejected,
    /// It accepts it.
    FileAccepted,
    /// A 277 says that it is denied (F2).
    Denied,
    /// A 277 asks for information (R…).
    Requested,
    /// A 277 says anything else of it: pending, paid, revised.
    Other,
    /// A remittance decides.
    Answered {
        /// Something is refused.
        denied: bool,
    },
}

/// Cases of rejections, of denials that are only announced, and of requests for information.
#[must_use]
pub fn told(statuses: &[Status]) -> Vec<Case> {
    let mut told = Told::default();
    for status in statuses {
        if matches!(status.kind, StatusKind::Answered { .. }) {
            told.answered = told.answered.max(status.submission);
        }
        told.hear(status);
    }
    told.cases.into_values().map(|(case, _)| case).collect()
}

/// Cases, each with the submission that it is about.
#[derive(Default)]
struct Told {
    /// The latest submission that a remittance decided on.
    answered: Option<Submitted>,
    cases: BTreeMap<CaseKey, (Case, Option<Submitted>)>,
}

impl Told {
    fn hear(&mut self, status: &Status) {
        let about = status.submission;
        // News of an earlier submission says nothing of a later one.
        let is_of = |of: Option<Submitted>| about.is_none() || about >= of;
        let is_new = |of: Option<Submitted>| about > of;
        match status.kind {
            StatusKind::Rejected(category) => self.open(Kind::Rejection, category, status),
            StatusKind::FileRejected => self.open(Kind::FileRejection, Category::Info, status),
            // A status that is asked for after the remittance announces nothing.
            StatusKind::Denied if self.answered.is_some() && self.answered >= about => {}
            StatusKind::Denied => self.open(Kind::Provisional, Category::Other, status),
            StatusKind::Requested => self.open(Kind::InformationRequest, Category::Doc, status),
            // What a clearinghouse accepts, its payer may have refused; sent again, it is another submission.
            StatusKind::Accepted { by_payer } => self.end(status, |kind, of| match kind {
                Kind::Rejection | Kind::FileRejection if is_new(of) || (by_payer && is_of(of)) => {
                    Some(Resolution::Resubmitted)
                }
                _ => None,
            }),
            StatusKind::FileAccepted => self.end(status, |kind, of| match kind {
                Kind::FileRejection if is_new(of) => Some(Resolution::Resubmitted),
                _ => None,
            }),
            StatusKind::Other => self.end(status, |kind, of| match kind {
                _ if !is_of(of) => None,
                Kind::InformationRequest => Some(Resolution::Answered),
                Kind::Provisional => Some(Resolution::Withdrawn),
                _ => None,
            }),
            StatusKind::Answered { denied } => self.end(status, |kind, of| match kind {
                _ if !is_of(of) => None,
                Kind::Rejection | Kind::FileRejection => Some(Resolution::Resubmitted),
                Kind::InformationRequest => Some(Resolution::Answered),
                Kind::Provisional if denied => Some(Resolution::Confirmed),
                Kind::Provisional => Some(Resolution::Withdrawn),
                _ => None,
            }),
        }
    }

    fn open(&mut self, kind: Kind, category: Category, status: &Status) {
        let key = CaseKey {
            kind,
            line: WHOLE_CLAIM.to_owned(),
            category,
        };
        let amounts = Amounts {
            denied: status.charge,
            current: status.charge,
            open: status.charge,
            recovered: 0,
        };
        let known = self.cases.contains_key(&key);
        let (case, about) = self.cases.entry(key.clone()).or_insert_with(|| {
            let case = Case::begun(key, None, &status.id);
            (case, status.submission)
        });
        let happened = match (known, case.is_open) {
            (false, _) => Happened::Opened,
            // A clearinghouse and its payer say the same of one submission: that is told twice.
            (true, true) if *about == status.submission => return,
            (true, true) => Happened::Recurred,
            (true, false) => Happened::Reopened,
        };
        *about = status.submission;
        if known {
            case.recurrences += 1;
        }
        let first = if known {
            case.amounts.denied
        } else {
            amounts.denied
        };
        case.amounts = Amounts {
            denied: first,
            ..amounts
        };
        (case.is_open, case.resolution, case.ended_by) = (true, None, None);
        case.denied_by.clone_from(&status.id);
        case.step(happened, &status.id);
    }

    fn end(
        &mut self,
        status: &Status,
        ends: impl Fn(Kind, Option<Submitted>) -> Option<Resolution>,
    ) {
        for (case, about) in self.cases.values_mut().filter(|(case, _)| case.is_open) {
            if let Some(resolution) = ends(case.key.kind, *about) {
                case.amounts.current = 0;
                case.end(resolution, &status.id);
            }
        }
    }
}
