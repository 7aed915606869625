//! Work items: what people do about what was found, one item for each finding or denial.
//!
//! An item has two halves. Its *facts* are a pure function of what was received, and are written anew whenever
//! that changes ([`renew`]). What *people* did (state, owner, notes) is theirs: facts never undo it, they close
//! what has nothing left to do, and flag the rest. Every change is one transaction: the item by compare-and-set,
//! its place in the queue, and one event that never changes ([`act`]). What time brings is said in the same way:
//! alerts before a deadline ([`remind`]), each stage once.
//!
//! ```
//! use work::State;
//! assert!(State::New.may_become(State::Assigned));
//! assert!(!State::New.may_become(State::AppealFiled));
//! ```

mod act;
mod alert;
mod error;
mod event;
mod item;
mod keep;
mod remind;
mod renew;
mod state;

pub use act::{Act, Actor, Request, TWO_PEOPLE, WRITE_OFFS};
pub use alert::{Alert, Stage, alerted, stage};
pub use error::{Error, Result};
pub use event::{Event, Made, With};
pub use item::{Facts, Flag, Human, Item, Place};
pub use keep::{Filed, about_all, act, events, item, items, ops, queue, some_items};
pub use remind::{Reminded, remind};
pub use renew::{Renewal, Renewed, moves, renew};
pub use state::State;

#[cfg(test)]
mod tests;
