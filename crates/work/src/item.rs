//! An item: facts, and what people did.

use domain::Digest;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::alert::Alert;
use crate::state::State;

/// What is known of the matter, as far as work with it depends on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// What it is about, for finding it: a digest. Empty in what was written before there were any.
    #[serde(default)]
    pub subject: String,
    /// Something is left to do, by what was received.
    pub is_open: bool,
    /// Of a test interchange.
    pub is_test: bool,
    /// Cents that can still be asked for.
    pub open_amount: i64,
    /// What it is worth to do it now, in cents: queues are sorted by it.
    pub priority: i64,
    /// The first day on which a right to do something about it ends.
    pub deadline: Option<Date>,
    /// Day on which the right to appeal ends, which may be a later one.
    #[serde(default)]
    pub appeal_deadline: Option<Date>,
    /// It may be appealed.
    pub appealable: bool,
    /// The payer leaves it to the patient (group PR).
    pub patients: bool,
    /// The payer decided again, and denies it still: how often.
    pub denied_again: u32,
    /// The day of the last answer that denies it.
    pub denied_on: Option<Date>,
    /// The payer said no once more, in answer to being asked.
    pub upheld: bool,
    /// Everything else, for whoever shows it.
    pub body: Value,
}

/// What people should know of an item that they had in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// What was received since says something else of it.
    ChangedSince,
    /// It was closed by a person, and was denied again.
    DeniedSinceClosed,
    /// Nothing that was received speaks of it any more.
    Vanished,
}

/// What people did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Human {
    /// Where it stands.
    pub state: State,
    /// Who has it.
    pub owner: Option<String>,
    /// Where it stood before it was put off.
    pub before_snooze: Option<State>,
    /// Until when it is put off.
    pub snoozed_until: Option<Date>,
    /// The level of its appeal, from 1.
    pub appeal_level: u32,
    /// The day on which its appeal was filed.
    pub filed_on: Option<Date>,
    /// Who proposed to write it off.
    pub proposed_by: Option<String>,
    /// Why it shall be, or was, written off.
    pub write_off: Option<String>,
    /// Why it was closed.
    pub closed_because: Option<String>,
    /// Some person did something with it.
    pub touched: bool,
    /// Minutes that were spent on it.
    pub minutes: u32,
    /// What people should know.
    pub flags: Vec<Flag>,
}

impl Default for Human {
    fn default() -> Human {
        Human {
            state: State::New,
            owner: None,
            before_snooze: None,
            snoozed_until: None,
            appeal_level: 0,
            filed_on: None,
            proposed_by: None,
            write_off: None,
            closed_because: None,
            touched: false,
            minutes: 0,
            flags: vec![],
        }
    }
}

/// An item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// `denial`, and later other queues.
    pub queue: String,
    /// What is known.
    pub facts: Facts,
    /// What people did.
    pub human: Human,
    /// Events so far.
    pub events: u64,
    /// The batch that its facts are of: an earlier one never writes.
    pub n: u64,
    /// What was said of its deadlines, in the order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<Alert>,
}

/// Where an open item stands in its queue: the worthier first, then by deadline, then by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub String);

impl Item {
    /// A digest of all of it.
    #[must_use]
    pub fn digest(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        Digest::of(&[text.as_bytes()]).to_string()
    }

    /// Nothing that was received speaks of it any more, and no person did anything with it: it is kept for the
    /// sake of its events alone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        !self.human.touched && self.is_vanished()
    }

    /// Nothing that was received speaks of it any more.
    #[must_use]
    pub fn is_vanished(&self) -> bool {
        self.human.flags.contains(&Flag::Vanished)
    }

    /// Its place in the queue, while it is open.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        if !self.human.state.is_open() {
            return None;
        }
        let worth = u64::try_from(self.facts.priority.max(0)).unwrap_or(0);
        let deadline = self
            .facts
            .deadline
            .map_or_else(|| "9999-12-31".to_owned(), |d| d.to_string());
        Some(Place(format!(
            "{:020}-{deadline}-{}",
            u64::MAX - worth,
            self.id
        )))
    }
}
