//! What changed, and all that there is, as files.

use std::collections::BTreeSet;

use store::{State, key};

use crate::error::Error;
use crate::file::{File, Rows};

/// Changes asked for at a time.
const CHANGES: usize = 5_000;
/// Items asked for at a time.
const PAGE: usize = 500;

/// Writes what changed since it ran last, and says how many files that are; none where nothing changed, or where a
/// stream brings the changes. `take` lands a file and takes it in. Only then the changes are struck off the
/// store's list: whoever dies in between writes them again.
///
/// # Errors
/// State, or whatever `take` says. What is not struck off is written again.
pub async fn mirror<E: From<Error>>(
    state: &dyn State,
    mut take: impl AsyncFnMut(File) -> Result<(), E>,
) -> Result<u64, E> {
    let mut files = 0;
    loop {
        let changes = state.changes(CHANGES).await.map_err(Error::from)?;
        let (mut rows, mut seen, mut through) = (Rows::default(), BTreeSet::new(), None);
        for change in changes {
            if rows.is_full() {
                break;
            }
            through = Some(change.nth);
            // What stands there now, however often it changed.
            if seen.insert(change.key.clone()) {
                let found = state.get(&change.key).await.map_err(Error::from)?;
                if let Some(item) = found {
                    rows.add(&item.key, item.body)?;
                }
            }
        }
        let Some(through) = through else {
            return Ok(files);
        };
        if let Some(file) = rows.take() {
            take(file).await?;
            files += 1;
        }
        state.strike_changes(through).await.map_err(Error::from)?;
    }
}

/// Writes every case and every event, in the order of the keys: the same state, the same files. Says how many.
///
/// # Errors
/// State, or whatever `take` says; then it is to be run again.
pub async fn rebuild<E: From<Error>>(
    state: &dyn State,
    mut take: impl AsyncFnMut(File) -> Result<(), E>,
) -> Result<u64, E> {
    let (mut rows, mut files) = (Rows::default(), 0);
    for cases in key::work_partitions() {
        let mut after: Option<String> = None;
        loop {
            let page = state.query(&cases, after.as_deref(), PAGE).await;
            let page = page.map_err(Error::from)?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.sort.clone());
            for item in page {
                events(state, &item.key.sort, &mut rows).await?;
                rows.add(&item.key, item.body)?;
                if rows.is_full()
                    && let Some(file) = rows.take()
                {
                    take(file).await?;
                    files += 1;
                }
            }
        }
    }
    if let Some(file) = rows.take() {
        take(file).await?;
        files += 1;
    }
    Ok(files)
}

/// What was done with one case.
async fn events(state: &dyn State, id: &str, rows: &mut Rows) -> Result<(), Error> {
    let partition = key::work_events(id);
    let mut after: Option<String> = None;
    loop {
        let page = state.query(&partition, after.as_deref(), PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.key.sort.clone());
        for event in page {
            rows.add(&event.key, event.body)?;
        }
    }
}
