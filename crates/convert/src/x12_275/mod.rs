//! 275: documents that support a claim: `attachment`, a row for each binary segment, and the rows of clinical documents
//! among them, which are of the same document and stand at the same record.
//!
//! X12 TR3 006020X314; 005010X210 and 004050X151 as far as they agree. What stands before the first LX is repeated by
//! each row. What is left out by name: NX1 and PID, PRV of parties, and PER of parties but for whom it says to ask.

mod binary;
mod mime;
mod sender;

use domain::{Digest, date};
use tables::{Period, Reference, SentAttachment, WriteError};
use x12::section::{Item, Section};
use x12::segment::{Bgn, Bin, Cat, Efi, Ooi, Stc, Trn};
use x12::{Damaged, Data, Position, SetStart};

use self::binary::Kind;
use self::sender::Sender;
use crate::ccda_document::{Inside, Ordinals, convert_embedded};
use crate::context::{Context, at, int, long};
use crate::fault::{Element, Fault};
use crate::identity::text;
use crate::items::{self, given};
use crate::texts::Texts;
use crate::x12_sections::{Header, Sections, joined};

/// What is known of the set in hand.
#[derive(Debug, Default)]
pub(crate) struct Set {
    guide: String,
    purpose: String,
    reference: String,
    report_date: Option<jiff::civil::Date>,
    sender: Sender,
    texts: Texts,
    /// LX so far, refused ones included: an ordinal is a place, not a count of rows.
    lx_ordinal: u32,
    /// Of rows of clinical documents, which are told apart over the whole set.
    ordinals: Ordinals,
    /// Binary segments of the LX in hand that are too long to be held.
    long: Vec<Long>,
}

/// A binary segment of which only length and digest are known.
#[derive(Debug, Clone, Copy)]
struct Long {
    position: Position,
    segment: &'static str,
    data: Data,
}

/// What an LX has said, up to the binary segment in hand. A document's own description comes before it; what is
/// told once holds for all documents of the LX.
#[derive(Default)]
struct Told<'a> {
    trn: Option<Trn<'a>>,
    stc: Option<Stc<'a>>,
    cat: Option<Cat<'a>>,
    ooi: Option<Ooi<'a>>,
    efi: Option<Efi<'a>>,
    refs: Vec<Reference<'a>>,
    dates: Vec<Period<'a>>,
    binaries: i32,
}

impl Sections for Set {
    fn start(&mut self, _: &SetStart<'_>, guide: &str) {
        *self = Set {
            guide: guide.to_owned(),
            ..Set::default()
        };
    }

    fn header(&mut self, header: Header<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        if self.texts.load(header.span.segments()) {
            cx.latin1(header.position())?;
        }
        for item in header.items() {
            match item {
                Item::Bgn(bgn) => self.begin(bgn, cx)?,
                item if self.sender.take(item, &self.texts, cx)? => cx.tally.mapped(1),
                item => cx.ignore(&item.segment(), ""),
            }
        }
        // Before the first LX binary data is nobody's.
        self.long.clear();
        Ok(())
    }

    fn section(
        &mut self,
        section: Section<'_>,
        damaged: bool,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.lx_ordinal = self.lx_ordinal.saturating_add(1);
        // The data is no text of the set's.
        let others = |segment: &x12::Segment<'_>| Bin::try_from_segment(*segment).is_none();
        if self.texts.load(section.span().segments().filter(others)) {
            cx.latin1(section.first().position())?;
        }
        cx.tally.mapped(1);
        let mut ordinals = std::mem::take(&mut self.ordinals);
        let long = std::mem::take(&mut self.long);
        let mut long = long.iter().peekable();
        let mut told = Told::default();
        for item in section.items() {
            let record = item.segment().position().record;
            while let Some(data) = long.next_if(|it| it.position.record < record) {
                told.binaries += 1;
                self.too_long(data, &told, cx)?;
            }
            if let Item::Bin(bin) = item {
                told.binaries += 1;
                self.document(bin, &told, damaged, &mut ordinals, cx)?;
                cx.tally.mapped(1);
            } else if told.take(item, &self.texts, cx)? {
                cx.tally.mapped(1);
            } else {
                cx.ignore(&item.segment(), "");
            }
        }
        for data in long {
            told.binaries += 1;
            self.too_long(data, &told, cx)?;
        }
        self.ordinals = ordinals;
        if told.binaries > 0 {
            return Ok(());
        }
        let first = section.first().position();
        self.append(SentAttachment::default(), &told, (first, damaged), cx)
    }

    fn damaged(&mut self, damaged: &Damaged) {
        if let Some(data) = damaged.data {
            self.long.push(Long {
                position: damaged.position,
                segment: if damaged.seems() == b"BDS" {
                    "BDS"
                } else {
                    "BIN"
                },
                data,
            });
        }
    }

