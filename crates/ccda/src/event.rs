//! What the reader tells, in the order of the stream.

use crate::{Defect, Entry, Header, Position, Section};

/// One thing found in the stream. Every start is followed by its end, also where the stream is cut.
/// The sum of [`Event::records`] is what was read.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// ClinicalDocument up to its component: a document begins.
    Header(Header<'a>),
    /// A section, told before its first entry or inner section, or before its end.
    SectionStart(Section<'a>),
    /// An entry of the section that began last and has not ended.
    Entry(Entry<'a>),
    /// The end of a section.
    SectionEnd(SectionEnd),
    /// `nonXMLBody`: the document is a file of another kind.
    Unstructured(Unstructured<'a>),
    /// A header, an entry, or the rest of a document that can't be read.
    Damaged(Damaged),
    /// What is wrong with a document.
    Defect(Defect),
    /// The end of a document.
    End(End),
}

/// The end of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionEnd {
    /// Of the section.
    pub position: Position,
    /// Its entries, those that are damaged included, those of inner sections not.
    pub entries: u32,
    /// Whether there was an end tag.
    pub closed: bool,
}

/// The end of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Of the end tag, or of what stood in its place.
    pub position: Position,
    /// Sections of the document, inner ones included.
    pub sections: u32,
    /// Whether there was an end tag.
    pub closed: bool,
}

/// `ClinicalDocument/component/nonXMLBody/text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unstructured<'a> {
    /// Where it begins.
    pub position: Position,
    /// `@mediaType`; empty if there is none.
    pub media_type: &'a str,
    /// `@representation`: B64 or TXT; empty if there is none.
    pub representation: &'a str,
    /// How long the text is as it stands, blanks left out.
    pub bytes: u64,
    /// Whether it is but a reference to a file elsewhere.
    pub reference: bool,
}

/// What can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Where it begins.
    pub position: Position,
    /// Which part of the document it is.
    pub part: Part,
    /// What is wrong with it.
    pub damage: Damage,
    /// How long it is, in bytes of the stream.
    pub bytes: u64,
    /// Where the fault was noticed: names of the standard, of elements and templates.
    pub path: String,
    /// Templates that it named so far.
    pub templates: Vec<&'static str>,
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// ClinicalDocument up to its component.
    Header,
    /// The head of a section: its code and title. The entries of the section follow.
    Section,
    /// One entry.
    Entry,
    /// `nonXMLBody`.
    Unstructured,
    /// Everything up to the end of the stream.
    Rest,
}

impl Part {
    /// `header`, `section`, `entry`, `unstructured` or `rest`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Header => "header",
            Part::Section => "section",
            Part::Entry => "entry",
            Part::Unstructured => "unstructured",
            Part::Rest => "rest",
        }
    }
}

/// What is wrong with a part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// More text than the limit, or a tag longer than its limit.
    TooLong,
    /// More elements or attributes than the limit.
    TooMany,
    /// Nested deeper than the limit.
    TooDeep,
    /// No well-formed XML: tags that do not match, or are none.
    NotWellFormed,
    /// The stream ended inside of it.
    Cut,
    /// A document type declaration.
    Doctype,
}

impl Damage {
    /// The code of `OperationOutcome.issue`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Damage::TooLong | Damage::TooMany | Damage::TooDeep => "too-long",
            Damage::NotWellFormed | Damage::Cut => "structure",
            Damage::Doctype => "not-supported",
        }
    }

    /// What was expected in its place.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Damage::TooLong => "text within the limit",
            Damage::TooMany => "fewer elements and attributes",
            Damage::TooDeep => "elements nested less deep",
            Damage::NotWellFormed => "well-formed XML",
            Damage::Cut => "an end tag",
            Damage::Doctype => "no document type declaration",
        }
    }
}

impl Event<'_> {
    /// How many records the event stands for.
    #[must_use]
    pub fn records(&self) -> u64 {
        match self {
            Event::Header(_) | Event::Entry(_) | Event::Unstructured(_) | Event::Damaged(_) => 1,
            Event::SectionStart(_) | Event::SectionEnd(_) | Event::Defect(_) | Event::End(_) => 0,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Event::Header(header) => header.position(),
            Event::SectionStart(section) => section.position(),
            Event::Entry(entry) => entry.position(),
            Event::SectionEnd(end) => end.position,
            Event::Unstructured(body) => body.position,
            Event::Damaged(damaged) => damaged.position,
            Event::Defect(defect) => defect.position,
            Event::End(end) => end.position,
        }
    }
}
