//! `maintain`: folds, checkpoints and vacuum, and the rounds that take the folds.

use anyhow::Result;
use jiff::Timestamp;
use lake::{Garbage, Maintenance, Refolded, Resources, Thresholds};

use crate::answer::{FoldLine, GarbageLine, Maintained};
use crate::args::Maintain;
use crate::home::Opened;
use crate::screen::{FAINT, Screen};

/// A fold reads so much at most; whatever is left after so many of a table is left to the next time.
const PASSES: usize = 50;
/// Ten million rows want more than one gigabyte.
const MEMORY: usize = 2 << 30;

pub(crate) async fn run(args: &Maintain, opened: &Opened, screen: &Screen) -> Result<()> {
    let maintenance = Maintenance {
        ctx: &opened.context,
        warehouse: &opened.warehouse,
        thresholds: Thresholds::default(),
        resources: Resources {
            memory: MEMORY,
            threads: 2,
            spill: Some(opened.spill.clone()),
        },
    };
    let mut maintained = Maintained::default();
    let mut failed = None;
    if args.dry_run {
        let due = maintenance.due().await?;
        maintained.folds = due.into_iter().map(|fold| line(fold, true)).collect();
    } else {
        // What was pending comes first: it is folded with the rest, and no fold is prepared twice.
        pipeline::run_until_quiet(&opened.context).await?;
        for _ in 0..PASSES {
            let folds = maintenance.fold(Timestamp::MAX).await?;
            failed = folds.failed;
            if folds.done.is_empty() {
                break;
            }
            pipeline::run_until_quiet(&opened.context).await?;
            let lines = folds.done.into_iter().map(|fold| line(fold, false));
            maintained.folds.extend(lines);
        }
        maintained.checkpoints = maintenance.checkpoint().await?;
    }
    let garbage = maintenance.vacuum(args.dry_run).await?;
    maintained.garbage = garbage.into_iter().map(garbage_line).collect();
    let head = pipeline::head(&opened.context).await?;
    maintained.batch = head.map_or(0, |head| head.n);
    match screen.is_json() {
        true => screen.json(&maintained)?,
        false => show(args, &maintained, screen)?,
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn line(fold: Refolded, due: bool) -> FoldLine {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    FoldLine {
        table: fold.table,
        removed: count(fold.removed),
        rows: fold.rows,
        bytes: fold.bytes,
        added: (!due).then(|| count(fold.added)),
        bytes_after: (!due).then_some(fold.bytes_after),
        dropped: (!due).then_some(fold.dropped),
    }
}

fn garbage_line(Garbage { table, path, size }: Garbage) -> GarbageLine {
    GarbageLine { table, path, size }
}

fn show(args: &Maintain, maintained: &Maintained, screen: &Screen) -> Result<()> {
    for fold in &maintained.folds {
        let FoldLine {
            table,
            removed,
            rows,
            bytes,
            ..
        } = fold;
        let from = format!("{table}: {removed} parts, {rows} rows, {bytes} bytes");
        let to = match (fold.added, fold.bytes_after, fold.dropped) {
            (Some(added), Some(after), Some(dropped)) => {
                format!("{from}; now {added} parts, {after} bytes, {dropped} rows dropped")
            }
            _ => format!("{from}, to be folded"),
        };
        screen.line(&to)?;
    }
    if args.dry_run {
        for GarbageLine { table, path, .. } in &maintained.garbage {
            let at = table.as_deref().map_or(String::new(), |t| format!("{t}/"));
            screen.line(&screen.paint(FAINT, &format!("{at}{path}")))?;
        }
    }
    let bytes: u64 = maintained.garbage.iter().map(|file| file.size).sum();
    let (files, done) = match args.dry_run {
        true => (maintained.garbage.len(), "could be deleted"),
        false => (maintained.garbage.len(), "deleted"),
    };
    let end = format!(
        "{} folds, {} checkpoints; {files} files of {bytes} bytes {done}; batch {}",
        maintained.folds.len(),
        maintained.checkpoints.len(),
        maintained.batch
    );
    Ok(screen.line(&end)?)
}
