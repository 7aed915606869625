//! Reading values: what a column takes, or in the standard's own words why not.

use domain::{Cents, DateError, DecimalError, Quantity, date};
use jiff::civil::Date;
use tables::WriteError;
use x12::{Position, Segment};

use crate::context::Context;

/// Which part of a segment, resource or entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    /// An element or field, and which component of it (0: the element itself); element 0 is the segment as a whole.
    Of(usize, usize),
    /// A path of the standard, as `period.start`.
    Path(&'static str),
}

impl Default for Element {
    fn default() -> Self {
        Element::Of(0, 0)
    }
}

impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Element::Of(0, _) => Ok(()),
            Element::Of(element, 0) => write!(f, "{element:02}"),
            Element::Of(element, component) => write!(f, "{element:02}-{component}"),
            Element::Path(path) => f.write_str(path),
        }
    }
}

/// What is wrong with a value, and where. Never the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Of the segment.
    pub(crate) position: Position,
    /// Its name.
    pub(crate) segment_id: String,
    /// Which element of it.
    pub(crate) element: Element,
    /// X12 999 IK403: 1 missing, 5 too long, 6 invalid character, 7 invalid code, 8 invalid date.
    pub(crate) code: &'static str,
    /// What was expected and what was found.
    pub(crate) expected: String,
}

impl Fault {
    pub(crate) fn new(
        segment: &Segment<'_>,
        element: Element,
        code: &'static str,
        expected: impl Into<String>,
    ) -> Fault {
        Fault {
            position: segment.position(),
            segment_id: name(segment).to_owned(),
            element,
            code,
            expected: expected.into(),
        }
    }

    pub(crate) fn missing(segment: &Segment<'_>, element: Element, what: &str) -> Fault {
        Fault::new(
            segment,
            element,
            "1",
            format!("expected {what}, but found nothing"),
        )
    }

    fn decimal(segment: &Segment<'_>, element: Element, error: DecimalError) -> Fault {
        let code = match error {
            DecimalError::Empty => "1",
            DecimalError::Malformed(_) => "6",
            DecimalError::TooPrecise { .. } | DecimalError::TooLarge(_) => "5",
        };
        Fault::new(segment, element, code, error.to_string())
    }

    pub(crate) fn date(segment: &Segment<'_>, element: Element, error: DateError) -> Fault {
        Fault::new(segment, element, "8", error.to_string())
    }
}

/// The name of a segment. What is none of the standard's may be content, and is not repeated.
pub(crate) fn name(segment: &Segment<'_>) -> &'static str {
    x12::segment_name(segment.id())
}

/// Notes a procedure without a code: components are told apart by ISA16, and some senders use another
/// sign than it says.
pub(crate) fn check_procedure(
    segment: &Segment<'_>,
    element: usize,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    if segment.element(element).is_empty() || !segment.component(element, 2).is_empty() {
        return Ok(());
    }
    let fault = Fault::missing(segment, Element::Of(element, 2), "a procedure code");
    cx.lost("missing_element", &fault)
}

/// An amount, or `None` where nothing was sent.
pub(crate) fn money(
    segment: &Segment<'_>,
    element: Element,
    text: &[u8],
) -> Result<Option<Cents>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    Cents::parse(text)
        .map(Some)
        .map_err(|error| Fault::decimal(segment, element, error))
}

/// An amount that must be there.
pub(crate) fn required_money(
    segment: &Segment<'_>,
    element: Element,
    text: &[u8],
) -> Result<Cents, Fault> {
    Cents::parse(text).map_err(|error| Fault::decimal(segment, element, error))
}

/// A quantity, or `None` where nothing was sent.
pub(crate) fn quantity(
    segment: &Segment<'_>,
    element: Element,
    text: &[u8],
) -> Result<Option<Quantity>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    Quantity::parse(text)
        .map(Some)
        .map_err(|error| Fault::decimal(segment, element, error))
}

/// A quantity that must be there.
pub(crate) fn required_quantity(
    segment: &Segment<'_>,
    element: Element,
    text: &[u8],
) -> Result<Quantity, Fault> {
    Quantity::parse(text).map_err(|error| Fault::decimal(segment, element, error))
}

/// A day, or `None` where nothing was sent.
pub(crate) fn day(
    segment: &Segment<'_>,
    element: Element,
    text: &[u8],
) -> Result<Option<Date>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    date::parse_d8(text)
        .map(Some)
        .map_err(|error| Fault::date(segment, element, error))
}
