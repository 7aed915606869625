//! Provenance and AuditEvent: who entered what: `provenance`.

use fhir::datatype::{CodeableConcept, FhirDateTime, Reference};
use fhir::resource::{AuditEvent, Provenance as Resource};
use tables::{Provenance, Table};

use super::coded::{ANY, any};
use super::told::{Done, Found, Halt, Told, text};
use crate::context::{Context, at};

/// Someone, or something, that had to do with it.
#[derive(Clone, Copy)]
struct Agent<'m> {
    kind: Option<&'m CodeableConcept<'m>>,
    role: Option<&'m CodeableConcept<'m>>,
    who: Option<&'m Reference<'m>>,
    name: Option<&'m str>,
    for_whom: Option<&'m Reference<'m>>,
}

/// Those who enter something, the surest first (FHIR code systems provenance-participant-type and
/// v3-ParticipationType; AuditEvent has no such types).
const ENTERERS: [&[&str]; 3] = [
    &["enterer", "ENT", "TRANS"],
    &["author", "AUT", "composer"],
    &["assembler", "performer", "PRF"],
];

/// Writes a row for each target of a Provenance.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.patient.as_ref(), it.encounter.as_ref());
    told.stated_by("recorded", it.recorded.as_ref());
    let agents: Vec<Agent<'_>> = it
        .agent
        .iter()
        .map(|it| Agent {
            kind: it.kind.as_ref(),
            role: it.role.first(),
            who: it.who.as_ref(),
            name: None,
            for_whom: it.on_behalf_of.as_ref(),
        })
        .collect();
    let activity = told.coded(it.activity.as_ref(), ANY).either();
    let targets: Vec<&Reference<'_>> = it.target.iter().collect();
    rows(
        told,
        &agents,
        (activity, it.recorded.as_ref()),
        &targets,
        cx,
    )
}

/// Writes a row for each thing that was created or changed. Whoever only looked at something entered nothing.
pub(super) fn audit(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: AuditEvent<'_> = found.read()?;
    let activity = match text(it.action.as_ref()) {
        Some("C") => "create",
        Some("U") => "update",
        _ => return Err(Halt::Ignored),
    };
    let told = &mut Told::new(found);
    told.stated_by("recorded", it.recorded.as_ref());
    // Who asked for it comes first.
    let requestors = it.agent.iter().filter(|it| it.requestor.is_true());
    let others = it.agent.iter().filter(|it| !it.requestor.is_true());
    let agents: Vec<Agent<'_>> = requestors
        .chain(others)
        .map(|it| Agent {
            kind: it.kind.as_ref(),
            role: it.role.first(),
            who: it.who.as_ref(),
            name: text(it.name.as_ref()),
            for_whom: None,
        })
        .collect();
    let targets: Vec<&Reference<'_>> = it.entity.iter().filter_map(|it| it.what.as_ref()).collect();
    rows(
        told,
        &agents,
        (Some(activity), it.recorded.as_ref()),
        &targets,
        cx,
    )
}

fn rows<'m>(
    told: &mut Told<'m>,
    agents: &[Agent<'m>],
    (activity, recorded): (Option<&'m str>, Option<&FhirDateTime<'_>>),
    targets: &[&'m Reference<'m>],
    cx: &mut Context<'_>,
) -> Done {
    let recorded_ts = told.instant("recorded", recorded);
    let enterer = enterer(agents);
    let person = told.person(enterer.and_then(|it| it.who));
    let kind = enterer.and_then(|it| it.kind.or(it.role));
    let for_whom = told.person(enterer.and_then(|it| it.for_whom));
    let incomplete = told.note(cx)?;
    let links: Vec<&str> = targets
        .iter()
        .filter_map(|it| told.link(Some(it)).reference)
        .collect();
    if links.is_empty() {
        return Err(Halt::Ignored);
    }
    for target_reference in links {
        let stated = told.statement(Provenance::META);
        let unit = cx.place.origin();
        cx.out.provenance().append(&Provenance {
            origin: at(&unit, told.found.position, incomplete),
            stated,
            target_reference,
            recorded_ts,
            activity,
            entered_by_npi: person.npi,
            entered_by: person.id.filter(|id| Some(*id) != person.npi),
            entered_by_name: person.name.or(enterer.and_then(|it| it.name)),
            agent_type: told.coded(kind, ANY).either(),
            on_behalf_of: for_whom.name.or(for_whom.id),
            entry_mode: told.entry_mode(agents, enterer),
        })?;
    }
    Ok(())
}

/// Who entered it: by what they are to it, else the first.
fn enterer<'m>(agents: &[Agent<'m>]) -> Option<Agent<'m>> {
    let of = |codes: &[&str]| {
        let mut all = agents.iter();
        all.find(|it| any(it.kind.into_iter().chain(it.role), codes))
            .copied()
    };
    let found = ENTERERS.iter().find_map(|codes| of(codes));
    found.or_else(|| agents.first().copied())
}

impl<'m> Told<'m> {
    /// Whether a person did it or a device alone.
    fn entry_mode(&self, agents: &[Agent<'m>], enterer: Option<Agent<'m>>) -> Option<&'static str> {
        let kind = |agent: &Agent<'m>| {
            let reference = self.link(agent.who).reference?;
            let (_, local) = reference.rsplit_once('|').unwrap_or(("", reference));
            local.split('/').next()
        };
        match enterer.as_ref().and_then(kind)? {
            "Practitioner" | "PractitionerRole" | "Patient" | "RelatedPerson" => Some("manual"),
            "Device" => {
                let person = |agent: &Agent<'m>| {
                    matches!(kind(agent), Some("Practitioner" | "PractitionerRole"))
                };
                Some(if agents.iter().any(person) {
                    "manual"
                } else {
                    "auto"
                })
            }
            _ => None,
        }
    }
}
