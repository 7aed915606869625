//! Preparing a plan: takes pending entries, validates parts, decides which units live.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use tables::{ExcludedUnit, Part, Writers};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::fold::{self, Asked};
use crate::ledger;
use crate::lives::judge;
use crate::manifest;
use crate::overlay::{Overlay, Touched, overlay};
use crate::pending::{self, Entry};
use crate::plan::{Change, Conversion, Plan, Scope, Settled, Verdict};
use crate::projection::{self, Projected};
use crate::reason::Reason;
use crate::table_log::Head;

/// The plan after `head` of what is pending; `None` if nothing is.
pub(crate) async fn prepare(ctx: &Context, head: &Head) -> Result<Option<Plan>> {
    let pending = pending::next(ctx).await?;
    if pending.is_empty() {
        return Ok(None);
    }
    let mut files = Files::default();
    let mut folds = Vec::new();
    let mut plan = Plan {
        n: head.n + 1,
        at: ctx.clock.now(),
        entries: Vec::with_capacity(pending.len()),
        adds: BTreeMap::new(),
        removes: BTreeMap::new(),
        scopes: Vec::new(),
        units: Vec::new(),
    };
    let mut arrived = futures::stream::iter(pending)
        .map(|(id, entry)| arrive(ctx, id, entry))
        .buffered(ctx.bounds.at_once.max(1));
    while let Some((id, entry, parts)) = arrived.try_next().await? {
        if let Entry::Fold { table, name, .. } = &entry {
            folds.push(Asked {
                entry: plan.entries.len(),
                table: table.clone(),
                name: name.clone(),
            });
        }
        let verdict = settle(ctx, plan.n, &mut files, &mut plan.adds, entry, parts).await?;
        plan.entries.push(Settled { id, verdict });
    }
    drop(arrived);
    plan.scopes = files.scopes();
    let touched = overlay(ctx, &plan.verdicts()).await?;
    plan.units = changes(ctx, plan.n, touched).await?;
    fold::settle(ctx, head, &mut plan, folds).await?;
    let parts = write_exclusions(ctx, &plan).await?;
    if !parts.is_empty() {
        plan.adds
            .entry("excluded_unit".to_owned())
            .or_default()
            .extend(parts);
    }
    Ok(Some(plan))
}

/// Files of the plan as they stand after the entries so far.
#[derive(Debug, Default)]
struct Files(BTreeMap<String, File>);

#[derive(Debug)]
struct File {
    /// With the batch that it came with.
    taken: Option<(Conversion, u64)>,
    retracted: bool,
    /// By generation, with the batch that it came with.
    scopes: BTreeMap<u32, (Reason, u64)>,
}

impl Files {
    async fn get(&mut self, ctx: &Context, file_id: &str) -> Result<&mut File> {
        if !self.0.contains_key(file_id) {
            let (ledger, _) = ledger::load(ctx, file_id)
                .await?
                .ok_or_else(|| Error::Damaged(format!("the ledger of {file_id}")))?;
            let taken = ledger.taken.map(|taken| {
                let conversion = Conversion {
                    file_id: file_id.to_owned(),
                    generation: taken.generation,
                    attempt: taken.attempt,
                };
                (conversion, taken.batch)
            });
            let file = File {
                taken,
                retracted: ledger.retraction.is_some(),
                scopes: BTreeMap::new(),
            };
            self.0.insert(file_id.to_owned(), file);
        }
        self.0
            .get_mut(file_id)
            .ok_or_else(|| Error::Damaged("a plan".to_owned()))
    }

    fn scopes(&self) -> Vec<Scope> {
        let scope = |file_id: &str, (generation, (reason, since)): (&u32, &(Reason, u64))| Scope {
            file_id: file_id.to_owned(),
            generation: *generation,
            reason: *reason,
            since: *since,
        };
        self.0
            .iter()
            .flat_map(|(id, file)| file.scopes.iter().map(move |entry| scope(id, entry)))
            .collect()
    }
}

