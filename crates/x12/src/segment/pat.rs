//! PAT: patient.

use super::Segment;

/// Patient.
#[derive(Debug, Clone, Copy)]
pub struct Pat<'a>(Segment<'a>);

impl<'a> Pat<'a> {
    /// The segment as `PAT`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"PAT").then_some(Pat(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// PAT01.
    #[must_use]
    pub fn relationship_code(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// PAT05.
    #[must_use]
    pub fn date_format(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// PAT06.
    #[must_use]
    pub fn death_date(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// PAT07.
    #[must_use]
    pub fn weight_unit(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// PAT08.
    #[must_use]
    pub fn weight(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// PAT09.
    #[must_use]
    pub fn pregnant(&self) -> &'a [u8] {
        self.0.element(9)
    }
}
