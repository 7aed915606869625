//! X12: the envelopes of a member, and which mapping each transaction set goes to.

use std::collections::BTreeMap;
use std::io::Read;

use tables::{ALL, Unit as UnitRow};
use x12::{Canonical, Damage, Damaged, Event, Kind, Reader, Segment, SetStart};

use crate::context::{Context, Refused, at, int, long};
use crate::envelope::Envelope;
use crate::fault::{Element, Fault, name};
use crate::identity::{Identity, doc_id, key_by_content, short};
use crate::limits::Limits;
use crate::member::Stop;
use crate::report::SetReport;
use crate::survey::{Gathered, Refusal, Unit};
use crate::{x12_277, x12_835, x12_837, x12_999, x12_notes, x12_ta1};

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

/// Pass one over a member.
pub(crate) fn survey(
    member: Option<&str>,
    bytes: &mut dyn Read,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let mut reader = Reader::new(bytes, limits.x12());
    let mut envelope = Envelope::default();
    let mut canonical = Canonical::new();
    let mut set: Option<(Unit, Option<Identity>)> = None;
    while let Some(event) = reader.next_event()? {
        match event {
            Event::InterchangeStart(isa) => envelope = Envelope::interchange(&isa),
            Event::GroupStart(gs) => envelope.group(&gs),
            Event::GroupEnd(_) => envelope.leave_group(),
            Event::Outside(segment) if is_ta1(&segment) => {
                canonical.push(&segment);
                let hash = domain::Digest(canonical.finish()).to_string();
                gathered.add(
                    identified(answer(member, &segment, &envelope), hash),
                    limits,
                )?;
            }
            Event::SetStart(start) => {
                let identity = (start.kind == Kind::Remittance).then(Identity::default);
                set = Some((begin(member, &start, &envelope), identity));
            }
            Event::Segment(segment) => {
                canonical.push(&segment);
                if let Some((_, Some(identity))) = &mut set {
                    identity.push(&segment);
                }
            }
            Event::Damaged(damaged) if damaged.damage == Damage::TooLong => {
                return Err(Stop::Refused(too_long(&damaged, limits)));
            }
            Event::Damaged(damaged) => {
                let Some((unit, identity)) = &mut set else {
                    continue;
                };
                unit.incomplete = true;
                canonical.push_damaged(&damaged);
                if let Some(identity) = identity {
                    identity.damage(&damaged);
                }
            }
            Event::SetEnd(end) => {
                if !end.trailer {
                    canonical.push_missing_trailer();
                }
                let hash = domain::Digest(canonical.finish()).to_string();
                let Some((mut unit, identity)) = set.take() else {
                    continue;
                };
                unit.incomplete |= !end.trailer;
                let unit = match identity {
                    Some(identity) => known_by(identity.key(unit.test, &hash), unit, hash),
                    None => identified(unit, hash),
                };
                gathered.add(unit, limits)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Most often a terminator is missing, and whose the rest is nobody knows.
fn too_long(damaged: &Damaged, limits: &Limits) -> Refusal {
    let x12::Position { record, byte, .. } = damaged.position;
    let most = limits.segment_bytes;
    Refusal::new(
        "segment_too_long",
        &format!(
            "record {record}, byte {byte}: expected a segment of at most {most} bytes, but found a longer one"
        ),
    )
}

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// A document that is known by what it says.
fn identified(unit: Unit, hash: String) -> Unit {
    let mut key = key_by_content(&unit.kind, &unit.sender, &unit.receiver, unit.test, &hash);
    if matches!(unit.kind.as_str(), "999" | "997") {
        // It says which numbers it answers and not when, and numbers are used again.
        let day = unit
            .envelope_time
            .map_or(0, |micros| micros.div_euclid(DAY));
        key = format!("{key}|{day}");
    }
    known_by(key, unit, hash)
}

fn known_by(doc_key: String, unit: Unit, hash: String) -> Unit {
    Unit {
        doc_id: doc_id(&doc_key, &hash),
        doc_key,
        content_hash: hash,
        ..unit
    }
}

fn is_ta1(segment: &Segment<'_>) -> bool {
    segment.id() == b"TA1"
}

/// A TA1 as a document.
fn answer(member: Option<&str>, segment: &Segment<'_>, envelope: &Envelope) -> Unit {
    let position = segment.position();
    Unit {
        kind: x12_ta1::KIND.to_owned(),
        st_control: short(segment.element(1)),
        set: 0,
        ..placed(member, position, envelope)
    }
}

fn begin(member: Option<&str>, start: &SetStart<'_>, envelope: &Envelope) -> Unit {
    Unit {
        kind: start.kind.as_str().to_owned(),
        st_control: short(start.st.control_number()),
        ..placed(member, start.st.segment().position(), envelope)
    }
}

fn placed(member: Option<&str>, position: x12::Position, envelope: &Envelope) -> Unit {
    Unit {
        ordinal: 0,
        member: member.map(str::to_owned),
        envelope_time: envelope.gs_time.or(envelope.isa_time),
        isa_control: envelope.isa_control.clone(),
        gs_control: envelope.gs_control.clone(),
        sender: envelope.sender.clone(),
        receiver: envelope.receiver.clone(),
        test: envelope.test,
        interchange: position.interchange,
        group: position.group,
        set: position.set,
        record: position.record,
        byte: position.byte,
        ..Unit::default()
    }
}

/// Which mapping the set in hand goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    Remittance,
    Claims,
    Status,
    Acknowledgment,
    Ignored,
}

/// Pass two: one for all members of a file, so that buffers are reused.
#[derive(Debug)]
pub(crate) struct Mappings {
    remittance: x12_835::Mapper,
    claims: x12_837::Mapper,
    status: x12_277::Mapper,
    acknowledgment: x12_999::Mapper,
}

impl Mappings {
    pub(crate) fn new(limits: &Limits) -> Mappings {
        Mappings {
            remittance: x12_835::Mapper::new(limits.x12()),
            claims: x12_837::Mapper::new(limits.x12()),
            status: x12_277::Mapper::new(limits.x12()),
            acknowledgment: x12_999::Mapper::new(limits.x12()),
        }
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
                Event::Segment(segment) => match set.as_ref().map(|set| set.route) {
                    Some(Route::Remittance) => self.remittance.segment(&segment, cx)?,
                    Some(Route::Claims) => self.claims.segment(&segment, cx)?,
                    Some(Route::Status) => self.status.segment(&segment, cx)?,
                    Some(Route::Acknowledgment) => self.acknowledgment.segment(&segment, cx)?,
                    Some(Route::Ignored) => ignore_set(set.as_ref(), records, cx),
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
                Event::Damaged(damaged) => match set.as_ref().map(|set| set.route) {
                    Some(Route::Ignored) => ignore_set(set.as_ref(), records, cx),
                    route => self.damaged(damaged, route, cx)?,
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
        let route = match start.kind {
            Kind::Remittance => {
                self.remittance.start(guide);
                Route::Remittance
            }
            Kind::ClaimProfessional | Kind::ClaimInstitutional | Kind::ClaimDental => {
                self.claims.start(start, guide);
                Route::Claims
            }
            Kind::ClaimAcknowledgment | Kind::ClaimStatus => {
                self.status.start(start.kind, guide);
                Route::Status
            }
            Kind::Acknowledgment | Kind::FunctionalAcknowledgment => {
                self.acknowledgment.start(start.kind, guide);
                Route::Acknowledgment
            }
            Kind::Other(_) => Route::Ignored,
        };
        let open = Open {
            unit,
            route,
            before: cx.out.row_counts(),
        };
        match route {
            Route::Ignored => ignore_set(Some(&open), 1, cx),
            _ => cx.tally.mapped(1),
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
        if trailer == 0 {
            // What is missing behind the last segment nobody knows.
            match open.route {
                Route::Remittance => self.remittance.cut(),
                Route::Claims => self.claims.cut(),
                Route::Status => self.status.cut(),
                Route::Acknowledgment => self.acknowledgment.cut(),
                Route::Ignored => {}
            }
        }
        match open.route {
            Route::Remittance => self.remittance.end(cx)?,
            Route::Claims => self.claims.end(cx)?,
            Route::Status => self.status.end(cx)?,
            Route::Acknowledgment => self.acknowledgment.end(cx)?,
            Route::Ignored => {}
        }
        match open.route {
            Route::Ignored => ignore_set(Some(&open), trailer, cx),
            _ => cx.tally.mapped(trailer),
        }
        Ok(finish_unit(open.unit, &open.before, cx)?)
    }

    fn damaged(
        &mut self,
        damaged: Damaged,
        route: Option<Route>,
        cx: &mut Context<'_>,
    ) -> Result<(), Stop> {
        match route {
            Some(Route::Remittance) => self.remittance.damaged(&damaged),
            Some(Route::Claims) => self.claims.damaged(&damaged),
            Some(Route::Status) => self.status.damaged(&damaged),
            Some(Route::Acknowledgment) => self.acknowledgment.damaged(&damaged),
            Some(Route::Ignored) | None => {}
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
    route: Route,
    before: [u64; ALL.len()],
}

fn ignore_set(open: Option<&Open<'_>>, records: u64, cx: &mut Context<'_>) {
    if let Some(open) = open {
        cx.tally
            .ignored(&format!("set {}", open.unit.kind), records);
    }
}

/// Writes the unit's row and leaves it. Its facts are what was written since `before`.
pub(crate) fn finish_unit(
    unit: &Unit,
    before: &[u64; ALL.len()],
    cx: &mut Context<'_>,
) -> Result<SetReport, tables::WriteError> {
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