impl File {
    /// The generation that counts stops counting.
    fn hide(&mut self, reason: Reason) -> Option<Conversion> {
        let (live, since) = self.taken.clone().filter(|_| !self.retracted)?;
        self.scopes.insert(live.generation, (reason, since));
        Some(live)
    }

    /// Another generation is taken by batch `n`: the one that it replaces, and whether it is left out because
    /// the file is retracted.
    fn take(
        &mut self,
        conversion: Conversion,
        restores: bool,
        n: u64,
    ) -> (Option<Conversion>, bool) {
        let replaces = self.hide(Reason::Replayed);
        self.retracted &= !restores;
        if self.retracted {
            let hidden = (Reason::Retracted, n);
            self.scopes.insert(conversion.generation, hidden);
        }
        self.taken = Some((conversion, n));
        (replaces, self.retracted)
    }
}

/// What an entry brings: parts that can be taken, or code and reason why not.
type Brought = std::result::Result<Vec<Part>, (String, String)>;

async fn arrive(ctx: &Context, id: String, entry: Entry) -> Result<(String, Entry, Brought)> {
    let brought = match &entry {
        Entry::File {
            file_id,
            generation,
            attempt,
            ..
        } => {
            let manifest = manifest::load(ctx, file_id, *generation, *attempt).await?;
            let parts = manifest.map(|manifest| manifest.parts);
            match refuse(ctx, parts.as_deref()).await? {
                Some(refused) => Err(refused),
                None => Ok(parts.unwrap_or_default()),
            }
        }
        Entry::Retract { .. } | Entry::Decide { .. } | Entry::Fold { .. } => Ok(Vec::new()),
    };
    Ok((id, entry, brought))
}

#[expect(clippy::too_many_lines, reason = "one arm a kind of entry")]
async fn settle(
    ctx: &Context,
    n: u64,
    files: &mut Files,
    adds: &mut BTreeMap<String, Vec<Part>>,
    entry: Entry,
    brought: Brought,
) -> Result<Verdict> {
    match entry {
        Entry::File {
            file_id,
            generation,
            attempt,
            restores,
            tally,
        } => {
            let conversion = Conversion {
                file_id,
                generation,
                attempt,
            };
            let parts = match brought {
                Ok(parts) => parts,
                Err((code, reason)) => {
                    return Ok(Verdict::Refused {
                        conversion,
                        code,
                        reason,
                        tally,
                    });
                }
            };
            for part in parts {
                adds.entry(part.table.clone()).or_default().push(part);
            }
            let file = files.get(ctx, &conversion.file_id).await?;
            let (replaces, hidden) = file.take(conversion.clone(), restores, n);
            Ok(Verdict::Committed {
                conversion,
                replaces,
                restores,
                hidden,
                tally,
            })
        }
        Entry::Retract {
            file_id,
            reason,
            by,
            at,
            ..
        } => {
            let file = files.get(ctx, &file_id).await?;
            if file.retracted {
                return Ok(Verdict::Void);
            }
            let hides = file.hide(Reason::Retracted);
            file.retracted = true;
            Ok(Verdict::Retracted {
                file_id,
                hides,
                reason,
                by,
                at,
            })
        }
        Entry::Decide {
            doc,
            content_hash,
            decision,
        } => Ok(Verdict::Decided {
            doc,
            content_hash,
            decision,
        }),
        // Decided when everything else is.
        Entry::Fold { .. } => Ok(Verdict::Void),
    }
}

/// Code and reason if the parts of a conversion can't be taken.
async fn refuse(ctx: &Context, parts: Option<&[Part]>) -> Result<Option<(String, String)>> {
    let Some(parts) = parts else {
        let reason = "expected a manifest, but found none".to_owned();
        return Ok(Some(("no_manifest".to_owned(), reason)));
    };
    let mut checks = futures::stream::iter(parts)
        .map(|part| ctx.tables.validate(part))
        .buffered(ctx.bounds.at_once.max(1));
    while let Some(refused) = checks.try_next().await? {
        if let Some(reason) = refused {
            return Ok(Some(("unfit_part".to_owned(), reason)));
        }
    }
    Ok(None)
}

