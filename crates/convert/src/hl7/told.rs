//! What a message says of itself, and what all its rows share: keys, times, numbers.

use std::cell::Cell;

use bumpalo::Bump;
use hl7v2::{Component, Message, Repetition, Segment};
use tables::{Micros, Statement, TableMeta, WriteError};

use super::said::{self, Said, words};
use crate::authority;
use crate::context::{Context, Refused};
use crate::fault::Fault;

/// What became of a segment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing is read of it.
    #[default]
    Ignored,
    /// It fed a row.
    Mapped,
    /// It was refused.
    Refused,
}

/// A message being mapped.
#[derive(Debug)]
pub(super) struct Told<'m> {
    pub(super) message: Message<'m>,
    pub(super) words: &'m Bump,
    /// `ADT^A08`.
    pub(super) kind: &'m str,
    /// MSH-9.2, else EVN-1.
    pub(super) event: &'m str,
    /// MSH-10.
    control_id: Option<&'m str>,
    /// Minutes east of UTC, as MSH-7 has them: they hold for every time of the message that names none (HL7 2.8
    /// chapter 2A, DTM).
    zone: Option<i16>,
    /// MSH-7.
    pub(super) sent: Option<Micros>,
    /// When what it tells was so: EVN-6, else EVN-2, else MSH-7.
    pub(super) stated: Option<Micros>,
    /// The feed: who gives numbers that no authority gives.
    source: &'m str,
    pub(super) patient: Option<&'m str>,
    pub(super) encounter: Option<&'m str>,
    pub(super) account: Option<&'m str>,
    /// PV1-3.
    pub(super) location: Option<&'m str>,
    /// What became of the segments, by their position.
    standing: Vec<Cell<Standing>>,
    /// Rows of each table so far.
    rows: Vec<(&'static str, i32)>,
}

