//! A segment of a section, as what it is.

use crate::segment::{
    Aaa, Amt, Bgn, Bht, Bin, Cat, Cl1, Dmg, Dtp, Efi, Hcr, Hi, Hsd, Iii, Ins, Msg, N3, N4, Nm1,
    Ooi, Per, Prv, Pwk, Ref, Segment, Stc, Sv1, Sv2, Sv3, Too, Trn, Um,
};

/// A segment of a section.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// Why what was asked for could not be answered.
    Aaa(Aaa<'a>),
    /// Amounts.
    Amt(Amt<'a>),
    /// Beginning of a set.
    Bgn(Bgn<'a>),
    /// Beginning of a set of levels.
    Bht(Bht<'a>),
    /// Binary data, of BIN and BDS.
    Bin(Bin<'a>),
    /// Category of patient information.
    Cat(Cat<'a>),
    /// Admission.
    Cl1(Cl1<'a>),
    /// Birth date and sex.
    Dmg(Dmg<'a>),
    /// Dates.
    Dtp(Dtp<'a>),
    /// Electronic format.
    Efi(Efi<'a>),
    /// What was decided.
    Hcr(Hcr<'a>),
    /// Diagnoses and other codes.
    Hi(Hi<'a>),
    /// How much, how often, how long.
    Hsd(Hsd<'a>),
    /// Facility or nature of injury.
    Iii(Iii<'a>),
    /// Who the patient is to the subscriber.
    Ins(Ins<'a>),
    /// Free text.
    Msg(Msg<'a>),
    /// Street.
    N3(N3<'a>),
    /// City.
    N4(N4<'a>),
    /// A party.
    Nm1(Nm1<'a>),
    /// Associated object.
    Ooi(Ooi<'a>),
    /// Whom to ask.
    Per(Per<'a>),
    /// Specialty.
    Prv(Prv<'a>),
    /// Paperwork.
    Pwk(Pwk<'a>),
    /// References.
    Ref(Ref<'a>),
    /// What is answered.
    Stc(Stc<'a>),
    /// Professional service.
    Sv1(Sv1<'a>),
    /// Institutional service.
    Sv2(Sv2<'a>),
    /// Dental service.
    Sv3(Sv3<'a>),
    /// Tooth.
    Too(Too<'a>),
    /// Trace.
    Trn(Trn<'a>),
    /// What is asked for.
    Um(Um<'a>),
    /// A segment that no section knows.
    Other(Segment<'a>),
}

impl<'a> Item<'a> {
    pub(super) fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"AAA" => Aaa::try_from_segment(segment).map(Item::Aaa),
            b"AMT" => Amt::try_from_segment(segment).map(Item::Amt),
            b"BGN" => Bgn::try_from_segment(segment).map(Item::Bgn),
            b"BHT" => Bht::try_from_segment(segment).map(Item::Bht),
            b"BIN" | b"BDS" => Bin::try_from_segment(segment).map(Item::Bin),
            b"CAT" => Cat::try_from_segment(segment).map(Item::Cat),
            b"CL1" => Cl1::try_from_segment(segment).map(Item::Cl1),
            b"DMG" => Dmg::try_from_segment(segment).map(Item::Dmg),
            b"DTP" => Dtp::try_from_segment(segment).map(Item::Dtp),
            b"EFI" => Efi::try_from_segment(segment).map(Item::Efi),
            b"HCR" => Hcr::try_from_segment(segment).map(Item::Hcr),
            b"HI" => Hi::try_from_segment(segment).map(Item::Hi),
            b"HSD" => Hsd::try_from_segment(segment).map(Item::Hsd),
            b"III" => Iii::try_from_segment(segment).map(Item::Iii),
            b"INS" => Ins::try_from_segment(segment).map(Item::Ins),
            b"MSG" => Msg::try_from_segment(segment).map(Item::Msg),
            b"N3" => N3::try_from_segment(segment).map(Item::N3),
            b"N4" => N4::try_from_segment(segment).map(Item::N4),
            b"NM1" => Nm1::try_from_segment(segment).map(Item::Nm1),
            b"OOI" => Ooi::try_from_segment(segment).map(Item::Ooi),
            b"PER" => Per::try_from_segment(segment).map(Item::Per),
            b"PRV" => Prv::try_from_segment(segment).map(Item::Prv),
            b"PWK" => Pwk::try_from_segment(segment).map(Item::Pwk),
            b"REF" => Ref::try_from_segment(segment).map(Item::Ref),
            b"STC" => Stc::try_from_segment(segment).map(Item::Stc),
            b"SV1" => Sv1::try_from_segment(segment).map(Item::Sv1),
            b"SV2" => Sv2::try_from_segment(segment).map(Item::Sv2),
            b"SV3" => Sv3::try_from_segment(segment).map(Item::Sv3),
            b"TOO" => Too::try_from_segment(segment).map(Item::Too),
            b"TRN" => Trn::try_from_segment(segment).map(Item::Trn),
            b"UM" => Um::try_from_segment(segment).map(Item::Um),
            _ => None,
        };
        item.unwrap_or(Item::Other(segment))
    }

    /// The segments of a header.
    pub fn all(span: crate::Span<'a>) -> impl Iterator<Item = Item<'a>> + use<'a> {
        span.segments().map(Item::of)
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        match self {
            Item::Aaa(it) => it.segment(),
            Item::Amt(it) => it.segment(),
            Item::Bgn(it) => it.segment(),
            Item::Bht(it) => it.segment(),
            Item::Bin(it) => it.segment(),
            Item::Cat(it) => it.segment(),
            Item::Cl1(it) => it.segment(),
            Item::Dmg(it) => it.segment(),
            Item::Dtp(it) => it.segment(),
            Item::Efi(it) => it.segment(),
            Item::Hcr(it) => it.segment(),
            Item::Hi(it) => it.segment(),
            Item::Hsd(it) => it.segment(),
            Item::Iii(it) => it.segment(),
            Item::Ins(it) => it.segment(),
            Item::Msg(it) => it.segment(),
            Item::N3(it) => it.segment(),
            Item::N4(it) => it.segment(),
            Item::Nm1(it) => it.segment(),
            Item::Ooi(it) => it.segment(),
            Item::Per(it) => it.segment(),
            Item::Prv(it) => it.segment(),
            Item::Pwk(it) => it.segment(),
            Item::Ref(it) => it.segment(),
            Item::Stc(it) => it.segment(),
            Item::Sv1(it) => it.segment(),
            Item::Sv2(it) => it.segment(),
            Item::Sv3(it) => it.segment(),
            Item::Too(it) => it.segment(),
            Item::Trn(it) => it.segment(),
            Item::Um(it) => it.segment(),
            Item::Other(segment) => *segment,
        }
    }
}
