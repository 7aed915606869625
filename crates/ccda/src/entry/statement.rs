//! A clinical statement (CDA R2, 4.3.6): what all entries have in common, whatever their template.

use super::{Participant, Product};
use crate::datatype::{Any, Cd, Ed, Ii, IvlTs, NullFlavor, PivlTs, Value};
use crate::header::{Author, Performer};
use crate::{Element, Namespace, datatype::Int};

/// `act`, `encounter`, `observation`, `organizer`, `procedure`, `substanceAdministration`, `supply`
/// and others.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a>(Element<'a>);

/// `entryRelationship`, or `component` of an organizer.
#[derive(Debug, Clone, Copy)]
pub struct Relationship<'a>(Element<'a>);

/// One of several `effectiveTime`: a medication has a duration and a frequency.
#[derive(Debug, Clone, Copy)]
pub enum EffectiveTime<'a> {
    /// TS or `IVL_TS`, and what names no type.
    Interval(IvlTs<'a>),
    /// `PIVL_TS`.
    Periodic(PivlTs<'a>),
    /// EIVL, SXPR and others.
    Other(Element<'a>),
}

const CLASSES: &[&str] = &[
    "act",
    "encounter",
    "observation",
    "observationMedia",
    "organizer",
    "procedure",
    "regionOfInterest",
    "substanceAdministration",
    "supply",
];

impl<'a> Statement<'a> {
    /// The element as a statement, or `None` if it is another one.
    #[must_use]
    pub fn try_from_element(element: Element<'a>) -> Option<Self> {
        is_statement(element.namespace(), element.name()).then_some(Statement(element))
    }

    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// True if it says that it follows one of the templates, of whatever version.
    #[must_use]
    pub fn follows(&self, templates: &[&str]) -> bool {
        self.template_ids()
            .any(|id| id.root().is_some_and(|root| templates.contains(&root)))
    }

    /// `templateId`.
    pub fn template_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.template_ids()
    }

    /// `@classCode`.
    #[must_use]
    pub fn class_code(&self) -> Option<&'a str> {
        self.0.attribute("classCode").map(str::trim)
    }

    /// `@moodCode`: EVN happened; INT, RQO, PRMS, PRP, APT, ARQ and others did not (yet).
    #[must_use]
    pub fn mood_code(&self) -> Option<&'a str> {
        self.0.attribute("moodCode").map(str::trim)
    }

    /// `@negationInd`: it did not happen, or is not so.
    #[must_use]
    pub fn negation_ind(&self) -> Value<'a, bool> {
        match self.0.attribute("negationInd") {
            None => Value::Absent,
            Some(text) => crate::datatype::truth(text).map_or(Value::Invalid, Value::Present),
        }
    }

    /// `@nullFlavor` of the statement as a whole.
    #[must_use]
    pub fn null_flavor(&self) -> Option<NullFlavor<'a>> {
        self.0.null_flavor()
    }

    /// `id`.
    pub fn ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.0.children("id").map(Ii::new)
    }

    /// `code`.
    #[must_use]
    pub fn code(&self) -> Option<Cd<'a>> {
        self.0.child("code").map(Cd::new)
    }

    /// `text`.
    #[must_use]
    pub fn text(&self) -> Option<Ed<'a>> {
        self.0.child("text").map(Ed::new)
    }

    /// `statusCode/@code`.
    #[must_use]
    pub fn status_code(&self) -> Value<'a, &'a str> {
        let status = self.0.child("statusCode").map(Cd::new);
        match status.map(|status| (status.code(), status.null_flavor())) {
            Some((Some(code), _)) => Value::Present(code),
            Some((None, Some(flavor))) => Value::Null(flavor),
            Some((None, None)) | None => Value::Absent,
        }
    }

    /// The first `effectiveTime` that is a point or a stretch.
    #[must_use]
    pub fn effective_time(&self) -> Option<IvlTs<'a>> {
        self.effective_times().find_map(|time| match time {
            EffectiveTime::Interval(interval) => Some(interval),
            _ => None,
        })
    }

    /// All `effectiveTime`, by their type.
    pub fn effective_times(&self) -> impl Iterator<Item = EffectiveTime<'a>> + use<'a> {
        self.0
            .children("effectiveTime")
            .map(|time| match time.xsi_type() {
                Some("PIVL_TS") => EffectiveTime::Periodic(PivlTs::new(time)),
                None | Some("TS" | "IVL_TS") => EffectiveTime::Interval(IvlTs::new(time)),
                Some(_) => EffectiveTime::Other(time),
            })
    }

    /// `priorityCode`.
    #[must_use]
    pub fn priority_code(&self) -> Option<Cd<'a>> {
        self.0.child("priorityCode").map(Cd::new)
    }

    /// `value`, of the type each says.
    pub fn values(&self) -> impl Iterator<Item = Any<'a>> + use<'a> {
        self.0.children("value").map(Any::new)
    }

    /// `methodCode`.
    pub fn method_codes(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0.children("methodCode").map(Cd::new)
    }

    /// `targetSiteCode`.
    pub fn target_site_codes(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0.children("targetSiteCode").map(Cd::new)
    }

    /// `approachSiteCode`: where a drug went in.
    pub fn approach_site_codes(&self) -> impl Iterator<Item = Cd<'a>> + use<'a> {
        self.0.children("approachSiteCode").map(Cd::new)
    }

    /// `performer`.
    pub fn performers(&self) -> impl Iterator<Item = Performer<'a>> + use<'a> {
        self.0.children("performer").map(Performer::new)
    }

    /// `author`.
    pub fn authors(&self) -> impl Iterator<Item = Author<'a>> + use<'a> {
        self.0.children("author").map(Author::new)
    }

    /// `participant`.
    pub fn participants(&self) -> impl Iterator<Item = Participant<'a>> + use<'a> {
        self.0.children("participant").map(Participant::new)
    }

    /// `consumable/manufacturedProduct`, or `product/manufacturedProduct` of a supply.
    #[must_use]
    pub fn product(&self) -> Option<Product<'a>> {
        let consumable = self.0.child("consumable");
        let holder = consumable.or_else(|| self.0.child("product"))?;
        holder.child("manufacturedProduct").map(Product::new)
    }

    /// `entryRelationship`.
    pub fn relationships(&self) -> impl Iterator<Item = Relationship<'a>> + use<'a> {
        self.0.children("entryRelationship").map(Relationship)
    }

    /// The statements in `entryRelationship`.
    pub fn related(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.relationships().filter_map(|one| one.statement())
    }

    /// Those of them that follow a template.
    pub fn related_by(
        &self,
        template: &'static str,
    ) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.related().filter(move |one| one.follows(&[template]))
    }

    /// The statements in `component`, of an organizer.
    pub fn components(&self) -> impl Iterator<Item = Statement<'a>> + use<'a> {
        self.0
            .children("component")
            .filter_map(|component| Relationship(component).statement())
    }

    /// `entryRelationship/encounter/id`: the visits that are referred to.
    pub fn encounter_ids(&self) -> impl Iterator<Item = Ii<'a>> + use<'a> {
        self.related()
            .filter(|one| one.element().name() == "encounter")
            .flat_map(|one| one.ids())
    }
}

impl<'a> Relationship<'a> {
    /// The element itself.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// `@typeCode`: RSON (reason), MFST (manifestation), COMP, SUBJ, REFR and others.
    #[must_use]
    pub fn type_code(&self) -> Option<&'a str> {
        self.0.attribute("typeCode").map(str::trim)
    }

    /// `sequenceNumber`.
    #[must_use]
    pub fn sequence_number(&self) -> Option<Int<'a>> {
        self.0.child("sequenceNumber").map(Int::new)
    }

    /// The statement in it.
    #[must_use]
    pub fn statement(&self) -> Option<Statement<'a>> {
        self.0.elements().find_map(Statement::try_from_element)
    }
}

/// True for the root of a clinical statement.
pub(crate) fn is_statement(namespace: Namespace, name: &str) -> bool {
    namespace == Namespace::Hl7 && CLASSES.contains(&name)
}
