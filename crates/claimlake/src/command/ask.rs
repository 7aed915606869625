//! Questions to the lake, and their rows as text or JSON.

use anyhow::Result;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Value};

use crate::home::Opened;

/// A session pinned at HEAD. What does not fit into memory spills into the home, which is private.
pub(crate) async fn session(opened: &Opened, include_test: bool) -> Result<lake::Session> {
    let options = options(opened, include_test);
    Ok(lake::Session::at_head(&opened.context, &opened.warehouse, &options).await?)
}

fn options(opened: &Opened, include_test: bool) -> lake::Options {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    lake::Options {
        include_test,
        threads,
        spill: Some(opened.spill.clone()),
        // Half of a small laptop's: KPIs over ten million claims need one.
        memory: 2 << 30,
        ..lake::Options::default()
    }
}

/// For evaluating all of the lake, tests too: what is answered is bounded by what is asked, not by what a person
/// reads.
pub(crate) fn whole_options(opened: &Opened) -> lake::Options {
    unbounded(opened, true)
}

fn unbounded(opened: &Opened, include_test: bool) -> lake::Options {
    lake::Options {
        rows: u64::MAX,
        bytes: usize::MAX,
        ..options(opened, include_test)
    }
}

/// A session over everything, tests too.
pub(crate) async fn whole(opened: &Opened) -> Result<lake::Session> {
    at_head(opened, &whole_options(opened)).await
}

/// A session over all that counts, tests left out, whose answers are as long as they are.
pub(crate) async fn counting(opened: &Opened) -> Result<lake::Session> {
    at_head(opened, &unbounded(opened, false)).await
}

async fn at_head(opened: &Opened, options: &lake::Options) -> Result<lake::Session> {
    Ok(lake::Session::at_head(&opened.context, &opened.warehouse, options).await?)
}

/// The rows as text, null as nothing.
pub(crate) async fn texts(session: &lake::Session, statement: &str) -> Result<Vec<Vec<String>>> {
    let mut rows = vec![];
    for batch in session.sql(statement).await?.collect().await? {
        let options = FormatOptions::default();
        let columns: Vec<ArrayFormatter<'_>> = batch
            .columns()
            .iter()
            .map(|c| ArrayFormatter::try_new(c, &options))
            .collect::<Result<_, _>>()?;
        for row in 0..batch.num_rows() {
            rows.push(columns.iter().map(|c| c.value(row).to_string()).collect());
        }
    }
    Ok(rows)
}

/// A value as a person reads it: text without quotes, nothing for null.
pub(crate) fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        // A decimal has lost its last zeros on the way.
        Some(Value::Number(number)) if number.is_f64() => {
            let text = number.to_string();
            domain::Cents::parse(text.as_bytes()).map_or(text, |cents| cents.to_string())
        }
        Some(other) => other.to_string(),
    }
}

/// The rows as JSON objects.
pub(crate) async fn objects(
    session: &lake::Session,
    statement: &str,
) -> Result<Vec<Map<String, Value>>> {
    Ok(serde_json::from_slice(&lake::json(
        &session.sql(statement).await?.collect().await?,
    )?)?)
}
