//! What is wrong with a document that is read all the same. Never a reason to stop.
//!
//! C-CDA has no list of error codes. Those of FHIR's `OperationOutcome.issue.code` (R4, value set
//! issue-type) say the same for every document format: `structure`, `required`, `value`,
//! `code-invalid`, `too-long`, `not-supported`.

use std::fmt;

use crate::Position;

/// One finding about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defect {
    /// Where it was noticed.
    pub position: Position,
    /// What was expected and what was found.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Text before, between or after documents.
    StrayText,
    /// The declaration names an encoding that is not read; UTF-8 was assumed.
    Encoding,
    /// Bytes that are not of the encoding; each was replaced.
    Bytes,
    /// A document in no namespace; urn:hl7-org:v3 was assumed.
    Namespace,
    /// An entity that is not predefined, or a reference to no character; replaced.
    Entity,
    /// An ampersand that begins no reference; taken as it stands.
    Ampersand,
    /// Attributes that can't be read; those before are kept.
    Attribute,
    /// Tags of a narrative that are not nested; closed where its `text` closes.
    Narrative,
    /// More narrative than is kept: some codes stay without their words.
    NarrativeTooLong,
    /// A header without the id of its document (US Realm Header, conformance 1198-5363).
    NoDocumentId,
    /// A header without a patient (conformance 1198-5266).
    NoRecordTarget,
    /// A section without a code (CDA R2, 4.3.4.1).
    NoSectionCode,
    /// An entry without a clinical statement (CDA R2, 4.3.6).
    NoStatement,
    /// A document without a body.
    NoBody,
}

impl Problem {
    /// The code of `OperationOutcome.issue`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Problem::StrayText
            | Problem::Namespace
            | Problem::Entity
            | Problem::Ampersand
            | Problem::Attribute
            | Problem::Narrative => "structure",
            Problem::Bytes => "value",
            Problem::Encoding => "not-supported",
            Problem::NarrativeTooLong => "too-long",
            Problem::NoDocumentId
            | Problem::NoRecordTarget
            | Problem::NoSectionCode
            | Problem::NoStatement
            | Problem::NoBody => "required",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Problem::StrayText => ("a ClinicalDocument", "text"),
            Problem::Encoding => ("a known encoding", "another one, and assumed UTF-8"),
            Problem::Bytes => ("bytes of the encoding", "others, and replaced them"),
            Problem::Namespace => ("the namespace urn:hl7-org:v3", "none, and assumed it"),
            Problem::Entity => ("a predefined entity", "another one, and replaced it"),
            Problem::Ampersand => ("a reference", "an ampersand alone"),
            Problem::Attribute => ("attributes with quoted values", "something else"),
            Problem::Narrative => ("nested tags", "others, and closed them with text"),
            Problem::NarrativeTooLong => ("a narrative within the limit", "a longer one"),
            Problem::NoDocumentId => ("ClinicalDocument/id", "none"),
            Problem::NoRecordTarget => ("recordTarget/patientRole", "none"),
            Problem::NoSectionCode => ("section/code", "none"),
            Problem::NoStatement => ("a clinical statement", "none"),
            Problem::NoBody => ("structuredBody or nonXMLBody", "none"),
        }
    }
}

impl Defect {
    /// The code of `OperationOutcome.issue`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// What the standard expects here.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.problem.words().0
    }

    /// What was found instead.
    #[must_use]
    pub fn found(&self) -> &'static str {
        self.problem.words().1
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (record, byte) = (self.position.record, self.position.byte);
        let (expected, found) = self.problem.words();
        write!(
            f,
            "record {record}, byte {byte}: expected {expected}, but found {found}"
        )
    }
}
