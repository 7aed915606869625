//! The states of an item and the steps between them (denial_rules.md 4.8).

use serde::{Deserialize, Serialize};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// Nobody looked at it.
    New,
    /// It is known what is to be done.
    Triaged,
    /// It has an owner.
    Assigned,
    /// Somebody works on it.
    InProgress,
    /// The claim is being corrected.
    Correction,
    /// It was sent again.
    Resubmitted,
    /// The payer's turn.
    AwaitingPayer,
    /// An appeal is being written.
    AppealDraft,
    /// Somebody else reads it.
    AppealReview,
    /// It was filed.
    AppealFiled,
    /// Another department was asked.
    InfoRequested,
    /// It is the patient's.
    PatientResponsibility,
    /// It goes to another payer.
    RebillOtherPayer,
    /// It shall be written off.
    WriteoffProposed,
    /// It may be written off.
    WriteoffApproved,
    /// The payer pays.
    Overturned,
    /// The payer pays a part.
    Partial,
    /// The payer said no again.
    Upheld,
    /// Not before a day.
    Snoozed,
    /// Nothing is left to do.
    Closed,
    /// Closed, and open again.
    Reopened,
}

use State::{
    AppealDraft, AppealFiled, AppealReview, Assigned, AwaitingPayer, Closed, Correction,
    InProgress, InfoRequested, New, Overturned, Partial, PatientResponsibility, RebillOtherPayer,
    Reopened, Resubmitted, Snoozed, Triaged, Upheld, WriteoffApproved, WriteoffProposed,
};

/// Every step but those that any open item may take: to be snoozed, assigned to another, or closed because
/// nothing is left to do.
const STEPS: &[(State, &[State])] = &[
    (New, &[Triaged, Assigned, InProgress]),
    (Triaged, &[Assigned, InProgress]),
    (Assigned, &[InProgress]),
    (
        InProgress,
        &[
            Correction,
            AppealDraft,
            InfoRequested,
            PatientResponsibility,
            RebillOtherPayer,
            WriteoffProposed,
        ],
    ),
    (Correction, &[Resubmitted, InProgress]),
    (Resubmitted, &[AwaitingPayer]),
    (AppealDraft, &[AppealReview, InProgress]),
    (AppealReview, &[AppealFiled, AppealDraft]),
    (AppealFiled, &[AwaitingPayer]),
    (InfoRequested, &[InProgress]),
    (PatientResponsibility, &[Closed, InProgress]),
    (RebillOtherPayer, &[Closed, InProgress]),
    (WriteoffProposed, &[WriteoffApproved, InProgress]),
    (WriteoffApproved, &[Closed]),
    (AwaitingPayer, &[Overturned, Partial, Upheld, InProgress]),
    (Overturned, &[Closed]),
    (Upheld, &[AppealDraft, WriteoffProposed]),
    (Partial, &[InProgress, Closed]),
    (Closed, &[Reopened]),
    (Reopened, &[Assigned, InProgress]),
];

impl State {
    /// Every state.
    pub const ALL: [State; 21] = [
        New,
        Triaged,
        Assigned,
        InProgress,
        Correction,
        Resubmitted,
        AwaitingPayer,
        AppealDraft,
        AppealReview,
        AppealFiled,
        InfoRequested,
        PatientResponsibility,
        RebillOtherPayer,
        WriteoffProposed,
        WriteoffApproved,
        Overturned,
        Partial,
        Upheld,
        Snoozed,
        Closed,
        Reopened,
    ];

    /// The word that people use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            New => "NEW",
            Triaged => "TRIAGED",
            Assigned => "ASSIGNED",
            InProgress => "IN_PROGRESS",
            Correction => "CORRECTION",
            Resubmitted => "RESUBMITTED",
            AwaitingPayer => "AWAITING_PAYER",
            AppealDraft => "APPEAL_DRAFT",
            AppealReview => "APPEAL_REVIEW",
            AppealFiled => "APPEAL_FILED",
            InfoRequested => "INFO_REQUESTED",
            PatientResponsibility => "PATIENT_RESPONSIBILITY",
            RebillOtherPayer => "REBILL_OTHER_PAYER",
            WriteoffProposed => "WRITEOFF_PROPOSED",
            WriteoffApproved => "WRITEOFF_APPROVED",
            Overturned => "OVERTURNED",
            Partial => "PARTIAL",
            Upheld => "UPHELD",
            Snoozed => "SNOOZED",
            Closed => "CLOSED",
            Reopened => "REOPENED",
        }
    }

    /// The state of a word, however it is written: `appeal-draft` is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<State> {
        let word = word.to_uppercase().replace('-', "_");
        State::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Something is left to do.
    #[must_use]
    pub fn is_open(self) -> bool {
        self != Closed
    }

    /// The steps that a person may take from here; snoozing and being assigned stand beside them.
    #[must_use]
    pub fn steps(self) -> &'static [State] {
        let found = STEPS.iter().find(|(from, _)| *from == self);
        found.map_or(&[], |(_, to)| *to)
    }

    /// May it become that?
    #[must_use]
    pub fn may_become(self, to: State) -> bool {
        self.steps().contains(&to)
    }
}
