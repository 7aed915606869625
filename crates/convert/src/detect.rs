//! What a member is, by its content.

use crate::changes;
use crate::contract::{self, Filled};
use crate::survey::Refusal;

/// Bytes that detection looks at: more than any header line of a contract.
pub(crate) const START: usize = 16 << 10;

/// The formats that are converted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Format {
    /// X12, and whatever nothing else claims: its reader looks for an ISA further on.
    X12,
    /// Rows with the header of a contract.
    Rows(&'static Filled),
    /// Changes of the state, written by ourselves.
    Changes,
}

impl Format {
    /// Its name in the accounting.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Format::X12 => "x12",
            Format::Rows(filled) => filled.name(),
            Format::Changes => changes::KIND,
        }
    }
}

/// What begins like this.
pub(crate) fn format(start: &[u8]) -> Format {
    if changes::is_header(start) {
        return Format::Changes;
    }
    let text = start
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(start)
        .trim_ascii_start();
    if text.starts_with(b"ISA") {
        return Format::X12;
    }
    contract::of(start).map_or(Format::X12, Format::Rows)
}

/// Whether a member is refused because it is nothing we know.
pub(crate) fn is_unknown(refusal: &Refusal) -> bool {
    matches!(refusal.code.as_str(), "empty" | "no_interchange")
}

/// Whether a member is X12 of which nothing can be read.
pub(crate) fn is_broken(refusal: &Refusal) -> bool {
    refusal.code == "bad_interchange"
}
