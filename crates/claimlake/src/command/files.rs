//! `files`: what came in, and what people do to it.

use anyhow::Result;
use domain::id::OWN_SOURCE;
use pipeline::{Choice, Context, File, Outcome};

use super::{accounting, sets};
use crate::answer::{Changed, FileLine, FileList, FileShown};
use crate::args::{Files, FilesCommand};
use crate::screen::{self, Align, BAD, GOOD, ODD, Screen};

pub(crate) async fn run(args: &Files, context: &Context, screen: &Screen) -> Result<()> {
    let Some(command) = &args.command else {
        return list(None, context, screen).await;
    };
    match command {
        FilesCommand::List { source } => list(source.as_deref(), context, screen).await,
        FilesCommand::Show { id } => show(id, context, screen).await,
        FilesCommand::Replay { id } => {
            let id = pipeline::find(context, id).await?.file_id;
            let outcome = pipeline::replay(context, &id).await?;
            changed("replayed", &id, Some(outcome), context, screen).await
        }
        FilesCommand::Retract { id, reason } => {
            let id = pipeline::find(context, id).await?.file_id;
            pipeline::retract(context, &id, reason).await?;
            changed("retracted", &id, None, context, screen).await
        }
        FilesCommand::Restore { id } => {
            let id = pipeline::find(context, id).await?.file_id;
            let outcome = pipeline::restore(context, &id).await?;
            changed("restored", &id, Some(outcome), context, screen).await
        }
        FilesCommand::Decide(decide) => {
            let (choice, done) = if decide.choice.keep {
                (Choice::Keep, "kept")
            } else {
                (Choice::Discard, "discarded")
            };
            pipeline::decide(context, &decide.unit, choice).await?;
            changed(done, &decide.unit, None, context, screen).await
        }
    }
}

/// What we write ourselves is many small files that nobody looks for.
async fn list(source: Option<&str>, context: &Context, screen: &Screen) -> Result<()> {
    let mut files = pipeline::files(context).await?;
    files.retain(|file| match source {
        Some(source) => file.ledger.source_system == source,
        None => file.ledger.source_system != OWN_SOURCE,
    });
    let list = FileList {
        files: files.iter().map(line).collect(),
    };
    if screen.is_json() {
        return Ok(screen.json(&list)?);
    }
    let mut rows = vec![
        [
            "file", "state", "format", "records", "rejected", "received", "source",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for file in &list.files {
        rows.push(vec![
            screen::short(&file.file_id).to_owned(),
            file.state.clone(),
            file.format.clone().unwrap_or_default(),
            screen::count(file.records.read),
            screen::count(file.records.rejected),
            file.received.clone(),
            file.source.clone(),
        ]);
    }
    use Align::{Left, Right};
    Ok(screen.columns(&[Left, Left, Left, Right, Right, Left, Left], &rows)?)
}

fn line(file: &File) -> FileLine {
    let ledger = &file.ledger;
    let (format, records) = accounting(ledger);
    let retracted = ledger.retraction.as_ref().map(|r| r.reason.clone());
    FileLine {
        file_id: file.file_id.clone(),
        source: ledger.source_system.clone(),
        state: ledger.state().to_string(),
        generation: ledger.generation,
        received: ledger.received.to_string(),
        format,
        records,
        reason: retracted.or_else(|| {
            ledger
                .refusal
                .as_ref()
                .map(|r| format!("{}: {}", r.code, r.reason))
        }),
    }
}

async fn show(id: &str, context: &Context, screen: &Screen) -> Result<()> {
    let detail = pipeline::file(context, id).await?;
    let shown = FileShown {
        file: line(&detail.file),
        receipts: u64::try_from(detail.receipts.len())?,
        ignored: detail
            .manifest
            .as_ref()
            .map(|m| m.report.ignored.clone())
            .unwrap_or_default(),
        sets: sets(&detail),
    };
    if screen.is_json() {
        return Ok(screen.json(&shown)?);
    }
    let file = &shown.file;
    let style = match file.state.as_str() {
        "committed" => GOOD,
        "quarantined" => BAD,
        _ => ODD,
    };
    screen.line(&format!(
        "{}  {}",
        file.file_id,
        screen.paint(style, &file.state)
    ))?;
    screen.line(&format!(
        "  from {}, received {} ({} deliveries), generation {}",
        file.source, file.received, shown.receipts, file.generation
    ))?;
    if let Some(reason) = &file.reason {
        screen.line(&format!("  {reason}"))?;
    }
    let r = file.records;
    let number = screen::count;
    screen.line(&format!(
        "  {} records: {} mapped, {} rejected, {} ignored",
        number(r.read),
        number(r.mapped),
        number(r.rejected),
        number(r.ignored)
    ))?;
    for (name, n) in &shown.ignored {
        screen.line(&format!("    ignored: {n} {name}"))?;
    }
    let mut rows = vec![
        [
            "unit", "type", "control", "records", "rejected", "rows", "left out",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for set in &shown.sets {
        rows.push(vec![
            set.unit_id.clone(),
            format!("{}{}", set.kind, if set.test { " test" } else { "" }),
            set.control_number.clone(),
            number(set.records.read),
            number(set.records.rejected),
            number(set.rows.values().sum()),
            set.excluded.clone().unwrap_or_default(),
        ]);
    }
    use Align::{Left, Right};
    Ok(screen.columns(&[Left, Left, Left, Right, Right, Right, Left], &rows)?)
}

async fn changed(
    done: &str,
    id: &str,
    outcome: Option<Outcome>,
    context: &Context,
    screen: &Screen,
) -> Result<()> {
    let batch = pipeline::run_until_quiet(context).await?;
    let refused = match outcome {
        Some(Outcome::Quarantined { reason, .. }) => Some(reason),
        _ => None,
    };
    // A unit's id begins with its file's.
    let file = pipeline::find(context, id.split('-').next().unwrap_or(id)).await?;
    let changed = Changed {
        done: done.to_owned(),
        id: id.to_owned(),
        state: file.ledger.state().to_string(),
        batch,
    };
    if screen.is_json() {
        screen.json(&changed)?;
    } else {
        screen.line(&format!(
            "{} {} in batch {batch}; the file is {}",
            screen.paint(GOOD, done),
            id,
            changed.state
        ))?;
    }
    match refused {
        Some(reason) => anyhow::bail!("{reason}"),
        None => Ok(()),
    }
}
