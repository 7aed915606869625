//! Observation, with its components.

use fhir::datatype::{CodeableConcept, Decimal, FhirDateTime, Flag, List, Period, Quantity, Text};
use fhir::resource::Observation as Resource;
use fhir::resource::observation::Component;
use tables::{Observation, Table};

use super::coded::{ANY, RESULTS, any};
use super::order;
use super::told::{Done, Found, Told, number, text};
use super::value::{units, written};
use crate::context::{Context, at, int};

/// Writes a row for what it says itself, and for each component. One that only groups others has one as well: it is
/// what the others belong to.
pub(super) fn write(found: &Found<'_>, cx: &mut Context<'_>) -> Done {
    let it: Resource<'_> = found.read()?;
    let told = &mut Told::new(found);
    told.about(it.subject.as_ref(), it.encounter.as_ref());
    told.stated_by("issued", it.issued.as_ref());
    let at = it
        .effective_date_time
        .as_ref()
        .or(it.effective_instant.as_ref());
    told.stated_by("effective[x]", at);
    let (effective, _) = told.span("effective[x]", at, it.effective_period.as_ref());
    let status_code = told.status(it.status.as_ref());
    let shared = Observation {
        observation_id: it
            .identifier
            .iter()
            .find_map(|it| number(it))
            .map(|(value, _)| value)
            .or(told.id),
        encounter_key: told.encounter.key,
        patient_key: told.patient.key,
        order_key: told.first_link(&it.based_on).either(),
        filler_order_number: order::filler_of(told, &it.based_on),
        status: status(status_code),
        status_code,
        observation_kind: Some(kind(&it.category)),
        effective_ts: effective.instant,
        effective_date: effective.date,
        issued_ts: told.instant("issued", it.issued.as_ref()),
        performer_npi: told.first_person(&it.performer).npi,
        ..Observation::default()
    };
    let value = Value {
        quantity: it.value_quantity.as_ref(),
        concept: it.value_codeable_concept.as_ref(),
        string: it.value_string.as_ref(),
        flag: it.value_boolean,
        integer: it.value_integer.as_ref(),
        time: it.value_date_time.as_ref(),
        period: it.value_period.as_ref(),
        absent: it.data_absent_reason.as_ref(),
    };
    let row = of(told, shared, it.code.as_ref(), &value, &it.interpretation);
    append(told, row, cx)?;
    for (number, component) in it.component.iter().enumerate() {
        let sub_id = told.words.alloc_str(&int(number + 1).to_string());
        let shared = Observation {
            sub_id: Some(sub_id),
            ..shared
        };
        let row = of(
            told,
            shared,
            component.code.as_ref(),
            &Value::of(component),
            &component.interpretation,
        );
        append(told, row, cx)?;
    }
    Ok(())
}

/// value[x].
#[derive(Debug, Clone, Copy)]
struct Value<'m> {
    quantity: Option<&'m Quantity<'m>>,
    concept: Option<&'m CodeableConcept<'m>>,
    string: Option<&'m Text<'m>>,
    flag: Flag,
    integer: Option<&'m Decimal<'m>>,
    time: Option<&'m FhirDateTime<'m>>,
    period: Option<&'m Period<'m>>,
    absent: Option<&'m CodeableConcept<'m>>,
}

impl<'m> Value<'m> {
    fn of(it: &'m Component<'m>) -> Value<'m> {
        Value {
            quantity: it.value_quantity.as_ref(),
            concept: it.value_codeable_concept.as_ref(),
            string: it.value_string.as_ref(),
            flag: it.value_boolean,
            integer: it.value_integer.as_ref(),
            time: it.value_date_time.as_ref(),
            period: it.value_period.as_ref(),
            absent: it.data_absent_reason.as_ref(),
        }
    }
}

