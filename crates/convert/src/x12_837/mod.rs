//! 837P, 837I and 837D: claims as submitted.
//!
//! X12 TR3 005010X222A1, 005010X223A2 and 005010X224A2; 4010 as far as it agrees. The smallest loop that owns a row
//! is what is refused: a line, or a claim; what is around it is then `incomplete`. A claim repeats what
//! it inherits: submitter and receiver, billing provider, subscriber and patient. These segments count
//! as mapped with the first claim that they feed, and as ignored where there is none.

mod adjudication;
mod adjustment;
mod claim;
mod code;
mod drug;
mod head;
mod inherited;
mod level;
mod line;
mod other_payer;
mod party;
mod service;

use tables::WriteError;
use x12::claim::{Loops, Part};
use x12::{Damaged, Kind, Segment, SetStart};

use self::head::Head;
use self::level::Pending;
use crate::context::{Context, Refused};
use crate::fault::{Element, Fault};
use crate::lost;
use crate::texts::Texts;
use crate::x12_file::Mapping;

/// The mapping of 837 sets.
#[derive(Debug)]
pub(crate) struct Mapper {
    loops: Loops,
    set: Set,
}

/// What is known of the set in hand, loop after loop.
#[derive(Debug)]
struct Set {
    kind: Kind,
    guide: String,
    head: Head,
    /// Records that no claim has used yet.
    pending: Pending,
    texts: Texts,
    /// CLM loops so far, refused ones included: an ordinal is a place, not a count of rows.
    clm_ordinal: u32,
}

impl Mapper {
    pub(crate) fn new(limits: x12::Limits) -> Mapper {
        let set = Set {
            kind: Kind::ClaimProfessional,
            guide: String::new(),
            head: Head::default(),
            pending: Pending::new(limits.levels),
            texts: Texts::default(),
            clm_ordinal: 0,
        };
        Mapper {
            loops: Loops::new(limits),
            set,
        }
    }
}

impl Mapping for Mapper {
    fn start(&mut self, start: &SetStart<'_>, guide: &str) {
        self.set.kind = start.kind;
        self.set.guide.clear();
        self.set.guide.push_str(guide);
        self.set.head = Head::default();
        self.set.clm_ordinal = 0;
    }

    fn segment(&mut self, segment: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match self.loops.push(segment) {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }

    fn damaged(&mut self, damaged: &Damaged) {
        self.loops.damage(damaged);
    }

    fn cut(&mut self) {
        self.loops.cut();
    }

    fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        if let Some(part) = self.loops.finish() {
            self.set.part(part, cx)?;
        }
        self.set.pending.finish(&mut cx.tally);
        Ok(())
    }
}

impl Set {
    fn part(&mut self, part: Part<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match part {
            Part::Header(header) => self.header(header, cx)?,
            Part::Level(level) => self.level(level, cx)?,
            Part::Claim(claim) => self.claim(claim, cx)?,
            Part::TooLarge(too_large) => {
                self.clm_ordinal = self.clm_ordinal.saturating_add(too_large.claims);
                let fault = Fault {
                    position: too_large.position,
                    segment_id: String::new(),
                    element: Element::default(),
                    code: "loop_bytes",
                    expected: "expected a loop within the limit, but found a longer one".to_owned(),
                };
                let (start, segments) = (too_large.position, too_large.segments);
                cx.reject_as(Refused::Loop, start, segments, &fault, "limit")?;
            }
        }
        self.clm_ordinal = self.clm_ordinal.saturating_add(part.lost_claims());
        lost::reject(part.lost(), cx)
    }
}

/// Values by spaces; `None` where there is none.
fn joined<'a>(values: impl Iterator<Item = &'a [u8]>, texts: &Texts) -> Option<String> {
    let mut text = String::new();
    for value in values.filter(|value| !value.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(texts.get(value));
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Every element that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BHT02", "BHT03", "BHT04", "BHT05", "BHT06",
    "NM101", "NM102", "NM103", "NM104", "NM105", "NM107", "NM108", "NM109",
    "N301", "N302", "N401", "N402", "N403", "N404",
    "PER01", "PER02", "PER03", "PER04", "PER05", "PER06", "PER07", "PER08",
    "PRV03", "DMG02", "DMG03",
    "SBR01", "SBR02", "SBR03", "SBR04", "SBR05", "SBR09", "PAT01",
    "CLM01", "CLM02", "CLM05-1", "CLM05-2", "CLM05-3", "CLM06", "CLM07", "CLM08", "CLM09",
    "CLM11-1", "CLM11-2", "CLM11-3", "CLM11-4", "CLM12", "CLM20",
    "DTP01", "DTP03", "CL101", "CL102", "CL103",
    "PWK01", "PWK02", "PWK06", "AMT01", "AMT02", "QTY01", "QTY02",
    "REF01", "REF02", "REF03", "NTE01", "NTE02",
    "HI01-1", "HI01-2", "HI01-4", "HI01-5", "HI01-6", "HI01-9",
    "HI02-2", "HI03-2", "HI04-2", "HI05-2", "HI06-2", "HI07-2", "HI08-2", "HI09-2", "HI10-2",
    "HI11-2", "HI12-2",
    "HCP01", "HCP02", "HCP03", "HCP04",
    "CAS01", "CAS02", "CAS03", "CAS04", "CAS05", "CAS06", "CAS07", "CAS08", "CAS09", "CAS10",
    "CAS11", "CAS12", "CAS13", "CAS14", "CAS15", "CAS16", "CAS17", "CAS18", "CAS19",
    "OI03", "OI06",
    "MIA01", "MIA02", "MIA03", "MIA04", "MIA05", "MIA06", "MIA07", "MIA08", "MIA09", "MIA10",
    "MIA11", "MIA12", "MIA13", "MIA14", "MIA15", "MIA16", "MIA17", "MIA18", "MIA19", "MIA20",
    "MIA21", "MIA22", "MIA23", "MIA24",
    "MOA01", "MOA02", "MOA03", "MOA04", "MOA05", "MOA06", "MOA07", "MOA08", "MOA09",
    "LX01",
    "SV101-1", "SV101-2", "SV101-3", "SV101-4", "SV101-5", "SV101-6", "SV101-7",
    "SV102", "SV103", "SV104", "SV105", "SV107", "SV109", "SV111", "SV112", "SV115",
    "SV201", "SV202-1", "SV202-2", "SV202-3", "SV202-4", "SV202-5", "SV202-6", "SV202-7",
    "SV203", "SV204", "SV205", "SV207",
    "SV301-1", "SV301-2", "SV301-3", "SV301-4", "SV301-5", "SV301-6", "SV301-7",
    "SV302", "SV303", "SV304-1", "SV304-2", "SV305", "SV306", "SV311-1", "SV311-2",
    "TOO01", "TOO02", "TOO03-1", "TOO03-2", "TOO03-3", "TOO03-4", "TOO03-5",
    "DN101", "DN102", "DN103", "DN201", "DN202", "DN206",
    "SV501-2", "SV503", "SV504", "SV505", "SV506",
    "LIN03", "CTP04", "CTP05-1",
    "SVD01", "SVD02", "SVD03-1", "SVD03-2", "SVD03-3", "SVD03-4", "SVD03-5", "SVD03-6", "SVD04",
    "SVD05", "SVD06",
];
