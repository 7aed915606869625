//! Vaccines that were given, or were not; each is a service as well.

use ccda::entry::Immunization as Entry;
use tables::{Immunization, ServiceDocumented, Table, WriteError};

use super::coded::{Coded, plain, within};
use super::document::{At, Outcome};
use super::header::provider;
use super::person::Person;
use super::problem::reasons;
use super::procedure;
use super::said::{Said, Stretch};
use super::told::{Belonging, Told, authored, first, own, unnumbered};
use crate::context::{Context, at};
use crate::refusal::is_of_patient;
use crate::service_key::{self, Act};

/// What both rows share.
#[derive(Debug, Clone, Copy)]
struct Dose<'e> {
    what: Coded<'e>,
    id: Option<&'e str>,
    /// Without who gave it.
    own: Option<&'e str>,
    when: Stretch,
    written: Option<tables::Micros>,
    belonging: Belonging<'e>,
    performer: Person<'e>,
    location: Option<&'e str>,
    status: &'static str,
    status_code: Option<&'e str>,
}

/// Writes the rows.
pub(super) fn write<'e>(
    entry: Entry<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let statement = entry.statement();
    let mut said = told.said(spot.words, spot.position, statement);
    let product = entry.product();
    let code = product.and_then(|product| product.code());
    let what = Coded::of_product(product, &["cvx"], spot.words);
    if what.is_empty() {
        return Ok(Outcome::of_nothing(code, &said, "consumable", "a vaccine"));
    }
    let dose = dose(entry, what, &mut said, told);
    let (when, belonging, status_code) = (dose.when, dose.belonging, dose.status_code);
    let quantity = said.dose("doseQuantity", entry.dose_quantity());
    let lot_number = product.and_then(|product| product.lot_number_text());
    let mut row = Immunization {
        immunization_key: dose.id.unwrap_or_else(|| {
            unnumbered(
                told,
                &[what.code.or(what.text), lot_number],
                when,
                spot.words,
            )
        }),
        immunization_id: dose.own,
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        cvx: within(code, "cvx", spot.words),
        cpt: within(code, "cpt", spot.words),
        ndc: within(code, "ndc", spot.words),
        code_text: what.text,
        dose_qty: quantity.0,
        dose_unit: quantity.1,
        lot_number,
        manufacturer: product.and_then(|it| it.manufacturer()?.name()?.text()),
        route: plain(entry.route_code(), spot.words).map(crate::route::name),
        site: plain(statement.approach_site_codes().next(), spot.words),
        // Who gave a dose of another day is not said.
        primary_source: (!belonging.is_history).then_some(true),
        admin_ts: when.start.instant,
        admin_date: when.start.date,
        status: Some(dose.status),
        status_code,
        refusal_reason: plain(entry.refusal_reasons().next(), spot.words),
        performer_npi: dose.performer.npi,
        performer_id: dose.performer.id,
        location_key: dose.location,
        is_history: belonging.is_history,
        ..Immunization::default()
    };
    let incomplete = said.note(cx)?;
    provider(dose.performer, "performing", &said, told, cx)?;
    row.stated = told.statement(Immunization::META, &said, dose.written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .immunization()
        .append(&Immunization { origin, ..row })?;
    service(entry, dose, (&said, incomplete), spot, told, cx)?;
    Ok(Outcome::Mapped)
}

/// What both rows say alike.
fn dose<'w: 'e, 'e>(
    entry: Entry<'e>,
    what: Coded<'e>,
    said: &mut Said<'e>,
    told: &Told<'w>,
) -> Dose<'e> {
    let statement = entry.statement();
    let when = said.stretch("effectiveTime", statement.effective_time());
    let doer = statement
        .performers()
        .next()
        .and_then(|one| one.assigned_entity());
    let refused = entry.refusal_reasons().next();
    let negated = said.negated(statement);
    let status_code = statement.status_code().present();
    let belonging = told.belonging(entry.encounter_ids(), when, said.words);
    let visit_place = told.visit.as_ref().and_then(|visit| visit.location);
    Dose {
        what,
        id: first(statement.ids(), said.words),
        own: own(statement.ids()),
        when,
        written: authored(statement, said),
        belonging,
        performer: Person::of(doer, said.words),
        location: visit_place.filter(|_| !belonging.is_history),
        status: match refused {
            Some(reason) if negated && reason.code().is_some_and(is_of_patient) => "refused",
            _ => procedure::status(status_code, negated),
        },
        status_code,
    }
}

/// The service: the procedure of giving it where one is told, else the vaccine.
fn service<'e>(
    entry: Entry<'e>,
    dose: Dose<'e>,
    (said, incomplete): (&Said<'e>, bool),
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let product = entry.product();
    let code = product.and_then(|product| product.code());
    let billed = Coded::of(code, &["cpt", "cvx"], spot.words);
    let mut row = ServiceDocumented {
        service_key: match dose.id {
            Some(id) => spot.words.alloc_str(&service_key::of(Act::Dose, id)),
            None => unnumbered(
                told,
                &[dose.what.code.or(dose.what.text)],
                dose.when,
                spot.words,
            ),
        },
        source_resource: "entry",
        source_resource_id: dose.own,
        encounter_key: dose.belonging.encounter,
        patient_key: told.patient,
        service_kind: Some("immunization"),
        code: billed.code,
        code_system: billed.system,
        code_text: dose.what.text,
        body_site: plain(entry.statement().approach_site_codes().next(), spot.words),
        start_ts: dose.when.start.instant,
        service_date: dose.when.start.date,
        end_ts: dose.when.end.instant,
        status: Some(match dose.status {
            "refused" => "not_done",
            status => status,
        }),
        status_code: dose.status_code,
        performer_npi: dose.performer.npi,
        performer_id: dose.performer.id,
        performer_name: dose.performer.name(spot.words),
        location_key: dose.location,
        documented_ts: dose.written,
        reason_codes: reasons(entry.indications(), spot),
        is_history: dose.belonging.is_history,
        ..ServiceDocumented::default()
    };
    row.stated = told.statement(ServiceDocumented::META, said, dose.written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..row })
}
