//! Which characters the bytes of a message mean: MSH-18, or a guess that says it is one.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// The character set of one message.
///
/// A message that names none, or ASCII, or one that can't be, is read as UTF-8, and what is no
/// UTF-8 in it as Latin-1. Separators are found as bytes: a set whose second bytes may be
/// separators (Big5, GB 18030, ISO IR87) can lose a character to one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    encoding: &'static Encoding,
    /// Each value is tried as UTF-8 first.
    tried: bool,
    assumed: bool,
}

impl Charset {
    /// The set that MSH-18 (its first repetition) names for these bytes.
    pub(crate) fn of(declared: &[u8], bytes: &[u8]) -> Self {
        let declared = declared.trim_ascii();
        let known = named(declared);
        if let Some(encoding) = known
            && encoding != UTF_8
        {
            return Charset {
                encoding,
                tried: false,
                assumed: false,
            };
        }
        if bytes.is_ascii() || std::str::from_utf8(bytes).is_ok() {
            return Charset {
                encoding: UTF_8,
                tried: false,
                assumed: known.is_none() && !bytes.is_ascii(),
            };
        }
        Charset {
            encoding: WINDOWS_1252,
            tried: true,
            assumed: true,
        }
    }

    /// Its name in the Encoding Standard, such as `UTF-8`; that of Latin-1 is `windows-1252`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.encoding.name()
    }

    /// True if the bytes are not what MSH-18 says, or it says nothing of use and they are not ASCII.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.assumed
    }

    /// What bytes mean. What means nothing becomes U+FFFD.
    pub(crate) fn decode<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        if self.tried
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return Cow::Borrowed(text);
        }
        self.encoding.decode_without_bom_handling(bytes).0
    }
}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let assumed = if self.assumed { ", assumed" } else { "" };
        write!(f, "Charset({}{assumed})", self.name())
    }
}

impl Default for Charset {
    fn default() -> Self {
        Charset::of(b"", b"")
    }
}

/// HL7 2.8 table 0211, and the names that senders use besides.
fn named(declared: &[u8]) -> Option<&'static Encoding> {
    // No label is this long.
    let label = declared.get(..40).unwrap_or(declared).to_ascii_uppercase();
    match label.as_slice() {
        b"" | b"ASCII" => None,
        // UTF-16 and UTF-32 can't be in a stream whose separators are single bytes.
        b"UNICODE" | b"UNICODE UTF-8" | b"UTF8" => Some(UTF_8),
        b"BIG-5" => Some(BIG5),
        b"GB 18030-2000" => Some(GB18030),
        b"KS X 1001" => Some(EUC_KR),
        b"ISO IR14" => Some(SHIFT_JIS),
        b"ISO IR87" | b"ISO IR159" => Some(ISO_2022_JP),
        other => match other.strip_prefix(b"8859/") {
            Some(part) => Encoding::for_label(&[b"ISO-8859-", part].concat()),
            // The standard's web labels call Latin-1 "ascii" as well: that is no statement here.
            None => Encoding::for_label(other)
                .filter(|it| it.is_ascii_compatible() && !other.ends_with(b"ASCII")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(declared: &str, bytes: &[u8], name: &str, assumed: bool, text: &str) {
        let charset = Charset::of(declared.as_bytes(), bytes);
        assert_eq!(
            (charset.name(), charset.is_assumed()),
            (name, assumed),
            "{declared}"
        );
        assert_eq!(charset.decode(bytes), text, "{declared}");
    }

    #[test]
    fn as_declared() {
        check("8859/1", b"M\xfcller", "windows-1252", false, "Müller");
        check("8859/2", b"\xb1", "ISO-8859-2", false, "ą");
        check("8859/15", b"\xa4", "ISO-8859-15", false, "€");
        check("UNICODE UTF-8", "Zoë".as_bytes(), "UTF-8", false, "Zoë");
        check("UTF-8", "Zoë".as_bytes(), "UTF-8", false, "Zoë");
        check("GB 18030-2000", b"\xd6\xd0", "gb18030", false, "中");
        check("KS X 1001", b"\xb1\xe8", "EUC-KR", false, "김");
        check("BIG-5", b"\xa4\xa4", "Big5", false, "中");
        check("ISO IR14", b"\xb1", "Shift_JIS", false, "ｱ");
        check("ISO IR87", b"\x1b$B;3\x1b(B", "ISO-2022-JP", false, "山");
    }

    #[test]
    fn assumed_where_nothing_of_use_is_declared() {
        for declared in [
            "",
            "ASCII",
            "US-ASCII",
            "8859/99",
            "UNICODE UTF-16",
            "SMITH",
        ] {
            check(declared, b"plain", "UTF-8", false, "plain");
            check(declared, "Zoë".as_bytes(), "UTF-8", true, "Zoë");
            check(declared, b"M\xfcller", "windows-1252", true, "Müller");
        }
        check(
            "UNICODE UTF-8",
            b"M\xfcller",
            "windows-1252",
            true,
            "Müller",
        );
    }

    #[test]
    fn a_mixed_message_is_told_value_by_value() {
        let charset = Charset::of(b"", b"M\xfcller|Zo\xc3\xab");
        assert_eq!(charset.decode(b"M\xfcller"), "Müller");
        assert_eq!(charset.decode(b"Zo\xc3\xab"), "Zoë");
        assert_eq!(format!("{charset:?}"), "Charset(windows-1252, assumed)");
    }
}
