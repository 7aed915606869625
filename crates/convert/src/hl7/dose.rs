//! RAS and VXU: drugs and vaccines that were given (RXA with its RXR and OBX).

use domain::ndc;
use hl7v2::{Segment, State};
use tables::{Immunization, MedAdmin, Micros, ServiceDocumented, Statement, Table, WriteError};

use super::coded::Coded;
use super::person::Person;
use super::place;
use super::said::{Said, words};
use super::told::{EI, Told};
use super::visit::location_key;
use crate::context::{Context, at};
use crate::identity::join;
use crate::moment::Moment;
use crate::service_key::{self, Act};

/// A RXA, or a RXG, with what stands around it.
#[derive(Debug, Clone)]
pub(super) struct Dose<'m> {
    pub(super) orc: Option<Segment<'m>>,
    pub(super) own: Segment<'m>,
    pub(super) tq1: Option<Segment<'m>>,
    pub(super) rxr: Option<Segment<'m>>,
    obx: Vec<Segment<'m>>,
}

/// What begins with such a segment.
pub(super) fn doses<'m>(told: &Told<'m>, id: &[u8]) -> Vec<Dose<'m>> {
    let mut doses: Vec<Dose<'m>> = Vec::new();
    let (mut orc, mut rxr) = (None, None);
    let mut open = false;
    for segment in told.message.segments() {
        match segment.id() {
            b"ORC" => {
                told.used(segment);
                (orc, rxr, open) = (Some(segment), None, false);
            }
            own if own == id => {
                open = true;
                doses.push(Dose {
                    orc,
                    own: segment,
                    tq1: None,
                    rxr,
                    obx: Vec::new(),
                });
            }
            // Before the dose it is how it was ordered, behind it how it was given.
            b"RXR" => {
                told.used(segment);
                match doses.last_mut().filter(|_| open) {
                    Some(dose) => dose.rxr = Some(segment),
                    None => rxr = Some(segment),
                }
            }
            b"TQ1" if open => {
                told.used(segment);
                if let Some(dose) = doses.last_mut() {
                    dose.tq1 = dose.tq1.or(Some(segment));
                }
            }
            b"OBX" if open => {
                told.used(segment);
                if let Some(dose) = doses.last_mut() {
                    dose.obx.push(segment);
                }
            }
            _ => {}
        }
    }
    doses
}

/// Writes a row of `med_admin` for each RXA.
pub(super) fn write_drugs<'m>(told: &mut Told<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    doses(told, b"RXA")
        .iter()
        .try_for_each(|dose| drug(told, dose, cx))
}

/// Writes a row of `immunization` for each RXA.
pub(super) fn write_vaccines<'m>(
    told: &mut Told<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    doses(told, b"RXA")
        .iter()
        .try_for_each(|dose| vaccine(told, dose, cx))
}

fn drug<'m>(told: &mut Told<'m>, dose: &Dose<'m>, cx: &mut Context<'_>) -> Result<(), WriteError> {
    let rxa = dose.own;
    let mut said = told.take(rxa);
    let what = said.coded(["code", "code_system", "code_text"], 5);
    if what == Coded::default() {
        let fault = said.missing((5, 1), "what was given");
        return told.refuse(rxa, &fault, cx);
    }
    let both = Coded::both(rxa.field(5).first(), told.words);
    let start = said.moment("start_ts", (3, 0));
    let performer = Person::of(rxa.field(10), told.words);
    let sub_id = said.text("", (2, 0));
    let key = |field: usize| told.key_of(dose.orc?.field(field).first(), EI);
    let (placer, filler) = (key(2), key(3));
    let number = |field: usize| told.said(dose.orc?).text("", (field, 1));
    let of = told.encounter.or(told.patient).unwrap_or_default();
    let admin_key = drug_key(
        [of, what.code.unwrap_or_default()],
        [placer, filler, sub_id],
        start,
    );
    let status_code = said.text("status_code", (20, 0));
    let mut row = MedAdmin {
        admin_key: told.words.alloc_str(&admin_key),
        admin_id: number(3).or_else(|| number(2)),
        encounter_key: told.encounter,
        patient_key: told.patient,
        order_key: placer,
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        rxnorm: both.iter().find_map(|coded| coded.within("rxnorm")),
        ndc: both.iter().find_map(|coded| coded.within("ndc")),
        dose_qty: amount(&mut said),
        dose_unit: said.text("dose_unit", (7, 1)),
        rate_qty: said.quantity("rate_qty", (12, 1)),
        lot_number: said.text("lot_number", (15, 0)),
        expiration_date: said.day("expiration_date", (16, 0)),
        manufacturer: said.first("manufacturer", &[(17, 2), (17, 1)]),
        start_ts: start.instant,
        admin_date: start.date,
        end_ts: said.instant("end_ts", (4, 0)),
        status: status(status_code),
        status_code,
        performer_npi: performer.npi,
        performer_id: performer.id,
        location_key: location_key(told, rxa.field(11).first()).or(told.location),
        administration_note: said.first("administration_note", &[(9, 2), (9, 1)]),
        ..MedAdmin::default()
    };
    let (action, entered) = (said.text("", (21, 0)), said.instant("", (22, 0)));
    (row.route, row.site) = route(dose.rxr, &mut said);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(MedAdmin::META, &said);
    row.stated.stated = entered.or(row.stated.stated);
    row.stated.deleted = action == Some("D");
    let unit = cx.place.origin();
    let origin = at(&unit, place(rxa.position()), incomplete);
    cx.out.med_admin().append(&MedAdmin { origin, ..row })?;
    documented(
        told,
        rxa,
        &said,
        drug_given(&row, what),
        (row.stated, entered),
        cx,
    )
}

