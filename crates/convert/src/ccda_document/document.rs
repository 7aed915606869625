//! One document, part by part: which of them is mapped, rejected or ignored.

use bumpalo::Bump;
use ccda::datatype::Cd;
use ccda::entry::{Content, Statement};
use ccda::{Entry, Event};
use tables::{ClinicalNote, WriteError};

use super::said::{Said, note_fault};
use super::told::Told;
use super::{
    CODES, coverage, encounter, header, immunization, medication, plan, problem, procedure, result,
    section, supply,
};
use crate::context::{Context, Refused, at};
use crate::fault::Fault;

/// What became of a statement.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It fed a row.
    Mapped,
    /// It says that there is nothing to say (nullFlavor).
    Silent,
    /// Nothing is read of such a statement.
    Ignored,
    /// What a patient takes, as a list has it.
    Listed,
    /// What makes a row is missing.
    Refused(Fault),
}

impl Outcome {
    /// Of a statement that says neither a code nor words: it says why, or that is a fault.
    pub(super) fn of_nothing(
        code: Option<Cd<'_>>,
        said: &Said<'_>,
        path: &'static str,
        what: &str,
    ) -> Outcome {
        match code.and_then(|code| code.null_flavor()) {
            Some(_) => Outcome::Silent,
            None => Outcome::Refused(said.missing(path, what)),
        }
    }
}

/// Bounds how deep organizers within organizers are looked into.
const DEPTH: usize = 4;

/// The next part.
pub(super) fn take<'w>(
    event: &Event<'_>,
    told: &mut Told<'w>,
    words: &Bump,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    match event {
        Event::Header(header) => header::write(*header, told, words, cx)?,
        Event::SectionStart(section) => section::begin(*section, told),
        Event::SectionEnd(end) => section::end(*end, told),
        Event::Entry(entry) => self::entry(*entry, told, words, cx)?,
        Event::Unstructured(body) => match &mut told.note {
            Some(note) => {
                let media_type = Some(body.media_type).filter(|kind| !kind.is_empty());
                note.row.content_type = media_type.map(|kind| &*told.words.alloc_str(kind));
                cx.tally.mapped(1);
            }
            None => cx.tally.ignored("unstructured body without a header", 1),
        },
        Event::Damaged(damaged) => super::damage(damaged, told, cx)?,
        Event::Defect(defect) => super::note(defect, told, cx)?,
        Event::End(_) => {}
    }
    Ok(())
}

/// The end of a document: its sections are known.
pub(super) fn finish(told: &mut Told<'_>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let Some(note) = told.note.take() else {
        return Ok(());
    };
    let sections = told.sections.join(" ");
    let unit = cx.place.origin();
    cx.out.clinical_note().append(&ClinicalNote {
        origin: at(&unit, note.position, note.incomplete),
        sections: Some(sections.as_str()).filter(|sections| !sections.is_empty()),
        ..note.row
    })
}

/// An entry is mapped if any of its statements is; one that could not be taken beside others is noted.
fn entry<'e>(
    entry: Entry<'e>,
    told: &mut Told<'_>,
    words: &'e Bump,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut outcomes = Outcomes::default();
    if let Some(statement) = entry.statement() {
        let mut each = Each {
            position: entry.position(),
            words,
            told,
            outcomes: &mut outcomes,
        };
        each.statement(statement, DEPTH, cx)?;
    }
    outcomes.account(entry.position(), told, cx)
}

/// What became of the statements of one entry.
#[derive(Debug, Default)]
struct Outcomes {
    mapped: bool,
    silent: bool,
    listed: bool,
    refused: Option<Fault>,
}

