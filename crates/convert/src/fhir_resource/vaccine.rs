//! Immunization.

use fhir::resource::Immunization as Resource;
use tables::{Immunization, Table};

use super::coded::{ANY, DIAGNOSES, VACCINES};
use super::person::Person;
use super::service::{self, Act};
use super::told::{Done, Found, Halt, Told, text};
use crate::context::{Context, at, int};
use crate::moment::Moment;
use crate::refusal::is_of_patient;
use crate::service_key::Act as ActOf;

/// Writes a row of `immunization`, and one of `service_documented`.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.patient.as_ref(), it.encounter.as_ref());
    told.stated_by("recorded", it.recorded.as_ref());
    told.stated_by("occurrence[x]", it.occurrence_date_time.as_ref());
    let mut row = given(told, &it)?;
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Immunization::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out
        .immunization()
        .append(&Immunization { origin, ..row })?;
    documented(told, &it, &row, cx)
}

/// The dose itself.
fn given<'m>(told: &mut Told<'m>, it: &'m Resource<'m>) -> Result<Immunization<'m>, Halt> {
    let given = told.moment("occurrence[x]", it.occurrence_date_time.as_ref());
    let (immunization_key, immunization_id) = told.identity(&it.identifier)?;
    let vaccine = it.vaccine_code.as_ref();
    let product = it
        .administered_product
        .as_ref()
        .and_then(|it| it.concept.as_ref());
    let what = told.coded(vaccine, VACCINES);
    let [cvx, cpt, ndc] = ["cvx", "cpt", "ndc"].map(|system| {
        told.within(vaccine, system)
            .or_else(|| told.within(product, system))
    });
    let status_code = told.status(it.status.as_ref());
    let refusal_reason = told.coded(it.status_reason.as_ref(), ANY).either();
    let performer = performer(told, it);
    let antigens: usize = it
        .protocol_applied
        .iter()
        .map(|it| it.target_disease.len())
        .sum();
    let source = it
        .information_source
        .as_ref()
        .and_then(|it| it.concept.as_ref());
    Ok(Immunization {
        immunization_key,
        immunization_id: immunization_id.or(told.id),
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        cvx,
        cpt,
        ndc,
        code_text: what.text,
        dose_qty: told.quantity("doseQuantity", it.dose_quantity.as_ref()),
        dose_unit: told.unit(it.dose_quantity.as_ref()),
        lot_number: text(it.lot_number.as_ref()),
        expiration_date: told.day("expirationDate", it.expiration_date.as_ref()),
        manufacturer: maker(told, it),
        route: (told.coded(it.route.as_ref(), ANY).either()).map(crate::route::name),
        site: told.coded(it.site.as_ref(), ANY).either(),
        information_source: told
            .coded(it.report_origin.as_ref().or(source), ANY)
            .either(),
        primary_source: it.primary_source.get(),
        funding_source: told.coded(it.funding_source.as_ref(), ANY).either(),
        funding_eligibility: eligibility(told, it),
        component_count: Some(int(antigens)).filter(|antigens| *antigens > 0),
        admin_ts: given.instant,
        admin_date: given.date,
        status: status(status_code, refusal_reason),
        status_code,
        refusal_reason,
        performer_npi: performer.npi,
        performer_id: performer.id,
        location_key: told.location(it.location.as_ref()),
        ..Immunization::default()
    })
}

fn performer<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Person<'m> {
    told.first_person(it.performer.iter().filter_map(|it| it.actor.as_ref()))
}

fn maker<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Option<&'m str> {
    let maker = it.manufacturer.as_ref();
    let maker_name = maker.and_then(|it| told.coded(it.concept.as_ref(), ANY).either());
    let behind = told.person(maker.and_then(|it| it.reference.as_ref()));
    maker_name.or(behind.name).or(behind.id)
}

/// Who was eligible for the programme that paid: R4 has codes, R5 a status.
fn eligibility<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Option<&'m str> {
    it.program_eligibility.first().and_then(|it| {
        let coding = it.coding.first().and_then(|it| text(it.code.as_ref()));
        coding
            .or_else(|| told.coded(it.program_status.as_ref(), ANY).either())
            .or_else(|| text(it.text.as_ref()))
    })
}

/// That it was given, as what may have to be charged.
fn documented<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    row: &Immunization<'m>,
    cx: &mut Context<'_>,
) -> Done {
    let performer = performer(told, it);
    let given = told.moment("occurrence[x]", it.occurrence_date_time.as_ref());
    // The procedure of giving it, where one is told, is what is charged.
    let what = told.coded(it.vaccine_code.as_ref(), &["cpt", "cvx"]);
    // What is wrong with its time was noted with the dose.
    told.faults.clear();
    let act = Act {
        key: row.immunization_key,
        number: row.immunization_id,
        of: ActOf::Dose,
        kind: Some("immunization"),
        what,
        start: given,
        end: Moment::default(),
    };
    let mut done = service::row(told, &act);
    done.order_key = told.first_link(&it.based_on).either();
    // What others gave is told of the past.
    done.is_history = it.primary_source.get() == Some(false);
    done.body_site = row.site;
    done.status = match row.status {
        Some("refused") => Some("not_done"),
        status => status,
    };
    done.status_code = row.status_code;
    (done.performer_npi, done.performer_id, done.performer_name) =
        (performer.npi, performer.id, performer.name);
    done.location_key = row.location_key;
    done.documented_ts = told.instant("recorded", it.recorded.as_ref());
    done.reason_codes = told.codes(&it.reason_code, DIAGNOSES);
    service::append(told, done, cx)
}

/// Value set immunization-status.
fn status(code: Option<&str>, why_not: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "completed" => "completed",
        "not-done" if why_not.is_some_and(is_of_patient) => "refused",
        "not-done" => "not_done",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
