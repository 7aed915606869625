//! Items in the state: each write is one transaction of the item, its place in the queue, and its event.

use futures::{Stream, StreamExt as _, TryStreamExt as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Expect, Op, State as Port, key};

use crate::act::Request;
use crate::error::{Error, Result};
use crate::event::{Event, Made};
use crate::item::{Item, Place};

/// Items asked for at a time.
const PAGE: usize = 500;
/// Requests under way at once.
pub(crate) const AT_ONCE: usize = 32;

/// An item as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed {
    /// The item.
    pub item: Item,
    /// Its version.
    pub version: u64,
}

/// What stands in a queue, and under what an item is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    item: String,
}

/// An item.
///
/// # Errors
/// State.
pub async fn item(state: &dyn Port, id: &str) -> Result<Option<Filed>> {
    let Some(found) = state.get(&key::work_item(id)).await? else {
        return Ok(None);
    };
    let version = found.version;
    let item = read(found.body)?;
    Ok(Some(Filed { item, version }))
}

/// Does what a person asks for. `seen` is the version that they looked at, if they say so.
///
/// # Errors
/// [`Error::Changed`] names who was faster, and what they did.
pub async fn act(
    state: &dyn Port,
    id: &str,
    seen: Option<u64>,
    request: &Request,
) -> Result<Filed> {
    let Some(before) = item(state, id).await? else {
        return Err(Error::Unknown("none with this id"));
    };
    if let Some(seen) = seen.filter(|seen| *seen != before.version) {
        return Err(faster(state, &before.item, seen).await?);
    }
    let (after, event) = request.done(&before.item)?;
    match state.transact(ops(Some(&before), &after, &event)?).await {
        Ok(()) => Ok(Filed {
            item: after,
            version: before.version + 1,
        }),
        Err(error) if error.is_conflict() => {
            let now = item(state, id).await?;
            let now = now.ok_or(Error::Unknown("one that is gone"))?;
            Err(faster(state, &now.item, before.version).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Who changed an item since it was looked at.
async fn faster(state: &dyn Port, item: &Item, seen: u64) -> Result<Error> {
    let last = state.get(&key::work_event(&item.id, item.events)).await?;
    let last: Event = read(last.ok_or(Error::Unknown("one without events"))?.body)?;
    let did = match last.made {
        Made::Opened => "opened it".to_owned(),
        Made::Changed => "learned something else of it".to_owned(),
        Made::Vanished => "found nothing of it any more".to_owned(),
        Made::Moved => "gave it another key".to_owned(),
        Made::Stepped | Made::Woken => format!("took it to {}", last.to.as_str()),
        Made::Assigned => "assigned it".to_owned(),
        Made::Snoozed => "put it off".to_owned(),
        Made::Noted => "noted something".to_owned(),
        Made::Ended => "closed it".to_owned(),
        Made::Alerted => "reminded of its deadline".to_owned(),
    };
    Ok(Error::Changed {
        seen,
        by: last.by,
        did,
        at: last.at,
    })
}

/// The operations that write an item with its event: at most six.
///
/// # Errors
/// None that a caller could do anything about.
pub fn ops(before: Option<&Filed>, after: &Item, event: &Event) -> Result<Vec<Op>> {
    let expect = before.map_or(Expect::Absent, |before| Expect::Version(before.version));
    let mut ops = vec![
        Op::Put {
            key: key::work_event(&event.item, event.nth),
            body: body(event)?,
            expect: Expect::Absent,
        },
        Op::Put {
            key: key::work_item(&event.item),
            body: body(after)?,
            expect,
        },
    ];
    let before = before.map(|before| &before.item);
    for named in [place, about] {
        let (stood, stands) = (before.and_then(named), named(after));
        if stood == stands {
            continue;
        }
        if let Some(key) = stood {
            ops.push(Op::Delete {
                key,
                expect: Expect::Present,
            });
        }
        if let Some(key) = stands {
            let item = event.item.clone();
            ops.push(Op::Put {
                key,
                body: body(&Named { item })?,
                expect: Expect::Absent,
            });
        }
    }
    Ok(ops)
}

/// Where an item is found by what it is about.
fn about(item: &Item) -> Option<store::Key> {
    let subject = &item.facts.subject;
    (!subject.is_empty()).then(|| key::work_about(subject, &item.id))
}

fn place(item: &Item) -> Option<store::Key> {
    let Place(place) = item.place()?;
    Some(key::work_place(&item.queue, item.facts.is_test, &place))
}

/// Open items of a queue, the worthiest first: at most `limit`.
///
/// # Errors
/// State.
pub async fn queue(
    state: &dyn Port,
    name: &str,
    is_test: bool,
    limit: usize,
) -> Result<Vec<Filed>> {
    let (mut found, mut after) = (Vec::new(), None::<String>);
    let partition = key::work_queue(name, is_test);
    while found.len() < limit {
        let page = PAGE.min(limit - found.len());
        let places = state.query(&partition, after.as_deref(), page).await?;
        let Some(last) = places.last() else { break };
        after = Some(last.key.sort.clone());
        let ids: Vec<String> = places
            .into_iter()
            .map(|place| Ok(read::<Named>(place.body)?.item))
            .collect::<Result<_>>()?;
        let mut items = futures::stream::iter(ids)
            .map(async |id| item(state, &id).await)
            .buffered(AT_ONCE);
        while let Some(item) = items.try_next().await? {
            found.extend(item);
        }
    }
    Ok(found)
}

/// Every item, open or not, in order of the ids.
///
/// # Errors
/// State.
pub async fn items(state: &dyn Port) -> Result<Vec<Filed>> {
    some_items(state).try_concat().await
}

/// Every item, open or not, some at a time, in order of the ids.
pub fn some_items(state: &dyn Port) -> impl Stream<Item = Result<Vec<Filed>>> {
    let shards = key::work_partitions().map(async |partition| {
        let found = all(state, &partition).await?;
        let filed = found.into_iter().map(|found| {
            let version = found.version;
            let item = read(found.body)?;
            Ok(Filed { item, version })
        });
        filed.collect::<Result<Vec<Filed>>>()
    });
    futures::stream::iter(shards).buffered(AT_ONCE)
}

/// Every item about one of these subjects, open or not.
///
/// # Errors
/// State.
pub async fn about_all(
    state: &dyn Port,
    subjects: impl IntoIterator<Item = String>,
) -> Result<Vec<Filed>> {
    let found = subjects.into_iter().map(async |subject| {
        let mut filed = vec![];
        for place in all(state, &key::work_subject(&subject)).await? {
            filed.extend(item(state, &read::<Named>(place.body)?.item).await?);
        }
        Ok(filed)
    });
    futures::stream::iter(found)
        .buffered(AT_ONCE)
        .try_concat()
        .await
}

/// What happened to an item, in order.
///
/// # Errors
/// State.
pub async fn events(state: &dyn Port, id: &str) -> Result<Vec<Event>> {
    let found = all(state, &key::work_events(id)).await?;
    found.into_iter().map(|found| read(found.body)).collect()
}

async fn all(state: &dyn Port, partition: &str) -> Result<Vec<store::Item>> {
    let (mut found, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = state.query(partition, after.as_deref(), PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        after = Some(last.key.sort.clone());
        found.extend(page);
    }
}

fn body<T: Serialize>(value: &T) -> Result<serde_json::Value> {
    let damaged = |_| store::Error::Damaged("a value of ours".to_owned());
    Ok(serde_json::to_value(value).map_err(damaged)?)
}

fn read<T: DeserializeOwned>(body: serde_json::Value) -> Result<T> {
    let damaged = |_| store::Error::Damaged("a work item".to_owned());
    Ok(serde_json::from_value(body).map_err(damaged)?)
}
