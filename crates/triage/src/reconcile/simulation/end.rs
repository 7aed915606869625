//! What must hold when all is quiet: of every case, of every event, and of what was mirrored.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;
use store::key;
use work::{Event, Flag, Item, Made, State};

use super::memory::Memory;
use super::people::Site;
use super::witness::Asked;
use crate::cases::cases;
use crate::run::QUEUE;
use crate::verify::{Row, differ};

fn read<T: serde::de::DeserializeOwned>(body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap()
}

/// What is kept, read as it stands.
struct Kept {
    items: BTreeMap<String, Item>,
    events: BTreeMap<String, Vec<Event>>,
}

/// Everything that must hold; cases are known on this day.
pub(super) fn holds(site: &Site, day: Date) {
    let memory = site.shared.memory.lock().unwrap();
    let mut kept = Kept {
        items: BTreeMap::new(),
        events: BTreeMap::new(),
    };
    for (key, (version, body)) in &memory.items {
        if key.partition.starts_with(key::WORK) {
            let item: Item = read(body);
            assert_eq!(
                item.events, *version,
                "{}: a version for each event",
                item.id
            );
            kept.items.insert(item.id.clone(), item);
        } else if let Some(id) = key.partition.strip_prefix(key::WORK_EVENT) {
            let events = kept.events.entry(id.to_owned()).or_default();
            events.push(read(body));
        }
    }
    let ids: BTreeSet<&String> = kept.items.keys().collect();
    assert_eq!(
        ids,
        kept.events.keys().collect(),
        "no event without its item"
    );
    for (id, item) in &kept.items {
        chains(item, &kept.events[id]);
        alerts(id, &kept.events[id]);
    }
    indexes(&kept, &memory);
    people(site, &kept);
    received(site, &kept, day);
    let last = site.claims.last();
    let items = kept.items.values().cloned();
    assert_eq!(differ(current(site, last), items).unwrap(), [], "I10");
    mirrored(site, &kept, &memory);
}

/// Events are numbered without a gap, and each begins where the one before it ended.
fn chains(item: &Item, events: &[Event]) {
    let id = &item.id;
    let numbers: Vec<u64> = events.iter().map(|event| event.nth).collect();
    assert_eq!(
        numbers,
        (1..=item.events).collect::<Vec<u64>>(),
        "{id}: without a gap"
    );
    let mut before: Option<&Event> = None;
    for event in events {
        // What came from another key begins where it stood there.
        if event.made != Made::Moved {
            assert_eq!(
                event.from,
                before.map(|before| before.to),
                "{id}: {}",
                event.nth
            );
            let digest = before.map(|before| before.after.clone());
            assert_eq!(event.before, digest, "{id}: {}", event.nth);
        }
        before = Some(event);
    }
    let last = before.expect("an item has events");
    assert_eq!(
        (last.to, &last.after),
        (item.human.state, &item.digest()),
        "{id}"
    );
}

/// Each stage of a deadline is said once.
fn alerts(id: &str, events: &[Event]) {
    if events.iter().any(|event| event.made == Made::Moved) {
        return;
    }
    let said = events.iter().filter_map(|event| event.with.alert.as_ref());
    let said: Vec<(Date, work::Stage)> = said.map(|alert| (alert.deadline, alert.stage)).collect();
    let once: BTreeSet<_> = said.iter().collect();
    assert_eq!(once.len(), said.len(), "{id}: {said:?}");
}

/// The queue holds the open ones, in their places, and nothing else; every one is found by its subject.
fn indexes(kept: &Kept, memory: &Memory) {
    let open = kept.items.values().filter_map(|item| {
        let place = item.place()?;
        Some((place.0, item.id.clone()))
    });
    let named = key::work_queue(QUEUE, false);
    let queue = memory.partition(&named);
    let queue = queue.map(|(key, body)| (key.sort.clone(), read::<Value>(body)["item"].clone()));
    let queue: BTreeMap<String, String> = queue.map(|(at, id)| (at, read(&id))).collect();
    assert_eq!(queue, open.collect(), "the queue holds what is open");
    let about = memory.items.keys();
    let about = about.filter(|key| key.partition.starts_with("WORK-ABOUT#"));
    let about: BTreeSet<_> = about.cloned().collect();
    let expected = kept.items.values();
    let expected = expected.map(|item| key::work_about(&item.facts.subject, &item.id));
    assert_eq!(
        about,
        expected.collect(),
        "every item is found by what it is about"
    );
}

