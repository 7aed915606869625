//! A case: one denial, what became of it, and what can be asked back.

use crate::word::Category;

/// What kind of refusal a case is about (denial_rules.md 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A payer refused dollars on a remittance.
    Denial,
    /// A payer gave the claim back undecided (MA130): a new claim, never an appeal.
    Unprocessable,
    /// A 277CA refused the claim before any decision.
    Rejection,
    /// A 999 or TA1 refused the file that it came in.
    FileRejection,
    /// A 277 says that it was denied (F2); the remittance is still to come.
    Provisional,
    /// A 277 asks for information (R…).
    InformationRequest,
    /// A payer took back what it had paid.
    TakeBack,
    /// It kept money of a payment, and names no claim that is known.
    SilentRecoupment,
    /// It left a claim undecided, and has been silent for too long.
    PendedOverdue,
    /// It sent a claim on to the next payer, who has been silent for too long.
    SecondaryOverdue,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 10] = [
        Kind::Denial,
        Kind::Unprocessable,
        Kind::Rejection,
        Kind::FileRejection,
        Kind::Provisional,
        Kind::InformationRequest,
        Kind::TakeBack,
        Kind::SilentRecoupment,
        Kind::PendedOverdue,
        Kind::SecondaryOverdue,
    ];

    /// Its dollars are refused; else they were taken back, or are waited for.
    #[must_use]
    pub fn refuses(self) -> bool {
        !matches!(
            self,
            Kind::TakeBack | Kind::SilentRecoupment | Kind::PendedOverdue | Kind::SecondaryOverdue
        )
    }

    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Denial => "denial",
            Kind::Unprocessable => "unprocessable",
            Kind::Rejection => "rejection",
            Kind::FileRejection => "file_rejection",
            Kind::Provisional => "provisional",
            Kind::InformationRequest => "information_request",
            Kind::TakeBack => "take_back",
            Kind::SilentRecoupment => "silent_recoupment",
            Kind::PendedOverdue => "pended_overdue",
            Kind::SecondaryOverdue => "secondary_overdue",
        }
    }
}

/// What a case is known by within one claim and payer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseKey {
    /// Kind.
    pub kind: Kind,
    /// Line: see [`super::identify`].
    pub line: String,
    /// Category.
    pub category: Category,
}

/// How a case ended, or what became of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolution {
    /// The payer pays, or leaves to the patient, what it had refused or taken back.
    Overturned,
    /// It does so for a part; what is left stays open.
    PartiallyOverturned,
    /// It said no once more, in answer to being asked (CARC 193).
    Upheld,
    /// It refuses the same line for another reason now: that is another case.
    Superseded,
    /// It leaves the amount to the contract now: there is nothing to ask for.
    Contractual,
    /// The line, or the claim, is not asked for any more.
    Withdrawn,
    /// Another payer paid.
    RebilledOtherPayer,
    /// Accepted or decided after all.
    Resubmitted,
    /// The remittance came and says so too: see the case that it made.
    Confirmed,
    /// What was asked for was given, or is not asked for any more; what was waited for came.
    Answered,
}

impl Resolution {
    /// Every resolution.
    pub const ALL: [Resolution; 10] = [
        Resolution::Overturned,
        Resolution::PartiallyOverturned,
        Resolution::Upheld,
        Resolution::Superseded,
        Resolution::Contractual,
        Resolution::Withdrawn,
        Resolution::RebilledOtherPayer,
        Resolution::Resubmitted,
        Resolution::Confirmed,
        Resolution::Answered,
    ];

    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Resolution::Overturned => "overturned",
            Resolution::PartiallyOverturned => "partially_overturned",
            Resolution::Upheld => "upheld",
            Resolution::Superseded => "superseded",
            Resolution::Contractual => "contractual",
            Resolution::Withdrawn => "withdrawn",
            Resolution::RebilledOtherPayer => "rebilled_other_payer",
            Resolution::Resubmitted => "resubmitted",
            Resolution::Confirmed => "confirmed",
            Resolution::Answered => "answered",
        }
    }
}

/// A group and reason with what it explains, in cents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Explained {
    /// CAS01.
    pub group: String,
    /// The reason.
    pub carc: String,
    /// Cents.
    pub amount: i64,
}

