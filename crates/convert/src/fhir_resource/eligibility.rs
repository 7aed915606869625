//! CoverageEligibilityResponse: what a payer says of a member's coverage, in the words of X12 271: `eligibility_check`.
//!
//! FHIR and X12 are read beside each other: an insurance is a level, and each of its benefits a row, with the codes that
//! X12 has for it. A level counts as the third, as if those of the payer and of who asks stood before it.

use fhir::datatype::{FhirDateTime, Period as Days, Reference};
use fhir::resource::CoverageEligibilityResponse as Resource;
use fhir::resource::coverage_eligibility_response::Insurance;
use jiff::civil::Date;
use tables::{EligibilityCheck, Period, Reference as Numbered, Refusal, Trace};

use super::benefit;
use super::coded::ANY;
use super::known::Facts;
use super::patient::Member;
use super::reference::identified;
use super::told::{Done, Found, Told, number, text};
use crate::context::{Context, at, int};

/// What a level borrows. Holds PHI.
struct Lists<'m> {
    dates: Vec<Period<'m>>,
    refs: Vec<Numbered<'m>>,
}

/// Levels that stand above a member's in a 271: payer and provider.
const ABOVE: i32 = 2;

/// Writes rows for each insurance, else one for the answer as a whole.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.patient.as_ref(), None);
    let status = told.status(it.status.as_ref());
    told.deleted |= status == Some("cancelled");
    let asked = asked(told, it.request.as_ref());
    let traces: Vec<Trace<'_>> = asked.into_iter().collect();
    let codes = it
        .error
        .iter()
        .filter_map(|it| told.coded(it.code.as_ref(), ANY).either());
    let refusals: Vec<Refusal<'_>> = codes
        .map(|code| Refusal {
            reason: Some(code),
            ..Refusal::default()
        })
        .collect();
    let own = it.identifier.iter().find_map(|it| number(it));
    let (service_from, service_to) =
        serviced(told, it.serviced_date.as_ref(), it.serviced_period.as_ref());
    let base = EligibilityCheck {
        purpose: Some(if told.deleted { "01" } else { "11" }),
        report_reference: own.map(|(value, _)| value).or(told.id),
        reported_ts: told.instant("created", it.created.as_ref()),
        inquiry_trace: asked.and_then(|it| it.number),
        trace_originator: asked.and_then(|it| it.originator),
        traces: &traces,
        reject_reason: refusals.first().and_then(|it| it.reason),
        refusals: &refusals,
        message: text(it.disposition.as_ref()),
        service_from,
        service_to,
        outcome: text(it.outcome.as_ref()),
        ..between(told, it.insurer.as_ref(), it.requestor.as_ref())
    };
    let patient = told.facts(it.patient.as_ref());
    if it.insurance.is_empty() {
        let row = of_people(base, patient, None, told);
        return level(
            told,
            None,
            &EligibilityCheck {
                level_ordinal: ABOVE + 1,
                ..row
            },
            cx,
        );
    }
    for (ordinal, insurance) in (1_usize..).zip(it.insurance.iter()) {
        let row = of_people(base, patient, told.facts(insurance.coverage.as_ref()), told);
        let row = EligibilityCheck {
            level_ordinal: int(ordinal).saturating_add(ABOVE),
            coverage_reference: told.link(insurance.coverage.as_ref()).reference,
            ..row
        };
        level(told, Some(insurance), &row, cx)?;
    }
    Ok(())
}

/// Who answers whom, and what the resource is known by.
fn between<'m>(
    told: &Told<'m>,
    insurer: Option<&'m Reference<'m>>,
    requestor: Option<&'m Reference<'m>>,
) -> EligibilityCheck<'m> {
    let (payer, asker) = (told.person(insurer), told.person(requestor));
    EligibilityCheck {
        transaction: "271",
        source_role: payer.is_known().then_some("PR"),
        source_id: payer.npi.or(payer.id),
        source_name: payer.name,
        receiver_role: asker.is_known().then_some("1P"),
        receiver_npi: asker.npi,
        receiver_other_id: asker.id.filter(|_| asker.npi.is_none()),
        receiver_name: asker.name,
        source_format: Some(super::FORMAT),
        message_id: told.id,
        reference: told.reference,
        patient_key: told.patient.key,
        patient_reference: told.patient.reference,
        is_deleted: Some(told.deleted),
        ..EligibilityCheck::default()
    }
}

/// The question that is answered.
fn asked<'m>(told: &Told<'m>, request: Option<&'m Reference<'m>>) -> Option<Trace<'m>> {
    let request = request?;
    let (originator, number) = match identified(request) {
        Some((assigner, number)) => (assigner, Some(number)),
        None => (None, told.link(Some(request)).reference),
    };
    number.map(|number| Trace {
        trace_type: "2",
        number: Some(number),
        originator,
        originator_part: None,
    })
}

/// First and last day that was asked about.
fn serviced(
    told: &mut Told<'_>,
    day: Option<&FhirDateTime<'_>>,
    period: Option<&Days<'_>>,
) -> (Option<Date>, Option<Date>) {
    let (from, to) = told.days("servicedPeriod", period);
    let day = told.day("servicedDate", day);
    let from = day.or(from);
    (from, to.or(from))
}

