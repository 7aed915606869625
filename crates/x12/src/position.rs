//! Where something stands in a stream of bytes.

/// A place in a stream. All ordinals count from 1; 0 means "not inside one".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Ordinal of the segment in the stream, envelopes included.
    pub record: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Ordinal of the interchange in the stream.
    pub interchange: u32,
    /// Ordinal of the functional group in its interchange.
    pub group: u32,
    /// Ordinal of the transaction set in its group (in its interchange, where there is no group).
    pub set: u32,
    /// Ordinal of the segment in its transaction set; ST is 1.
    pub segment: u32,
}
