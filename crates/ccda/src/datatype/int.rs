//! INT: a whole number.

use super::{Value, filled};
use crate::Element;

/// An integer.
#[derive(Debug, Clone, Copy)]
pub struct Int<'a>(Element<'a>);

impl<'a> Int<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Int(element)
    }

    /// `@value`.
    #[must_use]
    pub fn value(&self) -> Value<'a, i64> {
        Value::of(self.0, "value", |text| text.parse().ok())
    }

    /// `@value` as it was written.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        filled(self.0, "value")
    }
}
