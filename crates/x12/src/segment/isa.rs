//! ISA: interchange control header.

use super::Segment;

/// Interchange control header.
#[derive(Debug, Clone, Copy)]
pub struct Isa<'a>(Segment<'a>);

impl<'a> Isa<'a> {
    /// The segment as `ISA`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"ISA").then_some(Isa(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// ISA01.
    #[must_use]
    pub fn authorization_qualifier(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// ISA02.
    #[must_use]
    pub fn authorization(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// ISA03.
    #[must_use]
    pub fn security_qualifier(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// ISA04.
    #[must_use]
    pub fn security(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// ISA05.
    #[must_use]
    pub fn sender_qualifier(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// ISA06.
    #[must_use]
    pub fn sender_id(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// ISA07.
    #[must_use]
    pub fn receiver_qualifier(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// ISA08.
    #[must_use]
    pub fn receiver_id(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// ISA09: YYMMDD.
    #[must_use]
    pub fn date(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// ISA10: HHMM.
    #[must_use]
    pub fn time(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// ISA11: or, before version 00402, a standards id.
    #[must_use]
    pub fn repetition_separator(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// ISA12.
    #[must_use]
    pub fn version(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// ISA13.
    #[must_use]
    pub fn control_number(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// ISA14.
    #[must_use]
    pub fn acknowledgment_requested(&self) -> &'a [u8] {
        self.0.element(14)
    }

    /// ISA15: P, T or I.
    #[must_use]
    pub fn usage(&self) -> &'a [u8] {
        self.0.element(15)
    }

    /// ISA16.
    #[must_use]
    pub fn component_separator(&self) -> &'a [u8] {
        self.0.element(16)
    }

    /// True for a test interchange.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.usage() == b"T"
    }
}