/// What people were told is so.
fn people(site: &Site, kept: &Kept) {
    let mut said: BTreeMap<&str, Vec<(&str, u64)>> = BTreeMap::new();
    for event in kept
        .events
        .values()
        .flatten()
        .filter(|event| !event.automatic)
    {
        let reason = event.reason.as_deref().unwrap_or_default();
        let events = said.entry(reason).or_default();
        events.push((&event.item, event.nth));
    }
    let witness = site.shared.witness.lock().unwrap();
    for (asked, became) in &witness.asked {
        let found = said.remove(asked.as_str()).unwrap_or_default();
        match became {
            Asked::Done(id, version) => {
                assert_eq!(
                    found,
                    [(id.as_str(), *version)],
                    "{asked}: they were told that it is done"
                );
            }
            Asked::Refused => assert_eq!(found, [], "{asked}: they were told that it is not done"),
            Asked::Unknown => assert!(found.len() < 2, "{asked}: {found:?}"),
        }
    }
    assert!(said.is_empty(), "nobody asked for it: {said:?}");
}

/// Cases are those of all the files: what nobody touched to the letter, the others in what is known of them.
fn received(site: &Site, kept: &Kept, day: Date) {
    let expected = cases(&site.claims.all(site.claims.last()), day);
    let mut left: BTreeSet<&String> = kept.items.keys().collect();
    for case in &expected {
        let item = kept.items.get(&case.id);
        let item = item.unwrap_or_else(|| panic!("{}: lost", case.id));
        left.remove(&item.id);
        assert!(!item.is_vanished(), "{}: it is there", item.id);
        assert_eq!(item.facts, case.facts, "{}", item.id);
        let human = &item.human;
        if !human.touched {
            let state = if case.facts.is_open {
                State::New
            } else {
                State::Closed
            };
            assert_eq!(
                (human.state, human.owner.as_ref()),
                (state, None),
                "{}",
                item.id
            );
        }
    }
    for id in left {
        let item = &kept.items[id];
        assert!(
            item.is_vanished() && !item.facts.is_open,
            "{id}: nothing speaks of it"
        );
        assert!(
            item.human.touched || item.human.state == State::Closed,
            "{id}: nobody has it"
        );
        assert!(
            item.human.flags.contains(&Flag::Vanished),
            "{id}: people are told"
        );
    }
}

/// What the answers that hold refuse.
fn current(site: &Site, n: u64) -> Vec<Row> {
    let known = site.claims.all(n);
    let mut rows = vec![];
    for answer in known.answers.iter().filter(|answer| answer.is_current) {
        let own = known.refusals.iter();
        let own = own
            .filter(|row| (&row.doc_id, row.clp_ordinal) == (&answer.doc_id, answer.clp_ordinal));
        rows.extend(own.map(|refusal| Row {
            is_test: false,
            patient_control_number: answer.patient_control_number.clone(),
            category: refusal.category.clone(),
            amount: refusal.amount,
        }));
    }
    rows
}

/// The newest version of every case and every event came, each says the same however often it came, and nothing else
/// came.
fn mirrored(site: &Site, kept: &Kept, memory: &Memory) {
    let mut rows: BTreeMap<(String, String, u64), Value> = BTreeMap::new();
    for file in site.files.borrow().iter() {
        for line in file
            .bytes
            .split(|byte| *byte == b'\n')
            .skip(1)
            .filter(|line| !line.is_empty())
        {
            let line: BTreeMap<String, Value> = serde_json::from_slice(line).unwrap();
            for (table, row) in line {
                let nth = if table == "denial" { "version" } else { "nth" };
                let key = (table, read(&row["case_id"]), read(&row[nth]));
                let said = rows.entry(key).or_insert_with(|| row.clone());
                assert_eq!(*said, row, "it says the same each time");
            }
        }
    }
    for (id, item) in &kept.items {
        let newest = rows.remove(&("denial".to_owned(), id.clone(), item.events));
        let newest = newest.unwrap_or_else(|| panic!("{id}: its newest version is not mirrored"));
        assert_eq!(newest["state"], item.human.state.as_str(), "{id}");
        assert_eq!(
            read::<Option<String>>(&newest["owner"]),
            item.human.owner,
            "{id}"
        );
        for event in &kept.events[id] {
            let key = ("work_event".to_owned(), id.clone(), event.nth);
            let row = rows
                .remove(&key)
                .unwrap_or_else(|| panic!("{id}: {} is not mirrored", event.nth));
            assert_eq!(row["to_state"], event.to.as_str(), "{id}: {}", event.nth);
            assert_eq!(row["digest_after"], event.after, "{id}: {}", event.nth);
        }
    }
    for (table, id, version) in rows.keys() {
        let newest = kept.items.get(id).map_or(0, |item| item.events);
        assert!(
            table == "denial" && *version < newest,
            "{id}: {table} {version} never was"
        );
    }
    assert!(memory.items.len() > 1);
}
