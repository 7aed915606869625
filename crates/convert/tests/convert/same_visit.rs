//! One patient with one visit, told in HL7 v2, in FHIR and in C-CDA: the same rows, but for where they are from.
//!
//! Messages tell of a thing again and again, a resource once, a document beside others. So what is compared is what
//! holds: of all statements about one thing, the last that says something for each column.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::util::display::{ArrayFormatter, FormatOptions};

use crate::memory::{Converted, convert};
use crate::render::batches;
use crate::same_visit_reasons::{BY_THE_STANDARD, Exception, ORIGIN, TABLES_OF_ORIGIN};

const HL7: &[u8] = include_bytes!("../golden/same_visit_messages.hl7");
const BUNDLE: &str = include_str!("../golden/same_visit_bundle.json");
const CCD: &[u8] = include_bytes!("../golden/same_visit_ccd.xml");
const DISCHARGE: &[u8] = include_bytes!("../golden/same_visit_discharge.xml");

/// By which columns rows of a table are about the same thing. They are keys where every format numbers the thing.
const KEYS: &[(&str, &[&str])] = &[
    ("patient", &["patient_key"]),
    ("coverage", &["patient_key", "cob_order"]),
    ("provider", &["provider_key"]),
    ("location", &["location_key"]),
    ("appointment", &["appointment_key"]),
    ("encounter", &["encounter_key"]),
    ("diagnosis", &["encounter_key", "diagnosis_id"]),
    ("clinical_order", &["order_key"]),
    // Their keys are columns to be compared.
    ("service_documented", &["patient_key", "code", "start_ts"]),
    ("med_admin", &["patient_key", "code", "start_ts"]),
    ("immunization", &["patient_key", "cvx", "admin_date"]),
    ("observation", &["patient_key", "code", "effective_ts"]),
    ("clinical_note", &["note_key"]),
    ("charge", &["charge_key"]),
];

/// What a later statement does not put in the place of an earlier one: FHIR tells of a diagnosis in two resources, and
/// the Condition knows no more than that it is one of the visit.
const WEAK: &[(&str, &str)] = &[("dx_type", "encounter")];

