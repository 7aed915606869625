//! Practitioner, PractitionerRole and Organization.

use domain::id::npi_is_valid;
use fhir::datatype::{HumanName, Identifier as Number, List};
use fhir::resource::{Organization, Practitioner, PractitionerRole};
use tables::{Identifier, Provider, Table};

use super::coded::{ANY, Coded, any};
use super::told::{Done, Found, Told, number, text};
use crate::code_system;
use crate::context::{Context, at};

/// The NPI that an identifier is.
pub(super) fn npi<'m>(it: &'m Number<'m>) -> Option<&'m str> {
    let value = text(it.value.as_ref())?;
    let typed = it.kind.as_deref().is_some_and(|kind| any([kind], &["NPI"]));
    let system = text(it.system.as_ref());
    (typed || is_npi(system, value))
        .then_some(value)
        .filter(|value| npi_is_valid(value.as_bytes()))
}

/// Whether a number of a system is an NPI.
pub(super) fn is_npi(system: Option<&str>, value: &str) -> bool {
    // By its address, or as authorities are written.
    system.map(code_system::name) == Some("npi") && npi_is_valid(value.as_bytes())
}

/// The name to go by: the official one, else the usual one, else the first that is not old.
pub(super) fn chosen_name<'m>(all: &'m List<HumanName<'m>>) -> Option<&'m HumanName<'m>> {
    let of = |usage| all.iter().find(|it| text(it.usage.as_ref()) == Some(usage));
    let current = || all.iter().find(|it| text(it.usage.as_ref()) != Some("old"));
    of("official")
        .or_else(|| of("usual"))
        .or_else(current)
        .or(all.first())
}

/// `FAMILY, GIVEN`, else the name as text.
pub(super) fn full_name(all: &List<HumanName<'_>>) -> Option<String> {
    let name = chosen_name(all)?;
    let given = name.given.first().and_then(|it| text(Some(it)));
    match (text(name.family.as_ref()), given) {
        (Some(family), Some(given)) => Some(format!("{family}, {given}")),
        (family, given) => family
            .or(given)
            .or_else(|| text(name.text.as_ref()))
            .map(str::to_owned),
    }
}

/// Writes a row for a person.
pub(super) fn practitioner(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Practitioner<'_> = found.read()?;
    let told = &mut Told::new(found);
    let name = chosen_name(&it.name);
    let codes = || it.qualification.iter().filter_map(|it| it.code.as_ref());
    let row = Provider {
        entity_type: Some("1"),
        provider_name: name
            .and_then(|it| text(it.family.as_ref()).or_else(|| text(it.text.as_ref()))),
        given_name: name.and_then(|it| text(it.given.first())),
        taxonomy_code: codes().find_map(|it| told.within(Some(it), "nucc")),
        specialty: codes().find_map(|it| told.coded(Some(it), &["nucc"]).text),
        active: it.active.get(),
        ..numbered(told, &it.identifier)?
    };
    append(told, row, &it.identifier, cx)
}

/// Writes a row for what a person is somewhere.
pub(super) fn role(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: PractitionerRole<'_> = found.read()?;
    let told = &mut Told::new(found);
    let who = told.person(it.practitioner.as_ref());
    let codes = || it.specialty.iter().chain(&it.code);
    let organisation = told.person(it.organization.as_ref());
    let (active_from, active_to) = told.days("period", it.period.as_ref());
    let row = numbered(told, &it.identifier)?;
    let row = Provider {
        // The role is the person's, so that it is known by the person's number where there is one.
        provider_key: who.npi.or(row.npi).unwrap_or(row.provider_key),
        npi: row.npi.or(who.npi),
        entity_type: Some("1"),
        provider_name: who.name,
        role: told.first_code(&it.code),
        taxonomy_code: codes().find_map(|it| told.within(Some(it), "nucc")),
        specialty: it
            .specialty
            .iter()
            .find_map(|it| told.coded(Some(it), &["nucc"]).text),
        organisation: organisation.name.or(organisation.id),
        active_from,
        active_to,
        active: it.active.get(),
        ..row
    };
    append(told, row, &it.identifier, cx)
}

/// Writes a row for an organisation; one of type pay is a payer.
pub(super) fn organization(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Organization<'_> = found.read()?;
    let told = &mut Told::new(found);
    let is_payer = any(&it.kind, &["pay", "ins", "payer"]);
    let above = told.person(it.part_of.as_ref());
    let row = Provider {
        entity_type: Some("2"),
        provider_name: text(it.name.as_ref()),
        role: match is_payer {
            true => Some("payer"),
            false => told.first_code(&it.kind),
        },
        taxonomy_code: it.kind.iter().find_map(|it| told.within(Some(it), "nucc")),
        organisation: above.name.or(above.id),
        active: it.active.get(),
        ..numbered(told, &it.identifier)?
    };
    append(told, row, &it.identifier, cx)
}

/// What it is known by: the NPI, else the first number that is in use, else its id.
fn numbered<'m>(
    told: &Told<'m>,
    all: &'m List<Number<'m>>,
) -> Result<Provider<'m>, super::told::Halt> {
    let npi_of_all = all.iter().find_map(|it| npi(it));
    let key = match npi_of_all {
        Some(npi) => npi,
        None => told.identity(all)?.0,
    };
    let own = all.iter().filter(|it| npi(it).is_none());
    let own = own
        .filter_map(|it| number(it))
        .map(|(value, _)| value)
        .next();
    Ok(Provider {
        provider_key: key,
        npi: npi_of_all,
        provider_id: own.or(told.id),
        ..Provider::default()
    })
}

fn append<'m>(
    told: &mut Told<'m>,
    mut row: Provider<'m>,
    all: &'m List<Number<'m>>,
    cx: &mut Context<'_>,
) -> Done {
    let numbers = all.iter().filter_map(|it| {
        let (value, assigner) = number(it)?;
        let kind = Coded::of(it.kind.as_deref(), ANY, told.words).either();
        let kind = kind.or(npi(it).map(|_| "NPI"));
        Some(Identifier {
            value,
            kind,
            assigner,
        })
    });
    let identifiers: Vec<Identifier<'_>> = numbers.collect();
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Provider::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    let identifiers = &identifiers;
    cx.out.provider().append(&Provider {
        origin,
        identifiers,
        ..row
    })?;
    Ok(())
}
