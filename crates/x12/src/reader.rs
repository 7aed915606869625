//! The envelopes: interchange, group and set, their ordinals, counts and control numbers.

mod ending;

use std::collections::VecDeque;
use std::fmt;
use std::io::Read;

use crate::event::{Damage, Damaged, Event, Noise, NoisePlace, SetStart};
use crate::header::Header;
use crate::segment::{Gs, Isa, St, is_segment_id};
use crate::tokens::{Piece, Tokens};
use crate::{Defect, Error, Kind, Level, Limits, Position, Problem};

/// Reads a stream event by event. Holds one segment at a time.
pub struct Reader<R> {
    tokens: Tokens<R>,
    started: bool,
    /// The piece in hand, until it is told.
    piece: Option<Piece>,
    /// Of the piece in hand.
    position: Position,
    /// How many interchanges have begun.
    interchanges: u32,
    interchange: Option<Open>,
    group: Option<Open>,
    set: Option<Open>,
    /// GS08 of the open group.
    version: Vec<u8>,
    defects: VecDeque<Defect>,
    /// The defects of the piece in hand have been told.
    checked: bool,
}

/// An envelope that has begun and not yet ended.
struct Open {
    control: Vec<u8>,
    /// What its trailer counts.
    count: u64,
    /// Ordinal of the last group in it, or set.
    children: u32,
    /// Ordinal of the last set in an interchange that is in no group.
    loose_sets: u32,
}

/// What the piece in hand turned out to be. Owned, so that the event is made last.
enum Step {
    Isa,
    Gs,
    St(Kind),
    Outside,
    Told(Event<'static>),
}

impl<R: Read> Reader<R> {
    /// A reader of a stream that begins with an ISA, or nearly so.
    pub fn new(read: R, limits: Limits) -> Self {
        Reader {
            tokens: Tokens::new(read, limits),
            started: false,
            piece: None,
            position: Position::default(),
            interchanges: 0,
            interchange: None,
            group: None,
            set: None,
            version: Vec::new(),
            defects: VecDeque::new(),
            checked: false,
        }
    }

    /// The next event, or `None` at the end. The event borrows the reader's buffer.
    ///
    /// # Errors
    /// [`Error::Io`] at any time; the others only in place of the first event, when the stream is
    /// no X12.
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>, Error> {
        // Most pieces are segments of the open set and change nothing.
        let in_set = self.set.is_some() && self.piece.is_none() && self.defects.is_empty();
        if in_set && self.advance()? == Piece::Segment {
            let id = self.tokens.segment(self.position).id();
            if is_plain(id) && !is_envelope(id) {
                self.piece = None;
                return Ok(Some(Event::Segment(self.tokens.segment(self.position))));
            }
        }
        let Some(step) = self.step()? else {
            return Ok(None);
        };
        let segment = self.tokens.segment(self.position);
        let other = Event::Outside(segment);
        Ok(Some(match step {
            Step::Isa => Isa::try_from_segment(segment).map_or(other, Event::InterchangeStart),
            Step::Gs => Gs::try_from_segment(segment).map_or(other, Event::GroupStart),
            Step::St(kind) => St::try_from_segment(segment)
                .map_or(other, |st| Event::SetStart(SetStart { st, kind })),
            Step::Outside => other,
            Step::Told(event) => event,
        }))
    }

    fn step(&mut self) -> Result<Option<Step>, Error> {
        if !self.started {
            self.started = true;
            if let Some(noise) = self.start()? {
                return Ok(Some(Step::Told(Event::Preamble(noise))));
            }
        }
        loop {
            if let Some(defect) = self.defects.pop_front() {
                return Ok(Some(Step::Told(Event::Defect(defect))));
            }
            let piece = match self.piece {
                Some(piece) => piece,
                None => self.advance()?,
            };
            let step = match piece {
                Piece::Segment | Piece::Damaged(_) if self.is_lost_isa() => {
                    self.close(Problem::MissingTrailer)
                }
                Piece::Segment if self.set.is_some() => self.in_set(),
                Piece::Segment if self.interchange.is_some() => self.in_interchange(),
                Piece::Damaged(damage) if self.interchange.is_some() => Some(self.damaged(damage)),
                Piece::Segment | Piece::Damaged(_) => return self.noise(piece).map(Some),
                Piece::Isa(header) => self.start_interchange(header),
                Piece::End if self.interchange.is_none() => return Ok(None),
                Piece::End => self.close(Problem::EndOfStream),
            };
            if step.is_some() {
                return Ok(step);
            }
        }
    }

