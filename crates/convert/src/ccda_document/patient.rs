//! recordTarget/patientRole: who the document is about.

use ccda::datatype::{Ad, Ii, NullFlavor, Tel, Value};
use ccda::header::PatientRole;
use tables::{Identifier, Patient, Table, WriteError};

use super::coded::plain;
use super::document::{At, Outcome};
use super::person::names;
use super::said::Said;
use super::told::Told;
use crate::context::{Context, at};
use crate::identity::join;
use crate::telephone;

/// Roots of numbers that states and federal bodies give: none of them is a hospital's (HL7 OID registry).
const OF_THE_STATE: &str = "2.16.840.1.113883.4.";

/// Where the numbers of a patient stand.
const ID: &str = "recordTarget/patientRole/id";

/// Writes the row, and tells the key.
pub(super) fn write<'h, 'w>(
    role: PatientRole<'h>,
    pcp_npi: Option<&'h str>,
    spot: At<'h>,
    told: &mut Told<'w>,
    cx: &mut Context<'_>,
) -> Result<(Outcome, Option<&'w str>), WriteError> {
    let position = told.place(spot.position);
    let mut said = Said::new(spot.words, position, told.zone, "patientRole");
    let id = number(role);
    let own = id.and_then(|id| told.own_key(id));
    // Who has no number that is kept is a patient of this document alone, in all its versions.
    let of_document = || Some(&*told.words.alloc_str(&join(&[super::FORMAT, told.set?])));
    let Some(patient_key) = own.or_else(of_document) else {
        let fault = said.missing(ID, "a number of the patient");
        return Ok((Outcome::Refused(fault), None));
    };
    if own.is_none() {
        said.fault(
            ID,
            "required",
            "expected a number of the patient, but found none that is kept",
        );
    }
    let mut row = Patient {
        patient_key,
        mrn: id.and_then(|id| id.extension().or_else(|| id.root())),
        mrn_assigner: id.and_then(|id| id.extension().and(id.root())),
        phone: role.telecoms().find_map(|telecom| phone(telecom, spot)),
        email: role.telecoms().find_map(email),
        pcp_npi,
        ..Patient::default()
    };
    let address = role.addrs().find(|address| address.usage() == Some("HP"));
    if let Some(address) = address.or_else(|| role.addrs().next()) {
        living(address, spot, &mut row);
    }
    person(role, &mut said, &mut row);
    let numbers: Vec<Identifier<'h>> = kept(role).filter_map(identifier).collect();
    row.identifiers = &numbers;
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Patient::META, &said, None);
    let unit = cx.place.origin();
    cx.out.patient().append(&Patient {
        origin: at(&unit, position, incomplete),
        ..row
    })?;
    Ok((Outcome::Mapped, Some(patient_key)))
}

/// The numbers that are kept: no social security number is.
fn kept<'h>(role: PatientRole<'h>) -> impl Iterator<Item = Ii<'h>> {
    role.ids().filter(|id| !is_ssn(*id))
}

fn is_ssn(id: Ii<'_>) -> bool {
    let name = id
        .assigning_authority_name()
        .unwrap_or_default()
        .to_ascii_uppercase();
    id.root() == Some(Ii::SSN) || name.contains("SSN") || name.contains("SOCIAL SECURITY")
}

/// The number of the medical record: what is called so, else one of the organization that provides the care, else the
/// first that no state has given, else any.
fn number(role: PatientRole<'_>) -> Option<Ii<'_>> {
    let organization = role.provider_organization();
    let of_provider = |id: &Ii<'_>| {
        organization
            .iter()
            .flat_map(|it| it.ids())
            .any(|it| it.root().is_some() && it.root() == id.root())
    };
    let called = |id: &Ii<'_>| {
        let name = id
            .assigning_authority_name()
            .unwrap_or_default()
            .to_ascii_uppercase();
        name.contains("MRN") || name.contains("MEDICAL RECORD")
    };
    let of_nobody = |id: &Ii<'_>| id.root().is_none_or(|root| !root.starts_with(OF_THE_STATE));
    let full = || kept(role).filter(|id| id.extension().is_some());
    full()
        .find(called)
        .or_else(|| full().find(of_provider))
        .or_else(|| full().find(of_nobody))
        .or_else(|| full().next())
        .or_else(|| kept(role).find(|id| id.root().is_some()))
}

