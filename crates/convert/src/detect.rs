//! What a member is, by its content.

use std::io::{self, Read};

use crate::contract::{self, Filled};
use crate::member;
use crate::survey::Refusal;
use crate::{ccda_document, changes, fhir_resource, hl7};

/// Bytes that detection looks at: more than any header line of a contract.
const START: usize = 16 << 10;

/// Bytes that it looks at where XML begins and its first element does not: licences and histories stand before some.
const PROLOG: usize = 1 << 20;

/// What detection looks at; the rest of the member is left in `bytes`.
pub(crate) fn start(bytes: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut start = member::peek(bytes, START)?;
    let mut looked = START;
    // Four times as much each time, so that the same bytes are not looked at again and again.
    while start.len() == looked && looked < PROLOG && root(text(&start)) == Root::NotYet {
        let further = looked.saturating_mul(3);
        start.extend(member::peek(bytes, further)?);
        looked = looked.saturating_add(further);
    }
    Ok(start)
}

/// The formats that are converted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Format {
    /// X12, and whatever nothing else claims: its reader looks for an ISA further on.
    X12,
    /// HL7 v2.
    Hl7v2,
    /// C-CDA.
    Ccda,
    /// FHIR.
    Fhir,
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
            Format::Hl7v2 => hl7::FORMAT,
            Format::Ccda => ccda_document::FORMAT,
            Format::Fhir => fhir_resource::FORMAT,
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
    let text = text(start);
    if text.starts_with(b"ISA") {
        return Format::X12;
    }
    if is_fhir(text) {
        return Format::Fhir;
    }
    match contract::of(start) {
        Some(filled) => Format::Rows(filled),
        None if ccda_document::is_document(start) => Format::Ccda,
        None if is_hl7v2(text) => Format::Hl7v2,
        // Names may stand in any order, behind attachments of megabytes: its reader looks further.
        None if is_json(text) && !holds_x12(text) => Format::Fhir,
        None => Format::X12,
    }
}

/// Without what may stand before anything.
fn text(start: &[u8]) -> &[u8] {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    text.trim_ascii_start()
}

/// Whether JSON with a resource type begins, or XML whose first element is of FHIR's namespace.
fn is_fhir(text: &[u8]) -> bool {
    match text.first() {
        Some(b'{' | b'[') => find(text, b"\"resourceType\"").is_some(),
        Some(b'<') => root(text) == Root::Fhir,
        _ => false,
    }
}

/// Whether an object begins, or an array of them: no line of text that stands in brackets.
fn is_json(text: &[u8]) -> bool {
    let behind = |by: usize| text.get(by..).unwrap_or_default().trim_ascii_start();
    match text.first() {
        Some(b'{') => matches!(behind(1).first(), Some(b'"' | b'}')),
        Some(b'[') => matches!(behind(1).first(), Some(b'{' | b']')),
        _ => false,
    }
}

/// Whether an interchange begins further on: hubs write a line of their own before it, or put it into an object.
fn holds_x12(text: &[u8]) -> bool {
    let mut windows = text.windows(4);
    windows.any(|it| matches!(it, [b'I', b'S', b'A', separator] if separator.is_ascii_punctuation() && *separator != b'"'))
}

/// The first element of XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Root {
    /// Its namespace is FHIR's.
    Fhir,
    /// It is another, or this is no XML.
    Other,
    /// It does not begin, or end, in what is at hand.
    NotYet,
}

/// XML 1.0, 2.8: what stands before the first element. Namespaces in XML 1.0, 3: how it names its own.
fn root(text: &[u8]) -> Root {
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [] => {
                return if text.is_empty() {
                    Root::Other
                } else {
                    Root::NotYet
                };
            }
            [b'<'] => return Root::NotYet,
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', byte, ..] if byte.is_ascii_alphabetic() || *byte == b'_' => break,
            _ => return Root::Other,
        };
        match find(rest, end) {
            Some(at) => rest = rest.get(at + end.len()..).unwrap_or_default(),
            None => return Root::NotYet,
        }
    }
    let Some(tag) = find(rest, b">").and_then(|end| rest.get(1..end)) else {
        return Root::NotYet;
    };
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
    let name = tag.split(is_end).next().unwrap_or_default();
    let declared = match name.iter().position(|byte| *byte == b':') {
        Some(colon) => [b"xmlns:", name.get(..colon).unwrap_or_default()].concat(),
        None => b"xmlns".to_vec(),
    };
    match declares(tag, &declared, b"http://hl7.org/fhir") {
        true => Root::Fhir,
        false => Root::Other,
    }
}

/// Whether an attribute of a tag has this value.
fn declares(tag: &[u8], name: &[u8], value: &[u8]) -> bool {
    let mut rest = tag;
    while let Some(at) = find(rest, name) {
        let before = at.checked_sub(1).and_then(|at| rest.get(at));
        rest = rest.get(at + name.len()..).unwrap_or_default();
        let said = rest.trim_ascii_start().strip_prefix(b"=");
        let said = said.unwrap_or_default().trim_ascii_start();
        let quoted = said.get(1..).and_then(|said| said.strip_prefix(value));
        if before.is_some_and(u8::is_ascii_whitespace)
            && quoted.is_some_and(|behind| behind.first() == said.first())
        {
            return true;
        }
    }
    false
}

/// Where this begins.
fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|part| part == what)
}

/// Whether a header of HL7 v2 stands at the beginning, framed or not, or begins a line further on: engines write a
/// line of their own before it.
fn is_hl7v2(text: &[u8]) -> bool {
    let begins = |line: &[u8]| match line.trim_ascii_start() {
        [b'M', b'S', b'H', separator, _, ..] | [b'F' | b'B', b'H', b'S', separator, _, ..] => {
            separator.is_ascii_punctuation()
        }
        _ => false,
    };
    text.split(|byte| matches!(byte, b'\r' | b'\n' | 0x0b))
        .any(begins)
}

/// Whether a member is refused because it is nothing we know.
pub(crate) fn is_unknown(refusal: &Refusal) -> bool {
    matches!(
        refusal.code.as_str(),
        "empty" | "no_interchange" | "no_message" | "no_document" | "no_resource" | "doctype"
    )
}

/// The same refusal in words that say what else would have been taken. Of nothing at all there is less to say.
pub(crate) fn unknown(refusal: &Refusal) -> Refusal {
    if refusal.code == "empty" {
        return Refusal::new(
            "empty",
            "expected a file with content, but found an empty one",
        );
    }
    let found = refusal.reason.split_once(", but found ");
    let found = match found.map(|(_, found)| found) {
        None | Some("none") => "none of them",
        Some(found) => found,
    };
    Refusal::new(
        &refusal.code,
        &format!(
            "expected an ISA segment, a segment MSH, FHS or BHS, a FHIR resource in JSON or XML, a ClinicalDocument, or the header of a contract, but found {found}"
        ),
    )
}

/// Whether a member is of a known format, and nothing of it can be read.
pub(crate) fn is_broken(refusal: &Refusal) -> bool {
    matches!(
        refusal.code.as_str(),
        "bad_interchange" | "document_type" | "not_well_formed"
    )
}

/// What is at fault where nothing can be read: its name, the standard's code for that, and whose code it is.
pub(crate) fn broken(format: Format) -> (&'static str, &'static str, &'static str) {
    match format {
        Format::Ccda => ("ClinicalDocument", "structure", ccda_document::CODES),
        // 022: invalid control structure.
        _ => ("ISA", "022", "TA105"),
    }
}

#[cfg(test)]
mod tests;
