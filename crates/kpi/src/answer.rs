//! An answer: exact sums at the dimensions that were asked for, one division each.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Decimal128Type, Int64Type};
use datafusion::scalar::ScalarValue;
use jiff::civil::Date;
use lake::Session;
use serde::{Serialize, Serializer};

use crate::catalogue::{DATA_THROUGH, Kpi, Unit};
use crate::error::{Error, Result};
use crate::ratio;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// First day.
    pub from: Date,
    /// First day after.
    pub to: Date,
    /// Dimensions, of those that the KPI has.
    pub by: Vec<String>,
}

/// What is answered. Serialised, it is the documented shape of `kpi --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The KPI's id.
    pub kpi: String,
    /// First day.
    #[serde(serialize_with = "iso")]
    pub from: Date,
    /// First day after.
    #[serde(serialize_with = "iso")]
    pub to: Date,
    /// The last day that each feed's data reach.
    pub data_through: BTreeMap<String, Option<String>>,
    /// What of the period is not counted, by reason: claims, payments, whatever the KPI counts.
    pub left_out: BTreeMap<String, u64>,
    /// One row a measure and combination of dimensions.
    pub rows: Vec<Row>,
}

/// One measure at one combination of dimensions. Numbers are decimal strings: exact, and never rounded
/// by whoever reads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Dimension to value; null where the data have none.
    pub dimensions: BTreeMap<String, Option<String>>,
    /// Which of the KPI's measures.
    pub measure: String,
    /// A count, or dollars with two decimals; of days, their sum.
    pub numerator: String,
    /// Of what, in the same unit; of days, how many things took them.
    pub denominator: String,
    /// Their quotient with six decimals, of days the median; null where the denominator is 0.
    pub value: Option<String>,
    /// measured, estimated, config.
    pub basis: String,
}

fn iso<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

/// Sums of hundredths.
#[derive(Debug, Clone, Default)]
struct Sums {
    numerator: i128,
    denominator: i128,
    /// Of a measure in days: how many things took so long.
    days: BTreeMap<i128, i128>,
    basis: String,
}

type Dimensions = Vec<Option<String>>;

/// Answers `kpi` over what `session` sees.
///
/// # Errors
/// [`Error::Request`] for a dimension that the KPI has not, or a period that ends before it begins.
pub async fn answer(session: &Session, kpi: &Kpi, request: &Request) -> Result<Answer> {
    if request.to <= request.from {
        let (from, to) = (request.from, request.to);
        return Err(Error::Request(format!(
            "expected a period that ends after {from}, but found {to}"
        )));
    }
    for dimension in &request.by {
        if !kpi.dimensions.contains(dimension) {
            let known = kpi.dimensions.join(", ");
            let what = format!(
                "expected one of {known} to break {} down by, but found another",
                kpi.id
            );
            return Err(Error::Request(what));
        }
    }
    let batches = run(session, kpi.sql, request).await?;
    Ok(Answer {
        kpi: kpi.id.clone(),
        from: request.from,
        to: request.to,
        data_through: data_through(session, request).await?,
        left_out: left_out(session, kpi, request).await?,
        rows: rows(kpi, &request.by, &batches)?,
    })
}

async fn run(session: &Session, sql: &str, request: &Request) -> Result<Vec<RecordBatch>> {
    let day = |date: Date| ScalarValue::Date32(Some(domain::date::days(date)));
    let parameters = vec![
        ("from", day(request.from)),
        ("to", day(request.to)),
        (
            "include_test",
            ScalarValue::Boolean(Some(session.options().include_test)),
        ),
    ];
    let frame = session.query(sql, parameters).await?;
    Ok(session.answer(frame).await?.collect().await?)
}

async fn left_out(
    session: &Session,
    kpi: &Kpi,
    request: &Request,
) -> Result<BTreeMap<String, u64>> {
    let mut found = BTreeMap::new();
    for batch in run(session, kpi.left_out.query(), request).await? {
        let left_out = column(&batch, "left_out")?
            .as_primitive::<Int64Type>()
            .clone();
        for row in 0..batch.num_rows() {
            let reason = text(&batch, "reason", row)?.unwrap_or_default();
            found.insert(
                reason,
                u64::try_from(left_out.value(row)).unwrap_or_default(),
            );
        }
    }
    Ok(found)
}

async fn data_through(
    session: &Session,
    request: &Request,
) -> Result<BTreeMap<String, Option<String>>> {
    let mut found = BTreeMap::new();
    for batch in run(session, DATA_THROUGH, request).await? {
        for row in 0..batch.num_rows() {
            let feed = text(&batch, "feed", row)?.unwrap_or_default();
            found.insert(feed, text(&batch, "through", row)?);
        }
    }
    Ok(found)
}

