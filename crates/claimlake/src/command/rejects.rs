//! `rejects`: what was refused, where, by which code, what was expected.

use anyhow::Result;

use super::ask;
use crate::answer::RejectList;
use crate::args::Rejects;
use crate::home::Opened;
use crate::screen::{self, Align, ODD, Screen};

/// How many a person wants to see at once.
const SHOWN: usize = 100;

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
    let refused =
        format!("from raw.reject where coalesce(excluded, '') not in ('replayed') {only}");
    let counted = ask::texts(&session, &format!("select count(*) {refused}")).await?;
    let counted = counted.first().and_then(|row| row.first());
    let total: u64 = counted.map_or(Ok(0), |count| count.parse())?;
    let limit = match args.limit {
        None if screen.is_json() => String::new(),
        limit => format!("limit {}", limit.unwrap_or(SHOWN)),
    };
    let statement = format!(
        "select file_id, unit_id, level, interchange, group_ordinal, set_ordinal, segment, segment_id, element_position, \
         record, byte, code_list, code, expected, segments \
         {refused} order by file_id, record, byte, element_position {limit}"
    );
    if screen.is_json() {
        return Ok(screen.json(&RejectList {
            total,
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
    if total == 0 {
        return Ok(screen.line("nothing was refused")?);
    }
    use Align::{Left, Right};
    screen.columns(&[Left, Left, Left, Left, Left, Right], &rows)?;
    let shown = u64::try_from(rows.len() - 1)?;
    if shown < total {
        let all = screen::count(total);
        let says = format!("the first {shown} of {all} only; --limit shows more");
        screen.line(&screen.paint(ODD, &says))?;
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
