//! `drop`: land, ingest, commit until quiet, and account for every record.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use domain::id::OWN_SOURCE;
use indicatif::{ProgressBar, ProgressStyle};
use pipeline::{Context, Outcome};
use store::ObjectRef;

use super::walk::{self, Found};
use super::{accounting, sets};
use crate::answer::{Dropped, DroppedFile, Status, Totals};
use crate::args;
use crate::screen::{self, Align, BAD, FAINT, GOOD, ODD, Screen};

/// How often a file under another process's lease is asked for again, and how long apart.
const TRIES: u32 = 600;
const APART: Duration = Duration::from_millis(500);

pub(crate) async fn run(args: &args::Drop, context: &Context, screen: &Screen) -> Result<()> {
    if args.source.is_empty() || args.source.contains(['/', '\\']) || args.source.starts_with('.') {
        bail!("expected a source's name without slashes, but found another");
    }
    if args.source == OWN_SOURCE {
        bail!(
            "expected another source than {OWN_SOURCE}, which is for what claimlake writes itself"
        );
    }
    let dropped = land(walk::files(&args.paths), &args.source, context).await?;
    if screen.is_json() {
        screen.json(&dropped)?;
    } else {
        print(&dropped, screen)?;
    }
    super::mirror::changes(context).await?;
    match dropped.totals.failed {
        0 => Ok(()),
        n => bail!("expected to take in every file, but found {n} that could not be"),
    }
}

/// Lands and converts the files one after another, commits, and says what became of each. One that can't
/// be taken in keeps no other from it: what was landed is always converted and committed.
pub(crate) async fn land(mut found: Found, source: &str, context: &Context) -> Result<Dropped> {
    let progress = progress(found.files.len());
    let mut outcomes = vec![];
    let mut paths = std::mem::take(&mut found.files).into_iter();
    let mut begin = || {
        let path = paths.next()?;
        let put = put(path.clone(), source.to_owned(), context.clone());
        Some((path, tokio::spawn(put)))
    };
    let mut next = begin();
    while let Some((path, landing)) = next {
        let landed = landing.await?;
        // The next one waits for the disk while this one is converted; the order stays.
        next = begin();
        let outcome = match landed {
            Ok(object) => ingest(context, &object).await,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(outcome) => outcomes.push((path, outcome)),
            Err(error) => found.fail(&path, crate::chain(&error)),
        }
        progress.inc(1);
    }
    // What others left is no reason to leave this drop's own files where they are.
    let taken_up = pipeline::take_up(context).await;
    pipeline::run_until_quiet(context).await?;
    let taken_up = taken_up.context(
        "expected to look for what an earlier drop left behind, but could not; this drop's own files \
         are committed",
    )?;
    progress.finish_and_clear();

    let mut dropped = Dropped::default();
    for (path, outcome) in outcomes {
        dropped.files.push(told(context, &path, outcome).await?);
    }
    dropped.failed = found.failed;
    dropped.count();
    dropped.totals.taken_up = taken_up;
    Ok(dropped)
}

async fn put(path: PathBuf, source: String, context: Context) -> Result<ObjectRef> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut file =
        std::fs::File::open(&path).context("expected to read the file, but could not")?;
    Ok(context.landing.put(&source, &name, &mut file).await?)
}

/// Waits for another process that converts the same bytes, as a redelivery would.
pub(crate) async fn ingest(context: &Context, object: &ObjectRef) -> Result<Outcome> {
    let left = "it landed, and `claimlake sweep` takes it up again";
    for _ in 0..TRIES {
        match pipeline::ingest(context, object, "").await {
            Err(pipeline::Error::Busy | pipeline::Error::Changed(_)) => {
                tokio::time::sleep(APART).await
            }
            other => return other.context(left),
        }
    }
    bail!("expected the file to be free, but another process has been converting it for minutes")
}

async fn told(context: &Context, path: &Path, outcome: Outcome) -> Result<DroppedFile> {
    let (file_id, status) = match &outcome {
        Outcome::Done { file_id, .. } => (file_id, Status::Committed),
        // The sweep of another process was faster with this very object: it is no second delivery.
        Outcome::Duplicate {
            file_id,
            again: true,
            ..
        } => (file_id, Status::Committed),
        Outcome::Duplicate { file_id, .. } => (file_id, Status::Duplicate),
        Outcome::Quarantined { file_id, .. } => (file_id, Status::Quarantined),
    };
    let detail = pipeline::file(context, file_id).await?;
    let ledger = &detail.file.ledger;
    let quarantined = ledger.taken.is_none() && ledger.refusal.is_some();
    let status = if quarantined && status == Status::Committed {
        Status::Quarantined
    } else {
        status
    };
    let (format, records) = accounting(ledger);
    // Quarantined by this drop or, where it is a duplicate, by an earlier one.
    let refusal = ledger.refusal.as_ref().filter(|_| quarantined);
    Ok(DroppedFile {
        path: path.display().to_string(),
        file_id: file_id.clone(),
        status,
        format,
        records,
        sets: if status == Status::Quarantined {
            vec![]
        } else {
            sets(&detail)
        },
        reason: refusal.map(|r| format!("{}: {}", r.code, r.reason)),
    })
}

