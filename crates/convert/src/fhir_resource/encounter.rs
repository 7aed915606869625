//! Encounter, of R4 and R5.

use fhir::datatype::{CodeableConcept, Identifier as Number, List, Period};
use fhir::resource::Encounter as Resource;
use fhir::resource::encounter::{Diagnosis as Named, Participant};
use tables::{Diagnosis, Encounter, Table};

use super::coded::{ANY, Coded, DIAGNOSES, SERVICES, any};
use super::told::{Done, Found, Told, number};
use crate::context::{Context, at};

/// The number of the visit: of type VN, else the first that is no account's.
pub(super) fn visit_number<'m>(all: &'m List<Number<'m>>) -> Option<(&'m str, Option<&'m str>)> {
    let typed =
        |it: &&Number<'m>, code| it.kind.as_deref().is_some_and(|kind| any([kind], &[code]));
    let visit = all
        .iter()
        .filter(|it| typed(it, "VN"))
        .filter_map(|it| number(it))
        .next();
    let others = || {
        all.iter()
            .filter(|it| !typed(it, "AN"))
            .filter_map(|it| number(it))
            .next()
    };
    visit.or_else(others)
}

/// Writes a row, and one of `diagnosis` for each that it names.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), None);
    let period = it.period.as_ref().or(it.actual_period.as_ref());
    told.stated_by(
        "period.start",
        period.and_then(|period| period.start.as_ref()),
    );
    let Some(encounter_key) = found.facts.and_then(|facts| facts.key.as_deref()) else {
        return Err(told.refuse("id", "required", "an id or an identifier, but found none"));
    };
    let mut row = visit(told, &it, encounter_key, period);
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Encounter::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.encounter().append(&Encounter { origin, ..row })?;
    it.diagnosis
        .iter()
        .try_for_each(|named| diagnosis(told, named, encounter_key, cx))
}

/// What the visit says of itself.
fn visit<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    encounter_key: &'m str,
    period: Option<&'m Period<'m>>,
) -> Encounter<'m> {
    let number_of = visit_number(&it.identifier);
    let class_code = told.first_code(&it.class);
    let kind = kind(told, it);
    let stay = it.hospitalization.as_ref().or(it.admission.as_ref());
    let attending = told.first_person(
        taking_part(&it.participant, &["ATND", "PPRF", "ADM"])
            .chain(taking_part(&it.participant, &[])),
    );
    let referring = told.first_person(taking_part(&it.participant, &["REF"]));
    let reason = reason(told, it);
    let status_code = told.status(it.status.as_ref());
    let (start, end) = told.span("period", None, period);
    let provider = told.person(it.service_provider.as_ref());
    Encounter {
        encounter_key,
        encounter_id: number_of.map(|(value, _)| value).or(told.id),
        encounter_assigner: number_of.and_then(|(_, assigner)| assigner),
        account_number: account(it).or_else(|| told.account(it.account.first())),
        patient_key: told.patient.key,
        encounter_class: class(class_code, status_code),
        class_code,
        status: status(status_code),
        event_code: status_code,
        visit_type: kind.either(),
        visit_type_system: kind.system,
        hospital_service: it
            .service_type
            .iter()
            .find_map(|it| told.coded(it.concept.as_ref(), ANY).either()),
        admit_source: stay.and_then(|it| told.coded(it.admit_source.as_ref(), ANY).either()),
        attending_npi: attending.npi,
        attending_id: attending.id,
        attending_name: attending.name,
        referring_npi: referring.npi,
        location_key: it
            .location
            .last()
            .and_then(|it| told.location(it.location.as_ref())),
        prior_location_key: prior(told, it),
        service_provider: provider.name.or(provider.id),
        start_ts: start.instant,
        service_date: start.date,
        end_ts: end.instant,
        discharge_date: end.date,
        discharge_disposition: stay
            .and_then(|it| told.coded(it.discharge_disposition.as_ref(), ANY).either()),
        expected_admit_ts: told.instant("plannedStartDate", it.planned_start_date.as_ref()),
        reason_code: reason.code,
        reason_text: reason.text,
        ..Encounter::default()
    }
}

/// The account that an identifier names.
fn account<'m>(it: &'m Resource<'m>) -> Option<&'m str> {
    let account = it
        .identifier
        .iter()
        .filter(|it| it.kind.as_deref().is_some_and(|kind| any([kind], &["AN"])));
    account
        .filter_map(|it| number(it))
        .map(|(value, _)| value)
        .next()
}

/// A visit's own code (99213) says more than others do, wherever it stands in the list.
fn kind<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Coded<'m> {
    let kind = it.kind.iter().map(|it| told.coded(Some(it), SERVICES));
    let kinds: Vec<Coded<'_>> = kind.collect();
    let kind = kinds
        .iter()
        .find(|it| it.system.is_some_and(|system| SERVICES.contains(&system)));
    kind.or(kinds.first()).copied().unwrap_or_default()
}

