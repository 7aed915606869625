//! The bounds of this crate, each with its reason. Beyond one of them a value says so; nothing grows.

/// How much of a file is ever held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest resource (or entry) that is held. Longer ones are reported as damaged and skipped.
    pub resource_bytes: usize,
    /// How deep objects and arrays of one resource may be nested.
    pub depth: u32,
    /// How many Bundles may stand inside each other.
    pub bundles: usize,
    /// How far the first resource is searched for before the bytes are taken for something else.
    pub preamble_bytes: u64,
    /// How often the next entry is searched for inside of one that does not end.
    pub searches: u32,
    /// Most bytes of a Bundle's own elements (type, id, link) that are looked into.
    pub element_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            // Attachments are sent inline, as base64; servers take 10 to 20 MB of them.
            resource_bytes: 32 << 20,
            // The deepest published resources reach 20; serde_json refuses at 128 by itself.
            depth: 64,
            // A transaction's response to a search holds a Bundle in a Bundle; nobody goes deeper.
            bundles: 4,
            // Headers of HTTP and logs before the answer are shorter than this.
            preamble_bytes: 1 << 20,
            // Each search may read a whole resource: without a bound it would be quadratic.
            searches: 64,
            // Names, codes and links have some hundred bytes.
            element_bytes: 64 << 10,
        }
    }
}