impl<'m> Told<'m> {
    /// Reads MSH and EVN.
    pub(super) fn new(message: Message<'m>, words: &'m Bump, source: &'m str) -> Told<'m> {
        // Lines that can't be read have a position too.
        let last = message
            .segments()
            .last()
            .map_or(0, |segment| segment.position().segment);
        let last = usize::try_from(last).unwrap_or(0);
        let mut told = Told {
            message,
            words,
            kind: "",
            event: "",
            control_id: None,
            zone: None,
            sent: None,
            stated: None,
            source,
            patient: None,
            encounter: None,
            account: None,
            location: None,
            standing: vec![Cell::default(); last],
            rows: Vec::new(),
        };
        told.head();
        told
    }

    fn head(&mut self) {
        let msh = self.message.msh().segment();
        self.zone = msh_zone(msh);
        let mut said = self.said(msh);
        self.sent = said.instant("", (7, 0));
        self.control_id = said.text("", (10, 0));
        let kind = self.message.kind();
        let mut event = kind.event().to_owned();
        let mut stated = self.sent;
        if let Some(evn) = self.message.first(b"EVN") {
            let mut said = self.said(evn);
            if event.is_empty() {
                event = said.text("", (1, 0)).unwrap_or_default().to_owned();
            }
            // Either may be without a value while the other is told.
            let occurred = said.instant("", (6, 0));
            stated = occurred.or_else(|| said.instant("", (2, 0))).or(self.sent);
        }
        let event = Some(event)
            .filter(|event| is_code(event))
            .unwrap_or_default();
        self.stated = stated;
        self.kind = match event.is_empty() {
            true => self.words.alloc_str(kind.code()),
            false => self.words.alloc_str(&format!("{}^{event}", kind.code())),
        };
        self.event = self.words.alloc_str(&event);
    }

    /// A segment to be read for a row; it counts as mapped.
    pub(super) fn take(&self, segment: Segment<'m>) -> Said<'m> {
        self.used(segment);
        self.said(segment)
    }

    /// A segment to be looked at.
    pub(super) fn said(&self, segment: Segment<'m>) -> Said<'m> {
        Said::new(segment, self.words, self.zone)
    }

    /// A segment that fed a row.
    pub(super) fn used(&self, segment: Segment<'m>) {
        self.stand(segment, Standing::Mapped);
    }

    /// What became of a segment.
    pub(super) fn standing(&self, segment: Segment<'m>) -> Standing {
        self.at(segment).map(Cell::get).unwrap_or_default()
    }

    /// Refuses a segment: what it says is in no row.
    pub(super) fn refuse(
        &self,
        segment: Segment<'m>,
        fault: &Fault,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        if self.standing(segment) == Standing::Refused {
            return Ok(());
        }
        self.stand(segment, Standing::Refused);
        cx.reject_as(
            Refused::Segment,
            super::place(segment.position()),
            1,
            fault,
            super::CODES,
        )
    }

    fn stand(&self, segment: Segment<'m>, standing: Standing) {
        if let Some(at) = self.at(segment)
            && at.get() != Standing::Refused
        {
            at.set(standing);
        }
    }

    fn at(&self, segment: Segment<'m>) -> Option<&Cell<Standing>> {
        let ordinal = usize::try_from(segment.position().segment).ok()?;
        self.standing.get(ordinal.checked_sub(1)?)
    }

    /// A time that the row can do without.
    pub(super) fn time(&self, text: hl7v2::Text<'m>) -> Option<Micros> {
        said::moment(text, self.zone)?.instant
    }

    /// What a statement of a table says of itself.
    pub(super) fn statement(&mut self, table: &TableMeta, said: &Said<'m>) -> Statement<'m> {
        let ordinal = match self.rows.iter_mut().find(|(name, _)| *name == table.name) {
            Some((_, rows)) => {
                *rows += 1;
                *rows
            }
            None => {
                self.rows.push((table.name, 1));
                1
            }
        };
        Statement {
            format: super::FORMAT,
            message_type: self.kind,
            message_id: self.control_id,
            ordinal,
            stated: self.stated,
            zone_assumed: said.assumed,
            cleared: said.cleared(),
            ..Statement::default()
        }
    }

    /// The key of what somebody numbers: who gives the number, else the feed, and the number.
    pub(super) fn key(&self, assigner: Option<&str>, number: &str) -> &'m str {
        self.words
            .alloc_str(&authority::key(assigner, self.source, number))
    }

    /// The key of a number with its authority in the components of a field: CX (1 and 4), EI (1, and 2 to 4).
    pub(super) fn key_of(
        &self,
        repetition: Repetition<'m>,
        authority_at: usize,
    ) -> Option<&'m str> {
        let number = words(self.words, repetition.component(1).subcomponent(1).text())?;
        let assigner = match authority_at {
            EI => entity_authority(repetition, self.words),
            at => authority(repetition.component(at), self.words),
        };
        Some(self.key(assigner, number))
    }
}

/// Where the authority of an entity identifier begins.
pub(super) const EI: usize = 2;
/// Where that of an extended identifier (CX) stands.
pub(super) const CX: usize = 4;

/// A code as an event has it: three capitals and digits.
fn is_code(text: &str) -> bool {
    text.len() == 3
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The zone of MSH-7.
fn msh_zone(msh: Segment<'_>) -> Option<i16> {
    let text = msh.field(7).first().component(1).subcomponent(1).text();
    hl7v2::datatype::Dtm::from(text).read().ok()??.offset
}

/// Who gives a number (HD): the universal id, which other formats name too, else the name within the organisation.
pub(super) fn authority<'m>(component: Component<'m>, arena: &'m Bump) -> Option<&'m str> {
    let part = |number| words(arena, component.subcomponent(number).text());
    part(2).or_else(|| part(1)).map(authority::name)
}

/// The same of an EI, whose authority stands in components.
fn entity_authority<'m>(repetition: Repetition<'m>, arena: &'m Bump) -> Option<&'m str> {
    let part = |number| words(arena, repetition.component(number).subcomponent(1).text());
    part(3).or_else(|| part(2)).map(authority::name)
}
