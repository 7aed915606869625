//! ServiceRequest and MedicationRequest.

use fhir::datatype::{Identifier as Number, List, Reference};
use fhir::resource::{MedicationRequest, ServiceRequest};
use jiff::civil::Date;
use tables::{ClinicalOrder, Table};

use super::coded::{Coded, DIAGNOSES, DRUGS, SERVICES, any};
use super::told::{Done, Found, Told, number as in_use, text};
use crate::context::{Context, at};

/// The number of an order: the placer's, else the filler's, else the first.
pub(super) fn number<'m>(all: &'m List<Number<'m>>) -> Option<(&'m str, Option<&'m str>)> {
    let placer = typed(all, "PLAC");
    placer
        .or_else(|| typed(all, "FILL"))
        .or_else(|| all.iter().find_map(|it| in_use(it)))
}

/// The number of who does it.
pub(super) fn filler<'m>(all: &'m List<Number<'m>>) -> Option<&'m str> {
    typed(all, "FILL").map(|(value, _)| value)
}

pub(super) fn typed<'m>(
    all: &'m List<Number<'m>>,
    code: &str,
) -> Option<(&'m str, Option<&'m str>)> {
    let of = all
        .iter()
        .filter(|it| it.kind.as_deref().is_some_and(|kind| any([kind], &[code])));
    of.filter_map(|it| in_use(it)).next()
}

/// The number of who does it, of the first order that something was done for.
pub(super) fn filler_of<'m>(told: &Told<'m>, all: &'m List<Reference<'m>>) -> Option<&'m str> {
    let facts = all.iter().find_map(|it| told.facts(Some(it)))?;
    facts.more.as_deref()?.filler.as_deref()
}

/// What both have.
fn row<'m>(
    told: &mut Told<'m>,
    all: &'m List<Number<'m>>,
    requester: Option<&'m Reference<'m>>,
) -> Result<ClinicalOrder<'m>, super::told::Halt> {
    let Some(order_key) = told.found.facts.and_then(|facts| facts.key.as_deref()) else {
        return Err(told.refuse("id", "required", "an id or an identifier, but found none"));
    };
    let who = told.person(requester);
    let filler = filler(all);
    let placer = number(all)
        .map(|(value, _)| value)
        .filter(|value| Some(*value) != filler);
    Ok(ClinicalOrder {
        order_key,
        placer_order_number: placer.or(told.id),
        filler_order_number: filler,
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        ordering_npi: who.npi,
        ordering_id: who.id,
        ordering_name: who.name,
        ..ClinicalOrder::default()
    })
}

/// Writes a row for an order of a service.
pub(super) fn service(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: ServiceRequest<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("authoredOn", it.authored_on.as_ref());
    let concept = it.code.as_ref().and_then(|code| code.concept.as_ref());
    let coded = told.coded(concept, SERVICES);
    let ordered = told.moment("authoredOn", it.authored_on.as_ref());
    let (scheduled, _) = told.span(
        "occurrence[x]",
        it.occurrence_date_time.as_ref(),
        it.occurrence_period.as_ref(),
    );
    let status_code = told.status(it.status.as_ref());
    let reasons = it
        .reason_code
        .iter()
        .chain(it.reason.iter().filter_map(|it| it.concept.as_ref()));
    let reason = reasons
        .map(|it| told.coded(Some(it), DIAGNOSES))
        .find_map(|it| it.either());
    let named = it
        .reason_reference
        .iter()
        .chain(it.reason.iter().filter_map(|it| it.reference.as_ref()));
    let named = named
        .filter_map(|it| told.facts(Some(it))?.code.as_deref())
        .next();
    let row = row(told, &it.identifier, it.requester.as_ref())?;
    let row = ClinicalOrder {
        order_group: it
            .requisition
            .as_ref()
            .and_then(|it| text(it.value.as_ref())),
        code: coded.code,
        code_system: coded.system,
        code_text: coded.text,
        order_kind: Some(kind(&it)),
        status: status(status_code),
        status_code,
        intent: text(it.intent.as_ref()),
        priority: text(it.priority.as_ref()),
        ordered_ts: ordered.instant,
        ordered_date: ordered.date,
        scheduled_ts: scheduled.instant,
        reason_code: reason.or(named),
        ..row
    };
    append(told, row, cx)
}

