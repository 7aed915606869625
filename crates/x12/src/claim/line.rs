//! Loop 2400: a service line, with its drug (2410), parties (2420), other payers' adjudications
//! (2430) and forms (2440).

use super::{Party, Place};
use crate::Span;
use crate::segment::{
    Amt, Cas, Cn1, Crc, Ctp, Dtp, Hcp, K3, Lin, Lq, Lx, Nte, Pwk, Qty, Ref, Segment, Sv1, Sv2, Sv3,
    Sv5, Svd, Too,
};

/// What begins an inner loop of a line.
const INNER: &[&[u8]] = &[b"LIN", b"NM1", b"SVD", b"LQ"];

/// A service line.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    lx: Lx<'a>,
    span: Span<'a>,
}

/// A segment of the line itself.
#[derive(Debug, Clone, Copy)]
pub enum LineItem<'a> {
    /// Professional service.
    Sv1(Sv1<'a>),
    /// Institutional service.
    Sv2(Sv2<'a>),
    /// Dental service.
    Sv3(Sv3<'a>),
    /// Teeth.
    Too(Too<'a>),
    /// Durable medical equipment.
    Sv5(Sv5<'a>),
    /// Attachments.
    Pwk(Pwk<'a>),
    /// Conditions.
    Crc(Crc<'a>),
    /// Dates.
    Dtp(Dtp<'a>),
    /// Quantities.
    Qty(Qty<'a>),
    /// Contract.
    Cn1(Cn1<'a>),
    /// Amounts.
    Amt(Amt<'a>),
    /// References.
    Ref(Ref<'a>),
    /// File information.
    K3(K3<'a>),
    /// Notes.
    Nte(Nte<'a>),
    /// Repricing.
    Hcp(Hcp<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

/// An inner loop of a line.
#[derive(Debug, Clone, Copy)]
pub enum LinePart<'a> {
    /// 2410.
    Drug(Drug<'a>),
    /// 2420.
    Party(Party<'a>),
    /// 2430.
    Adjudication(Adjudication<'a>),
    /// 2440.
    Form(Form<'a>),
}

impl<'a> Line<'a> {
    pub(super) fn new(span: Span<'a>) -> Option<Self> {
        let lx = Lx::try_from_segment(span.first()?)?;
        Some(Line { lx, span })
    }

    /// LX.
    #[must_use]
    pub fn lx(&self) -> Lx<'a> {
        self.lx
    }

    /// The segments after LX and before the first inner loop.
    pub fn items(&self) -> impl Iterator<Item = LineItem<'a>> + use<'a> {
        self.span.own(INNER).map(LineItem::of)
    }

    /// The inner loops in order.
    pub fn parts(&self) -> impl Iterator<Item = LinePart<'a>> + use<'a> {
        self.span.loops(INNER).filter_map(LinePart::new)
    }

    /// How many lines of the claim before it began with a damaged segment and are lost.
    #[must_use]
    pub fn lost_before(&self) -> u32 {
        self.span.lost_lines()
    }

    /// All segments, those of the inner loops included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> LineItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"SV1" => Sv1::try_from_segment(segment).map(LineItem::Sv1),
            b"SV2" => Sv2::try_from_segment(segment).map(LineItem::Sv2),
            b"SV3" => Sv3::try_from_segment(segment).map(LineItem::Sv3),
            b"TOO" => Too::try_from_segment(segment).map(LineItem::Too),
            b"SV5" => Sv5::try_from_segment(segment).map(LineItem::Sv5),
            b"PWK" => Pwk::try_from_segment(segment).map(LineItem::Pwk),
            b"CRC" => Crc::try_from_segment(segment).map(LineItem::Crc),
            b"DTP" => Dtp::try_from_segment(segment).map(LineItem::Dtp),
            b"QTY" => Qty::try_from_segment(segment).map(LineItem::Qty),
            b"CN1" => Cn1::try_from_segment(segment).map(LineItem::Cn1),
            b"AMT" => Amt::try_from_segment(segment).map(LineItem::Amt),
            b"REF" => Ref::try_from_segment(segment).map(LineItem::Ref),
            b"K3" => K3::try_from_segment(segment).map(LineItem::K3),
            b"NTE" => Nte::try_from_segment(segment).map(LineItem::Nte),
            b"HCP" => Hcp::try_from_segment(segment).map(LineItem::Hcp),
            _ => None,
        };
        item.unwrap_or(LineItem::Other(segment))
    }
}

impl<'a> LinePart<'a> {
    fn new(span: Span<'a>) -> Option<Self> {
        let first = span.first()?;
        match first.id() {
            b"LIN" => Lin::try_from_segment(first).map(|lin| LinePart::Drug(Drug { lin, span })),
            b"NM1" => Party::new(span, Place::Line).map(LinePart::Party),
            b"SVD" => Svd::try_from_segment(first)
                .map(|svd| LinePart::Adjudication(Adjudication { svd, span })),
            _ => Lq::try_from_segment(first).map(|lq| LinePart::Form(Form { lq, span })),
        }
    }

    /// All its segments.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        match self {
            LinePart::Drug(drug) => drug.span,
            LinePart::Party(party) => party.span(),
            LinePart::Adjudication(adjudication) => adjudication.span,
            LinePart::Form(form) => form.span,
        }
    }
}

/// Loop 2410.
#[derive(Debug, Clone, Copy)]
pub struct Drug<'a> {
    lin: Lin<'a>,
    span: Span<'a>,
}

/// A segment of a drug.
#[derive(Debug, Clone, Copy)]
pub enum DrugItem<'a> {
    /// Quantity and unit.
    Ctp(Ctp<'a>),
    /// Prescription.
    Ref(Ref<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Drug<'a> {
    /// LIN.
    #[must_use]
    pub fn lin(&self) -> Lin<'a> {
        self.lin
    }

    /// The segments after LIN.
    pub fn items(&self) -> impl Iterator<Item = DrugItem<'a>> + use<'a> {
        self.span.rest().segments().map(|segment| {
            let ctp = Ctp::try_from_segment(segment).map(DrugItem::Ctp);
            let reference = || Ref::try_from_segment(segment).map(DrugItem::Ref);
            ctp.or_else(reference).unwrap_or(DrugItem::Other(segment))
        })
    }
}

/// Loop 2430: what another payer adjudicated.
#[derive(Debug, Clone, Copy)]
pub struct Adjudication<'a> {
    svd: Svd<'a>,
    span: Span<'a>,
}

/// A segment of an adjudication.
#[derive(Debug, Clone, Copy)]
pub enum AdjudicationItem<'a> {
    /// Adjustments.
    Cas(Cas<'a>),
    /// When it was adjudicated.
    Dtp(Dtp<'a>),
    /// What is left for the patient.
    Amt(Amt<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Adjudication<'a> {
    /// SVD.
    #[must_use]
    pub fn svd(&self) -> Svd<'a> {
        self.svd
    }

    /// The segments after SVD.
    pub fn items(&self) -> impl Iterator<Item = AdjudicationItem<'a>> + use<'a> {
        self.span.rest().segments().map(|segment| {
            let item = match segment.id() {
                b"CAS" => Cas::try_from_segment(segment).map(AdjudicationItem::Cas),
                b"DTP" => Dtp::try_from_segment(segment).map(AdjudicationItem::Dtp),
                b"AMT" => Amt::try_from_segment(segment).map(AdjudicationItem::Amt),
                _ => None,
            };
            item.unwrap_or(AdjudicationItem::Other(segment))
        })
    }
}

/// Loop 2440: a supporting form.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    lq: Lq<'a>,
    span: Span<'a>,
}

impl<'a> Form<'a> {
    /// LQ.
    #[must_use]
    pub fn lq(&self) -> Lq<'a> {
        self.lq
    }

    /// The segments after LQ: the form's questions, which are not read.
    pub fn items(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        self.span.rest().segments()
    }
}
