//! BL: true or false.

use super::Value;
use crate::Element;

/// A boolean.
#[derive(Debug, Clone, Copy)]
pub struct Bl<'a>(Element<'a>);

impl<'a> Bl<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Bl(element)
    }

    /// `@value`.
    #[must_use]
    pub fn value(&self) -> Value<'a, bool> {
        Value::of(self.0, "value", truth)
    }
}

/// XML Schema 2, 3.2.2: also 1 and 0.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.trim() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
