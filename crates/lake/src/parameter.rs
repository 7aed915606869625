//! What statements of ours are asked with, by `$name`.

use arrow::datatypes::DataType;
use datafusion::scalar::ScalarValue;
use domain::date;
use jiff::civil::Date;

/// One value.
pub type Parameter = ScalarValue;

/// Days, for `array_has($name, …)`.
#[must_use]
pub fn days(days: impl IntoIterator<Item = Date>) -> Parameter {
    let days = days.into_iter();
    let days = days.map(|day| ScalarValue::Date32(Some(date::days(day))));
    let days: Vec<ScalarValue> = days.collect();
    ScalarValue::List(ScalarValue::new_list_nullable(&days, &DataType::Date32))
}
