//! What tables need from time to time: folds, checkpoints, vacuum. Everything here prepares; the round
//! commits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use pipeline::{Context, Head};
use tables::part::{ASIDE, RECENT};

use crate::error::{Error, Result};
use crate::exclusion::Exclusions;
use crate::fold::{From, Resources};
use crate::logs::DeltaLogs;
use crate::session::{Options, exclusions_at};
use crate::snapshot::File;
use crate::vacuum::{Garbage, vacuum};
use crate::warehouse::Warehouse;

/// A checkpoint is written when so many versions follow the last one.
const CHECKPOINT_AFTER: u64 = 5;

/// When a table is folded, and how much of it at a time.
#[derive(Debug, Clone)]
pub struct Thresholds {
    /// Recent parts that are worth a fold: each costs a reader an open.
    pub recent_parts: usize,
    /// Bytes of recent parts that are.
    pub recent_bytes: u64,
    /// How long a row waits at most, however few there are: other engines read `base`.
    pub recent_age: SignedDuration,
    /// Folded parts below this are small.
    pub small_bytes: u64,
    /// Small parts of one tier and month that are folded into one.
    pub small_parts: usize,
    /// Bytes that one fold reads at most: a function has fifteen minutes, and a sort spills some ten times
    /// as much. The first part is always read.
    pub fold_bytes: u64,
    /// Parts that one fold takes at most: a plan is one JSON object.
    pub fold_parts: usize,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds {
            recent_parts: 8,
            recent_bytes: 32 << 20,
            recent_age: SignedDuration::from_hours(24),
            small_bytes: 64 << 20,
            small_parts: 8,
            fold_bytes: 512 << 20,
            fold_parts: 5_000,
        }
    }
}

impl Thresholds {
    /// The files of a table that a fold should take; none where it is not worth one. Generations of files
    /// are taken whole, or readers could not tell what a folded part holds.
    pub(crate) fn choose<'a>(
        &self,
        files: &'a [File],
        misplaced: &BTreeSet<String>,
        now_ms: i64,
    ) -> Vec<&'a File> {
        let (recent, folded): (Vec<&File>, Vec<&File>) =
            files.iter().partition(|file| file.tier() == RECENT);
        let mut wanted: Vec<Vec<&File>> = vec![];
        let wrong = folded.iter().filter(|f| misplaced.contains(&f.path));
        wanted.extend(wrong.map(|file| vec![*file]));
        wanted.extend(self.small(&folded, misplaced));
        if self.is_due(&recent, now_ms) || !wanted.is_empty() {
            wanted.extend(by_generation(&recent));
        }
        let (mut chosen, mut bytes) = (vec![], 0_u64);
        for group in wanted {
            let more: u64 = group.iter().map(|file| file.size()).sum();
            let fits = bytes.saturating_add(more) <= self.fold_bytes
                && chosen.len() + group.len() <= self.fold_parts;
            if fits || chosen.is_empty() {
                bytes = bytes.saturating_add(more);
                chosen.extend(group);
            }
        }
        chosen
    }

    fn is_due(&self, recent: &[&File], now_ms: i64) -> bool {
        let bytes: u64 = recent.iter().map(|file| file.size()).sum();
        let oldest = recent.iter().map(|file| file.modified_ms).min();
        let age = i64::try_from(self.recent_age.as_millis()).unwrap_or(i64::MAX);
        recent.len() >= self.recent_parts
            || bytes >= self.recent_bytes
            || oldest.is_some_and(|oldest| now_ms.saturating_sub(oldest) >= age)
    }

    /// Small folded parts of one tier and month, where they are many.
    fn small<'a>(&self, folded: &[&'a File], misplaced: &BTreeSet<String>) -> Vec<Vec<&'a File>> {
        let mut months: BTreeMap<(bool, Option<&str>), Vec<&File>> = BTreeMap::new();
        for file in folded {
            if file.size() < self.small_bytes && !misplaced.contains(&file.path) {
                let month = (file.tier() == ASIDE, file.month());
                months.entry(month).or_default().push(file);
            }
        }
        months
            .into_values()
            .filter(|small| small.len() >= self.small_parts)
            .collect()
    }
}

/// Recent parts, those of one generation of a file together: their names begin alike, and end in the attempt
/// and a number.
fn by_generation<'a>(recent: &[&'a File]) -> Vec<Vec<&'a File>> {
    let mut groups: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in recent {
        let name = file
            .path
            .rsplit_once('-')
            .map_or(&*file.path, |name| name.0);
        groups.entry(name).or_default().push(file);
    }
    groups.into_values().collect()
}

