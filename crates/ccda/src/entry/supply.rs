//! Non-Medicinal Supply Activity.

use super::{ProductInstance, Statement};
use crate::datatype::Pq;

/// Non-Medicinal Supply Activity: a device or another thing that was given or used.
#[derive(Debug, Clone, Copy)]
pub struct Supply<'a>(Statement<'a>);

impl<'a> Supply<'a> {
    /// The templates, of whatever version.
    pub const TEMPLATES: &'static [&'static str] = &["2.16.840.1.113883.10.20.22.4.50"];

    /// The statement as one of these, or `None` if it follows another template.
    #[must_use]
    pub fn try_from_statement(statement: Statement<'a>) -> Option<Self> {
        statement
            .follows(Self::TEMPLATES)
            .then_some(Supply(statement))
    }

    /// The statement itself: ids, code, status, times, who took part.
    #[must_use]
    pub fn statement(&self) -> Statement<'a> {
        self.0
    }

    /// `quantity`.
    #[must_use]
    pub fn quantity(&self) -> Option<Pq<'a>> {
        self.0.element().child("quantity").map(Pq::new)
    }

    /// Product Instance: devices that were given, used or implanted.
    pub fn product_instances(&self) -> impl Iterator<Item = ProductInstance<'a>> + use<'a> {
        self.0
            .participants()
            .filter_map(ProductInstance::try_from_participant)
    }
}
