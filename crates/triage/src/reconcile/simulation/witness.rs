//! Looks at every write when it takes effect: what must hold of each, whoever writes it and whatever comes after.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use store::{Key, Op, key};
use work::{Event, Flag, Item, Made, State};

use super::memory::{Memory, Stands};
use crate::cases::Body;

/// What was seen so far.
#[derive(Debug, Default)]
pub(super) struct Witness {
    /// Who took the lease of triage last.
    holder: Option<String>,
    /// What people asked for, by what they said, and what became of it.
    pub(super) asked: BTreeMap<String, Asked>,
    /// Writes of cases so far.
    pub(super) writes: u64,
    /// How often somebody's work went to another key.
    pub(super) moved: u64,
    /// Alerts so far.
    pub(super) alerts: u64,
    /// How far the cursor is, and how often it went on.
    cursor: (Value, u64),
    /// Lines of claims with work that was left to itself in a pass, and those with new cases that nobody has.
    left: BTreeSet<Place>,
    opened: BTreeSet<Place>,
}

/// What became of something that a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// They were not told: the store was away, or they went.
    Unknown,
    /// They were told that it is done, and that this is the item's version.
    Done(String, u64),
    /// They were told that it is not.
    Refused,
}

/// Provider, number and line.
type Line = (Option<String>, String, String);

/// A line in one pass of one run at one batch.
type Place = (String, u64, u64, Line);

fn line(item: &Item) -> Line {
    let body: Body = read(&item.facts.body);
    (body.billing_npi, body.patient_control_number, body.line)
}

/// What stood under the keys of a write before it.
type Before = BTreeMap<Key, Stands>;

fn read<T: serde::de::DeserializeOwned>(body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap()
}

fn item_before(before: &Before, id: &str) -> Option<(u64, Item)> {
    let (version, body) = before.get(&key::work_item(id))?;
    Some((*version, read(body)))
}

impl Witness {
    pub(super) fn sees(&mut self, who: &str, before: &Before, after: &Memory, ops: &[Op]) {
        let puts = ops.iter().filter_map(|op| match op {
            Op::Put { key, body, .. } => Some((key, body)),
            _ => None,
        });
        let puts: Vec<(&Key, &Value)> = puts.collect();
        if puts.iter().any(|(key, _)| key.sort == "FENCE") {
            self.holder = Some(who.to_owned());
        }
        for (_, body) in puts.iter().filter(|(key, _)| **key == key::triaged()) {
            let at = serde_json::json!([body["n"], body["day"]]);
            let passes = self.cursor.1 + u64::from(self.cursor.0 != at);
            self.cursor = (at, passes);
        }
        let of = |begins: &str| -> Vec<&Value> {
            let of = puts
                .iter()
                .filter(|(key, _)| key.partition.starts_with(begins));
            of.map(|(_, body)| *body).collect()
        };
        let items: Vec<Item> = of(key::WORK).into_iter().map(read).collect();
        let events: Vec<Event> = of(key::WORK_EVENT).into_iter().map(read).collect();
        assert_eq!(items.len(), events.len(), "no item without its event");
        for item in &items {
            let mut own = events.iter().filter(|event| event.item == item.id);
            let event = own.next().expect("no item without its event");
            assert_eq!(own.next(), None, "one event for one item");
            let stood = item_before(before, &item.id);
            let arrives = arrived(item, event, &items, before);
            self.step(who, stood.as_ref(), item, event, arrives.as_ref());
            indexed(stood.as_ref().map(|(_, item)| item), item, after);
        }
    }

    /// One item and one event.
    fn step(
        &mut self,
        who: &str,
        stood: Option<&(u64, Item)>,
        item: &Item,
        event: &Event,
        arrives: Option<&Item>,
    ) {
        self.writes += 1;
        let id = &item.id;
        let version = stood.map_or(0, |(version, _)| *version);
        let stood = stood.map(|(_, item)| item);
        let events = stood.map_or(0, |stood| stood.events);
        assert_eq!(version, events, "{id}: a version for each event");
        assert_eq!(
            (item.events, event.nth),
            (events + 1, events + 1),
            "{id}: without a gap"
        );
        let from = arrives.or(stood);
        assert_eq!(
            event.from,
            from.map(|from| from.human.state),
            "{id}: from where it stood"
        );
        assert_eq!(event.to, item.human.state, "{id}: to where it stands");
        assert_eq!(event.after, item.digest(), "{id}: the digest of what it is");
        if arrives.is_none() {
            assert_eq!(
                event.before,
                stood.map(Item::digest),
                "{id}: of what it was"
            );
        }
        assert!(
            stood.is_none_or(|stood| stood.n <= item.n),
            "{id}: its batch went back"
        );
        let leaves = event.made == Made::Moved && arrives.is_none();
        owned(from, item, event, leaves);
        match event.automatic {
            true => {
                let is_alert = event.made == Made::Alerted;
                let holds = self.holder.as_deref() == Some(who);
                assert!(is_alert || holds, "{id}: {who} writes and lost the lease");
                if let Some(from) = from.filter(|_| !leaves) {
                    keeps(from, item);
                }
                self.moved += u64::from(arrives.is_some());
                self.alerts += u64::from(is_alert);
                self.goes_along(who, stood, item, event);
            }
            false => {
                let stood = stood.expect("people act on what is there");
                assert_eq!(
                    (&item.facts, item.n),
                    (&stood.facts, stood.n),
                    "{id}: its facts"
                );
                let said = event.reason.as_deref().unwrap_or_default();
                assert!(self.asked.contains_key(said), "{id}: nobody asked for it");
                assert_ne!(self.asked[said], Asked::Refused, "{id}: it was refused");
            }
        }
    }
}

