//! Patient.

use fhir::datatype::{Address, ContactPoint, Identifier as Number, List, Text};
use fhir::resource::Patient as Resource;
use jiff::civil::Date;
use tables::{Identifier, Patient, PatientLink, Table};

use super::coded::{ANY, Coded, any, has};
use super::provider::chosen_name;
use super::told::{Done, Found, Told, number, text};
use super::value;
use crate::context::{Context, at};
use crate::telephone;

/// Types (HL7 table 0203) of a record number, the surest first.
const RECORD: [&[&str]; 2] = [&["MR", "MRN"], &["PI", "PT", "EPI", "MPI"]];
/// Types of others that a provider gives.
const OTHER: &[&str] = &["AN", "RI", "XX", "U", "FAC", "ANON"];
/// Numbers that are never kept: social security numbers, by type and by system.
const NEVER_KEPT: [&str; 2] = ["SS", "SSN"];
const SSN: [&str; 3] = [
    "http://hl7.org/fhir/sid/us-ssn",
    "urn:oid:2.16.840.1.113883.4.1",
    "2.16.840.1.113883.4.1",
];
/// Systems of numbers that others than providers give, where no type says so: members of Medicare and of payers, those
/// of states.
const FOREIGN: [&str; 9] = [
    "http://hl7.org/fhir/sid/us-mbi",
    "http://hl7.org/fhir/sid/us-hicn",
    "http://hl7.org/fhir/sid/us-medicare",
    "http://terminology.hl7.org/NamingSystem/cmsMBI",
    "https://bluebutton.cms.gov/resources/variables/bene_id",
    "https://bluebutton.cms.gov/resources/identifier/mbi-hash",
    "https://bluebutton.cms.gov/resources/identifier/hicn-hash",
    "urn:oid:2.16.840.1.113883.4.572",
    "urn:oid:2.16.840.1.113883.4.927",
];

/// The number of the patient: of type MR, else another of a provider's index, else the first without a type whose
/// system is no payer's or state's, else one of the types that HL7 v2 senders use loosely. There may be none: a payer's
/// Patient has its member's numbers alone, and stays known by its id.
pub(super) fn record_number<'m>(all: &'m List<Number<'m>>) -> Option<(&'m str, Option<&'m str>)> {
    let of = |codes: &'static [&'static str]| {
        let typed = all.iter().filter(|it| {
            let kind = it.kind.as_deref();
            kind.is_some_and(|kind| any([kind], codes))
        });
        typed.filter_map(|it| number(it)).next()
    };
    let untyped = || {
        let free = all.iter().filter(|it| !is_typed(it) && !is_foreign(it));
        free.filter_map(|it| number(it)).next()
    };
    let record = RECORD.iter().find_map(|codes| of(codes));
    record.or_else(untyped).or_else(|| of(OTHER))
}

fn is_typed(it: &Number<'_>) -> bool {
    let kind = it.kind.as_deref();
    kind.is_some_and(|kind| {
        kind.codings()
            .any(|coding| text(coding.code.as_ref()).is_some())
    })
}

fn is_foreign(it: &Number<'_>) -> bool {
    let system = text(it.system.as_ref()).unwrap_or_default();
    FOREIGN.contains(&system) || SSN.contains(&system)
}

fn is_never_kept(it: &Number<'_>) -> bool {
    let kind = it.kind.as_deref();
    kind.is_some_and(|kind| NEVER_KEPT.iter().any(|code| has(kind, code)))
        || text(it.system.as_ref()).is_some_and(|system| SSN.contains(&system))
}

/// What rows of insurance repeat of a patient. Holds PHI.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) last_name: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) middle_name: Option<String>,
    pub(super) suffix: Option<String>,
    pub(super) birth_date: Option<Date>,
    pub(super) sex: Option<&'static str>,
    /// Street, second line, city, state, postal code, country.
    pub(super) address: [Option<String>; 6],
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member").finish_non_exhaustive()
    }
}

