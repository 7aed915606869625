//! The stream cut into pieces: an ISA, a segment, or something that can't be one.

mod binary;
mod damage;
mod start;

use std::io::{self, Read};

use memchr::memmem::Finder;

use self::damage::Long;
use self::start::blanks;
use crate::header::{self, Header, WINDOW};
use crate::index::Index;
use crate::source::Source;
use crate::{Damage, Delimiters, Limits, Position, Segment};

/// What `Tokens::advance` found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Isa(Header),
    Segment,
    Damaged(Damage),
    End,
}

/// How the piece in hand is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// In the buffer, with its delimiters in the index.
    Indexed,
    /// In `scratch`, with its delimiters in `ends`: line ends were taken out.
    Unwrapped,
    /// In the buffer, with its delimiters in `ends`: what its data holds is none.
    Binary,
}

/// A stream, cut into pieces by the delimiters of the interchange it is in.
pub(crate) struct Tokens<R> {
    source: Source<R>,
    limits: Limits,
    finder: Finder<'static>,
    pub(crate) delimiters: Delimiters,
    index: Index,
    /// The next line end in the buffer, where that is known. Where lines are no segments they are
    /// taken out of what they stand in, and most files have none there.
    newline: Option<usize>,
    /// The next ISA in the buffer, and up to where it was looked for.
    isa: Option<(usize, Header)>,
    scanned: usize,
    /// What looked most like an ISA while none was found.
    pub(crate) nearly: Option<(u64, &'static str)>,
    /// What can't be read and yet is one, while none was found: the place in the buffer.
    unreadable: Option<usize>,
    /// The piece in hand: a part of the buffer with its delimiters in the index, or, where line
    /// ends were taken out, `scratch` with its own.
    piece: (usize, usize),
    hits: (usize, usize),
    held: Held,
    scratch: Vec<u8>,
    ends: Vec<u32>,
    /// Of a piece that was too long to be held.
    long: Option<Long>,
    /// Offset and length of the piece in the stream.
    pub(crate) offset: u64,
    pub(crate) len: u64,
}

impl<R: Read> Tokens<R> {
    pub(crate) fn new(read: R, limits: Limits) -> Self {
        Tokens {
            source: Source::new(read),
            limits,
            finder: Finder::new(b"ISA"),
            delimiters: Delimiters::default(),
            index: Index::default(),
            newline: None,
            isa: None,
            scanned: 0,
            nearly: None,
            unreadable: None,
            piece: (0, 0),
            hits: (0, 0),
            held: Held::Indexed,
            scratch: Vec::new(),
            ends: Vec::new(),
            long: None,
            offset: 0,
            len: 0,
        }
    }

    /// The piece in hand as a segment.
    #[inline]
    pub(crate) fn segment(&self, position: Position) -> Segment<'_> {
        let (block, start, ends): (_, _, &[u32]) = match self.held {
            Held::Indexed => (
                self.source.bytes(),
                self.piece.0,
                self.index.get(self.hits.0, self.hits.1),
            ),
            Held::Unwrapped => (&self.scratch, 0, &self.ends),
            Held::Binary => (self.source.bytes(), self.piece.0, &self.ends),
        };
        Segment::new(block, start, ends, self.delimiters, position)
    }

    /// Moves to the next piece.
    #[inline]
    pub(crate) fn advance(&mut self) -> io::Result<Piece> {
        loop {
            while let Some((first, last, end)) = self.index.take() {
                self.skip_blanks(end);
                let start = self.source.start;
                if self.begins_binary(start)
                    && let Some(piece) = self.take_binary(start)?
                {
                    return Ok(piece);
                }
                self.source.start = end + 1;
                if start < end {
                    return Ok(self.take(start, end, (first, last)));
                }
            }
            if let Some(piece) = self.advance_slowly()? {
                return Ok(piece);
            }
        }
    }