fn reason<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Coded<'m> {
    let reasons = it.reason_code.iter().chain(
        it.reason
            .iter()
            .flat_map(|it| &it.value)
            .filter_map(|it| it.concept.as_ref()),
    );
    reasons
        .map(|it| told.coded(Some(it), DIAGNOSES))
        .next()
        .unwrap_or_default()
}

/// The place before the last.
fn prior<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Option<&'m str> {
    let before = it.location.len().checked_sub(2)?;
    told.location(it.location.get(before)?.location.as_ref())
}

/// Those with one of these roles; with none, all that have no role of another.
fn taking_part<'m>(
    all: &'m List<Participant<'m>>,
    codes: &'static [&'static str],
) -> impl Iterator<Item = &'m fhir::datatype::Reference<'m>> {
    let of = all.iter().filter(move |it| match codes.is_empty() {
        true => !any(&it.kind, &["REF", "CON", "SPRF", "DIS", "ESC", "CALLBCK"]),
        false => any(&it.kind, codes),
    });
    of.filter_map(|it| it.individual.as_ref().or(it.actor.as_ref()))
}

/// What a visit says of a diagnosis: its use and rank, and its code where the Condition is at hand.
fn diagnosis<'m>(
    told: &mut Told<'m>,
    named: &'m Named<'m>,
    encounter_key: &'m str,
    cx: &mut Context<'_>,
) -> Done {
    let rank = told.whole("diagnosis.rank", named.rank.as_ref());
    for condition in &named.condition {
        let said = told.coded(condition.concept.as_ref(), DIAGNOSES);
        let link = told.link(condition.reference.as_ref());
        let facts = told.facts(condition.reference.as_ref());
        let id = facts
            .and_then(|facts| facts.number.as_deref())
            .or(link.reference);
        if said.is_empty() && id.is_none() {
            continue;
        }
        let mut row = Diagnosis {
            encounter_key: Some(encounter_key),
            patient_key: told.patient.key,
            diagnosis_id: id,
            code: said.code.or_else(|| facts?.code.as_deref()),
            code_system: said.system.or_else(|| facts?.code_system.as_deref()),
            code_text: said.text.or_else(|| facts?.code_text.as_deref()),
            rank,
            dx_type: dx_type(&named.usage, rank),
            ..Diagnosis::default()
        };
        let incomplete = told.note(cx)?;
        row.stated = told.statement(Diagnosis::META);
        row.stated.encounter_reference = told.reference;
        let unit = cx.place.origin();
        let origin = at(&unit, told.found.position, incomplete);
        cx.out.diagnosis().append(&Diagnosis { origin, ..row })?;
    }
    Ok(())
}

/// Code system diagnosis-role.
fn dx_type(usage: &List<CodeableConcept<'_>>, rank: Option<i32>) -> Option<&'static str> {
    let codes = [
        ("AD", "admitting"),
        ("DD", "discharge"),
        ("billing", "final"),
        ("working", "working"),
        ("CC", "reason"),
        ("RV", "reason"),
        ("admission-diagnosis", "admitting"),
        ("discharge-diagnosis", "discharge"),
    ];
    let told = codes
        .iter()
        .find(|(code, _)| any(usage, &[code]))
        .map(|(_, kind)| *kind);
    // A final diagnosis of a rank is the principal one or another (UHDDS), as DG1-15 ranks those of DG1-6 F.
    let told = told.filter(|kind| rank.is_none() || !matches!(*kind, "discharge" | "final"));
    told.or(match rank {
        Some(1) => Some("principal"),
        Some(_) => Some("secondary"),
        None => Some("encounter"),
    })
}

/// Code system v3-ActCode, and the words of DSTU2 that some senders kept.
fn class(code: Option<&str>, status: Option<&str>) -> Option<&'static str> {
    if matches!(status, Some("planned")) {
        return Some("PRE");
    }
    Some(match code?.to_ascii_uppercase().as_str() {
        "IMP" | "ACUTE" | "NONAC" | "INPATIENT" => "IMP",
        "AMB" | "FLD" | "OUTPATIENT" | "AMBULATORY" | "FIELD" => "AMB",
        "EMER" | "EMERGENCY" => "EMER",
        "OBSENC" => "OBSENC",
        "PRENC" => "PRE",
        "VR" | "VIRTUAL" => "VR",
        "HH" | "HOME" => "HH",
        "SS" => "SS",
        _ => return None,
    })
}

/// Value set encounter-status of R4 and R5.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "planned" => "planned",
        "arrived" | "triaged" => "arrived",
        "in-progress" => "in_progress",
        "onleave" | "on-hold" => "on_leave",
        "finished" | "completed" | "discharged" | "discontinued" => "finished",
        "cancelled" => "cancelled",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
