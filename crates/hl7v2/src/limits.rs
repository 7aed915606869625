//! The bounds of this crate, each with its reason. Beyond one of them a value says so; nothing grows.

/// How much of a file is ever held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of one message. A longer one is reported as damaged and skipped. Places within a
    /// message are 32 bit numbers, so more than `u32::MAX` is taken as that.
    pub message_bytes: usize,
    /// Most segments of one message, those that can't be read included.
    pub message_segments: usize,
    /// Most fields of one message, empty ones included.
    pub message_fields: usize,
    /// Longest segment. A message with a longer one is reported as damaged and skipped.
    pub segment_bytes: usize,
    /// How far the first MSH is searched for before the bytes are taken for something else.
    pub preamble_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            // OBX-5 carries scanned documents as base64; interfaces cap those at 10 to 25 MB.
            message_bytes: 32 << 20,
            // Master files and long waveforms have some ten thousand; each costs 28 bytes here.
            message_segments: 200_000,
            // Twenty a segment; each costs 4 bytes here.
            message_fields: 4_000_000,
            // The document is one segment.
            segment_bytes: 32 << 20,
            // Banners of interface engines and mail headers are shorter than this.
            preamble_bytes: 64 << 10,
        }
    }
}
