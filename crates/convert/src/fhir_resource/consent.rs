//! Consent.

use fhir::resource::Consent as Resource;
use tables::{Consent, Table};

use super::coded::ANY;
use super::told::{Done, Found, Told, text};
use crate::context::{Context, at};

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.patient.as_ref().or(it.subject.as_ref()), None);
    let date = it.date_time.as_ref().or(it.date.as_ref());
    told.stated_by("dateTime", date);
    let (consent_key, number) = told.identity(&it.identifier)?;
    let category = it.category.first().or(it.scope.as_ref());
    let program = told.coded(category, ANY);
    let scope = told.coded(it.scope.as_ref(), ANY);
    let purpose = it
        .provision
        .iter()
        .flat_map(|it| &it.purpose)
        .find_map(|it| text(it.code.as_ref()));
    let rule = it.provision.first();
    let (_, end_date) = told.days(
        "provision.period",
        rule.and_then(|it| it.period.as_ref())
            .or(it.period.as_ref()),
    );
    let status_code = told.status(it.status.as_ref());
    let mut row = Consent {
        consent_key,
        consent_id: number.or(told.id),
        patient_key: told.patient.key,
        program_code: program.code.or(scope.code).or(purpose),
        program_text: program.text.or(scope.text),
        decision: text(it.decision.as_ref()).or_else(|| rule.and_then(|it| text(it.kind.as_ref()))),
        obtained_date: told.day("dateTime", date),
        end_date,
        status_code,
        ..Consent::default()
    };
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Consent::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.consent().append(&Consent { origin, ..row })?;
    Ok(())
}