    /// Moves on where no terminator is in sight: more is read, an ISA begins, or the stream ends.
    fn advance_slowly(&mut self) -> io::Result<Option<Piece>> {
        let stop = self.stop();
        self.skip_blanks(stop);
        let start = self.source.start;
        if self.begins_binary(start)
            && let Some(piece) = self.take_binary(start)?
        {
            return Ok(Some(piece));
        }
        if start == stop {
            if let Some((at, header)) = self.isa.take() {
                return Ok(Some(self.take_isa(at, header)));
            }
            if self.is_exhausted() {
                self.mark(stop, stop);
                return Ok(Some(Piece::End));
            }
        } else if self.isa.is_some() || self.is_exhausted() {
            return Ok(Some(self.take_unterminated(start, stop)));
        } else if stop - start > self.limits.segment_bytes {
            return self.skip_long().map(Some);
        }
        self.more()?;
        Ok(None)
    }

    /// Whether a binary segment may begin here.
    #[inline]
    fn begins_binary(&self, start: usize) -> bool {
        let id = self.source.get(start, start + 3);
        matches!(id, [b'B', b'I', b'N'] | [b'B', b'D', b'S'])
    }

    /// Up to where pieces may be cut: an ISA always begins a new one.
    fn stop(&self) -> usize {
        self.isa.map_or(self.scanned, |(at, _)| at)
    }

    fn is_exhausted(&self) -> bool {
        self.source.is_finished() && self.scanned == self.source.end()
    }

    fn skip_blanks(&mut self, stop: usize) {
        let delimiters = self.delimiters;
        let bytes = self.source.get(self.source.start, stop);
        let blank = bytes
            .iter()
            .take_while(|byte| delimiters.is_blank(**byte))
            .count();
        self.source.start += blank;
    }

    fn find_terminator(&self, from: usize, stop: usize) -> Option<usize> {
        let bytes = self.source.get(from, stop);
        let found = if self.delimiters.ends_with_newline() {
            memchr::memchr2(b'\r', b'\n', bytes)
        } else {
            memchr::memchr(self.delimiters.terminator, bytes)
        };
        found.map(|at| from + at)
    }

    /// Reads on and looks for an ISA in what came.
    fn more(&mut self) -> io::Result<()> {
        let moved = self.source.fill()?;
        self.scanned = self.scanned.saturating_sub(moved);
        self.newline = None;
        self.isa = self
            .isa
            .map(|(at, header)| (at.saturating_sub(moved), header));
        self.scan();
        self.reindex();
        Ok(())
    }

    fn reindex(&mut self) {
        let (start, stop) = (self.source.start, self.stop());
        self.index.clear();
        self.index
            .extend(self.source.get(0, stop), start, self.delimiters);
    }

    fn scan(&mut self) {
        let bytes = self.source.bytes();
        let end = bytes.len();
        let finished = self.source.is_finished();
        while self.isa.is_none() {
            let rest = bytes.get(self.scanned..).unwrap_or_default();
            let Some(at) = self.finder.find(rest).map(|at| self.scanned + at) else {
                // "IS" at the end may become an ISA.
                let keep = if finished { 0 } else { 2 };
                self.scanned = self.scanned.max(end.saturating_sub(keep));
                return;
            };
            self.scanned = at;
            if end - at < WINDOW && !finished {
                return;
            }
            let window = bytes.get(at..end.min(at + WINDOW)).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let standalone = !before.is_some_and(u8::is_ascii_alphanumeric);
            match header::parse(window, standalone) {
                Ok(header) => self.isa = Some((at, header)),
                Err(found) => {
                    let nearly = standalone && header::is_nearly(window);
                    if nearly && self.unreadable.is_none() {
                        self.unreadable = Some(at);
                    }
                    // Before anything was taken, so that no bytes are looked at again and again.
                    let first = self.source.offset(self.source.start) == 0 && blanks(bytes) == at;
                    if self.nearly.is_none() && (nearly || first) {
                        self.nearly = Some((self.source.offset(at), found));
                    }
                    self.scanned = at + 3;
                }
            }
        }
    }

