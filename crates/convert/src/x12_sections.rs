//! What mappings of sets that are a row of sections share: their walk, how they begin, and the levels above.

mod above;
mod facts;

use std::fmt;

use domain::date;
use tables::{Micros, WriteError};
use x12::section::{Item, Loops, Part, Section};
use x12::segment::Bht;
use x12::{Damaged, Position, SetStart, Span};

use crate::context::Context;
use crate::fault::{Element, Fault};
use crate::identity::text;
use crate::lost;
use crate::x12_file::Mapping;

pub(crate) use above::{Above, Named, Role};
pub(crate) use facts::{Facts, joined, money, quantity};

/// What a mapping makes of the loops of a set.
pub(crate) trait Sections: fmt::Debug {
    /// A set begins.
    fn start(&mut self, start: &SetStart<'_>, guide: &str);
    /// What stands before the first section.
    fn header(&mut self, header: Header<'_>, cx: &mut Context<'_>) -> Result<(), WriteError>;
    /// A section. `damaged`: something of it could not be read.
    fn section(
        &mut self,
        section: Section<'_>,
        damaged: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError>;
    /// A segment of the loop in hand could not be read.
    fn damaged(&mut self, _: &Damaged) {}
    /// So many sections could not be read: ordinals go on behind them.
    fn skip(&mut self, sections: u32);
}

/// The loop before the first section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header<'a> {
    pub(crate) span: Span<'a>,
    /// Something of it could not be read.
    pub(crate) damaged: bool,
}

impl<'a> Header<'a> {
    pub(crate) fn items(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        Item::all(self.span)
    }

    /// Where it begins.
    pub(crate) fn position(&self) -> Position {
        let first = self.span.first();
        first.map_or_else(Position::default, |first| first.position())
    }
}

/// The mapping of such sets.
#[derive(Debug)]
pub(crate) struct Mapper<S> {
    loops: Loops,
    set: S,
}

impl<S: Sections> Mapper<S> {
    pub(crate) fn new(loops: Loops, set: S) -> Mapper<S> {
        Mapper { loops, set }
    }
}

fn part<S: Sections>(set: &mut S, part: Part<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let damaged = part.is_damaged();
    match part {
        Part::Header(span) => set.header(Header { span, damaged }, cx)?,
        Part::Section(section) => set.section(section, damaged, cx)?,
        Part::TooLarge(too_large) => {
            set.skip(too_large.claims);
            lost::too_large(too_large, cx)?;
        }
    }
    set.skip(part.lost_sections());
    lost::reject(part.lost(), cx)
}

impl<S: Sections> Mapping for Mapper<S> {
    fn start(&mut self, start: &SetStart<'_>, guide: &str) {
        self.set.start(start, guide);
    }

    fn segment(
        &mut self,
        segment: &x12::Segment<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        match self.loops.push(segment) {
            Some(found) => part(&mut self.set, found, cx),
            None => Ok(()),
        }
    }

    fn damaged(&mut self, damaged: &Damaged) {
        self.loops.damage(damaged);
        if !self.loops.is_doubted() {
            self.set.damaged(damaged);
        }
    }

    fn cut(&mut self) {
        self.loops.cut();
    }

    fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match self.loops.finish() {
            Some(found) => part(&mut self.set, found, cx),
            None => Ok(()),
        }
    }
}

/// BHT, or nothing of it.
#[derive(Debug, Default)]
pub(crate) struct Opening {
    pub(crate) purpose: String,
    pub(crate) reference: String,
    pub(crate) transaction_type: String,
    pub(crate) reported_ts: Option<Micros>,
}

impl Opening {
    /// Counts as mapped: every row repeats it.
    pub(crate) fn read(bht: Bht<'_>, cx: &mut Context<'_>) -> Result<Opening, WriteError> {
        cx.tally.mapped(1);
        let mut opening = Opening {
            purpose: text(bht.purpose()),
            reference: text(bht.reference_id()),
            transaction_type: text(bht.transaction_type()),
            reported_ts: None,
        };
        if bht.date().is_empty() && bht.time().is_empty() {
            return Ok(opening);
        }
        let segment = bht.segment();
        let day = date::parse_d8(bht.date())
            .map_err(|error| Fault::date(&segment, Element::Of(4, 0), error));
        let time = date::parse_time(bht.time())
            .map_err(|error| Fault::date(&segment, Element::Of(5, 0), error));
        match (day, time) {
            (Ok(day), Ok(time)) => {
                opening.reported_ts = date::micros_as_utc(day.to_datetime(time)).map(Micros);
            }
            (Err(fault), _) | (_, Err(fault)) => cx.lost("bad_date", &fault)?,
        }
        Ok(opening)
    }
}