/// Judges every touched document; the units whose exclusion changes, in order of their ids.
async fn changes(ctx: &Context, n: u64, touched: Overlay) -> Result<Vec<Change>> {
    let mut changes: Vec<Change> = futures::stream::iter(touched.0)
        .map(|(doc, touched)| change(ctx, n, doc, touched))
        .buffer_unordered(ctx.bounds.at_once.max(1))
        .try_concat()
        .await?;
    changes.sort_by(|a, b| a.unit_id.cmp(&b.unit_id));
    Ok(changes)
}

async fn change(ctx: &Context, n: u64, doc: String, touched: Touched) -> Result<Vec<Change>> {
    let mut document = projection::document(ctx, &doc).await?;
    for id in &touched.go {
        document.units.remove(id);
    }
    let come = touched.come.into_iter();
    document
        .units
        .extend(come.map(|(id, unit)| (id, unit.at(n))));
    document.decisions.extend(touched.decided);
    document.units.retain(|_, unit| unit.live);
    let units: Vec<&Projected> = document.units.values().collect();
    let judged = judge(&units, &document.decisions);
    let changed = document
        .units
        .iter()
        .zip(judged)
        .filter(|((_, unit), now)| unit.status != *now);
    Ok(changed
        .map(|((id, unit), now)| Change {
            doc: doc.clone(),
            unit_id: id.clone(),
            file_id: unit.file_id.clone(),
            generation: unit.generation,
            since: unit.since,
            was: unit.status,
            now,
        })
        .collect())
}

/// Writes the rows of `excluded_unit`. A preparer that loses leaves its part behind: nothing names it.
async fn write_exclusions(ctx: &Context, plan: &Plan) -> Result<Vec<Part>> {
    if plan.scopes.is_empty() && plan.units.is_empty() {
        return Ok(Vec::new());
    }
    let name = format!("plan-{:012}-{}", plan.n, ctx.unique());
    let now = ctx.clock.now().as_millisecond();
    let out = Writers::new(ctx.parts.clone(), name).at(now);
    let (n, scopes, units) = (plan.n, plan.scopes.clone(), plan.units.clone());
    let files = ctx.parts.clone();
    let written = tokio::task::spawn_blocking(move || {
        let parts = append_exclusions(out, n, &scopes, &units)?;
        files.sync(&parts)?;
        Ok::<_, tables::WriteError>(parts)
    });
    let parts = written.await.map_err(|_| Error::Stopped)?;
    parts.map_err(|error| Error::Convert(error.into()))
}

fn append_exclusions(
    mut out: Writers,
    n: u64,
    scopes: &[Scope],
    units: &[Change],
) -> std::result::Result<Vec<Part>, tables::WriteError> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let batch = number(n);
    for Scope {
        file_id,
        generation,
        reason,
        since,
    } in scopes
    {
        out.excluded_unit().append(&ExcludedUnit {
            batch,
            scope: "file",
            unit_id: None,
            file_id,
            generation: i32::try_from(*generation).unwrap_or(i32::MAX),
            reason: reason.as_str(),
            active: true,
            since: number(*since),
        })?;
    }
    for Change {
        unit_id,
        file_id,
        generation,
        since,
        was,
        now,
        ..
    } in units
    {
        let Some(reason) = now.or(*was) else { continue };
        out.excluded_unit().append(&ExcludedUnit {
            batch,
            scope: "unit",
            unit_id: Some(unit_id),
            file_id,
            generation: i32::try_from(*generation).unwrap_or(i32::MAX),
            reason: reason.as_str(),
            active: now.is_some(),
            since: number(*since),
        })?;
    }
    out.finish()
}
