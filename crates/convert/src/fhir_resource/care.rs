//! CarePlan, CareTeam, Task and Communication: work of care management.

use fhir::datatype::{CodeableConcept, Extensions, FhirDateTime, Period, Reference};
use fhir::resource::task::Parameter;
use fhir::resource::{CarePlan, CareTeam, Communication, Task};
use tables::{CareMgmtActivity, Table};

use super::coded::ANY;
use super::service::minutes as between;
use super::told::{Done, Found, Halt, Told, text};
use super::value::{units, written};
use crate::context::{Context, at};

/// What the four have in common.
#[derive(Debug, Clone, Copy, Default)]
struct Work<'m> {
    start: Option<&'m FhirDateTime<'m>>,
    end: Option<&'m FhirDateTime<'m>>,
    path: &'static str,
    who: Option<&'m Reference<'m>>,
    program: Option<&'m CodeableConcept<'m>>,
    title: Option<&'m str>,
    minutes: Option<i32>,
    medium: Option<&'m str>,
}

/// Writes a row for a plan.
pub(super) fn plan(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: CarePlan<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("created", it.created.as_ref());
    let (start, end) = ends(it.period.as_ref());
    let work = Work {
        start: start.or(it.created.as_ref()),
        end,
        path: "period",
        who: it.author.as_ref().or(it.contributor.first()),
        program: it.category.first(),
        title: text(it.title.as_ref()),
        minutes: told_minutes(it.extension),
        ..Work::default()
    };
    let (key, _) = told.identity(&it.identifier)?;
    let status = told.status(it.status.as_ref());
    append(told, key, status, work, cx)
}

/// Writes a row for a team.
pub(super) fn team(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: CareTeam<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    let (start, end) = ends(it.period.as_ref());
    let work = Work {
        start,
        end,
        path: "period",
        who: it
            .participant
            .iter()
            .find_map(|it| it.member.as_ref())
            .or(it.managing_organization.first()),
        program: it.category.first(),
        title: text(it.name.as_ref()),
        ..Work::default()
    };
    let (key, _) = told.identity(&it.identifier)?;
    let status = told.status(it.status.as_ref());
    append(told, key, status, work, cx)
}

/// Writes a row for a piece of work.
pub(super) fn task(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Task<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.for_whom.as_ref(), it.encounter.as_ref());
    told.stated_by("lastModified", it.last_modified.as_ref());
    told.stated_by("authoredOn", it.authored_on.as_ref());
    let (start, end) = ends(it.execution_period.as_ref());
    let parameters = it.output.iter().chain(&it.input);
    let work = Work {
        start: start.or(it.authored_on.as_ref()),
        end,
        path: "executionPeriod",
        who: it.owner.as_ref(),
        program: it.code.as_ref().or(it.reason_code.as_ref()),
        title: text(it.description.as_ref()),
        minutes: parameters
            .into_iter()
            .find_map(|it| of_parameter(it))
            .or_else(|| told_minutes(it.extension)),
        ..Work::default()
    };
    let (key, _) = told.identity(&it.identifier)?;
    let status = told.status(it.status.as_ref());
    append(told, key, status, work, cx)
}

/// Writes a row for a contact.
pub(super) fn communication(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Communication<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("sent", it.sent.as_ref());
    let work = Work {
        start: it.sent.as_ref(),
        end: it.received.as_ref(),
        path: "sent",
        who: it.sender.as_ref(),
        program: it.category.first().or(it.topic.as_ref()),
        minutes: told_minutes(it.extension),
        medium: told.first_code(&it.medium),
        ..Work::default()
    };
    let (key, _) = told.identity(&it.identifier)?;
    let status = told.status(it.status.as_ref());
    append(told, key, status, work, cx)
}

fn ends<'m>(
    period: Option<&'m Period<'m>>,
) -> (Option<&'m FhirDateTime<'m>>, Option<&'m FhirDateTime<'m>>) {
    (
        period.and_then(|it| it.start.as_ref()),
        period.and_then(|it| it.end.as_ref()),
    )
}

/// Minutes that an extension says, by its name: there is no element for them.
fn told_minutes(extensions: Extensions<'_>) -> Option<i32> {
    extensions.iter().find_map(|it| {
        let url = text(it.url.as_ref())
            .unwrap_or_default()
            .to_ascii_lowercase();
        if !url.contains("minutes") && !url.contains("duration") {
            return None;
        }
        let measured = it.value_duration.as_ref().or(it.value_quantity.as_ref());
        let number = measured
            .and_then(|it| it.value.as_ref())
            .or(it.value_integer.as_ref())
            .or(it.value_decimal.as_ref());
        let number = number
            .or(it.value_unsigned_int.as_ref())
            .or(it.value_positive_int.as_ref());
        let unit =
            measured.and_then(|it| text(it.code.as_ref()).or_else(|| text(it.unit.as_ref())));
        minutes(written(number)?, unit)
    })
}

fn of_parameter(it: &Parameter<'_>) -> Option<i32> {
    let kind = it.kind.as_ref()?;
    let mut words = kind
        .codings()
        .filter_map(|it| text(it.code.as_ref()).or_else(|| text(it.display.as_ref())));
    let named = words.any(is_minutes) || text(kind.text.as_ref()).is_some_and(is_minutes);
    if !named {
        return None;
    }
    let measured = it.value_quantity.as_ref();
    let number = measured
        .and_then(|it| it.value.as_ref())
        .or(it.value_integer.as_ref())
        .or(it.value_decimal.as_ref());
    let unit = measured.and_then(|it| text(it.code.as_ref()).or_else(|| text(it.unit.as_ref())));
    minutes(written(number)?, unit)
}

fn is_minutes(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    words.contains("minutes") || words.contains("duration")
}

/// A duration in minutes, whole ones.
fn minutes(number: &str, unit: Option<&str>) -> Option<i32> {
    let per = match unit {
        None | Some("min" | "minute" | "minutes") => 1,
        Some("h" | "hour" | "hours") => 60,
        Some(_) => return None,
    };
    let tens = units(number).ok()?.0.checked_mul(per)?;
    i32::try_from(tens / 10_000).ok()
}

fn append<'m>(
    told: &mut Told<'m>,
    key: &'m str,
    status_code: Option<&'m str>,
    work: Work<'m>,
    cx: &mut Context<'_>,
) -> Result<(), Halt> {
    let start = told.moment(work.path, work.start);
    let end = told.moment(work.path, work.end);
    let who = told.person(work.who);
    let program = told.coded(work.program, ANY);
    let is_task = told.found.resource.kind() == "Task" && work.end.is_some();
    let mut row = CareMgmtActivity {
        activity_key: key,
        activity_id: told.id,
        source_resource: told.found.resource.kind(),
        patient_key: told.patient.key,
        encounter_key: told.encounter.key,
        program_code: program.code,
        program_code_system: program.system,
        program_text: program.text.or(work.title),
        activity_date: start.date,
        start_ts: start.instant,
        end_ts: end.instant,
        minutes: work
            .minutes
            .or_else(|| between(start, end).filter(|_| is_task)),
        medium: work.medium,
        performer_npi: who.npi,
        performer_id: who.id,
        status_code,
        ..CareMgmtActivity::default()
    };
    let incomplete = told.note(cx)?;
    row.stated = told.statement(CareMgmtActivity::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out
        .care_mgmt_activity()
        .append(&CareMgmtActivity { origin, ..row })?;
    Ok(())
}