fn of<'m>(
    told: &Told<'m>,
    mut row: Observation<'m>,
    code: Option<&'m CodeableConcept<'m>>,
    value: &Value<'m>,
    interpretation: &'m List<CodeableConcept<'m>>,
) -> Observation<'m> {
    let coded = told.coded(code, RESULTS);
    (row.code, row.code_system, row.code_text) = (coded.code, coded.system, coded.text);
    row.interpretation = told.first_code(interpretation);
    let number = value
        .quantity
        .and_then(|it| written(it.value.as_ref()))
        .or_else(|| written(value.integer));
    row.value_num = exact(value.quantity, number);
    row.unit = value
        .quantity
        .and_then(|it| text(it.code.as_ref()).or_else(|| text(it.unit.as_ref())));
    let concept = told.coded(value.concept, ANY);
    row.value_code = concept.code;
    let alloc = |text: String| Some(&*told.words.alloc_str(&text));
    (row.value_type, row.value_text) = match value {
        Value {
            quantity: Some(it), ..
        } => {
            let comparator = text(it.comparator.as_ref()).unwrap_or_default();
            (
                Some("quantity"),
                number.and_then(|number| alloc(format!("{comparator}{number}"))),
            )
        }
        Value {
            concept: Some(_), ..
        } => (Some("code"), concept.text.or(concept.code)),
        Value {
            string: Some(it), ..
        } => (
            Some("string"),
            text(Some(it)).filter(|it| it.len() <= LONGEST),
        ),
        Value {
            integer: Some(_), ..
        } => (Some("integer"), number),
        Value { time: Some(it), .. } => (Some("dateTime"), Some(it.as_str())),
        Value {
            period: Some(it), ..
        } => {
            let part = |at: &Option<FhirDateTime<'_>>| {
                at.as_ref()
                    .map(|at| at.as_str().to_owned())
                    .unwrap_or_default()
            };
            (
                Some("period"),
                alloc(format!("{}/{}", part(&it.start), part(&it.end))),
            )
        }
        Value { flag, .. } if flag.get().is_some() => {
            let words = if flag.is_true() { "true" } else { "false" };
            (Some("boolean"), Some(words))
        }
        Value {
            absent: Some(_), ..
        } => {
            let why = told.coded(value.absent, ANY);
            row.value_code = why.code;
            (Some("absent"), why.text.or(why.code))
        }
        _ => (None, None),
    };
    row
}

/// A number as a column takes it: what is only more or less than it is none.
fn exact(measured: Option<&Quantity<'_>>, number: Option<&str>) -> Option<domain::Quantity> {
    let comparator = measured.and_then(|it| text(it.comparator.as_ref()));
    match comparator {
        Some(_) => None,
        None => units(number?).ok(),
    }
}

/// Longest text that is kept, in bytes: what is longer is a document.
const LONGEST: usize = 2_000;

fn append<'m>(told: &mut Told<'m>, mut row: Observation<'m>, cx: &mut Context<'_>) -> Done {
    let incomplete = told.note(cx)?;
    row.stated = told.statement(Observation::META);
    let unit = cx.place.origin();
    let origin = at(&unit, told.found.position, incomplete);
    cx.out
        .observation()
        .append(&Observation { origin, ..row })?;
    Ok(())
}

/// Code system observation-category.
fn kind(category: &List<CodeableConcept<'_>>) -> &'static str {
    let codes = [
        ("laboratory", "lab"),
        ("vital-signs", "vital_sign"),
        ("social-history", "social_history"),
        ("device", "device"),
    ];
    let found = codes.iter().find(|(code, _)| any(category, &[code]));
    found.map_or("other", |(_, kind)| kind)
}

/// Value set observation-status.
fn status(code: Option<&str>) -> Option<&'static str> {
    Some(match code? {
        "final" => "final",
        "amended" | "corrected" | "appended" => "corrected",
        "preliminary" => "preliminary",
        "registered" | "specimen-in-process" => "registered",
        "cancelled" => "cancelled",
        "entered-in-error" => "entered_in_error",
        _ => "unknown",
    })
}