/// The row with who is insured, and by what.
fn of_people<'m>(
    base: EligibilityCheck<'m>,
    patient: Option<&'m Facts>,
    coverage: Option<&'m Facts>,
    told: &Told<'m>,
) -> EligibilityCheck<'m> {
    let patient = patient.and_then(|it| it.member.as_deref());
    let insured = coverage.and_then(|it| it.insured.as_deref());
    let relationship = insured.and_then(|it| it.relationship);
    let is_dependent = relationship.is_some_and(|it| it != "18");
    let subscriber = match is_dependent {
        false => patient,
        true => insured
            .and_then(|it| it.subscriber.as_deref())
            .and_then(|address| told.known(address))
            .and_then(|facts| facts.member.as_deref()),
    };
    let dependent = patient.filter(|_| is_dependent);
    let row = EligibilityCheck {
        level: if is_dependent {
            "dependent"
        } else {
            "subscriber"
        },
        member_id: insured.and_then(|it| it.member_id.as_deref()),
        group_number: insured.and_then(|it| it.group.as_deref()),
        plan_number: insured.and_then(|it| it.plan.as_deref()),
        is_subscriber: relationship.map(|it| if it == "18" { "Y" } else { "N" }),
        relationship,
        ..base
    };
    let row = with_subscriber(row, subscriber);
    let row = with_dependent(row, dependent);
    match patient {
        Some(patient) => with_address(row, patient),
        None => row,
    }
}

fn with_subscriber<'m>(row: EligibilityCheck<'m>, it: Option<&'m Member>) -> EligibilityCheck<'m> {
    EligibilityCheck {
        subscriber_last_name: it.and_then(|it| it.last_name.as_deref()),
        subscriber_first_name: it.and_then(|it| it.first_name.as_deref()),
        subscriber_middle_name: it.and_then(|it| it.middle_name.as_deref()),
        subscriber_suffix: it.and_then(|it| it.suffix.as_deref()),
        subscriber_birth_date: it.and_then(|it| it.birth_date),
        subscriber_sex: it.and_then(|it| it.sex),
        ..row
    }
}

fn with_dependent<'m>(row: EligibilityCheck<'m>, it: Option<&'m Member>) -> EligibilityCheck<'m> {
    EligibilityCheck {
        dependent_last_name: it.and_then(|it| it.last_name.as_deref()),
        dependent_first_name: it.and_then(|it| it.first_name.as_deref()),
        dependent_middle_name: it.and_then(|it| it.middle_name.as_deref()),
        dependent_suffix: it.and_then(|it| it.suffix.as_deref()),
        dependent_birth_date: it.and_then(|it| it.birth_date),
        dependent_sex: it.and_then(|it| it.sex),
        ..row
    }
}

fn with_address<'m>(row: EligibilityCheck<'m>, it: &'m Member) -> EligibilityCheck<'m> {
    let [address1, address2, city, state, postal_code, country] = it.address.each_ref();
    EligibilityCheck {
        address1: address1.as_deref(),
        address2: address2.as_deref(),
        city: city.as_deref(),
        state: state.as_deref(),
        postal_code: postal_code.as_deref(),
        country: country.as_deref(),
        ..row
    }
}

/// Writes the rows of an insurance; one without benefits has one all the same.
fn level<'m>(
    told: &mut Told<'m>,
    insurance: Option<&'m Insurance<'m>>,
    base: &EligibilityCheck<'m>,
    cx: &mut Context<'_>,
) -> Done {
    let (plan_from, plan_to) = told.days(
        "insurance.benefitPeriod",
        insurance.and_then(|it| it.benefit_period.as_ref()),
    );
    let base = EligibilityCheck {
        plan_from,
        plan_to,
        ..*base
    };
    let lists = lists(&base);
    let rows = match insurance {
        Some(insurance) => benefit::rows(told, insurance, &base)?,
        None => Vec::new(),
    };
    let incomplete = told.note(cx)?;
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    let alone = [base];
    let all = if rows.is_empty() { &alone[..] } else { &rows };
    for row in all {
        cx.out.eligibility_check().append(&EligibilityCheck {
            origin,
            member_dates: &lists.dates,
            member_refs: &lists.refs,
            ..*row
        })?;
    }
    Ok(())
}

/// Dates and numbers of a level as a 271 has them.
fn lists<'m>(row: &EligibilityCheck<'m>) -> Lists<'m> {
    let period = |qualifier, from: Option<Date>, to: Option<Date>| {
        from.or(to).map(|_| Period {
            qualifier,
            from,
            to,
            time: None,
        })
    };
    let to = row.service_to.filter(|to| Some(*to) != row.service_from);
    let dates = [
        period("291", row.plan_from, row.plan_to),
        period("472", row.service_from, to),
    ];
    let numbered = |qualifier, value: Option<&'m str>| {
        value.map(|value| Numbered {
            qualifier,
            value: Some(value),
            description: None,
        })
    };
    let refs = [
        numbered("6P", row.group_number),
        numbered("18", row.plan_number),
    ];
    Lists {
        dates: dates.into_iter().flatten().collect(),
        refs: refs.into_iter().flatten().collect(),
    }
}