    /// Takes the next piece in hand.
    fn advance(&mut self) -> Result<Piece, Error> {
        let piece = self.tokens.advance()?;
        self.position.byte = self.tokens.offset;
        if piece != Piece::End {
            self.position.record += 1;
        }
        if let (Some(set), Piece::Segment | Piece::Damaged(_)) = (&mut self.set, piece) {
            set.count += 1;
            self.position.segment = self.position.segment.saturating_add(1);
        }
        self.checked = false;
        self.piece = Some(piece);
        Ok(piece)
    }

    /// Finds the first ISA. What is before it counts as one record.
    fn start(&mut self) -> Result<Option<Noise>, Error> {
        let Some((offset, bytes)) = self.tokens.find_first()? else {
            let (searched, says) = self.tokens.searched();
            return Err(match self.tokens.nearly {
                Some((byte, found)) => Error::BadInterchange { byte, found },
                None if says => Error::NoInterchange { searched },
                None => Error::Empty,
            });
        };
        if bytes == 0 {
            return Ok(None);
        }
        self.position.record = 1;
        let position = Position {
            record: 1,
            byte: offset,
            ..Position::default()
        };
        let place = NoisePlace::Before;
        Ok(Some(Noise {
            position,
            place,
            bytes,
            records: 1,
            sets: 0,
            claims: 0,
            interchanges: 0,
        }))
    }

    /// True if the piece in hand is an ISA that could not be read, in an interchange that is open.
    /// Whose the sets behind it are nobody knows; certainly not those of the ISA before.
    fn is_lost_isa(&self) -> bool {
        match (&self.interchange, &self.set) {
            (Some(_), Some(_)) => self.tokens.is_nearly_isa(),
            (Some(_), None) => self.tokens.is_isa(),
            (None, _) => false,
        }
    }

    /// What does not simply belong to the open set.
    fn in_set(&mut self) -> Option<Step> {
        let id = self.tokens.segment(self.position).id();
        match id {
            b"SE" => self.end_set(),
            id if is_envelope(id) => self.close_set(Problem::MissingTrailer),
            _ => Some(self.damaged(Damage::NoId)),
        }
    }

    fn in_interchange(&mut self) -> Option<Step> {
        let id = self.tokens.segment(self.position).id();
        match id {
            b"GS" if self.group.is_some() => self.close_group(Problem::MissingTrailer),
            b"GS" => self.start_group(),
            b"ST" => self.start_set(),
            b"GE" if self.group.is_some() => self.end_group(),
            b"IEA" if self.group.is_some() => self.close_group(Problem::MissingTrailer),
            b"IEA" => self.end_interchange(),
            b"SE" if !self.checked => self.stray(Level::Set),
            b"GE" if !self.checked => self.stray(Level::Group),
            id if is_plain(id) => {
                self.piece = None;
                Some(Step::Outside)
            }
            _ => Some(self.damaged(Damage::NoId)),
        }
    }

    fn start_interchange(&mut self, header: Header) -> Option<Step> {
        if self.interchange.is_some() {
            return self.close(Problem::MissingTrailer);
        }
        self.interchanges = self.interchanges.saturating_add(1);
        self.position.interchange = self.interchanges;
        let open = Open::new(self.tokens.segment(self.position).element(13));
        // These two come after the start they belong to.
        if header.assumed_component {
            self.defect(Level::Interchange, Problem::ComponentSeparator);
        }
        if open.control.is_empty() {
            self.defect(Level::Interchange, Problem::NoControlNumber);
        }
        self.interchange = Some(open);
        self.piece = None;
        Some(Step::Isa)
    }

