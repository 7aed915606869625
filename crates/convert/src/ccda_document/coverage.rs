//! Payers: policies in their order.

use ccda::datatype::{En, Ii, Int, IvlTs};
use ccda::entry::{Content, Participant, Policy, Statement};
use tables::{Coverage, Table, WriteError};

use super::coded::plain;
use super::document::{At, Outcome};
use super::person::names;
use super::said::Said;
use super::told::{Told, authored, own};
use crate::context::{Context, at};

/// Authorization Activity.
const AUTHORIZATION: &str = "2.16.840.1.113883.10.20.1.19";

/// Writes a row for each policy of a coverage, or for one without.
pub(super) fn write<'e>(
    content: &Content<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    tell: &mut impl FnMut(Outcome),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    match content {
        Content::Policy(policy) => tell(one(*policy, (None, None), spot, told, cx)?),
        Content::Coverage(coverage) => {
            let mut policies = coverage.policies().peekable();
            if policies.peek().is_none() {
                let said = told.said(spot.words, spot.position, coverage.statement());
                tell(Outcome::Refused(
                    said.missing("entryRelationship/act", "a policy"),
                ));
            }
            for (rank, policy) in policies {
                let around = (Some(coverage.statement()), rank);
                tell(one(policy, around, spot, told, cx)?);
            }
        }
        _ => {}
    }
    Ok(())
}

fn one<'e>(
    policy: Policy<'e>,
    (coverage, rank): (Option<Statement<'e>>, Option<Int<'e>>),
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let statement = policy.statement();
    if statement.null_flavor().is_some() {
        return Ok(Outcome::Silent);
    }
    let mut said = told.said(spot.words, spot.position, statement);
    let payer = policy.payer().and_then(|payer| payer.assigned_entity());
    let (member, holder) = (policy.covered_party(), policy.holder());
    let number = |party: Option<Participant<'e>>| {
        let mut ids = party?.ids().filter(|id| id.root() != Some(Ii::SSN));
        ids.find_map(|id| id.extension())
    };
    let organization = payer.and_then(|payer| payer.represented_organization());
    let mut row = Coverage {
        patient_key: told.patient,
        encounter_key: told.of_visit().encounter,
        coverage_id: coverage.and_then(|coverage| own(coverage.ids())),
        cob_order: order(rank, &mut said),
        payer_id: payer.and_then(|payer| payer.ids().find_map(|id| id.extension())),
        payer_name: organization.and_then(|it| it.name()?.text()),
        plan_type: plain(statement.code(), spot.words),
        member_id: number(member).or_else(|| number(holder)),
        policy_number: statement.ids().find_map(|id| id.extension()),
        relationship: relationship(member, spot),
        ..Coverage::default()
    };
    if payer.is_none() && row.member_id.is_none() {
        return Ok(Outcome::Refused(
            said.missing("performer", "a payer or a member"),
        ));
    }
    references(policy, spot, &mut row);
    subscriber(member, holder, &mut said, &mut row);
    let when = member
        .and_then(|member| member.time())
        .or(statement.effective_time());
    term(when, &mut said, &mut row);
    let written = authored(statement, &mut said);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Coverage::META, &said, written);
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out.coverage().append(&Coverage { origin, ..row })?;
    Ok(Outcome::Mapped)
}

/// `sequenceNumber`.
fn order(rank: Option<Int<'_>>, said: &mut Said<'_>) -> Option<i32> {
    let text = rank?.text()?;
    let order = text.parse().ok();
    if order.is_none() {
        let words = "expected a whole number, but found other characters";
        said.fault("entryRelationship/sequenceNumber", "value", words);
    }
    order
}

/// The plan is a definition (mood DEF) that the policy refers to; what happened (EVN) is an authorization.
fn references<'e>(policy: Policy<'e>, spot: At<'e>, row: &mut Coverage<'e>) {
    for one in policy.references() {
        if one.mood_code() == Some("DEF") {
            let text = one.text().and_then(|text| text.words());
            row.plan_name = text.or_else(|| plain(one.code(), spot.words));
            row.plan_id = one.ids().find_map(|id| id.extension());
        } else if one.follows(&[AUTHORIZATION]) || one.mood_code() == Some("EVN") {
            row.auth_number = one.ids().find_map(|id| id.extension());
        }
    }
}

/// The holder, and where the member is one the member.
fn subscriber<'e>(
    member: Option<Participant<'e>>,
    holder: Option<Participant<'e>>,
    said: &mut Said<'e>,
    row: &mut Coverage<'e>,
) {
    let is_self = row.relationship == Some("18");
    let Some(subscriber) = holder.or(member.filter(|_| is_self)) else {
        return;
    };
    let name: Option<En<'e>> = subscriber.name();
    let (family, given) = names(name);
    row.subscriber_last_name = family.or_else(|| name?.text());
    row.subscriber_first_name = given;
    let birth = subscriber.birth_time();
    row.subscriber_birth_date = said.day(
        "participant/participantRole/playingEntity/sdtc:birthTime",
        birth,
    );
}

/// RoleCode as X12 has it (SBR02, PAT01); what is in neither stays as told.
fn relationship<'e>(member: Option<Participant<'e>>, spot: At<'e>) -> Option<&'e str> {
    Some(match plain(member?.code(), spot.words)? {
        "SELF" | "18" => "18",
        "SPS" | "SPOUSE" | "HUSB" | "WIFE" | "01" => "01",
        "CHILD" | "NCHILD" | "SON" | "DAU" | "STPCHLD" | "19" => "19",
        "FAMDEP" | "OTH" => "G8",
        code => code,
    })
}

/// From when to when it holds.
fn term<'e>(when: Option<IvlTs<'e>>, said: &mut Said<'e>, row: &mut Coverage<'e>) {
    // Days are the same in every zone.
    let assumed = said.assumed;
    let when = said.stretch("participant/time", when);
    said.assumed = assumed;
    (row.eff_date, row.term_date) = (when.start.date, when.end.date);
}