fn drug_given<'m>(row: &MedAdmin<'m>, what: Coded<'m>) -> ServiceDocumented<'m> {
    ServiceDocumented {
        service_key: row.admin_key,
        source_resource_id: row.admin_id,
        order_key: row.order_key,
        service_kind: Some("medication"),
        code: what.code,
        code_system: what.system,
        code_text: what.text,
        body_site: row.site,
        start_ts: row.start_ts,
        end_ts: row.end_ts,
        service_date: row.admin_date,
        units: row.dose_qty,
        status: row.status,
        status_code: row.status_code,
        location_key: row.location_key,
        ..ServiceDocumented::default()
    }
}

/// What a dose is known by: the orders and its number in them; without orders whose it is, the drug and the time.
pub(super) fn drug_key(
    about: [&str; 2],
    [placer, filler, sub_id]: [Option<&str>; 3],
    start: Moment,
) -> String {
    let number = start.instant.map(|at| at.0.to_string()).unwrap_or_default();
    match (placer, filler) {
        (None, None) => {
            let [of, code] = about;
            join(&["RXA", of, code, &number])
        }
        _ => join(&[
            placer.unwrap_or_default(),
            filler.unwrap_or_default(),
            sub_id.unwrap_or_default(),
            // Senders that count no doses tell them apart by their time.
            if sub_id.is_none_or(|id| id == "0" || id == "1") {
                &number
            } else {
                ""
            },
        ]),
    }
}

/// Writes that something was given, as what may have to be charged, or that it was not.
fn documented<'m>(
    told: &mut Told<'m>,
    rxa: Segment<'m>,
    said: &Said<'m>,
    row: ServiceDocumented<'m>,
    (stated, entered): (Statement<'m>, Option<Micros>),
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let performer = Person::of(rxa.field(10), told.words);
    let ordinal = told.statement(ServiceDocumented::META, said).ordinal;
    let unit = cx.place.origin();
    cx.out.service_documented().append(&ServiceDocumented {
        origin: at(&unit, place(rxa.position()), false),
        stated: Statement { ordinal, ..stated },
        documented_ts: entered,
        service_key: told
            .words
            .alloc_str(&service_key::of(Act::Dose, row.service_key)),
        source_resource: "RXA",
        status: match row.status {
            Some("refused") => Some("not_done"),
            status => status,
        },
        encounter_key: told.encounter,
        patient_key: told.patient,
        performer_npi: performer.npi,
        performer_id: performer.id,
        performer_name: performer.name(told.words),
        ..row
    })
}

fn vaccine<'m>(
    told: &mut Told<'m>,
    dose: &Dose<'m>,
    cx: &mut Context<'_>,
) -> Result<(), WriteError> {
    let rxa = dose.own;
    let mut said = told.take(rxa);
    let what = said.coded(["cvx", "cpt", "code_text"], 5);
    if what == Coded::default() {
        let fault = said.missing((5, 1), "a vaccine");
        return told.refuse(rxa, &fault, cx);
    }
    let both = Coded::both(rxa.field(5).first(), told.words);
    let given = said.moment("admin_ts", (3, 0));
    let performer = Person::of(rxa.field(10), told.words);
    let status_code = said.text("status_code", (20, 0));
    let lot_number = said.text("lot_number", (15, 0));
    let source = said.text("information_source", (9, 1));
    let of = |system| both.iter().find_map(|coded| coded.within(system));
    let id = dose
        .orc
        .and_then(|orc| told.key_of(orc.field(3).first(), EI));
    let parts = [what.code, lot_number];
    let key = id.unwrap_or_else(|| vaccine_key(told, parts, given));
    let mut row = Immunization {
        immunization_key: key,
        immunization_id: dose.orc.and_then(|orc| told.said(orc).text("", (3, 1))),
        encounter_key: told.encounter,
        patient_key: told.patient,
        // Registries send codes without their system.
        cvx: of("cvx").or(what.code.filter(|_| what.system.is_none())),
        cpt: of("cpt"),
        ndc: of("ndc").or_else(|| ndc_of(told, &both)),
        code_text: what.text,
        dose_qty: amount(&mut said),
        dose_unit: said.text("dose_unit", (7, 1)),
        lot_number,
        expiration_date: said.day("expiration_date", (16, 0)),
        manufacturer: said.first("manufacturer", &[(17, 2), (17, 1)]),
        information_source: source,
        // CDC guide 2.5.1 1.5, NIP001: 00 is a new record, the others are told of the past.
        primary_source: source.map(|source| source == "00"),
        admin_ts: given.instant,
        admin_date: given.date,
        status: status(status_code),
        status_code,
        refusal_reason: said.first("refusal_reason", &[(18, 1), (18, 2)]),
        performer_npi: performer.npi,
        performer_id: performer.id,
        location_key: location_key(told, rxa.field(11).first()).or(told.location),
        ..Immunization::default()
    };
    let (action, entered) = (said.text("", (21, 0)), said.instant("", (22, 0)));
    (row.route, row.site) = route(dose.rxr, &mut said);
    observed(told, dose, &mut row);
    let incomplete = said.note(cx)?;
    row.stated = told.statement(Immunization::META, &said);
    row.stated.stated = entered.or(row.stated.stated);
    row.stated.deleted = action == Some("D");
    let unit = cx.place.origin();
    let origin = at(&unit, place(rxa.position()), incomplete);
    cx.out
        .immunization()
        .append(&Immunization { origin, ..row })?;
    let mut given = vaccine_given(&row, what);
    given.order_key = dose
        .orc
        .and_then(|orc| told.key_of(orc.field(2).first(), EI));
    documented(told, rxa, &said, given, (row.stated, entered), cx)
}