/// Column to value; what is null is not there.
type Row = BTreeMap<String, String>;
/// Table and key to what holds.
type Holds = BTreeMap<(&'static str, String), Row>;

/// What holds by these files of one format.
fn holds(files: &[&[u8]]) -> Holds {
    let mut all: Vec<(&'static str, Row)> = Vec::new();
    for file in files {
        let converted = convert(file);
        check_whole(&converted);
        for table in tables::ALL {
            if TABLES_OF_ORIGIN.iter().any(|(name, _)| *name == table.name) {
                continue;
            }
            for batch in batches(&converted.memory, table.name) {
                let schema = batch.schema();
                let names = schema.fields().iter().map(|field| field.name().as_str());
                let columns: Vec<_> = names.zip(batch.columns()).collect();
                all.extend((0..batch.num_rows()).map(|at| (table.name, row(&columns, at))));
            }
        }
    }
    // Sorting is stable: statements of one time are in the order of the files.
    all.sort_by(|(_, one), (_, two)| one.get("stated_ts").cmp(&two.get("stated_ts")));
    let mut holds = Holds::new();
    for (table, row) in all {
        let held = holds.entry((table, key(table, &row))).or_default();
        for (column, value) in row {
            let is_weak = WEAK.contains(&(column.as_str(), value.as_str()));
            if !(is_weak && held.contains_key(&column)) {
                held.insert(column, value);
            }
        }
    }
    for row in holds.values_mut() {
        row.retain(|column, _| !ORIGIN.iter().any(|(name, _)| name == column));
    }
    holds
}

/// Nothing was refused or could not be taken.
fn check_whole(converted: &Converted) {
    assert_eq!(converted.report.records.rejected, 0);
    for table in ["reject", "dq_issue"] {
        assert!(batches(&converted.memory, table).is_empty(), "{table}");
    }
}

fn row(columns: &[(&str, &ArrayRef)], at: usize) -> Row {
    let mut row = Row::new();
    for (name, column) in columns.iter().filter(|(_, column)| column.is_valid(at)) {
        match column.as_list_opt::<i32>() {
            Some(list) => {
                let items = list.value(at);
                let items = items.as_struct();
                for (field, values) in items.column_names().into_iter().zip(items.columns()) {
                    // Formats have them in another order.
                    let values: BTreeSet<String> = (0..items.len())
                        .filter_map(|item| text(values, item))
                        .collect();
                    let values: Vec<String> = values.into_iter().collect();
                    if !values.is_empty() {
                        row.insert(format!("{name}.{field}"), values.join(", "));
                    }
                }
            }
            None => {
                row.extend(text(column, at).map(|text| ((*name).to_owned(), text)));
            }
        }
    }
    row
}

fn text(column: &ArrayRef, at: usize) -> Option<String> {
    let formatter = ArrayFormatter::try_new(column, &FormatOptions::default()).unwrap();
    column.is_valid(at).then(|| formatter.value(at).to_string())
}

fn key(table: &str, row: &Row) -> String {
    let found = KEYS.iter().find(|(name, _)| *name == table);
    let (_, columns) = found.unwrap_or_else(|| unreachable!("rows of {table} have no key here"));
    let parts = columns
        .iter()
        .map(|column| row.get(*column).map_or("-", String::as_str));
    parts.collect::<Vec<_>>().join(" ")
}

/// What each format says, by its name.
fn formats() -> [(&'static str, Holds); 3] {
    [
        ("hl7v2", holds(&[HL7])),
        ("fhir", holds(&[BUNDLE.as_bytes()])),
        ("ccda", holds(&[CCD, DISCHARGE])),
    ]
}

/// The exceptions that hold for a place.
fn exception(format: &str, table: &str, key: &str, column: &str) -> Option<&'static Exception> {
    BY_THE_STANDARD.iter().find(|it| {
        it.format == format && it.table == table && it.column == column && key.contains(it.key)
    })
}

#[test]
fn the_same_visit_is_the_same_rows_in_every_format() {
    let formats = formats();
    let mut said = String::new();
    let mut needed: Vec<&Exception> = Vec::new();
    let places: BTreeSet<_> = formats.iter().flat_map(|(_, holds)| holds.keys()).collect();
    for place @ (table, key) in places {
        let mut rows = Vec::new();
        for (format, holds) in &formats {
            match (holds.get(place), exception(format, table, key, "*")) {
                (Some(row), _) => rows.push((*format, row)),
                (None, Some(known)) => needed.push(known),
                (None, None) => writeln!(said, "{table} {key}: {format} has no row").unwrap(),
            }
        }
        let columns: BTreeSet<_> = rows.iter().flat_map(|(_, row)| row.keys()).collect();
        for column in columns {
            let values = rows.iter().map(|(format, row)| (*format, row.get(column)));
            let values: Vec<_> = values.collect();
            let (known, free): (Vec<_>, Vec<_>) = values
                .iter()
                .partition(|(format, _)| exception(format, table, key, column).is_some());
            let agreed = free.first().map(|(_, value)| *value);
            if free.iter().any(|(_, value)| Some(*value) != agreed) {
                write!(said, "{table} {key} {column}:").unwrap();
                for (format, value) in &values {
                    write!(said, " {format}={}", value.map_or("-", String::as_str)).unwrap();
                }
                said.push('\n');
            }
            let differing = known.iter().filter(|(_, value)| Some(*value) != agreed);
            needed.extend(differing.filter_map(|(it, _)| exception(it, table, key, column)));
        }
    }
    for it in BY_THE_STANDARD {
        if !needed.iter().any(|one| std::ptr::eq(*one, it)) {
            let Exception {
                format,
                table,
                key,
                column,
                ..
            } = it;
            writeln!(said, "not needed any more: {format} {table} {key} {column}").unwrap();
        }
    }
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn a_bundle_and_its_resources_line_by_line_are_the_same_rows() {
    let bundle: serde_json::Value = serde_json::from_str(BUNDLE).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    let mut lines: Vec<String> = entries
        .iter()
        .map(|it| it["resource"].to_string())
        .collect();
    // A bulk export has its resources by type.
    lines.sort();
    let lines = holds(&[lines.join("\n").as_bytes()]);
    assert_eq!(lines, holds(&[BUNDLE.as_bytes()]));
}

/// The Bundle as a client sends it to be stored: resources refer to each other by urn.
fn transaction() -> String {
    let mut bundle: serde_json::Value = serde_json::from_str(BUNDLE).unwrap();
    bundle["type"] = "transaction".into();
    let mut names = Vec::new();
    for (at, entry) in bundle["entry"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .enumerate()
    {
        let of = |name: &str| entry["resource"][name].as_str().unwrap().to_owned();
        let (kind, id) = (of("resourceType"), of("id"));
        let urn = format!("urn:uuid:0f3b8c1e-0000-4000-8000-{at:012}");
        entry["fullUrl"] = urn.as_str().into();
        entry["request"]["method"] = "POST".into();
        entry["request"]["url"] = kind.as_str().into();
        names.push((
            format!("\"reference\":\"{kind}/{id}\""),
            format!("\"reference\":\"{urn}\""),
        ));
    }
    let text = bundle.to_string();
    names
        .iter()
        .fold(text, |text, (own, urn)| text.replace(own, urn))
}

#[test]
fn a_transaction_whose_resources_refer_by_urn_is_the_same_rows() {
    let transaction = transaction();
    assert!(!transaction.contains("\"reference\":\"Patient/"));
    assert_eq!(
        holds(&[transaction.as_bytes()]),
        holds(&[BUNDLE.as_bytes()])
    );
}

#[test]
fn every_exception_is_of_a_format_and_has_a_reason() {
    for it in BY_THE_STANDARD {
        assert!(
            ["hl7v2", "fhir", "ccda"].contains(&it.format),
            "{}",
            it.format
        );
        assert!(
            KEYS.iter().any(|(name, _)| *name == it.table),
            "{}",
            it.table
        );
        assert!(it.reason.len() > 10, "{} {}", it.table, it.column);
    }
}