    fn take_isa(&mut self, at: usize, header: Header) -> Piece {
        self.delimiters = header.delimiters;
        self.newline = None;
        self.source.start = (at + header.len + 1).min(self.source.end());
        self.scanned = self.source.start;
        self.scan();
        let (end, stop) = (at + header.len, self.stop());
        let delimiters = header.delimiters;
        self.index.clear();
        let isa = self.source.get(0, end);
        let hits = self.index.take_header(isa, at, delimiters.element);
        let rest = self.source.get(0, stop);
        self.index.extend(rest, self.source.start, delimiters);
        self.take(at, end, hits);
        Piece::Isa(header)
    }

    /// A segment that ends with the stream or at the next ISA. Trailers are taken all the same:
    /// many files end without a terminator, and what a trailer says is checked anyhow.
    fn take_unterminated(&mut self, start: usize, stop: usize) -> Piece {
        self.source.start = stop;
        let hits = self.index.take_rest(stop);
        let piece = self.take(start, stop, hits);
        match self.segment(Position::default()).id() {
            // Too long it is wherever the buffer ended.
            _ if piece != Piece::Segment => piece,
            b"IEA" | b"GE" | b"SE" => piece,
            _ => Piece::Damaged(Damage::Cut),
        }
    }

    /// Drops a segment that is too long, up to its terminator or the next ISA.
    fn skip_long(&mut self) -> io::Result<Piece> {
        let offset = self.source.offset(self.source.start);
        let mut long = Long::default();
        let lines = self.delimiters.ends_with_newline();
        loop {
            let stop = self.stop();
            let found = self.find_terminator(self.source.start, stop);
            let skipped = self.source.get(self.source.start, found.unwrap_or(stop));
            long.push(skipped, lines);
            self.source.start = found.map_or(stop, |end| end + 1);
            if found.is_some() || self.isa.is_some() || self.is_exhausted() {
                let end = self.source.offset(found.unwrap_or(stop));
                (self.offset, self.len) = (offset, end - offset);
                self.reindex();
                self.long = Some(long);
                return Ok(Piece::Damaged(Damage::TooLong));
            }
            self.more()?;
        }
    }

    #[inline]
    fn mark(&mut self, start: usize, end: usize) {
        self.piece = (start, end);
        self.offset = self.source.offset(start);
        self.len = u64::try_from(end - start).unwrap_or(u64::MAX);
    }

    /// Takes a part of the buffer as the piece in hand, with its part of the index.
    #[inline]
    fn take(&mut self, start: usize, end: usize, hits: (usize, usize)) -> Piece {
        self.mark(start, end);
        self.hits = hits;
        self.long = None;
        if end - start > self.limits.segment_bytes {
            self.held = Held::Indexed;
            return Piece::Damaged(Damage::TooLong);
        }
        self.held = Held::Indexed;
        if self.has_newline(start, end) && !self.delimiters.ends_with_newline() {
            self.held = Held::Unwrapped;
            self.unwrap(start, end);
        }
        Piece::Segment
    }

    /// Whether a line ends between the two places. Pieces come in order, so each byte is looked at
    /// once.
    #[inline]
    fn has_newline(&mut self, start: usize, end: usize) -> bool {
        let next = match self.newline {
            Some(next) if next >= start => next,
            _ => {
                let stop = self.stop().max(end);
                let found = memchr::memchr2(b'\r', b'\n', self.source.get(start, stop));
                *self.newline.insert(found.map_or(stop, |at| start + at))
            }
        };
        next < end
    }

    /// Takes the line ends out of the piece in hand.
    fn unwrap(&mut self, start: usize, end: usize) {
        let bytes = self.source.get(start, end);
        self.scratch.clear();
        self.scratch
            .extend(bytes.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')));
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let element = self.delimiters.element;
        self.ends.clear();
        self.ends
            .extend(memchr::memchr_iter(element, &self.scratch).map(offset));
        self.ends.push(offset(self.scratch.len()));
    }
}
