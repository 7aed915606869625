//! A segment as it stands in the buffer: borrowed bytes, elements found but not copied.
//!
//! Elements, components and repetitions count from 1, as in the standard. What was not sent and
//! what was sent empty is the same to X12, so both are `b""`. Spaces around a value are padding
//! and are trimmed. Nothing is parsed here: numbers and dates are the caller's business.

mod aaa;
mod ak1;
mod ak2;
mod ak9;
mod amt;
mod bgn;
mod bht;
mod bin;
mod bpr;
mod cas;
mod cat;
mod cl1;
mod clm;
mod clp;
mod cn1;
mod crc;
mod ctp;
mod ctx;
mod cur;
mod dmg;
mod dn1;
mod dn2;
mod dtm;
mod dtp;
mod eb;
mod efi;
mod eq;
mod gs;
mod hcp;
mod hcr;
mod hi;
mod hl;
mod hsd;
mod iii;
mod ik3;
mod ik4;
mod ik5;
mod ins;
mod isa;
mod k3;
mod lin;
mod lq;
mod lx;
mod mia;
mod moa;
mod msg;
mod n1;
mod n2;
mod n3;
mod n4;
mod nm1;
mod nte;
mod oi;
mod ooi;
mod pat;
mod per;
mod plb;
mod procedure;
mod prv;
mod pwk;
mod qty;
mod rdm;
mod reference;
mod sbr;
mod st;
mod stc;
mod sv1;
mod sv2;
mod sv3;
mod sv5;
mod svc;
mod svd;
mod ta1;
mod too;
mod trn;
mod ts2;
mod ts3;
mod um;

use std::fmt;

use crate::{Delimiters, Position};

pub use aaa::Aaa;
pub use ak1::Ak1;
pub use ak2::Ak2;
pub use ak9::Ak9;
pub use amt::Amt;
pub use bgn::Bgn;
pub use bht::Bht;
pub use bin::Bin;
pub use bpr::Bpr;
pub use cas::{Cas, Triplet};
pub use cat::Cat;
pub use cl1::Cl1;
pub use clm::Clm;
pub use clp::Clp;
pub use cn1::Cn1;
pub use crc::Crc;
pub use ctp::Ctp;
pub use ctx::Ctx;
pub use cur::Cur;
pub use dmg::Dmg;
pub use dn1::Dn1;
pub use dn2::Dn2;
pub use dtm::Dtm;
pub use dtp::Dtp;
pub use eb::Eb;
pub use efi::Efi;
pub use eq::Eq;
pub use gs::Gs;
pub use hcp::Hcp;
pub use hcr::Hcr;
pub use hi::{Hi, HiValue};
pub use hl::Hl;
pub use hsd::Hsd;
pub use iii::Iii;
pub use ik3::Ik3;
pub use ik4::Ik4;
pub use ik5::Ik5;
pub use ins::Ins;
pub use isa::Isa;
pub use k3::K3;
pub use lin::Lin;
pub use lq::Lq;
pub use lx::Lx;
pub use mia::Mia;
pub use moa::Moa;
pub use msg::Msg;
pub use n1::N1;
pub use n2::N2;
pub use n3::N3;
pub use n4::N4;
pub use nm1::Nm1;
pub use nte::Nte;
pub use oi::Oi;
pub use ooi::Ooi;
pub use pat::Pat;
pub use per::{Contact, Per};
pub use plb::{Plb, PlbAdjustment};
pub use procedure::Procedure;
pub use prv::Prv;
pub use pwk::Pwk;
pub use qty::Qty;
pub use rdm::Rdm;
pub use reference::Ref;
pub use sbr::Sbr;
pub use st::St;
pub use stc::{ClaimStatus, Stc};
pub use sv1::Sv1;
pub use sv2::Sv2;
pub use sv3::Sv3;
pub use sv5::Sv5;
pub use svc::Svc;
pub use svd::Svd;
pub use ta1::Ta1;
pub use too::Too;
pub use trn::Trn;
pub use ts2::Ts2;
pub use ts3::Ts3;
pub use um::Um;

/// One segment, without its terminator.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    /// The buffer the segment is in, and where it begins there.
    block: &'a [u8],
    start: usize,
    /// Where in the block the id and each element end.
    ends: &'a [u32],
    delimiters: Delimiters,
    position: Position,
}

impl<'a> Segment<'a> {
    #[inline]
    pub(crate) fn new(
        block: &'a [u8],
        start: usize,
        ends: &'a [u32],
        delimiters: Delimiters,
        position: Position,
    ) -> Self {
        Segment {
            block,
            start,
            ends,
            delimiters,
            position,
        }
    }