impl Member {
    pub(super) fn of(it: &Resource<'_>) -> Member {
        let name = chosen_name(&it.name);
        let given = texts(name.map(|name| &name.given));
        let address = home(&it.address);
        let lines = texts(address.map(|it| &it.line));
        let rest = |all: &[&str], between: &str| {
            let rest = all.get(1..).unwrap_or_default().join(between);
            Some(rest).filter(|rest| !rest.is_empty())
        };
        let owned = |it: Option<&str>| it.map(str::to_owned);
        let family = name.and_then(|name| text(name.family.as_ref()).or(text(name.text.as_ref())));
        let suffix = texts(name.map(|name| &name.suffix)).join(" ");
        let postal = address.and_then(|it| text(it.postal_code.as_ref()));
        Member {
            last_name: owned(family),
            first_name: owned(given.first().copied()),
            middle_name: rest(&given, " "),
            suffix: Some(suffix).filter(|suffix| !suffix.is_empty()),
            birth_date: it
                .birth_date
                .as_ref()
                .and_then(|it| value::moment(it)?.date),
            sex: text(it.gender.as_ref()).and_then(sex_code),
            address: [
                owned(lines.first().copied()),
                rest(&lines, ", "),
                owned(address.and_then(|it| text(it.city.as_ref()))),
                owned(address.and_then(|it| text(it.state.as_ref()))),
                postal.map(|code| code.replace('-', "")),
                owned(address.and_then(|it| text(it.country.as_ref()))),
            ],
        }
    }
}

/// Writes a row, and one for each record that stands for it.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    let key = found.facts.and_then(|facts| facts.key.as_deref());
    let Some(patient_key) = key else {
        return Err(told.refuse(
            "identifier",
            "required",
            "a number of the patient or an id, but found none",
        ));
    };
    let chosen = record_number(&it.identifier);
    let name = chosen_name(&it.name);
    let given = texts(name.map(|name| &name.given));
    let suffixes = texts(name.map(|name| &name.suffix));
    let address = home(&it.address);
    let lines = texts(address.map(|it| &it.line));
    let language = it
        .communication
        .iter()
        .find(|it| it.preferred.is_true())
        .or(it.communication.first());
    let identifiers = numbers(told, &it.identifier);
    let mut row = Patient {
        patient_key,
        mrn: chosen.map(|(value, _)| value),
        mrn_assigner: chosen.and_then(|(_, assigner)| assigner),
        family_name: name
            .and_then(|name| text(name.family.as_ref()).or_else(|| text(name.text.as_ref()))),
        given_name: given.first().copied(),
        middle_name: told.joined(given.iter().skip(1).copied(), " "),
        name_suffix: told.joined(suffixes, " "),
        birth_date: told.day("birthDate", it.birth_date.as_ref()),
        sex: sex(told, text(it.gender.as_ref())),
        death_date: told.day("deceasedDateTime", it.deceased_date_time.as_ref()),
        deceased: it
            .deceased_boolean
            .get()
            .or(it.deceased_date_time.as_ref().map(|_| true)),
        addr_line1: lines.first().copied(),
        addr_line2: told.joined(lines.iter().skip(1).copied(), ", "),
        city: address.and_then(|it| text(it.city.as_ref())),
        state: address.and_then(|it| text(it.state.as_ref())),
        postal_code: address.and_then(|it| postal_code(told, text(it.postal_code.as_ref())?)),
        country: address.and_then(|it| text(it.country.as_ref())),
        phone: phone(told, &it.telecom),
        email: contact(&it.telecom, "email").next(),
        language: language.and_then(|it| told.coded(it.language.as_ref(), ANY).either()),
        pcp_npi: told.first_person(&it.general_practitioner).npi,
        active: it.active.get(),
        ..Patient::default()
    };
    row.identifiers = &identifiers;
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Patient::META);
    let unit = cx.place.origin();
    let origin = at(&unit, found.position, incomplete);
    cx.out.patient().append(&Patient { origin, ..row })?;
    links(told, &it, patient_key, cx)
}