impl Outcomes {
    fn account(
        self,
        position: ccda::Position,
        told: &Told<'_>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        match (self.mapped, self.refused) {
            (true, Some(fault)) => {
                cx.tally.mapped(1);
                note_fault(&fault, cx)
            }
            (true, None) => {
                cx.tally.mapped(1);
                Ok(())
            }
            (false, Some(fault)) => cx.reject_as(
                Refused::Segment,
                told.place(position),
                told.records(1),
                &fault,
                CODES,
            ),
            (false, None) if self.silent => {
                cx.tally.ignored("entry without information", 1);
                Ok(())
            }
            (false, None) if self.listed => {
                cx.tally.ignored("medication list", 1);
                Ok(())
            }
            (false, None) => {
                cx.tally.ignored(&section::ignored(told), 1);
                Ok(())
            }
        }
    }
}

/// An entry whose statements are taken.
struct Each<'o, 'w, 'e> {
    position: ccda::Position,
    words: &'e Bump,
    told: &'o mut Told<'w>,
    outcomes: &'o mut Outcomes,
}

/// One statement of an entry, with what belongs to its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'e> {
    pub(super) position: ccda::Position,
    pub(super) words: &'e Bump,
}

impl<'e> Each<'_, '_, 'e> {
    fn statement(
        &mut self,
        statement: Statement<'e>,
        depth: usize,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        if statement.null_flavor().is_some() {
            self.outcomes.silent = true;
            return Ok(());
        }
        let content = Content::new(statement);
        // An organizer of no template that is known here holds others.
        if matches!(content, Content::Other(_)) && statement.element().name() == "organizer" {
            let all = statement.components().take_while(|_| depth > 0);
            for component in all {
                self.statement(component, depth.saturating_sub(1), cx)?;
            }
            return Ok(());
        }
        if let Content::MedicationWrapper(wrapper) = content {
            for medication in wrapper.medications() {
                self.one(Content::Medication(medication), medication.statement(), cx)?;
            }
            return Ok(());
        }
        self.one(content, statement, cx)
    }

    fn one(
        &mut self,
        content: Content<'e>,
        statement: Statement<'e>,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let at = At {
            position: self.position,
            words: self.words,
        };
        let told = &mut *self.told;
        let mut tell = |outcome: Outcome| match outcome {
            Outcome::Mapped => self.outcomes.mapped = true,
            Outcome::Silent => self.outcomes.silent = true,
            Outcome::Listed => self.outcomes.listed = true,
            Outcome::Ignored => {}
            Outcome::Refused(fault) => {
                self.outcomes.refused.get_or_insert(fault);
            }
        };
        if plan::is_planned(&content, statement) {
            tell(plan::write(&content, statement, at, told, cx)?);
            return Ok(());
        }
        match content {
            Content::ProblemConcern(_) | Content::Problem(_) | Content::Diagnosis(_) => {
                problem::write(&content, at, told, &mut tell, cx)?;
            }
            Content::Procedure(_) | Content::ProcedureAct(_) | Content::ProcedureObservation(_) => {
                tell(procedure::write(&content, statement, at, told, cx)?);
                supply::write_devices(statement, at, told, cx)?;
            }
            Content::Immunization(it) => tell(immunization::write(it, at, told, cx)?),
            Content::Medication(it) => tell(medication::write(it, at, told, cx)?),
            Content::ResultOrganizer(_)
            | Content::VitalSignsOrganizer(_)
            | Content::Observation(_) => result::write(&content, at, told, &mut tell, cx)?,
            Content::Encounter(it) => encounter::write(it, at, told, &mut tell, cx)?,
            Content::Coverage(_) | Content::Policy(_) => {
                coverage::write(&content, at, told, &mut tell, cx)?;
            }
            Content::Supply(it) => tell(supply::write(it, at, told, cx)?),
            Content::Note(it) => tell(header::write_note(it, at, told, cx)?),
            Content::Other(it) if section::name(told) == Some("Social History") => {
                tell(result::write_social(it, at, told, cx)?);
            }
            Content::MedicationWrapper(_) | Content::Planned(_) | Content::Other(_) => {
                tell(Outcome::Ignored);
            }
        }
        Ok(())
    }
}
