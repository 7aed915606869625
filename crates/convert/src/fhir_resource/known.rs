//! What is known of resources that others refer to: the key that stands for each, a provider's NPI, a drug's code.

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use bumpalo::Bump;
use fhir::Resource;
use fhir::datatype::{CodeableConcept, Contained, Identifier, List};
use fhir::resource::{
    Account, Condition, Coverage, Device, Encounter, Location, Medication, MedicationRequest,
    Organization, Patient, Practitioner, PractitionerRole, ServiceRequest,
};
use jiff::civil::Date;

use super::coded::{Coded, DIAGNOSES, DRUGS, SERVICES};
use super::patient::Member;
use super::reference::address;
use super::told::{Servers, Shared, number, text};
use super::value::moment;
use super::{coverage, device, encounter, order, patient, provider};
use crate::authority;

/// What others want to know of a resource. Holds PHI.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) kind: &'static str,
    /// patient_key, encounter_key, location_key, order_key, account number.
    pub(super) key: Option<String>,
    /// The source's number of it.
    pub(super) number: Option<String>,
    pub(super) npi: Option<String>,
    pub(super) name: Option<String>,
    pub(super) code: Option<String>,
    pub(super) code_system: Option<String>,
    pub(super) code_text: Option<String>,
    pub(super) rxnorm: Option<String>,
    pub(super) ndc: Option<String>,
    pub(super) lot_number: Option<String>,
    /// Of a role, whose it is.
    pub(super) through: Option<String>,
    /// Of a patient, what rows of insurance repeat.
    pub(super) member: Option<Box<Member>>,
    /// Of a Coverage, the same.
    pub(super) insured: Option<Box<Insured>>,
    /// What only resources of one kind have.
    pub(super) more: Option<Box<More>>,
}

/// What rows of insurance repeat of a Coverage. Holds PHI.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Insured {
    pub(super) member_id: Option<String>,
    pub(super) group: Option<String>,
    pub(super) plan: Option<String>,
    /// Of the patient to the subscriber, as X12 has it.
    pub(super) relationship: Option<&'static str>,
    /// What the subscriber is referred to by.
    pub(super) subscriber: Option<String>,
}

/// What only resources of one kind have that others want to know. Holds PHI.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct More {
    /// Of an order, the number of who does it.
    pub(super) filler: Option<String>,
    /// Of a drug.
    pub(super) expiration_date: Option<Date>,
    pub(super) maker: Option<String>,
}

