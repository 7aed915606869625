//! Claim: what the billing system holds of a claim.

use fhir::datatype::CodeableConcept;
use fhir::resource::Claim as Resource;
use fhir::resource::claim::{
    CareTeam, Diagnosis, Item as Said, Procedure, Related, SupportingInfo,
};
use tables::{BilledClaim, BilledLine, PartyInCare, SequencedCode, Table};

use super::coded::{ANY, DIAGNOSES};
use super::line::{self, Item, Line};
use super::told::{Done, Found, Halt, Told, text};
use super::value::written;
use crate::context::{Context, at, int};

/// Writes a row for the claim, and one for each item, detail and subDetail.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    let own = it
        .encounter
        .first()
        .or_else(|| it.item.iter().find_map(|it| it.encounter.first()));
    told.about(it.patient.as_ref(), own);
    told.stated_by("created", it.created.as_ref());
    let care_team = care_team(told, &it.care_team);
    let items: Vec<Item<'_>> = it.item.iter().flat_map(items).collect();
    let lines = items
        .iter()
        .map(|item| line::read(told, item, &care_team, Told::money));
    let lines = lines.collect::<Result<Vec<Line<'_>>, Halt>>()?;
    let diagnoses = diagnoses(told, &it.diagnosis);
    let procedures = procedures(told, &it.procedure);
    let information = information(told, &it.supporting_info);
    let row = claim(told, &it)?;
    let billed_claim_key = row.billed_claim_key;
    told.deleted |= row.status == Some("cancelled");
    let incomplete = told.note(cx)?;
    let stated = told.statement(BilledClaim::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    let (diagnoses, procedures) = (&*diagnoses, &*procedures);
    let (information, care_team) = (&*information, &*care_team);
    cx.out.billed_claim().append(&BilledClaim {
        origin,
        stated,
        diagnoses,
        procedures,
        information,
        care_team,
        ..row
    })?;
    lines
        .iter()
        .try_for_each(|line| append(told, billed_claim_key, line, cx))
}

/// What the claim says of itself.
fn claim<'m>(told: &mut Told<'m>, it: &'m Resource<'m>) -> Result<BilledClaim<'m>, Halt> {
    let (billed_claim_key, claim_id) = told.identity(&it.identifier)?;
    let created = told.moment("created", it.created.as_ref());
    let payer = told.person(it.insurer.as_ref());
    let provider = told.person(it.provider.as_ref());
    let (related_claim, relationship) = related(told, it.related.first());
    let insurance = it
        .insurance
        .iter()
        .find(|it| it.focal.is_true())
        .or(it.insurance.first());
    let auths = it
        .insurance
        .iter()
        .flat_map(|it| &it.pre_auth_ref)
        .filter_map(|it| text(Some(it)));
    let (service_from, service_to) = told.days("billablePeriod", it.billable_period.as_ref());
    let total_amount = told.money("total", it.total.as_ref())?;
    Ok(BilledClaim {
        billed_claim_key,
        claim_id,
        patient_key: told.patient.key,
        encounter_key: told.encounter.key,
        use_code: text(it.usage.as_ref()),
        claim_type: told.coded(it.kind.as_ref(), ANY).either(),
        claim_sub_type: told.coded(it.sub_type.as_ref(), ANY).either(),
        created_ts: created.instant,
        created_date: created.date,
        service_from,
        service_to,
        payer_id: payer.npi.or(payer.id),
        payer_name: payer.name,
        provider_npi: provider.npi,
        provider_id: provider.id,
        provider_name: provider.name,
        location_key: told.location(it.facility.as_ref()),
        priority: told.coded(it.priority.as_ref(), ANY).either(),
        related_claim,
        relationship,
        coverage_reference: told
            .link(insurance.and_then(|it| it.coverage.as_ref()))
            .either(),
        auth_numbers: told.joined(auths, " "),
        drg: drg(told, it.diagnosis_related_group.as_ref(), &it.diagnosis),
        total_amount,
        status: told.status(it.status.as_ref()),
        ..BilledClaim::default()
    })
}

fn append<'m>(
    told: &mut Told<'m>,
    billed_claim_key: &'m str,
    line: &Line<'m>,
    cx: &mut Context<'_>,
) -> Done {
    let [sequence, detail_sequence, sub_detail_sequence] = line.sequence;
    let mut row = BilledLine {
        billed_claim_key,
        sequence,
        detail_sequence,
        sub_detail_sequence,
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
        ..BilledLine::default()
    };
    row.stated = told.statement(BilledLine::META);
    row.stated.encounter_reference = line.encounter_reference;
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, false);
    cx.out.billed_line().append(&BilledLine { origin, ..row })?;
    Ok(())
}

/// An item, its details and theirs.
fn items<'m>(it: &'m Said<'m>) -> Vec<Item<'m>> {
    let sequence = it.sequence.as_ref();
    let mut all = vec![Item {
        sequence: [sequence, None, None],
        revenue: it.revenue.as_ref(),
        product: it.product_or_service.as_ref(),
        modifier: &it.modifier,
        date: it.serviced_date.as_ref(),
        period: it.serviced_period.as_ref(),
        place: it.location_codeable_concept.as_ref(),
        location: it.location_reference.as_ref(),
        quantity: it.quantity.as_ref(),
        unit_price: it.unit_price.as_ref(),
        net: it.net.as_ref(),
        diagnoses: Some(it.diagnosis_sequence),
        care_team: Some(it.care_team_sequence),
        encounter: it.encounter.first(),
    }];
    for detail in &it.detail {
        let number = detail.sequence.as_ref();
        all.push(Item {
            sequence: [sequence, number, None],
            revenue: detail.revenue.as_ref(),
            product: detail.product_or_service.as_ref(),
            modifier: &detail.modifier,
            quantity: detail.quantity.as_ref(),
            unit_price: detail.unit_price.as_ref(),
            net: detail.net.as_ref(),
            ..Item::default()
        });
        all.extend(detail.sub_detail.iter().map(|it| Item {
            sequence: [sequence, number, it.sequence.as_ref()],
            revenue: it.revenue.as_ref(),
            product: it.product_or_service.as_ref(),
            modifier: &it.modifier,
            quantity: it.quantity.as_ref(),
            unit_price: it.unit_price.as_ref(),
            net: it.net.as_ref(),
            ..Item::default()
        }));
    }
    all
}

