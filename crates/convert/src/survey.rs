//! Pass one: which documents are in a file, and what identifies each of them.

use std::io::{self, Cursor, Read};

use serde::{Deserialize, Serialize};

use crate::limits::Limits;
use crate::member::{self, Stop};
use crate::{ReadSeek, ccda_document, changes, detect, fhir_resource, hl7, x12_survey};

/// What pass one found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// `x12`, `hl7v2`, `fhir`, `ccda`, `changes`, a contract's name as `payers`, or `unknown`.
    pub format: String,
    /// The documents, in the order of the file.
    pub units: Vec<Unit>,
    /// Why nothing of the file is taken, if so.
    pub refusal: Option<Refusal>,
}

/// Why a whole file is quarantined. Never carries content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A short name that does not change: `no_interchange`, `too_large` ….
    pub code: String,
    /// What was expected and what was found.
    pub reason: String,
}

/// The smallest independently identified document of a file.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Position in the file over all members, from 1.
    pub ordinal: u32,
    /// Name inside an archive. PHI.
    pub member: Option<String>,
    /// `835`, `837P`, `837I`, another set's number, `hl7v2`, `fhir`, `ccda`, `changes`, a contract's name.
    pub kind: String,
    /// What makes two documents the same one.
    pub doc_key: String,
    /// What makes two documents say the same.
    pub content_hash: String,
    /// Digest of the two.
    pub doc_id: String,
    /// GS04 and GS05, else ISA09 and ISA10, as microseconds since 1970.
    pub envelope_time: Option<i64>,
    /// ISA13.
    pub isa_control: String,
    /// GS06.
    pub gs_control: String,
    /// ST02.
    pub st_control: String,
    /// ISA06 with its qualifier.
    pub sender: String,
    /// ISA08 with its qualifier.
    pub receiver: String,
    /// ISA15 = T.
    pub test: bool,
    /// It has no trailer, or a segment of it can't be read: of two units that came at one time, the
    /// other one is worth more.
    #[serde(default)]
    pub incomplete: bool,
    /// Position of the interchange in the file, from 1.
    pub interchange: u32,
    /// Position of the group in its interchange, from 1.
    pub group: u32,
    /// Position of the set in its group, from 1.
    pub set: u32,
    /// Segment or row number of its first record in the member, from 1.
    pub record: u64,
    /// Offset of its first record in the decompressed member.
    pub byte: u64,
}

impl Refusal {
    pub(crate) fn new(code: &str, reason: &str) -> Refusal {
        Refusal {
            code: code.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

impl std::fmt::Debug for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unit")
            .field("ordinal", &self.ordinal)
            .field("kind", &self.kind)
            .field("doc_id", &self.doc_id)
            .finish_non_exhaustive()
    }
}

/// What pass one gathers.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) units: Vec<Unit>,
    formats: Vec<&'static str>,
    /// Why the first member that is nothing we know was left out.
    unknown: Option<Refusal>,
}

impl Gathered {
    /// Takes one more unit, or stops at the bound.
    pub(crate) fn add(&mut self, mut unit: Unit, limits: &Limits) -> Result<(), Stop> {
        if self.units.len() >= limits.units {
            return Err(Stop::Refused(Refusal::new(
                "too_many_units",
                &format!(
                    "expected at most {} documents in a file, but found more",
                    limits.units
                ),
            )));
        }
        unit.ordinal = u32::try_from(self.units.len() + 1).unwrap_or(u32::MAX);
        self.units.push(unit);
        Ok(())
    }
}

/// Pass one, over the whole file. Never fails on content: a refusal is a value. A plain file and a gz
/// are read from where `bytes` stands to the end, in order.
///
/// # Errors
/// Only those of the reader.
pub fn survey(bytes: &mut dyn ReadSeek, limits: &Limits) -> io::Result<Survey> {
    let mut gathered = Gathered::default();
    let walked = member::each(bytes, limits, &mut |name, bytes| {
        survey_member(name, bytes, limits, &mut gathered)
    });
    let refusal = match walked {
        Ok(()) if gathered.formats.is_empty() => Some(gathered.unknown.unwrap_or_else(|| {
            Refusal::new(
                "empty",
                "expected a file with content, but found an empty one",
            )
        })),
        Ok(()) => None,
        Err(Stop::Refused(refusal)) => Some(refusal),
        Err(Stop::Io(error)) => return Err(error),
        Err(Stop::Write(error)) => return Err(io::Error::other(error)),
    };
    let format = match gathered.formats.is_empty() {
        true => "unknown".to_owned(),
        false => gathered.formats.join("+"),
    };
    if refusal.is_some() {
        return Ok(Survey {
            format,
            units: Vec::new(),
            refusal,
        });
    }
    Ok(Survey {
        format,
        units: gathered.units,
        refusal,
    })
}

fn survey_member(
    name: Option<&str>,
    bytes: &mut dyn Read,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), Stop> {
    let start = detect::start(bytes)?;
    let format = detect::format(&start);
    let mut bytes = Cursor::new(start).chain(bytes);
    let surveyed = match format {
        detect::Format::X12 => x12_survey::survey(name, &mut bytes, limits, gathered),
        detect::Format::Hl7v2 => hl7::survey(name, &mut bytes, limits, gathered),
        detect::Format::Ccda => ccda_document::survey(name, &mut bytes, limits, gathered),
        detect::Format::Fhir => fhir_resource::survey(name, &mut bytes, limits, gathered),
        detect::Format::Rows(filled) => filled.survey(name, &mut bytes, limits, gathered),
        detect::Format::Changes => changes::survey(name, &mut bytes, limits, gathered),
    };
    match surveyed {
        Ok(()) => {
            if !gathered.formats.contains(&format.as_str()) {
                gathered.formats.push(format.as_str());
            }
            Ok(())
        }
        // In an archive there may be a letter beside the remittances.
        Err(Stop::Refused(refusal)) if detect::is_unknown(&refusal) => {
            gathered
                .unknown
                .get_or_insert_with(|| detect::unknown(&refusal));
            Ok(())
        }
        // Beside others that can be read it is noted; alone it is all there is to say.
        Err(Stop::Refused(refusal)) if detect::is_broken(&refusal) => {
            gathered.unknown = Some(refusal);
            Ok(())
        }
        Err(stop) => Err(stop),
    }
}