/// What is said of records of the same person (FHIR R4, patient.html#links).
fn links<'m>(
    told: &mut Told<'m>,
    it: &'m Resource<'m>,
    own: &'m str,
    cx: &mut Context<'_>,
) -> Done {
    for link in &it.link {
        let other = told.link(link.other.as_ref()).either();
        let (patient_key, survivor_key) = match (text(link.kind.as_ref()), other) {
            (Some("replaced-by"), Some(other)) => (own, other),
            (Some("replaces"), Some(other)) => (other, own),
            _ => continue,
        };
        let row = PatientLink {
            patient_key,
            survivor_key,
            level: "patient",
            stated: told.statement(PatientLink::META),
            ..PatientLink::default()
        };
        let unit = cx.place.origin();
        let origin = at(&unit, told.found.position, false);
        cx.out
            .patient_link()
            .append(&PatientLink { origin, ..row })?;
    }
    Ok(())
}

/// Every number that is kept.
fn numbers<'m>(told: &Told<'m>, all: &'m List<Number<'m>>) -> Vec<Identifier<'m>> {
    let kept = all.iter().filter(|it| !is_never_kept(it));
    let of = |it: &'m Number<'m>| {
        let (value, assigner) = number(it)?;
        Some(Identifier {
            value,
            kind: Coded::of(it.kind.as_deref(), ANY, told.words).either(),
            assigner,
        })
    };
    kept.filter_map(of).collect()
}

/// Administrative gender, as the tables have it.
fn sex<'m>(told: &mut Told<'m>, gender: Option<&'m str>) -> Option<&'m str> {
    let code = sex_code(gender?);
    if code.is_none() {
        let expected = "expected male, female, other or unknown, but found another code";
        told.fault("gender", "code-invalid", expected.to_owned());
    }
    code
}

fn sex_code(gender: &str) -> Option<&'static str> {
    Some(match gender.to_ascii_lowercase().as_str() {
        "male" | "m" => "M",
        "female" | "f" => "F",
        "unknown" => "U",
        "other" => "X",
        _ => return None,
    })
}

fn texts<'m>(all: Option<&'m List<Text<'m>>>) -> Vec<&'m str> {
    let all = all.into_iter().flatten();
    all.filter_map(|it| text(Some(it))).collect()
}

/// The address of the home, else the first that is not old.
fn home<'m>(all: &'m List<Address<'m>>) -> Option<&'m Address<'m>> {
    let usage = |it: &Address<'m>| text(it.usage.as_ref()).map(str::to_owned);
    let home = all.iter().find(|it| usage(it).as_deref() == Some("home"));
    let current = || all.iter().find(|it| usage(it).as_deref() != Some("old"));
    home.or_else(current).or(all.first())
}

/// Five or nine digits without a hyphen; other countries' codes as told.
fn postal_code<'m>(told: &Told<'m>, code: &'m str) -> Option<&'m str> {
    Some(match code.contains('-') {
        true => told.words.alloc_str(&code.replace('-', "")),
        false => code,
    })
}

fn contact<'m>(
    all: &'m List<ContactPoint<'m>>,
    system: &'static str,
) -> impl Iterator<Item = &'m str> {
    let current = all
        .iter()
        .filter(|it| text(it.usage.as_ref()) != Some("old"));
    let of = current.filter(move |it| text(it.system.as_ref()) == Some(system));
    of.filter_map(|it| text(it.value.as_ref()))
}

/// Digits of the first number.
fn phone<'m>(told: &Told<'m>, all: &'m List<ContactPoint<'m>>) -> Option<&'m str> {
    contact(all, "phone")
        .chain(contact(all, "sms"))
        .find_map(|number| telephone::digits(number).map(|digits| &*told.words.alloc_str(&digits)))
}
