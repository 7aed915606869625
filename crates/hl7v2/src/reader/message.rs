//! One message gathered, or skipped where it is beyond the limits.

use std::io::Read;

use super::{Reader, Sort, Step};
use crate::digest::Digest;
use crate::event::{Damage, Damaged, Event};
use crate::lines::Piece;
use crate::{Delimiters, Error, Level, Position, Problem};

/// How much of an MSH is looked at that is too long.
const START: usize = 1 << 10;

/// A shorter MSH that ends the stream without a line end was cut: MSH-9 is required.
const SHORTEST: usize = 9;

impl<R: Read> Reader<R> {
    /// The message that begins with the line in hand, up to the next one or to what ends it.
    pub(super) fn message(&mut self, piece: Piece) -> Result<Step, Error> {
        self.start_block();
        self.messages = self.messages.saturating_add(1);
        for open in [&mut self.batch, &mut self.file].into_iter().flatten() {
            open.messages += 1;
        }
        self.seen = true;
        self.damaged = 0;
        let position = Position {
            message: self.messages,
            segment: 1,
            ..self.place()
        };
        let long = self.is_long(piece);
        let line = self.lines.line();
        let (delimiters, odd) = Delimiters::of_header(line.get(..START).unwrap_or(line));
        self.delimiters = delimiters;
        let kept = if long { line.get(..START) } else { None };
        self.gathering
            .start(kept.unwrap_or(line), delimiters, position);
        if long {
            return self.too_large(piece, true);
        }
        self.lines.hold();
        let mut len = self.lines.line().len();
        let mut last;
        loop {
            last = (self.lines.terminated, self.lines.line().len());
            let piece = self.lines.advance()?;
            let at = self.lines.distance();
            match piece {
                Piece::Line if !self.is_start() => {
                    let line = self.lines.line();
                    len = at + line.len();
                    let fits = line.len() <= self.limits.segment_bytes
                        && len <= self.limits.message_bytes
                        && self.gathering.count() < self.limits.message_segments;
                    if !fits || !self.gathering.push(line, at) {
                        return self.too_large(piece, false);
                    }
                }
                Piece::Long if !self.is_start() => return self.too_large(piece, false),
                // Where nothing but blanks follow, the message is whole.
                Piece::Full if !self.is_start() && !self.lines.line().is_empty() => {
                    return self.too_large(piece, false);
                }
                _ => {
                    self.piece = Some(piece);
                    break;
                }
            }
        }
        let start = self.lines.source.start;
        self.block = (start, start + len);
        self.records += u64::try_from(self.gathering.count()).unwrap_or(u64::MAX);
        self.gathering
            .finish(self.lines.source.get(start, start + len));
        let cut = self.piece == Some(Piece::End) && !last.0;
        self.check(odd, cut.then_some(last.1));
        Ok(Step::Message)
    }

    /// True if the line in hand belongs to no message before it.
    #[inline]
    fn is_start(&self) -> bool {
        !matches!(self.sort(), Sort::Segment | Sort::Text)
    }

    /// Finds the defects of the message in hand. `open` is the length of its last line, where the
    /// stream ended without a line end.
    fn check(&mut self, odd: Option<Problem>, open: Option<usize>) {
        let position = self.gathering.position;
        let block = self.lines.source.get(self.block.0, self.block.1);
        let message = self.gathering.message(block);
        let msh = message.msh().segment();
        let only = message.segment_count() == 1;
        let has_damage = message.damaged().next().is_some();
        let cut = match open {
            Some(_) if only && !has_damage => msh.field_count() < SHORTEST,
            // What is shorter than an id and its separator.
            Some(len) => has_damage && len <= 3 && ends_like_id(block, len),
            None => false,
        };
        let no_type = msh.field(9).component(1).text().decode().trim().is_empty();
        let no_control = msh.field(10).text().decode().trim().is_empty();
        let small = self.gathering.small;
        let small = (small > 0).then_some(Problem::SmallLetters { segments: small });
        let in_header = cut && only && !has_damage;
        let found = [
            odd,
            small,
            (no_type && !in_header).then_some(Problem::NoMessageType),
            (no_control && !in_header).then_some(Problem::NoControlId),
            cut.then_some(Problem::EndOfStream),
        ];
        for problem in found.into_iter().flatten() {
            self.defect(position, Level::Message, problem);
        }
    }

    /// Drops a message that is beyond the limits, up to what ends it.
    fn too_large(&mut self, piece: Piece, is_first: bool) -> Result<Step, Error> {
        let position = self.gathering.position;
        let start = self.lines.source.start;
        self.block = (start, self.lines.end);
        let seems = self.seems();
        self.damaged = usize::MAX;
        let mut segments = match is_first {
            true => 0,
            false => u64::try_from(self.gathering.count()).unwrap_or(u64::MAX),
        };
        self.gathering.clear();
        let mut digest = Digest::default();
        if !is_first {
            let before = self.lines.source.get(start, self.lines.start);
            let ends = |byte: &u8| matches!(byte, b'\r' | b'\n');
            for line in before.split(ends).filter(|line| !line.is_empty()) {
                digest.push(line);
                digest.push(b"\r");
            }
        }
        self.lines.release();
        let mut end = position.byte;
        let mut piece = piece;
        let mut first = is_first;
        loop {
            match piece {
                Piece::Long if first || !self.is_start() => {
                    segments += 1;
                    end = self.lines.span().0;
                    end += self.lines.skip(&mut digest)?;
                    digest.push(b"\r");
                }
                Piece::Line if first || !self.is_start() => {
                    segments += 1;
                    end = self.lines.span().1;
                    digest.push(self.lines.line());
                    digest.push(b"\r");
                }
                // More comes now that nothing is held.
                Piece::Full => end = self.lines.span().0,
                _ => {
                    self.piece = Some(piece);
                    break;
                }
            }
            first = false;
            piece = self.lines.advance()?;
        }
        self.records += segments;
        Ok(Step::Told(Event::Damaged(Damaged {
            position,
            damage: Damage::TooLarge,
            bytes: end.saturating_sub(position.byte),
            digest: digest.finish(),
            segments,
            seems,
        })))
    }
}

/// True if the last so many bytes may be the beginning of a segment.
fn ends_like_id(block: &[u8], len: usize) -> bool {
    let start = block.len().saturating_sub(len);
    block
        .get(start..)
        .is_some_and(|end| end.iter().all(crate::names::is_code))
}
