//! Facts that changed meet what people did.

use jiff::Timestamp;

use crate::event::{Event, Made, With};
use crate::item::{Facts, Flag, Human, Item};
use crate::state::State;

/// Who does what no person does.
const NOBODY: &str = "claimlake";
/// Why an item is closed that nothing is left to do about.
const RECEIVED: &str = "received";

/// What was found out about an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewal {
    /// Its id.
    pub id: String,
    /// Its queue.
    pub queue: String,
    /// What is known; none if nothing speaks of it any more.
    pub facts: Option<Facts>,
    /// The batch that this is known from.
    pub n: u64,
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "it is taken apart where it is made"
)]
pub enum Renewed {
    /// Nothing: it is as it was.
    Same,
    /// It is written, with an event.
    Write(Box<Item>, Event),
}

/// The item after a renewal. Of an item that nobody touched it is a function of the facts alone.
#[must_use]
pub fn renew(before: Option<&Item>, renewal: &Renewal, at: Timestamp) -> Renewed {
    let n = renewal.n;
    match (before, &renewal.facts) {
        // Somebody knows more.
        (Some(before), _) if before.n > n => Renewed::Same,
        (None, None) => Renewed::Same,
        (None, Some(facts)) => {
            let item = Item {
                id: renewal.id.clone(),
                queue: renewal.queue.clone(),
                facts: facts.clone(),
                human: untouched(facts),
                events: 0,
                n,
                alerts: vec![],
            };
            written(None, item, Made::Opened, at)
        }
        (Some(before), None) if before.is_vanished() => Renewed::Same,
        (Some(before), None) => {
            let mut item = before.clone();
            item.n = n;
            item.facts.is_open = false;
            (item.facts.open_amount, item.facts.priority) = (0, 0);
            if !before.human.touched {
                item.human.state = State::Closed;
            }
            item.human.flags.push(Flag::Vanished);
            written(Some(before), item, Made::Vanished, at)
        }
        (Some(before), Some(facts)) => again(before, facts, n, at),
    }
}

fn untouched(facts: &Facts) -> Human {
    Human {
        state: if facts.is_open {
            State::New
        } else {
            State::Closed
        },
        closed_because: (!facts.is_open).then(|| RECEIVED.to_owned()),
        ..Human::default()
    }
}

fn again(before: &Item, facts: &Facts, n: u64, at: Timestamp) -> Renewed {
    let gone = before.is_vanished();
    if before.facts == *facts && !gone {
        return Renewed::Same;
    }
    let mut item = before.clone();
    item.facts = facts.clone();
    item.n = n;
    if !before.human.touched {
        item.human = untouched(facts);
        let ended = before.human.state.is_open() && !facts.is_open;
        let made = if ended { Made::Ended } else { Made::Changed };
        return written(Some(before), item, made, at);
    }
    item.human.flags.retain(|flag| *flag != Flag::Vanished);
    let denied_again = facts.denied_again > before.facts.denied_again;
    let settled = facts.open_amount != before.facts.open_amount
        || facts.is_open != before.facts.is_open
        || facts.appealable != before.facts.appealable
        || denied_again;
    let state = before.human.state;
    let mut made = Made::Changed;
    // An answer to the appeal is one that came after it.
    let filed_before = |day| item.human.filed_on.is_some_and(|filed| filed < day);
    let answered = facts.denied_on.is_some_and(filed_before);
    let appealed = matches!(state, State::AppealFiled | State::AwaitingPayer) && answered;
    if appealed && (facts.upheld || (denied_again && facts.is_open)) {
        item.human.state = State::Upheld;
    } else if state.is_open() && !facts.is_open {
        item.human.state = State::Closed;
        item.human.closed_because = Some(RECEIVED.to_owned());
        (item.human.before_snooze, item.human.snoozed_until) = (None, None);
        made = Made::Ended;
    } else if state == State::Closed && facts.is_open {
        // What was closed because of what was received opens again for the same reason; what a person closed
        // stays closed.
        if before.human.closed_because.as_deref() == Some(RECEIVED) {
            item.human.state = State::Reopened;
            item.human.closed_because = None;
        } else if settled {
            let since = match denied_again {
                true => Flag::DeniedSinceClosed,
                false => Flag::ChangedSince,
            };
            flag(&mut item, since);
        }
    } else if state == State::AwaitingPayer && facts.open_amount < before.facts.open_amount {
        item.human.state = State::Partial;
    } else if settled {
        flag(&mut item, Flag::ChangedSince);
    }
    written(Some(before), item, made, at)
}

/// An item that is known by another key now: what people did goes with it, the old one is left for the sake of
/// its events. Both with their events, the old one first. `onto` is what is left under the new key from before,
/// of which nothing but its number of events goes on.
#[must_use]
pub fn moves(
    before: &Item,
    onto: Option<&Item>,
    renewal: &Renewal,
    at: Timestamp,
) -> Option<[(Item, Event); 2]> {
    let facts = renewal.facts.as_ref()?;
    let mut old = before.clone();
    old.human = Human {
        state: State::Closed,
        flags: vec![Flag::Vanished],
        ..Human::default()
    };
    old.facts.is_open = false;
    (old.facts.open_amount, old.facts.priority) = (0, 0);
    old.n = renewal.n;
    old.events += 1;
    let mut leaves = event(Some(before), &old, Made::Moved, at);
    leaves.with.moved = Some(renewal.id.clone());
    let events = onto.map_or(0, |onto| onto.events);
    let stood = Item {
        id: renewal.id.clone(),
        events,
        ..before.clone()
    };
    let (item, mut arrives) = match again(&stood, facts, renewal.n, at) {
        Renewed::Write(item, event) => (*item, event),
        Renewed::Same => {
            let item = Item {
                n: renewal.n,
                events: events + 1,
                ..stood.clone()
            };
            let event = event(Some(&stood), &item, Made::Moved, at);
            (item, event)
        }
    };
    arrives.made = Made::Moved;
    arrives.with.moved = Some(before.id.clone());
    Some([(old, leaves), (item, arrives)])
}

fn flag(item: &mut Item, flag: Flag) {
    if !item.human.flags.contains(&flag) {
        item.human.flags.push(flag);
    }
}

fn written(before: Option<&Item>, mut item: Item, made: Made, at: Timestamp) -> Renewed {
    item.events += 1;
    let event = event(before, &item, made, at);
    Renewed::Write(Box::new(item), event)
}

pub(crate) fn event(before: Option<&Item>, after: &Item, made: Made, at: Timestamp) -> Event {
    Event {
        item: after.id.clone(),
        nth: after
            .events
            .max(before.map_or(0, |before| before.events + 1)),
        is_test: after.facts.is_test,
        made,
        at,
        by: NOBODY.to_owned(),
        role: None,
        automatic: true,
        from: before.map(|before| before.human.state),
        to: after.human.state,
        reason: None,
        minutes: None,
        with: With::default(),
        before: before.map(Item::digest),
        after: after.digest(),
    }
}
