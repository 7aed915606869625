//! What the reader tells, in the order of the stream.

use std::borrow::Cow;
use std::fmt;

use crate::{Defect, Position, Resource};

/// One thing found in the stream. Every start is followed by its end, also where the stream is cut.
/// The sum of [`Event::records`] is what was read.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// A Bundle begins: before its first entry, or before its end.
    BundleStart(Bundle<'a>),
    /// A resource, in a Bundle or alone; or an entry without one.
    Entry(Entry<'a>),
    /// A Bundle ends, or the place where its end is missed.
    BundleEnd(BundleEnd),
    /// A resource that can't be read.
    Damaged(Damaged),
    /// Text outside of resources.
    Noise(Noise),
    /// What is wrong with a resource that can be read, or with what holds it. Comes after what it
    /// belongs to, with the same position.
    Defect(Defect),
}

/// The start of a Bundle, with what was said of it before its entries.
#[derive(Clone)]
pub struct Bundle<'a> {
    /// Where it begins.
    pub position: Position,
    /// Bundle.type; empty where it was not said before the first entry ([`BundleEnd`] knows it),
    /// `unknown` where it is none of the standard.
    pub kind: &'static str,
    /// Bundle.id.
    pub id: &'a str,
    /// Bundle.timestamp.
    pub timestamp: &'a str,
}

/// The end of a Bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleEnd {
    /// Of the Bundle's start, with the offset of its end.
    pub position: Position,
    /// Bundle.type, wherever it stood.
    pub kind: &'static str,
    /// How many entries were met.
    pub entries: u32,
    /// Whether the Bundle was closed.
    pub trailer: bool,
}

/// An entry of a Bundle, or a resource by itself.
#[derive(Clone)]
pub struct Entry<'a> {
    /// Where the entry begins; where the resource begins, if it is alone.
    pub position: Position,
    /// Bundle.entry.resource.
    pub resource: Option<Resource<'a>>,
    /// Bundle.entry.fullUrl.
    pub full_url: Option<Cow<'a, str>>,
    /// Bundle.entry.request.method: GET, HEAD, POST, PUT, DELETE, PATCH.
    pub method: Option<&'a str>,
    /// Bundle.entry.request.url.
    pub url: Option<Cow<'a, str>>,
    /// Bundle.entry.response.status.
    pub status: Option<&'a str>,
    /// Bundle.entry.search.mode: match, include, outcome.
    pub search_mode: Option<&'a str>,
}

/// A resource that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged {
    /// Where it begins.
    pub position: Position,
    /// What is wrong with it.
    pub damage: Damage,
    /// How long it is, as far as it was seen.
    pub bytes: u64,
    /// First 16 bytes of the SHA-256 of what it says.
    pub digest: [u8; 16],
    /// Its resource type; `unknown` where nobody can tell.
    pub kind: &'static str,
}

/// What is wrong with a resource that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Longer than the limit; skipped up to its end.
    TooLong,
    /// Nested deeper than the limit.
    TooDeep,
    /// The stream, or the line, ended before it.
    Cut,
    /// No JSON object, or no well-formed XML.
    Broken,
    /// Not in UTF-8.
    Encoding,
    /// An object without a resource type.
    NoType,
}

impl Damage {
    /// OperationOutcome.issue.code (FHIR R4, value set issue-type).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Damage::TooLong => "too-long",
            Damage::TooDeep => "too-costly",
            Damage::Cut | Damage::Broken | Damage::Encoding => "structure",
            Damage::NoType => "required",
        }
    }

    /// What was expected in its place.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Damage::TooLong => "a resource within the length limit",
            Damage::TooDeep => "a resource within the limit of nesting",
            Damage::Cut => "the end of the resource",
            Damage::Broken => "a resource in JSON or XML",
            Damage::Encoding => "text in UTF-8",
            Damage::NoType => "a resourceType",
        }
    }
}

/// Text outside of resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noise {
    /// Where it begins.
    pub position: Position,
    /// How long it is.
    pub bytes: u64,
    /// How many lines of it say anything: each may have been a resource, so each is a record.
    pub records: u64,
}

impl Event<'_> {
    /// How many records the event stands for.
    #[must_use]
    pub fn records(&self) -> u64 {
        match self {
            Event::BundleStart(_) | Event::Entry(_) | Event::Damaged(_) => 1,
            Event::Noise(noise) => noise.records,
            Event::BundleEnd(_) | Event::Defect(_) => 0,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> Position {
        match self {
            Event::BundleStart(bundle) => bundle.position,
            Event::Entry(entry) => entry.position,
            Event::BundleEnd(end) => end.position,
            Event::Damaged(damaged) => damaged.position,
            Event::Noise(noise) => noise.position,
            Event::Defect(defect) => defect.position,
        }
    }
}

/// Ids and times are not shown.
impl fmt::Debug for Bundle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bundle")
            .field("position", &self.position)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Addresses are not shown.
impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("position", &self.position)
            .field("resource", &self.resource)
            .finish_non_exhaustive()
    }
}
