//! The tables' logs against the plans: each batch once and whole, nobody else's commits, every part as
//! its writer described it, exclusions as the plans decided them.

use std::collections::{BTreeMap, BTreeSet};

use deltalake::kernel::Action;
use deltalake::logstore::{LogStoreRef, get_actions};
use futures::{StreamExt as _, TryStreamExt as _};
use pipeline::{Context, Head, Violation};
use tables::{Part, TableMeta};

use crate::error::{Error, Result};
use crate::logs::{APP, DeltaLogs};
use crate::session::{Options, exclusions_at};
use crate::warehouse::Warehouse;

/// Parts looked at at once: each is a few small reads.
const AT_ONCE: usize = 16;

/// Plans by number: their parts by table.
type Plans = BTreeMap<u64, BTreeMap<String, Vec<Part>>>;

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
            Some(adds) => drop(plans.insert(n, adds)),
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
        files_at_head(warehouse, meta, head, &plans, &mut found).await?;
    }
    parts(warehouse, head, &plans, &mut found).await?;
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

async fn plan(ctx: &Context, n: u64) -> Result<Option<BTreeMap<String, Vec<Part>>>> {
    let loaded = pipeline::plan(ctx, n).await;
    let loaded = loaded.map_err(|e| Error::storage(format!("plan {n}"), e))?;
    Ok(loaded.map(|plan| plan.adds))
}

/// A commit of ours: its version, its batch, path and size of what it adds.
#[derive(Debug)]
struct Commit {
    version: u64,
    batch: u64,
    adds: BTreeSet<(String, i64)>,
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
                && let Some(adds) = plan(ctx, commit.batch).await?
            {
                plans.insert(commit.batch, adds);
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
                    says("a batch whose plan adds to the table"),
                ),
                Some(Some(parts)) if planned(parts) != commit.adds => {
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
        for (n, adds) in plans.range(..=head.n) {
            if adds.get(name).is_some_and(|parts| !parts.is_empty()) && !batches.contains(n) {
                let says = format!("expected batch {n} in the log, but found none");
                note(found, "I2 once", name.to_owned(), says);
            }
        }
    }
}

fn planned(parts: &[Part]) -> BTreeSet<(String, i64)> {
    let size = |part: &Part| i64::try_from(part.size).unwrap_or(i64::MAX);
    parts
        .iter()
        .map(|part| (part.path.clone(), size(part)))
        .collect()
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
    let mut adds = BTreeSet::new();
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

/// The table opens at the version that HEAD names, and has the files of all plans up to it.
async fn files_at_head(
    warehouse: &Warehouse,
    meta: &'static TableMeta,
    head: &Head,
    plans: &Plans,
    found: &mut Vec<Violation>,
) -> Result<()> {
    let version = head.versions.get(meta.name).copied().unwrap_or(0);
    let expected: BTreeSet<&str> = plans
        .range(..=head.n)
        .filter_map(|(_, adds)| adds.get(meta.name))
        .flat_map(|parts| parts.iter().map(|part| part.path.as_str()))
        .collect();
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
    head: &Head,
    plans: &Plans,
    found: &mut Vec<Violation>,
) -> Result<()> {
    let logs = DeltaLogs::new(warehouse.clone());
    let all = plans
        .range(..=head.n)
        .flat_map(|(_, adds)| adds.values().flatten());
    let looked: Vec<Option<Violation>> = futures::stream::iter(all)
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
