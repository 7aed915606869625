//! MIME entities (RFC 2045, RFC 2046): which bodies they have, with what encodes them for transfer taken off.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Entities within entities that are looked into: a message, its parts, and alternatives of them.
const DEPTH: usize = 4;

/// Bodies that are looked at: a document with its pictures has some dozens.
const BODIES: usize = 100;

/// One body. Holds PHI.
pub(super) struct Body<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Where it begins in what it was taken from; `None` where it stood there in other bytes.
    pub(super) at: Option<usize>,
}

/// What the headers of an entity say.
#[derive(Debug, Default)]
struct Head {
    /// Bytes up to the body.
    length: usize,
    /// It is no entity without a header of MIME's.
    headers: usize,
    encoding: Encoding,
    /// Of several parts: what stands between them.
    boundary: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Encoding {
    #[default]
    None,
    Base64,
    QuotedPrintable,
}

/// The bodies of an entity, in order, and whether that is all of them. What is no entity is its own.
pub(super) fn bodies(bytes: &[u8]) -> (Vec<Body<'_>>, bool) {
    let blank = bytes.len() - bytes.trim_ascii_start().len();
    let start = bytes.get(blank..).unwrap_or_default();
    if head(start).is_none_or(|head| head.headers == 0) {
        let alone = Body {
            bytes: Cow::Borrowed(bytes),
            at: Some(0),
        };
        return (vec![alone], true);
    }
    let (mut found, mut are_all) = (Vec::new(), true);
    let mut waiting = vec![(blank, start, DEPTH)];
    while let Some((at, entity, depth)) = waiting.pop() {
        if found.len() >= BODIES {
            return (found, false);
        }
        let head = head(entity).unwrap_or_default();
        let body = entity.get(head.length..).unwrap_or_default();
        let at = at + head.length;
        match head.boundary {
            Some(boundary) if depth > 0 => {
                let parts = parts(body, &boundary);
                are_all &= parts.len() <= BODIES;
                let inner = parts
                    .into_iter()
                    .map(|(from, part)| (at + from, part, depth - 1));
                let known = waiting.len();
                waiting.extend(inner.take(BODIES));
                // The first is taken first.
                waiting.get_mut(known..).unwrap_or_default().reverse();
            }
            boundary => {
                let (body, is_all) = head.encoding.taken_off(body, at);
                are_all &= is_all && boundary.is_none();
                found.push(body);
            }
        }
    }
    (found, are_all)
}

/// Lines with where they begin; the end of a line is the line's.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut from = 0;
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(move |line| {
            let at = from;
            from += line.len();
            (at, line)
        })
}

/// The headers that begin here; `None` where no blank line ends them.
fn head(entity: &[u8]) -> Option<Head> {
    let mut head = Head::default();
    let mut field: Vec<u8> = Vec::new();
    for (at, line) in lines(entity) {
        let text = line.trim_ascii_end();
        // RFC 5322, 2.2.3: a field goes on in lines that begin with a blank.
        if matches!(line.first(), Some(b' ' | b'\t')) && !text.is_empty() && !field.is_empty() {
            field.extend_from_slice(text);
            continue;
        }
        head.take(&field);
        if text.is_empty() {
            head.length = at + line.len();
            return Some(head);
        }
        // RFC 5322, 2.2: a name without blanks, and a colon.
        let name = text.iter().position(|byte| *byte == b':')?;
        if text
            .get(..name)?
            .iter()
            .any(|byte| !byte.is_ascii_graphic())
        {
            return None;
        }
        field = text.to_vec();
    }
    None
}

impl Head {
    fn take(&mut self, field: &[u8]) {
        let lower = field.to_ascii_lowercase();
        if !lower.starts_with(b"mime-version:") && !lower.starts_with(b"content-") {
            return;
        }
        self.headers += 1;
        if let Some(value) = lower.strip_prefix(b"content-transfer-encoding:") {
            self.encoding = match value.trim_ascii() {
                b"base64" => Encoding::Base64,
                b"quoted-printable" => Encoding::QuotedPrintable,
                _ => Encoding::None,
            };
        }
        let kind = lower.strip_prefix(b"content-type:").unwrap_or_default();
        if kind.trim_ascii_start().starts_with(b"multipart/") {
            self.boundary = boundary(field);
        }
    }
}

/// RFC 2046, 5.1.1. Its case counts.
fn boundary(field: &[u8]) -> Option<Vec<u8>> {
    let name = b"boundary=";
    let mut pieces = field.split(|byte| *byte == b';');
    let value = pieces.find_map(|piece| {
        let piece = piece.trim_ascii();
        let (start, value) = piece.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then_some(value)
    })?;
    let value = value.strip_prefix(b"\"").unwrap_or(value);
    let value = value.split(|byte| *byte == b'"').next()?.trim_ascii_end();
    (!value.is_empty()).then(|| [b"--", value].concat())
}

