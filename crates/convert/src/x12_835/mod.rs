//! 835: payments, and how claims and lines were adjudicated.
//!
//! X12 TR3 005010X221A1. The smallest loop that owns a row is what is refused: a line without a
//! readable charge, a claim, the head. What is around it is then `incomplete`. A payment's row is
//! written last, when that is known.

mod adjustment;
mod claim;
mod line;
mod payment;
mod provider;
mod remark;

use tables::WriteError;
use x12::remittance::{Header, Loops, Part};
use x12::{Damaged, Segment, SetStart};

use self::claim::Claims;
use self::payment::Payment;
use crate::context::{Context, Issue, Refused, Severity};
use crate::fault::{self, Element, Fault};
use crate::lost;
use crate::texts::Texts;
use crate::x12_file::Mapping;

/// The mapping of 835 sets.
#[derive(Debug)]
pub(crate) struct Mapper {
    loops: Loops,
    /// The head once more: its row is written when everything else is known.
    head: Loops,
    in_head: bool,
    set: Set,
}

/// What is known of the set in hand, loop after loop.
#[derive(Debug, Default)]
struct Set {
    guide: String,
    payment: Payment,
    claims: Claims,
    texts: Texts,
    /// Where the first segment stands, and whether there was a head before claims began.
    first: Option<x12::Position>,
    head_seen: bool,
    /// The head was refused or is missing.
    headless: bool,
    /// Something was refused.
    incomplete: bool,
    lx_ordinal: u32,
    plb_ordinal: u32,
}

impl Mapper {
    pub(crate) fn new(limits: x12::Limits) -> Mapper {
        Mapper {
            loops: Loops::new(limits),
            head: Loops::new(limits),
            in_head: true,
            set: Set::default(),
        }
    }
}

impl Mapping for Mapper {
    fn start(&mut self, _: &SetStart<'_>, guide: &str) {
        self.in_head = true;
        self.set = Set {
            guide: guide.to_owned(),
            headless: true,
            ..Set::default()
        };
    }

    fn segment(&mut self, segment: &Segment<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        self.set.first.get_or_insert(segment.position());
        if self.in_head {
            if matches!(segment.id(), b"LX" | b"CLP" | b"PLB") {
                self.in_head = false;
            } else {
                self.set.payment.identity.push(segment);
                self.head.push(segment);
            }
        }
        match self.loops.push(segment) {
            Some(part) => self.set.part(part, cx),
            None => Ok(()),
        }
    }

    fn damaged(&mut self, damaged: &Damaged) {
        if self.in_head {
            self.set.payment.identity.damage(damaged);
            self.head.damage(damaged);
        }
        self.loops.damage(damaged);
        self.set.incomplete = true;
    }

    fn cut(&mut self) {
        self.loops.cut();
        self.set.incomplete = true;
    }

    fn end(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        if let Some(part) = self.loops.finish() {
            self.set.part(part, cx)?;
        }
        match self.head.finish() {
            Some(Part::Header(header)) if !self.set.headless => self.set.payment(header, cx),
            _ if !self.set.head_seen => self.set.no_head(cx),
            _ => Ok(()),
        }
    }
}

