//! What is planned, ordered or intended, in whatever section: it was asked for, and not done.

use ccda::entry::{Content, Statement};
use tables::{ClinicalOrder, Table, WriteError};

use super::coded::{Coded, PROCEDURES};
use super::document::{At, Outcome};
use super::header::provider;
use super::person::Person;
use super::problem::reasons;
use super::procedure::INDICATION;
use super::said::Stretch;
use super::section;
use super::told::{Told, first, own, unnumbered};
use crate::context::{Context, at};

/// Sections whose acts of any template are orders where their mood says so.
const SECTIONS: &[&str] = &[
    "Plan of Treatment",
    "Assessment and Plan",
    "Planned Procedure",
    "Interventions",
];

/// Whether nothing of it was done: by its mood, else by its template. ActMood: EVN is what happened, DEF a definition;
/// all others are what is wanted.
pub(super) fn is_planned(content: &Content<'_>, statement: Statement<'_>) -> bool {
    match statement.mood_code() {
        Some("EVN" | "DEF" | "") | None => matches!(content, Content::Planned(_)),
        Some(_) => true,
    }
}

/// Whether it is an order: an act of a known template, or any in a section of plans. Goals are none.
fn is_order(content: &Content<'_>, statement: Statement<'_>, section: Option<&str>) -> bool {
    if statement.mood_code() == Some("GOL") {
        return false;
    }
    match content {
        Content::Planned(_)
        | Content::Procedure(_)
        | Content::ProcedureAct(_)
        | Content::ProcedureObservation(_)
        | Content::Immunization(_)
        | Content::Medication(_)
        | Content::Encounter(_)
        | Content::Supply(_) => true,
        Content::Other(_) | Content::Observation(_) => {
            section.is_some_and(|section| SECTIONS.contains(&section))
        }
        _ => false,
    }
}

/// Writes the row.
pub(super) fn write<'e>(
    content: &Content<'e>,
    statement: Statement<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    if !is_order(content, statement, section::name(told)) {
        return Ok(Outcome::Ignored);
    }
    let mut said = told.said(spot.words, spot.position, statement);
    let product = statement.product();
    let code = product
        .and_then(|product| product.code())
        .or(statement.code());
    let what = match product {
        Some(_) => Coded::of_product(product, PROCEDURES, spot.words),
        None => Coded::of(code, PROCEDURES, spot.words),
    };
    // Planned Encounter may have no code: that the patient is to come is what it says.
    if what.is_empty() && statement.element().name() != "encounter" {
        return Ok(Outcome::of_nothing(code, &said, "code", "what is planned"));
    }
    let planned = said.stretch("effectiveTime", statement.effective_time());
    let author = statement.authors().next();
    let orderer = Person::of(
        author.and_then(|author| author.assigned_author()),
        spot.words,
    );
    let ordered = said.moment("author/time", author.and_then(|author| author.time()));
    // It is of the visit in which it was ordered, whenever it is to be done.
    let of = Stretch {
        start: ordered,
        ..Stretch::default()
    };
    let belonging = told.belonging(statement.encounter_ids(), of, spot.words);
    let id = first(statement.ids(), spot.words);
    let status_code = statement.status_code().present();
    let mut row = ClinicalOrder {
        order_key: id
            .unwrap_or_else(|| unnumbered(told, &[what.code.or(what.text)], planned, spot.words)),
        placer_order_number: own(statement.ids()),
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        ordering_npi: orderer.npi,
        ordering_id: orderer.id,
        ordering_name: orderer.name(spot.words),
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        order_kind: Some(kind(content, statement, what)),
        status: match said.negated(statement) {
            true => Some("cancelled"),
            false => status_code.map(status),
        },
        status_code,
        intent: statement.mood_code().map(intent),
        priority: statement
            .priority_code()
            .and_then(|code| code.code())
            .map(priority),
        ordered_ts: ordered.instant,
        ordered_date: ordered.date,
        scheduled_ts: planned.start.instant,
        reason_code: reasons(statement.related_by(INDICATION).take(1), spot),
        ..ClinicalOrder::default()
    };
    let incomplete = said.note(cx)?;
    provider(orderer, "ordering", &said, told, cx)?;
    row.stated = told.statement(ClinicalOrder::META, &said, ordered.instant);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .clinical_order()
        .append(&ClinicalOrder { origin, ..row })?;
    Ok(Outcome::Mapped)
}

fn kind(content: &Content<'_>, statement: Statement<'_>, what: Coded<'_>) -> &'static str {
    let is_vaccine = what.system == Some("cvx")
        || statement.follows(&["2.16.840.1.113883.10.20.22.4.120"])
        || matches!(content, Content::Immunization(_));
    match statement.element().name() {
        "substanceAdministration" if is_vaccine => "immunization",
        "substanceAdministration" => "medication",
        "procedure" => "procedure",
        "observation" if what.system == Some("loinc") => "lab",
        _ => "other",
    }
}

/// ActMood in the words of other formats; the rest as told.
fn intent(mood: &str) -> &str {
    match mood {
        "INT" => "plan",
        "RQO" => "order",
        "PRP" => "proposal",
        "PRMS" => "promise",
        mood => mood,
    }
}

/// ActStatus.
fn status(code: &str) -> &'static str {
    match code {
        "active" | "new" => "active",
        "completed" => "completed",
        "cancelled" | "aborted" => "cancelled",
        "held" | "suspended" => "on_hold",
        "nullified" => "entered_in_error",
        _ => "unknown",
    }
}

/// ActPriority.
fn priority(code: &str) -> &str {
    match code {
        "S" | "EM" => "stat",
        "A" => "asap",
        "R" => "routine",
        "UR" => "urgent",
        code => code,
    }
}
