//! ClaimResponse and ExplanationOfBenefit: what a payer's interface shows of a claim.
//!
//! These rows never meet remittances: a payer shows the same claim to whoever asks, as often as they ask, and what was
//! paid to whom is in the 835 alone.

use fhir::datatype::{CodeableConcept, FhirDateTime, Period, Reference, Text};
use fhir::resource::claim_response::{Payment, ProcessNote};
use fhir::resource::{ClaimResponse, ExplanationOfBenefit};
use tables::{Note, PartyInCare, PayerViewClaim, PayerViewLine, SequencedCode, Table};

use super::adjudication::{Figure, Figures};
use super::billed;
use super::coded::ANY;
use super::line;
use super::payer_items::{self, Shown};
use super::told::{Done, Found, Halt, Told, number, text};
use super::value::written;
use crate::context::{Context, at};

/// What both say of the claim.
struct Whole<'m> {
    kind: Option<&'m CodeableConcept<'m>>,
    sub_type: Option<&'m CodeableConcept<'m>>,
    usage: Option<&'m Text<'m>>,
    created: Option<&'m FhirDateTime<'m>>,
    period: Option<&'m Period<'m>>,
    insurer: Option<&'m Reference<'m>>,
    provider: Option<&'m Reference<'m>>,
    claim: Option<&'m Reference<'m>>,
    outcome: Option<&'m Text<'m>>,
    decision: Option<&'m CodeableConcept<'m>>,
    disposition: Option<&'m Text<'m>>,
    payment: Option<&'m Payment<'m>>,
    notes: &'m [ProcessNote<'m>],
}

/// Lists of a row, which it borrows.
#[derive(Default)]
struct Lists<'m> {
    diagnoses: Vec<SequencedCode<'m>>,
    procedures: Vec<SequencedCode<'m>>,
    information: Vec<SequencedCode<'m>>,
    care_team: Vec<PartyInCare<'m>>,
}

/// Writes rows for an ExplanationOfBenefit.
pub(super) fn benefit(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: ExplanationOfBenefit<'_> = found.read()?;
    let told = &mut Told::new(found);
    let own = it
        .encounter
        .first()
        .or_else(|| it.item.iter().find_map(|it| it.encounter.first()));
    told.about(it.patient.as_ref(), own);
    told.stated_by("created", it.created.as_ref());
    let (payer_view_key, claim_id) = told.identity(&it.identifier)?;
    let lists = Lists {
        diagnoses: billed::diagnoses(told, &it.diagnosis),
        procedures: billed::procedures(told, &it.procedure),
        information: billed::information(told, &it.supporting_info),
        care_team: billed::care_team(told, &it.care_team),
    };
    let whole = Whole {
        kind: it.kind.as_ref(),
        sub_type: it.sub_type.as_ref(),
        usage: it.usage.as_ref(),
        created: it.created.as_ref(),
        period: it.billable_period.as_ref(),
        insurer: it.insurer.as_ref(),
        provider: it.provider.as_ref(),
        claim: it.claim.as_ref(),
        outcome: it.outcome.as_ref(),
        decision: it.decision.as_ref(),
        disposition: it.disposition.as_ref(),
        payment: it.payment.as_ref(),
        notes: &it.process_note,
    };
    let insurance = it
        .insurance
        .iter()
        .find(|it| it.focal.is_true())
        .or(it.insurance.first());
    let auths = it
        .pre_auth_ref
        .iter()
        .chain(it.insurance.iter().flat_map(|it| &it.pre_auth_ref));
    let auth_numbers = told.joined(auths.filter_map(|it| text(Some(it))), " ");
    let (related_claim, relationship) = billed::related(told, it.related.first());
    let mut figures = Figures::default();
    figures.take_totals(told, &it.total)?;
    figures.take(told, &it.adjudication)?;
    let row = PayerViewClaim {
        payer_view_key,
        claim_id,
        location_key: told.location(it.facility.as_ref()),
        auth_numbers,
        drg: billed::drg(told, it.diagnosis_related_group.as_ref(), &it.diagnosis),
        related_claim: related_claim.filter(|_| relationship.is_none_or(|it| it != "associated")),
        coverage_reference: told
            .link(insurance.and_then(|it| it.coverage.as_ref()))
            .either(),
        status: told.status(it.status.as_ref()),
        ..PayerViewClaim::default()
    };
    let row = filled(told, row, &whole)?;
    append(
        told,
        row,
        &whole,
        &lists,
        figures,
        &payer_items::of_benefit(&it),
        cx,
    )
}

