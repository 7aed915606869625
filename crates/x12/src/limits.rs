//! The bounds of this crate, each with its reason. Beyond one of them a value says so; nothing grows.

/// How much of a file is ever held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest segment that is read. Longer ones are reported as damaged and skipped.
    pub segment_bytes: usize,
    /// Longest binary segment (BIN, BDS) that is read. Of longer ones length and digest are told.
    pub binary_bytes: usize,
    /// Most bytes of one loop (a claim with its lines) that are kept to be handed out together.
    pub loop_bytes: usize,
    /// Most segments of one such loop.
    pub loop_segments: usize,
    /// How far the first ISA is searched for before the bytes are taken for something else.
    pub preamble_bytes: usize,
    /// Most hierarchical levels of an 837 that are kept, so that a claim finds its parents.
    pub levels: usize,
    /// Most bytes of one such level.
    pub level_bytes: usize,
    /// Most segments of one such level.
    pub level_segments: usize,
    /// Most bytes that all kept levels hold together.
    pub levels_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            // The longest element of the health care guides has 264 characters; a segment beyond
            // a mebibyte is a file without its terminator, or an attachment sent as binary.
            segment_bytes: 1 << 20,
            // Clinical documents have some hundred KB, in base64 a third more. It is held in the
            // reader's buffer and in the loop's, so not more than half of a loop.
            binary_bytes: 4 << 20,
            // A claim has at most 999 lines (LX01), which is about half a mebibyte.
            loop_bytes: 8 << 20,
            loop_segments: 200_000,
            // Mail headers and banners of gateways are shorter than this.
            preamble_bytes: 64 << 10,
            // Children follow their parents closely; senders that list all parents first keep
            // batches of at most a few hundred.
            levels: 512,
            // A level has some dozens of segments, of a hundred bytes each; those with many
            // contacts and references reach some ten KB.
            level_bytes: 256 << 10,
            level_segments: 1_000,
            // 512 levels of the usual size hold about 1 MB. A reader has to get along with 150 MB
            // in all, whoever wrote the file.
            levels_bytes: 8 << 20,
        }
    }
}
