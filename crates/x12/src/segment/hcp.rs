//! HCP: pricing or repricing.

use super::Segment;

/// Pricing or repricing.
#[derive(Debug, Clone, Copy)]
pub struct Hcp<'a>(Segment<'a>);

impl<'a> Hcp<'a> {
    /// The segment as `HCP`, or `None` if it is another one.
    #[must_use]
    pub fn try_from_segment(segment: Segment<'a>) -> Option<Self> {
        (segment.id() == b"HCP").then_some(Hcp(segment))
    }

    /// The segment itself.
    #[must_use]
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    /// HCP01.
    #[must_use]
    pub fn methodology(&self) -> &'a [u8] {
        self.0.element(1)
    }

    /// HCP02.
    #[must_use]
    pub fn allowed_amount(&self) -> &'a [u8] {
        self.0.element(2)
    }

    /// HCP03.
    #[must_use]
    pub fn saving_amount(&self) -> &'a [u8] {
        self.0.element(3)
    }

    /// HCP04.
    #[must_use]
    pub fn organization_id(&self) -> &'a [u8] {
        self.0.element(4)
    }

    /// HCP05.
    #[must_use]
    pub fn rate(&self) -> &'a [u8] {
        self.0.element(5)
    }

    /// HCP06.
    #[must_use]
    pub fn approved_group_code(&self) -> &'a [u8] {
        self.0.element(6)
    }

    /// HCP07.
    #[must_use]
    pub fn approved_group_amount(&self) -> &'a [u8] {
        self.0.element(7)
    }

    /// HCP08.
    #[must_use]
    pub fn approved_revenue_code(&self) -> &'a [u8] {
        self.0.element(8)
    }

    /// HCP09.
    #[must_use]
    pub fn procedure_qualifier(&self) -> &'a [u8] {
        self.0.element(9)
    }

    /// HCP10.
    #[must_use]
    pub fn procedure_code(&self) -> &'a [u8] {
        self.0.element(10)
    }

    /// HCP11.
    #[must_use]
    pub fn unit(&self) -> &'a [u8] {
        self.0.element(11)
    }

    /// HCP12.
    #[must_use]
    pub fn quantity(&self) -> &'a [u8] {
        self.0.element(12)
    }

    /// HCP13.
    #[must_use]
    pub fn reject_reason(&self) -> &'a [u8] {
        self.0.element(13)
    }

    /// HCP14.
    #[must_use]
    pub fn policy_compliance(&self) -> &'a [u8] {
        self.0.element(14)
    }

    /// HCP15.
    #[must_use]
    pub fn exception_code(&self) -> &'a [u8] {
        self.0.element(15)
    }
}