    fn skip(&mut self, sections: u32) {
        self.lx_ordinal = self.lx_ordinal.saturating_add(sections);
        // They stood in what is skipped, or in a loop that was too large.
        self.long.clear();
    }
}

impl Set {
    fn begin(&mut self, bgn: Bgn<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        cx.tally.mapped(1);
        self.purpose = text(bgn.purpose());
        self.reference = text(bgn.reference_id());
        if bgn.date().is_empty() {
            return Ok(());
        }
        match date::parse_d8(bgn.date()) {
            Ok(day) => self.report_date = Some(day),
            Err(error) => {
                cx.lost(
                    "bad_date",
                    &Fault::date(&bgn.segment(), Element::Of(3, 0), error),
                )?;
            }
        }
        Ok(())
    }

    /// Writes the row of a binary segment, and those of the clinical documents in it.
    fn document(
        &self,
        bin: Bin<'_>,
        told: &Told<'_>,
        damaged: bool,
        ordinals: &mut Ordinals,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let segment = bin.segment();
        let position = segment.position();
        let kind = Kind::of(&bin);
        let offset = position.byte.saturating_add(bin.offset());
        let length = u64::try_from(bin.data().len()).unwrap_or(u64::MAX);
        let told_length = std::str::from_utf8(bin.length()).ok();
        let as_told = told_length.and_then(|text| text.parse().ok()) == Some(length);
        if !as_told {
            // Only without a length can the data be cut by a terminator.
            let element = Element::Of(if kind == Kind::Bin { 1 } else { 2 }, 0);
            let words = "expected the length of the binary data, but found none";
            cx.lost("bad_length", &Fault::new(&segment, element, "6", words))?;
        }
        let (data, is_all) = kind.unfiltered(bin.data());
        let (bodies, are_all) = mime::bodies(&data);
        let place = (position, (kind != Kind::Base64).then_some(offset));
        if !(is_all && are_all) {
            let element = Element::Of(if kind == Kind::Bin { 2 } else { 3 }, 0);
            let words = "expected data that its encoding and headers explain, with at most 100 bodies 4 deep, but found other";
            cx.lost("binary_data", &Fault::new(&segment, element, "6", words))?;
        }
        let whole = self.documents(&bodies, place, told, ordinals, cx)? && is_all && are_all;
        let row = SentAttachment {
            segment: Some(kind.as_str()),
            filter: self.texts.opt(bin.filter()),
            byte_length: Some(long(length)),
            byte_offset: Some(long(offset)),
            content_digest: Some(&binary::digest(bin.data())),
            format: binary::format(&bodies),
            ..SentAttachment::default()
        };
        self.append(row, told, (position, damaged || !as_told || !whole), cx)
    }