    /// The segment id, such as `CLP`.
    #[must_use]
    #[inline]
    pub fn id(&self) -> &'a [u8] {
        self.until(self.start, self.ends.first())
    }

    /// An element without the spaces around it; empty if it was not sent. Element 0 does not exist.
    #[must_use]
    #[inline]
    pub fn element(&self, number: usize) -> &'a [u8] {
        trim(self.raw_element(number))
    }

    /// An element as sent, with its padding.
    #[must_use]
    #[inline]
    pub fn raw_element(&self, number: usize) -> &'a [u8] {
        let Some(before) = number.checked_sub(1).and_then(|index| self.ends.get(index)) else {
            return b"";
        };
        self.until(index(*before) + 1, self.ends.get(number))
    }

    /// How many elements were sent, trailing empty ones included.
    #[must_use]
    pub fn element_count(&self) -> usize {
        self.ends.len().saturating_sub(1)
    }

    /// All elements in order, trimmed.
    pub fn elements(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let segment = *self;
        (1..=self.element_count()).map(move |number| segment.element(number))
    }

    /// All elements in order, as sent.
    pub(crate) fn raw_elements(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let segment = *self;
        self.ends.windows(2).map(move |ends| match ends {
            [before, end] => segment.until(index(*before) + 1, Some(end)),
            _ => b"",
        })
    }

    /// A component of an element's first repetition, trimmed.
    #[must_use]
    pub fn component(&self, element: usize, number: usize) -> &'a [u8] {
        self.composite(element).component(number)
    }

    /// An element's first repetition, as a composite.
    #[must_use]
    pub fn composite(&self, element: usize) -> Composite<'a> {
        let bytes = self.element(element);
        let first = match self
            .delimiters
            .repetition
            .and_then(|r| memchr::memchr(r, bytes))
        {
            Some(end) => bytes.get(..end).unwrap_or(bytes),
            None => bytes,
        };
        Composite {
            bytes: first,
            separator: self.delimiters.component,
        }
    }

    /// The repetitions of an element; none if it was not sent.
    pub fn repetitions(&self, element: usize) -> impl Iterator<Item = Composite<'a>> + use<'a> {
        let bytes = self.element(element);
        let separator = self.delimiters.component;
        let repetition = self.delimiters.repetition;
        bytes
            .split(move |&byte| Some(byte) == repetition)
            .filter(move |_| !bytes.is_empty())
            .map(move |bytes| Composite { bytes, separator })
    }

    /// Where the segment stands.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The delimiters of its interchange.
    #[must_use]
    pub fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// The segment as sent, from its id to before its terminator.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.until(self.start, self.ends.last())
    }

    /// Where the id and each element end, from the segment's first byte.
    pub(crate) fn ends(&self) -> impl Iterator<Item = u32> + use<'a> {
        let start = u32::try_from(self.start).unwrap_or(u32::MAX);
        self.ends.iter().map(move |end| end.saturating_sub(start))
    }

    #[inline]
    fn until(&self, start: usize, end: Option<&u32>) -> &'a [u8] {
        end.and_then(|&end| self.block.get(start..index(end)))
            .unwrap_or_default()
    }
}

/// Content is protected health information, so only the id and the place are shown.
impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = if is_segment_id(self.id()) {
            self.id()
        } else {
            b"?"
        };
        write!(
            f,
            "Segment({} at record {})",
            String::from_utf8_lossy(id),
            self.position.record
        )
    }
}

/// An element made of components.
#[derive(Clone, Copy)]
pub struct Composite<'a> {
    bytes: &'a [u8],
    separator: u8,
}

impl<'a> Composite<'a> {
    /// A component without the spaces around it; empty if it was not sent.
    #[must_use]
    pub fn component(&self, number: usize) -> &'a [u8] {
        number
            .checked_sub(1)
            .and_then(|index| self.components().nth(index))
            .unwrap_or_default()
    }

    /// The components in order, trimmed. An empty composite has one, empty.
    pub fn components(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let separator = self.separator;
        self.bytes.split(move |&byte| byte == separator).map(trim)
    }

    /// The composite as sent.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// True if nothing was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl fmt::Debug for Composite<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Composite({} components)", self.components().count())
    }
}

/// True for what the standard allows as a segment id: a letter, then one or two letters or digits.
#[inline]
pub(crate) fn is_segment_id(id: &[u8]) -> bool {
    let other = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    match id {
        [first, second] => first.is_ascii_uppercase() && other(second),
        [first, second, third] => first.is_ascii_uppercase() && other(second) && other(third),
        _ => false,
    }
}

/// Without the padding around a value.
#[inline]
pub(crate) fn trim(bytes: &[u8]) -> &[u8] {
    match bytes {
        [b' ' | b'\r' | b'\n' | b'\t', ..] | [.., b' ' | b'\r' | b'\n' | b'\t'] => {
            bytes.trim_ascii()
        }
        _ => bytes,
    }
}

/// An offset in a block, which is at most `u32::MAX` long.
#[inline]
fn index(end: u32) -> usize {
    usize::try_from(end).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
