//! The head of an 837: BHT, submitter (1000A) and receiver (1000B).

use super::{Party, Place};
use crate::Span;
use crate::segment::{Bht, Ref, Segment};

/// BHT to 1000B.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    span: Span<'a>,
}

/// A segment of the head itself.
#[derive(Debug, Clone, Copy)]
pub enum HeaderItem<'a> {
    /// The transaction.
    Bht(Bht<'a>),
    /// The guide, in 4010.
    Ref(Ref<'a>),
    /// A segment the head does not know.
    Other(Segment<'a>),
}

impl<'a> Header<'a> {
    pub(super) fn new(span: Span<'a>) -> Self {
        Header { span }
    }

    /// BHT.
    #[must_use]
    pub fn bht(&self) -> Option<Bht<'a>> {
        self.items().find_map(|item| match item {
            HeaderItem::Bht(bht) => Some(bht),
            _ => None,
        })
    }

    /// The segments before the first party.
    pub fn items(&self) -> impl Iterator<Item = HeaderItem<'a>> + use<'a> {
        self.span
            .split_at_id(0, &[b"NM1"])
            .0
            .segments()
            .map(|segment| {
                let bht = Bht::try_from_segment(segment).map(HeaderItem::Bht);
                let reference = || Ref::try_from_segment(segment).map(HeaderItem::Ref);
                bht.or_else(reference).unwrap_or(HeaderItem::Other(segment))
            })
    }

    /// 1000A and 1000B.
    pub fn parties(&self) -> impl Iterator<Item = Party<'a>> + use<'a> {
        self.span
            .loops(&[b"NM1"])
            .filter_map(|span| Party::new(span, Place::Header))
    }

    /// All segments, those of the parties included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}