/// Writes rows for a ClaimResponse.
pub(super) fn response(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: ClaimResponse<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.patient.as_ref(), it.encounter.first());
    told.stated_by("created", it.created.as_ref());
    let (payer_view_key, claim_id) = told.identity(&it.identifier)?;
    let whole = Whole {
        kind: it.kind.as_ref(),
        sub_type: it.sub_type.as_ref(),
        usage: it.usage.as_ref(),
        created: it.created.as_ref(),
        period: None,
        insurer: it.insurer.as_ref(),
        provider: it.requestor.as_ref(),
        claim: it.request.as_ref(),
        outcome: it.outcome.as_ref(),
        decision: it.decision.as_ref(),
        disposition: it.disposition.as_ref(),
        payment: it.payment.as_ref(),
        notes: &it.process_note,
    };
    let insurance = it
        .insurance
        .iter()
        .find(|it| it.focal.is_true())
        .or(it.insurance.first());
    let mut figures = Figures::default();
    figures.take_totals(told, &it.total)?;
    figures.take(told, &it.adjudication)?;
    let row = PayerViewClaim {
        payer_view_key,
        claim_id,
        auth_numbers: text(it.pre_auth_ref.as_ref()),
        drg: billed::drg(told, it.diagnosis_related_group.as_ref(), &[]),
        coverage_reference: told
            .link(insurance.and_then(|it| it.coverage.as_ref()))
            .either(),
        error_codes: told.codes(it.error.iter().filter_map(|it| it.code.as_ref()), ANY),
        status: told.status(it.status.as_ref()),
        ..PayerViewClaim::default()
    };
    let row = filled(told, row, &whole)?;
    append(
        told,
        row,
        &whole,
        &Lists::default(),
        figures,
        &payer_items::of_response(&it),
        cx,
    )
}

/// The row with what both say.
fn filled<'m>(
    told: &mut Told<'m>,
    row: PayerViewClaim<'m>,
    it: &Whole<'m>,
) -> Result<PayerViewClaim<'m>, Halt> {
    told.deleted |= row.status == Some("cancelled");
    let created = told.moment("created", it.created);
    let (service_from, service_to) = told.days("billablePeriod", it.period);
    let (payer, provider) = (told.person(it.insurer), told.person(it.provider));
    let payment = it.payment;
    let identifier = payment.and_then(|it| it.identifier.as_ref());
    let reason = payment.and_then(|it| it.adjustment_reason.as_ref());
    Ok(PayerViewClaim {
        source_resource: told.found.resource.kind(),
        claim_reference: told.link(it.claim).either(),
        patient_key: told.patient.key,
        encounter_key: told.encounter.key,
        use_code: text(it.usage),
        claim_type: told.coded(it.kind, ANY).either(),
        claim_sub_type: told.coded(it.sub_type, ANY).either(),
        created_ts: created.instant,
        created_date: created.date,
        service_from,
        service_to,
        payer_id: payer.npi.or(payer.id),
        payer_name: payer.name,
        provider_npi: provider.npi,
        provider_id: provider.id,
        provider_name: provider.name,
        outcome: text(it.outcome),
        decision: told.coded(it.decision, ANY).either(),
        disposition: text(it.disposition),
        payment_type: payment.and_then(|it| told.coded(it.kind.as_ref(), ANY).either()),
        payment_amount: told.shown("payment.amount", payment.and_then(|it| it.amount.as_ref()))?,
        payment_adjustment: told.shown(
            "payment.adjustment",
            payment.and_then(|it| it.adjustment.as_ref()),
        )?,
        payment_adjustment_reason: told.coded(reason, ANY).either(),
        payment_date: told.day("payment.date", payment.and_then(|it| it.date.as_ref())),
        payment_number: identifier.and_then(|it| number(it)).map(|(value, _)| value),
        ..row
    })
}

