//! What a person may do with an item, and what each step needs (denial_rules.md 4.8).

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::event::{Event, Made, With};
use crate::item::{Flag, Item};
use crate::state::State;

/// Why something may be written off. A closed list, so that the sums of a year can be compared.
pub const WRITE_OFFS: [&str; 9] = [
    "bundled",
    "charity",
    "duplicate",
    "no_authorization",
    "not_covered",
    "not_credentialed",
    "not_worth_it",
    "timely_filing",
    "unsupported",
];

/// Cents from which on two people are needed to write off.
pub const TWO_PEOPLE: i64 = 50_000;

/// Who may approve.
const APPROVES: &str = "manager";

/// Who does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub name: String,
    /// In which role.
    pub role: Option<String>,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Write something down.
    Note,
    /// Give it to somebody.
    Assign {
        /// To whom.
        owner: String,
    },
    /// Put it off.
    Snooze {
        /// Until this day.
        until: Date,
    },
    /// Take a step.
    Step {
        /// To which state.
        to: State,
    },
}

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What.
    pub act: Act,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// The day it is where they work.
    pub today: Date,
    /// What they say.
    pub reason: Option<String>,
    /// Minutes that it took.
    pub minutes: Option<u32>,
    /// Of an appeal that is filed: what was sent.
    pub packet: Option<String>,
    /// Why an appeal is filed after its day.
    pub good_cause: Option<String>,
    /// Of a claim that was sent again: its control number.
    pub claim: Option<String>,
    /// The patient signed that they pay (ABN or waiver).
    pub waiver: bool,
    /// Why it is written off: one of [`WRITE_OFFS`].
    pub write_off: Option<String>,
}

impl Request {
    /// A request with nothing but what, who and when.
    #[must_use]
    pub fn new(act: Act, by: Actor, at: Timestamp, today: Date) -> Request {
        Request {
            act,
            by,
            at,
            today,
            reason: None,
            minutes: None,
            packet: None,
            good_cause: None,
            claim: None,
            waiver: false,
            write_off: None,
        }
    }

    /// The item after it, and the event.
    ///
    /// # Errors
    /// The step is not allowed, or lacks what it needs.
    pub(crate) fn done(&self, before: &Item) -> Result<(Item, Event)> {
        let mut item = before.clone();
        let made = match &self.act {
            Act::Note => {
                let says = has(&self.reason);
                self.needs(says, "a note that says something", "none")?;
                Made::Noted
            }
            Act::Assign { owner } => self.assign(&mut item, owner)?,
            Act::Snooze { until } => self.snooze(&mut item, *until)?,
            Act::Step { to } => self.step(&mut item, *to)?,
        };
        item.human.touched = true;
        item.human.minutes = item.human.minutes.saturating_add(self.minutes.unwrap_or(0));
        // Whoever does something has looked.
        item.human.flags.retain(|flag| *flag == Flag::Vanished);
        item.events += 1;
        let event = Event {
            item: item.id.clone(),
            nth: item.events,
            is_test: item.facts.is_test,
            made,
            at: self.at,
            by: self.by.name.clone(),
            role: self.by.role.clone(),
            automatic: false,
            from: Some(before.human.state),
            to: item.human.state,
            reason: self.reason.clone(),
            minutes: self.minutes,
            with: self.with(),
            before: Some(before.digest()),
            after: item.digest(),
        };
        Ok((item, event))
    }

    fn with(&self) -> With {
        With {
            owner: match &self.act {
                Act::Assign { owner } => Some(owner.clone()),
                _ => None,
            },
            until: match self.act {
                Act::Snooze { until } => Some(until),
                _ => None,
            },
            packet: self.packet.clone(),
            good_cause: self.good_cause.clone(),
            claim: self.claim.clone(),
            waiver: self.waiver,
            write_off: self.write_off.clone(),
            ..With::default()
        }
    }

    fn assign(&self, item: &mut Item, owner: &str) -> Result<Made> {
        self.needs(item.human.state.is_open(), "an open item", "a closed one")?;
        item.human.owner = Some(owner.to_owned());
        if item.human.state.may_become(State::Assigned) {
            item.human.state = State::Assigned;
        }
        Ok(Made::Assigned)
    }

    fn snooze(&self, item: &mut Item, until: Date) -> Result<Made> {
        self.needs(item.human.state.is_open(), "an open item", "a closed one")?;
        self.needs(until > self.today, "a day after today", &until.to_string())?;
        if item.human.state != State::Snoozed {
            item.human.before_snooze = Some(item.human.state);
        }
        item.human.state = State::Snoozed;
        item.human.snoozed_until = Some(until);
        Ok(Made::Snoozed)
    }

