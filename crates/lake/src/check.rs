//! The tables' logs against the plans: each batch once and whole, nobody else's commits, every part as
//! its writer described it, exclusions as the plans decided them.

use std::collections::{BTreeMap, BTreeSet};

use deltalake::kernel::Action;
use deltalake::logstore::{LogStoreRef, get_actions};
use futures::{StreamExt as _, TryStreamExt as _};
use pipeline::{Context, Head, Removed, Violation};
use tables::{Part, TableMeta};

use crate::error::{Error, Result};
use crate::logs::{APP, DeltaLogs};
use crate::session::{Options, exclusions_at};
use crate::warehouse::Warehouse;

/// Parts looked at at once: each is a few small reads.
const AT_ONCE: usize = 16;

/// Plans by number: what they do to each table.
type Plans = BTreeMap<u64, BTreeMap<String, Planned>>;

/// What a plan does to a table.
#[derive(Debug, Default)]
struct Planned {
    adds: Vec<Part>,
    removes: Vec<Removed>,
}

/// Everything in the tables' logs that does not hold; empty when all is sound. May run beside other
/// processes: logs only grow, and what stands above HEAD is only compared with its plan.
///
/// # Errors
/// Storage; a log that does not read is a violation, not an error.
pub async fn check(ctx: &Context, warehouse: &Warehouse, head: &Head) -> Result<Vec<Violation>> {
    let mut found = vec![];
    let mut plans = Plans::new();
    for n in 1..=head.n {
        match plan(ctx, n).await? {
            Some(planned) => drop(plans.insert(n, planned)),
            None => note(
                &mut found,
                "I4 head",
                format!("batch {n}"),
                "expected a plan, but found none",
            ),
        }
    }
    for meta in tables::ALL {
        let log = Log::read(warehouse, meta, &mut found).await?;
        log.above(ctx, head, &mut plans).await?;
        log.against(&plans, head, &mut found);
    }
    let live = live(&plans, head);
    for meta in tables::ALL {
        files_at_head(warehouse, meta, head, &live, &mut found).await?;
    }
    parts(warehouse, &live, &mut found).await?;
    left_out(ctx, warehouse, head, &mut found).await?;
    found.sort();
    found.dedup();
    Ok(found)
}

fn note(found: &mut Vec<Violation>, invariant: &'static str, at: String, says: impl Into<String>) {
    found.push(Violation {
        invariant,
        at,
        says: says.into(),
    });
}

async fn plan(ctx: &Context, n: u64) -> Result<Option<BTreeMap<String, Planned>>> {
    let loaded = pipeline::plan(ctx, n).await;
    let loaded = loaded.map_err(|e| Error::storage(format!("plan {n}"), e))?;
    Ok(loaded.map(|plan| {
        let mut tables: BTreeMap<String, Planned> = BTreeMap::new();
        for (table, adds) in plan.adds {
            tables.entry(table).or_default().adds = adds;
        }
        for (table, removes) in plan.removes {
            tables.entry(table).or_default().removes = removes;
        }
        tables
    }))
}

/// A commit of ours: its version, its batch, path and size of what it adds, paths of what it removes.
#[derive(Debug)]
struct Commit {
    version: u64,
    batch: u64,
    adds: BTreeSet<(String, i64)>,
    removes: BTreeSet<String>,
}

/// A table's log.
#[derive(Debug)]
struct Log {
    name: &'static str,
    commits: Vec<Commit>,
}

impl Log {
    async fn read(
        warehouse: &Warehouse,
        meta: &'static TableMeta,
        found: &mut Vec<Violation>,
    ) -> Result<Log> {
        let name = meta.name;
        let store: LogStoreRef = warehouse.log_store(name)?;
        let mut log = Log {
            name,
            commits: vec![],
        };
        let failed = |e| Error::storage(format!("{name}: reading the log"), e);
        let mut version = 0;
        while let Some(body) = store.read_commit_entry(version).await.map_err(failed)? {
            let at = format!("{name} version {version}");
            match get_actions(version, &body) {
                Ok(actions) if version == 0 => created(&actions, at, found),
                Ok(actions) => log.commits.extend(commit(version, &actions, at, found)),
                Err(_) => note(
                    found,
                    "I4 head",
                    at,
                    "expected a commit that reads, but found none",
                ),
            }
            version += 1;
        }
        Ok(log)
    }

