//! X12, pass two: the envelopes of a member, and which mapping each transaction set goes to.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use tables::{ALL, Unit as UnitRow, WriteError};
use x12::{
    Damaged, Event, Kind, Reader, Segment, SetStart, attachment, authorization, eligibility,
};

use crate::context::{Context, Refused, at, int, long};
use crate::fault::{Element, Fault, name};
use crate::identity::short;
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Refusal, Unit};
use crate::x12_sections::Mapper;
use crate::x12_survey::is_ta1;
use crate::{x12_271, x12_275, x12_277, x12_278, x12_835, x12_837, x12_999, x12_notes, x12_ta1};

impl From<x12::Error> for Stop {
    fn from(error: x12::Error) -> Self {
        let code = match error {
            x12::Error::Io(error) => return Stop::from(error),
            x12::Error::Empty => "empty",
            x12::Error::NoInterchange { .. } => "no_interchange",
            x12::Error::BadInterchange { .. } => "bad_interchange",
        };
        Stop::Refused(Refusal::new(code, &error.to_string()))
    }
}

/// What becomes of the segments of a set.
pub(crate) trait Mapping: fmt::Debug {
    /// A set begins.
    fn start(&mut self, start: &SetStart<'_>, guide: &str);
    /// The next segment of the set, without ST and SE.
    fn segment(&mut self, segment: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError>;
    /// A segment of it could not be read.
    fn damaged(&mut self, damaged: &Damaged);
    /// The set ends without its trailer: what is missing behind the last segment nobody knows.
    fn cut(&mut self);
    /// The set has ended.
    fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError>;
}

/// Which mapping sets of a kind go to; none where they are ignored.
fn route(kind: Kind) -> Option<usize> {
    Some(match kind {
        Kind::Remittance => 0,
        Kind::ClaimProfessional | Kind::ClaimInstitutional | Kind::ClaimDental => 1,
        Kind::ClaimAcknowledgment
        | Kind::ClaimStatus
        | Kind::InformationRequest
        | Kind::ClaimInquiry => 2,
        Kind::Acknowledgment | Kind::FunctionalAcknowledgment => 3,
        Kind::EligibilityInquiry | Kind::Eligibility => 4,
        Kind::Authorization => 5,
        Kind::Attachment => 6,
        Kind::Other(_) => return None,
    })
}

/// Pass two: one for all members of a file, so that buffers are reused.
#[derive(Debug)]
pub(crate) struct Mappings {
    /// In the order of `route`.
    all: [Box<dyn Mapping>; 7],
}

impl Mappings {
    pub(crate) fn new(limits: &Limits) -> Mappings {
        let limits = limits.x12();
        Mappings {
            all: [
                Box::new(x12_835::Mapper::new(limits)),
                Box::new(x12_837::Mapper::new(limits)),
                Box::new(x12_277::Mapper::new(limits)),
                Box::new(x12_999::Mapper::new(limits)),
                Box::new(Mapper::new(
                    eligibility::loops(limits),
                    x12_271::Set::default(),
                )),
                Box::new(Mapper::new(
                    authorization::loops(limits),
                    x12_278::Set::default(),
                )),
                Box::new(Mapper::new(
                    attachment::loops(limits),
                    x12_275::Set::default(),
                )),
            ],
        }
    }

    /// The mapping of the set in hand.
    fn of(&mut self, open: &Open<'_>) -> Option<&mut Box<dyn Mapping>> {
        self.all.get_mut(open.route?)
    }

    /// Writes the rows of a member whose sets are the next of `units`, and a report of each.
    pub(crate) fn convert(
        &mut self,
        bytes: &mut dyn Read,
        units: &mut std::slice::Iter<'_, Unit>,
        cx: &mut Context<'_>,
        sets: &mut Vec<SetReport>,
    ) -> Result<(), Stop> {
        let mut reader = Reader::new(bytes, cx.limits.x12());
        let mut guide = String::new();
        let mut set: Option<Open<'_>> = None;
        let mut told_outside = false;
        while let Some(event) = reader.next_event()? {
            let records = event.records();
            match event {
                Event::Segment(segment) => match &set {
                    Some(open) => match self.of(open) {
                        Some(mapping) => mapping.segment(&segment, cx)?,
                        None => ignore_set(open, records, cx),
                    },
                    None => cx.tally.ignored("segment outside a set", records),
                },
                Event::SetStart(start) => {
                    told_outside = false;
                    set = Some(self.begin(&start, &guide, units.next(), cx)?)
                }
                Event::SetEnd(_) => {
                    if let Some(open) = set.take() {
                        sets.push(self.end(open, records, cx)?);
                    }
                }
                Event::GroupStart(gs) => {
                    guide = short(gs.version());
                    cx.tally.mapped(records);
                }
                Event::GroupEnd(_) => {
                    guide.clear();
                    cx.tally.mapped(records);
                }
                Event::InterchangeStart(_) | Event::InterchangeEnd(_) => {
                    told_outside = false;
                    cx.tally.mapped(records);
                }
                Event::Outside(segment) if is_ta1(&segment) => {
                    sets.push(self.answer(&segment, units.next(), cx)?);
                }
                Event::Outside(segment) => {
                    x12_notes::outside(&segment, &mut told_outside, cx)?;
                    let name = format!("segment {} outside a set", name(&segment));
                    cx.tally.ignored(&name, records);
                }
                Event::Preamble(_) => cx.tally.ignored("preamble", records),
                Event::Noise(noise) => {
                    let name = x12_notes::noise(&noise, cx)?;
                    cx.tally.ignored(name, records);
                }
                Event::Damaged(damaged) => match &set {
                    Some(open) if open.route.is_none() => ignore_set(open, records, cx),
                    open => self.damaged(damaged, open.as_ref(), cx)?,
                },
                Event::Defect(defect) => x12_notes::note(&defect, cx)?,
            }
        }
        Ok(())
    }

    fn begin<'u>(
        &mut self,
        start: &SetStart<'_>,
        guide: &str,
        unit: Option<&'u Unit>,
        cx: &mut Context<'_>,
    ) -> Result<Open<'u>, Stop> {
        let unit = enter(start.st.segment(), unit, cx)?;
        let version = short(start.st.version());
        let guide = if version.is_empty() { guide } else { &version };
        let open = Open {
            unit,
            route: route(start.kind),
            before: cx.out.row_counts(),
        };
        match self.of(&open) {
            Some(mapping) => {
                mapping.start(start, guide);
                cx.tally.mapped(1);
            }
            None => ignore_set(&open, 1, cx),
        }
        Ok(open)
    }

