//! Rows of an answer as JSON.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use arrow::json::writer::{JsonArray, WriterBuilder};

/// The rows as an array of objects, nulls named.
///
/// # Errors
/// A column of a type that JSON has no form for.
pub fn json(batches: &[RecordBatch]) -> Result<Vec<u8>, ArrowError> {
    let mut writer = WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, JsonArray>(vec![]);
    for batch in batches.iter().filter(|batch| batch.num_rows() > 0) {
        writer.write(batch)?;
    }
    writer.finish()?;
    let text = writer.into_inner();
    // Without a row the writer writes nothing at all.
    Ok(match text.is_empty() {
        true => b"[]".to_vec(),
        false => text,
    })
}
