//! The messages of a stream, and what holds them: batches, files, blocks, and text between.

mod envelope;
mod message;

use std::collections::VecDeque;
use std::fmt;
use std::io::Read;

use self::envelope::Open;
use crate::delimiters::is_header;
use crate::digest::Digest;
use crate::event::{Damage, Damaged, Event, Noise, NoisePlace};
use crate::gathering::{Gathering, segment_id};
use crate::lines::{Lines, Piece};
use crate::{Defect, Delimiters, Error, Level, Limits, Position, Problem, lines, names};

/// Reads a stream event by event. Holds one message at a time.
pub struct Reader<R> {
    lines: Lines<R>,
    limits: Limits,
    started: bool,
    /// A header or a message has been told.
    seen: bool,
    /// The piece in hand, until it is told.
    piece: Option<Piece>,
    gathering: Gathering,
    /// Where the message or segment of `gathering` is in the buffer.
    block: (usize, usize),
    /// The next of its lines that can't be read and was not told.
    damaged: usize,
    /// How many lines have been told.
    records: u64,
    batches: u32,
    messages: u32,
    /// Those of the last header or message: segments outside are read with them.
    delimiters: Delimiters,
    file: Option<Open>,
    batch: Option<Open>,
    /// A block of MLLP has begun.
    framed: bool,
    defects: VecDeque<Defect>,
}

/// What the piece in hand turned out to be. Owned, so that the event is made last.
enum Step {
    Message,
    Header,
    Trailer,
    Outside,
    Told(Event<'static>),
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Message,
    Header(Level),
    Trailer(Level),
    Segment,
    Text,
}

impl<R: Read> Reader<R> {
    /// A reader of a stream that begins with an MSH, FHS or BHS, or nearly so.
    pub fn new(read: R, limits: Limits) -> Self {
        let limits = Limits {
            message_bytes: limits.message_bytes.min(1 << 31),
            segment_bytes: limits.segment_bytes.min(1 << 31),
            ..limits
        };
        // Held is also the beginning of the next line, enough of it to see what it is.
        let held = limits.message_bytes + (128 << 10);
        Reader {
            lines: Lines::new(read, limits.segment_bytes, held),
            limits,
            started: false,
            seen: false,
            piece: None,
            gathering: Gathering::new(limits.message_fields),
            block: (0, 0),
            damaged: 0,
            records: 0,
            batches: 0,
            messages: 0,
            delimiters: Delimiters::default(),
            file: None,
            batch: None,
            framed: false,
            defects: VecDeque::new(),
        }
    }

    /// The next event, or `None` at the end. The event borrows the reader's buffer.
    ///
    /// # Errors
    /// [`Error::Io`] at any time; the others only in place of the first event, when the stream is
    /// no HL7 v2.
    pub fn next_event(&mut self) -> Result<Option<Event<'_>>, Error> {
        let Some(step) = self.step()? else {
            return Ok(None);
        };
        let block = self.lines.source.get(self.block.0, self.block.1);
        Ok(Some(match step {
            Step::Message => Event::Message(self.gathering.message(block)),
            Step::Header => Event::Header(self.gathering.single(block)),
            Step::Trailer => Event::Trailer(self.gathering.single(block)),
            Step::Outside => Event::Outside(self.gathering.single(block)),
            Step::Told(event) => event,
        }))
    }

    fn step(&mut self) -> Result<Option<Step>, Error> {
        if !self.started {
            self.started = true;
            self.start()?;
        }
        loop {
            if let Some(damaged) = self.next_damaged() {
                return Ok(Some(Step::Told(Event::Damaged(damaged))));
            }
            if let Some(defect) = self.defects.pop_front() {
                return Ok(Some(Step::Told(Event::Defect(defect))));
            }
            let piece = match self.piece.take() {
                Some(piece) => piece,
                None => self.lines.advance()?,
            };
            self.lines.release();
            let step = match piece {
                Piece::Line | Piece::Long => self.line(piece)?,
                Piece::EndBlock => {
                    self.end_block();
                    None
                }
                Piece::Full => None,
                Piece::End if self.has_open() => {
                    self.piece = Some(piece);
                    self.close_all();
                    None
                }
                Piece::End => {
                    self.piece = Some(piece);
                    return Ok(None);
                }
            };
            if step.is_some() {
                return Ok(step);
            }
        }
    }

    fn line(&mut self, piece: Piece) -> Result<Option<Step>, Error> {
        let sort = self.sort();
        let step = match sort {
            Sort::Message => self.message(piece)?,
            Sort::Text if !self.is_long(piece) => self.noise()?,
            _ if self.is_long(piece) => self.too_long(piece)?,
            Sort::Header(level) => return Ok(self.header(piece, level)),
            Sort::Trailer(level) => return Ok(self.trailer(piece, level)),
            Sort::Segment | Sort::Text => {
                self.single(self.delimiters);
                Step::Outside
            }
        };
        Ok(Some(step))
    }

