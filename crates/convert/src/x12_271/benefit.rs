//! Loop 2110: a benefit (EB) or a question (EQ), and levels without any.

use tables::{EligibilityCheck, Period, WriteError};
use x12::section::{Detail, Item};
use x12::segment::{Eb, Eq, Procedure};

use super::Level;
use crate::context::{Context, at};
use crate::texts::Texts;
use crate::x12_sections::{Facts, joined, money, quantity};

/// The first refusal, and all of them.
pub(super) fn refused<'a>(facts: &Facts<'a>, row: &mut EligibilityCheck<'a>) {
    if let Some(refusal) = facts.refusals.first() {
        row.valid = refusal.valid;
        row.reject_reason = refusal.reason;
        row.follow_up = refusal.follow_up;
    }
}

/// Writes the row of a level that has no details.
pub(super) fn write_alone(
    level: &Level<'_, '_>,
    row: EligibilityCheck<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let facts = level.facts;
    let mut row = EligibilityCheck {
        refusals: &facts.refusals,
        ..row
    };
    refused(facts, &mut row);
    dates(&facts.dates, &facts.dates, &mut row);
    let unit = cx.place.origin();
    row.origin = at(&unit, level.first, level.incomplete);
    cx.out.eligibility_check().append(&row)
}

/// Writes the row of a benefit or question.
pub(super) fn write(
    detail: Detail<'_>,
    level: &Level<'_, '_>,
    base: &EligibilityCheck<'_>,
    texts: &Texts,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut facts = Facts::default();
    cx.tally.mapped(1);
    for item in detail.items() {
        // These belong to levels, or to other sets.
        match item {
            Item::Trn(_) | Item::Hi(_) | Item::Pwk(_) | Item::Too(_) => {
                cx.ignore(&item.segment(), "");
            }
            item => facts.take(item, texts, cx)?,
        }
    }
    let first = detail.first();
    let eb = Eb::try_from_segment(first);
    let eq = Eq::try_from_segment(first);
    let (services, pointers) = match (eb, eq) {
        (Some(eb), _) => (
            joined(eb.service_types(), texts),
            joined(eb.diagnosis_pointers(), texts),
        ),
        (_, Some(eq)) => (
            joined(eq.service_types(), texts),
            joined(eq.diagnosis_pointers(), texts),
        ),
        _ => Default::default(),
    };
    let message = facts.message();
    let mut row = *base;
    let mut damaged = facts.damaged;
    row.service_types = crate::items::given(&services);
    row.diagnosis_pointers = crate::items::given(&pointers);
    row.message = crate::items::given(&message);
    if let Some(eb) = eb {
        damaged |= !benefit(eb, texts, &mut row, cx)?;
    }
    if let Some(eq) = eq {
        row.coverage_level = texts.opt(eq.coverage_level());
        row.insurance_type = texts.opt(eq.insurance_type());
        procedure(eq.procedure(), texts, &mut row);
    }
    let refusing = match facts.refusals.is_empty() {
        true => level.facts,
        false => &facts,
    };
    refused(refusing, &mut row);
    row.refusals = &refusing.refusals;
    dates(&facts.dates, &level.facts.dates, &mut row);
    row.dates = &facts.dates;
    row.refs = &facts.refs;
    row.deliveries = &facts.deliveries;
    row.circumstances = &facts.circumstances;
    row.amounts = &facts.amounts;
    row.parties = &facts.parties;
    let unit = cx.place.origin();
    row.origin = at(&unit, first.position(), level.incomplete || damaged);
    cx.out.eligibility_check().append(&row)
}

/// EB; false where a value could not be taken.
fn benefit<'a>(
    eb: Eb<'a>,
    texts: &'a Texts,
    row: &mut EligibilityCheck<'a>,
    cx: &mut Context<'_>,
) -> Result<bool, WriteError> {
    let segment = eb.segment();
    row.benefit_code = texts.opt(eb.information_code());
    row.coverage_level = texts.opt(eb.coverage_level());
    row.insurance_type = texts.opt(eb.insurance_type());
    row.plan_description = texts.opt(eb.plan_description());
    row.time_period = texts.opt(eb.time_period());
    row.quantity_qualifier = texts.opt(eb.quantity_qualifier());
    row.authorization_required = texts.opt(eb.authorization_required());
    row.in_network = texts.opt(eb.in_network());
    procedure(eb.procedure(), texts, row);
    let amount = money(&segment, 7, &mut row.benefit_amount, cx)?;
    let percent = quantity(&segment, 8, &mut row.benefit_percent, cx)?;
    Ok(quantity(&segment, 10, &mut row.quantity, cx)? && amount && percent)
}

fn procedure<'a>(procedure: Procedure<'a>, texts: &'a Texts, row: &mut EligibilityCheck<'a>) {
    row.procedure_qualifier = texts.opt(procedure.qualifier());
    row.hcpcs_code = texts.opt(procedure.code());
    row.mod1 = texts.opt(procedure.modifier(1));
    row.mod2 = texts.opt(procedure.modifier(2));
    row.mod3 = texts.opt(procedure.modifier(3));
    row.mod4 = texts.opt(procedure.modifier(4));
    row.code_end = texts.opt(procedure.code_end());
}

/// The dates that have columns: of the benefit, else of its level.
fn dates(own: &[Period<'_>], level: &[Period<'_>], row: &mut EligibilityCheck<'_>) {
    let find = |qualifier: &str| {
        let found = |dates: &[Period<'_>]| {
            let found = dates.iter().find(|it| it.qualifier == qualifier);
            found.map(|it| (it.from, it.to))
        };
        found(own).or_else(|| found(level)).unwrap_or_default()
    };
    let (plan, eligible, service) = (find("291"), find("307"), find("472"));
    row.plan_from = plan.0.or(find("346").0);
    row.plan_to = plan.1.or(find("347").0);
    row.eligible_from = eligible.0.or(find("356").0);
    row.eligible_to = eligible.1.or(find("357").0);
    row.service_from = service.0;
    row.service_to = service.1.or(service.0);
}