impl fmt::Debug for More {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("More").finish_non_exhaustive()
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Facts {
    /// What a resource says, if it is of a kind that others refer to. `own` is what they refer to it by; a contained
    /// one has none.
    pub(super) fn of(
        resource: Resource<'_>,
        servers: Servers<'_>,
        own: Option<&str>,
    ) -> Option<Facts> {
        let facts = match resource.kind() {
            "Patient" => {
                let it: Patient<'_> = resource.read().ok()?;
                Facts {
                    member: Some(Box::new(Member::of(&it))),
                    ..keyed(patient::record_number(&it.identifier), servers)
                }
            }
            "Encounter" => {
                let it: Encounter<'_> = resource.read().ok()?;
                keyed(encounter::visit_number(&it.identifier), servers)
            }
            "ServiceRequest" => {
                let it: ServiceRequest<'_> = resource.read().ok()?;
                let code = it.code.as_ref().and_then(|code| code.concept.as_ref());
                coded(ordered(&it.identifier, servers), code, SERVICES)
            }
            "MedicationRequest" => {
                let it: MedicationRequest<'_> = resource.read().ok()?;
                ordered(&it.identifier, servers)
            }
            "Account" => {
                let it: Account<'_> = resource.read().ok()?;
                let (value, _) = it
                    .identifier
                    .iter()
                    .find_map(|it| number(it))
                    .or(Some((resource.id()?, None)))?;
                Facts {
                    key: Some(value.to_owned()),
                    ..Facts::default()
                }
            }
            "Practitioner" | "PractitionerRole" | "Organization" | "Location" => {
                someone(resource, servers)?
            }
            "Coverage" => covered(resource, servers)?,
            "Medication" | "Condition" | "Device" => something(resource)?,
            _ => return None,
        };
        Some(Facts {
            kind: resource.kind(),
            key: facts.key.or_else(|| own.map(str::to_owned)),
            number: facts.number.or_else(|| resource.id().map(str::to_owned)),
            ..facts
        })
    }
}

fn keyed(number: Option<(&str, Option<&str>)>, servers: Servers<'_>) -> Facts {
    let Some((value, assigner)) = number else {
        return Facts::default();
    };
    Facts {
        key: Some(authority::key(assigner, servers.source, value)),
        number: Some(value.to_owned()),
        ..Facts::default()
    }
}

fn ordered(all: &List<Identifier<'_>>, servers: Servers<'_>) -> Facts {
    let more = order::filler(all).map(|filler| More {
        filler: Some(filler.to_owned()),
        ..More::default()
    });
    Facts {
        more: more.map(Box::new),
        ..keyed(order::number(all), servers)
    }
}

fn coded(facts: Facts, concept: Option<&CodeableConcept<'_>>, wanted: &[&str]) -> Facts {
    let words = Bump::new();
    let coded = Coded::of(concept, wanted, &words);
    let of = |system| {
        let coded = Coded::of(concept, &[system], &words);
        coded
            .code
            .filter(|_| coded.system == Some(system))
            .map(str::to_owned)
    };
    Facts {
        code: coded.code.map(str::to_owned),
        code_system: coded.system.map(str::to_owned),
        code_text: coded.text.map(str::to_owned),
        rxnorm: of("rxnorm"),
        ndc: of("ndc"),
        ..facts
    }
}

/// NPI and the source's own number.
fn numbered(identifiers: &List<Identifier<'_>>) -> Facts {
    let other = identifiers.iter().filter(|it| provider::npi(it).is_none());
    let other = other.filter_map(|it| number(it)).next();
    Facts {
        npi: identifiers
            .iter()
            .find_map(|it| provider::npi(it))
            .map(str::to_owned),
        number: other.map(|(value, _)| value.to_owned()),
        ..Facts::default()
    }
}

fn someone(resource: Resource<'_>, servers: Servers<'_>) -> Option<Facts> {
    Some(match resource.kind() {
        "Practitioner" => {
            let it: Practitioner<'_> = resource.read().ok()?;
            Facts {
                name: provider::full_name(&it.name),
                ..numbered(&it.identifier)
            }
        }
        "PractitionerRole" => {
            let it: PractitionerRole<'_> = resource.read().ok()?;
            Facts {
                through: it.practitioner.as_ref().and_then(|it| address(it, servers)),
                name: it
                    .practitioner
                    .as_ref()
                    .and_then(|it| text(it.display.as_ref()))
                    .map(str::to_owned),
                ..numbered(&it.identifier)
            }
        }
        "Organization" => {
            let it: Organization<'_> = resource.read().ok()?;
            Facts {
                name: text(it.name.as_ref()).map(str::to_owned),
                ..numbered(&it.identifier)
            }
        }
        _ => {
            let it: Location<'_> = resource.read().ok()?;
            let facts = numbered(&it.identifier);
            let own = it
                .identifier
                .iter()
                .filter(|it| provider::npi(it).is_none())
                .find_map(|it| number(it));
            Facts {
                name: text(it.name.as_ref()).map(str::to_owned),
                key: keyed(own, servers).key,
                ..facts
            }
        }
    })
}

fn something(resource: Resource<'_>) -> Option<Facts> {
    Some(match resource.kind() {
        "Medication" => {
            let it: Medication<'_> = resource.read().ok()?;
            let lot = it
                .batch
                .as_ref()
                .and_then(|batch| text(batch.lot_number.as_ref()));
            let expires = it.batch.as_ref().and_then(|it| it.expiration_date.as_ref());
            let maker = it.manufacturer.as_ref();
            let more = More {
                expiration_date: expires.and_then(|day| moment(day)?.date),
                maker: maker.and_then(|it| text(it.display.as_ref()).map(str::to_owned)),
                ..More::default()
            };
            Facts {
                lot_number: lot.map(str::to_owned),
                more: (more != More::default()).then(|| Box::new(more)),
                ..coded(Facts::default(), it.code.as_ref(), DRUGS)
            }
        }
        "Condition" => {
            let it: Condition<'_> = resource.read().ok()?;
            let own = it.identifier.iter().find_map(|it| number(it));
            let facts = Facts {
                number: own.map(|(value, _)| value.to_owned()),
                ..Facts::default()
            };
            coded(facts, it.code.as_ref(), DIAGNOSES)
        }
        "Device" => {
            let it: Device<'_> = resource.read().ok()?;
            Facts {
                lot_number: text(it.lot_number.as_ref()).map(str::to_owned),
                // The device identifier is what supplies are matched by.
                name: device::identifier(&it).map(str::to_owned),
                ..coded(Facts::default(), it.kind.first(), SERVICES)
            }
        }
        _ => return None,
    })
}

fn covered(resource: Resource<'_>, servers: Servers<'_>) -> Option<Facts> {
    let it: Coverage<'_> = resource.read().ok()?;
    let insured = Insured {
        member_id: coverage::member_id(&it).map(str::to_owned),
        group: coverage::class_value(&it, "group").map(str::to_owned),
        plan: coverage::class_value(&it, "plan").map(str::to_owned),
        relationship: coverage::relationship(&it),
        subscriber: it.subscriber.as_ref().and_then(|it| address(it, servers)),
    };
    let member = it
        .subscriber_id
        .iter()
        .find_map(|it| text(it.value.as_ref()));
    Some(Facts {
        number: member.map(str::to_owned),
        insured: Some(Box::new(insured)),
        ..Facts::default()
    })
}

/// A resource that may be referred to.
#[derive(Debug, Clone, Default)]
pub(super) struct Target {
    /// What it is referred to by, whatever form the reference has.
    pub(super) reference: Option<String>,
    pub(super) facts: Option<Shared>,
}

/// Resources by the addresses that references have.
#[derive(Default)]
pub(super) struct Known {
    targets: HashMap<String, Target>,
    most: usize,
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known")
            .field("targets", &self.targets.len())
            .finish_non_exhaustive()
    }
}

impl Known {
    /// With room for so many.
    pub(super) fn new(most: usize) -> Known {
        Known {
            targets: HashMap::new(),
            most,
        }
    }

    /// Those that are contained in a resource, by `#id`.
    pub(super) fn contained(all: &Contained<'_>, servers: Servers<'_>, most: usize) -> Known {
        let mut known = Known::new(most);
        for inner in all.resources() {
            let id = inner.id().unwrap_or_default();
            let facts = Facts::of(inner, servers, None).map(Rc::new);
            let target = Target {
                reference: None,
                facts,
            };
            known.add(format!("#{}", id.strip_prefix('#').unwrap_or(id)), target);
        }
        known
    }

    /// Adds one; where there is no room, it is found by views.
    pub(super) fn add(&mut self, address: String, target: Target) {
        if self.targets.len() < self.most || self.targets.contains_key(&address) {
            self.targets.insert(address, target);
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    /// What has this address.
    pub(super) fn get(&self, address: &str) -> Option<&Target> {
        self.targets.get(address)
    }
}
