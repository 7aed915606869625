//! Reads a file as a receiver does, and keeps what is wrong with it.

use std::collections::HashSet;

use x12::{CodeList, Damage, Event, Kind, Level, Problem, Segment, SetStart};

use crate::element::{self, ElementError};
use crate::envelope;
use crate::found::{Interchange, SegmentError, Set};
use crate::guide;
use crate::sequence::Sequence;
use crate::walker::{Misplaced, Walker};

/// Segments in error that are told of one set. A set with more is broken as a whole, and nobody reads on.
pub const MOST_SEGMENTS: usize = 10_000;

/// Errors of segments and elements that are told of one file.
const MOST_ERRORS: usize = 200_000;

/// What a receiver finds in the events of a file. Memory grows with its sets, and with what is wrong with
/// them up to a bound.
#[derive(Debug, Default)]
pub struct Receiver {
    told: usize,
    found: Vec<Interchange>,
    /// ISA13 with its sender, GS06 and ST02 that were there before.
    interchanges: HashSet<Vec<u8>>,
    groups: HashSet<Vec<u8>>,
    sets: HashSet<Vec<u8>>,
    in_group: bool,
    set: Option<Set>,
    walker: Walker,
    sequence: Sequence,
    /// What says which claim the segments in hand belong to.
    unit: Option<(&'static str, Vec<u8>)>,
    misplaced: Vec<Misplaced>,
    elements: Vec<ElementError>,
}

/// What something of ours refused beyond what the standard does: a line without a readable charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The segment's id.
    pub id: Vec<u8>,
    /// Its place in the set, ST being 1.
    pub segment: u32,
    /// Its element, and component of it; 0 where the segment itself is meant.
    pub element: (usize, usize),
    /// IK304 where no element is meant, else IK403.
    pub code: String,
}

impl Receiver {
    /// Takes the next event of a member.
    pub fn event(&mut self, member: Option<&str>, event: &Event<'_>) {
        match event {
            Event::InterchangeStart(isa) => {
                let mut found = envelope::interchange(member, isa);
                let [_, sender] = &found.sender;
                let key = [sender, &b"|"[..], &found.control].concat();
                if !self.interchanges.insert(key) {
                    found.notes.push("025");
                }
                self.groups.clear();
                self.found.push(found);
            }
            Event::GroupStart(gs) => {
                let mut group = envelope::group(gs);
                if !self.groups.insert(group.control.clone()) {
                    group.errors.push("19");
                }
                self.sets.clear();
                self.in_group = true;
                if let Some(found) = self.found.last_mut() {
                    found.groups.push(group);
                }
            }
            Event::SetStart(start) => self.begin(start),
            Event::Segment(segment) => self.segment(segment),
            Event::SetEnd(end) => {
                let mut misplaced = std::mem::take(&mut self.misplaced);
                self.walker.end(&mut misplaced);
                self.misplaced = misplaced;
                let last = u32::try_from(end.segments).unwrap_or(u32::MAX);
                self.note(last);
                self.end(last);
            }
            Event::GroupEnd(_) => self.in_group = false,
            Event::Outside(segment) => {
                if let Some(found) = self.found.last_mut() {
                    match segment.id() {
                        b"TA1" => found.answers = true,
                        // Known, and nothing of ours: interchange services.
                        b"ISB" | b"ISE" | b"TA3" => {}
                        _ => note(&mut found.notes, "024"),
                    }
                }
            }
            Event::Damaged(damaged) => {
                let code = damaged.damage.code();
                let is_cut = damaged.damage == Damage::Cut;
                match &self.set {
                    Some(_) => {
                        self.walker.damaged(damaged.seems());
                        self.push(SegmentError {
                            id: damaged.seems().to_vec(),
                            segment: damaged.position.segment,
                            within: None,
                            code,
                            elements: vec![],
                            unit: None,
                        });
                    }
                    // The end of the stream is told by the envelope that misses its trailer.
                    None if is_cut => {}
                    None => {
                        if let Some(found) = self.found.last_mut() {
                            note(&mut found.notes, "022");
                        }
                    }
                }
            }
            Event::Defect(defect) => self.defect(defect),
            Event::InterchangeEnd(_) | Event::Preamble(_) | Event::Noise(_) => {}
        }
    }

