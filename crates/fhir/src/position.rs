//! Where something stands in a stream of bytes.

/// A place in a stream. All ordinals count from 1; 0 means "not inside one".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Ordinal of the resource in the stream, Bundles and entries without a resource included.
    pub record: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Ordinal of the Bundle in the stream.
    pub bundle: u32,
    /// Ordinal of the entry in its Bundle.
    pub entry: u32,
}