/// Adds up to the dimensions asked for. A row without the dimensions that a KPI always has is a total:
/// it gives a denominator and is no row of the answer.
fn rows(kpi: &Kpi, by: &[String], batches: &[RecordBatch]) -> Result<Vec<Row>> {
    let mut sums: BTreeMap<(Dimensions, Dimensions, usize), Sums> = BTreeMap::new();
    let mut totals: BTreeMap<(Dimensions, usize), i128> = BTreeMap::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let asked = values(batch, by, row)?;
            let always = values(batch, &kpi.always, row)?;
            let measure = text(batch, "measure", row)?.unwrap_or_default();
            let at = kpi.measures.iter().position(|(name, _)| *name == measure);
            let at = at.ok_or_else(|| broken(kpi, "expected a measure of its definition"))?;
            let numerator = decimal(batch, "numerator", row)?;
            let denominator = decimal(batch, "denominator", row)?;
            if !kpi.always.is_empty() && always.iter().all(Option::is_none) {
                *totals.entry((asked, at)).or_default() += denominator;
                continue;
            }
            let sum = sums.entry((asked, always, at)).or_default();
            if kpi
                .measures
                .get(at)
                .is_some_and(|(_, unit)| *unit == Unit::Days)
            {
                *sum.days.entry(numerator).or_default() += denominator / 100;
                sum.numerator += numerator * denominator / 100;
            } else {
                sum.numerator += numerator;
            }
            sum.denominator += denominator;
            sum.basis = text(batch, "basis", row)?.unwrap_or_default();
        }
    }
    for ((asked, _, at), sum) in &mut sums {
        if let Some(total) = totals.get(&(asked.clone(), *at)) {
            sum.denominator = *total;
        }
    }
    if by.is_empty() && kpi.always.is_empty() {
        for at in 0..kpi.measures.len() {
            let nothing = Sums {
                basis: "measured".to_owned(),
                ..Sums::default()
            };
            sums.entry((vec![], vec![], at)).or_insert(nothing);
        }
    }
    Ok(ordered(kpi, sums)
        .into_iter()
        .filter_map(|(key, sum)| row(kpi, by, &key, &sum))
        .collect())
}

type Summed = ((Dimensions, Dimensions, usize), Sums);

/// By the dimensions asked for; within them by the KPI's leading measure, greatest first, where it has
/// one; then by what it always has; measures in their order.
fn ordered(kpi: &Kpi, sums: BTreeMap<(Dimensions, Dimensions, usize), Sums>) -> Vec<Summed> {
    let leads = kpi
        .measures
        .iter()
        .position(|(name, _)| Some(name) == kpi.order.as_ref());
    let weight = |asked: &Dimensions, always: &Dimensions| {
        let sum = leads.and_then(|at| sums.get(&(asked.clone(), always.clone(), at)));
        -sum.map_or(0, |sum| sum.numerator)
    };
    let mut all: Vec<_> = sums
        .iter()
        .map(|(key, sum)| (weight(&key.0, &key.1), key.clone(), sum.clone()))
        .collect();
    all.sort_by(
        |(a, (by_a, always_a, at_a), _), (b, (by_b, always_b, at_b), _)| {
            (by_a, a, always_a, at_a).cmp(&(by_b, b, always_b, at_b))
        },
    );
    all.into_iter().map(|(_, key, sum)| (key, sum)).collect()
}

fn row(kpi: &Kpi, by: &[String], key: &(Dimensions, Dimensions, usize), sum: &Sums) -> Option<Row> {
    let (asked, always, at) = key;
    let (measure, unit) = kpi.measures.get(*at)?;
    let names = kpi.always.iter().chain(by);
    let dimensions = names
        .cloned()
        .zip(always.iter().chain(asked).cloned())
        .collect();
    let dollars = *unit == Unit::Dollars;
    Some(Row {
        dimensions,
        measure: measure.clone(),
        numerator: ratio::write(sum.numerator, dollars),
        denominator: ratio::write(sum.denominator, dollars),
        value: match unit {
            Unit::Days => ratio::median(&sum.days),
            Unit::Count | Unit::Dollars => ratio::divide(sum.numerator, sum.denominator),
        },
        basis: sum.basis.clone(),
    })
}

fn broken(kpi: &Kpi, what: &str) -> Error {
    Error::Broken {
        kpi: kpi.id.clone(),
        what: what.to_owned(),
    }
}

fn values(batch: &RecordBatch, names: &[String], row: usize) -> Result<Dimensions> {
    names.iter().map(|name| text(batch, name, row)).collect()
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a dyn Array> {
    let found = batch.column_by_name(name).map(AsRef::as_ref);
    found.ok_or_else(|| Error::Request(format!("expected a column {name}, but found none")))
}

/// A value as text; a month as `2026-03`.
fn text(batch: &RecordBatch, name: &str, row: usize) -> Result<Option<String>> {
    let column = column(batch, name)?;
    if column.is_null(row) {
        return Ok(None);
    }
    Ok(match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).to_owned()),
        DataType::Utf8View => Some(column.as_string_view().value(row).to_owned()),
        DataType::Date32 => {
            let day = column.as_primitive::<Date32Type>().value_as_date(row);
            let day = day.map(|day| day.to_string());
            match name {
                "month" => day.map(|day| day.chars().take(7).collect()),
                _ => day,
            }
        }
        _ => None,
    })
}

/// Hundredths; null is nothing.
fn decimal(batch: &RecordBatch, name: &str, row: usize) -> Result<i128> {
    let column = column(batch, name)?;
    match column.as_primitive_opt::<Decimal128Type>() {
        Some(values) if values.scale() == 2 && values.is_valid(row) => Ok(values.value(row)),
        Some(values) if values.scale() == 2 => Ok(0),
        _ => Err(Error::Request(format!(
            "expected {name} to be a decimal of scale 2"
        ))),
    }
}

/// The first and the following month's first day of `CCYY-MM`.
///
/// # Errors
/// [`Error::Request`] for anything else.
pub fn month(text: &str) -> Result<(Date, Date)> {
    let wrong = || Error::Request("expected a month as CCYY-MM, but found another text".to_owned());
    let from = Date::from_str(&format!("{text}-01")).map_err(|_| wrong())?;
    if text.len() != 7 {
        return Err(wrong());
    }
    let to = from
        .checked_add(jiff::Span::new().months(1))
        .map_err(|_| wrong())?;
    Ok((from, to))
}
