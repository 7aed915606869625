//! Location.

use fhir::resource::Location as Resource;
use tables::{Location, Table};

use super::provider::npi;
use super::told::{Done, Found, Told, number, text};
use crate::context::{Context, at};

/// Writes a row.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    let Some(location_key) = found.facts.and_then(|facts| facts.key.as_deref()) else {
        return Err(told.refuse("id", "required", "an id or an identifier, but found none"));
    };
    let own = it
        .identifier
        .iter()
        .filter(|it| npi(it).is_none())
        .find_map(|it| number(it));
    let facility = told.person(it.managing_organization.as_ref());
    let mut row = Location {
        location_key,
        location_id: own.map(|(value, _)| value).or(told.id),
        facility: facility.name.or(facility.id),
        facility_npi: it.identifier.iter().find_map(|it| npi(it)).or(facility.npi),
        location_name: text(it.name.as_ref()),
        pos_code: it.kind.iter().find_map(|it| told.within(Some(it), "pos")),
        location_type: told.first_code(it.kind.iter().chain(&it.physical_type).chain(&it.form)),
        part_of: told.location(it.part_of.as_ref()),
        status: told.status(it.status.as_ref()),
        ..Location::default()
    };
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Location::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.location().append(&Location { origin, ..row })?;
    Ok(())
}
