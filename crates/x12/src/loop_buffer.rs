//! A loop kept whole: the segments of a claim, copied once out of the reader's buffer and handed
//! out as borrowed views. Buffers are reused, so a loop costs no allocation.

use std::fmt;
use std::ops::Range;

use crate::{Delimiters, Limits, Position, Segment};

/// Segments kept together.
#[derive(Default)]
pub(crate) struct LoopBuffer {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    entries: Vec<Entry>,
    delimiters: Delimiters,
    /// Segments beyond the limit, which were not kept.
    dropped: u64,
    damaged: bool,
    /// Runs of segments that were not kept because whose they are nobody knows, in order.
    lost: Vec<Lost>,
    /// Such a run goes on, up to one of these.
    doubt: Option<Ids>,
    /// Claims that began with a damaged segment, for all that is known.
    lost_claims: u32,
}

/// Ids of segments.
pub(crate) type Ids = &'static [&'static [u8]];

/// What a damaged segment may have begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Nothing: what follows stands where it stood.
    None,
    /// A claim, perhaps. What follows may be of it, up to one of these.
    Claim(Ids),
    /// A line.
    Line(Ids),
    /// A loop of which nothing else hangs.
    Other(Ids),
}

/// Segments behind a damaged one that may have begun a loop. Whose they are nobody knows, so they
/// are in no loop at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Where the first stands.
    pub position: Position,
    /// How many there are; none where the next loop begins at once.
    pub segments: u64,
    /// Lines that began there, and in the runs before.
    pub(crate) lines: u32,
    /// How many segments were kept before them.
    pub(crate) at: usize,
}

struct Entry {
    start: usize,
    ends: Range<usize>,
    position: Position,
}

/// A loop that is larger than the limits, and was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// Where it begins.
    pub position: Position,
    /// How many segments it has.
    pub segments: u64,
    /// How many claims it stands for: ordinals go on behind them.
    pub claims: u32,
}

impl LoopBuffer {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.entries.clear();
        self.dropped = 0;
        self.damaged = false;
        self.lost.clear();
        self.doubt = None;
        self.lost_claims = 0;
    }

    /// True if there is nothing to tell of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.lost.is_empty()
    }

    /// Bytes that it holds, used or not.
    pub(crate) fn held(&self) -> usize {
        self.bytes.capacity()
            + self.ends.capacity() * size_of::<u32>()
            + self.entries.capacity() * size_of::<Entry>()
            + self.lost.capacity() * size_of::<Lost>()
    }

    pub(crate) fn push(&mut self, segment: &Segment<'_>, limits: &Limits) {
        if let Some(ids) = self.doubt {
            if !ids.contains(&segment.id()) {
                if let Some(lost) = self.lost.last_mut() {
                    if lost.segments == 0 {
                        lost.position = segment.position();
                    }
                    lost.segments += 1;
                }
                return;
            }
            self.doubt = None;
        }
        let full = self.entries.len() >= limits.loop_segments
            || self.bytes.len() + segment.as_bytes().len() > limits.loop_bytes;
        if self.dropped > 0 || (full && !self.entries.is_empty()) {
            self.dropped += 1;
            return;
        }
        self.delimiters = segment.delimiters();
        let (start, first) = (self.bytes.len(), self.ends.len());
        let base = u32::try_from(start).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(segment.as_bytes());
        self.ends
            .extend(segment.ends().map(|end| base.saturating_add(end)));
        self.entries.push(Entry {
            start,
            ends: first..self.ends.len(),
            position: segment.position(),
        });
    }

    /// Something of it is missing.
    pub(crate) fn damage(&mut self) {
        self.damaged = true;
    }

    /// A segment could not be read that may have begun a loop. What follows is not kept. Where a run
    /// of them goes on already, it goes on for as long as either may last.
    pub(crate) fn doubt(&mut self, doubt: Doubt) {
        self.damaged = true;
        let (ids, claims, lines): (Ids, u32, u32) = match doubt {
            Doubt::None => return,
            Doubt::Claim(ids) => (ids, 1, 0),
            Doubt::Line(ids) => (ids, 0, 1),
            Doubt::Other(ids) => (ids, 0, 0),
        };
        self.lost_claims = self.lost_claims.saturating_add(claims);
        // Of two ends the one that comes later: the shorter list is part of the longer.
        let open = self.doubt.filter(|open| open.len() < ids.len());
        self.doubt = Some(open.unwrap_or(ids));
        let at = self.entries.len();
        let before = self.lost.last().map_or(0, |lost| lost.lines);
        let lines = lines.saturating_add(before);
        match self.lost.last_mut().filter(|lost| lost.at == at) {
            Some(lost) => lost.lines = lines,
            None => self.lost.push(Lost {
                position: Position::default(),
                segments: 0,
                lines,
                at,
            }),
        }
    }

    /// Segments are being lost.
    pub(crate) fn is_doubted(&self) -> bool {
        self.doubt.is_some()
    }

    /// The runs of segments that were not kept.
    pub(crate) fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// Claims that began with a damaged segment, for all that is known.
    pub(crate) fn lost_claims(&self) -> u32 {
        self.lost_claims
    }

    pub(crate) fn first(&self) -> Option<Segment<'_>> {
        self.segment(0)
    }

    /// Everything that was kept, or how large the loop was.
    pub(crate) fn span(&self) -> Result<Span<'_>, TooLarge> {
        let span = Span {
            buffer: self,
            start: 0,
            end: self.entries.len(),
        };
        if self.dropped == 0 {
            return Ok(span);
        }
        let kept = u64::try_from(self.entries.len()).unwrap_or(u64::MAX);
        let position = self
            .entries
            .first()
            .map(|entry| entry.position)
            .unwrap_or_default();
        let lost = self.lost.iter().map(|lost| lost.segments).sum::<u64>();
        Err(TooLarge {
            position,
            segments: kept + self.dropped + lost,
            claims: self.lost_claims,
        })
    }

    fn segment(&self, index: usize) -> Option<Segment<'_>> {
        let entry = self.entries.get(index)?;
        let ends = self.ends.get(entry.ends.clone())?;
        Some(Segment::new(
            &self.bytes,
            entry.start,
            ends,
            self.delimiters,
            entry.position,
        ))
    }

    fn id(&self, index: usize) -> &[u8] {
        self.segment(index)
            .map(|segment| segment.id())
            .unwrap_or_default()
    }
}

