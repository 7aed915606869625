//! The head of an 835: the payment, its trace number, who pays (1000A) and who is paid (1000B).

use crate::Span;
use crate::segment::{Bpr, Cur, Dtm, N1, N2, N3, N4, Nte, Per, Rdm, Ref, Segment, Trn};

/// BPR to 1000B.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    span: Span<'a>,
}

/// A segment of the head itself.
#[derive(Debug, Clone, Copy)]
pub enum HeaderItem<'a> {
    /// The payment.
    Bpr(Bpr<'a>),
    /// A note.
    Nte(Nte<'a>),
    /// Check or EFT number.
    Trn(Trn<'a>),
    /// Currency.
    Cur(Cur<'a>),
    /// References.
    Ref(Ref<'a>),
    /// Production date.
    Dtm(Dtm<'a>),
    /// A segment the head does not know.
    Other(Segment<'a>),
}

impl<'a> Header<'a> {
    pub(super) fn new(span: Span<'a>) -> Self {
        Header { span }
    }

    /// The segments before the first party.
    pub fn items(&self) -> impl Iterator<Item = HeaderItem<'a>> + use<'a> {
        self.span
            .split_at_id(0, &[b"N1"])
            .0
            .segments()
            .map(HeaderItem::of)
    }

    /// The loops that begin with N1, in order.
    pub fn parties(&self) -> impl Iterator<Item = Party<'a>> + use<'a> {
        self.span.loops(&[b"N1"]).filter_map(Party::new)
    }

    /// BPR.
    #[must_use]
    pub fn bpr(&self) -> Option<Bpr<'a>> {
        self.items().find_map(|item| match item {
            HeaderItem::Bpr(bpr) => Some(bpr),
            _ => None,
        })
    }

    /// TRN, the first.
    #[must_use]
    pub fn trn(&self) -> Option<Trn<'a>> {
        self.items().find_map(|item| match item {
            HeaderItem::Trn(trn) => Some(trn),
            _ => None,
        })
    }

    /// 1000A.
    #[must_use]
    pub fn payer(&self) -> Option<Party<'a>> {
        self.parties()
            .find(|party| party.n1().entity_code() == b"PR")
    }

    /// 1000B.
    #[must_use]
    pub fn payee(&self) -> Option<Party<'a>> {
        self.parties()
            .find(|party| party.n1().entity_code() == b"PE")
    }

    /// All segments, those of the parties included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> HeaderItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"BPR" => Bpr::try_from_segment(segment).map(HeaderItem::Bpr),
            b"NTE" => Nte::try_from_segment(segment).map(HeaderItem::Nte),
            b"TRN" => Trn::try_from_segment(segment).map(HeaderItem::Trn),
            b"CUR" => Cur::try_from_segment(segment).map(HeaderItem::Cur),
            b"REF" => Ref::try_from_segment(segment).map(HeaderItem::Ref),
            b"DTM" => Dtm::try_from_segment(segment).map(HeaderItem::Dtm),
            _ => None,
        };
        item.unwrap_or(HeaderItem::Other(segment))
    }
}

/// Loop 1000A or 1000B.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    n1: N1<'a>,
    span: Span<'a>,
}

/// A segment of a party.
#[derive(Debug, Clone, Copy)]
pub enum PartyItem<'a> {
    /// Additional name.
    N2(N2<'a>),
    /// Street.
    N3(N3<'a>),
    /// City.
    N4(N4<'a>),
    /// Further ids.
    Ref(Ref<'a>),
    /// Contacts.
    Per(Per<'a>),
    /// How the remittance is delivered.
    Rdm(Rdm<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Party<'a> {
    fn new(span: Span<'a>) -> Option<Self> {
        let n1 = N1::try_from_segment(span.first()?)?;
        Some(Party { n1, span })
    }

    /// N1.
    #[must_use]
    pub fn n1(&self) -> N1<'a> {
        self.n1
    }

    /// The segments after N1.
    pub fn items(&self) -> impl Iterator<Item = PartyItem<'a>> + use<'a> {
        self.span.own(&[]).map(PartyItem::of)
    }

    /// All segments, N1 included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> PartyItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"N2" => N2::try_from_segment(segment).map(PartyItem::N2),
            b"N3" => N3::try_from_segment(segment).map(PartyItem::N3),
            b"N4" => N4::try_from_segment(segment).map(PartyItem::N4),
            b"REF" => Ref::try_from_segment(segment).map(PartyItem::Ref),
            b"PER" => Per::try_from_segment(segment).map(PartyItem::Per),
            b"RDM" => Rdm::try_from_segment(segment).map(PartyItem::Rdm),
            _ => None,
        };
        item.unwrap_or(PartyItem::Other(segment))
    }
}