fn identifier(id: Ii<'_>) -> Option<Identifier<'_>> {
    Some(Identifier {
        value: id.extension().or_else(|| id.root())?,
        kind: None,
        assigner: id.extension().and(id.root()),
    })
}

/// patientRole/patient.
fn person<'h>(role: PatientRole<'h>, said: &mut Said<'h>, row: &mut Patient<'h>) {
    let Some(patient) = role.patient() else {
        return;
    };
    let legal = patient.names().find(|name| name.usage() == Some("L"));
    let name = legal.or_else(|| patient.names().next());
    (row.family_name, row.given_name) = names(name);
    if let Some(name) = name {
        let filled = |text: &&str| !text.is_empty();
        row.middle_name = name.given().map(|part| part.text()).filter(filled).nth(1);
        row.name_suffix = name.suffix().map(|part| part.text()).find(filled);
    }
    row.birth_date = said.day("patient/birthTime", patient.birth_time());
    row.death_date = said.day("patient/sdtc:deceasedTime", patient.deceased_time());
    row.deceased = match patient.deceased_ind().map(|told| told.value()) {
        Some(Value::Present(dead)) => Some(dead),
        Some(Value::Invalid) => {
            let words = "expected true or false, but found something else";
            said.fault("patient/sdtc:deceasedInd", "value", words);
            None
        }
        _ => None,
    };
    row.sex = sex(patient, said);
    let language = patient.language_codes().next();
    row.language = plain(language, said.words);
}

/// AdministrativeGender, as the tables have it.
fn sex(patient: ccda::header::Patient<'_>, said: &mut Said<'_>) -> Option<&'static str> {
    let told = patient.administrative_gender_code()?;
    match (told.code(), told.null_flavor()) {
        (Some("M"), _) => Some("M"),
        (Some("F"), _) => Some("F"),
        (Some("UN"), _) => Some("X"),
        (Some("UNK"), _) => Some("U"),
        (Some(_), _) => {
            let words = "expected M, F or UN, but found another code";
            said.fault("patient/administrativeGenderCode", "code-invalid", words);
            None
        }
        (None, Some(flavor)) if flavor.as_str() == "OTH" => Some("X"),
        (None, Some(flavor)) if is_unknown(flavor) => Some("U"),
        (None, _) => None,
    }
}

/// Asked or not, nobody knows.
fn is_unknown(flavor: NullFlavor<'_>) -> bool {
    matches!(flavor.as_str(), "UNK" | "ASKU" | "NASK" | "NAV")
}

/// The address.
fn living<'h>(address: Ad<'h>, spot: At<'h>, row: &mut Patient<'h>) {
    let mut lines = address.street_address_lines();
    row.addr_line1 = lines.next();
    row.addr_line2 = lines.next();
    row.city = address.city();
    row.state = address.state();
    // Five or nine digits without a hyphen; other countries' codes as told.
    row.postal_code = address.postal_code().map(|code| match code.contains('-') {
        true => spot.words.alloc_str(&code.replace('-', "")),
        false => code,
    });
    row.country = address.country();
}

/// Digits of a telephone number.
fn phone<'h>(telecom: Tel<'h>, spot: At<'h>) -> Option<&'h str> {
    let value = telecom.value()?;
    let number = match value.split_once(':') {
        Some(("tel" | "TEL", number)) => number,
        Some(_) => return None,
        None if value.contains('@') => return None,
        None => value,
    };
    telephone::digits(number).map(|digits| &*spot.words.alloc_str(&digits))
}

fn email(telecom: Tel<'_>) -> Option<&str> {
    let value = telecom.value()?;
    let address = value.strip_prefix("mailto:").unwrap_or(value);
    address.contains('@').then_some(address)
}
