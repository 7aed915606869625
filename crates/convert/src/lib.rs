//! Format to rows: which element goes into which column.
//!
//! A file is read twice. [`survey`] finds its documents and what identifies them; [`convert`] writes
//! their rows, in bounded memory. Bad content is a result of either, never an error.

use std::io::{self, Read, Seek, SeekFrom};

use tables::Writers;

use crate::context::{Context, Refused};
use crate::fault::{Element, Fault};
use crate::member::Stop;

mod authority;
mod ccda_document;
mod changes;
mod code_system;
mod context;
mod contract;
mod detect;
mod envelope;
mod fault;
mod fhir_resource;
mod hl7;
mod identity;
mod items;
mod keys;
mod layout;
mod limits;
mod lost;
mod member;
mod moment;
mod refusal;
mod report;
mod route;
mod service_key;
mod survey;
mod tally;
mod telephone;
mod texts;
mod triplets;
mod walk;
mod x12_271;
mod x12_275;
mod x12_277;
mod x12_278;
mod x12_835;
mod x12_837;
mod x12_999;
mod x12_file;
mod x12_notes;
mod x12_sections;
mod x12_survey;
mod x12_ta1;

pub use contract::contracts;
pub use limits::Limits;
pub use report::{Records, Report, SetReport};
pub use survey::{Refusal, Survey, Unit, survey};
pub use walk::events;
pub use x12_271::ELEMENTS as ELEMENTS_271;
pub use x12_275::ELEMENTS as ELEMENTS_275;
pub use x12_277::ELEMENTS as ELEMENTS_277;
pub use x12_277::ELEMENTS_276;
pub use x12_278::ELEMENTS as ELEMENTS_278;
pub use x12_835::ELEMENTS as ELEMENTS_835;
pub use x12_837::ELEMENTS as ELEMENTS_837;
pub use x12_999::ELEMENTS as ELEMENTS_999;
pub use x12_ta1::ELEMENTS as ELEMENTS_TA1;

/// What a landed file is read through.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// What a conversion must be told about the file, because its bytes do not say it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The feed it came from.
    pub source_system: &'a str,
    /// A contract's name; empty where the content decides.
    pub contract: &'a str,
    /// 64 hexadecimal digits.
    pub file_id: &'a str,
    /// From 1; one more with each replay.
    pub generation: u32,
}

/// Why a conversion could not be finished. Deliver the file again.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The landed file could not be read.
    #[error("expected to read the landed file to its end, but found an error")]
    Read(#[source] io::Error),
    /// A part could not be written.
    #[error(transparent)]
    Write(#[from] tables::WriteError),
}

/// Pass two: every unit's rows.
///
/// # Errors
/// Only those of reading and writing; content is never one.
pub fn convert(
    bytes: &mut dyn ReadSeek,
    survey: &Survey,
    input: &Input<'_>,
    limits: &Limits,
    out: &mut Writers,
) -> Result<Report, ConvertError> {
    let forged = changes::refusal(survey, input.source_system);
    if let Some(refusal) = survey.refusal.clone().or(forged) {
        let refusal = Some(refusal);
        return Ok(Report {
            format: survey.format.clone(),
            refusal,
            ..Report::default()
        });
    }
    let size = bytes.seek(SeekFrom::End(0)).map_err(ConvertError::Read)?;
    bytes.seek(SeekFrom::Start(0)).map_err(ConvertError::Read)?;
    let mut cx = Context::new(input, limits, out);
    let mut mappings = x12_file::Mappings::new(limits);
    let mut units = survey.units.iter();
    let mut sets = Vec::new();
    let walked = member::each(bytes, limits, &mut |name, bytes| {
        cx.enter_member(name);
        convert_member(bytes, &mut units, &mut mappings, &mut cx, &mut sets)
    });
    walked.map_err(|stop| match stop {
        // Pass one met no bound in the same bytes, so these are others.
        Stop::Refused(refusal) => ConvertError::Read(io::Error::other(refusal.reason)),
        Stop::Io(error) => ConvertError::Read(error),
        Stop::Write(error) => ConvertError::Write(error),
    })?;
    let Context { tally, out, .. } = cx;
    let told = tally.finish();
    let records = told.records;
    out.file().append(&tables::File {
        file_id: input.file_id,
        generation: context::int(input.generation),
        source_system: input.source_system,
        contract: input.contract,
        format: &survey.format,
        size_bytes: context::long(size),
        units: i64::try_from(survey.units.len()).unwrap_or(i64::MAX),
        records_read: context::long(records.read),
        records_mapped: context::long(records.mapped),
        records_rejected: context::long(records.rejected),
        records_ignored: context::long(records.ignored),
    })?;
    let (rejects, dq_issues) = (out.reject().rows(), out.dq_issue().rows());
    Ok(Report {
        format: survey.format.clone(),
        sets,
        rows: out.rows_by_table(),
        rejects,
        dq_issues,
        ..told
    })
}

fn convert_member(
    bytes: &mut dyn Read,
    units: &mut std::slice::Iter<'_, Unit>,
    mappings: &mut x12_file::Mappings,
    cx: &mut Context<'_>,
    sets: &mut Vec<SetReport>,
) -> Result<(), Stop> {
    let start = detect::start(bytes)?;
    let format = detect::format(&start);
    let mut bytes = io::Cursor::new(start).chain(bytes);
    let converted = match format {
        detect::Format::X12 => mappings.convert(&mut bytes, units, cx, sets),
        detect::Format::Hl7v2 => hl7::convert(&mut bytes, units, cx, sets),
        detect::Format::Ccda => ccda_document::convert(&mut bytes, units, cx, sets),
        detect::Format::Fhir => fhir_resource::convert(&mut bytes, units, cx, sets),
        detect::Format::Rows(filled) => filled.convert(&mut bytes, units, cx, sets),
        detect::Format::Changes => changes::convert(&mut bytes, units, cx, sets),
    };
    match converted {
        Err(Stop::Refused(refusal)) if detect::is_unknown(&refusal) => {
            cx.tally.ignored("member of another format", 1);
            Ok(())
        }
        Err(Stop::Refused(refusal)) if detect::is_broken(&refusal) => {
            let (segment_id, code, list) = detect::broken(format);
            let position = x12::Position {
                record: 1,
                ..x12::Position::default()
            };
            let fault = Fault {
                position,
                segment_id: segment_id.to_owned(),
                element: Element::default(),
                code,
                expected: refusal.reason,
            };
            cx.reject_as(Refused::Loop, position, 1, &fault, list)?;
            Ok(())
        }
        other => other,
    }
}