    /// Plans of commits that HEAD has not reached yet: a plan is put before anything is committed.
    async fn above(&self, ctx: &Context, head: &Head, plans: &mut Plans) -> Result<()> {
        for commit in self.commits.iter().filter(|c| c.batch > head.n) {
            if !plans.contains_key(&commit.batch)
                && let Some(planned) = plan(ctx, commit.batch).await?
            {
                plans.insert(commit.batch, planned);
            }
        }
        Ok(())
    }

    fn against(&self, plans: &Plans, head: &Head, found: &mut Vec<Violation>) {
        let name = self.name;
        let mut last = 0;
        for commit in &self.commits {
            let at = format!("{name} version {}", commit.version);
            let says = |what: &str| format!("expected {what}, but found batch {}", commit.batch);
            if commit.batch <= last {
                note(
                    found,
                    "I2 once",
                    at.clone(),
                    says(&format!("a batch above {last}")),
                );
            }
            last = last.max(commit.batch);
            match plans.get(&commit.batch).map(|plan| plan.get(name)) {
                None => note(found, "I4 head", at, says("a batch with a plan")),
                Some(None) => note(
                    found,
                    "I2 once",
                    at,
                    says("a batch whose plan touches the table"),
                ),
                Some(Some(planned)) if !planned.is(commit) => {
                    note(found, "I2 once", at, says("exactly the plan's parts"));
                }
                Some(Some(_)) => {}
            }
        }
        let stands = head.versions.get(name).copied();
        let newest = self.commits.iter().rfind(|c| c.batch <= head.n);
        let expected = newest.map_or(0, |commit| commit.version);
        if stands.unwrap_or(0) != expected {
            let says = format!("expected HEAD to name version {expected}, but found {stands:?}");
            note(found, "I4 head", name.to_owned(), says);
        }
        let batches: BTreeSet<u64> = self.commits.iter().map(|c| c.batch).collect();
        for (n, tables) in plans.range(..=head.n) {
            if tables.get(name).is_some_and(Planned::touches) && !batches.contains(n) {
                let says = format!("expected batch {n} in the log, but found none");
                note(found, "I2 once", name.to_owned(), says);
            }
        }
    }
}

impl Planned {
    fn touches(&self) -> bool {
        !self.adds.is_empty() || !self.removes.is_empty()
    }

    fn is(&self, commit: &Commit) -> bool {
        let size = |part: &Part| i64::try_from(part.size).unwrap_or(i64::MAX);
        let adds = self.adds.iter().map(|part| (part.path.clone(), size(part)));
        let removes = self.removes.iter().map(|part| part.path.clone());
        adds.collect::<BTreeSet<_>>() == commit.adds
            && removes.collect::<BTreeSet<_>>() == commit.removes
    }
}

fn created(actions: &[Action], at: String, found: &mut Vec<Violation>) {
    let rows = actions
        .iter()
        .any(|a| matches!(a, Action::Add(_) | Action::Remove(_) | Action::Txn(_)));
    if rows {
        note(
            found,
            "I4 head",
            at,
            "expected a table created empty, but found rows",
        );
    }
}

/// The commit, if it is one of ours.
fn commit(
    version: u64,
    actions: &[Action],
    at: String,
    found: &mut Vec<Violation>,
) -> Option<Commit> {
    let mut batches = vec![];
    let (mut adds, mut removes) = (BTreeSet::new(), BTreeSet::new());
    for action in actions {
        match action {
            Action::Txn(txn) if txn.app_id == APP => batches.push(txn.version),
            Action::Add(add) => {
                if !adds.insert((add.path.clone(), add.size)) {
                    note(
                        found,
                        "I2 once",
                        at.clone(),
                        "expected each part once, but found one twice",
                    );
                }
            }
            Action::Remove(remove) => {
                if remove.data_change || !removes.insert(remove.path.clone()) {
                    let says = "expected each part to be folded once, but found another removal";
                    note(found, "I2 once", at.clone(), says);
                }
            }
            Action::CommitInfo(_) => {}
            _ => {
                let says =
                    "expected parts and a batch, but found another action: somebody else writes";
                note(found, "I4 head", at.clone(), says);
            }
        }
    }
    match batches.as_slice() {
        [batch] => Some(Commit {
            version,
            batch: u64::try_from(*batch).unwrap_or_default(),
            adds,
            removes,
        }),
        _ => {
            let says = format!(
                "expected one batch, but found {}: somebody else writes",
                batches.len()
            );
            note(found, "I4 head", at, says);
            None
        }
    }
}

