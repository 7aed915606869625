//! IN1, IN2 and IN3: who is insured where.

use hl7v2::{Segment, State};
use tables::{Coverage, Table, WriteError};

use super::place;
use super::said::{Said, words};
use super::told::Told;
use crate::context::{Context, at};

/// An IN1 with what follows it.
struct Group<'m> {
    in1: Segment<'m>,
    in2: Option<Segment<'m>>,
    in3: Option<Segment<'m>>,
}

/// Writes a row for each IN1.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let mut groups: Vec<Group<'m>> = Vec::new();
    for segment in told.message.segments() {
        match (segment.id(), groups.last_mut()) {
            (b"IN1", _) => groups.push(Group {
                in1: segment,
                in2: None,
                in3: None,
            }),
            (b"IN2", Some(group)) if group.in2.is_none() => group.in2 = Some(segment),
            (b"IN3", Some(group)) if group.in3.is_none() => group.in3 = Some(segment),
            _ => {}
        }
    }
    groups
        .into_iter()
        .try_for_each(|group| one(told, &group, cx))
}

fn one<'m>(told: &mut Told<'m>, group: &Group<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let in1 = group.in1;
    let mut said = told.take(in1);
    let plan = said.coded(["plan_id", "plan_id", "plan_name"], 2);
    let mut row = Coverage {
        patient_key: told.patient,
        encounter_key: told.encounter,
        cob_order: order(&mut said),
        payer_id: said.text("payer_id", (3, 1)),
        payer_name: said.text("payer_name", (4, 1)),
        plan_id: plan.code,
        plan_name: plan.text,
        plan_type: said.text("plan_type", (15, 1)),
        group_number: said.text("group_number", (8, 1)),
        group_name: said.text("group_name", (9, 1)),
        policy_number: said.text("policy_number", (36, 1)),
        relationship: relationship(&mut said),
        subscriber_last_name: said.text("subscriber_last_name", (16, 1)),
        subscriber_first_name: said.text("subscriber_first_name", (16, 2)),
        subscriber_birth_date: said.day("subscriber_birth_date", (18, 0)),
        eff_date: said.day("eff_date", (12, 0)),
        term_date: said.day("term_date", (13, 0)),
        auth_number: said.text("auth_number", (14, 1)),
        ..Coverage::default()
    };
    row.member_id = member(told, &mut said, group.in2);
    if let Some(in2) = group.in2 {
        told.used(in2);
    }
    if let Some(in3) = group.in3 {
        told.used(in3);
        row.auth_number = said.of(in3).text("auth_number", (2, 1)).or(row.auth_number);
    }
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Coverage::META, &said);
    let unit = cx.place.origin();
    let origin = at(&unit, place(in1.position()), incomplete);
    cx.out.coverage().append(&Coverage { origin, ..row })
}

/// IN1-22 where it is a number, else the place among the IN1 segments.
fn order(said: &mut Said<'_>) -> Option<i32> {
    let told = said
        .text("cob_order", (22, 1))
        .and_then(|order| order.parse().ok());
    told.or_else(|| said.text("cob_order", (1, 0))?.parse().ok())
}

/// The insured's number: IN1-49, else IN2-61, else the policy's.
fn member<'m>(told: &Told<'m>, said: &mut Said<'m>, in2: Option<Segment<'m>>) -> Option<&'m str> {
    let insured = said.text("member_id", (49, 1));
    let second = || {
        let field = in2?.field(61);
        (field.state() == State::Present)
            .then(|| words(told.words, field.component(1).subcomponent(1).text()))?
    };
    insured
        .or_else(second)
        .or_else(|| said.text("member_id", (36, 1)))
}

/// HL7 table 0063 as X12 has it (SBR02, PAT01); what is in neither stays as told.
fn relationship<'m>(said: &mut Said<'m>) -> Option<&'m str> {
    Some(match said.text("relationship", (17, 1))? {
        "SEL" | "SELF" | "S" | "18" => "18",
        "SPO" | "SPOUSE" | "01" => "01",
        "CHD" | "CHILD" | "NCH" | "SCH" | "FCH" | "19" => "19",
        "OTH" | "O" | "OTHER" => "G8",
        code => code,
    })
}
