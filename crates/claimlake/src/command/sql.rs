//! `sql`: one statement, its rows in the format that is wanted.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use arrow::array::{Array as _, ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};

use super::ask;
use crate::args::{Format, Sql};
use crate::home::Opened;
use crate::screen::Screen;

pub(crate) async fn run(args: &Sql, opened: &Opened, screen: &Screen) -> Result<()> {
    let statement = match (&args.statement, &args.file) {
        (_, Some(path)) => std::fs::read_to_string(path)
            .with_context(|| format!("expected to read {}, but could not", path.display()))?,
        (Some(text), None) if text == "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text)?;
            text
        }
        (text, None) => text.clone().unwrap_or_default(),
    };
    let session = ask::session(opened, args.test.include_test).await?;
    let answer = session.sql(&statement).await?;
    let schema = answer.schema.clone();
    let mut batches = answer.collect().await?;
    if batches.is_empty() {
        // No rows still have columns to name.
        batches.push(RecordBatch::new_empty(schema));
    }
    let format = args.format.unwrap_or(if screen.is_json() {
        Format::Json
    } else {
        Format::Table
    });
    let mut out = std::io::stdout().lock();
    match format {
        Format::Table => writeln!(
            out,
            "{}",
            arrow::util::pretty::pretty_format_batches(&batches)?
        )?,
        Format::Csv => {
            let mut writer = arrow::csv::WriterBuilder::new().build(&mut out);
            for batch in &batches {
                writer.write(&flat(batch)?)?;
            }
        }
        Format::Json => {
            out.write_all(&lake::json(&batches)?)?;
            writeln!(out)?;
        }
        Format::Parquet => {
            let mut whole = vec![];
            parquet(&batches, &mut whole)?;
            out.write_all(&whole)?;
        }
    }
    Ok(out.flush()?)
}

/// CSV has no lists: a nested column becomes its text.
fn flat(batch: &RecordBatch) -> Result<RecordBatch> {
    let options = FormatOptions::default();
    let mut fields = vec![];
    let mut columns: Vec<ArrayRef> = vec![];
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if !field.data_type().is_nested() {
            fields.push(field.clone());
            columns.push(column.clone());
            continue;
        }
        let text = ArrayFormatter::try_new(column, &options)?;
        let rows = (0..batch.num_rows())
            .map(|row| column.is_valid(row).then(|| text.value(row).to_string()));
        columns.push(Arc::new(rows.collect::<StringArray>()));
        fields.push(Arc::new(Field::new(field.name(), DataType::Utf8, true)));
    }
    Ok(RecordBatch::try_new(
        Arc::new(Schema::new(fields)),
        columns,
    )?)
}

fn parquet(batches: &[RecordBatch], out: &mut Vec<u8>) -> Result<()> {
    let first = batches
        .first()
        .context("expected columns to describe, but found none")?;
    let mut writer = parquet::arrow::ArrowWriter::try_new(out, first.schema(), None)?;
    for batch in batches {
        writer.write(batch)?;
    }
    writer.close()?;
    Ok(())
}