/// Writes a row for an order of a drug.
pub(super) fn medication(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: MedicationRequest<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("authoredOn", it.authored_on.as_ref());
    let drug = Drug::of(
        told,
        it.medication_codeable_concept
            .as_ref()
            .or_else(|| it.medication.as_ref()?.concept.as_ref()),
        it.medication_reference
            .as_ref()
            .or_else(|| it.medication.as_ref()?.reference.as_ref()),
    );
    let ordered = told.moment("authoredOn", it.authored_on.as_ref());
    let status_code = told.status(it.status.as_ref());
    let reasons = it
        .reason_code
        .iter()
        .chain(it.reason.iter().filter_map(|it| it.concept.as_ref()));
    let reason = reasons
        .map(|it| told.coded(Some(it), DIAGNOSES))
        .find_map(|it| it.either());
    let named = it
        .reason_reference
        .iter()
        .filter_map(|it| told.facts(Some(it))?.code.as_deref())
        .next();
    let valid = it.dispense_request.as_ref();
    let valid = valid.and_then(|it| it.validity_period.as_ref());
    let row = row(told, &it.identifier, it.requester.as_ref())?;
    let row = ClinicalOrder {
        order_group: it
            .group_identifier
            .as_ref()
            .and_then(|it| text(it.value.as_ref())),
        code: drug.coded.code,
        code_system: drug.coded.system,
        code_text: drug.coded.text,
        order_kind: Some("medication"),
        status: status(status_code),
        status_code,
        intent: text(it.intent.as_ref()),
        priority: text(it.priority.as_ref()),
        ordered_ts: ordered.instant,
        ordered_date: ordered.date,
        scheduled_ts: told.instant(
            "dispenseRequest.validityPeriod",
            valid.and_then(|it| it.start.as_ref()),
        ),
        reason_code: reason.or(named),
        code_reference: drug.reference,
        ..row
    };
    append(told, row, cx)
}

/// A drug, as a concept or as what a reference points to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Drug<'m> {
    pub(super) coded: Coded<'m>,
    pub(super) rxnorm: Option<&'m str>,
    pub(super) ndc: Option<&'m str>,
    pub(super) lot_number: Option<&'m str>,
    pub(super) expiration_date: Option<Date>,
    pub(super) maker: Option<&'m str>,
    /// Where its code is, if that is not at hand.
    pub(super) reference: Option<&'m str>,
}

impl<'m> Drug<'m> {
    pub(super) fn of(
        told: &Told<'m>,
        concept: Option<&'m fhir::datatype::CodeableConcept<'m>>,
        reference: Option<&'m Reference<'m>>,
    ) -> Drug<'m> {
        let mut drug = Drug {
            coded: told.coded(concept, DRUGS),
            rxnorm: told.within(concept, "rxnorm"),
            ndc: told.within(concept, "ndc"),
            ..Drug::default()
        };
        let Some(it) = reference else {
            return drug;
        };
        if let Some(facts) = told.facts(Some(it)) {
            let said = drug.coded;
            drug.coded = Coded {
                code: said.code.or(facts.code.as_deref()),
                system: said.system.or(facts.code_system.as_deref()),
                text: said.text.or(facts.code_text.as_deref()),
            };
            drug.rxnorm = drug.rxnorm.or(facts.rxnorm.as_deref());
            drug.ndc = drug.ndc.or(facts.ndc.as_deref());
            drug.lot_number = facts.lot_number.as_deref();
            let more = facts.more.as_deref();
            drug.expiration_date = more.and_then(|more| more.expiration_date);
            drug.maker = more.and_then(|more| more.maker.as_deref());
        }
        drug.coded.text = drug.coded.text.or_else(|| text(it.display.as_ref()));
        if drug.coded.code.is_none() {
            drug.reference = told.link(Some(it)).reference;
        }
        drug
    }
}

fn append<'m>(told: &mut Told<'m>, mut row: ClinicalOrder<'m>, cx: &mut Context<'_>) -> Done {
    let incomplete = told.note(cx)?;
    row.stated = told.statement(ClinicalOrder::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out
        .clinical_order()
        .append(&ClinicalOrder { origin, ..row })?;
    Ok(())
}

/// SNOMED CT codes of value set servicerequest-category, and US Core's.
fn kind(it: &ServiceRequest<'_>) -> &'static str {
    let codes: [(&[&str], &str); 4] = [
        (&["108252007", "laboratory"], "lab"),
        (&["363679005", "imaging"], "imaging"),
        (&["387713003", "procedure", "clinical-test"], "procedure"),
        (&["33879002", "immunization"], "immunization"),
    ];
    let found = codes.iter().find(|(codes, _)| any(&it.category, codes));
    found.map_or("other", |(_, kind)| kind)
}

/// Value sets request-status and medicationrequest-status.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "draft" => "draft",
        "active" => "active",
        "on-hold" => "on_hold",
        "completed" | "ended" => "completed",
        "revoked" | "cancelled" | "stopped" => "cancelled",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
