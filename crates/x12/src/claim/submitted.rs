//! Loop 2300: one claim as submitted, with its parties (2310), other subscribers (2320) and lines.

use super::levels::Lineage;
use super::party::is_of_claim;
use super::{Level, Line, OtherSubscriber, Party, Place};
use crate::Span;
use crate::segment::{
    Amt, Cl1, Clm, Cn1, Crc, Dn1, Dn2, Dtp, Hcp, Hi, K3, Nte, Pwk, Qty, Ref, Segment,
};

/// A claim with everything below it, and the levels it stands under.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    clm: Clm<'a>,
    span: Span<'a>,
    lineage: Lineage<'a>,
}

/// A segment of the claim itself.
#[derive(Debug, Clone, Copy)]
pub enum ClaimItem<'a> {
    /// Dates.
    Dtp(Dtp<'a>),
    /// Admission.
    Cl1(Cl1<'a>),
    /// Orthodontic treatment.
    Dn1(Dn1<'a>),
    /// Teeth.
    Dn2(Dn2<'a>),
    /// Attachments.
    Pwk(Pwk<'a>),
    /// Contract.
    Cn1(Cn1<'a>),
    /// Amounts.
    Amt(Amt<'a>),
    /// Quantities, in 4010.
    Qty(Qty<'a>),
    /// References.
    Ref(Ref<'a>),
    /// File information.
    K3(K3<'a>),
    /// Notes.
    Nte(Nte<'a>),
    /// Conditions.
    Crc(Crc<'a>),
    /// Diagnoses, procedures, occurrences, values, conditions.
    Hi(Hi<'a>),
    /// Repricing.
    Hcp(Hcp<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Claim<'a> {
    pub(super) fn new(span: Span<'a>, lineage: Lineage<'a>) -> Option<Self> {
        let clm = Clm::try_from_segment(span.first()?)?;
        Some(Claim { clm, span, lineage })
    }

    /// CLM.
    #[must_use]
    pub fn clm(&self) -> Clm<'a> {
        self.clm
    }

    /// 2000A of the claim.
    #[must_use]
    pub fn billing(&self) -> Option<Level<'a>> {
        self.lineage.billing
    }

    /// 2000B of the claim.
    #[must_use]
    pub fn subscriber(&self) -> Option<Level<'a>> {
        self.lineage.subscriber
    }

    /// 2000C of the claim, where the patient is not the subscriber.
    #[must_use]
    pub fn patient(&self) -> Option<Level<'a>> {
        self.lineage.patient
    }

    /// True if HL01 and HL02 do not tell for sure what the claim stands under: a number that is not
    /// there, a level that is missing, or a segment that was lost.
    #[must_use]
    pub fn is_lineage_uncertain(&self) -> bool {
        self.lineage.uncertain
    }

    /// The segments after CLM and before the first inner loop, and those of them that stand among
    /// the claim's parties.
    pub fn items(&self) -> impl Iterator<Item = ClaimItem<'a>> + use<'a> {
        let (before, _) = self.span.split_at_id(0, &[b"SBR", b"LX"]);
        let (own, parties) = before.split_at_id(1, &[b"NM1"]);
        let among = parties.segments().filter(is_of_claim);
        own.rest().segments().chain(among).map(ClaimItem::of)
    }

    /// 2310.
    pub fn parties(&self) -> impl Iterator<Item = Party<'a>> + use<'a> {
        let (before, _) = self.span.split_at_id(0, &[b"SBR", b"LX"]);
        before
            .loops(&[b"NM1"])
            .filter_map(|span| Party::new(span, Place::Claim))
    }

    /// 2320.
    pub fn other_subscribers(&self) -> impl Iterator<Item = OtherSubscriber<'a>> + use<'a> {
        let (before, _) = self.span.split_at_id(0, &[b"LX"]);
        before.loops(&[b"SBR"]).filter_map(OtherSubscriber::new)
    }

    /// 2400.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        self.span.loops(&[b"LX"]).filter_map(Line::new)
    }

    /// All segments of 2300 and below.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }

    /// True if a segment of the claim could not be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.span.is_damaged()
    }
}

impl<'a> ClaimItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"DTP" => Dtp::try_from_segment(segment).map(ClaimItem::Dtp),
            b"CL1" => Cl1::try_from_segment(segment).map(ClaimItem::Cl1),
            b"DN1" => Dn1::try_from_segment(segment).map(ClaimItem::Dn1),
            b"DN2" => Dn2::try_from_segment(segment).map(ClaimItem::Dn2),
            b"PWK" => Pwk::try_from_segment(segment).map(ClaimItem::Pwk),
            b"CN1" => Cn1::try_from_segment(segment).map(ClaimItem::Cn1),
            b"AMT" => Amt::try_from_segment(segment).map(ClaimItem::Amt),
            b"QTY" => Qty::try_from_segment(segment).map(ClaimItem::Qty),
            b"REF" => Ref::try_from_segment(segment).map(ClaimItem::Ref),
            b"K3" => K3::try_from_segment(segment).map(ClaimItem::K3),
            b"NTE" => Nte::try_from_segment(segment).map(ClaimItem::Nte),
            b"CRC" => Crc::try_from_segment(segment).map(ClaimItem::Crc),
            b"HI" => Hi::try_from_segment(segment).map(ClaimItem::Hi),
            b"HCP" => Hcp::try_from_segment(segment).map(ClaimItem::Hcp),
            _ => None,
        };
        item.unwrap_or(ClaimItem::Other(segment))
    }
}