    /// Writes the rows of the clinical documents among these; false where something of them is refused.
    fn documents(
        &self,
        bodies: &[mime::Body<'_>],
        (position, offset): (Position, Option<u64>),
        told: &Told<'_>,
        ordinals: &mut Ordinals,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let mut whole = true;
        let documents = bodies
            .iter()
            .filter(|body| binary::format_of(body) == Some(binary::DOCUMENT));
        for (ordinal, body) in (1..).zip(documents) {
            let at = body.at.and_then(|at| u64::try_from(at).ok());
            let inside = Inside {
                position,
                offset: offset.zip(at).map(|(data, at)| data.saturating_add(at)),
                ordinals: [self.lx_ordinal, told.binaries.unsigned_abs(), ordinal],
            };
            whole &= convert_embedded(&body.bytes, inside, ordinals, cx)?;
        }
        Ok(whole)
    }

    /// Writes the row of a binary segment that is too long to be held; it is refused, for what it holds is not read.
    fn too_long(&self, it: &Long, told: &Told<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
        let row = SentAttachment {
            segment: Some(it.segment),
            byte_length: Some(long(it.data.bytes)),
            byte_offset: Some(long(it.data.offset)),
            content_digest: Some(&Digest(it.data.digest).to_string()),
            ..SentAttachment::default()
        };
        self.append(row, told, (it.position, true), cx)
    }

    /// Writes a row with what the set and the LX say.
    fn append(
        &self,
        row: SentAttachment<'_>,
        told: &Told<'_>,
        (position, incomplete): (Position, bool),
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let unit = cx.place.origin();
        let texts = &self.texts;
        let contacts = self.sender.contacts();
        let (mut refs, mut dates) = (self.sender.refs(), self.sender.dates());
        refs.extend_from_slice(&told.refs);
        dates.extend_from_slice(&told.dates);
        let reference = |qualifier: &str| {
            let found = refs.iter().find(|it| it.qualifier == qualifier);
            found.and_then(|it| it.value)
        };
        let period = |qualifier: &str| dates.iter().find(|it| it.qualifier == qualifier);
        let service = period("472").map(|it| (it.from, it.to.or(it.from)));
        let (service_from, service_to) = service.unwrap_or_default();
        let further = told.further(texts);
        let status = told.stc.and_then(|stc| stc.statuses().next());
        let status = status.map(|(_, status)| status);
        let Sender {
            payer,
            submitter,
            provider,
            patient,
            first_name,
            ..
        } = &self.sender;
        cx.out.attachment().append(&SentAttachment {
            origin: at(&unit, position, incomplete),
            lx_ordinal: int(self.lx_ordinal),
            binary_ordinal: told.binaries,
            guide: given(&self.guide),
            purpose: given(&self.purpose),
            report_reference: given(&self.reference),
            report_date: self.report_date,
            attachment_control_number: told.trn.and_then(|it| texts.opt(it.trace_number())),
            trace_type: told.trn.and_then(|it| texts.opt(it.trace_type())),
            payer_id: given(&payer.id),
            payer_name: given(&payer.name),
            submitter_id: given(&submitter.id),
            submitter_name: given(&submitter.name),
            provider_npi: given(&provider.npi),
            provider_other_id: given(&provider.other_id),
            provider_name: given(&provider.name),
            member_id: given(&patient.id),
            patient_last_name: given(&patient.name),
            patient_first_name: given(first_name),
            patient_control_number: reference("EJ"),
            payer_claim_control_number: reference("1K"),
            type_of_bill: reference("BLT"),
            medical_record_number: reference("EA"),
            service_from,
            service_to,
            submitted_date: period("368").and_then(|it| it.from),
            category_code: status.and_then(|it| texts.opt(it.category())),
            status_code: status.and_then(|it| texts.opt(it.status())),
            status_list: status.and_then(|it| texts.opt(it.code_list())),
            further_codes: given(&further),
            report_type: told.cat.and_then(|it| texts.opt(it.report_type())),
            report_format: told.cat.and_then(|it| texts.opt(it.format())),
            report_version: told.cat.and_then(|it| texts.opt(it.version())),
            object_reference: told.ooi.and_then(|it| texts.opt(it.reference())),
            object_type: told.ooi.and_then(|it| texts.opt(it.object_type())),
            object_value: told.ooi.and_then(|it| texts.opt(it.value())),
            security_level: told.efi.and_then(|it| texts.opt(it.security_level())),
            media_type: told.efi.and_then(|it| texts.opt(it.interchange_format())),
            file_name: told.efi.and_then(|it| texts.opt(it.file_name())),
            refs: &refs,
            dates: &dates,
            contacts: &contacts,
            ..row
        })
    }
}

impl<'a> Told<'a> {
    /// Takes a segment; false where it says nothing here.
    fn take(
        &mut self,
        item: Item<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        match item {
            Item::Trn(trn) if self.trn.is_none() => self.trn = Some(trn),
            Item::Stc(stc) if self.stc.is_none() => self.stc = Some(stc),
            Item::Cat(cat) => self.cat = Some(cat),
            Item::Ooi(ooi) => self.ooi = Some(ooi),
            Item::Efi(efi) => self.efi = Some(efi),
            Item::Ref(segment) => self.refs.push(items::reference(segment, texts)),
            Item::Dtp(dtp) => {
                let (period, fault) = items::period(dtp, texts);
                self.dates.push(period);
                if let Some(fault) = fault {
                    cx.lost("bad_date", &fault)?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What else is answered than what STC01 says.
    fn further(&self, texts: &Texts) -> String {
        let statuses = self.stc.into_iter().flat_map(|stc| stc.statuses().skip(1));
        let codes: Vec<&[u8]> = statuses.map(|(_, status)| status.status()).collect();
        joined(codes.into_iter(), texts)
    }
}

/// Every element of a 275 that ends in a cell.
#[rustfmt::skip]
pub const ELEMENTS: &[&str] = &[
    "BGN01", "BGN02", "BGN03", "NM103", "NM104", "NM109",
    "PER01", "PER02", "PER03", "PER04", "PER05", "PER06", "PER07", "PER08",
    "REF01", "REF02", "REF03", "DTP01", "DTP03", "TRN01", "TRN02",
    "STC01-1", "STC01-2", "STC01-4", "STC10-2", "STC11-2", "CAT01", "CAT02", "CAT03",
    "OOI01", "OOI02", "OOI03", "EFI01", "EFI07", "EFI11", "BIN02", "BDS01", "BDS03",
];
