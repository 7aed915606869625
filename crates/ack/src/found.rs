//! What a receiver found in a file: one value for each interchange, group, set and segment in error.

use crate::element::ElementError;

/// How an envelope was taken. TA104, AK901 and IK501 write it by its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A.
    Accepted,
    /// E: accepted, but errors were noted.
    WithErrors,
    /// P: of a group, some sets were rejected.
    Partly,
    /// R.
    Rejected,
}

/// An interchange, ISA to IEA. Ids are as sent, without padding.
#[derive(Debug, Clone, Default)]
pub struct Interchange {
    /// Name of the member of an archive.
    pub member: Option<String>,
    /// ISA05 and ISA06.
    pub sender: [Vec<u8>; 2],
    /// ISA07 and ISA08.
    pub receiver: [Vec<u8>; 2],
    /// ISA09 and ISA10.
    pub dated: [Vec<u8>; 2],
    /// ISA12.
    pub version: Vec<u8>,
    /// ISA13.
    pub control: Vec<u8>,
    /// ISA14 is 1: a TA1 is asked for.
    pub wants_ta1: bool,
    /// ISA15 is T.
    pub test: bool,
    /// TA105, in the order they were found.
    pub notes: Vec<&'static str>,
    /// In order. Sets that stand in no group are in none of them.
    pub groups: Vec<Group>,
    /// Sets that stand in no group.
    pub loose_sets: u64,
    /// It holds a TA1, which nobody answers.
    pub(crate) answers: bool,
}

/// A functional group, GS to GE.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// GS01.
    pub functional_id: Vec<u8>,
    /// GS02 and GS03.
    pub parties: [Vec<u8>; 2],
    /// GS06.
    pub control: Vec<u8>,
    /// GS08.
    pub version: Vec<u8>,
    /// GE01, where it is a number and not that of the sets.
    pub declared: Option<u64>,
    /// AK905.
    pub errors: Vec<&'static str>,
    /// In order.
    pub sets: Vec<Set>,
}

/// A transaction set, ST to SE.
#[derive(Debug, Clone)]
pub struct Set {
    /// ST01.
    pub id: Vec<u8>,
    /// ST02.
    pub control: Vec<u8>,
    /// ST03.
    pub version: Vec<u8>,
    /// IK502.
    pub errors: Vec<&'static str>,
    /// In order of their place, at most [`crate::MOST_SEGMENTS`].
    pub segments: Vec<SegmentError>,
    /// Segments in error beyond those.
    pub more: u64,
    /// Segments of it, ST and SE included.
    pub count: u32,
    /// Whether anything of it was taken. A set whose guide is known is, until somebody says otherwise.
    pub taken: bool,
}

/// A segment in error. X12 005010X231A1, loop 2100.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentError {
    /// IK301 as sent, which may be content; empty where nobody can tell.
    pub id: Vec<u8>,
    /// IK302: its place in the set, ST being 1. Of a missing segment, where it was missed.
    pub segment: u32,
    /// IK303, where the loop is known.
    pub within: Option<&'static str>,
    /// IK304: 1 unknown, 2 unexpected, 3 missing, 4 loop too often, 6 not in this set, 7 out of order,
    /// 8 element errors.
    pub code: &'static str,
    /// What is wrong with its elements, for code 8.
    pub elements: Vec<ElementError>,
    /// The claim or trace that it belongs to, and the element that says so (CTX01).
    pub unit: Option<(&'static str, Vec<u8>)>,
}

impl Interchange {
    /// Whether a TA1 goes back: it is asked for, or there is something to say. Never to nothing but a TA1.
    #[must_use]
    pub fn sends_ta1(&self) -> bool {
        let is_ta1 = self.answers && self.groups.is_empty() && self.loose_sets == 0;
        (self.wants_ta1 || !self.notes.is_empty()) && !is_ta1
    }

    /// TA104. There is nothing in it that could be taken: R.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is_empty = self.groups.is_empty() && self.loose_sets == 0;
        match (self.notes.is_empty(), is_empty) {
            (true, _) => Verdict::Accepted,
            (false, true) => Verdict::Rejected,
            (false, false) => Verdict::WithErrors,
        }
    }
}

impl Group {
    /// Whether it holds 999, 997 or the like.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.functional_id == b"FA"
    }

    /// AK901.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is = |verdict: Verdict| move |set: &Set| set.verdict() == verdict;
        let accepted = is(Verdict::Accepted);
        if !self.sets.is_empty() && self.sets.iter().all(is(Verdict::Rejected)) {
            Verdict::Rejected
        } else if self.sets.iter().any(is(Verdict::Rejected)) {
            Verdict::Partly
        } else if self.errors.is_empty() && self.sets.iter().all(accepted) {
            Verdict::Accepted
        } else {
            Verdict::WithErrors
        }
    }

    /// Sets that were taken, with errors or without: AK904.
    #[must_use]
    pub fn accepted(&self) -> usize {
        let taken = |set: &&Set| set.verdict() != Verdict::Rejected;
        self.sets.iter().filter(taken).count()
    }
}

impl Set {
    /// IK501.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if !self.taken {
            Verdict::Rejected
        } else if self.errors.is_empty() && self.segments.is_empty() {
            Verdict::Accepted
        } else {
            Verdict::WithErrors
        }
    }
}

impl Verdict {
    /// `A`, `E`, `P` or `R`.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Verdict::Accepted => "A",
            Verdict::WithErrors => "E",
            Verdict::Partly => "P",
            Verdict::Rejected => "R",
        }
    }
}
