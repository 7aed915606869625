//! ANY: a value of the type that `xsi:type` names.

use super::{Bl, Cd, Ed, Ii, Int, IvlPq, IvlTs, Mo, NullFlavor, Pq, Real, Value};
use crate::Element;

/// The value of an observation.
#[derive(Debug, Clone, Copy)]
pub enum Any<'a> {
    /// CD, CE, CV, CO or CS.
    Cd(Cd<'a>),
    /// PQ.
    Pq(Pq<'a>),
    /// `IVL_PQ`.
    IvlPq(IvlPq<'a>),
    /// TS or `IVL_TS`.
    Time(IvlTs<'a>),
    /// ST or ED: text.
    Text(Ed<'a>),
    /// BL.
    Bl(Bl<'a>),
    /// INT.
    Int(Int<'a>),
    /// REAL.
    Real(Real<'a>),
    /// MO.
    Mo(Mo<'a>),
    /// II.
    Ii(Ii<'a>),
    /// Of another type, or of none that is named.
    Other(Element<'a>),
}

impl<'a> Any<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        match element.xsi_type().unwrap_or_default() {
            "CD" | "CE" | "CV" | "CO" | "CS" => Any::Cd(Cd::new(element)),
            "PQ" => Any::Pq(Pq::new(element)),
            "IVL_PQ" => Any::IvlPq(IvlPq::new(element)),
            "TS" | "IVL_TS" => Any::Time(IvlTs::new(element)),
            "ST" | "ED" => Any::Text(Ed::new(element)),
            "BL" => Any::Bl(Bl::new(element)),
            "INT" => Any::Int(Int::new(element)),
            "REAL" => Any::Real(Real::new(element)),
            "MO" => Any::Mo(Mo::new(element)),
            "II" => Any::Ii(Ii::new(element)),
            _ => Any::Other(element),
        }
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        match self {
            Any::Cd(value) => value.null_flavor(),
            Any::Pq(value) => value.null_flavor(),
            Any::IvlPq(value) => value.null_flavor(),
            Any::Time(value) => value.null_flavor(),
            Any::Text(value) => value.null_flavor(),
            Any::Bl(value) => value.value().null_flavor(),
            Any::Int(value) => value.value().null_flavor(),
            Any::Real(value) => value.value().null_flavor(),
            Any::Mo(value) => value.value().null_flavor(),
            Any::Ii(value) => value.null_flavor(),
            Any::Other(element) => element.null_flavor(),
        }
    }

    /// The value as text, for a column that holds any: a code, a number as it was written, a time, a
    /// text. Null and absent are told apart; a range is [`Value::Absent`], its ends say more.
    #[must_use]
    pub fn text(&self) -> Value<'a, &'a str> {
        let given = |text: Option<&'a str>| match (text, self.null_flavor()) {
            (Some(text), _) => Value::Present(text),
            (None, Some(flavor)) => Value::Null(flavor),
            (None, None) => Value::Absent,
        };
        match self {
            Any::Cd(value) => given(value.code()),
            Any::Pq(value) => value.value(),
            Any::IvlPq(value) => value.single().value(),
            Any::Time(value) => match value.value() {
                Value::Present(time) => Value::Present(time.as_str()),
                Value::Invalid => Value::Invalid,
                Value::Null(flavor) => Value::Null(flavor),
                Value::Absent => Value::Absent,
            },
            Any::Text(value) => given(value.words()),
            Any::Bl(value) => match value.value() {
                Value::Present(true) => Value::Present("true"),
                Value::Present(false) => Value::Present("false"),
                Value::Invalid => Value::Invalid,
                _ => given(None),
            },
            Any::Int(value) => match value.value() {
                Value::Invalid => Value::Invalid,
                _ => given(value.text()),
            },
            Any::Real(value) => value.value(),
            Any::Mo(value) => value.value(),
            Any::Ii(value) => given(value.extension().or_else(|| value.root())),
            Any::Other(element) => given(Some(element.text()).filter(|text| !text.is_empty())),
        }
    }
}
