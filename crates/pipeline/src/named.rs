//! What is named by anything that may still be read or taken: what a vacuum must leave alone.

use std::collections::BTreeSet;

use jiff::Timestamp;
use store::key;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::fold;
use crate::head::{self, head};
use crate::manifest::{self, short};
use crate::pending::{self, Entry};
use crate::plan::{self, Plan};
use crate::read;
use crate::table_log::Head;

/// What is named, but for what is live at HEAD, which the logs say.
#[derive(Debug, Default)]
pub struct Named {
    head: Option<Head>,
    /// By table and path.
    parts: BTreeSet<(String, String)>,
    /// What names of parts of conversions under way begin with.
    attempts: BTreeSet<String>,
    folds: BTreeSet<String>,
}

impl Named {
    /// The HEAD that it was found at.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Is the part at this path of a table named?
    #[must_use]
    pub fn is_part(&self, table: &str, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        // `{file}-{generation}-{attempt}-{number}`
        let attempt = name.rsplit_once('-').map_or(name, |(attempt, _)| attempt);
        self.attempts.contains(attempt) || self.parts.contains(&(table.to_owned(), path.to_owned()))
    }

    /// Does the description of a fold, by its name in its folder, wait for a round?
    #[must_use]
    pub fn is_fold(&self, name: &str) -> bool {
        let name = name.split('.').next().unwrap_or(name);
        self.folds.contains(name)
    }

    fn follow(&mut self, plan: &Plan, adds: bool) {
        for (table, removes) in &plan.removes {
            for part in removes {
                self.parts.insert((table.clone(), part.path.clone()));
            }
        }
        for part in plan.adds.values().flatten().filter(|_| adds) {
            self.parts.insert((part.table.clone(), part.path.clone()));
        }
    }
}

/// What is named now, and what was removed since then. In the order of the flow, so that what moves on
/// meanwhile is met at its next place.
///
/// # Errors
/// Those of the ports.
pub async fn named(ctx: &Context, since: Timestamp) -> Result<Named> {
    let mut named = Named::default();
    for item in read::all(ctx, key::CONVERTING).await? {
        let place = item.key.sort;
        // `{until}-{file}-{generation}-{attempt}`
        let words: Vec<&str> = place.splitn(4, '-').collect();
        let [_, file_id, generation, attempt] = words.as_slice() else {
            return Err(Error::Damaged("a claim".to_owned()));
        };
        let file = short(file_id);
        named
            .attempts
            .insert(format!("{file}-{generation}-{attempt}"));
    }
    for entry in pending::all(ctx).await?.into_values() {
        match entry {
            Entry::File {
                file_id,
                generation,
                attempt,
                ..
            } => {
                let manifest = manifest::load(ctx, &file_id, generation, attempt).await?;
                let parts = manifest.map(|manifest| manifest.parts).unwrap_or_default();
                let parts = parts.into_iter().map(|part| (part.table, part.path));
                named.parts.extend(parts);
            }
            Entry::Fold { name, .. } => {
                let fold = fold::load(ctx, &name).await?;
                let adds = fold.map(|fold| fold.adds).unwrap_or_default();
                let adds = adds.into_iter().map(|part| (part.table, part.path));
                named.parts.extend(adds);
                named.folds.insert(name);
            }
            Entry::Retract { .. } | Entry::Decide { .. } => {}
        }
    }
    // A plan above HEAD is looked for before HEAD is read again: what it adds is live once HEAD is there.
    let Some(now) = head(ctx).await? else {
        return Ok(named);
    };
    let mut n = now.n + 1;
    while let Some(plan) = plan::load(ctx, n).await? {
        named.follow(&plan, true);
        n += 1;
    }
    let now = head(ctx).await?.unwrap_or(now);
    for n in (1..=now.n).rev() {
        let Some((batch, _)) = head::batch(ctx, n).await? else {
            break;
        };
        if batch.at < since {
            break;
        }
        let plan = plan::load(ctx, n).await?;
        named.follow(
            &plan.ok_or_else(|| Error::Damaged(format!("plan {n}")))?,
            false,
        );
    }
    named.head = Some(now);
    Ok(named)
}
