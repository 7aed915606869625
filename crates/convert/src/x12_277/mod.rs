//! 277CA and 277: what receivers and payers say of claims before they pay, and what they ask for; and 276, what is
//! asked about claims.
//!
//! X12 TR3 005010X214, 005010X212, 006020X313. The levels above a claim tell who says it, of whose claims; each row
//! repeats that. Levels stand in order, and HL02 is checked against it.

mod above;
mod answer;
mod inquiry;

use tables::{ClaimAck, WriteError};
use x12::segment::Bht;
use x12::status::{Level, Loops, Part};
use x12::{Damaged, Kind, Segment, SetStart, Span};

use self::above::{Above, Role};
use self::answer::Place;
use self::inquiry::Patient;
use crate::context::{Context, Issue, Severity, int};
use crate::fault::Element;
use crate::items;
use crate::lost;
use crate::texts::Texts;
use crate::x12_file::Mapping;
use crate::x12_sections::Opening;

pub use inquiry::ELEMENTS as ELEMENTS_276;

/// The mapping of 277 sets.
#[derive(Debug)]
pub(crate) struct Mapper {
    loops: Loops,
    set: Set,
}

/// What is known of the set in hand, loop after loop.
#[derive(Debug)]
struct Set {
    kind: Kind,
    ack_type: &'static str,
    guide: String,
    opening: Opening,
    above: Above,
    texts: Texts,
    /// Levels so far, refused ones included: an ordinal is a place, not a count of rows.
    level_ordinal: u32,
}

impl Mapper {
    pub(crate) fn new(limits: x12::Limits) -> Mapper {
        Mapper {
            loops: Loops::new(limits),
            set: Set::of(Kind::ClaimStatus, ""),
        }
    }
}

impl Mapping for Mapper {
    fn start(&mut self, start: &SetStart<'_>, guide: &str) {
        self.set = Set::of(start.kind, guide);
    }

    fn segment(&mut self, segment: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match self.loops.push(segment) {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }

    fn damaged(&mut self, damaged: &Damaged) {
        self.loops.damage(damaged);
    }

    fn cut(&mut self) {
        self.loops.cut();
    }

    fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match self.loops.finish() {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }
}

impl Set {
    fn of(kind: Kind, guide: &str) -> Set {
        Set {
            kind,
            ack_type: match kind {
                Kind::ClaimAcknowledgment => "277CA",
                _ => "277",
            },
            guide: guide.to_owned(),
            opening: Opening::default(),
            above: Above::default(),
            texts: Texts::default(),
            level_ordinal: 0,
        }
    }

    fn part(&mut self, part: Part<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match part {
            Part::Header(span) => self.header(span, cx)?,
            Part::Level(level) => self.level(level, part.is_damaged(), cx)?,
            Part::TooLarge(too_large) => {
                self.level_ordinal = self.level_ordinal.saturating_add(too_large.claims);
                lost::too_large(too_large, cx)?;
            }
        }
        self.level_ordinal = self.level_ordinal.saturating_add(part.lost_levels());
        lost::reject(part.lost(), cx)
    }

    fn header(&mut self, span: Span<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        for segment in span.segments() {
            match Bht::try_from_segment(segment) {
                Some(bht) => self.opening = Opening::read(bht, cx)?,
                None => cx.ignore(&segment, ""),
            }
        }
        Ok(())
    }

    fn level(
        &mut self,
        level: Level<'_>,
        damaged: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.level_ordinal += 1;
        let hl = level.hl();
        if self.texts.load(level.span().segments()) {
            cx.latin1(hl.segment().position())?;
        }
        let role = Role::of(hl.level_code());
        let fits = self.above.enter(role, &hl);
        if !fits {
            hierarchy(&hl.segment(), cx)?;
        }
        cx.tally.mapped(1);
        let mut patient = Patient::default();
        for segment in level.items() {
            if self.kind == Kind::ClaimInquiry && patient.take(segment, &self.texts, cx)? {
                cx.tally.mapped(1);
            } else {
                cx.ignore(&segment, "");
            }
        }
        let mut contacts = Vec::new();
        for (at, party) in level.parties().enumerate() {
            // A level is of one party.
            if at == 0 {
                self.above.party(role, party.nm1(), &self.texts);
                cx.tally.mapped(1);
            } else {
                cx.ignore(&party.nm1().segment(), "");
            }
            for segment in party.items() {
                match x12::segment::Per::try_from_segment(segment) {
                    Some(per)
                        if at == 0 && role == Role::Source && self.kind != Kind::ClaimInquiry =>
                    {
                        contacts.push(items::contact(per, &self.texts));
                        cx.tally.mapped(1);
                    }
                    _ => cx.ignore(&segment, ""),
                }
            }
        }
        if let Some(answer) = level.answers().next() {
            self.above.answered(role, answer, &self.texts);
        }
        let mut row = ClaimAck {
            ack_type: self.ack_type,
            level: role.as_str(),
            level_ordinal: int(self.level_ordinal),
            guide: items::given(&self.guide),
            report_reference: items::given(&self.opening.reference),
            reported_ts: self.opening.reported_ts,
            contacts: &contacts,
            ..ClaimAck::default()
        };
        self.above.fill(role, &mut row);
        let place = Place {
            role,
            first: hl.segment().position(),
            incomplete: damaged || !fits,
            asks: self.kind == Kind::InformationRequest,
        };
        if self.kind == Kind::ClaimInquiry {
            return inquiry::write_all(level, place, &row, patient, &self.texts, cx);
        }
        answer::write_all(level, place, &row, &self.texts, cx)
    }
}

/// HL02 names another level than the one that stands before it.
pub(crate) fn hierarchy(hl: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let issue = Issue {
        rule_id: "hierarchy",
        level: "loop",
        segment_id: "HL",
        element: Element::Of(2, 0),
        expected: "the HL01 of the level above",
        found: "another",
        severity: Severity::Error,
    };
    cx.issue(hl.position(), &issue)
}

/// Every element that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BHT03", "BHT04", "BHT05",
    "NM101", "NM103", "NM104", "NM109",
    "PER01", "PER02", "PER03", "PER04", "PER05", "PER06", "PER07", "PER08",
    "TRN02",
    "STC01-1", "STC01-2", "STC01-3", "STC01-4", "STC02", "STC03", "STC04", "STC05", "STC06", "STC08",
    "STC09", "STC10-1", "STC10-2", "STC10-3", "STC11-1", "STC11-2", "STC11-3", "STC12",
    "QTY01", "QTY02", "AMT01", "AMT02",
    "REF01", "REF02", "REF03", "DTP01", "DTP03",
    "SVC01-1", "SVC01-2", "SVC01-3", "SVC01-4", "SVC01-5", "SVC01-6", "SVC02", "SVC03", "SVC04",
    "SVC07", "PWK01", "PWK02", "PWK06",
];
