//! `rejects`: what was refused, where, by which code, what was expected.

use anyhow::Result;

use super::ask;
use crate::answer::RejectList;
use crate::args::Rejects;
use crate::home::Opened;
use crate::screen::{Align, ODD, Screen};

pub(crate) async fn run(args: &Rejects, opened: &Opened, screen: &Screen) -> Result<()> {
    let only = match &args.file {
        // Our own hexadecimal digits, so that nothing a person types becomes SQL.
        Some(id) => format!(
            "and file_id = '{}'",
            pipeline::find(&opened.context, id).await?.file_id
        ),
        None => String::new(),
    };
    let session = ask::session(opened, true).await?;
    let statement = format!(
        "select file_id, unit_id, level, interchange, group_ordinal, set_ordinal, segment, segment_id, element_position, \
         record, byte, code_list, code, expected, segments \
         from raw.reject where coalesce(excluded, '') not in ('replayed') {only} \
         order by file_id, record, byte, element_position limit {}",
        args.limit
    );
    if screen.is_json() {
        return Ok(screen.json(&RejectList {
            rejects: ask::objects(&session, &statement).await?,
        })?);
    }
    let mut rows = vec![
        ["file", "at", "segment", "code", "says", "segments"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for object in ask::objects(&session, &statement).await? {
        let text = |name: &str| object.get(name).map(plain).unwrap_or_default();
        let element = text("element_position");
        rows.push(vec![
            text("file_id").chars().take(12).collect(),
            format!(
                "interchange {}, group {}, set {}, segment {}, byte {}",
                text("interchange"),
                text("group_ordinal"),
                text("set_ordinal"),
                text("segment"),
                text("byte")
            ),
            if element.is_empty() {
                text("segment_id")
            } else {
                format!("{}{element}", text("segment_id"))
            },
            format!("{} {}", text("code_list"), text("code")),
            text("expected"),
            text("segments"),
        ]);
    }
    if rows.len() == 1 {
        return Ok(screen.line("nothing was refused")?);
    }
    use Align::{Left, Right};
    screen.columns(&[Left, Left, Left, Left, Left, Right], &rows)?;
    if rows.len() > args.limit {
        screen.line(&screen.paint(
            ODD,
            &format!("the first {} only; --limit shows more", args.limit),
        ))?;
    }
    Ok(())
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
