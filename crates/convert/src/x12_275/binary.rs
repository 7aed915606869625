//! Binary data of a 275: what it looks like. The documents in it are read by `ccda_document`.

use std::borrow::Cow;

use domain::Digest;
use sha2::{Digest as _, Sha256};
use x12::segment::Bin;

use super::mime::{self, Body};
use crate::ccda_document;

/// How the data stands in its segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// BIN: as it is.
    Bin,
    /// BDS, as it is or in a way of its own.
    Bds,
    /// BDS*B64.
    Base64,
}

impl Kind {
    pub(super) fn of(bin: &Bin<'_>) -> Kind {
        match (bin.segment().id(), bin.filter()) {
            (b"BIN", _) => Kind::Bin,
            (_, b"B64") => Kind::Base64,
            _ => Kind::Bds,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Kind::Bin => "BIN",
            Kind::Bds | Kind::Base64 => "BDS",
        }
    }

    /// The data without the filter, and whether that is all of it.
    pub(super) fn unfiltered(self, bytes: &[u8]) -> (Cow<'_, [u8]>, bool) {
        match self {
            Kind::Base64 => {
                let (data, is_all) = mime::base64(bytes);
                (Cow::Owned(data), is_all)
            }
            Kind::Bin | Kind::Bds => (Cow::Borrowed(bytes), true),
        }
    }
}

/// First 16 bytes of the SHA-256 of the data as it stands.
pub(super) fn digest(bytes: &[u8]) -> String {
    Digest::cut(Sha256::new_with_prefix(bytes)).to_string()
}

/// A format as rows name it.
pub(super) const DOCUMENT: &str = ccda_document::FORMAT;

/// Bytes looked at to see what it is: an XML declaration, licences and style sheets stand before what tells it.
const START: usize = 64 << 10;

/// What the bodies look like: a document if one of them is one, else the first that is known.
pub(super) fn format(bodies: &[Body<'_>]) -> Option<&'static str> {
    let known = || bodies.iter().filter_map(format_of);
    known()
        .find(|format| *format == DOCUMENT)
        .or_else(|| known().next())
}

/// What a body looks like.
pub(super) fn format_of(body: &Body<'_>) -> Option<&'static str> {
    let start = body.bytes.get(..START).unwrap_or(&body.bytes);
    let text = start.trim_ascii_start();
    if ccda_document::is_document(text) {
        return Some(DOCUMENT);
    }
    let text = text
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(text)
        .trim_ascii_start();
    match text {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("pdf"),
        [b'M', b'S', b'H', b'|', ..] => Some("hl7v2"),
        [b'<', ..] if is_xml(text) => Some("xml"),
        _ => None,
    }
}

/// Whether an element begins behind what stands before the first of a document (XML 1.0, 2.8: prolog).
fn is_xml(text: &[u8]) -> bool {
    let mut rest = text;
    loop {
        let Some(inner) = find(rest, b"<") else {
            return false;
        };
        let end: &[u8] = match inner {
            [b'?', ..] => b"?>",
            [b'!', b'-', b'-', ..] => b"-->",
            [b'!', ..] => b">",
            [first, ..] => return first.is_ascii_alphabetic(),
            [] => return false,
        };
        match find(inner, end) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
}

/// What stands behind this. What is looked through is short.
fn find<'t>(bytes: &'t [u8], what: &[u8]) -> Option<&'t [u8]> {
    let at = bytes
        .windows(what.len())
        .position(|window| window == what)?;
    bytes.get(at + what.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, bytes: &str, expected: Option<&str>) {
        let (data, _) = kind.unfiltered(bytes.as_bytes());
        assert_eq!(format(&mime::bodies(&data).0), expected, "{bytes}");
    }

    #[test]
    fn what_a_document_looks_like() {
        check(
            Kind::Bin,
            "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<ClinicalDocument xmlns=\"x\">",
            Some("ccda"),
        );
        check(Kind::Bin, "\u{feff}<cda:ClinicalDocument>", Some("ccda"));
        check(Kind::Bin, "<levelone xmlns=\"x\">", Some("xml"));
        check(Kind::Bds, "%PDF-1.4", Some("pdf"));
        check(Kind::Bds, "MSH|^~\\&|", Some("hl7v2"));
        for other in [
            "",
            "text",
            "< a",
            "<",
            "<?xml",
            "Content-Type: text/plain\n\nhello",
        ] {
            check(Kind::Bin, other, None);
        }
    }

    #[test]
    fn base64_and_mime_are_taken_off() {
        // "<ClinicalDocument/>", and the same in an entity that is base64 once more.
        check(
            Kind::Base64,
            "PENsaW5pY2Fs\r\nRG9jdW1lbnQvPg==",
            Some("ccda"),
        );
        let entity = "MIME-Version: 1.0\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: base64\r\n\r\nPENsaW5pY2FsRG9jdW1lbnQvPg==\r\n";
        check(Kind::Bds, entity, Some("ccda"));
        let parts = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n%PDF-\n--b\nContent-Type: text/xml\n\n<ClinicalDocument>";
        check(Kind::Bin, parts, Some("ccda"));
    }

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223");
    }
}
