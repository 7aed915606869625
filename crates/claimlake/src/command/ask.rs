//! Questions to the lake, and their rows as text or JSON.

use anyhow::Result;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Value};

use crate::home::Opened;

/// A session pinned at HEAD. What does not fit into memory spills into the home, which is private.
pub(crate) async fn session(opened: &Opened, include_test: bool) -> Result<lake::Session> {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let options = lake::Options {
        include_test,
        threads,
        spill: Some(opened.spill.clone()),
        // Half of a small laptop's: KPIs over ten million claims need one.
        memory: 2 << 30,
        ..lake::Options::default()
    };
    Ok(lake::Session::at_head(&opened.context, &opened.warehouse, &options).await?)
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

pub(crate) async fn objects(
    session: &lake::Session,
    statement: &str,
) -> Result<Vec<Map<String, Value>>> {
    Ok(serde_json::from_slice(&lake::json(
        &session.sql(statement).await?.collect().await?,
    )?)?)
}