    /// What was found, in the order of the file.
    #[must_use]
    pub fn finish(self) -> Vec<Interchange> {
        self.found
    }

    fn begin(&mut self, start: &SetStart<'_>) {
        let group = self.found.last().and_then(|found| found.groups.last());
        let group = group.filter(|_| self.in_group);
        let (id, control) = (start.st.set_id(), start.st.control_number());
        let mut errors = vec![];
        let guide = match (start.st.version(), group) {
            (b"", Some(group)) => group.version.clone(),
            (version, _) => version.to_vec(),
        };
        let taken = is_taken(start.kind);
        if !taken {
            // A number that is read, by a guide that is not: the convention is what is unknown.
            let known = matches!(id, b"277" | b"837");
            errors.push(match (known, id.is_empty()) {
                (true, _) => "I6",
                (false, true) => "6",
                (false, false) => "1",
            });
        } else if group.is_some_and(|group| {
            let right = envelope::functional_id(id);
            right.is_some_and(|right| right != group.functional_id)
        }) {
            errors.push("18");
        }
        if !control.is_empty() {
            if !(4..=9).contains(&control.len()) {
                errors.push("7");
            }
            if !self.sets.insert(control.to_vec()) {
                errors.push("23");
            }
        }
        self.walker.start(start.kind, &guide);
        self.sequence.start(start.kind);
        self.unit = None;
        self.set = Some(Set {
            id: id.to_vec(),
            control: control.to_vec(),
            version: start.st.version().to_vec(),
            errors,
            segments: vec![],
            more: 0,
            count: 0,
            taken,
        });
    }

    fn segment(&mut self, segment: &Segment<'_>) {
        if !self.walker.is_known() {
            return;
        }
        let at = segment.position().segment;
        let mut misplaced = std::mem::take(&mut self.misplaced);
        let within = self.walker.segment(segment, &mut misplaced);
        self.misplaced = misplaced;
        // What is missing before it belongs to the claim before it.
        self.note(at);
        self.enter(segment);
        let mut elements = std::mem::take(&mut self.elements);
        elements.clear();
        element::check(segment, self.walker.demands(segment.id()), &mut elements);
        self.sequence.segment(segment, &mut elements);
        elements.sort_by_key(|error| (error.element, error.component, error.repetition));
        if !elements.is_empty() {
            self.push(SegmentError {
                id: segment.id().to_vec(),
                segment: at,
                within,
                code: "8",
                elements: elements.clone(),
                unit: self.unit.clone(),
            });
        }
        self.elements = elements;
    }

    /// A claim or trace begins. X12 005010X231A1, CTX01: an 835 goes by its trace, also within claims.
    fn enter(&mut self, segment: &Segment<'_>) {
        let named = match segment.id() {
            b"CLM" => Some(("CLM01", segment.element(1))),
            b"TRN" => Some(("TRN02", segment.element(2))),
            // The levels of an 837 and 277 stand above claims, and belong to none.
            b"HL" => None,
            _ => return,
        };
        self.unit = named.map(|(name, value)| {
            // CTX01-2 has 35 characters.
            (name, value.get(..35).unwrap_or(value).to_vec())
        });
    }

    /// Tells of what is out of order, at a segment.
    fn note(&mut self, at: u32) {
        for wrong in std::mem::take(&mut self.misplaced) {
            self.push(SegmentError {
                id: wrong.segment,
                segment: at,
                within: wrong.within,
                code: wrong.code,
                elements: vec![],
                unit: self.unit.clone(),
            });
        }
    }

    fn push(&mut self, error: SegmentError) {
        let Some(set) = &mut self.set else {
            return;
        };
        if set.segments.len() < MOST_SEGMENTS && self.told < MOST_ERRORS {
            self.told += 1 + error.elements.len();
            set.segments.push(error);
        } else {
            set.more = set.more.saturating_add(1);
        }
    }

