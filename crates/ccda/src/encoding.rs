//! Which encoding a stream is in, and its characters as UTF-8.

/// What a stream is decoded from. XML 1.0, appendix F: a byte order mark wins, then the declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    /// Also for ISO-8859-1: what declares that and has bytes from 0x80 to 0x9F means these.
    Windows1252,
    Utf16Le,
    Utf16Be,
}

/// What was found at the start of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Detected {
    pub(crate) encoding: Encoding,
    /// Length of the byte order mark.
    pub(crate) mark: usize,
    /// The declaration names an encoding that is not read; UTF-8 was assumed.
    pub(crate) unknown: bool,
}

/// How far a declaration is searched for.
const DECLARATION_BYTES: usize = 1024;

/// Bytes 0x80 to 0x9F of windows-1252; those that it leaves open stay controls.
#[rustfmt::skip]
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Looks at the first bytes of a stream.
pub(crate) fn detect(bytes: &[u8]) -> Detected {
    let (encoding, mark) = match bytes {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        [b'<', 0, ..] => (Encoding::Utf16Le, 0),
        [0, b'<', ..] => (Encoding::Utf16Be, 0),
        _ => return declared(bytes),
    };
    Detected {
        encoding,
        mark,
        unknown: false,
    }
}

fn declared(bytes: &[u8]) -> Detected {
    let name = declared_name(bytes).unwrap_or_default();
    let is = |names: &[&str]| {
        names
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
    };
    let (encoding, unknown) = if is(&["iso-8859-1", "latin1", "windows-1252", "cp1252"]) {
        (Encoding::Windows1252, false)
    } else {
        // What says UTF-16 and can be read as far as here is none.
        let utf8 = is(&["", "utf-8", "utf8", "us-ascii", "ascii", "utf-16"]);
        (Encoding::Utf8, !utf8)
    };
    Detected {
        encoding,
        mark: 0,
        unknown,
    }
}

/// The value of `encoding` in the declaration.
fn declared_name(bytes: &[u8]) -> Option<&[u8]> {
    let start = memchr::memmem::find(bytes, b"<?xml ")?;
    let rest = bytes.get(start..)?;
    let rest = rest.get(..rest.len().min(DECLARATION_BYTES))?;
    let declaration = rest.get(..memchr::memmem::find(rest, b"?>")?)?;
    let value = declaration.get(memchr::memmem::find(declaration, b"encoding")? + 8..)?;
    let quote = value.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let (mark, value) = value.get(quote..)?.split_first()?;
    value.split(|byte| byte == mark).next()
}

impl Encoding {
    /// Decodes as much as is whole, and says how many bytes that was. At the end of the stream what
    /// is left is replaced.
    pub(crate) fn decode(self, bytes: &[u8], finished: bool, into: &mut Vec<u8>) -> usize {
        match self {
            Encoding::Utf8 => {
                into.extend_from_slice(bytes);
                bytes.len()
            }
            Encoding::Windows1252 => {
                for byte in bytes {
                    push(into, windows_1252(*byte));
                }
                bytes.len()
            }
            Encoding::Utf16Le => utf16(bytes, finished, into, u16::from_le_bytes),
            Encoding::Utf16Be => utf16(bytes, finished, into, u16::from_be_bytes),
        }
    }

    /// How many bytes of the stream a piece of decoded text was.
    pub(crate) fn encoded_len(self, decoded: &[u8]) -> usize {
        // The first byte of a character tells how long it is.
        let starts = decoded.iter().filter(|byte| (**byte & 0xc0) != 0x80);
        match self {
            Encoding::Utf8 => decoded.len(),
            Encoding::Windows1252 => starts.count(),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                starts.map(|byte| if *byte >= 0xf0 { 4 } else { 2 }).sum()
            }
        }
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], finished: bool, into: &mut Vec<u8>, unit: fn([u8; 2]) -> u16) -> usize {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = || pairs.iter().map(|pair| unit(*pair));
    // Half of a surrogate pair waits for the other half.
    let waits = !finished && units().next_back().is_some_and(|u| (u & 0xfc00) == 0xd800);
    let whole = pairs.len() - usize::from(waits);
    for character in char::decode_utf16(units().take(whole)) {
        push(into, character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if finished { bytes.len() } else { whole * 2 }
}

fn push(into: &mut Vec<u8>, character: char) {
    into.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> (Encoding, bool) {
        let found = detect(bytes);
        (found.encoding, found.unknown)
    }

    #[test]
    fn what_a_stream_says_it_is() {
        let declared = |it: &str| format!("<?xml version='1.0' encoding={it} ?>").into_bytes();
        assert_eq!(name(b"<a/>"), (Encoding::Utf8, false));
        assert_eq!(name(&declared("'UTF-8'")), (Encoding::Utf8, false));
        let latin = (Encoding::Windows1252, false);
        assert_eq!(name(&declared("\"ISO-8859-1\"")), latin);
        assert_eq!(name(&declared("\"EBCDIC\"")), (Encoding::Utf8, true));
        assert_eq!(name(b"\xff\xfe<\0"), (Encoding::Utf16Le, false));
        assert_eq!(name(b"\0<\0a"), (Encoding::Utf16Be, false));
    }

    #[test]
    fn a_surrogate_pair_is_not_torn() {
        let bytes: Vec<u8> = "a😀".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut out = Vec::new();
        let used = Encoding::Utf16Le.decode(&bytes[..4], false, &mut out);
        assert_eq!(used, 2);
        Encoding::Utf16Le.decode(&bytes[used..], true, &mut out);
        assert_eq!(out, "a😀".as_bytes());
        assert_eq!(Encoding::Utf16Le.encoded_len(&out), 6);
    }

    #[test]
    fn the_high_half_of_windows_1252() {
        let mut out = Vec::new();
        Encoding::Windows1252.decode(b"\x80\xe9", false, &mut out);
        assert_eq!(out, "€é".as_bytes());
        assert_eq!(Encoding::Windows1252.encoded_len(&out), 2);
    }
}
