//! The composite that names a procedure: SVC01, SVC06, SV101, SV202, SV301, SVD03.

use super::Composite;

/// A procedure with its modifiers.
#[derive(Debug, Clone, Copy)]
pub struct Procedure<'a>(Composite<'a>);

impl<'a> Procedure<'a> {
    pub(super) fn of(composite: Composite<'a>) -> Self {
        Procedure(composite)
    }

    /// Component 1: HC (HCPCS), AD (dental), NU (revenue code), N4 (NDC), ER, IV, WK ...
    #[must_use]
    pub fn qualifier(&self) -> &'a [u8] {
        self.0.component(1)
    }

    /// Component 2.
    #[must_use]
    pub fn code(&self) -> &'a [u8] {
        self.0.component(2)
    }

    /// Components 3 to 6, by their number from 1.
    #[must_use]
    pub fn modifier(&self, number: usize) -> &'a [u8] {
        if (1..=4).contains(&number) {
            self.0.component(number + 2)
        } else {
            b""
        }
    }

    /// Component 7.
    #[must_use]
    pub fn description(&self) -> &'a [u8] {
        self.0.component(7)
    }

    /// Component 8: the last code of a range.
    #[must_use]
    pub fn code_end(&self) -> &'a [u8] {
        self.0.component(8)
    }

    /// True if nothing was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