/// A fold that was handed to the round, or that would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refolded {
    /// The table.
    pub table: String,
    /// Parts that go.
    pub removed: usize,
    /// Their rows.
    pub rows: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Parts that come, where it was prepared.
    pub added: usize,
    /// Their bytes.
    pub bytes_after: u64,
    /// Rows of retracted files and replaced generations that go for good.
    pub dropped: u64,
}

/// What a round of folds came to.
#[derive(Debug, Default)]
pub struct Folds {
    /// What was handed to the round.
    pub done: Vec<Refolded>,
    /// Some are left, for want of time.
    pub more: bool,
    /// The first table that could not be folded says why.
    pub failed: Option<Error>,
}

/// The upkeep of all tables.
#[derive(Debug)]
pub struct Maintenance<'a> {
    /// The ports.
    pub ctx: &'a Context,
    /// The tables.
    pub warehouse: &'a Warehouse,
    /// When and how much.
    pub thresholds: Thresholds,
    /// What folds may use.
    pub resources: Resources,
}

impl Maintenance<'_> {
    /// Folds the tables that are due and hands the folds to the round, until there is no time to begin
    /// another. A table whose last fold still waits is passed over.
    ///
    /// # Errors
    /// Storage and state. What was handed over by then stands.
    pub async fn fold(&self, until: Timestamp) -> Result<Folds> {
        let mut folds = Folds::default();
        let Some(head) = self.head().await? else {
            return Ok(folds);
        };
        let waiting = pipeline::folds_pending(self.ctx).await;
        let waiting = waiting.map_err(|e| Error::storage("what is pending", e))?;
        let from = self.from(&head).await?;
        for meta in tables::ALL {
            if waiting.contains(meta.name) {
                continue;
            }
            if self.ctx.clock.now() >= until {
                folds.more = true;
                return Ok(folds);
            }
            match self.fold_one(&from, meta).await {
                Ok(folded) => folds.done.extend(folded),
                // One table that can't be folded is no reason to leave the others as they are.
                Err(error) => drop(folds.failed.get_or_insert(error)),
            }
        }
        Ok(folds)
    }

    async fn fold_one(
        &self,
        from: &From<'_>,
        meta: &'static tables::TableMeta,
    ) -> Result<Option<Refolded>> {
        let Some(candidate) = from.candidate(meta, &self.thresholds).await? else {
            return Ok(None);
        };
        let bytes = candidate.bytes();
        let fold = from.write(candidate).await?;
        pipeline::submit(self.ctx, &fold)
            .await
            .map_err(|e| Error::storage(format!("{}: handing over a fold", meta.name), e))?;
        Ok(Some(Refolded {
            table: fold.table,
            removed: fold.removes.len(),
            rows: fold.removes.iter().map(|part| part.rows).sum(),
            bytes,
            added: fold.adds.len(),
            bytes_after: fold.adds.iter().map(|part| part.size).sum(),
            dropped: fold.dropped,
        }))
    }

    /// What [`Maintenance::fold`] would fold now. Nothing is written.
    ///
    /// # Errors
    /// Storage and state.
    pub async fn due(&self) -> Result<Vec<Refolded>> {
        let mut due = vec![];
        let Some(head) = self.head().await? else {
            return Ok(due);
        };
        let from = self.from(&head).await?;
        for meta in tables::ALL {
            if let Some(candidate) = from.candidate(meta, &self.thresholds).await? {
                due.push(Refolded {
                    table: meta.name.to_owned(),
                    removed: candidate.parts(),
                    rows: candidate.rows(),
                    bytes: candidate.bytes(),
                    added: 0,
                    bytes_after: 0,
                    dropped: 0,
                });
            }
        }
        Ok(due)
    }

    /// Brings checkpoints up to HEAD where more than a few versions follow the last one. The tables that got
    /// one.
    ///
    /// # Errors
    /// Storage and state.
    pub async fn checkpoint(&self) -> Result<Vec<String>> {
        match self.head().await? {
            Some(head) => {
                DeltaLogs::new(self.warehouse.clone())
                    .checkpoint(&head, CHECKPOINT_AFTER)
                    .await
            }
            None => Ok(vec![]),
        }
    }

    /// Deletes what nothing names any more, or lists it.
    ///
    /// # Errors
    /// Storage and state.
    pub async fn vacuum(&self, dry_run: bool) -> Result<Vec<Garbage>> {
        vacuum(self.ctx, self.warehouse, dry_run).await
    }

    async fn head(&self) -> Result<Option<Head>> {
        let head = pipeline::head(self.ctx).await;
        head.map_err(|e| Error::storage("HEAD", e))
    }

    async fn from<'a>(&'a self, head: &'a Head) -> Result<From<'a>> {
        let exclusions: Exclusions =
            exclusions_at(self.warehouse, head, &Options::default()).await?;
        Ok(From {
            ctx: self.ctx,
            warehouse: self.warehouse,
            head,
            exclusions: Arc::new(exclusions),
            resources: &self.resources,
        })
    }
}

