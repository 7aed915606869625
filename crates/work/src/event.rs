//! Events: what was done with an item, by whom, and why. They never change.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alert::Alert;
use crate::state::State;

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// It was found.
    Opened,
    /// What was received says something else of it now.
    Changed,
    /// Nothing that was received speaks of it any more.
    Vanished,
    /// It stands under another key from now on.
    Moved,
    /// Somebody took a step.
    Stepped,
    /// It was given to somebody.
    Assigned,
    /// It was put off.
    Snoozed,
    /// It came back from having been put off.
    Woken,
    /// Somebody wrote something down.
    Noted,
    /// It ended because of what was received.
    Ended,
    /// Its deadline is near, or over.
    Alerted,
}

/// What a step came with: what it needs, to whom it was given, until when it is put off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct With {
    /// Who got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Until when it is put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What was sent to appeal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packet: Option<String>,
    /// Why it was filed after its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_cause: Option<String>,
    /// The control number of the claim that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The patient signed that they pay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waiver: bool,
    /// Why it is written off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write_off: Option<String>,
    /// The item that it was before it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
    /// How near its deadline is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<Alert>,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The item.
    pub item: String,
    /// Its place among the item's events, from 1.
    pub nth: u64,
    /// The item is of a test interchange.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_test: bool,
    /// What.
    pub made: Made,
    /// When.
    pub at: Timestamp,
    /// Who: a person, or `claimlake`.
    pub by: String,
    /// In which role.
    pub role: Option<String>,
    /// No person did it.
    pub automatic: bool,
    /// Before it.
    pub from: Option<State>,
    /// After it.
    pub to: State,
    /// What the person said.
    pub reason: Option<String>,
    /// Minutes that it took.
    pub minutes: Option<u32>,
    /// What else it came with.
    pub with: With,
    /// Digest of the item before it.
    pub before: Option<String>,
    /// Digest of the item after it.
    pub after: String,
}
