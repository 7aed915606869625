//! `unmatched` and `queue`: what waits for a person beside the denials.

use anyhow::Result;
use serde_json::{Map, Value};

use super::ask;
use crate::answer::QueueList;
use crate::args::{Queue, QueueName};
use crate::home::Opened;
use crate::screen::{self, Align, Screen};

/// Rows that a screen shows unless it is told more.
const SHOWN: usize = 50;

fn statement(name: QueueName) -> &'static str {
    match name {
        QueueName::Unmatched => include_str!("../../../../queries/queues/unmatched.sql"),
        QueueName::Unbalanced => include_str!("../../../../queries/queues/unbalanced.sql"),
        QueueName::Held => include_str!("../../../../queries/queues/held.sql"),
        QueueName::OrphanReversals => {
            include_str!("../../../../queries/queues/orphan_reversals.sql")
        }
        QueueName::EftUnmatched => include_str!("../../../../queries/queues/eft_unmatched.sql"),
        QueueName::DepositsUnmatched => {
            include_str!("../../../../queries/queues/deposits_unmatched.sql")
        }
        QueueName::ZeroUnexplained => {
            include_str!("../../../../queries/queues/zero_unexplained.sql")
        }
    }
}

pub(crate) async fn run(
    name: QueueName,
    args: &Queue,
    opened: &Opened,
    screen: &Screen,
) -> Result<()> {
    let session = ask::session(opened, args.test.include_test).await?;
    let answer = session.sql(statement(name)).await?;
    let fields = answer.schema.fields().iter();
    let names: Vec<String> = fields.map(|field| field.name().clone()).collect();
    let mut rows: Vec<Map<String, Value>> =
        serde_json::from_slice(&lake::json(&answer.collect().await?)?)?;
    rows.retain(|row| args.test.include_test || row.get("test") != Some(&Value::Bool(true)));
    if screen.is_json() {
        return Ok(screen.json(&QueueList { rows })?);
    }
    let Some(first) = rows.first() else {
        return Ok(screen.line("nothing waits")?);
    };
    let limit = args.limit.unwrap_or(SHOWN);
    let mut lines = vec![names.clone()];
    for row in rows.iter().take(limit) {
        let shown = names.iter().map(|name| match name.as_str() {
            "file_id" => screen::short(&ask::plain(row.get(name))).to_owned(),
            "answer" => shortened(&ask::plain(row.get(name))),
            name => ask::plain(row.get(name)),
        });
        lines.push(shown.collect());
    }
    let align: Vec<Align> = names
        .iter()
        .map(|name| match first.get(name) {
            Some(Value::Number(_)) => Align::Right,
            _ => Align::Left,
        })
        .collect();
    screen.columns(&align, &lines)?;
    if rows.len() > limit {
        let more = rows.len() - limit;
        screen.line(&format!("… and {more} more (--limit {})", rows.len()))?;
    }
    Ok(())
}

/// An answer as a person names it: the beginning of its document's id, and its ordinal.
fn shortened(whole: &str) -> String {
    match whole.rsplit_once('-') {
        Some((doc, ordinal)) => format!("{}-{ordinal}", screen::short(doc)),
        None => whole.to_owned(),
    }
}
