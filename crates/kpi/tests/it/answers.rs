//! Answers computed by hand: every `.slt` of `tests/kpi/` over the small tables that it makes.
//!
//! `create table NAME as ...` makes rows of a stored table; columns that it leaves out are null, and
//! `is_test` false. A query
//! is SQL over the views, or `kpi ID FROM TO [by DIMENSION,...]`, `left_out ID FROM TO`,
//! `data_through ID FROM TO`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{BooleanArray, RecordBatch, new_null_array};
use arrow::datatypes::{Field, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use async_trait::async_trait;
use datafusion::prelude::SessionContext;
use kpi::Request;
use lake::{Options, Session};
use sqllogictest::{AsyncDB, DBOutput, DefaultColumnType, Runner};

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failed(String);

fn failed(error: impl std::fmt::Display) -> Failed {
    Failed(error.to_string())
}

type Output = DBOutput<DefaultColumnType>;

#[derive(Default)]
struct Tables {
    given: BTreeMap<String, Vec<RecordBatch>>,
    include_test: bool,
}

impl Tables {
    async fn create(&mut self, name: &str, sql: &str) -> Result<Output, Failed> {
        let scratch = SessionContext::new();
        let frame = scratch.sql(sql).await.map_err(failed)?;
        let rows = frame.collect().await.map_err(failed)?;
        let schema = match tables::ALL.iter().find(|meta| meta.name == name) {
            Some(meta) => meta.schema(),
            None if name == "posted" => Session::posted_schema(),
            None => return Err(Failed(format!("no table {name}"))),
        };
        for batch in &rows {
            for field in batch.schema().fields() {
                if schema.column_with_name(field.name()).is_none() {
                    return Err(Failed(format!("{name} has no column {}", field.name())));
                }
            }
        }
        let fields = schema
            .fields()
            .iter()
            .map(|f| f.as_ref().clone().with_nullable(true));
        let nullable = Arc::new(Schema::new(fields.collect::<Vec<Field>>()));
        let mut whole = vec![];
        for batch in rows {
            let columns =
                nullable
                    .fields()
                    .iter()
                    .map(|field| match batch.column_by_name(field.name()) {
                        Some(values) => {
                            arrow::compute::cast(values, field.data_type()).map_err(failed)
                        }
                        None if field.name() == "is_test" => {
                            Ok(Arc::new(BooleanArray::from(vec![false; batch.num_rows()])) as _)
                        }
                        None => Ok(new_null_array(field.data_type(), batch.num_rows())),
                    });
            let columns = columns.collect::<Result<Vec<_>, _>>()?;
            whole.push(RecordBatch::try_new(Arc::clone(&nullable), columns).map_err(failed)?);
        }
        self.given.entry(name.to_owned()).or_default().extend(whole);
        Ok(DBOutput::StatementComplete(0))
    }

    async fn session(&self) -> Result<Session, Failed> {
        let given = self.given.clone().into_iter().collect();
        let options = Options {
            include_test: self.include_test,
            ..Options::default()
        };
        Session::in_memory(given, &options).await.map_err(failed)
    }

    async fn answer(&self, words: &[&str]) -> Result<Output, Failed> {
        let (what, id, from, to) = match words {
            [what, id, from, to, ..] => (*what, *id, *from, *to),
            _ => return Err(Failed("kpi ID FROM TO [by DIMENSIONS]".to_owned())),
        };
        let by = words
            .get(5)
            .map(|by| by.split(',').map(str::to_owned).collect());
        let request = Request {
            from: from.parse().map_err(failed)?,
            to: to.parse().map_err(failed)?,
            by: by.unwrap_or_default(),
        };
        let session = self.session().await?;
        let found = kpi::answer(&session, kpi::find(id).map_err(failed)?, &request);
        let found = found.await.map_err(failed)?;
        let null = || "NULL".to_owned();
        let rows: Vec<Vec<String>> = match what {
            "left_out" => found
                .left_out
                .into_iter()
                .map(|(r, n)| vec![r, n.to_string()])
                .collect(),
            "data_through" => found
                .data_through
                .into_iter()
                .map(|(f, d)| vec![f, d.unwrap_or_else(null)])
                .collect(),
            _ => found
                .rows
                .into_iter()
                .map(|row| {
                    let dimensions = row.dimensions.into_values().map(|d| d.unwrap_or_else(null));
                    let value = row.value.unwrap_or_else(null);
                    dimensions
                        .chain([row.measure, row.numerator, row.denominator, value])
                        .collect()
                })
                .collect(),
        };
        let width = rows.first().map_or(0, Vec::len);
        Ok(DBOutput::Rows {
            types: vec![DefaultColumnType::Text; width],
            rows,
        })
    }

    async fn query(&self, sql: &str) -> Result<Output, Failed> {
        let session = self.session().await?;
        let answer = session.sql(sql).await.map_err(failed)?;
        let types = vec![DefaultColumnType::Text; answer.schema.fields().len()];
        let options = FormatOptions::default().with_null("NULL");
        let mut rows = vec![];
        for batch in answer.collect().await.map_err(failed)? {
            let columns = batch
                .columns()
                .iter()
                .map(|c| ArrayFormatter::try_new(c, &options));
            let columns = columns.collect::<Result<Vec<_>, _>>().map_err(failed)?;
            for row in 0..batch.num_rows() {
                rows.push(columns.iter().map(|c| c.value(row).to_string()).collect());
            }
        }
        Ok(DBOutput::Rows { types, rows })
    }
}

#[async_trait]
impl AsyncDB for Tables {
    type Error = Failed;
    type ColumnType = DefaultColumnType;

    async fn run(&mut self, sql: &str) -> Result<Output, Failed> {
        let words: Vec<&str> = sql.split_whitespace().collect();
        match words.as_slice() {
            ["create", "table", name, "as", ..] => {
                let at = sql.find(" as").unwrap_or_default() + " as".len();
                self.create(name, &sql[at..]).await
            }
            ["include_test"] => {
                self.include_test = true;
                Ok(DBOutput::StatementComplete(0))
            }
            ["kpi" | "left_out" | "data_through", ..] => self.answer(&words).await,
            _ => self.query(sql).await,
        }
    }

    async fn shutdown(&mut self) {}

    fn engine_name(&self) -> &'static str {
        "claimlake"
    }
}

#[test]
fn answers_are_those_computed_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/kpi");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "slt"));
    files.sort();
    assert!(files.len() > 2, "the .slt files are there");
    // A thread a file: each makes its own tables.
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = files.iter().map(|file| scope.spawn(|| run(file))).collect();
        let ended = threads.into_iter().map(|thread| thread.join().unwrap());
        ended.filter_map(Result::err).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn run(file: &Path) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut runner = Runner::new(|| async { Ok(Tables::default()) });
    let ran = runtime.block_on(runner.run_file_async(file));
    ran.map_err(|error| error.display(false).to_string())
}
