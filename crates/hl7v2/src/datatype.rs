//! The datatypes that the segments here are made of, borrowed. One of them reads a field by its
//! components, and a component by its subcomponents: a code is the same in both.
//!
//! Older forms fit by position: CE and CNE are a [`Cwe`], CM and CN what took their place, a plain
//! ID, NM or ST is the first part. Where a later version moved a part, both are there.

use std::fmt;

use crate::field::{Part, State};
use crate::{Repetition, Text};

/// What a repetition, or a part of one, can be read as.
pub(crate) trait Datatype<'a> {
    fn of(part: Part<'a>) -> Self;
}

impl<'a> Datatype<'a> for Text<'a> {
    fn of(part: Part<'a>) -> Self {
        part.first()
    }
}

impl<'a> Datatype<'a> for Repetition<'a> {
    fn of(part: Part<'a>) -> Self {
        Repetition(part)
    }
}

/// A datatype with its parts. `code` is a simple type: the first part, where a later version divided
/// it. `text` is all of the part, since a text may hold a separator that was not escaped. `part` is
/// a datatype itself.
macro_rules! datatype {
    (@code $(#[$doc:meta])* $part:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $part(&self) -> $crate::Text<'a> {
            self.0.part($number).first()
        }
    };
    (@text $(#[$doc:meta])* $part:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $part(&self) -> $crate::Text<'a> {
            self.0.part($number).whole()
        }
    };
    (@part $(#[$doc:meta])* $part:ident $number:literal $of:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $part(&self) -> $of<'a> {
            $crate::datatype::Datatype::of(self.0.part($number))
        }
    };
    ($(#[$doc:meta])* $name:ident; $(
        $(#[$part_doc:meta])* $kind:ident $part:ident = $number:literal $(: $of:ident)?;
    )*) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'a>($crate::field::Part<'a>);

        impl<'a> $name<'a> {
            $(datatype!(@$kind $(#[$part_doc])* $part $number $($of)?);)*

            /// Whether it was sent, left out, or is to be deleted.
            #[must_use]
            pub fn state(&self) -> $crate::State {
                self.0.state()
            }

            /// True if there is something to read.
            #[must_use]
            pub fn is_present(&self) -> bool {
                self.state() == $crate::State::Present
            }

            /// All of it as one text, whatever separators are in it.
            #[must_use]
            pub fn whole(&self) -> $crate::Text<'a> {
                self.0.whole()
            }
        }

        impl<'a> $crate::datatype::Datatype<'a> for $name<'a> {
            fn of(part: $crate::field::Part<'a>) -> Self {
                $name(part)
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::datatype::show(stringify!($name), self.state(), f)
            }
        }
    };
}

mod aui;
mod cnn;
mod cp;
mod cq;
mod cwe;
mod cx;
mod dr;
mod dtm;
mod ei;
mod eip;
mod eld;
mod erl;
mod fc;
mod hd;
mod mo;
mod ndl;
mod pl;
mod ppn;
mod tq;
mod xad;
mod xcn;
mod xon;
mod xpn;
mod xtn;

pub use aui::Aui;
pub use cnn::Cnn;
pub use cp::Cp;
pub use cq::Cq;
pub use cwe::Cwe;
pub use cx::Cx;
pub use dr::Dr;
pub use dtm::{Dtm, Malformed, Moment, Precision};
pub use ei::Ei;
pub use eip::Eip;
pub use eld::Eld;
pub use erl::Erl;
pub use fc::Fc;
pub use hd::Hd;
pub use mo::Mo;
pub use ndl::Ndl;
pub use pl::Pl;
pub use ppn::Ppn;
pub use tq::Tq;
pub use xad::Xad;
pub use xcn::Xcn;
pub use xon::Xon;
pub use xpn::Xpn;
pub use xtn::Xtn;

/// Content is protected health information, so only the state is shown.
pub(crate) fn show(name: &str, state: State, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name}({})", state.as_str())
}

#[cfg(test)]
mod tests;