impl Set {
    fn part(&mut self, part: Part<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        match part {
            Part::Header(header) => self.header(header, cx)?,
            Part::Batch(batch) => self.batch(batch, cx)?,
            Part::Claim(claim) => self.claim(claim, cx)?,
            Part::Summary(summary) => self.summary(summary, cx)?,
            Part::TooLarge(too_large) => {
                self.incomplete = true;
                self.claims.ordinal = self.claims.ordinal.saturating_add(too_large.claims);
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
        if part.may_hide_batch() {
            // Which batch the claims that come stand in nobody knows, until the next LX.
            self.claims.batch_number = None;
        }
        self.claims.ordinal = self.claims.ordinal.saturating_add(part.lost_claims());
        lost::reject(part.lost(), cx)
    }

    /// There is nothing before the claims, so no segment can be refused for it.
    fn no_head(&mut self, cx: &mut Context<'_>) -> Result<(), WriteError> {
        let issue = Issue {
            rule_id: "missing_payment",
            level: "set",
            segment_id: "BPR",
            element: Element::default(),
            expected: "a BPR segment before the claims",
            found: "none",
            severity: Severity::Error,
        };
        cx.issue(self.first.unwrap_or_default(), &issue)
    }

    /// The head ends: decides whether it can be taken, so that its claims know.
    fn header(&mut self, header: Header<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        self.head_seen = true;
        self.payment.settle();
        let Some(first) = header.span().first() else {
            return Ok(());
        };
        let (fault, list) = match header.bpr() {
            Some(bpr) => {
                let bpr = bpr.segment();
                match fault::required_money(&bpr, Element::Of(2, 0), bpr.element(2)) {
                    Ok(_) => {
                        self.headless = false;
                        return Ok(());
                    }
                    Err(fault) => (fault, "IK403"),
                }
            }
            None => {
                let mut fault = Fault::missing(&first, Element::default(), "a BPR segment");
                fault.segment_id = "BPR".to_owned();
                fault.code = "3";
                (fault, "IK304")
            }
        };
        self.incomplete = true;
        let segments = u64::try_from(header.span().len()).unwrap_or(u64::MAX);
        cx.reject_as(Refused::Loop, first.position(), segments, &fault, list)
    }
}

/// Every element that ends in a cell. `tests/elements.rs` changes each of them and looks.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BPR01", "BPR02", "BPR03", "BPR04", "BPR16",
    "TRN01", "TRN02", "TRN03", "TRN04",
    "CUR02",
    "N101", "N102", "N103", "N104", "N301", "N302", "N401", "N402", "N403", "N404",
    "PER01", "PER02", "PER03", "PER04", "PER05", "PER06", "PER07", "PER08",
    "REF01", "REF02", "REF03",
    "DTM01", "DTM02", "DTM03",
    "LX01",
    "TS301", "TS302", "TS303", "TS304", "TS305", "TS313", "TS315", "TS317", "TS318", "TS320",
    "TS321", "TS322", "TS323", "TS324",
    "TS201", "TS202", "TS203", "TS204", "TS205", "TS206", "TS207", "TS208", "TS209", "TS210",
    "TS211", "TS212", "TS213", "TS214", "TS215", "TS216", "TS217", "TS218", "TS219",
    "CLP01", "CLP02", "CLP03", "CLP04", "CLP05", "CLP06", "CLP07", "CLP08", "CLP09", "CLP10",
    "CLP11", "CLP12", "CLP13", "CLP14",
    "CAS01", "CAS02", "CAS03", "CAS04", "CAS05", "CAS06", "CAS07", "CAS08", "CAS09", "CAS10",
    "CAS11", "CAS12", "CAS13", "CAS14", "CAS15", "CAS16", "CAS17", "CAS18", "CAS19",
    "NM101", "NM102", "NM103", "NM104", "NM105", "NM107", "NM108", "NM109",
    "MIA01", "MIA02", "MIA03", "MIA04", "MIA05", "MIA06", "MIA07", "MIA08", "MIA09", "MIA10",
    "MIA11", "MIA12", "MIA13", "MIA14", "MIA15", "MIA16", "MIA17", "MIA18", "MIA19", "MIA20",
    "MIA21", "MIA22", "MIA23", "MIA24",
    "MOA01", "MOA02", "MOA03", "MOA04", "MOA05", "MOA06", "MOA07", "MOA08", "MOA09",
    "AMT01", "AMT02", "QTY01", "QTY02",
    "SVC01-1", "SVC01-2", "SVC01-3", "SVC01-4", "SVC01-5", "SVC01-6", "SVC01-7",
    "SVC02", "SVC03", "SVC04", "SVC05",
    "SVC06-1", "SVC06-2", "SVC06-3", "SVC06-4", "SVC06-5", "SVC06-6", "SVC06-7", "SVC07",
    "LQ01", "LQ02",
    "PLB01", "PLB02", "PLB03-1", "PLB03-2", "PLB04", "PLB05-1", "PLB05-2", "PLB06", "PLB07-1",
    "PLB07-2", "PLB08", "PLB09-1", "PLB09-2", "PLB10", "PLB11-1", "PLB11-2", "PLB12", "PLB13-1",
    "PLB13-2", "PLB14",
];
