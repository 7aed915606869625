//! Small rows of stored tables, made without Parquet.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Decimal128Array, Int32Array, RecordBatch, StringArray, new_null_array,
};
use arrow::datatypes::{Field, Schema};

/// A table's rows from some of its columns; the others are null.
pub(crate) fn table(name: &str, given: Vec<(&str, ArrayRef)>) -> (String, Vec<RecordBatch>) {
    let meta = tables::ALL.iter().find(|meta| meta.name == name).unwrap();
    let fields: Vec<Field> = meta
        .schema()
        .fields()
        .iter()
        .map(|f| f.as_ref().clone().with_nullable(true))
        .collect();
    let rows = given.first().map_or(0, |(_, values)| values.len());
    for (column, _) in &given {
        assert!(fields.iter().any(|f| f.name() == column), "{name}.{column}");
    }
    let columns =
        fields.iter().map(
            |field| match given.iter().find(|(column, _)| field.name() == column) {
                Some((_, values)) => arrow::compute::cast(values, field.data_type()).unwrap(),
                None => new_null_array(field.data_type(), rows),
            },
        );
    let columns = columns.collect();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
    (name.to_owned(), vec![batch])
}

pub(crate) fn text<S: AsRef<str>>(values: impl IntoIterator<Item = S>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

pub(crate) fn maybe(values: impl IntoIterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(Int32Array::from_iter(values))
}

pub(crate) fn cents(values: impl IntoIterator<Item = i64>) -> ArrayRef {
    let values = Decimal128Array::from_iter_values(values.into_iter().map(i128::from));
    Arc::new(values.with_precision_and_scale(18, 2).unwrap())
}

pub(crate) fn ints(values: impl IntoIterator<Item = i32>) -> ArrayRef {
    Arc::new(Int32Array::from_iter_values(values))
}

pub(crate) fn flags(values: impl IntoIterator<Item = bool>) -> ArrayRef {
    Arc::new(BooleanArray::from_iter(values.into_iter().map(Some)))
}

/// A result as lines of words, for comparisons that can be read.
pub(crate) fn lines(batches: &[RecordBatch]) -> Vec<String> {
    use arrow::util::display::{ArrayFormatter, FormatOptions};
    let options = FormatOptions::default().with_null("-");
    let mut lines = vec![];
    for batch in batches {
        let columns: Vec<_> = batch
            .columns()
            .iter()
            .map(|c| ArrayFormatter::try_new(c, &options).unwrap())
            .collect();
        for row in 0..batch.num_rows() {
            let values: Vec<String> = columns.iter().map(|c| c.value(row).to_string()).collect();
            lines.push(values.join(" "));
        }
    }
    lines
}
