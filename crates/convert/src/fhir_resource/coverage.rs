//! Coverage.

use fhir::resource::Coverage as Resource;
use fhir::resource::coverage::Class;
use tables::{Coverage, Table};

use super::coded::{ANY, any};
use super::known::Facts;
use super::told::{Done, Found, Told, number, text};
use crate::context::{Context, at};

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.beneficiary.as_ref(), None);
    let payers = it.payor.iter().chain(&it.insurer);
    let payer = told.first_person(payers);
    let group = class(&it, "group");
    let plan = class(&it, "plan").or_else(|| class(&it, "subplan"));
    let words = told.words;
    let name = |class: Option<&Class<'_>>| {
        class.and_then(|it| text(it.name.as_ref()).map(|it| &*words.alloc_str(it)))
    };
    let value = |class: Option<&Class<'_>>| value(class).map(|it| &*words.alloc_str(it));
    let (group_number, group_name) = (value(group), name(group));
    let (plan_id, plan_name) = (value(plan), name(plan));
    let typed = typed(&it);
    let others = it
        .identifier
        .iter()
        .filter_map(|it| number(it))
        .map(|(value, _)| value);
    let policy = others.into_iter().find(|value| Some(*value) != typed);
    let (eff_date, term_date) = told.days("period", it.period.as_ref());
    let mut row = Coverage {
        patient_key: told.patient.key,
        coverage_id: told.id,
        cob_order: told.whole("order", it.order.as_ref()),
        payer_id: payer.npi.or(payer.id),
        payer_name: payer.name,
        plan_id,
        plan_name,
        plan_type: told.coded(it.coverage_type.as_ref(), ANY).either(),
        group_number,
        group_name,
        member_id: member_id(&it),
        policy_number: policy,
        relationship: relationship(&it),
        eff_date,
        term_date,
        status: told.status(it.status.as_ref()),
        ..Coverage::default()
    };
    subscriber(told.facts(it.subscriber.as_ref()), &mut row);
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Coverage::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.coverage().append(&Coverage { origin, ..row })?;
    Ok(())
}

fn class<'m>(it: &'m Resource<'m>, code: &str) -> Option<&'m Class<'m>> {
    let mut all = it.class.iter();
    all.find(|it| it.kind.as_ref().is_some_and(|kind| any([kind], &[code])))
}

fn value<'m>(class: Option<&'m Class<'m>>) -> Option<&'m str> {
    text(class?.value.as_ref()?.value.as_ref())
}

/// The number of a group or plan.
pub(super) fn class_value<'m>(it: &'m Resource<'m>, code: &str) -> Option<&'m str> {
    value(class(it, code))
}

/// The member's number, by its type: in R4 of payers it is an identifier of type MB.
fn typed<'m>(it: &'m Resource<'m>) -> Option<&'m str> {
    let typed = it.identifier.iter().filter(|it| {
        let kind = it.kind.as_deref();
        kind.is_some_and(|kind| any([kind], &["MB", "SN"]))
    });
    typed
        .filter_map(|it| number(it))
        .map(|(value, _)| value)
        .next()
}

/// The member's number.
pub(super) fn member_id<'m>(it: &'m Resource<'m>) -> Option<&'m str> {
    let mut members = it.subscriber_id.iter();
    let member = members.find_map(|it| text(it.value.as_ref()));
    member.or_else(|| typed(it))
}

/// For whom the patient is insured: the Patient that is referred to.
fn subscriber<'m>(facts: Option<&'m Facts>, row: &mut Coverage<'m>) {
    let Some(member) = facts.and_then(|facts| facts.member.as_deref()) else {
        return;
    };
    row.subscriber_last_name = member.last_name.as_deref();
    row.subscriber_first_name = member.first_name.as_deref();
    row.subscriber_birth_date = member.birth_date;
}

/// Of the patient to the subscriber, as X12 has it.
pub(super) fn relationship(it: &Resource<'_>) -> Option<&'static str> {
    let mut codings = it.relationship.iter().flat_map(|it| it.codings());
    Some(match codings.find_map(|it| text(it.code.as_ref()))? {
        "self" | "SELF" | "18" => "18",
        "spouse" | "SPOUSE" | "01" => "01",
        "child" | "CHILD" | "19" => "19",
        _ => "G8",
    })
}
