//! Drugs that were administered. What a patient takes at home is neither a dose that was given nor an order.

use ccda::entry::{Medication, Statement};
use tables::{MedAdmin, Micros, ServiceDocumented, Table, WriteError};

use super::coded::{Coded, plain, within};
use super::document::{At, Outcome};
use super::header::provider;
use super::person::Person;
use super::problem::reasons;
use super::procedure::{self, INDICATION};
use super::said::Said;
use super::section;
use super::told::{Told, authored, first, own, unnumbered};
use crate::context::{Context, at};
use crate::service_key::{self, Act};

/// Whether an activity is of a drug that the one who tells it gave.
fn is_administered(entry: Medication<'_>, section: Option<&str>) -> bool {
    match section {
        Some("Medications Administered") => true,
        // Drugs of a procedure, and only what was given to its end.
        Some(
            "Procedures"
            | "Procedure Description"
            | "Anesthesia"
            | "Operative Note Surgical Procedure",
        ) => entry.statement().status_code().present() == Some("completed"),
        _ => false,
    }
}

/// Writes the row.
pub(super) fn write<'e>(
    entry: Medication<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    if !is_administered(entry, section::name(told)) {
        return Ok(Outcome::Listed);
    }
    let statement = entry.statement();
    let mut said = told.said(spot.words, spot.position, statement);
    let product = entry.product();
    let code = product.and_then(|product| product.code());
    let what = Coded::of_product(product, &[], spot.words);
    if what.is_empty() {
        return Ok(Outcome::of_nothing(code, &said, "consumable", "a drug"));
    }
    let when = said.stretch("effectiveTime", entry.duration());
    let written = authored(statement, &mut said);
    let belonging = told.belonging(entry.encounter_ids(), when, spot.words);
    let negated = said.negated(statement);
    let status_code = statement.status_code().present();
    let doer = statement
        .performers()
        .next()
        .and_then(|one| one.assigned_entity());
    let performer = Person::of(doer, spot.words);
    let id = first(statement.ids(), spot.words);
    let dose = said.dose("doseQuantity", entry.dose_quantity());
    let rate = said.dose("rateQuantity", entry.rate_quantity());
    let visit_place = told.visit.as_ref().and_then(|visit| visit.location);
    let mut row = MedAdmin {
        admin_key: id
            .unwrap_or_else(|| unnumbered(told, &[what.code.or(what.text)], when, spot.words)),
        admin_id: own(statement.ids()),
        encounter_key: belonging.encounter,
        patient_key: told.patient,
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        rxnorm: within(code, "rxnorm", spot.words),
        ndc: within(code, "ndc", spot.words),
        dose_qty: dose.0,
        dose_unit: dose
            .1
            .or_else(|| plain(entry.administration_unit_code(), spot.words)),
        rate_qty: rate.0,
        rate_unit: rate.1,
        route: plain(entry.route_code(), spot.words).map(crate::route::name),
        site: plain(statement.approach_site_codes().next(), spot.words),
        lot_number: product.and_then(|product| product.lot_number_text()),
        manufacturer: product.and_then(|it| it.manufacturer()?.name()?.text()),
        start_ts: when.start.instant,
        end_ts: when.end.instant,
        admin_date: when.start.date,
        status: Some(procedure::status(status_code, negated)),
        status_code,
        performer_npi: performer.npi,
        performer_id: performer.id,
        location_key: visit_place.filter(|_| !belonging.is_history),
        is_history: belonging.is_history,
        ..MedAdmin::default()
    };
    let incomplete = said.note(cx)?;
    provider(performer, "performing", &said, told, cx)?;
    row.stated = told.statement(MedAdmin::META, &said, written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out.med_admin().append(&MedAdmin { origin, ..row })?;
    documented(statement, &row, performer, (&said, written), spot, told, cx)?;
    Ok(Outcome::Mapped)
}

/// Writes that it was given, as what may have to be charged.
fn documented<'e>(
    statement: Statement<'e>,
    row: &MedAdmin<'e>,
    performer: Person<'e>,
    (said, written): (&Said<'e>, Option<Micros>),
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let key = service_key::of(Act::Dose, row.admin_key);
    let mut done = ServiceDocumented {
        service_key: spot.words.alloc_str(&key),
        performer_name: performer.name(spot.words),
        documented_ts: written,
        reason_codes: reasons(statement.related_by(INDICATION), spot),
        ..service(row)
    };
    done.stated = told.statement(ServiceDocumented::META, said, written);
    done.stated.deleted = row.stated.deleted;
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, false);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..done })
}

fn service<'e>(row: &MedAdmin<'e>) -> ServiceDocumented<'e> {
    ServiceDocumented {
        source_resource: "entry",
        source_resource_id: row.admin_id,
        encounter_key: row.encounter_key,
        patient_key: row.patient_key,
        service_kind: Some("medication"),
        code: row.code,
        code_system: row.code_system,
        code_text: row.code_text,
        body_site: row.site,
        start_ts: row.start_ts,
        end_ts: row.end_ts,
        service_date: row.admin_date,
        units: row.dose_qty,
        status: row.status,
        status_code: row.status_code,
        performer_npi: row.performer_npi,
        performer_id: row.performer_id,
        location_key: row.location_key,
        is_history: row.is_history,
        ..ServiceDocumented::default()
    }
}