    fn end(&mut self, count: u32) {
        let Some(mut set) = self.set.take() else {
            return;
        };
        set.count = count;
        if !set.segments.is_empty() {
            note(&mut set.errors, "5");
        }
        let in_group = self.in_group;
        let Some(found) = self.found.last_mut() else {
            return;
        };
        match found.groups.last_mut().filter(|_| in_group) {
            Some(group) => group.sets.push(set),
            None => found.loose_sets = found.loose_sets.saturating_add(1),
        }
    }

    fn defect(&mut self, defect: &x12::Defect) {
        let Some(found) = self.found.last_mut() else {
            return;
        };
        match (defect.code_list, defect.level) {
            (CodeList::Ta105, _) => note(&mut found.notes, defect.code),
            (CodeList::Ak905, _) => {
                if let Some(group) = found.groups.last_mut() {
                    note(&mut group.errors, defect.code);
                    if let (Level::Group, Problem::Count { declared, .. }) =
                        (defect.level, defect.problem)
                    {
                        group.declared = declared;
                    }
                }
            }
            (CodeList::Ik502, _) => {
                if let Some(set) = &mut self.set {
                    note(&mut set.errors, defect.code);
                }
            }
        }
    }
}

/// Whether sets of this kind are answered for: those without a guide in the data may be read, but nobody here can say
/// that they keep to it.
fn is_taken(kind: Kind) -> bool {
    guide::of(kind).is_some()
}

fn note(codes: &mut Vec<&'static str>, code: &'static str) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

impl Set {
    /// Adds what was refused and not told yet, and why nothing was taken, if so.
    pub fn refuse(&mut self, refused: &[Refused]) {
        for one in refused {
            self.refuse_one(one);
        }
        if !self.taken && self.errors.is_empty() && self.segments.is_empty() && self.id == b"837" {
            self.tell(SegmentError {
                id: b"CLM".to_vec(),
                segment: self.count,
                within: Some("2300"),
                code: "3",
                elements: vec![],
                unit: None,
            });
        }
        if !self.segments.is_empty() {
            note(&mut self.errors, "5");
        }
        self.segments.sort_by_key(|error| error.segment);
    }

    fn refuse_one(&mut self, refused: &Refused) {
        let here = |error: &SegmentError| error.segment == refused.segment;
        if let Some(element) = refused.element() {
            let told = self
                .segments
                .iter_mut()
                .find(|error| here(error) && error.code == "8");
            let Some(told) = told else {
                return self.tell(refused.told("8", vec![element]));
            };
            let same = |other: &ElementError| {
                (other.element, other.component) == (element.element, element.component)
            };
            if !told.elements.iter().any(same) {
                told.elements.push(element);
            }
            return;
        }
        let code = ik304(&refused.code);
        // Whoever missed a segment says so where it began to look, and the order of loops where it gave up.
        let is_told = self.segments.iter().any(|error| {
            // What can't be read has no id here, and may seem to have one there.
            let same = refused.id.is_empty() || error.id == refused.id;
            (same && here(error))
                || (code == "3" && error.id == refused.id && error.segment > refused.segment)
        });
        if !is_told {
            self.tell(refused.told(code, vec![]));
        }
    }

    fn tell(&mut self, error: SegmentError) {
        if self.segments.len() < MOST_SEGMENTS {
            self.segments.push(error);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

impl Refused {
    fn told(&self, code: &'static str, elements: Vec<ElementError>) -> SegmentError {
        SegmentError {
            id: self.id.clone(),
            segment: self.segment,
            within: None,
            code,
            elements,
            unit: None,
        }
    }

    fn element(&self) -> Option<ElementError> {
        if self.element.0 == 0 {
            return None;
        }
        let codes = [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "13",
        ];
        Some(ElementError {
            element: self.element.0,
            component: self.element.1,
            repetition: 0,
            number: element::number(&self.id, self.element),
            code: codes.into_iter().find(|code| *code == self.code)?,
            bad: vec![],
        })
    }
}

/// What stands for a code of ours that the standard does not have: the segment is in error.
fn ik304(code: &str) -> &'static str {
    let codes = ["1", "2", "3", "4", "5", "6", "7"];
    codes
        .into_iter()
        .find(|known| *known == code)
        .unwrap_or("8")
}
