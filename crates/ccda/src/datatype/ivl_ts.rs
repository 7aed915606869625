//! `IVL_TS`: a point or a stretch of time.

use super::{NullFlavor, Pq, Ts, Value, bl::truth};
use crate::Element;

/// `effectiveTime`: one point (`@value`), or ends (`low`, `high`), or a middle and a length.
#[derive(Debug, Clone, Copy)]
pub struct IvlTs<'a>(Element<'a>);

/// An end of a stretch of time.
#[derive(Debug, Clone, Copy)]
pub struct Bound<'a>(Element<'a>);

impl<'a> IvlTs<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        IvlTs(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@value`.
    #[must_use]
    pub fn value(&self) -> Value<'a, Ts<'a>> {
        Value::of(self.0, "value", Ts::parse)
    }

    /// `low`.
    #[must_use]
    pub fn low(&self) -> Option<Bound<'a>> {
        self.0.child("low").map(Bound)
    }

    /// `high`.
    #[must_use]
    pub fn high(&self) -> Option<Bound<'a>> {
        self.0.child("high").map(Bound)
    }

    /// `center`.
    #[must_use]
    pub fn center(&self) -> Option<Bound<'a>> {
        self.0.child("center").map(Bound)
    }

    /// `width`.
    #[must_use]
    pub fn width(&self) -> Option<Pq<'a>> {
        self.0.child("width").map(Pq::new)
    }

    /// When it was, or began: the point, else the lower end, else the middle. What is said of the
    /// first of them that stands there.
    #[must_use]
    pub fn start(&self) -> Value<'a, Ts<'a>> {
        let bound = || self.low().or_else(|| self.center());
        match self.value() {
            Value::Absent => bound().map_or(Value::Absent, |bound| bound.value()),
            value => value,
        }
    }

    /// When it ended: the upper end, else the point.
    #[must_use]
    pub fn end(&self) -> Value<'a, Ts<'a>> {
        self.high()
            .map_or_else(|| self.value(), |bound| bound.value())
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}

impl<'a> Bound<'a> {
    /// `@value`.
    #[must_use]
    pub fn value(&self) -> Value<'a, Ts<'a>> {
        Value::of(self.0, "value", Ts::parse)
    }

    /// `@inclusive`; true where it is not said.
    #[must_use]
    pub fn inclusive(&self) -> bool {
        self.0.attribute("inclusive").and_then(truth) != Some(false)
    }
}
