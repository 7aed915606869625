//! Problems and diagnoses: what the patient has, by the section or act that tells it.

use ccda::datatype::Any;
use ccda::entry::{Content, Encounter, Problem, Statement};
use tables::{Diagnosis, Table, WriteError};

use super::coded::{Coded, DIAGNOSES};
use super::document::{At, Outcome};
use super::section;
use super::told::{Belonging, Told, authored, own};
use crate::context::{Context, at};

/// What the act around a problem says of it.
#[derive(Debug, Clone, Copy)]
struct Around<'e> {
    act: Option<Statement<'e>>,
    kind: &'static str,
    /// The visit that it is of whatever day it began.
    of: Option<Belonging<'e>>,
}

/// Writes a row for each problem of a concern or of a diagnosis act.
pub(super) fn write<'e>(
    content: &Content<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    tell: &mut impl FnMut(Outcome),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let kind = kind(content, section::name(told));
    // What a section of the visit itself says is of the visit; a list of problems tells of all times.
    let is_of_visit = kind != "problem_list" && told.visit.is_some();
    let mut around = Around {
        act: None,
        kind,
        of: is_of_visit.then(|| told.of_visit()),
    };
    match content {
        Content::Problem(problem) => tell(one(*problem, around, spot, told, cx)?),
        Content::ProblemConcern(concern) => {
            around.act = Some(concern.statement());
            each(concern.problems(), around, spot, told, tell, cx)?;
        }
        Content::Diagnosis(diagnosis) => {
            around.act = Some(diagnosis.statement());
            each(diagnosis.problems(), around, spot, told, tell, cx)?;
        }
        _ => {}
    }
    Ok(())
}

/// Writes the diagnoses of a visit of the encounters section.
pub(super) fn write_of_visit<'e>(
    encounter: Encounter<'e>,
    (encounter_key, is_history): (&'e str, bool),
    spot: At<'e>,
    told: &mut Told<'_>,
    tell: &mut impl FnMut(Outcome),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    for diagnosis in encounter.diagnoses() {
        let around = Around {
            act: Some(diagnosis.statement()),
            kind: "encounter",
            of: Some(Belonging {
                encounter: Some(encounter_key),
                is_history,
            }),
        };
        each(diagnosis.problems(), around, spot, told, tell, cx)?;
    }
    Ok(())
}

/// What a reason is: a problem that is not told for itself.
pub(super) fn indication<'e>(indication: Statement<'e>, spot: At<'e>) -> Option<Coded<'e>> {
    let value = indication.values().find_map(|value| match value {
        Any::Cd(code) => Some(code),
        _ => None,
    });
    let coded = Coded::of(value, DIAGNOSES, spot.words);
    (!coded.is_empty()).then_some(coded)
}

/// Codes of reasons, with spaces between.
pub(super) fn reasons<'e>(
    all: impl Iterator<Item = Statement<'e>>,
    spot: At<'e>,
) -> Option<&'e str> {
    let codes: Vec<&str> = all.filter_map(|one| indication(one, spot)?.code).collect();
    (!codes.is_empty()).then(|| &*spot.words.alloc_str(&codes.join(" ")))
}

/// The act's template, else the section.
fn kind(content: &Content<'_>, section: Option<&str>) -> &'static str {
    if let Content::Diagnosis(diagnosis) = content {
        let follows = |template| diagnosis.statement().follows(&[template]);
        for (template, kind) in [
            ("2.16.840.1.113883.10.20.22.4.33", "discharge"),
            ("2.16.840.1.113883.10.20.22.4.34", "admitting"),
            ("2.16.840.1.113883.10.20.22.4.51", "final"),
            ("2.16.840.1.113883.10.20.22.4.65", "working"),
            ("2.16.840.1.113883.10.20.22.4.80", "encounter"),
        ] {
            if follows(template) {
                return kind;
            }
        }
    }
    match section {
        Some("Admission Diagnosis") => "admitting",
        Some("Discharge Diagnosis") => "discharge",
        Some("Preoperative Diagnosis") => "working",
        Some("Postoperative Diagnosis" | "Postprocedure Diagnosis") => "final",
        Some("Encounters") => "encounter",
        _ => "problem_list",
    }
}

fn each<'e>(
    problems: impl Iterator<Item = Problem<'e>>,
    around: Around<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    tell: &mut impl FnMut(Outcome),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    for problem in problems {
        tell(one(problem, around, spot, told, cx)?);
    }
    Ok(())
}

fn one<'e>(
    problem: Problem<'e>,
    around: Around<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let statement = problem.statement();
    if statement.null_flavor().is_some() {
        return Ok(Outcome::Silent);
    }
    let mut said = told.said(spot.words, spot.position, statement);
    let what = Coded::of(problem.value(), DIAGNOSES, spot.words);
    if what.is_empty() {
        return Ok(Outcome::of_nothing(
            problem.value(),
            &said,
            "value",
            "a problem",
        ));
    }
    let when = said.stretch("effectiveTime", statement.effective_time());
    let of_act = around.act.and_then(|act| authored(act, &mut said));
    let written = authored(statement, &mut said).or(of_act);
    let belonging = match around.of {
        Some(of) => of,
        None => told.belonging(statement.encounter_ids(), when, spot.words),
    };
    let negated = said.negated(statement);
    let mut row = Diagnosis {
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        diagnosis_id: own(statement.ids()),
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        dx_type: Some(around.kind),
        onset_date: when.start.date,
        abatement_date: when.end.date,
        recorded_ts: written,
        clinical_status: status(problem, around, statement),
        verification: negated.then_some("refuted"),
        is_history: belonging.is_history,
        ..Diagnosis::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Diagnosis::META, &said, written);
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out.diagnosis().append(&Diagnosis { origin, ..row })?;
    Ok(Outcome::Mapped)
}

/// What the problem's own status says (a value set of SNOMED CT), else that it has an end, else the concern's.
fn status(
    problem: Problem<'_>,
    around: Around<'_>,
    statement: Statement<'_>,
) -> Option<&'static str> {
    let told = problem
        .statuses()
        .flat_map(|status| status.values())
        .find_map(|value| match value {
            Any::Cd(code) => code.code(),
            _ => None,
        });
    match told {
        Some("55561003") => return Some("active"),
        Some("73425007") => return Some("inactive"),
        Some("413322009") => return Some("resolved"),
        Some("246455001") => return Some("recurrence"),
        Some("263855007") => return Some("relapse"),
        Some("277022003") => return Some("remission"),
        _ => {}
    }
    // Problem Observation (V3), 1198-15603: there is an end where the problem is resolved, known or not.
    if statement
        .effective_time()
        .is_some_and(|time| time.high().is_some())
    {
        return Some("resolved");
    }
    match around.act?.status_code().present()? {
        "active" => Some("active"),
        "completed" | "aborted" | "suspended" if around.kind == "problem_list" => Some("inactive"),
        _ => None,
    }
}
