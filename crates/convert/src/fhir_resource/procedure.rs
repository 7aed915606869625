//! Procedure.

use fhir::resource::Procedure as Resource;

use tables::SupplyUse;

use super::coded::{ANY, DIAGNOSES, SERVICES, any};
use super::device;
use super::service::{self, Act, laterality, minutes};
use super::told::{Done, Found, Told};
use crate::context::Context;
use crate::moment::Moment;
use crate::service_key::Act as ActOf;

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    let at = it
        .performed_date_time
        .as_ref()
        .or(it.occurrence_date_time.as_ref());
    let period = it
        .performed_period
        .as_ref()
        .or(it.occurrence_period.as_ref());
    told.stated_by("recorded", it.recorded.as_ref());
    told.stated_by(
        "performed[x]",
        at.or_else(|| period?.end.as_ref().or(period?.start.as_ref())),
    );
    let (start, end) = told.span("performed[x]", at, period);
    let (key, number) = told.identity(&it.identifier)?;
    let status_code = told.status(it.status.as_ref());
    let performer = told.first_person(it.performer.iter().filter_map(|it| it.actor.as_ref()));
    let site = it.body_site.first();
    let body_site = told.coded(site, ANY);
    let reasons = it
        .reason_code
        .iter()
        .chain(it.reason.iter().filter_map(|it| it.concept.as_ref()));
    let named = it
        .reason_reference
        .iter()
        .chain(it.reason.iter().filter_map(|it| it.reference.as_ref()));
    let named = named.filter_map(|it| told.facts(Some(it))?.code.as_deref());
    let reasons = reasons
        .filter_map(|it| told.coded(Some(it), DIAGNOSES).code)
        .chain(named);
    let reason_codes = told.joined(reasons.collect::<Vec<_>>(), " ");
    let act = Act {
        key,
        number,
        of: ActOf::Procedure,
        kind: Some(kind(&it)),
        what: told.coded(it.code.as_ref(), SERVICES),
        start,
        end,
    };
    let mut row = service::row(told, &act);
    row.order_key = told.first_link(&it.based_on).either();
    row.laterality = laterality(site, body_site.text);
    row.body_site = body_site.either();
    // A period of days says nothing of minutes.
    row.minutes = it
        .performed_period
        .as_ref()
        .filter(|it| {
            it.start
                .as_ref()
                .is_some_and(|at| at.as_str().contains('T'))
        })
        .and_then(|_| minutes(start, end));
    row.status = status(status_code);
    row.status_code = status_code;
    row.performer_npi = performer.npi;
    row.performer_id = performer.id;
    row.performer_name = performer.name;
    row.location_key = told.location(it.location.as_ref());
    row.documented_ts = told.instant("recorded", it.recorded.as_ref());
    row.reason_codes = reason_codes;
    service::append(told, row, cx)?;
    used(told, &it, key, (start, status_code), cx)
}

/// Writes a row for each item that was used.
fn used<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    key: &'m str,
    (start, status_code): (Moment, Option<&'m str>),
    cx: &mut Context<'_>,
) -> Done {
    let concepts = it.used_code.iter();
    let concepts = concepts.chain(it.used.iter().filter_map(|it| it.concept.as_ref()));
    let devices = it.used_reference.iter();
    let devices = devices.chain(it.used.iter().filter_map(|it| it.reference.as_ref()));
    let items: Vec<device::Item<'_>> = concepts
        .map(device::Item::Concept)
        .chain(devices.map(device::Item::Reference))
        .collect();
    for (at, item) in (1..).zip(items) {
        let ordinal: u32 = at;
        let row = SupplyUse {
            supply_key: told.key(Some(key), &ordinal.to_string()),
            supply_id: told.id,
            encounter_key: told.encounter.key,
            patient_key: told.patient.key,
            used_ts: start.instant,
            used_date: start.date,
            status: status(status_code),
            status_code,
            procedure_reference: told.reference,
            ..SupplyUse::default()
        };
        device::used(told, item, row, cx)?;
    }
    Ok(())
}

/// What kind of service it is: SNOMED CT procedure categories.
fn kind(it: &Resource<'_>) -> &'static str {
    let codes: [(&[&str], &str); 3] = [
        (&["363679005"], "imaging"),
        (&["277132007", "410606002"], "therapy"),
        (&["108252007"], "lab"),
    ];
    let found = codes.iter().find(|(codes, _)| any(&it.category, codes));
    found.map_or("procedure", |(_, kind)| kind)
}

/// Value set event-status.
pub(super) fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "completed" => "completed",
        "in-progress" | "on-hold" => "in_progress",
        "not-done" | "preparation" => "not_done",
        "stopped" => "stopped",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