    /// A TA1, which is all of its document.
    fn answer(
        &self,
        segment: &Segment<'_>,
        unit: Option<&Unit>,
        cx: &mut Context<'_>,
    ) -> Result<SetReport, Stop> {
        let unit = enter(*segment, unit, cx)?;
        let before = cx.out.row_counts();
        if let Some(ta1) = x12::segment::Ta1::try_from_segment(*segment) {
            x12_ta1::write(ta1, cx)?;
        }
        Ok(finish_unit(unit, &before, cx)?)
    }

    fn end(
        &mut self,
        open: Open<'_>,
        trailer: u64,
        cx: &mut Context<'_>,
    ) -> Result<SetReport, Stop> {
        match self.of(&open) {
            Some(mapping) => {
                if trailer == 0 {
                    mapping.cut();
                }
                mapping.end(cx)?;
                cx.tally.mapped(trailer);
            }
            None => ignore_set(&open, trailer, cx),
        }
        Ok(finish_unit(open.unit, &open.before, cx)?)
    }

    fn damaged(
        &mut self,
        damaged: Damaged,
        open: Option<&Open<'_>>,
        cx: &mut Context<'_>,
    ) -> Result<(), Stop> {
        if let Some(mapping) = open.and_then(|open| self.of(open)) {
            mapping.damaged(&damaged);
        }
        let fault = Fault {
            position: damaged.position,
            segment_id: String::new(),
            element: Element::default(),
            code: damaged.damage.code(),
            expected: format!("expected {}, but found none", damaged.damage.expected()),
        };
        cx.reject_as(Refused::Segment, damaged.position, 1, &fault, "IK304")?;
        Ok(())
    }
}

/// The document that begins here, as pass one found it.
fn enter<'u>(
    first: Segment<'_>,
    unit: Option<&'u Unit>,
    cx: &mut Context<'_>,
) -> Result<&'u Unit, Stop> {
    let byte = first.position().byte;
    let unit = unit.filter(|unit| unit.byte == byte).ok_or_else(|| {
        Stop::Io(std::io::Error::other(
            "expected the bytes of pass one, but found others",
        ))
    })?;
    cx.tally.cut();
    cx.enter_unit(unit);
    Ok(unit)
}

/// The set in hand.
struct Open<'u> {
    unit: &'u Unit,
    /// `None` where its kind is ignored.
    route: Option<usize>,
    before: [u64; ALL.len()],
}

fn ignore_set(open: &Open<'_>, records: u64, cx: &mut Context<'_>) {
    let name = format!("set {}", open.unit.kind);
    cx.tally.ignored(&name, records);
}

/// Writes the unit's row and leaves it. Its facts are what was written since `before`.
pub(crate) fn finish_unit(
    unit: &Unit,
    before: &[u64; ALL.len()],
    cx: &mut Context<'_>,
) -> Result<SetReport, WriteError> {
    let mut rows = BTreeMap::new();
    for ((table, before), after) in ALL.iter().zip(before).zip(cx.out.row_counts()) {
        if after > *before {
            rows.insert(table.name.to_owned(), after - before);
        }
    }
    let records = cx.tally.cut();
    let origin = cx.place.origin();
    let position = x12::Position {
        record: unit.record,
        byte: unit.byte,
        ..x12::Position::default()
    };
    cx.out.unit().append(&UnitRow {
        origin: at(&origin, position, unit.incomplete || records.rejected > 0),
        ordinal: int(unit.ordinal),
        unit_type: &unit.kind,
        doc_key: &unit.doc_key,
        content_hash: &unit.content_hash,
        sender: &unit.sender,
        receiver: &unit.receiver,
        isa_control: &unit.isa_control,
        gs_control: &unit.gs_control,
        st_control: &unit.st_control,
        interchange: int(unit.interchange),
        group_ordinal: int(unit.group),
        set_ordinal: int(unit.set),
        records_read: long(records.read),
        records_mapped: long(records.mapped),
        records_rejected: long(records.rejected),
        records_ignored: long(records.ignored),
    })?;
    let report = SetReport {
        unit_id: cx.place.unit_id().to_owned(),
        kind: unit.kind.clone(),
        control_number: unit.st_control.clone(),
        test: unit.test,
        records,
        rows,
    };
    cx.leave_unit();
    Ok(report)
}