impl Witness {
    /// No work is left to itself in a pass that opens a case of the same line.
    fn goes_along(&mut self, who: &str, stood: Option<&Item>, item: &Item, event: &Event) {
        let place = (who.to_owned(), self.cursor.1, item.n, line(item));
        let is_new = stood.is_none_or(Item::is_gone) && !item.human.touched;
        if event.made == Made::Vanished && item.human.touched {
            self.left.insert(place.clone());
        } else if is_new && !item.is_vanished() {
            self.opened.insert(place.clone());
        }
        let both = self.left.contains(&place) && self.opened.contains(&place);
        assert!(!both, "{}: what people did does not go along", item.id);
    }
}

/// Whose it is, its event says.
fn owned(from: Option<&Item>, item: &Item, event: &Event, leaves: bool) {
    let id = &item.id;
    let owner = match (event.made, leaves) {
        (Made::Assigned, _) => event.with.owner.clone(),
        (_, true) => None,
        (Made::Stepped, _) if event.to == State::InProgress => from
            .and_then(|from| from.human.owner.clone())
            .or(Some(event.by.clone())),
        _ => from.and_then(|from| from.human.owner.clone()),
    };
    assert_eq!(item.human.owner, owner, "{id}: whose it is, its event says");
}

/// The item that this one was until now, if it comes from another key.
fn arrived(item: &Item, event: &Event, items: &[Item], before: &Before) -> Option<Item> {
    let from = event
        .with
        .moved
        .as_ref()
        .filter(|_| event.made == Made::Moved)?;
    let left = items
        .iter()
        .find(|other| other.id == *from)
        .expect("both are written at once");
    // Whichever of the two is in no one's hands any more is the one that was left.
    if !left.is_gone() {
        return None;
    }
    let (_, old) = item_before(before, from).expect("something is moved");
    assert_eq!(
        line(item),
        line(&old),
        "{}: work goes to no other claim",
        item.id
    );
    assert!(old.human.touched, "{}: only what people did moves", item.id);
    let onto = item_before(before, &item.id);
    assert!(
        onto.is_none_or(|(_, onto)| onto.is_gone()),
        "{}: over another's work",
        item.id
    );
    Some(old)
}

/// What people did is never undone by what is received.
fn keeps(before: &Item, after: &Item) {
    let id = &after.id;
    let (was, is) = (&before.human, &after.human);
    if !was.touched {
        let open = is.state == State::New;
        let told = is.state == State::Closed;
        assert!(
            !is.touched && is.owner.is_none(),
            "{id}: nobody did anything"
        );
        assert!(
            if after.facts.is_open { open } else { told },
            "{id}: {:?}",
            is.state
        );
        return;
    }
    assert!(is.touched, "{id}: somebody did something");
    let work = |of: &work::Human| {
        let proposed = (of.proposed_by.clone(), of.write_off.clone());
        (
            of.owner.clone(),
            of.appeal_level,
            of.filed_on,
            proposed,
            of.minutes,
        )
    };
    assert_eq!(work(was), work(is), "{id}: what people did stays");
    assert!(
        was.state == is.state || answered(before, after),
        "{id}: {:?} is undone",
        was.state
    );
    if was.state == is.state {
        let put_off = |of: &work::Human| (of.before_snooze, of.snoozed_until);
        assert_eq!(put_off(was), put_off(is), "{id}: until when it is put off");
        let why = |of: &work::Human| of.closed_because.clone();
        assert_eq!(why(was), why(is), "{id}: why it was closed");
    }
    let opens = before.facts.open_amount != after.facts.open_amount && after.facts.is_open;
    let is_flagged = !is.flags.is_empty();
    if was.state == is.state && opens && was.state == State::Closed {
        assert!(
            is_flagged,
            "{id}: another amount is open of what a person closed, and nobody is told"
        );
    }
}

/// What the payer, or its silence, may do to where somebody's work stands.
fn answered(before: &Item, after: &Item) -> bool {
    let (was, is) = (&before.human, &after.human);
    let received = |of: &work::Human| of.closed_because.as_deref() == Some("received");
    match (was.state, is.state) {
        (from, State::Closed) => from.is_open() && !after.facts.is_open && received(is),
        (State::Closed, State::Reopened) => after.facts.is_open && received(was),
        (State::AppealFiled | State::AwaitingPayer, State::Upheld) => true,
        (State::AwaitingPayer, State::Partial) => {
            after.facts.open_amount < before.facts.open_amount
        }
        _ => false,
    }
}

/// Its place in the queue and what it is about are found, and no others of it.
fn indexed(before: Option<&Item>, after: &Item, memory: &Memory) {
    let keys = |item: &Item| {
        let place = item.place().map(|place| place.0);
        let place = place.map(|place| key::work_place(&item.queue, item.facts.is_test, &place));
        [place, Some(key::work_about(&item.facts.subject, &item.id))]
    };
    let stands = keys(after);
    for key in stands.iter().flatten() {
        assert!(
            memory.items.contains_key(key),
            "{}: {key:?} is missing",
            after.id
        );
    }
    for key in before.map(keys).iter().flatten().flatten() {
        let is_stale = !stands.contains(&Some(key.clone())) && memory.items.contains_key(key);
        assert!(!is_stale, "{}: {key:?} is stale", after.id);
    }
    let vanished = after
        .human
        .flags
        .iter()
        .filter(|flag| **flag == Flag::Vanished);
    assert!(vanished.count() < 2, "{}: told twice", after.id);
}