    /// What the line in hand is.
    #[inline]
    fn sort(&self) -> Sort {
        let line = self.lines.line();
        if let [a, b, c @ (b'H' | b'S' | b'h' | b's'), rest @ ..] = line {
            let known = self.delimiters.field;
            let id = [*a, *b, *c].map(|byte| byte.to_ascii_uppercase());
            let trails = match rest.first() {
                Some(separator) => self.is_separator(*separator),
                None => c.is_ascii_uppercase(),
            };
            match &id {
                b"MSH" if is_header(line, b"MSH", known) => return Sort::Message,
                b"FHS" if is_header(line, b"FHS", known) => return Sort::Header(Level::File),
                b"BHS" if is_header(line, b"BHS", known) => return Sort::Header(Level::Batch),
                b"FTS" if trails => return Sort::Trailer(Level::File),
                b"BTS" if trails => return Sort::Trailer(Level::Batch),
                _ => {}
            }
        }
        match segment_id(line, self.delimiters.field) {
            Some(_) => Sort::Segment,
            None => Sort::Text,
        }
    }

    /// True for a separator that the end of a batch or a file may have.
    fn is_separator(&self, byte: u8) -> bool {
        let open = [&self.batch, &self.file];
        byte == b'|'
            || byte == self.delimiters.field
            || open.into_iter().flatten().any(|it| it.field() == byte)
    }

    /// True if the line in hand has more bytes than a segment may have, or more fields than a
    /// message may.
    fn is_long(&self, piece: Piece) -> bool {
        let line = self.lines.line();
        if piece == Piece::Long || line.len() > self.limits.segment_bytes {
            return true;
        }
        let fields = |field: &u8| memchr::memchr_iter(*field, line).count();
        let most = self.limits.message_fields;
        line.len() > most && line.get(3).is_some_and(|field| fields(field) > most)
    }

    /// Where the line in hand stands.
    fn place(&self) -> Position {
        Position {
            record: self.records + 1,
            byte: self.lines.span().0,
            batch: self.batch.as_ref().map_or(0, |_| self.batches),
            message: 0,
            segment: 0,
        }
    }

    /// Looks whether a message or a header begins where one may.
    fn start(&mut self) -> Result<(), Error> {
        let limit = self.limits.preamble_bytes;
        // Enough behind the limit to see whether it is one.
        let bytes = self.lines.peek(limit.saturating_add(64))?;
        if lines::find_start(bytes).is_some_and(|at| at <= limit) {
            return Ok(());
        }
        let searched = bytes.get(..limit).unwrap_or(bytes);
        match lines::is_blank(searched) {
            true => Err(Error::Empty),
            false => Err(Error::NoMessage {
                searched: u64::try_from(searched.len()).unwrap_or(u64::MAX),
            }),
        }
    }

    /// Takes the line in hand as a segment that stands alone.
    fn single(&mut self, delimiters: Delimiters) {
        let position = self.place();
        self.block = (self.lines.start, self.lines.end);
        let line = self.lines.line();
        self.gathering.start(line, delimiters, position);
        self.gathering.finish(line);
        self.damaged = usize::MAX;
        self.records += 1;
    }

    fn too_long(&mut self, piece: Piece) -> Result<Step, Error> {
        let position = self.place();
        let (start, end) = self.lines.span();
        let mut digest = Digest::default();
        let bytes = match piece {
            Piece::Long => self.lines.skip(&mut digest)?,
            _ => {
                digest.push(self.lines.line());
                end - start
            }
        };
        self.records += 1;
        Ok(Step::Told(Event::Damaged(Damaged {
            position,
            damage: Damage::TooLong,
            bytes,
            digest: digest.finish(),
            segments: 1,
            seems: "",
        })))
    }

    /// The next line of the message just told that can't be read.
    fn next_damaged(&mut self) -> Option<Damaged> {
        let (position, bytes, place) = self.gathering.damaged(self.damaged)?;
        self.damaged += 1;
        let block = self.lines.source.get(self.block.0, self.block.1);
        Some(Damaged {
            position,
            damage: Damage::NoId,
            bytes,
            digest: Digest::of(block.get(place).unwrap_or_default()),
            segments: 1,
            seems: self.seems(),
        })
    }

    /// Code of the message in hand.
    fn seems(&self) -> &'static str {
        let block = self.lines.source.get(self.block.0, self.block.1);
        names::message_code(self.gathering.message(block).kind().code().as_bytes())
    }

    /// Text outside of messages: told as one.
    fn noise(&mut self) -> Result<Step, Error> {
        let position = self.place();
        let (mut records, mut end) = (0, position.byte);
        let mut piece = Piece::Line;
        while piece == Piece::Line && self.sort() == Sort::Text && !self.is_long(piece) {
            records += 1;
            end = self.lines.span().1;
            piece = self.lines.advance()?;
        }
        self.piece = Some(piece);
        self.records += records;
        let place = match piece {
            _ if !self.seen => NoisePlace::Before,
            Piece::End => NoisePlace::After,
            _ => NoisePlace::Between,
        };
        let noise = Noise {
            position,
            place,
            bytes: end - position.byte,
            records,
        };
        Ok(Step::Told(match place {
            NoisePlace::Before => Event::Preamble(noise),
            _ => Event::Noise(noise),
        }))
    }

    fn defect(&mut self, position: Position, level: Level, problem: Problem) {
        self.defects
            .push_back(Defect::new(position, level, problem));
    }
}

/// The content of the buffer is not shown.
impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("records", &self.records)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
