//! PQ, REAL and MO: a number as it was written, with its unit or currency.

use super::{Cd, NullFlavor, Value, filled};
use crate::Element;

/// A physical quantity.
#[derive(Debug, Clone, Copy)]
pub struct Pq<'a>(Element<'a>);

/// A number without a unit.
#[derive(Debug, Clone, Copy)]
pub struct Real<'a>(Element<'a>);

/// An amount of money.
#[derive(Debug, Clone, Copy)]
pub struct Mo<'a>(Element<'a>);

impl<'a> Pq<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Pq(element)
    }

    /// `@value`: a decimal number as it was written.
    #[must_use]
    pub fn value(&self) -> Value<'a, &'a str> {
        Value::of(self.0, "value", decimal)
    }

    /// `@unit`: UCUM. A quantity without one is a count (1).
    #[must_use]
    pub fn unit(&self) -> Option<&'a str> {
        filled(self.0, "unit")
    }

    /// `translation`: the quantity in units of other systems.
    pub fn translations(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0.children("translation").map(Cd::new)
    }

    /// `@nullFlavor`.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }
}

impl<'a> Real<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Real(element)
    }

    /// `@value`: a decimal number as it was written.
    #[must_use]
    pub fn value(&self) -> Value<'a, &'a str> {
        Value::of(self.0, "value", decimal)
    }
}

impl<'a> Mo<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Mo(element)
    }

    /// `@value`: a decimal number as it was written.
    #[must_use]
    pub fn value(&self) -> Value<'a, &'a str> {
        Value::of(self.0, "value", decimal)
    }

    /// `@currency`: ISO 4217.
    #[must_use]
    pub fn currency(&self) -> Option<&'a str> {
        filled(self.0, "currency")
    }
}

/// XML Schema 2: decimal or double; nothing but the form is looked at.
fn decimal(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, power) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let power = power.strip_prefix(['-', '+']).unwrap_or(power);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let some = !whole.is_empty() || !fraction.is_empty();
    let raised = !power.is_empty() && digits(power);
    (some && digits(whole) && digits(fraction) && raised).then_some(text)
}
