//! Entries of a section, by the templates of C-CDA 2.1; 1.1 where these have the same OID.

mod coverage;
mod diagnosis;
mod encounter;
mod immunization;
mod medication;
mod medication_wrapper;
mod note;
mod observation;
mod participant;
mod planned;
mod policy;
mod problem;
mod problem_concern;
mod procedure;
mod procedure_act;
mod procedure_observation;
mod product;
mod result_organizer;
pub(crate) mod statement;
mod supply;
mod vital_signs_organizer;

use crate::{Element, Position};

pub use coverage::Coverage;
pub use diagnosis::Diagnosis;
pub use encounter::Encounter;
pub use immunization::Immunization;
pub use medication::Medication;
pub use medication_wrapper::MedicationWrapper;
pub use note::Note;
pub use observation::Observation;
pub use participant::{Participant, ProductInstance};
pub use planned::Planned;
pub use policy::Policy;
pub use problem::Problem;
pub use problem_concern::ProblemConcern;
pub use procedure::Procedure;
pub use procedure_act::ProcedureAct;
pub use procedure_observation::ProcedureObservation;
pub use product::Product;
pub use result_organizer::ResultOrganizer;
pub use statement::{EffectiveTime, Relationship, Statement};
pub use supply::Supply;
pub use vital_signs_organizer::VitalSignsOrganizer;

/// An entry of a section.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a>(Element<'a>, Position);

/// What an entry says, by the template it follows.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// Problem Concern Act.
    ProblemConcern(ProblemConcern<'a>),
    /// Problem Observation, without a concern.
    Problem(Problem<'a>),
    /// Encounter, Admission, Discharge and other diagnoses.
    Diagnosis(Diagnosis<'a>),
    /// Procedure Activity Procedure.
    Procedure(Procedure<'a>),
    /// Procedure Activity Act.
    ProcedureAct(ProcedureAct<'a>),
    /// Procedure Activity Observation.
    ProcedureObservation(ProcedureObservation<'a>),
    /// Immunization Activity.
    Immunization(Immunization<'a>),
    /// Medication Activity.
    Medication(Medication<'a>),
    /// Discharge or Admission Medication.
    MedicationWrapper(MedicationWrapper<'a>),
    /// Result Organizer.
    ResultOrganizer(ResultOrganizer<'a>),
    /// Vital Signs Organizer.
    VitalSignsOrganizer(VitalSignsOrganizer<'a>),
    /// Result or Vital Sign Observation, without an organizer.
    Observation(Observation<'a>),
    /// Encounter Activity.
    Encounter(Encounter<'a>),
    /// Coverage Activity.
    Coverage(Coverage<'a>),
    /// Policy Activity, without a coverage.
    Policy(Policy<'a>),
    /// Non-Medicinal Supply Activity.
    Supply(Supply<'a>),
    /// What is ordered or intended.
    Planned(Planned<'a>),
    /// Note Activity.
    Note(Note<'a>),
    /// A statement of another template.
    Other(Statement<'a>),
}

impl<'a> Entry<'a> {
    pub(crate) fn new(element: Element<'a>, position: Position) -> Self {
        Entry(element, position)
    }

    /// The element itself: `entry`, or the statement where a fragment begins with one.
    #[must_use]
    pub fn element(&self) -> Element<'a> {
        self.0
    }

    /// Where it begins.
    #[must_use]
    pub fn position(&self) -> Position {
        self.1
    }

    /// `@typeCode`: DRIV where the narrative was made from it.
    #[must_use]
    pub fn type_code(&self) -> Option<&'a str> {
        self.0.attribute("typeCode").map(str::trim)
    }

    /// The statement in it.
    #[must_use]
    pub fn statement(&self) -> Option<Statement<'a>> {
        let own = Statement::try_from_element(self.0);
        own.or_else(|| self.0.elements().find_map(Statement::try_from_element))
    }

    /// What it says.
    #[must_use]
    pub fn content(&self) -> Option<Content<'a>> {
        self.statement().map(Content::new)
    }
}

impl<'a> Content<'a> {
    /// A statement by the template it follows; where it follows several, the first one listed here.
    #[must_use]
    pub fn new(statement: Statement<'a>) -> Self {
        let it = statement;
        // What is planned may say that it follows the template of what is done, too.
        Planned::try_from_statement(it)
            .map(Content::Planned)
            .or_else(|| ProblemConcern::try_from_statement(it).map(Content::ProblemConcern))
            .or_else(|| Problem::try_from_statement(it).map(Content::Problem))
            .or_else(|| Diagnosis::try_from_statement(it).map(Content::Diagnosis))
            .or_else(|| Procedure::try_from_statement(it).map(Content::Procedure))
            .or_else(|| ProcedureAct::try_from_statement(it).map(Content::ProcedureAct))
            .or_else(|| {
                ProcedureObservation::try_from_statement(it).map(Content::ProcedureObservation)
            })
            .or_else(|| Immunization::try_from_statement(it).map(Content::Immunization))
            .or_else(|| Medication::try_from_statement(it).map(Content::Medication))
            .or_else(|| MedicationWrapper::try_from_statement(it).map(Content::MedicationWrapper))
            .or_else(|| ResultOrganizer::try_from_statement(it).map(Content::ResultOrganizer))
            .or_else(|| {
                VitalSignsOrganizer::try_from_statement(it).map(Content::VitalSignsOrganizer)
            })
            .or_else(|| Observation::try_from_statement(it).map(Content::Observation))
            .or_else(|| Encounter::try_from_statement(it).map(Content::Encounter))
            .or_else(|| Coverage::try_from_statement(it).map(Content::Coverage))
            .or_else(|| Policy::try_from_statement(it).map(Content::Policy))
            .or_else(|| Supply::try_from_statement(it).map(Content::Supply))
            .or_else(|| Note::try_from_statement(it).map(Content::Note))
            .unwrap_or(Content::Other(it))
    }
}

#[cfg(test)]
mod tests;
