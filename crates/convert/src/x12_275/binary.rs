//! Binary data of a 275: what is known of it without reading it.
//!
//! This is the one place that its bytes pass: what reads documents begins here.

use domain::Digest;
use sha2::{Digest as _, Sha256};
use x12::segment::Bin;

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

/// What is recorded of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// Of the bytes as they stand.
    pub(super) digest: String,
    /// ccda, xml, pdf, hl7v2.
    pub(super) format: Option<&'static str>,
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
}

/// Takes the bytes of a binary segment, which stand at `position` of the file as unpacked.
pub(super) fn binary(kind: Kind, bytes: &[u8], position: u64) -> Content {
    // Where it stands is in its row already; who reads documents needs it.
    let _ = position;
    let start = match kind {
        Kind::Base64 => base64(bytes),
        Kind::Bin | Kind::Bds => bytes
            .get(..START.min(bytes.len()))
            .unwrap_or_default()
            .to_vec(),
    };
    Content {
        digest: Digest::cut(Sha256::new_with_prefix(bytes)).to_string(),
        format: format(&start),
    }
}

/// Bytes looked at to see what it is: MIME headers, an XML declaration, comments and style sheets stand before what
/// tells it.
const START: usize = 4 << 10;

/// What a document looks like.
fn format(start: &[u8]) -> Option<&'static str> {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = text.trim_ascii_start();
    if let Some(body) = mime_body(text) {
        return format_of(&body);
    }
    format_of(text)
}

fn format_of(text: &[u8]) -> Option<&'static str> {
    let text = text
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(text)
        .trim_ascii_start();
    match text {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("pdf"),
        [b'M', b'S', b'H', b'|', ..] => Some("hl7v2"),
        [b'<', ..] if root(text) == Some(b"ClinicalDocument") => Some("ccda"),
        [b'<', ..] if root(text).is_some() => Some("xml"),
        _ => None,
    }
}

/// Local name of the first element of an XML document: HL7 CDA R2 documents begin with ClinicalDocument.
fn root(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    loop {
        let at = find(rest, b"<")?;
        rest = rest.get(at + 1..)?;
        let end: &[u8] = match rest {
            [b'?', ..] => b"?>",
            [b'!', b'-', b'-', ..] => b"-->",
            [b'!', ..] => b">",
            _ => break,
        };
        rest = rest.get(find(rest, end)? + end.len()..)?;
    }
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || b":_-.".contains(byte);
    let name = rest.get(..rest.iter().take_while(|byte| named(byte)).count())?;
    let local = name.rsplit(|byte| *byte == b':').next()?;
    (!local.is_empty() && name.first()?.is_ascii_alphabetic()).then_some(local)
}

/// What follows the headers of a MIME entity (RFC 2045), of which it may be the first of several; in base64 where a
/// header says so. `None` if it is no entity.
fn mime_body(text: &[u8]) -> Option<Vec<u8>> {
    let mut rest = text;
    let mut encoded = false;
    let mut headers = 0;
    loop {
        let end = find(rest, b"\n")?;
        let line = rest.get(..end)?.trim_ascii_end();
        rest = rest.get(end + 1..)?;
        let lower = line.to_ascii_lowercase();
        if lower.starts_with(b"mime-version:") || lower.starts_with(b"content-") {
            headers += 1;
            encoded |=
                lower.starts_with(b"content-transfer-encoding:") && lower.ends_with(b"base64");
        } else if headers == 0 {
            return None;
        } else if line.is_empty() && !rest.starts_with(b"--") {
            break;
        }
    }
    Some(match encoded {
        true => base64(rest),
        false => rest.to_vec(),
    })
}

/// Where this begins. What is looked through is short.
fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The first bytes of base64 (RFC 4648), line ends left out; up to what is none.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'\r' | b'\n' | b' ' => continue,
            _ => break,
        };
        held = (held << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            decoded.push(u8::try_from((held >> bits) & 0xff).unwrap_or_default());
        }
        if decoded.len() >= START {
            break;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, bytes: &str, expected: Option<&str>) {
        assert_eq!(
            binary(kind, bytes.as_bytes(), 0).format,
            expected,
            "{bytes}"
        );
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
        let parts = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/xml\n\n<ClinicalDocument>";
        check(Kind::Bin, parts, Some("ccda"));
    }

    #[test]
    fn the_digest_is_that_of_the_bytes() {
        let digest = binary(Kind::Bin, b"abc", 7).digest;
        assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223");
    }
}
