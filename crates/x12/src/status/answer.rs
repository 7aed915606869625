//! Loop 2200: what is said of a batch, a provider's claims or one claim, with its lines (2220).

use crate::Span;
use crate::segment::{Amt, Dtp, Pwk, Qty, Ref, Segment, Stc, Svc, Trn};

/// What is said of one thing that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    span: Span<'a>,
}

/// A segment of an answer itself.
#[derive(Debug, Clone, Copy)]
pub enum AnswerItem<'a> {
    /// What is answered.
    Trn(Trn<'a>),
    /// What is said.
    Stc(Stc<'a>),
    /// References.
    Ref(Ref<'a>),
    /// Dates.
    Dtp(Dtp<'a>),
    /// Quantities.
    Qty(Qty<'a>),
    /// Amounts.
    Amt(Amt<'a>),
    /// Paperwork that is asked for.
    Pwk(Pwk<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

/// What is said of one line.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    svc: Svc<'a>,
    span: Span<'a>,
}

/// A segment of a line.
#[derive(Debug, Clone, Copy)]
pub enum LineItem<'a> {
    /// What is said.
    Stc(Stc<'a>),
    /// References.
    Ref(Ref<'a>),
    /// Dates.
    Dtp(Dtp<'a>),
    /// Paperwork that is asked for.
    Pwk(Pwk<'a>),
    /// A segment the loop does not know.
    Other(Segment<'a>),
}

impl<'a> Answer<'a> {
    pub(super) fn new(span: Span<'a>) -> Self {
        Answer { span }
    }

    /// TRN; some senders leave it out.
    #[must_use]
    pub fn trn(&self) -> Option<Trn<'a>> {
        self.items().find_map(|item| match item {
            AnswerItem::Trn(trn) => Some(trn),
            _ => None,
        })
    }

    /// The segments before the first line.
    pub fn items(&self) -> impl Iterator<Item = AnswerItem<'a>> + use<'a> {
        let (own, _) = self.span.split_at_id(0, &[b"SVC"]);
        own.segments().map(AnswerItem::of)
    }

    /// STC.
    pub fn statuses(&self) -> impl Iterator<Item = Stc<'a>> + use<'a> {
        self.items().filter_map(|item| match item {
            AnswerItem::Stc(stc) => Some(stc),
            _ => None,
        })
    }

    /// 2220.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        self.span.loops(&[b"SVC"]).filter_map(|span| {
            let svc = Svc::try_from_segment(span.first()?)?;
            Some(Line { svc, span })
        })
    }

    /// All segments, those of the lines included.
    #[must_use]
    pub fn span(&self) -> Span<'a> {
        self.span
    }
}

impl<'a> Line<'a> {
    /// SVC.
    #[must_use]
    pub fn svc(&self) -> Svc<'a> {
        self.svc
    }

    /// The segments after SVC.
    pub fn items(&self) -> impl Iterator<Item = LineItem<'a>> + use<'a> {
        self.span.rest().segments().map(LineItem::of)
    }

    /// STC.
    pub fn statuses(&self) -> impl Iterator<Item = Stc<'a>> + use<'a> {
        self.items().filter_map(|item| match item {
            LineItem::Stc(stc) => Some(stc),
            _ => None,
        })
    }

    /// How many lines before it, in its level, began with a damaged segment.
    #[must_use]
    pub fn lost_before(&self) -> u32 {
        self.span.lost_lines()
    }
}

impl<'a> AnswerItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"TRN" => Trn::try_from_segment(segment).map(AnswerItem::Trn),
            b"STC" => Stc::try_from_segment(segment).map(AnswerItem::Stc),
            b"REF" => Ref::try_from_segment(segment).map(AnswerItem::Ref),
            b"DTP" => Dtp::try_from_segment(segment).map(AnswerItem::Dtp),
            b"QTY" => Qty::try_from_segment(segment).map(AnswerItem::Qty),
            b"AMT" => Amt::try_from_segment(segment).map(AnswerItem::Amt),
            b"PWK" => Pwk::try_from_segment(segment).map(AnswerItem::Pwk),
            _ => None,
        };
        item.unwrap_or(AnswerItem::Other(segment))
    }
}

impl<'a> LineItem<'a> {
    fn of(segment: Segment<'a>) -> Self {
        let item = match segment.id() {
            b"STC" => Stc::try_from_segment(segment).map(LineItem::Stc),
            b"REF" => Ref::try_from_segment(segment).map(LineItem::Ref),
            b"DTP" => Dtp::try_from_segment(segment).map(LineItem::Dtp),
            b"PWK" => Pwk::try_from_segment(segment).map(LineItem::Pwk),
            _ => None,
        };
        item.unwrap_or(LineItem::Other(segment))
    }
}
