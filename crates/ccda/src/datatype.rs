//! Datatypes of HL7 V3 (Data Types Abstract R1, as CDA R2 uses them), one file each.

mod ad;
mod any;
mod bl;
mod cd;
mod ed;
mod en;
mod ii;
mod int;
mod ivl_pq;
mod ivl_ts;
mod null_flavor;
mod pivl_ts;
mod pq;
mod tel;
mod ts;

pub use ad::Ad;
pub use any::Any;
pub use bl::Bl;
pub(crate) use bl::truth;
pub use cd::Cd;
pub use ed::Ed;
pub use en::{En, EnPart};
pub use ii::Ii;
pub use int::Int;
pub use ivl_pq::IvlPq;
pub use ivl_ts::{Bound, IvlTs};
pub use null_flavor::NullFlavor;
pub use pivl_ts::PivlTs;
pub use pq::{Mo, Pq, Real};
pub use tel::Tel;
pub use ts::{Precision, Ts};

/// What stands where a value may: four different things, none of which is zero or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a, T> {
    /// Nothing was said.
    Absent,
    /// It was said why there is no value.
    Null(NullFlavor<'a>),
    /// Something was said that is no value of this type.
    Invalid,
    /// The value.
    Present(T),
}

impl<'a, T> Value<'a, T> {
    /// The value, if there is one.
    #[must_use]
    pub fn present(self) -> Option<T> {
        match self {
            Value::Present(value) => Some(value),
            _ => None,
        }
    }

    /// Why there is no value, if that was said.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        match self {
            Value::Null(flavor) => Some(*flavor),
            _ => None,
        }
    }

    /// True if something was said that is no value of this type.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        matches!(self, Value::Invalid)
    }

    /// An attribute's value: the attribute wins over `nullFlavor`, an empty one says nothing.
    fn of(
        element: crate::Element<'a>,
        attribute: &str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Self {
        let text = element.attribute(attribute).map(str::trim);
        match (text.filter(|text| !text.is_empty()), element.null_flavor()) {
            (Some(text), _) => parse(text).map_or(Value::Invalid, Value::Present),
            (None, Some(flavor)) => Value::Null(flavor),
            (None, None) => Value::Absent,
        }
    }
}

/// An attribute as it stands, without blanks around; `None` where it is empty.
fn filled<'a>(element: crate::Element<'a>, attribute: &str) -> Option<&'a str> {
    let text = element.attribute(attribute)?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
