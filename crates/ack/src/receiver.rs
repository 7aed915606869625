//! Reads a file as a receiver does, and keeps what is wrong with it.

use std::collections::{BTreeMap, HashSet};

use x12::{CodeList, Damage, Event, Kind, Level, Problem, Segment, SetStart};

use crate::element::{self, ElementError};
use crate::envelope;
use crate::found::{Interchange, SegmentError, Set};
use crate::sequence::Sequence;
use crate::walker::{Misplaced, Walker};

/// Segments in error that are told of one set. A set with more is broken as a whole, and nobody reads on.
pub const MOST_SEGMENTS: usize = 10_000;

/// What a receiver finds in the events of a file. Memory grows with its sets, not with their segments.
#[derive(Debug, Default)]
pub struct Receiver {
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
                self.end();
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
                    Some(_) => self.push(SegmentError {
                        id: damaged.seems().to_vec(),
                        segment: damaged.position.segment,
                        within: None,
                        code,
                        elements: vec![],
                        unit: None,
                    }),
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
        if matches!(start.kind, Kind::Other(_)) {
            // A number that is read, by a guide that is not: the convention is what is unknown.
            let known = matches!(id, b"277" | b"837");
            errors.push(if known { "I6" } else { "1" });
        } else if group.is_some_and(|group| {
            let right = envelope::functional_id(id);
            right.is_some_and(|right| right != group.functional_id)
        }) {
            errors.push("6");
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
            taken: !matches!(start.kind, Kind::Other(_)),
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
        self.unit = named.map(|(name, value)| (name, value.to_vec()));
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
        if set.segments.len() < MOST_SEGMENTS {
            set.segments.push(error);
        } else {
            set.more = set.more.saturating_add(1);
        }
    }

    fn end(&mut self) {
        let Some(mut set) = self.set.take() else {
            return;
        };
        if !set.segments.is_empty() {
            note(&mut set.errors, "5");
        }
        let in_group = self.in_group;
        let group = self
            .found
            .last_mut()
            .and_then(|found| found.groups.last_mut());
        if let Some(group) = group.filter(|_| in_group) {
            group.sets.push(set);
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

fn note(codes: &mut Vec<&'static str>, code: &'static str) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

impl Set {
    /// Adds what was refused and not told yet.
    pub fn refuse(&mut self, refused: &[Refused]) {
        let mut by_segment: BTreeMap<u32, Vec<&Refused>> = BTreeMap::new();
        for one in refused {
            by_segment.entry(one.segment).or_default().push(one);
        }
        for (segment, all) in by_segment {
            let told = self
                .segments
                .iter_mut()
                .filter(|error| error.segment == segment);
            if let Some(told) = told.max_by_key(|error| error.code == "8") {
                for element in all.iter().filter_map(|one| one.element()) {
                    let same = |other: &ElementError| other.element == element.element;
                    if told.code == "8" && !told.elements.iter().any(same) {
                        told.elements.push(element);
                    }
                }
                continue;
            }
            if self.segments.len() >= MOST_SEGMENTS {
                self.more = self.more.saturating_add(1);
                continue;
            }
            let elements = all.iter().filter(|one| one.element.0 > 0);
            let elements: Vec<ElementError> = elements.filter_map(|one| one.element()).collect();
            let code = match (elements.is_empty(), all.first()) {
                (true, Some(first)) => ik304(&first.code),
                _ => "8",
            };
            self.segments.push(SegmentError {
                id: all
                    .first()
                    .map(|first| first.id.clone())
                    .unwrap_or_default(),
                segment,
                within: None,
                code,
                elements,
                unit: None,
            });
        }
        if !self.segments.is_empty() {
            note(&mut self.errors, "5");
        }
        self.segments.sort_by_key(|error| error.segment);
    }
}

impl Refused {
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
            number: None,
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
