//! MedicationAdministration: a drug that was given.

use fhir::resource::MedicationAdministration as Resource;
use tables::{MedAdmin, Table};

use super::coded::{ANY, Coded, DIAGNOSES};
use super::order::Drug;
use super::person::Person;
use super::service::{self, Act};
use super::told::{Done, Found, Halt, Told};
use crate::context::{Context, at};
use crate::moment::Moment;
use crate::service_key::Act as ActOf;

/// Writes a row of `med_admin`, and one of `service_documented`.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(
        it.subject.as_ref(),
        it.context.as_ref().or(it.encounter.as_ref()),
    );
    let when = it
        .effective_date_time
        .as_ref()
        .or(it.occurence_date_time.as_ref());
    let period = it
        .effective_period
        .as_ref()
        .or(it.occurence_period.as_ref());
    told.stated_by("recorded", it.recorded.as_ref());
    told.stated_by(
        "effective[x]",
        when.or_else(|| period?.end.as_ref().or(period?.start.as_ref())),
    );
    let (start, end) = told.span("effective[x]", when, period);
    let (mut row, drug) = given(told, &it, start, end)?;
    let incomplete = told.note(cx)?;
    row.stated = told.statement(MedAdmin::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.med_admin().append(&MedAdmin { origin, ..row })?;
    documented(told, &it, &row, drug.coded, (start, end), cx)
}

/// The dose itself.
fn given<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    start: Moment,
    end: Moment,
) -> Result<(MedAdmin<'m>, Drug<'m>), Halt> {
    let (admin_key, admin_id) = told.identity(&it.identifier)?;
    let drug = Drug::of(
        told,
        it.medication_codeable_concept
            .as_ref()
            .or_else(|| it.medication.as_ref()?.concept.as_ref()),
        it.medication_reference
            .as_ref()
            .or_else(|| it.medication.as_ref()?.reference.as_ref()),
    );
    let status_code = told.status(it.status.as_ref());
    let performer = performer(told, it);
    let dosage = it.dosage.as_ref();
    let dose = dosage.and_then(|it| it.dose.as_ref());
    let ratio = dosage.and_then(|it| it.rate_ratio.as_ref());
    let rate = dosage
        .and_then(|it| it.rate_quantity.as_ref())
        .or_else(|| ratio?.numerator.as_ref());
    let order_key = told.link(it.request.as_ref()).either();
    let row = MedAdmin {
        admin_key,
        admin_id,
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        order_key,
        code: drug.coded.code,
        code_system: drug.coded.system,
        code_text: drug.coded.text,
        rxnorm: drug.rxnorm,
        ndc: drug.ndc,
        dose_qty: told.quantity("dosage.dose", dose),
        dose_unit: told.unit(dose),
        rate_qty: told.quantity("dosage.rate[x]", rate),
        rate_unit: rate_unit(told, rate, ratio),
        route: dosage
            .and_then(|it| told.coded(it.route.as_ref(), ANY).either())
            .map(crate::route::name),
        site: dosage.and_then(|it| told.coded(it.site.as_ref(), ANY).either()),
        lot_number: drug.lot_number,
        expiration_date: drug.expiration_date,
        manufacturer: drug.maker,
        start_ts: start.instant,
        end_ts: end.instant,
        admin_date: start.date,
        status: status(status_code),
        status_code,
        performer_npi: performer.npi,
        performer_id: performer.id,
        code_reference: drug.reference,
        ..MedAdmin::default()
    };
    Ok((row, drug))
}

fn performer<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Person<'m> {
    let actors = it
        .performer
        .iter()
        .filter_map(|it| it.actor.as_ref()?.reference.as_ref());
    told.first_person(actors)
}

/// That it was given, as what may have to be charged.
fn documented<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    row: &MedAdmin<'m>,
    what: Coded<'m>,
    (start, end): (Moment, Moment),
    cx: &mut Context<'_>,
) -> Done {
    let performer = performer(told, it);
    let act = Act {
        key: row.admin_key,
        number: row.admin_id,
        of: ActOf::Dose,
        kind: Some("medication"),
        what,
        start,
        end,
    };
    let mut done = service::row(told, &act);
    done.order_key = row.order_key;
    done.units = row.dose_qty;
    done.body_site = row.site;
    (done.status, done.status_code) = (row.status, row.status_code);
    (done.performer_npi, done.performer_id, done.performer_name) =
        (performer.npi, performer.id, performer.name);
    done.documented_ts = told.instant("recorded", it.recorded.as_ref());
    let reasons = it
        .reason_code
        .iter()
        .chain(it.reason.iter().filter_map(|it| it.concept.as_ref()));
    done.reason_codes = told.codes(reasons, DIAGNOSES);
    service::append(told, done, cx)
}

/// A rate's unit; of a ratio, of both its sides.
fn rate_unit<'m>(
    told: &Told<'m>,
    rate: Option<&'m fhir::datatype::Quantity<'m>>,
    ratio: Option<&'m fhir::datatype::Ratio<'m>>,
) -> Option<&'m str> {
    let unit = told.unit(rate);
    match (
        unit,
        ratio.and_then(|it| told.unit(it.denominator.as_ref())),
    ) {
        (Some(unit), Some(per)) => Some(told.words.alloc_str(&format!("{unit}/{per}"))),
        (unit, _) => unit,
    }
}

/// Value set medication-admin-status.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "completed" => "completed",
        "in-progress" | "on-hold" => "in_progress",
        "not-done" => "not_done",
        "stopped" => "stopped",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
