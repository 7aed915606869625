//! Devices and supplies: those of the medical equipment section, and those of procedures.

use ccda::entry::{ProductInstance, Statement, Supply};
use domain::Quantity;
use tables::{Micros, SupplyUse, Table, WriteError};

use super::coded::{Coded, PROCEDURES};
use super::document::{At, Outcome};
use super::procedure::status;
use super::said::{Said, Stretch};
use super::section;
use super::told::{Belonging, Told, authored, first, own, unnumbered};
use crate::context::{Context, at};
use crate::identity::join;

/// What the act says of its devices.
#[derive(Debug, Clone, Copy)]
struct Act<'e> {
    id: Option<&'e str>,
    /// Without who gave it.
    own: Option<&'e str>,
    when: Stretch,
    written: Option<Micros>,
    belonging: Belonging<'e>,
    quantity: Option<Quantity>,
    implanted: Option<bool>,
    status: &'static str,
    status_code: Option<&'e str>,
}

impl<'e> Act<'e> {
    fn of<'w: 'e>(
        statement: Statement<'e>,
        said: &mut Said<'e>,
        told: &Told<'w>,
        spot: At<'e>,
    ) -> Act<'e> {
        let when = said.stretch("effectiveTime", statement.effective_time());
        let negated = said.negated(statement);
        let status_code = statement.status_code().present();
        Act {
            id: first(statement.ids(), spot.words),
            own: own(statement.ids()),
            when,
            written: authored(statement, said),
            belonging: told.belonging(statement.encounter_ids(), when, spot.words),
            quantity: None,
            implanted: None,
            status: status(status_code, negated),
            status_code,
        }
    }
}

/// Writes a row for each device of a supply, or one for a supply without.
pub(super) fn write<'e>(
    supply: Supply<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<Outcome, WriteError> {
    let statement = supply.statement();
    let mut said = told.said(spot.words, spot.position, statement);
    let mut act = Act::of(statement, &mut said, told, spot);
    act.quantity = said.quantity("quantity", supply.quantity());
    let product = statement.product().and_then(|product| product.code());
    let what = Coded::of(product.or(statement.code()), PROCEDURES, spot.words);
    let mut devices = supply.product_instances().peekable();
    if devices.peek().is_none() {
        if what.is_empty() {
            let fault = said.missing("participant/participantRole/playingDevice", "a supply");
            return Ok(Outcome::Refused(fault));
        }
        one(what, None, act, &mut said, told, cx)?;
        return Ok(Outcome::Mapped);
    }
    for device in devices {
        one(
            kind(device, what, spot),
            Some(device),
            act,
            &mut said,
            told,
            cx,
        )?;
    }
    Ok(Outcome::Mapped)
}

/// Writes a row for each device of a procedure.
pub(super) fn write_devices<'e>(
    statement: Statement<'e>,
    spot: At<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let mut devices = statement
        .participants()
        .filter_map(ProductInstance::try_from_participant)
        .peekable();
    if devices.peek().is_none() {
        return Ok(());
    }
    let mut said = told.said(spot.words, spot.position, statement);
    let mut act = Act::of(statement, &mut said, told, spot);
    // What the procedure itself could not be taken for is noted there.
    let mut said = told.said(spot.words, spot.position, statement);
    act.implanted = match section::name(told) {
        Some("Procedure Implants" | "Medical Equipment") if act.status == "completed" => Some(true),
        _ => None,
    };
    for device in devices {
        let what = kind(device, Coded::default(), spot);
        one(what, Some(device), act, &mut said, told, cx)?;
    }
    Ok(())
}

/// What kind of device, else what the act says.
fn kind<'e>(device: ProductInstance<'e>, act: Coded<'e>, spot: At<'e>) -> Coded<'e> {
    let own = Coded::of(device.device_code(), PROCEDURES, spot.words);
    if own.is_empty() { act } else { own }
}

fn one<'e>(
    what: Coded<'e>,
    device: Option<ProductInstance<'e>>,
    act: Act<'e>,
    said: &mut Said<'e>,
    told: &mut Told<'_>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let words = said.words;
    let device_id = device.and_then(|device| first(device.participant().ids(), words));
    let own_device = device.and_then(|device| own(device.participant().ids()));
    let supply_id = own_device.or(act.own);
    let supply_key = match (act.id, device_id) {
        (Some(act), Some(device)) => words.alloc_str(&join(&[act, device])),
        (Some(id), None) | (None, Some(id)) => id,
        (None, None) => unnumbered(told, &[what.code.or(what.text)], act.when, words),
    };
    let mut row = SupplyUse {
        supply_key,
        supply_id,
        encounter_key: act.belonging.encounter,
        patient_key: told.patient,
        udi_di: device.and_then(|device| identifier(device.udi()?)),
        item_code: what.code,
        item_code_system: what.system,
        item_text: what.text,
        qty: act.quantity,
        used_ts: act.when.start.instant,
        used_date: act.when.start.date,
        implanted: act.implanted,
        status: Some(act.status),
        status_code: act.status_code,
        is_history: act.belonging.is_history,
        ..SupplyUse::default()
    };
    let incomplete = said.note(cx)?;
    row.stated = told.statement(SupplyUse::META, said, act.written);
    row.stated.deleted = row.status == Some("entered_in_error");
    let unit = cx.place.origin();
    let origin = at(&unit, said.position, incomplete);
    cx.out.supply_use().append(&SupplyUse { origin, ..row })
}

/// The device identifier of a UDI, which is the same for all of a model: of GS1 the 14 digits behind (01), of HIBCC
/// what stands before the slash. The rest (lot, serial number) is of one device.
fn identifier(udi: &str) -> Option<&str> {
    if let Some(rest) = udi.strip_prefix("(01)") {
        let digits = rest.get(..14)?;
        return digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(digits);
    }
    let hibcc = udi.strip_prefix('+')?;
    let first = hibcc.split('/').next().unwrap_or(hibcc);
    (!first.is_empty()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::identifier;

    #[test]
    fn of_a_device_its_model_alone_is_kept() {
        for (udi, model) in [
            ("(01)00812345678901(17)270101(21)S1", Some("00812345678901")),
            ("(01)0081234", None),
            ("(01)0081234567890X", None),
            (
                "+H123PARTNO1234567890120/$$420020216LOT",
                Some("H123PARTNO1234567890120"),
            ),
            ("S1", None),
            ("+/1", None),
        ] {
            assert_eq!(identifier(udi), model, "{udi}");
        }
    }
}
