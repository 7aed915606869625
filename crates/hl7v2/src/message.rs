//! A whole message as it stands in the buffer.

use std::fmt;

use crate::gathering::Line;
use crate::segment::Msh;
use crate::text::Coding;
use crate::{Charset, Delimiters, Kind, Position, Segment};

/// One message, from its MSH to its last segment.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    pub(crate) block: &'a [u8],
    pub(crate) lines: &'a [Line],
    pub(crate) damaged: &'a [Line],
    pub(crate) separators: &'a [u32],
    pub(crate) coding: &'a Coding,
    /// Of its MSH.
    pub(crate) position: Position,
}

impl<'a> Message<'a> {
    /// Its first segment.
    #[must_use]
    pub fn msh(&self) -> Msh<'a> {
        static MSH: Line = Line::NONE;
        Msh::of(self.segment(self.lines.first().unwrap_or(&MSH)))
    }

    /// What it is, by MSH-9.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::of(&self.msh())
    }

    /// Its segments in order, MSH first; lines that can't be read are left out.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> + Clone + use<'a> {
        let message = *self;
        self.lines.iter().map(move |line| message.segment(line))
    }

    /// How many segments it has, MSH included, lines that can't be read not.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.lines.len()
    }

    /// The first segment of this id.
    #[must_use]
    pub fn first(&self, id: &[u8]) -> Option<Segment<'a>> {
        let line = self.lines.iter().find(|line| line.id == *id)?;
        Some(self.segment(line))
    }

    /// Where its lines are that can't be read as segments. Each comes as an event of its own.
    pub fn damaged(&self) -> impl Iterator<Item = Position> + Clone + use<'a> {
        let position = self.position;
        self.damaged.iter().map(move |line| line.position(position))
    }

    /// Where its MSH stands.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The message as sent, from its MSH to before the end of its last line, lines that can't be
    /// read included.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.block
    }

    /// Its delimiters.
    #[must_use]
    pub fn delimiters(&self) -> Delimiters {
        self.coding.delimiters
    }

    /// Its character set.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.coding.charset
    }

    #[inline]
    fn segment(&self, line: &'a Line) -> Segment<'a> {
        let position = line.position(self.position);
        Segment::new(self.block, line, self.separators, self.coding, position)
    }
}

/// Content is protected health information, so only the kind and the place are shown.
impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Message({} at record {}, {} segments)",
            self.kind(),
            self.position.record,
            self.lines.len()
        )
    }
}