    fn start_group(&mut self) -> Option<Step> {
        let segment = self.tokens.segment(self.position);
        let open = Open::new(segment.element(6));
        self.version.clear();
        self.version.extend_from_slice(segment.element(8));
        self.position.group = self.interchange.as_mut().map_or(0, Open::child);
        if open.control.is_empty() {
            self.defect(Level::Group, Problem::NoControlNumber);
        }
        self.group = Some(open);
        self.piece = None;
        Some(Step::Gs)
    }

    fn start_set(&mut self) -> Option<Step> {
        let segment = self.tokens.segment(self.position);
        let mut open = Open::new(segment.element(2));
        open.count = 1;
        let guide: &[u8] = if self.group.is_some() {
            &self.version
        } else {
            b""
        };
        let kind = Kind::by_number(segment.element(1), &[guide, segment.element(3)]);
        self.position.set = match (&mut self.group, &mut self.interchange) {
            (Some(group), _) => group.child(),
            (None, Some(interchange)) => {
                interchange.loose_sets = interchange.loose_sets.saturating_add(1);
                interchange.loose_sets
            }
            (None, None) => 0,
        };
        self.position.segment = 1;
        if self.group.is_none() {
            self.defect(Level::Set, Problem::MissingGroup);
        }
        if open.control.is_empty() {
            self.defect(Level::Set, Problem::NoControlNumber);
        }
        self.set = Some(open);
        self.piece = None;
        Some(Step::St(kind))
    }

    fn damaged(&mut self, damage: Damage) -> Step {
        self.piece = None;
        let bytes = self.tokens.len;
        Step::Told(Event::Damaged(Damaged {
            position: self.position,
            damage,
            bytes,
            digest: self.tokens.digest(),
            data: self.tokens.data(),
            seems: self.tokens.seems(),
        }))
    }

    /// Text between interchanges, or after the last: told as one.
    fn noise(&mut self, mut piece: Piece) -> Result<Step, Error> {
        let place = match self.interchanges {
            0 => NoisePlace::Before,
            _ => NoisePlace::Between,
        };
        let mut noise = Noise {
            position: self.position,
            place,
            bytes: 0,
            records: 0,
            sets: 0,
            claims: 0,
            interchanges: 0,
        };
        while let Piece::Segment | Piece::Damaged(_) = piece {
            noise.records += 1;
            noise.bytes += self.tokens.len;
            if piece == Piece::Segment {
                match self.tokens.segment(self.position).id() {
                    b"ST" => noise.sets += 1,
                    b"CLP" | b"CLM" => noise.claims += 1,
                    _ => {}
                }
            }
            noise.interchanges += u64::from(self.tokens.is_isa());
            piece = self.advance()?;
        }
        if piece == Piece::End {
            noise.place = NoisePlace::After;
        }
        Ok(Step::Told(Event::Noise(noise)))
    }
}

impl Open {
    fn new(control: &[u8]) -> Self {
        Open {
            control: control.to_vec(),
            count: 0,
            children: 0,
            loose_sets: 0,
        }
    }

    /// Counts a group or a set in what holds it, and gives its ordinal.
    fn child(&mut self) -> u32 {
        self.children = self.children.saturating_add(1);
        self.count += 1;
        self.children
    }
}

/// True for a header or a trailer; an ISA that could be read is another piece.
#[inline]
fn is_envelope(id: &[u8]) -> bool {
    matches!(id, b"ST" | b"SE" | b"GS" | b"GE" | b"IEA")
}

/// True for a segment id that begins no interchange: an ISA that could be read is another piece.
#[inline]
fn is_plain(id: &[u8]) -> bool {
    id != b"ISA" && is_segment_id(id)
}

/// The content of the buffer is not shown.
impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
