//! The four bytes that structure an interchange. They are read from its ISA, never assumed.

/// The delimiters of one interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiters {
    /// Between elements: the byte after `ISA`.
    pub element: u8,
    /// Between the components of a composite: ISA16.
    pub component: u8,
    /// Between the repetitions of an element: ISA11, from version 00402 on.
    pub repetition: Option<u8>,
    /// At the end of a segment: the byte after ISA16. If it is CR or LF, both end a segment.
    pub terminator: u8,
}

impl Default for Delimiters {
    fn default() -> Self {
        Delimiters {
            element: b'*',
            component: b':',
            repetition: Some(b'^'),
            terminator: b'~',
        }
    }
}

impl Delimiters {
    /// True if lines are segments.
    pub(crate) fn ends_with_newline(&self) -> bool {
        matches!(self.terminator, b'\r' | b'\n')
    }

    /// True for what may stand between two segments and says nothing. Where the terminator is a
    /// character of several bytes (U+2026 has been seen), the rest of it is blank too.
    pub(crate) fn is_blank(&self, byte: u8) -> bool {
        matches!(byte, b'\r' | b'\n' | b' ' | b'\t' | 0 | 0x1a)
            || byte == self.terminator
            || (self.terminator >= 0xc0 && (0x80..0xc0).contains(&byte))
    }
}