/// Consecutive segments of a loop.
#[derive(Clone, Copy)]
pub struct Span<'a> {
    buffer: &'a LoopBuffer,
    start: usize,
    end: usize,
}

impl<'a> Span<'a> {
    /// The segments in order.
    #[must_use]
    pub fn segments(&self) -> Segments<'a> {
        Segments { span: *self }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.end == self.start
    }

    /// The first segment.
    #[must_use]
    pub fn first(&self) -> Option<Segment<'a>> {
        self.segments().next()
    }

    /// How many they are, those included that were lost among them.
    pub(crate) fn count(&self) -> u64 {
        let lost = self.lost().iter().map(|lost| lost.segments).sum::<u64>();
        u64::try_from(self.len()).unwrap_or(u64::MAX) + lost
    }

    /// Of a whole loop: segments whose place is not sure.
    pub(crate) fn lost(&self) -> &'a [Lost] {
        self.buffer.lost()
    }

    /// Of a whole loop: whether it ended while its segments were lost.
    pub(crate) fn is_doubted(&self) -> bool {
        self.buffer.is_doubted()
    }

    /// Of a whole loop: claims that began with a damaged segment.
    pub(crate) fn lost_claims(&self) -> u32 {
        self.buffer.lost_claims()
    }

    /// Lines among them, and before them, that began with a damaged segment.
    pub(crate) fn lost_lines(&self) -> u32 {
        let lost = &self.buffer.lost;
        let before = lost.partition_point(|lost| lost.at <= self.start);
        let last = before.checked_sub(1).and_then(|last| lost.get(last));
        last.map_or(0, |lost| lost.lines)
    }

    /// True if a segment among them, or next to them, could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.buffer.damaged
    }

    /// The segments before the first that has one of these ids, and those from it on. The first
    /// `skip` segments are not looked at.
    pub(crate) fn split_at_id(&self, skip: usize, ids: &[&[u8]]) -> (Span<'a>, Span<'a>) {
        let from = (self.start + skip).min(self.end);
        let at = (from..self.end).find(|&index| ids.contains(&self.buffer.id(index)));
        let at = at.unwrap_or(self.end);
        (Span { end: at, ..*self }, Span { start: at, ..*self })
    }

    /// The segments after the first and before those that begin inner loops.
    pub(crate) fn own(&self, ids: &[&[u8]]) -> Segments<'a> {
        self.split_at_id(1, ids).0.rest().segments()
    }

    /// The loops that begin with one of these ids; what stands before the first is left out.
    pub(crate) fn loops(&self, ids: &'static [&'static [u8]]) -> InnerLoops<'a> {
        InnerLoops {
            rest: self.split_at_id(0, ids).1,
            ids,
        }
    }

    /// All segments as loops: the first begins one whatever it is, the others begin with one of these ids.
    pub(crate) fn all_loops(&self, ids: &'static [&'static [u8]]) -> InnerLoops<'a> {
        InnerLoops { rest: *self, ids }
    }

    /// The segments without the first.
    pub(crate) fn rest(&self) -> Span<'a> {
        Span {
            start: (self.start + 1).min(self.end),
            ..*self
        }
    }
}

/// The loops of a [`Span`], in order.
#[derive(Debug, Clone)]
pub(crate) struct InnerLoops<'a> {
    rest: Span<'a>,
    ids: &'static [&'static [u8]],
}

impl<'a> Iterator for InnerLoops<'a> {
    type Item = Span<'a>;

    fn next(&mut self) -> Option<Span<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let (begun, rest) = self.rest.split_at_id(1, self.ids);
        self.rest = rest;
        Some(begun)
    }
}

impl fmt::Debug for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.segments()).finish()
    }
}

/// The segments of a [`Span`].
#[derive(Debug, Clone)]
pub struct Segments<'a> {
    span: Span<'a>,
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        if self.span.is_empty() {
            return None;
        }
        let segment = self.span.buffer.segment(self.span.start);
        self.span.start += 1;
        segment
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.span.len(), Some(self.span.len()))
    }
}

impl ExactSizeIterator for Segments<'_> {}
