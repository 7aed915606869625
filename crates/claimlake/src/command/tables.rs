//! `tables`: which tables there are, and what their columns mean.

use anyhow::{Result, bail};

use super::ask;
use crate::answer::{ColumnLine, TableLine, TableList};
use crate::args::Tables;
use crate::home::Opened;
use crate::screen::{self, Align, Screen};

pub(crate) async fn run(args: &Tables, opened: &Opened, screen: &Screen) -> Result<()> {
    let session = ask::session(opened, true).await?;
    let mut list = TableList { tables: vec![] };
    for table in tables::ALL {
        if args.table.as_ref().is_some_and(|t| t != table.name) {
            continue;
        }
        let counted = ask::texts(
            &session,
            &format!("select count(*) from raw.{}", table.name),
        )
        .await?;
        let rows = counted
            .first()
            .and_then(|r| r.first())
            .and_then(|n| n.parse().ok())
            .unwrap_or(0);
        let columns = if args.table.is_some() {
            columns(table)
        } else {
            vec![]
        };
        list.tables.push(TableLine {
            table: table.name.to_owned(),
            rows,
            doc: first_sentence(&table.doc()),
            columns,
        });
    }
    if list.tables.is_empty() {
        bail!("expected the name of a table, but found another; `claimlake tables` lists them");
    }
    if screen.is_json() {
        return Ok(screen.json(&list)?);
    }
    use Align::{Left, Right};
    let mut rows = vec![
        ["table", "rows", "what a row is"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for table in &list.tables {
        rows.push(vec![
            table.table.clone(),
            screen::count(table.rows),
            table.doc.clone(),
        ]);
    }
    screen.columns(&[Left, Right, Left], &rows)?;
    if args.table.is_some() {
        screen.line("")?;
        let mut rows = vec![
            ["column", "type", "", "what it holds"]
                .map(str::to_owned)
                .to_vec(),
        ];
        for column in list.tables.iter().flat_map(|t| &t.columns) {
            let phi = if column.phi { "PHI" } else { "" };
            rows.push(vec![
                column.column.clone(),
                column.kind.clone(),
                phi.to_owned(),
                column.doc.clone(),
            ]);
        }
        screen.columns(&[Left, Left, Left, Left], &rows)?;
    }
    Ok(())
}

fn columns(table: &tables::TableMeta) -> Vec<ColumnLine> {
    let schema = table.schema();
    let fields = schema.fields().iter().map(|field| ColumnLine {
        column: field.name().clone(),
        kind: field.data_type().to_string(),
        phi: field.metadata().get("phi").is_some_and(|v| v == "true"),
        doc: field.metadata().get("doc").cloned().unwrap_or_default(),
    });
    fields.collect()
}

fn first_sentence(doc: &str) -> String {
    let doc = doc.trim();
    doc.split_once(". ")
        .map_or(doc, |(first, _)| first)
        .trim_end_matches('.')
        .to_owned()
}