/// Who took part.
pub(super) fn care_team<'m>(told: &mut Told<'m>, all: &'m [CareTeam<'m>]) -> Vec<PartyInCare<'m>> {
    let mut team = Vec::new();
    for it in all {
        let who = told.person(it.provider.as_ref());
        let special = it.qualification.as_ref().or(it.specialty.as_ref());
        team.push(PartyInCare {
            sequence: told.whole("careTeam.sequence", it.sequence.as_ref()),
            role: told.coded(it.role.as_ref(), ANY).either(),
            npi: who.npi,
            id: who.id,
            name: who.name,
            specialty: told.coded(special, &["nucc"]).either(),
        });
    }
    team
}

/// Diagnoses: said in the claim, or of the Condition that it refers to.
pub(super) fn diagnoses<'m>(
    told: &mut Told<'m>,
    all: &'m [Diagnosis<'m>],
) -> Vec<SequencedCode<'m>> {
    let mut codes = Vec::new();
    for (at, it) in all.iter().enumerate() {
        let said = told.coded(it.diagnosis_codeable_concept.as_ref(), DIAGNOSES);
        let facts = told.facts(it.diagnosis_reference.as_ref());
        let reference = told.link(it.diagnosis_reference.as_ref()).reference;
        codes.push(SequencedCode {
            sequence: told
                .whole("diagnosis.sequence", it.sequence.as_ref())
                .unwrap_or(int(at + 1)),
            kind: told.codes(&it.kind, ANY),
            code: said.code.or_else(|| facts?.code.as_deref()),
            system: said.system.or_else(|| facts?.code_system.as_deref()),
            on_admission: told.coded(it.on_admission.as_ref(), ANY).code,
            // Where the Condition is not at hand, what it is referred to by.
            value: reference.filter(|_| said.code.is_none() && facts.is_none()),
            ..SequencedCode::default()
        });
    }
    codes
}

/// Procedures.
pub(super) fn procedures<'m>(
    told: &mut Told<'m>,
    all: &'m [Procedure<'m>],
) -> Vec<SequencedCode<'m>> {
    let mut codes = Vec::new();
    for (at, it) in all.iter().enumerate() {
        let said = told.coded(
            it.procedure_codeable_concept.as_ref(),
            &["icd10pcs", "cpt", "hcpcs", "icd9pcs"],
        );
        let reference = told.link(it.procedure_reference.as_ref()).reference;
        codes.push(SequencedCode {
            sequence: told
                .whole("procedure.sequence", it.sequence.as_ref())
                .unwrap_or(int(at + 1)),
            kind: told.codes(&it.kind, ANY),
            code: said.code,
            system: said.system,
            day: told.day("procedure.date", it.date.as_ref()),
            value: reference.filter(|_| said.code.is_none()),
            ..SequencedCode::default()
        });
    }
    codes
}

/// Other information: the kind of bill, the discharge status, dates.
pub(super) fn information<'m>(
    told: &mut Told<'m>,
    all: &'m [SupportingInfo<'m>],
) -> Vec<SequencedCode<'m>> {
    let mut codes = Vec::new();
    for (at, it) in all.iter().enumerate() {
        let said = told.coded(it.code.as_ref(), ANY);
        let from = it
            .timing_date
            .as_ref()
            .or_else(|| it.timing_period.as_ref()?.start.as_ref());
        let number = written(it.value_quantity.as_ref().and_then(|it| it.value.as_ref()));
        let flag = it
            .value_boolean
            .get()
            .map(|it| if it { "true" } else { "false" });
        codes.push(SequencedCode {
            sequence: told
                .whole("supportingInfo.sequence", it.sequence.as_ref())
                .unwrap_or(int(at + 1)),
            kind: told.coded(it.category.as_ref(), ANY).either(),
            code: said.code,
            system: said.system,
            day: told.day("supportingInfo.timing[x]", from),
            value: text(it.value_string.as_ref())
                .or(number)
                .or(flag)
                .or_else(|| told.link(it.value_reference.as_ref()).either()),
            ..SequencedCode::default()
        });
    }
    codes
}

/// The claim that this one goes with, and how.
pub(super) fn related<'m>(
    told: &Told<'m>,
    it: Option<&'m Related<'m>>,
) -> (Option<&'m str>, Option<&'m str>) {
    let Some(it) = it else {
        return (None, None);
    };
    let number = it.reference.as_ref().and_then(|it| text(it.value.as_ref()));
    let claim = told.link(it.claim.as_ref()).either().or(number);
    (claim, told.coded(it.relationship.as_ref(), ANY).either())
}

/// The diagnosis-related group: R5 has an element for it, R4 a package of a diagnosis.
pub(super) fn drg<'m>(
    told: &Told<'m>,
    own: Option<&'m CodeableConcept<'m>>,
    all: &'m [Diagnosis<'m>],
) -> Option<&'m str> {
    let package = all.iter().find_map(|it| it.package_code.as_ref());
    told.coded(own.or(package), &["msdrg"]).code
}
