//! SupplyDelivery, DeviceUseStatement and Device.

use fhir::datatype::{CodeableConcept, Reference};
use fhir::resource::{Device, DeviceUseStatement, SupplyDelivery};
use tables::{SupplyUse, Table};

use super::coded::{Coded, SERVICES};
use super::procedure;
use super::told::{Done, Found, Halt, Told, text};
use crate::context::{Context, at};

/// The device identifier (UDI-DI) of a device.
pub(super) fn identifier<'m>(it: &'m Device<'_>) -> Option<&'m str> {
    let carrier = it
        .udi_carrier
        .iter()
        .find_map(|it| text(it.device_identifier.as_ref()));
    let name = || {
        it.device_name
            .iter()
            .chain(&it.name)
            .find_map(|it| text(it.name.as_ref().or(it.value.as_ref())))
    };
    carrier.or_else(name)
}

/// Writes a row for each item that was supplied.
pub(super) fn delivery(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: SupplyDelivery<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.patient.as_ref(), None);
    told.stated_by("occurrence[x]", it.occurrence_date_time.as_ref());
    let (used, _) = told.span(
        "occurrence[x]",
        it.occurrence_date_time.as_ref(),
        it.occurrence_period.as_ref(),
    );
    let (supply_key, number) = told.identity(&it.identifier)?;
    let status_code = told.status(it.status.as_ref());
    let kind = told.coded(it.kind.as_ref(), SERVICES);
    for (at, item) in it.supplied_item.iter().enumerate() {
        let said = told.coded(item.item_codeable_concept.as_ref(), SERVICES);
        let (behind, reference) = item_behind(told, item.item_reference.as_ref());
        let key = match at {
            0 => supply_key,
            // The number is the delivery's, and a row an item.
            _ => told.key(Some(supply_key), &(at + 1).to_string()),
        };
        let row = SupplyUse {
            supply_key: key,
            supply_id: number,
            patient_key: told.patient.key,
            udi_di: told
                .facts(item.item_reference.as_ref())
                .filter(|it| it.kind == "Device")
                .and_then(|it| it.name.as_deref()),
            item_code: said.code.or(behind.code).or(kind.code),
            item_code_system: match said.code.or(behind.code) {
                Some(_) => said.system.or(behind.system),
                None => kind.system,
            },
            item_text: said.text.or(behind.text).or(kind.text),
            qty: told.quantity("suppliedItem.quantity", item.quantity.as_ref()),
            used_ts: used.instant,
            used_date: used.date,
            status: status(status_code),
            status_code,
            code_reference: reference,
            ..SupplyUse::default()
        };
        append(told, row, cx)?;
    }
    if it.supplied_item.is_empty() {
        return Err(told.refuse("suppliedItem", "required", "an item, but found none"));
    }
    Ok(())
}

/// Writes a row for a device that a patient uses.
pub(super) fn usage(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: DeviceUseStatement<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(
        it.subject.as_ref().or(it.patient.as_ref()),
        it.context.as_ref().or(it.encounter.as_ref()),
    );
    let recorded = it.recorded_on.as_ref().or(it.date_asserted.as_ref());
    told.stated_by("recordedOn", recorded);
    let (used, _) = told.span(
        "timing[x]",
        it.timing_date_time.as_ref(),
        it.timing_period.as_ref(),
    );
    let (supply_key, number) = told.identity(&it.identifier)?;
    let status_code = told.status(it.status.as_ref());
    let device = it.device.as_ref();
    let said = told.coded(device.and_then(|it| it.concept.as_ref()), SERVICES);
    let target = device.and_then(|it| it.reference.as_ref());
    let (behind, reference) = item_behind(told, target);
    let mut named = it.derived_from.iter().chain(&it.reason_reference);
    let procedure = named.find_map(|it| {
        let reference = told.link(Some(it)).reference?;
        reference.contains("Procedure/").then_some(reference)
    });
    let row = SupplyUse {
        supply_key,
        supply_id: number,
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        udi_di: told.facts(target).and_then(|it| it.name.as_deref()),
        item_code: said.code.or(behind.code),
        item_code_system: said.system.or(behind.system),
        item_text: said.text.or(behind.text),
        used_ts: used.instant,
        used_date: used.date,
        status: status(status_code),
        status_code,
        code_reference: reference,
        procedure_reference: procedure,
        ..SupplyUse::default()
    };
    append(told, row, cx)
}

/// What was used in a procedure.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'m> {
    Concept(&'m CodeableConcept<'m>),
    Reference(&'m Reference<'m>),
}

/// Writes its row.
pub(super) fn used<'m>(
    told: &mut Told<'m>,
    item: Item<'m>,
    row: SupplyUse<'m>,
    cx: &mut Context<'_>,
) -> Done {
    let (what, reference, udi_di) = match item {
        Item::Concept(concept) => (told.coded(Some(concept), SERVICES), None, None),
        Item::Reference(it) => {
            let facts = told.facts(Some(it)).filter(|it| it.kind == "Device");
            let (what, reference) = item_behind(told, Some(it));
            (what, reference, facts.and_then(|it| it.name.as_deref()))
        }
    };
    let row = SupplyUse {
        udi_di,
        item_code: what.code,
        item_code_system: what.system,
        item_text: what.text,
        code_reference: reference,
        ..row
    };
    append(told, row, cx)
}

/// Writes a row for a device of a patient: an implant. Devices of nobody are what others refer to.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Device<'_> = found.read()?;
    let told = &mut Told::new(found);
    if it.patient.is_none() {
        return Err(Halt::Ignored);
    }
    told.about(it.patient.as_ref(), None);
    let (supply_key, number) = told.identity(&it.identifier)?;
    let status_code = told.status(it.status.as_ref());
    let what = told.coded(it.kind.first(), SERVICES);
    let name = it
        .device_name
        .iter()
        .chain(&it.name)
        .find_map(|it| text(it.name.as_ref().or(it.value.as_ref())));
    let row = SupplyUse {
        supply_key,
        supply_id: number,
        patient_key: told.patient.key,
        udi_di: it
            .udi_carrier
            .iter()
            .find_map(|it| text(it.device_identifier.as_ref())),
        item_code: what.code,
        item_code_system: what.system,
        item_text: what.text.or(name),
        status: status(status_code),
        status_code,
        ..SupplyUse::default()
    };
    append(told, row, cx)
}

/// The code of what a reference points to, and the reference where it is not at hand.
fn item_behind<'m>(told: &Told<'m>, it: Option<&'m Reference<'m>>) -> (Coded<'m>, Option<&'m str>) {
    let Some(facts) = told.facts(it) else {
        let display = it.and_then(|it| text(it.display.as_ref()));
        return (
            Coded {
                text: display,
                ..Coded::default()
            },
            told.link(it).reference,
        );
    };
    let coded = Coded {
        code: facts.code.as_deref(),
        system: facts.code_system.as_deref(),
        text: facts.code_text.as_deref(),
    };
    (coded, None)
}

fn append<'m>(told: &mut Told<'m>, mut row: SupplyUse<'m>, cx: &mut Context<'_>) -> Done {
    let incomplete = told.note(cx)?;
    row.stated = told.statement(SupplyUse::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out.supply_use().append(&SupplyUse { origin, ..row })?;
    Ok(())
}

/// Value sets supplydelivery-status, device-statement-status and device-status.
fn status(code: Option<&str>) -> Option<&'static str> {
    match code? {
        "active" | "intended" => Some("in_progress"),
        "inactive" => Some("completed"),
        "abandoned" => Some("not_done"),
        code => procedure::status(Some(code)),
    }
}
