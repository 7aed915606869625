//! The check: walks HEAD, batches, plans, ledger, pending entries, claims, manifests, parts and
//! projections, and says where an invariant of ARCHITECTURE.md does not hold. What the tables' logs hold
//! is checked by whoever can read them.

use std::collections::BTreeMap;

use futures::TryStreamExt;
use object_store::path::Path;
use serde_json::Value;
use store::key;

use crate::book;
use crate::context::Context;
use crate::error::Result;
use crate::head::{self, Batch};
use crate::pending::{self, Entry};
use crate::plan::{self, Conversion, Plan, Verdict};
use crate::read::{self, File};
use crate::reason::Reason;
use crate::table_log::Head;

mod files;
mod plans;
mod units;

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Its name in ARCHITECTURE.md.
    pub invariant: &'static str,
    /// Where: an id of ours.
    pub at: String,
    /// What was expected and what was found.
    pub says: String,
}

/// What is left out at HEAD, as the plans say it. `excluded_unit` must say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excluded {
    /// Units.
    pub units: BTreeMap<String, Reason>,
    /// Whole generations of files.
    pub files: BTreeMap<(String, u32), Reason>,
}

/// A plan; `None` where there is none.
///
/// # Errors
/// Those of the warehouse.
pub async fn plan(ctx: &Context, n: u64) -> Result<Option<Plan>> {
    plan::load(ctx, n).await
}

/// What is left out at HEAD, from all plans up to it.
///
/// # Errors
/// Those of state and warehouse.
pub async fn excluded(ctx: &Context) -> Result<Excluded> {
    let mut excluded = Excluded::default();
    let n = head::head(ctx).await?.map_or(0, |head| head.n);
    for n in 1..=n {
        if let Some(plan) = plan::load(ctx, n).await? {
            excluded.follow(&plan);
        }
    }
    Ok(excluded)
}

impl Excluded {
    fn follow(&mut self, plan: &Plan) {
        for scope in &plan.scopes {
            self.files
                .insert((scope.file_id.clone(), scope.generation), scope.reason);
        }
        for change in &plan.units {
            match change.now {
                Some(reason) => self.units.insert(change.unit_id.clone(), reason),
                None => self.units.remove(&change.unit_id),
            };
        }
    }
}

/// Everything that does not hold; empty when all is sound. First finishes the bookkeeping of HEAD's
/// batch, as any round would. May run beside other processes: what it reads is not of one moment, so
/// what it found must be found again, and again.
///
/// # Errors
/// Those of the ports; what is stored and does not read is one too.
pub async fn check(ctx: &Context) -> Result<Vec<Violation>> {
    let mut found = once(ctx).await?;
    for _ in 0..2 {
        if found.is_empty() {
            break;
        }
        let again = once(ctx).await?;
        found.retain(|violation| again.contains(violation));
    }
    Ok(found)
}

/// What was found.
#[derive(Debug, Default)]
struct Findings(Vec<Violation>);

impl Findings {
    fn note(&mut self, invariant: &'static str, at: impl Into<String>, says: impl Into<String>) {
        self.0.push(Violation {
            invariant,
            at: at.into(),
            says: says.into(),
        });
    }
}

/// Everything that is small enough to be held at once.
struct Books {
    head: Head,
    batches: BTreeMap<u64, Batch>,
    /// Numbers of the plans that are there.
    plans: Vec<u64>,
    files: BTreeMap<String, File>,
    pending: BTreeMap<String, Entry>,
    converting: BTreeMap<String, Value>,
    /// By file, what plans up to HEAD took, in their order.
    taken: BTreeMap<String, Vec<(u64, Conversion)>>,
    /// Is the file retracted, as plans say.
    retracted: BTreeMap<String, bool>,
    excluded: Excluded,
}

async fn once(ctx: &Context) -> Result<Vec<Violation>> {
    let Some((head, _)) = head::load(ctx).await? else {
        return before_the_first_round(ctx).await;
    };
    book::finish(ctx, head.n).await?;
    let mut found = Findings::default();
    let mut books = Books::read(ctx, head).await?;
    plans::check(ctx, &mut books, &mut found).await?;
    files::check(ctx, &books, &mut found).await?;
    units::check(ctx, &books, &mut found).await?;
    found.0.sort();
    found.0.dedup();
    Ok(found.0)
}

async fn before_the_first_round(ctx: &Context) -> Result<Vec<Violation>> {
    let mut found = Findings::default();
    for file in read::files(ctx).await? {
        if file.ledger.taken.is_some() {
            let says = "expected HEAD, but found none";
            found.note("I3 committed", file.file_id, says);
        }
    }
    Ok(found.0)
}

impl Books {
    async fn read(ctx: &Context, head: Head) -> Result<Books> {
        let mut batches = BTreeMap::new();
        for n in 1..=head.n {
            if let Some((batch, _)) = head::batch(ctx, n).await? {
                batches.insert(n, batch);
            }
        }
        let converting = read::all(ctx, key::CONVERTING).await?;
        Ok(Books {
            head,
            batches,
            plans: numbers(ctx).await?,
            files: read::files(ctx)
                .await?
                .into_iter()
                .map(|f| (f.file_id.clone(), f))
                .collect(),
            pending: pending::all(ctx).await?,
            converting: converting
                .into_iter()
                .map(|item| (item.key.sort, item.body))
                .collect(),
            taken: BTreeMap::new(),
            retracted: BTreeMap::new(),
            excluded: Excluded::default(),
        })
    }

    /// Follows a plan at or below HEAD.
    fn follow(&mut self, plan: &Plan) {
        self.excluded.follow(plan);
        for settled in &plan.entries {
            match &settled.verdict {
                Verdict::Committed {
                    conversion,
                    restores,
                    ..
                } => {
                    let file_id = conversion.file_id.clone();
                    if *restores {
                        self.retracted.insert(file_id.clone(), false);
                    }
                    self.taken
                        .entry(file_id)
                        .or_default()
                        .push((plan.n, conversion.clone()));
                }
                Verdict::Retracted { file_id, .. } => {
                    self.retracted.insert(file_id.clone(), true);
                }
                Verdict::Refused { .. }
                | Verdict::Decided { .. }
                | Verdict::Folded { .. }
                | Verdict::Unfolded { .. }
                | Verdict::Void => {}
            }
        }
    }
}

async fn numbers(ctx: &Context) -> Result<Vec<u64>> {
    let found: Vec<_> = ctx
        .warehouse
        .list(Some(&Path::from("plans")))
        .try_collect()
        .await?;
    let number = |path: &Path| path.filename()?.strip_suffix(".json")?.parse().ok();
    let mut numbers: Vec<u64> = found
        .iter()
        .filter_map(|meta| number(&meta.location))
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}