/// Amounts of a case in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// As first denied, taken or left undecided.
    pub denied: i64,
    /// As the answer that holds now denies it; as it is taken or undecided now.
    pub current: i64,
    /// What can still be asked for; after a reversal alone, what was denied before it.
    pub open: i64,
    /// What the payer pays, or leaves to the patient, since.
    pub recovered: i64,
}

/// What happened to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happened {
    /// It began.
    Opened,
    /// The same was denied again.
    Recurred,
    /// It had ended, and was denied again.
    Reopened,
    /// Another amount is denied.
    Changed,
    /// The answer that it is about was taken back; another one is to come.
    TakenBack,
    /// It ended.
    Ended(Resolution),
}

/// One thing that happened, and which answer or status made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub happened: Happened,
    /// The id of what came.
    pub by: String,
    /// Cents that are denied from then on.
    pub current: i64,
}

/// One denial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it is known by.
    pub key: CaseKey,
    /// What explains the amount: of the answer that holds, else of the last one that denied it.
    pub explained: Vec<Explained>,
    /// The reason of the largest amount, then the smallest code; empty where an acknowledgment refused.
    pub carc: String,
    /// Remarks, in their order.
    pub rarcs: Vec<String>,
    /// Some reason is in no list.
    pub unmapped: bool,
    /// Amounts.
    pub amounts: Amounts,
    /// Something is left to ask for, or an answer is still to come.
    pub is_open: bool,
    /// What became of it, or of a part of it.
    pub resolution: Option<Resolution>,
    /// It may be appealed: a decision, and no remark that takes the right away.
    pub appealable: bool,
    /// How often the same was denied again.
    pub recurrences: u32,
    /// The case on the same line that this one took the place of.
    pub parent: Option<CaseKey>,
    /// The answer or status that it began with.
    pub opened_by: String,
    /// The last one that denied it.
    pub denied_by: String,
    /// The one that ended it.
    pub ended_by: Option<String>,
    /// All that happened, in order.
    pub steps: Vec<Step>,
}

impl Case {
    /// A case that begins with this answer or status.
    pub(super) fn begun(key: CaseKey, parent: Option<CaseKey>, by: &str) -> Case {
        Case {
            key,
            explained: vec![],
            carc: String::new(),
            rarcs: vec![],
            unmapped: false,
            amounts: Amounts::default(),
            is_open: true,
            resolution: None,
            appealable: false,
            recurrences: 0,
            parent,
            opened_by: by.to_owned(),
            denied_by: by.to_owned(),
            ended_by: None,
            steps: vec![],
        }
    }

    pub(super) fn step(&mut self, happened: Happened, by: &str) {
        self.steps.push(Step {
            happened,
            by: by.to_owned(),
            current: self.amounts.current,
        });
    }

    /// So much is denied from now on, and asked for; `denied` stays as it was first.
    pub(super) fn owes(&mut self, amount: i64, happened: Happened, by: &str) {
        let first = self.steps.is_empty();
        let denied = if first { amount } else { self.amounts.denied };
        let recovered = denied.saturating_sub(amount).max(0);
        self.amounts = Amounts {
            denied,
            current: amount,
            open: amount.max(0),
            recovered,
        };
        self.is_open = true;
        self.ended_by = None;
        self.resolution = (recovered > 0).then_some(Resolution::PartiallyOverturned);
        if matches!(happened, Happened::Recurred | Happened::Reopened) {
            self.recurrences += 1;
        }
        by.clone_into(&mut self.denied_by);
        self.step(happened, by);
    }

    pub(super) fn end(&mut self, resolution: Resolution, by: &str) {
        self.is_open = false;
        self.resolution = Some(resolution);
        self.ended_by = Some(by.to_owned());
        self.amounts.open = 0;
        self.step(Happened::Ended(resolution), by);
    }
}

/// The reason that stands for all: the largest amount's, then the smallest code.
pub(super) fn leading(explained: &[Explained]) -> String {
    let leads = explained.iter().min_by_key(|e| (-e.amount, &e.carc));
    leads.map(|e| e.carc.clone()).unwrap_or_default()
}