fn vaccine_given<'m>(row: &Immunization<'m>, what: Coded<'m>) -> ServiceDocumented<'m> {
    ServiceDocumented {
        service_key: row.immunization_key,
        source_resource_id: row.immunization_id,
        service_kind: Some("immunization"),
        // The procedure of giving it, where one is told, is what is charged.
        code: row.cpt.or(row.cvx).or(what.code),
        code_system: (row.cpt.map(|_| "cpt"))
            .or(row.cvx.map(|_| "cvx"))
            .or(what.system),
        code_text: what.text,
        body_site: row.site,
        start_ts: row.admin_ts,
        service_date: row.admin_date,
        status: row.status,
        status_code: row.status_code,
        location_key: row.location_key,
        // Whoever else gave it charged for it.
        is_history: row.primary_source == Some(false),
        ..ServiceDocumented::default()
    }
}

/// What a dose without a number is known by.
fn vaccine_key<'m>(
    told: &Told<'m>,
    [code, lot_number]: [Option<&str>; 2],
    given: Moment,
) -> &'m str {
    let day = given.date.map(|day| day.to_string()).unwrap_or_default();
    let parts = [
        "RXA",
        told.patient.unwrap_or_default(),
        code.unwrap_or_default(),
        &day,
        lot_number.unwrap_or_default(),
    ];
    told.words.alloc_str(&join(&parts))
}

/// A code in NDC's form under another system's name.
fn ndc_of<'m>(told: &Told<'m>, both: &[Coded<'m>; 2]) -> Option<&'m str> {
    let code = both
        .iter()
        .find(|coded| coded.system == Some("NDC11"))?
        .code?;
    Some(told.words.alloc_str(&ndc::normalise(code)?))
}

/// What the OBX of a vaccine say (CDC guide 2.5.1 1.5): who paid, who was eligible, which antigens.
fn observed<'m>(told: &Told<'m>, dose: &Dose<'m>, row: &mut Immunization<'m>) {
    let mut antigens = 0;
    for obx in &dose.obx {
        let part = |field: usize| {
            words(
                told.words,
                obx.field(field).component(1).subcomponent(1).text(),
            )
        };
        match part(3) {
            Some("64994-7") => row.funding_eligibility = part(5),
            Some("30963-3") => row.funding_source = part(5),
            Some("30956-7" | "38890-0") if obx.field(5).state() == State::Present => antigens += 1,
            _ => {}
        }
    }
    row.component_count = Some(antigens).filter(|antigens| *antigens > 0);
}

/// RXR: how and where it is given.
pub(super) fn route<'m>(
    rxr: Option<Segment<'m>>,
    said: &mut Said<'m>,
) -> (Option<&'m str>, Option<&'m str>) {
    let Some(rxr) = rxr else {
        return (None, None);
    };
    let said = said.of(rxr);
    (
        said.text("route", (1, 1)).map(crate::route::name),
        said.text("site", (2, 1)),
    )
}

/// RXA-6; 999 says that it is not known (CDC guide 2.5.1 1.5).
fn amount(said: &mut Said<'_>) -> Option<domain::Quantity> {
    match said.text("", (6, 0)) {
        Some("999") => None,
        _ => said.quantity("dose_qty", (6, 0)),
    }
}

/// HL7 table 0322; without a word it was given.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code {
        None | Some("CP") => "completed",
        Some("PA") => "partial",
        Some("RE") => "refused",
        Some("NA") => "not_done",
        Some(_) => "unknown",
    })
}
