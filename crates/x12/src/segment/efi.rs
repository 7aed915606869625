//! EFI: electronic format: what the binary data is.

use super::Segment;

/// Electronic format: what the binary data is.
#[derive(Debug, Clone, Copy)]
pub struct Efi<'a>(Segment<'a>);

impl<'a> Efi<'a> {
    /// The segment as `EFI`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"EFI").then_some(Efi(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// EFI01.
    #[must_use]
    pub fn security_level(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// EFI07.
    #[must_use]
    pub fn interchange_format(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// EFI11.
    #[must_use]
    pub fn file_name(&self) -> &'a [u8] {
        self.0.element(11)
    }
}
