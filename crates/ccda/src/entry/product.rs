//! manufacturedProduct: a drug, a vaccine or a thing, with its lot and maker.

use crate::Element;
use crate::datatype::{Cd, En, Ii};
use crate::header::Organization;

/// Medication Information (2.16.840.1.113883.10.20.22.4.23), Immunization Medication Information
/// (2.16.840.1.113883.10.20.22.4.54).
#[derive(Debug, Clone, Copy)]
pub struct Product<'a>(Element<'a>);

impl<'a> Product<'a> {
    pub(crate) fn new(element: Element<'a>) -> Self {
        Product(element)
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.children("id").map(Ii::new)
    }

    /// `manufacturedMaterial/code`: RxNorm or CVX, with NDC as a translation.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.material()?.child("code").map(Cd::new)
    }

    /// `manufacturedMaterial/name`.
    #[must_use]
    pub fn name(&self) -> Option<En<'a>> {
        self.material()?.child("name").map(En::new)
    }

    /// `manufacturedMaterial/lotNumberText`; `None` where there is none, or it is empty.
    #[must_use]
    pub fn lot_number_text(&self) -> Option<&'a str> {
        let text = self.material()?.child("lotNumberText")?.text();
        (!text.is_empty()).then_some(text)
    }

    /// `manufacturerOrganization`.
    #[must_use]
    pub fn manufacturer(&self) -> Option<Organization<'a>> {
        self.0
            .child("manufacturerOrganization")
            .map(Organization::new)
    }

    fn material(&self) -> Option<Element<'a>> {
        let material = self.0.child("manufacturedMaterial");
        material.or_else(|| self.0.child("manufacturedLabeledDrug"))
    }
}
