//! `service_documented`: what several resources say of something that was done and may have to be charged.

use tables::{ServiceDocumented, Table};

use super::coded::{Coded, has};
use super::told::{Done, Told};
use crate::context::{Context, at};
use crate::moment::Moment;
use crate::service_key::{self, Act as ActOf};

/// What an act is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act<'m> {
    /// The key of the resource that tells it.
    pub(super) key: &'m str,
    /// Its number.
    pub(super) number: Option<&'m str>,
    pub(super) of: ActOf,
    pub(super) kind: Option<&'static str>,
    pub(super) what: Coded<'m>,
    pub(super) start: Moment,
    pub(super) end: Moment,
}

/// A row with what all acts have.
pub(super) fn row<'m>(told: &Told<'m>, act: &Act<'m>) -> ServiceDocumented<'m> {
    let resource = told.found.resource.kind();
    ServiceDocumented {
        service_key: told.words.alloc_str(&service_key::of(act.of, act.key)),
        source_resource: resource,
        source_resource_id: act.number,
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        service_kind: act.kind,
        code: act.what.code,
        code_system: act.what.system,
        code_text: act.what.text,
        start_ts: act.start.instant,
        service_date: act.start.date,
        end_ts: act.end.instant,
        ..ServiceDocumented::default()
    }
}

/// Writes it.
pub(super) fn append<'m>(
    told: &mut Told<'m>,
    mut row: ServiceDocumented<'m>,
    cx: &mut Context<'_>,
) -> Done {
    let incomplete = told.note(cx)?;
    row.stated = told.statement(ServiceDocumented::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out
        .service_documented()
        .append(&ServiceDocumented { origin, ..row })?;
    Ok(())
}

/// Which side a site is on: SNOMED CT qualifiers, else what its words say.
pub(super) fn laterality(
    site: Option<&fhir::datatype::CodeableConcept<'_>>,
    words: Option<&str>,
) -> Option<&'static str> {
    let site = site?;
    let coded = [("7771000", "L"), ("24028007", "R"), ("51440002", "B")];
    if let Some((_, side)) = coded.iter().find(|(code, _)| has(site, code)) {
        return Some(side);
    }
    let words = words?.to_ascii_lowercase();
    let mut each = words.split(|c: char| !c.is_ascii_alphabetic());
    each.find_map(|word| match word {
        "left" => Some("L"),
        "right" => Some("R"),
        "bilateral" | "both" => Some("B"),
        _ => None,
    })
}

/// Minutes between two instants.
pub(super) fn minutes(start: Moment, end: Moment) -> Option<i32> {
    let micros = end.instant?.0.checked_sub(start.instant?.0)?;
    // Of days alone nobody knows the minutes.
    i32::try_from(micros / 60_000_000)
        .ok()
        .filter(|minutes| *minutes > 0)
}
