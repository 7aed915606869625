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
}

impl LoopBuffer {
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.entries.clear();
        self.dropped = 0;
        self.damaged = false;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn push(&mut self, segment: &Segment<'_>, limits: &Limits) {
        let full = self.entries.len() >= limits.loop_segments
            || self.bytes.len() + segment.as_bytes().len() > limits.loop_bytes;
        if self.dropped > 0 || (full && !self.is_empty()) {
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

    pub(crate) fn damage(&mut self) {
        self.damaged = true;
    }

    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged
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
        Err(TooLarge {
            position,
            segments: kept + self.dropped,
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
