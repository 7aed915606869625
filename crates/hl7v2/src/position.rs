//! Where something stands in a stream of bytes.

/// A place in a stream. All ordinals count from 1; 0 means "not inside one".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Ordinal of the segment in the stream, envelopes and unreadable lines included.
    pub record: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Ordinal of the batch (BHS) in the stream.
    pub batch: u32,
    /// Ordinal of the message in the stream, whatever batch it is in.
    pub message: u32,
    /// Ordinal of the segment in its message; MSH is 1, unreadable lines count.
    pub segment: u32,
}
