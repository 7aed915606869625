//! How envelopes end: with a trailer that is checked, or without one.

use std::io::Read;

use super::{Reader, Step};
use crate::event::{Event, GroupEnd, InterchangeEnd, SetEnd};
use crate::tokens::Piece;
use crate::{Defect, Level, Problem};

impl<R: Read> Reader<R> {
    pub(super) fn end_set(&mut self) -> Option<Step> {
        let segments = self.set.as_ref().map_or(0, |open| open.count);
        if !self.check_trailer(Level::Set, segments) {
            return None;
        }
        self.piece = None;
        Some(self.finish_set(true))
    }

    pub(super) fn end_group(&mut self) -> Option<Step> {
        let sets = self.group.as_ref().map_or(0, |open| open.count);
        if !self.check_trailer(Level::Group, sets) {
            return None;
        }
        self.piece = None;
        Some(self.finish_group(true))
    }

    pub(super) fn end_interchange(&mut self) -> Option<Step> {
        let groups = self.interchange.as_ref().map_or(0, |open| open.count);
        if !self.check_trailer(Level::Interchange, groups) {
            return None;
        }
        self.piece = None;
        Some(self.finish_interchange(true))
    }

    /// Ends the innermost envelope, whose trailer is missing.
    pub(super) fn close(&mut self, problem: Problem) -> Option<Step> {
        if self.set.is_some() {
            self.close_set(problem)
        } else if self.group.is_some() {
            self.close_group(problem)
        } else if self.told(Level::Interchange, problem) {
            Some(self.finish_interchange(false))
        } else {
            None
        }
    }

    pub(super) fn close_set(&mut self, problem: Problem) -> Option<Step> {
        if !self.told(Level::Set, problem) {
            // What stands in place of SE was counted as if it belonged to the set.
            if let (Some(set), Some(Piece::Segment | Piece::Damaged(_))) =
                (&mut self.set, self.piece)
            {
                set.count -= 1;
                self.position.segment -= 1;
            }
            return None;
        }
        Some(self.finish_set(false))
    }

    pub(super) fn close_group(&mut self, problem: Problem) -> Option<Step> {
        self.told(Level::Group, problem)
            .then(|| self.finish_group(false))
    }

    pub(super) fn finish_set(&mut self, trailer: bool) -> Step {
        let segments = self.set.take().map_or(0, |open| open.count);
        let end = SetEnd {
            position: self.position,
            segments,
            trailer,
        };
        (self.position.set, self.position.segment) = (0, 0);
        self.checked = false;
        Step::Told(Event::SetEnd(end))
    }

    pub(super) fn finish_group(&mut self, trailer: bool) -> Step {
        let sets = self.group.take().map_or(0, |open| open.children);
        let end = GroupEnd {
            position: self.position,
            sets,
            trailer,
        };
        self.position.group = 0;
        self.checked = false;
        Step::Told(Event::GroupEnd(end))
    }

    pub(super) fn finish_interchange(&mut self, trailer: bool) -> Step {
        let groups = self.interchange.take().map_or(0, |open| open.children);
        let end = InterchangeEnd {
            position: self.position,
            groups,
            trailer,
        };
        self.position.interchange = 0;
        self.checked = false;
        Step::Told(Event::InterchangeEnd(end))
    }

    /// Checks the trailer in hand against its header. False while there are defects to tell first.
    pub(super) fn check_trailer(&mut self, level: Level, counted: u64) -> bool {
        if self.checked {
            return true;
        }
        self.checked = true;
        let segment = self.tokens.segment(self.position);
        let (declared, repeated) = (count(segment.element(1)), segment.element(2));
        let open = match level {
            Level::Interchange => &self.interchange,
            Level::Group => &self.group,
            Level::Set => &self.set,
        };
        // ISA13 and GS06 are numbers, to which leading zeros mean nothing; ST02 is a string.
        let same = open.as_ref().is_none_or(|open| match level {
            Level::Set => open.control == repeated,
            Level::Interchange | Level::Group => unpadded(&open.control) == unpadded(repeated),
        });
        if !same {
            self.defect(level, Problem::ControlNumber);
        }
        if declared != Some(counted) {
            self.defect(level, Problem::Count { declared, counted });
        }
        self.defects.is_empty()
    }

    /// True if the defect was told before; else tells it first.
    pub(super) fn told(&mut self, level: Level, problem: Problem) -> bool {
        if !self.checked {
            self.checked = true;
            self.defect(level, problem);
            return false;
        }
        true
    }

    pub(super) fn stray(&mut self, level: Level) -> Option<Step> {
        self.checked = true;
        self.defect(level, Problem::UnexpectedTrailer);
        None
    }

    pub(super) fn defect(&mut self, level: Level, problem: Problem) {
        self.defects
            .push_back(Defect::new(self.position, level, problem));
    }
}

/// A count in a trailer; `None` if it is none.
fn count(text: &[u8]) -> Option<u64> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(text)
        .ok()
        .filter(|_| digits)?
        .parse()
        .ok()
}

fn unpadded(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == b'0').count();
    number.get(zeros..).unwrap_or_default()
}