    fn step(&self, item: &mut Item, to: State) -> Result<Made> {
        let from = item.human.state;
        // Put off or not: the step is taken from where it stood.
        let stood = match from {
            State::Snoozed => item.human.before_snooze.unwrap_or(State::New),
            from => from,
        };
        let settled = to == State::Closed && !item.facts.is_open && from.is_open();
        let wakes = from == State::Snoozed && to == stood;
        if !stood.may_become(to) && !settled && !wakes {
            let mut allowed = stood.steps().to_vec();
            if !item.facts.is_open && from.is_open() && !allowed.contains(&State::Closed) {
                allowed.push(State::Closed);
            }
            return Err(Error::NotAllowed {
                from,
                asked: to,
                allowed,
            });
        }
        item.human.before_snooze = None;
        item.human.snoozed_until = None;
        if wakes {
            item.human.state = to;
            return Ok(Made::Woken);
        }
        self.guard(item, stood, to)?;
        item.human.state = to;
        match to {
            State::AppealDraft if stood != State::AppealReview => item.human.appeal_level += 1,
            State::AppealFiled => item.human.filed_on = Some(self.today),
            State::WriteoffProposed => {
                item.human.proposed_by = Some(self.by.name.clone());
                item.human.write_off.clone_from(&self.write_off);
            }
            State::InProgress if item.human.owner.is_none() => {
                item.human.owner = Some(self.by.name.clone());
            }
            State::Closed => {
                let written_off =
                    (stood == State::WriteoffApproved).then(|| item.human.write_off.clone());
                let said = written_off.flatten().or_else(|| self.reason.clone());
                let because = said.unwrap_or_else(|| stood.as_str().to_lowercase());
                item.human.closed_because = Some(because);
            }
            State::Reopened => item.human.closed_because = None,
            _ => {}
        }
        Ok(Made::Stepped)
    }

    fn guard(&self, item: &Item, from: State, to: State) -> Result<()> {
        if to != State::WriteoffProposed {
            let found = self.write_off.as_deref().unwrap_or_default();
            let expected = "a reason to write off where it is proposed, and nowhere else";
            self.needs(self.write_off.is_none(), expected, found)?;
        }
        match to {
            State::AppealDraft => self.needs(
                item.facts.appealable,
                "a decision that may be appealed",
                "one that may not",
            ),
            State::AppealFiled => {
                self.needs(
                    item.facts.appealable,
                    "a decision that may be appealed",
                    "one that may not",
                )?;
                self.needs(has(&self.packet), "the packet that was sent", "none")?;
                let day = item.facts.appeal_deadline;
                let passed = day.is_some_and(|day| day < self.today);
                self.needs(
                    !passed || has(&self.good_cause),
                    "a good cause, because the deadline is over",
                    "none",
                )
            }
            State::Resubmitted => self.needs(
                has(&self.claim),
                "the control number of the claim that was sent",
                "none",
            ),
            State::PatientResponsibility => self.needs(
                item.facts.patients || self.waiver,
                "group PR, or what the patient signed",
                "neither",
            ),
            State::WriteoffProposed => {
                let given = self.write_off.as_deref().unwrap_or("none");
                self.needs(
                    WRITE_OFFS.contains(&given),
                    "a reason to write off (bundled, charity, duplicate, no_authorization, not_covered, \
                     not_credentialed, not_worth_it, timely_filing, unsupported)",
                    given,
                )
            }
            State::WriteoffApproved => {
                let role = self.by.role.as_deref().unwrap_or("none");
                self.needs(role == APPROVES, "the role manager", role)?;
                let alone = item.human.proposed_by.as_deref() == Some(&self.by.name);
                self.needs(
                    item.facts.open_amount < TWO_PEOPLE || !alone,
                    "somebody else than who proposed it",
                    "the same",
                )
            }
            State::Closed if from == State::RebillOtherPayer => self.needs(
                has(&self.claim),
                "the control number of the claim that was sent",
                "none",
            ),
            State::Reopened => self.needs(has(&self.reason), "a reason", "none"),
            _ => Ok(()),
        }
    }

    fn needs(&self, holds: bool, expected: &'static str, found: &str) -> Result<()> {
        match holds {
            true => Ok(()),
            false => Err(Error::Guard {
                expected,
                found: found.to_owned(),
            }),
        }
    }
}

fn has(text: &Option<String>) -> bool {
    text.as_ref().is_some_and(|text| !text.trim().is_empty())
}
