//! A segment as it stands in the buffer: borrowed bytes, fields found but not copied.
//!
//! Fields count from 1, as in the standard. What was not sent is absent, what is to be deleted is
//! null, and everything else is what was sent. Nothing is parsed here but dates: numbers are the
//! caller's business.

/// A segment with its fields. `code` is a simple type: the first part of the first repetition.
/// `text` is the whole field as one text. `one` is the first repetition as a datatype, `each` every
/// repetition.
macro_rules! segment {
    (@code $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> $crate::Text<'a> {
            self.0.field($number).first().0.first()
        }
    };
    (@text $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> $crate::Text<'a> {
            self.0.field($number).text()
        }
    };
    (@one $(#[$doc:meta])* $field:ident $number:literal $of:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> $of<'a> {
            $crate::datatype::Datatype::of(self.0.field($number).first().0)
        }
    };
    (@each $(#[$doc:meta])* $field:ident $number:literal $of:ident) => {
        $(#[$doc])*
        pub fn $field(&self) -> impl Iterator<Item = $of<'a>> + Clone + use<'a> {
            let repetitions = self.0.field($number).repetitions();
            repetitions.map(|it| $crate::datatype::Datatype::of(it.0))
        }
    };
    ($(#[$doc:meta])* $name:ident, $id:literal; $(
        $(#[$field_doc:meta])* $kind:ident $field:ident = $number:literal $(: $of:ident)?;
    )*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'a>($crate::Segment<'a>);

        impl<'a> $name<'a> {
            #[doc = concat!("The segment as `", $id, "`, or `None` if it is another one.")]
            #[must_use]
            pub fn try_from_segment(segment: $crate::Segment<'a>) -> Option<Self> {
                (segment.id() == $id.as_bytes()).then_some($name(segment))
            }

            /// The segment itself.
            #[must_use]
            pub fn segment(&self) -> $crate::Segment<'a> {
                self.0
            }

            $(segment!(@$kind $(#[$field_doc])* $field $number $($of)?);)*
        }
    };
}

mod acc;
mod aig;
mod ail;
mod aip;
mod ais;
mod bhs;
mod bts;
mod cdm;
mod dg1;
mod drg;
mod err;
mod evn;
mod fhs;
mod ft1;
mod fts;
mod in1;
mod in2;
mod in3;
mod mfe;
mod mfi;
mod mrg;
mod msa;
mod msh;
mod nte;
mod obr;
mod obx;
mod orc;
mod pd1;
mod pid;
mod pr1;
mod prc;
mod pv1;
mod pv2;
mod rgs;
mod rol;
mod rxa;
mod rxd;
mod rxe;
mod rxg;
mod rxo;
mod rxr;
mod sch;
mod tq1;
mod txa;

use std::fmt;

use crate::gathering::Line;
use crate::names::segment_name;
use crate::text::Coding;
use crate::{Charset, Delimiters, Field, Position};

pub use acc::Acc;
pub use aig::Aig;
pub use ail::Ail;
pub use aip::Aip;
pub use ais::Ais;
pub use bhs::Bhs;
pub use bts::Bts;
pub use cdm::Cdm;
pub use dg1::Dg1;
pub use drg::Drg;
pub use err::Err;
pub use evn::Evn;
pub use fhs::Fhs;
pub use ft1::Ft1;
pub use fts::Fts;
pub use in1::In1;
pub use in2::In2;
pub use in3::In3;
pub use mfe::Mfe;
pub use mfi::Mfi;
pub use mrg::Mrg;
pub use msa::Msa;
pub use msh::Msh;
pub use nte::Nte;
pub use obr::Obr;
pub use obx::Obx;
pub use orc::Orc;
pub use pd1::Pd1;
pub use pid::Pid;
pub use pr1::Pr1;
pub use prc::Prc;
pub use pv1::Pv1;
pub use pv2::Pv2;
pub use rgs::Rgs;
pub use rol::Rol;
pub use rxa::Rxa;
pub use rxd::Rxd;
pub use rxe::Rxe;
pub use rxg::Rxg;
pub use rxo::Rxo;
pub use rxr::Rxr;
pub use sch::Sch;
pub use tq1::Tq1;
pub use txa::Txa;

/// One segment, without its line end.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    /// What the places of the line and of its separators count from.
    block: &'a [u8],
    line: &'a Line,
    separators: &'a [u32],
    coding: &'a Coding,
    position: Position,
}

impl<'a> Segment<'a> {
    #[inline]
    pub(crate) fn new(
        block: &'a [u8],
        line: &'a Line,
        separators: &'a [u32],
        coding: &'a Coding,
        position: Position,
    ) -> Self {
        Segment {
            block,
            line,
            separators,
            coding,
            position,
        }
    }

    /// The segment id, such as `PID`; in capitals, however it was sent.
    #[must_use]
    #[inline]
    pub fn id(&self) -> &'a [u8] {
        &self.line.id
    }

    /// A field; absent if it was not sent. Field 0 does not exist. Of MSH, FHS and BHS field 1 is
    /// the field separator and field 2 the encoding characters, neither of them divided.
    #[must_use]
    #[inline]
    pub fn field(&self, number: usize) -> Field<'a> {
        let bytes = raw_field(self.block, self.line, self.separators, number);
        let divided = number > 2 || !is_header_id(&self.line.id);
        Field::new(bytes, divided, self.coding)
    }

    /// How many fields were sent, trailing empty ones included.
    #[must_use]
    pub fn field_count(&self) -> usize {
        let (first, last) = self.line.separators;
        index(last.saturating_sub(first)) + usize::from(is_header_id(&self.line.id))
    }

    /// All fields in order.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + Clone + use<'a> {
        let segment = *self;
        (1..=self.field_count()).map(move |number| segment.field(number))
    }

    /// Where the segment stands.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The delimiters of its message.
    #[must_use]
    pub fn delimiters(&self) -> Delimiters {
        self.coding.delimiters
    }

    /// The character set of its message.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.coding.charset
    }

    /// The segment as sent, from its id to before its line end.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        let (start, end) = (index(self.line.start), index(self.line.end));
        self.block.get(start..end).unwrap_or_default()
    }
}

/// The bytes of a field. The field separator that follows the id of a header is its first field
/// (HL7 2.8 chapter 2.14.9.1), so its others count one more: here, and nowhere else.
#[inline]
pub(crate) fn raw_field<'a>(
    block: &'a [u8],
    line: &Line,
    separators: &[u32],
    number: usize,
) -> &'a [u8] {
    let (first, last) = (index(line.separators.0), index(line.separators.1));
    let own = separators.get(first..last).unwrap_or_default();
    let header = is_header_id(&line.id);
    let place = |at: usize| own.get(at).map(|place| index(*place));
    if header && number == 1 {
        return place(0)
            .and_then(|at| block.get(at..=at))
            .unwrap_or_default();
    }
    let Some(before) = number.checked_sub(1 + usize::from(header)) else {
        return b"";
    };
    let Some(start) = place(before) else {
        return b"";
    };
    let end = place(before + 1).unwrap_or(index(line.end));
    block.get(start + 1..end).unwrap_or_default()
}

/// True for the segments that say which their delimiters are.
#[inline]
fn is_header_id(id: &[u8; 3]) -> bool {
    matches!(id, b"MSH" | b"FHS" | b"BHS")
}

/// Content is protected health information, so only the name and the place are shown.
impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Segment({} at record {})",
            segment_name(self.id()),
            self.position.record
        )
    }
}

/// A place in a block, which is at most `u32::MAX` long.
#[inline]
fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
