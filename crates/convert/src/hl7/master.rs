//! MFN^M04: the charge master, by MFE with CDM and PRC.

use hl7v2::Segment;
use tables::{CdmItem, Table, WriteError};

use super::place;
use super::said::Said;
use super::told::Told;
use crate::context::{Context, at};
use crate::fault::Fault;

/// Writes a row for each PRC of a CDM, and one for a CDM without.
pub(super) fn write<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let (mut mfe, mut cdm, mut priced) = (None, None, false);
    let segments: Vec<Segment<'m>> = told.message.segments().collect();
    for segment in segments {
        match segment.id() {
            b"MFI" => told.used(segment),
            b"MFE" => {
                unpriced(told, mfe, cdm, priced, cx)?;
                told.used(segment);
                (mfe, cdm, priced) = (Some(segment), None, false);
            }
            b"CDM" => {
                unpriced(told, mfe, cdm, priced, cx)?;
                (cdm, priced) = (Some(segment), false);
            }
            b"PRC" if cdm.is_some() => {
                item(told, mfe, cdm, Some(segment), cx)?;
                priced = true;
            }
            _ => {}
        }
    }
    unpriced(told, mfe, cdm, priced, cx)
}

fn unpriced<'m>(
    told: &mut Told<'m>,
    mfe: Option<Segment<'m>>,
    cdm: Option<Segment<'m>>,
    priced: bool,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    match cdm.is_some() && !priced {
        true => item(told, mfe, cdm, None, cx),
        false => Ok(()),
    }
}

fn item<'m>(
    told: &mut Told<'m>,
    mfe: Option<Segment<'m>>,
    cdm: Option<Segment<'m>>,
    prc: Option<Segment<'m>>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let Some(cdm) = cdm else {
        return Ok(());
    };
    let mut said = told.take(cdm);
    let Some(cdm_code) = said.text("cdm_code", (1, 1)) else {
        let fault = said.missing((1, 1), "a code of the charge master");
        return told.refuse(cdm, &fault, cx);
    };
    let procedure = said.coded(["hcpcs_code", "hcpcs_system", "hcpcs_system"], 7);
    let mut row = CdmItem {
        cdm_code,
        description: said.first("description", &[(3, 0), (4, 0), (1, 2)]),
        hcpcs_code: procedure
            .code
            .filter(|_| procedure.system != Some("revenue")),
        hcpcs_system: procedure.system,
        revenue_code: procedure.within("revenue"),
        active: said.text("active", (8, 0)),
        ..CdmItem::default()
    };
    if let Some(mfe) = mfe {
        let said = said.of(mfe);
        row.action_code = said.text("action_code", (1, 0));
        row.eff_from = said.day("eff_from", (3, 0));
    }
    if let Some(prc) = prc {
        told.used(prc);
        if let Err(fault) = price(said.of(prc), &mut row) {
            return told.refuse(prc, &fault, cx);
        }
    }
    let incomplete = said.note(cx)?;
    row.stated = told.statement(CdmItem::META, &said);
    row.stated.deleted = row.action_code == Some("MDL");
    let unit = cx.place.origin();
    let origin = at(&unit, place(prc.unwrap_or(cdm).position()), incomplete);
    cx.out.cdm_item().append(&CdmItem { origin, ..row })
}

/// PRC.
fn price<'m>(said: &mut Said<'m>, row: &mut CdmItem<'m>) -> Result<(), Fault> {
    row.facility = said.text("facility", (2, 1));
    row.department_id = said.text("department_id", (3, 1));
    row.patient_class = said.text("patient_class", (4, 0));
    row.price = said.money("price", (5, 1))?;
    row.eff_from = said.day("eff_from", (11, 0)).or(row.eff_from);
    row.eff_to = said.day("eff_to", (12, 0));
    Ok(())
}
