//! 277CA and 277: what receivers and payers say of claims before they pay.
//!
//! X12 TR3 005010X214 and 005010X212. The levels above a claim tell who says it, of whose claims; each row
//! repeats that. Levels stand in order, and HL02 is checked against it.

mod above;
mod answer;

use domain::date;
use tables::{ClaimAck, Micros, WriteError};
use x12::segment::Bht;
use x12::status::{Level, Loops, Part};
use x12::{Damaged, Kind, Segment, Span};

use self::above::{Above, Role};
use self::answer::Place;
use crate::context::{Context, Issue, Refused, Severity, int};
use crate::fault::{Element, Fault};
use crate::identity::text;
use crate::items;
use crate::lost;
use crate::texts::Texts;

/// The mapping of 277 sets.
#[derive(Debug)]
pub(crate) struct Mapper {
    loops: Loops,
    set: Set,
}

/// What is known of the set in hand, loop after loop.
#[derive(Debug, Default)]
struct Set {
    ack_type: &'static str,
    guide: String,
    reference: String,
    reported_ts: Option<Micros>,
    above: Above,
    texts: Texts,
    /// Levels so far, refused ones included: an ordinal is a place, not a count of rows.
    level_ordinal: u32,
}

impl Mapper {
    pub(crate) fn new(limits: x12::Limits) -> Mapper {
        Mapper {
            loops: Loops::new(limits),
            set: Set::default(),
        }
    }

    pub(crate) fn start(&mut self, kind: Kind, guide: &str) {
        self.set = Set {
            ack_type: if kind == Kind::ClaimAcknowledgment {
                "277CA"
            } else {
                "277"
            },
            guide: guide.to_owned(),
            ..Set::default()
        };
    }

    pub(crate) fn segment(
        &mut self,
        segment: &Segment<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        match self.loops.push(segment) {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }

    pub(crate) fn damaged(&mut self, damaged: &Damaged) {
        self.loops.damage(damaged);
    }

    /// The set ends without its trailer.
    pub(crate) fn cut(&mut self) {
        self.loops.cut();
    }

    pub(crate) fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match self.loops.finish() {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }
}

impl Set {
    fn part(&mut self, part: Part<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match part {
            Part::Header(span) => self.header(span, cx)?,
            Part::Level(level) => self.level(level, part.is_damaged(), cx)?,
            Part::TooLarge(too_large) => {
                self.level_ordinal = self.level_ordinal.saturating_add(too_large.claims);
                let fault = Fault {
                    position: too_large.position,
                    segment_id: String::new(),
                    element: Element::default(),
                    code: "loop_bytes",
                    expected: "expected a loop within the limit, but found a longer one".to_owned(),
                };
                let (start, segments) = (too_large.position, too_large.segments);
                cx.reject_as(Refused::Loop, start, segments, &fault, "limit")?;
            }
        }
        self.level_ordinal = self.level_ordinal.saturating_add(part.lost_levels());
        lost::reject(part.lost(), cx)
    }

    fn header(&mut self, span: Span<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        for segment in span.segments() {
            match Bht::try_from_segment(segment) {
                Some(bht) => self.report(bht, cx)?,
                None => cx.ignore(&segment, ""),
            }
        }
        Ok(())
    }

    /// Counts as mapped: every row repeats it.
    fn report(&mut self, bht: Bht<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        cx.tally.mapped(1);
        self.reference = text(bht.reference_id());
        if bht.date().is_empty() && bht.time().is_empty() {
            return Ok(());
        }
        let segment = bht.segment();
        let day =
            date::parse_d8(bht.date()).map_err(|error| Fault::date(&segment, Element(4, 0), error));
        let time = date::parse_time(bht.time())
            .map_err(|error| Fault::date(&segment, Element(5, 0), error));
        match (day, time) {
            (Ok(day), Ok(time)) => {
                self.reported_ts = date::micros_as_utc(day.to_datetime(time)).map(Micros);
                Ok(())
            }
            (Err(fault), _) | (_, Err(fault)) => cx.lost("bad_date", &fault),
        }
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
        level.items().for_each(|segment| cx.ignore(&segment, ""));
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
                    Some(per) if at == 0 && role == Role::Source => {
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
            report_reference: items::given(&self.reference),
            reported_ts: self.reported_ts,
            contacts: &contacts,
            ..ClaimAck::default()
        };
        self.above.fill(role, &mut row);
        let place = Place {
            role,
            first: hl.segment().position(),
            incomplete: damaged || !fits,
        };
        answer::write_all(level, place, &row, &self.texts, cx)
    }
}

/// HL02 names another level than the one that stands before it.
fn hierarchy(hl: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let issue = Issue {
        rule_id: "hierarchy",
        level: "loop",
        segment_id: "HL",
        element: Element(2, 0),
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
    "SVC07",
];
