//! ChargeItem.

use fhir::datatype::Extensions;
use fhir::resource::ChargeItem as Resource;
use tables::{Charge, Identifier, Table};

use super::coded::{ANY, Coded, DIAGNOSES, SERVICES};
use super::told::{Done, Found, Halt, Told, number, text};
use crate::context::{Context, at};

/// Most modifiers that a charge has.
const MODIFIERS: usize = 4;

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(
        it.subject.as_ref(),
        it.context.as_ref().or(it.encounter.as_ref()),
    );
    told.stated_by("enteredDate", it.entered_date.as_ref());
    let row = done(told, &it)?;
    let mut row = priced(told, &it, row)?;
    let numbers = it.identifier.iter().filter_map(|it| {
        let (value, assigner) = number(it)?;
        let kind = Coded::of(it.kind.as_deref(), ANY, told.words).either();
        Some(Identifier {
            value,
            kind,
            assigner,
        })
    });
    let identifiers: Vec<Identifier<'_>> = numbers.collect();
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Charge::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    let identifiers = &identifiers;
    cx.out.charge().append(&Charge {
        origin,
        identifiers,
        ..row
    })?;
    Ok(())
}

/// What was done, by whom, and how it is billed.
fn done<'m>(told: &mut Told<'m>, it: &'m Resource<'m>) -> Result<Charge<'m>, Halt> {
    let (charge_key, charge_id) = told.identity(&it.identifier)?;
    let (start, end) = told.span(
        "occurrence[x]",
        it.occurrence_date_time.as_ref(),
        it.occurrence_period.as_ref(),
    );
    let status_code = told.status(it.status.as_ref());
    let what = told.coded(it.code.as_ref(), SERVICES);
    let is_service = what.system.is_some_and(|system| SERVICES.contains(&system));
    let cdm = master(told, it);
    let modifiers = modifiers(told, it.extension);
    let modifier = |at: usize| modifiers.get(at).copied();
    let performer = told.first_person(it.performer.iter().filter_map(|it| it.actor.as_ref()));
    let department = it
        .cost_center
        .as_ref()
        .or(it.performing_organization.as_ref());
    let department = told.person(department);
    let services = it.service.iter().filter_map(|it| it.reference.as_ref());
    let enterer = told.person(it.enterer.as_ref());
    Ok(Charge {
        charge_key,
        charge_id,
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        account_number: told.account(it.account.first()),
        transaction_type: "CG",
        cdm_code: cdm.code,
        cdm_text: what.text,
        revenue_code: told.within(it.code.as_ref(), "revenue"),
        hcpcs_code: what.code.filter(|_| is_service),
        hcpcs_system: what.system.filter(|_| is_service),
        mod1: modifier(0),
        mod2: modifier(1),
        mod3: modifier(2),
        mod4: modifier(3),
        dx_codes: told.codes(&it.reason, DIAGNOSES),
        service_ts: start.instant,
        service_date: start.date,
        service_to: end.date,
        posted_ts: told.instant("enteredDate", it.entered_date.as_ref()),
        status: status(status_code),
        department_id: department.id.or(department.name),
        performer_npi: performer.npi,
        performer_id: performer.id,
        performer_name: performer.name,
        order_key: told.first_link(services).either(),
        entered_by: enterer.id.or(enterer.name),
        reference_id: told.first_link(&it.part_of).either(),
        body_site: told.first_code(&it.bodysite),
        supporting_references: told.references(&it.supporting_information),
        ..Charge::default()
    })
}

/// How much of it, and what it costs.
fn priced<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    row: Charge<'m>,
) -> Result<Charge<'m>, Halt> {
    let product = it
        .product_codeable_concept
        .as_ref()
        .or_else(|| it.product.first()?.concept.as_ref());
    let drug = it
        .product_reference
        .as_ref()
        .or_else(|| it.product.first()?.reference.as_ref());
    let behind = told.facts(drug).and_then(|facts| facts.ndc.as_deref());
    let (unit, total) = (
        it.unit_price_component.as_ref(),
        it.total_price_component.as_ref(),
    );
    let amount = match &it.price_override {
        Some(price) => told.money("priceOverride", Some(price))?,
        None => told.money(
            "totalPriceComponent.amount",
            total.and_then(|it| it.amount.as_ref()),
        )?,
    };
    Ok(Charge {
        units: told.quantity("quantity", it.quantity.as_ref()),
        charge_amount: amount,
        unit_price: told.money(
            "unitPriceComponent.amount",
            unit.and_then(|it| it.amount.as_ref()),
        )?,
        ndc: told.within(product, "ndc").or(behind),
        ..row
    })
}

/// The charge master's own code: one that is of no standard list, else the definition that is named.
fn master<'m>(told: &Told<'m>, it: &'m Resource<'m>) -> Coded<'m> {
    let standard = [
        "cpt", "hcpcs", "cdt", "icd10pcs", "revenue", "snomed", "ndc", "rxnorm", "loinc",
    ];
    let codings = it.code.iter().flat_map(|code| code.codings());
    let local = codings.filter(|coding| {
        super::coded::system(coding).is_none_or(|system| !standard.contains(&system))
    });
    let code = local.filter_map(|coding| text(coding.code.as_ref())).next();
    let named = it
        .definition_canonical
        .first()
        .or(it.definition_uri.first());
    Coded {
        code: code.or_else(|| text(named)),
        ..told.coded(None, ANY)
    }
}

/// Codes of extensions that are modifiers by their name: no element has them, and Oracle Health's has them below one of
/// procedures.
fn modifiers<'m>(told: &Told<'m>, extensions: Extensions<'m>) -> Vec<&'m str> {
    let mut all: Vec<&'m str> = Vec::new();
    let mut open = vec![extensions];
    // Two levels, and no more of them than a charge may have.
    for _ in 0..2 {
        let mut inner = Vec::new();
        for extension in open.iter().flat_map(Extensions::iter) {
            let url = text(extension.url.as_ref()).unwrap_or_default();
            if !url.to_ascii_lowercase().contains("modifier") {
                inner.push(extension.extension);
                continue;
            }
            let concept = extension
                .value_codeable_concept
                .as_ref()
                .and_then(|it| it.codings().next())
                .or(extension.value_coding.as_ref());
            let code = concept
                .and_then(|it| text(it.code.as_ref()))
                .or_else(|| text(extension.value_code.as_ref()))
                .or_else(|| text(extension.value_string.as_ref()));
            all.extend(code.map(|code| &*told.words.alloc_str(code)));
        }
        open = inner;
    }
    all.truncate(MODIFIERS);
    all
}

/// Value set chargeitem-status.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "planned" => "held",
        "billable" => "posted",
        "billed" => "billed",
        "not-billable" => "not_billable",
        "aborted" => "voided",
        "entered-in-error" => "entered_in_error",
        _ => return None,
    })
}
