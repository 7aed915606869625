//! What a member is, by its content.

use crate::contract::{self, Filled};
use crate::survey::Refusal;
use crate::{ccda_document, changes, fhir_resource, hl7};

/// Bytes that detection looks at: more than any header line of a contract.
pub(crate) const START: usize = 16 << 10;

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
    let text = start
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(start)
        .trim_ascii_start();
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
        None => Format::X12,
    }
}

/// Whether JSON with a resource type begins, or XML whose namespace is FHIR's.
fn is_fhir(text: &[u8]) -> bool {
    let has = |name: &[u8]| text.windows(name.len()).any(|part| part == name);
    match text.first() {
        Some(b'{' | b'[') => has(b"\"resourceType\""),
        // C-CDA names it in extensions, if at all, and its own namespace at its root.
        Some(b'<') => has(b"http://hl7.org/fhir") && !has(b"urn:hl7-org:v3"),
        _ => false,
    }
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
