//! CRC: conditions.

use super::Segment;

/// Conditions.
#[derive(Debug, Clone, Copy)]
pub struct Crc<'a>(Segment<'a>);

impl<'a> Crc<'a> {
    /// The segment as `CRC`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"CRC").then_some(Crc(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// CRC01.
    #[must_use]
    pub fn category(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// CRC02: Y or N.
    #[must_use]
    pub fn applies(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// CRC03.
    #[must_use]
    pub fn condition_1(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// CRC04.
    #[must_use]
    pub fn condition_2(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// CRC05.
    #[must_use]
    pub fn condition_3(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// CRC06.
    #[must_use]
    pub fn condition_4(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// CRC07.
    #[must_use]
    pub fn condition_5(&self) -> &'a [u8] {
        self.0.element(7)
    }
}
