//! What a payer answered, as far as denials depend on it.

use jiff::civil::Date;

use crate::word::Category;

/// What an answer is in the order of answers to one claim: `standing` of the view `remit_answer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It decides.
    Adjudicated,
    /// It says nothing but that the claim was there before (CARC 18, B13).
    Duplicate,
    /// Sent on to another payer (CLP02 = 23).
    Forwarded,
    /// Nothing is decided yet.
    Pended,
    /// What would be paid (CLP02 = 25).
    Predetermination,
    /// Takes an earlier answer back (CLP02 = 22).
    Reversal,
    /// Given back undecided (MA130).
    Unprocessable,
    /// Answers a void (CLM05-3 = 8).
    Void,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 8] = [
        Standing::Adjudicated,
        Standing::Duplicate,
        Standing::Forwarded,
        Standing::Pended,
        Standing::Predetermination,
        Standing::Reversal,
        Standing::Unprocessable,
        Standing::Void,
    ];

    /// The word in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Adjudicated => "adjudicated",
            Standing::Duplicate => "duplicate",
            Standing::Forwarded => "forwarded",
            Standing::Pended => "pended",
            Standing::Predetermination => "predetermination",
            Standing::Reversal => "reversal",
            Standing::Unprocessable => "unprocessable",
            Standing::Void => "void",
        }
    }

    /// The standing of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|s| s.as_str() == word)
    }

    /// It can be the answer that holds.
    pub(crate) fn can_hold(self) -> bool {
        !matches!(self, Standing::Predetermination | Standing::Reversal)
    }

    /// It is a decision, and not only word of an earlier one.
    pub(crate) fn settles(self) -> bool {
        self.decides() && self != Standing::Duplicate
    }

    /// It says how much is paid and how much is not.
    pub(crate) fn decides(self) -> bool {
        matches!(
            self,
            Standing::Adjudicated | Standing::Duplicate | Standing::Unprocessable | Standing::Void
        )
    }
}

/// A CLP of an 835, with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Names it for whoever asked: nothing here looks into it.
    pub id: String,
    /// What it is.
    pub standing: Standing,
    /// The check date.
    pub on: Option<Date>,
    /// Of a reversal: the place, among the answers, of the one that it takes back. None where that never came.
    pub takes_back: Option<usize>,
    /// Of a reversal: it answers a void or a replacement that we sent ourselves.
    pub is_ours: bool,
    /// Sent on to the next payer, who is to answer too (CLP02 = 19, 20, 21).
    pub crosses_over: bool,
    /// CLP04 in cents.
    pub paid: i64,
    /// Cents of class patient share.
    pub patient_share: i64,
    /// Cents that are left undecided.
    pub pended: i64,
    /// Its lines, and one of the whole claim for what is refused of it.
    pub lines: Vec<AnswerLine>,
}

/// A line of an answer, or the whole claim for adjustments of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// Which: see [`super::identify`].
    pub line: String,
    /// The procedure, or the revenue code; empty of the whole claim.
    pub code: String,
    /// SVC02, or CLP03 of the whole claim, in cents.
    pub charge: i64,
    /// SVC03, or CLP04 of the whole claim, in cents.
    pub paid: i64,
    /// Cents of class patient share.
    pub patient_share: i64,
    /// A remark of the line or the claim says that nothing is decided (MA130).
    pub unprocessable: bool,
    /// A remark of the line or the claim takes the right to appeal away.
    pub not_appealable: bool,
    /// What is refused.
    pub refused: Vec<Refusal>,
}

/// A CAS triplet of class denial.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// CAS01.
    pub group: String,
    /// The reason.
    pub carc: String,
    /// Cents.
    pub amount: i64,
    /// Why, after its remarks.
    pub category: Category,
    /// Remarks of the line, else of the claim, in their order.
    pub rarcs: Vec<String>,
    /// The list has not got the reason.
    pub unmapped: bool,
}