fn append<'m>(
    told: &mut Told<'m>,
    row: PayerViewClaim<'m>,
    whole: &Whole<'m>,
    lists: &Lists<'m>,
    figures: Figures<'m>,
    items: &[Shown<'m>],
    cx: &mut Context<'_>,
) -> Done {
    let lines = items
        .iter()
        .map(|item| read(told, &row, item, &lists.care_team));
    let lines = lines.collect::<Result<Vec<_>, Halt>>()?;
    let reasons = |of: for<'f> fn(&'f Figures<'m>) -> &'f [&'m str]| {
        let all = of(&figures)
            .iter()
            .chain(lines.iter().flat_map(|(_, figures)| of(figures)));
        told.joined(all.copied().collect::<Vec<_>>(), " ")
    };
    let (carcs, rarcs) = (reasons(|it| &it.carcs), reasons(|it| &it.rarcs));
    let notes = whole.notes.iter().filter_map(|it| {
        Some(Note {
            qualifier: written(it.number.as_ref()).unwrap_or_default(),
            text: text(it.text.as_ref())?,
        })
    });
    let notes: Vec<Note<'_>> = notes.collect();
    let incomplete = told.note(cx)?;
    let stated = told.statement(PayerViewClaim::META);
    let unit = cx.place.origin();
    cx.out.payer_view_claim().append(&PayerViewClaim {
        origin: at(&unit, told.found.position, incomplete),
        stated,
        submitted_amount: figures.get(Figure::Submitted),
        allowed_amount: figures.get(Figure::Allowed),
        paid_amount: figures.get(Figure::Paid),
        deductible_amount: figures.get(Figure::Deductible),
        copay_amount: figures.get(Figure::Copay),
        coinsurance_amount: figures.get(Figure::Coinsurance),
        noncovered_amount: figures.get(Figure::Noncovered),
        carcs,
        rarcs,
        adjudications: &figures.all,
        notes: &notes,
        diagnoses: &lists.diagnoses,
        procedures: &lists.procedures,
        information: &lists.information,
        care_team: &lists.care_team,
        ..row
    })?;
    for (line, figures) in &lines {
        let mut stated = told.statement(PayerViewLine::META);
        stated.encounter_reference = line.stated.encounter_reference;
        let unit = cx.place.origin();
        let origin = at(&unit, told.found.position, incomplete);
        let adjudications = &*figures.all;
        cx.out.payer_view_line().append(&PayerViewLine {
            origin,
            stated,
            adjudications,
            ..*line
        })?;
    }
    Ok(())
}

/// A line with its figures.
fn read<'m>(
    told: &mut Told<'m>,
    whole: &PayerViewClaim<'m>,
    shown: &Shown<'m>,
    team: &[PartyInCare<'m>],
) -> Result<(PayerViewLine<'m>, Figures<'m>), Halt> {
    let line = line::read(told, &shown.item, team, Told::shown)?;
    let mut figures = Figures::default();
    figures.take(told, shown.adjudication)?;
    let [sequence, detail_sequence, sub_detail_sequence] = line.sequence;
    let notes: Vec<&'m str> = shown
        .notes
        .iter()
        .flat_map(|it| it.iter())
        .map(|it| it.as_str())
        .collect();
    let mut row = PayerViewLine {
        payer_view_key: whole.payer_view_key,
        sequence,
        detail_sequence,
        sub_detail_sequence,
        is_added: shown.is_added,
        patient_key: told.patient.key,
        encounter_key: line.encounter,
        revenue_code: line.revenue,
        code: line.what.code,
        code_system: line.what.system,
        code_text: line.what.text,
        ndc: line.ndc,
        modifiers: line.modifiers,
        service_date: line.from,
        service_to: line.to,
        pos_code: line.pos_code,
        location_key: line.location,
        units: line.units,
        unit_price: line.unit_price,
        net_amount: line.net,
        dx_sequences: line.diagnoses,
        performer_npi: line.performer_npi,
        performer_id: line.performer_id,
        submitted_amount: figures.get(Figure::Submitted),
        allowed_amount: figures.get(Figure::Allowed),
        paid_amount: figures.get(Figure::Paid),
        deductible_amount: figures.get(Figure::Deductible),
        copay_amount: figures.get(Figure::Copay),
        coinsurance_amount: figures.get(Figure::Coinsurance),
        noncovered_amount: figures.get(Figure::Noncovered),
        carcs: told.joined(figures.carcs.iter().copied(), " "),
        rarcs: told.joined(figures.rarcs.iter().copied(), " "),
        note_numbers: told.joined(notes, ","),
        review_decision: told.coded(shown.review, ANY).either(),
        ..PayerViewLine::default()
    };
    row.stated.encounter_reference = line.encounter_reference;
    Ok((row, figures))
}
