//! Coverage.

use fhir::resource::Coverage as Resource;
use fhir::resource::coverage::Class;
use tables::{Coverage, Table};

use super::coded::{ANY, any};
use super::told::{Done, Found, Told, number, text};
use crate::context::{Context, at};

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.beneficiary.as_ref(), None);
    let payers = it.payor.iter().chain(&it.insurer);
    let payer = told.first_person(payers);
    let class = |code: &str| {
        it.class
            .iter()
            .find(|it| it.kind.as_ref().is_some_and(|kind| any([kind], &[code])))
    };
    let value = |class: Option<&'_ Class<'_>>| {
        class.and_then(|it| {
            text(it.value.as_ref()?.value.as_ref()).map(|it| &*told.words.alloc_str(it))
        })
    };
    let name = |class: Option<&'_ Class<'_>>| {
        class.and_then(|it| text(it.name.as_ref()).map(|it| &*told.words.alloc_str(it)))
    };
    let (group, plan) = (class("group"), class("plan").or_else(|| class("subplan")));
    let (group_number, group_name) = (value(group), name(group));
    let (plan_id, plan_name) = (value(plan), name(plan));
    let members = it
        .subscriber_id
        .iter()
        .find_map(|it| text(it.value.as_ref()));
    // R4 of payers: the number of the member is an identifier of type MB.
    let typed = it.identifier.iter().filter(|it| {
        it.kind
            .as_deref()
            .is_some_and(|kind| any([kind], &["MB", "SN"]))
    });
    let typed = typed
        .filter_map(|it| number(it))
        .map(|(value, _)| value)
        .next();
    let others = it
        .identifier
        .iter()
        .filter_map(|it| number(it))
        .map(|(value, _)| value);
    let policy = others.into_iter().find(|value| Some(*value) != typed);
    let subscriber = told
        .facts(it.subscriber.as_ref())
        .and_then(|facts| facts.name.as_deref());
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
        member_id: members.or(typed),
        policy_number: policy,
        relationship: relationship(told.coded(it.relationship.as_ref(), ANY).code),
        subscriber_last_name: subscriber,
        eff_date,
        term_date,
        status: told.status(it.status.as_ref()),
        ..Coverage::default()
    };
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Coverage::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.coverage().append(&Coverage { origin, ..row })?;
    Ok(())
}

/// Of the patient to the subscriber, as X12 has it.
fn relationship(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "self" | "SELF" | "18" => "18",
        "spouse" | "SPOUSE" | "01" => "01",
        "child" | "CHILD" | "19" => "19",
        _ => "G8",
    })
}