#[cfg(test)]
mod tests {
    use datafusion::datasource::listing::PartitionedFile;

    use super::*;

    fn file(path: &str, size: u64, modified_ms: i64) -> File {
        let mut values = path.split('/').map(|part| part.split_once('='));
        let mut value = || {
            let value = values.next().flatten().map(|(_, value)| value.to_owned());
            value.filter(|value| value != "null")
        };
        File {
            path: path.to_owned(),
            scan: PartitionedFile::new(path, size),
            rows: 1,
            partition: BTreeMap::from([
                ("tier".to_owned(), value()),
                ("month".to_owned(), value()),
            ]),
            modified_ms,
        }
    }

    fn recent(file_number: u32, part: u32, size: u64) -> File {
        let path = format!("tier=recent/month=null/{file_number:024x}-1-1-{part:06}.parquet");
        file(&path, size, 0)
    }

    fn chosen(thresholds: &Thresholds, files: &[File], wrong: &[&str], now_ms: i64) -> Vec<String> {
        let misplaced = wrong.iter().map(|path| (*path).to_owned()).collect();
        let chosen = thresholds.choose(files, &misplaced, now_ms);
        chosen.into_iter().map(|file| file.path.clone()).collect()
    }

    #[test]
    fn few_small_recent_parts_wait_for_more_or_a_day() {
        let thresholds = Thresholds::default();
        let files: Vec<File> = (0..8).map(|n| recent(n, 1, 10)).collect();
        assert_eq!(chosen(&thresholds, &files, &[], 0).len(), 8);
        assert_eq!(chosen(&thresholds, &files[..7], &[], 0).len(), 0);
        let day = 24 * 60 * 60 * 1000;
        assert_eq!(chosen(&thresholds, &files[..1], &[], day - 1).len(), 0);
        assert_eq!(chosen(&thresholds, &files[..1], &[], day).len(), 1);
        let large = [recent(1, 1, 33 << 20)];
        assert_eq!(chosen(&thresholds, &large, &[], 0).len(), 1);
        assert_eq!(chosen(&thresholds, &[], &[], day).len(), 0);
    }

    #[test]
    fn a_generation_is_folded_whole_or_not_at_all() {
        let thresholds = Thresholds {
            fold_bytes: 25,
            ..Thresholds::default()
        };
        // Two parts of one file, one of another, and a file that is too large for the rest.
        let mut files = vec![recent(1, 1, 10), recent(1, 2, 10), recent(2, 1, 10)];
        files.extend((3..8).map(|n| recent(n, 1, 20)));
        let first = chosen(&thresholds, &files, &[], 0);
        assert_eq!(first, [&*files[0].path, &*files[1].path]);
        // The first is taken however large it is.
        let huge: Vec<File> = (0..8).map(|n| recent(n, 1, 100)).collect();
        assert_eq!(chosen(&thresholds, &huge, &[], 0).len(), 1);
        let few = Thresholds {
            fold_parts: 2,
            ..Thresholds::default()
        };
        assert_eq!(chosen(&few, &files, &[], 0).len(), 2);
    }

    #[test]
    fn small_parts_of_a_month_are_joined_and_misplaced_rows_moved() {
        let thresholds = Thresholds::default();
        let base = |month: &str, n: u32, size: u64| {
            file(
                &format!("tier=base/month={month}/fold-{n:012}-x-000001.parquet"),
                size,
                0,
            )
        };
        let mut files: Vec<File> = (0..8).map(|n| base("2026-01", n, 10)).collect();
        files.extend((0..7).map(|n| base("2026-02", n, 10)));
        files.extend((7..20).map(|n| base("2026-02", n, 65 << 20)));
        let aside = "tier=aside/month=2026-01/fold-000000000001-x-000002.parquet";
        files.push(file(aside, 10, 0));
        let found = chosen(&thresholds, &files, &[], 0);
        assert_eq!(found.len(), 8);
        assert!(
            found
                .iter()
                .all(|path| path.starts_with("tier=base/month=2026-01"))
        );
        let found = chosen(&thresholds, &files[8..], &[aside], 0);
        assert_eq!(found, [aside]);
        // What is folded anyway takes recent parts with it.
        files.push(recent(1, 1, 10));
        assert_eq!(chosen(&thresholds, &files[8..], &[aside], 0).len(), 2);
    }
}
