//! Where something stands in a stream of bytes.

/// A place in a stream. All ordinals count from 1; 0 means "not inside one".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Ordinal in the stream of what is told as one: a header, an entry, a body that is no XML, or
    /// what is damaged in their place.
    pub record: u64,
    /// Offset of its first byte.
    pub byte: u64,
    /// Ordinal of the document in the stream.
    pub document: u32,
    /// Ordinal of the section in its document, in the order of their start tags.
    pub section: u32,
    /// Ordinal of the entry in its section (in its document, where there is no section).
    pub entry: u32,
}