/// The parts between boundaries, with where they begin. The last may have no end.
/// One more than are looked at tells that there are more.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<(usize, &'a [u8])> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, line) in lines(body) {
        let Some(behind) = line.strip_prefix(boundary) else {
            continue;
        };
        let is_last = behind.starts_with(b"--");
        // RFC 2046, 5.1.1: another boundary may begin like this one.
        if !is_last && !behind.trim_ascii().is_empty() {
            continue;
        }
        // The line end before a boundary is the boundary's.
        if let Some(from) = open.take() {
            let part: &[u8] = body.get(from..at).unwrap_or_default();
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            found.push((from, part.strip_suffix(b"\r").unwrap_or(part)));
        }
        if is_last || found.len() > BODIES {
            return found;
        }
        open = Some(at + line.len());
    }
    if let Some(from) = open {
        found.push((from, body.get(from..).unwrap_or_default()));
    }
    found
}

impl Encoding {
    /// A body without it, and whether that is all of it.
    fn taken_off(self, body: &[u8], at: usize) -> (Body<'_>, bool) {
        let (bytes, at, is_all) = match self {
            Encoding::None => (Cow::Borrowed(body), Some(at), true),
            Encoding::Base64 => {
                let (bytes, is_all) = base64(body);
                (Cow::Owned(bytes), None, is_all)
            }
            Encoding::QuotedPrintable => (Cow::Owned(quoted_printable(body)), None, true),
        };
        (Body { bytes, at }, is_all)
    }
}

/// Senders pad or do not, and leave bits in the last character.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What base64 (RFC 4648) says, line ends left out; up to what is none, and whether nothing but padding is left.
pub(super) fn base64(bytes: &[u8]) -> (Vec<u8>, bool) {
    let digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut words = bytes
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .peekable();
    let mut digits: Vec<u8> = std::iter::from_fn(|| words.next_if(digit)).collect();
    let is_all = words.all(|byte| byte == b'=');
    // One digit alone is no byte.
    let is_all = is_all && digits.len() % 4 != 1;
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    match BASE64.decode(digits) {
        Ok(data) => (data, is_all),
        Err(_) => (Vec::new(), false),
    }
}

/// RFC 2045, 6.7. What is no code stands for itself.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, behind @ ..] = rest {
        rest = behind;
        if *byte != b'=' {
            decoded.push(*byte);
            continue;
        }
        match behind {
            // A line that was folded.
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            _ => decoded.push(b'='),
        }
    }
    decoded
}

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte.to_ascii_lowercase().saturating_sub(b'a') + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Option<usize>, &str)]) {
        let (found, _) = bodies(text.as_bytes());
        let told: Vec<(Option<usize>, String)> = found
            .iter()
            .map(|body| (body.at, String::from_utf8_lossy(&body.bytes).into_owned()))
            .collect();
        let expected: Vec<(Option<usize>, String)> = expected
            .iter()
            .map(|(at, text)| (*at, (*text).to_owned()))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn what_is_no_entity_is_its_own_body() {
        for text in [
            "",
            "<a/>",
            "a: b\n\nc",
            "Content-Type: text/xml",
            "no header\n\nc",
        ] {
            check(text, &[(Some(0), text)]);
        }
    }

    #[test]
    fn transfer_encodings_are_taken_off() {
        check("Content-Type: text/xml\r\n\r\n<a/>", &[(Some(26), "<a/>")]);
        check(
            "MIME-Version: 1.0\r\nContent-Type: text/xml;\r\n charset=utf-8\r\nContent-Transfer-Encoding: BASE64\r\n\r\nPGE+\r\nPC9hPg==\r\n",
            &[(None, "<a></a>")],
        );
        check(
            "Content-Transfer-Encoding: quoted-printable\n\n<a b=3D'=C3=A4'=\r\n/>=\n= =4",
            &[(None, "<a b='ä'/>= =4")],
        );
    }

    #[test]
    fn parts_of_parts_are_found_in_order() {
        let text = "Content-Type: multipart/mixed; boundary=\"b B\"\n\nnot this\n--b B\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--c\nContent-Type: text/plain\n\ntwo\n--c--\nnor this\n--b B\n\nthree\n--b B--\nend";
        let at = |word: &str| text.find(word);
        check(
            text,
            &[
                (at("one"), "one"),
                (at("two"), "two"),
                (at("three"), "three"),
            ],
        );
    }

    #[test]
    fn base64_in_any_state() {
        for (text, expected, is_all) in [
            ("", "", true),
            ("YQ==", "a", true),
            ("YQ", "a", true),
            ("YR==", "a", true),
            ("Y Q\r\n=", "a", true),
            ("YWJjZ", "abc", false),
            ("YWJj?YWJj", "abc", false),
            ("?", "", false),
        ] {
            let found = base64(text.as_bytes());
            assert_eq!(found, (expected.as_bytes().to_vec(), is_all), "{text}");
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        let parts = |count: usize| {
            let parts = "--b\n\nx\n".repeat(count);
            format!("Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n")
        };
        for (text, count, are_all) in [
            (parts(BODIES), BODIES, true),
            (parts(BODIES + 1), BODIES, false),
            (
                "Content-Transfer-Encoding: base64\n\nYQ?".to_owned(),
                1,
                false,
            ),
        ] {
            let found = bodies(text.as_bytes());
            assert_eq!((found.0.len(), found.1), (count, are_all));
        }
    }

    #[test]
    fn a_boundary_that_begins_like_another_is_another() {
        check(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b1\ny\n--b--\n",
            &[(Some(48), "x\n--b1\ny")],
        );
    }
}
