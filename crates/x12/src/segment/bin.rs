//! BIN and BDS: binary data, whose length is told before it. Whatever bytes it has are its own.

use super::Segment;

/// Binary data.
#[derive(Debug, Clone, Copy)]
pub struct Bin<'a> {
    segment: Segment<'a>,
    /// Which element is the data; the one before it is its length.
    data: usize,
}

impl<'a> Bin<'a> {
    /// The segment as `BIN` or `BDS`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        let data = match segment.id() {
            b"BIN" => 2,
            b"BDS" => 3,
            _ => return None,
        };
        Some(Bin { segment, data })
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.segment
    }

    /// BDS01: ASC as it is, B64 base64, ZZ another; BIN has none.
    #[must_use]
    pub fn filter(&self) -> &'a [u8] {
        match self.data {
            3 => self.segment.element(1),
            _ => b"",
        }
    }

    /// BIN01, BDS02: how many bytes follow.
    #[must_use]
    pub fn length(&self) -> &'a [u8] {
        self.segment.element(self.data - 1)
    }

    /// BIN02, BDS03: exactly these bytes.
    #[must_use]
    pub fn data(&self) -> &'a [u8] {
        self.segment.raw_element(self.data)
    }

    /// How many bytes stand before the data in the segment.
    #[must_use]
    pub fn offset(&self) -> u64 {
        let before = self.segment.as_bytes().len() - self.data().len();
        u64::try_from(before).unwrap_or(u64::MAX)
    }
}
