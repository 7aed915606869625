//! Condition.

use fhir::resource::Condition as Resource;
use tables::{Diagnosis, Table};

use super::coded::{ANY, DIAGNOSES, any};
use super::told::{Done, Found, Told, number};
use crate::context::{Context, at};

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("recordedDate", it.recorded_date.as_ref());
    let coded = told.coded(it.code.as_ref(), DIAGNOSES);
    let verification = told.coded(it.verification_status.as_ref(), ANY).code;
    told.deleted = verification == Some("entered-in-error");
    let number = it
        .identifier
        .iter()
        .find_map(|it| number(it))
        .map(|(value, _)| value);
    let onset = it
        .onset_period
        .as_ref()
        .and_then(|period| period.start.as_ref());
    let onset = it.onset_date_time.as_ref().or(onset);
    let abatement = it.abatement_date_time.as_ref();
    let ended = it
        .abatement_period
        .as_ref()
        .and_then(|period| period.end.as_ref());
    let mut row = Diagnosis {
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        diagnosis_id: number.or(told.id),
        code: coded.code,
        code_system: coded.system,
        code_text: coded.text,
        dx_type: dx_type(&it),
        onset_date: told.day("onset[x]", onset),
        abatement_date: told.day("abatement[x]", abatement.or(ended)),
        recorded_ts: told.instant("recordedDate", it.recorded_date.as_ref()),
        clinical_status: told.coded(it.clinical_status.as_ref(), ANY).either(),
        verification,
        ..Diagnosis::default()
    };
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Diagnosis::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.diagnosis().append(&Diagnosis { origin, ..row })?;
    Ok(())
}

/// Code system condition-category.
fn dx_type(it: &Resource<'_>) -> Option<&'static str> {
    if any(&it.category, &["encounter-diagnosis"]) {
        return Some("encounter");
    }
    any(&it.category, &["problem-list-item", "health-concern"]).then_some("problem_list")
}
