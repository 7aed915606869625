//! How near a deadline is (denial_rules.md 4.6): said once a stage, and a missed one is an incident.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::{Event, Made};
use crate::item::Item;
use crate::renew::event;
use crate::state::State;

/// How near a deadline is; the nearer is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Thirty days are left, or less.
    #[serde(rename = "30_days")]
    Days30,
    /// Fourteen.
    #[serde(rename = "14_days")]
    Days14,
    /// Seven.
    #[serde(rename = "7_days")]
    Days7,
    /// Three.
    #[serde(rename = "3_days")]
    Days3,
    /// It is today or tomorrow.
    #[serde(rename = "1_day")]
    Day1,
    /// It is over.
    #[serde(rename = "missed")]
    Missed,
}

impl Stage {
    /// Every stage, the farthest first.
    pub const ALL: [Stage; 6] = [
        Stage::Days30,
        Stage::Days14,
        Stage::Days7,
        Stage::Days3,
        Stage::Day1,
        Stage::Missed,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Days30 => "30_days",
            Stage::Days14 => "14_days",
            Stage::Days7 => "7_days",
            Stage::Days3 => "3_days",
            Stage::Day1 => "1_day",
            Stage::Missed => "missed",
        }
    }
}

/// What was said of a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Which.
    pub deadline: Date,
    /// How near it was.
    pub stage: Stage,
}

/// How near a deadline is today; none while more than thirty days are left.
#[must_use]
pub fn stage(deadline: Date, today: Date) -> Option<Stage> {
    let left = today
        .until(deadline)
        .map_or(i32::MAX, |span| span.get_days());
    match left {
        ..0 => Some(Stage::Missed),
        0..=1 => Some(Stage::Day1),
        2..=3 => Some(Stage::Days3),
        4..=7 => Some(Stage::Days7),
        8..=14 => Some(Stage::Days14),
        15..=30 => Some(Stage::Days30),
        _ => None,
    }
}

/// The item after the next thing that is to be said of its deadlines, and the event; none where nothing is. Of
/// the stages that were passed over since, only the nearest is said. A deadline that became another day begins
/// anew.
#[must_use]
pub fn alerted(before: &Item, today: Date, at: Timestamp) -> Option<(Item, Event)> {
    if !runs(before) {
        return None;
    }
    let days = [before.facts.deadline, before.facts.appeal_deadline];
    let alert = days.into_iter().flatten().find_map(|deadline| {
        let stage = stage(deadline, today)?;
        let mut said = before.alerts.iter();
        let said = said.any(|said| said.deadline == deadline && said.stage >= stage);
        (!said).then_some(Alert { deadline, stage })
    })?;
    let mut item = before.clone();
    item.alerts.retain(|said| said.deadline != alert.deadline);
    item.alerts.push(alert);
    item.events += 1;
    let mut event = event(Some(before), &item, Made::Alerted, at);
    event.with.alert = Some(alert);
    Some((item, event))
}

/// Its deadlines matter: it is real, and neither settled nor with the payer.
fn runs(item: &Item) -> bool {
    let state = match item.human.state {
        State::Snoozed => item.human.before_snooze.unwrap_or(State::New),
        state => state,
    };
    let done = matches!(
        state,
        State::Resubmitted
            | State::AppealFiled
            | State::AwaitingPayer
            | State::Overturned
            | State::WriteoffApproved
            | State::Closed
    );
    !done && !item.facts.is_test && !item.is_vanished()
}