impl Dropped {
    /// Sums up `files` and `failed`.
    pub(crate) fn count(&mut self) {
        let mut totals = Totals::default();
        for file in &self.files {
            totals.add(file);
        }
        totals.failed = u64::try_from(self.failed.len()).unwrap_or(u64::MAX);
        self.totals = totals;
    }
}

impl Totals {
    fn add(&mut self, file: &DroppedFile) {
        self.files += 1;
        match file.status {
            Status::Committed => self.committed += 1,
            Status::Duplicate => self.duplicate += 1,
            Status::Quarantined => self.quarantined += 1,
        }
        if file.status == Status::Duplicate {
            return;
        }
        self.records.add(file.records);
        for set in &file.sets {
            self.sets += 1;
            self.test_sets += u64::from(set.test);
            if let Some(reason) = &set.excluded {
                *self.excluded.entry(reason.clone()).or_default() += 1;
            }
            for (table, rows) in &set.rows {
                *self.rows.entry(table.clone()).or_default() += rows;
            }
        }
    }
}

fn progress(files: usize) -> ProgressBar {
    if files < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files  {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

pub(crate) fn print(dropped: &Dropped, screen: &Screen) -> Result<()> {
    for file in &dropped.files {
        screen.line(&line(file, screen))?;
    }
    for failed in &dropped.failed {
        let word = screen.paint(BAD, &format!("{:<11}", "failed"));
        let reason = screen.paint(FAINT, &failed.reason);
        screen.line(&format!("{word} {}  {reason}", failed.path))?;
    }
    let totals = &dropped.totals;
    screen.heading("Accounting")?;
    let r = totals.records;
    let number = |n: u64| screen::count(n);
    screen.columns(
        &[
            Align::Left,
            Align::Right,
            Align::Right,
            Align::Right,
            Align::Right,
        ],
        &[
            ["records", "read", "mapped", "rejected", "ignored"]
                .map(str::to_owned)
                .to_vec(),
            vec![
                String::new(),
                number(r.read),
                number(r.mapped),
                number(r.rejected),
                number(r.ignored),
            ],
        ],
    )?;
    screen.line(&format!(
        "  {} files: {} committed, {} duplicate, {} quarantined; {} sets, {} of them test interchanges",
        totals.files, totals.committed, totals.duplicate, totals.quarantined, totals.sets, totals.test_sets
    ))?;
    if totals.failed > 0 {
        let n = totals.failed;
        screen.line(&format!("  {n} could not be taken in; the others were"))?;
    }
    if totals.taken_up > 0 {
        let n = totals.taken_up;
        screen.line(&format!("  {n} that an earlier drop left behind taken up"))?;
    }
    for (reason, n) in &totals.excluded {
        screen.line(&format!("  {n} left out of the views: {reason}"))?;
    }
    let rows: Vec<String> = totals
        .rows
        .iter()
        .map(|(table, n)| format!("{} {table}", screen::count(*n)))
        .collect();
    if !rows.is_empty() {
        screen.line(&format!("  rows: {}", rows.join(", ")))?;
    }
    Ok(())
}

/// `committed  3fa9c01b2d4e  835 x1  inbox/a.835  1,204 records, 2 rejected`
fn line(file: &DroppedFile, screen: &Screen) -> String {
    let (style, word) = match file.status {
        Status::Committed if file.records.rejected > 0 => (ODD, "committed"),
        Status::Committed => (GOOD, "committed"),
        Status::Duplicate => (FAINT, "duplicate"),
        Status::Quarantined => (BAD, "quarantined"),
    };
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for set in &file.sets {
        *kinds.entry(set.kind.as_str()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| {
            if *n == 1 {
                (*kind).to_owned()
            } else {
                format!("{n} x {kind}")
            }
        })
        .collect();
    let mut said = vec![format!("{} records", screen::count(file.records.read))];
    if file.records.rejected > 0 {
        said.push(format!("{} rejected", screen::count(file.records.rejected)));
    }
    if file.records.ignored > 0 {
        said.push(format!("{} ignored", screen::count(file.records.ignored)));
    }
    for set in file.sets.iter().take(3) {
        if let Some(reason) = &set.excluded {
            said.push(format!("set {} {reason}", set.control_number));
        }
    }
    if let Some(reason) = &file.reason {
        said.push(reason.clone());
    }
    let word = screen.paint(style, &format!("{word:<11}"));
    format!(
        "{word} {}  {:<10} {}  {}",
        screen::short(&file.file_id),
        kinds.join(" "),
        file.path,
        screen.paint(FAINT, &said.join(", "))
    )
}