/// The parts of all plans up to HEAD that none of them removed, by table and path.
fn live<'a>(plans: &'a Plans, head: &Head) -> BTreeMap<(&'a str, &'a str), &'a Part> {
    let mut live = BTreeMap::new();
    for (_, tables) in plans.range(..=head.n) {
        for (table, planned) in tables {
            for part in &planned.removes {
                live.remove(&(table.as_str(), part.path.as_str()));
            }
            for part in &planned.adds {
                live.insert((table.as_str(), part.path.as_str()), part);
            }
        }
    }
    live
}

/// The table opens at the version that HEAD names, and has the live files of all plans up to it.
async fn files_at_head(
    warehouse: &Warehouse,
    meta: &'static TableMeta,
    head: &Head,
    live: &BTreeMap<(&str, &str), &Part>,
    found: &mut Vec<Violation>,
) -> Result<()> {
    let version = head.versions.get(meta.name).copied().unwrap_or(0);
    let of_table = live.keys().filter(|(table, _)| *table == meta.name);
    let expected: BTreeSet<&str> = of_table.map(|(_, path)| *path).collect();
    match crate::snapshot::files(warehouse, meta, version).await {
        Ok(files) => {
            let stands: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
            if stands != expected {
                let says = format!(
                    "expected {} parts at version {version}, but found {}, {} of them planned",
                    expected.len(),
                    stands.len(),
                    stands.intersection(&expected).count()
                );
                note(found, "I2 once", meta.name.to_owned(), says);
            }
        }
        Err(_) => {
            let says = format!("expected version {version} to open, but found that it does not");
            note(found, "I4 head", meta.name.to_owned(), says);
        }
    }
    Ok(())
}

async fn parts(
    warehouse: &Warehouse,
    live: &BTreeMap<(&str, &str), &Part>,
    found: &mut Vec<Violation>,
) -> Result<()> {
    let logs = DeltaLogs::new(warehouse.clone());
    let looked: Vec<Option<Violation>> = futures::stream::iter(live.values().copied())
        .map(|part| async {
            let at = format!("{}/{}", part.table, part.path);
            let says = logs.validate(part).await?;
            Ok::<_, Error>(says.map(|says| Violation {
                invariant: "I5 parts",
                at,
                says,
            }))
        })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    found.extend(looked.into_iter().flatten());
    Ok(())
}

async fn left_out(
    ctx: &Context,
    warehouse: &Warehouse,
    head: &Head,
    found: &mut Vec<Violation>,
) -> Result<()> {
    let decided = pipeline::excluded(ctx).await;
    let decided = decided.map_err(|e| Error::storage("what the plans leave out", e))?;
    let stands = exclusions_at(warehouse, head, &Options::default()).await?;
    let units: BTreeMap<String, String> = decided
        .units
        .into_iter()
        .map(|(unit, reason)| (unit, reason.to_string()))
        .collect();
    let files: BTreeMap<(String, i32), String> = decided
        .files
        .into_iter()
        .map(|((file, g), reason)| {
            (
                (file, i32::try_from(g).unwrap_or_default()),
                reason.to_string(),
            )
        })
        .collect();
    if pipeline_moved(ctx, head).await? {
        return Ok(());
    }
    if &units != stands.units() || &files != stands.files() {
        let says = format!(
            "expected {} units and {} files left out, but found {} and {}, or other reasons",
            units.len(),
            files.len(),
            stands.units().len(),
            stands.files().len()
        );
        note(found, "I6 lives", "excluded_unit".to_owned(), says);
    }
    Ok(())
}

/// Whether HEAD moved meanwhile: what the plans say then is newer than what we read.
async fn pipeline_moved(ctx: &Context, head: &Head) -> Result<bool> {
    let now = pipeline::head(ctx)
        .await
        .map_err(|e| Error::storage("HEAD", e))?;
    Ok(now.is_none_or(|now| now.n != head.n))
}
