//! A line as it is written, and the row that it becomes.

use domain::Cents;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};
use tables::{Denial, Micros, UnitOrigin, WorkEvent, WriteError};
use x12::Position;

use crate::context::{Context, at};

/// One change. Names are those of the tables' columns, and nothing else may stand there.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    Denial(Box<DenialLine>),
    WorkEvent(Box<WorkEventLine>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DenialLine {
    is_test: bool,
    case_id: String,
    version: i64,
    queue: String,
    kind: String,
    category: String,
    patient_control_number: String,
    billing_npi: Option<String>,
    payer: Option<String>,
    payer_class: Option<String>,
    payer_order: String,
    line: String,
    group_code: Option<String>,
    carc: String,
    rarcs: String,
    unmapped: bool,
    is_initial: bool,
    #[serde(deserialize_with = "cents")]
    denied_amount: Cents,
    #[serde(deserialize_with = "cents")]
    current_denied_amount: Cents,
    #[serde(deserialize_with = "cents")]
    open_amount: Cents,
    #[serde(deserialize_with = "cents")]
    recovered_amount: Cents,
    #[serde(deserialize_with = "cents")]
    expected_amount: Cents,
    #[serde(deserialize_with = "cents")]
    priority: Cents,
    open_flag: bool,
    appealable: bool,
    recurrences: i32,
    resolution: Option<String>,
    opened_on: Option<Date>,
    denied_on: Option<Date>,
    ended_on: Option<Date>,
    deadline: Option<Date>,
    deadline_rule: Option<String>,
    unbalanced: bool,
    parent: Option<String>,
    state: String,
    owner: Option<String>,
    snoozed_until: Option<Date>,
    touched: bool,
    minutes: i32,
    appeal_level: i32,
    filed_on: Option<Date>,
    write_off: Option<String>,
    closed_because: Option<String>,
    flags: String,
    batch: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkEventLine {
    is_test: bool,
    case_id: String,
    nth: i64,
    action: String,
    event_ts: Timestamp,
    actor: String,
    actor_role: Option<String>,
    automated_flag: bool,
    from_state: Option<String>,
    to_state: String,
    said: Option<String>,
    minutes_spent: Option<i32>,
    assigned_to: Option<String>,
    snoozed_until: Option<Date>,
    packet: Option<String>,
    good_cause: Option<String>,
    sent_claim: Option<String>,
    waiver_flag: bool,
    write_off: Option<String>,
    moved: Option<String>,
    alerted_stage: Option<String>,
    alerted_deadline: Option<Date>,
    digest_before: Option<String>,
    digest_after: String,
}

/// An amount stands as text, as in every file that is read.
fn cents<'de, D: Deserializer<'de>>(from: D) -> Result<Cents, D::Error> {
    let text = String::deserialize(from)?;
    Cents::parse(text.as_bytes()).map_err(de::Error::custom)
}

impl Change {
    /// Writes the row.
    pub(super) fn write(&self, position: Position, cx: &mut Context<'_>) -> Result<(), WriteError> {
        let unit = cx.place.origin();
        match self {
            Change::Denial(line) => {
                let is_test = line.is_test;
                let unit = UnitOrigin { is_test, ..unit };
                let row = Denial {
                    origin: at(&unit, position, false),
                    ..line.row()
                };
                cx.out.denial().append(&row)
            }
            Change::WorkEvent(line) => {
                let is_test = line.is_test;
                let unit = UnitOrigin { is_test, ..unit };
                let row = WorkEvent {
                    origin: at(&unit, position, false),
                    ..line.row()
                };
                cx.out.work_event().append(&row)
            }
        }
    }
}

impl DenialLine {
    fn row(&self) -> Denial<'_> {
        Denial {
            case_id: &self.case_id,
            version: self.version,
            queue: &self.queue,
            kind: &self.kind,
            category: &self.category,
            patient_control_number: &self.patient_control_number,
            billing_npi: self.billing_npi.as_deref(),
            payer: self.payer.as_deref(),
            payer_class: self.payer_class.as_deref(),
            payer_order: &self.payer_order,
            line: &self.line,
            group_code: self.group_code.as_deref(),
            carc: &self.carc,
            rarcs: &self.rarcs,
            unmapped: self.unmapped,
            is_initial: self.is_initial,
            denied_amount: self.denied_amount,
            current_denied_amount: self.current_denied_amount,
            open_amount: self.open_amount,
            recovered_amount: self.recovered_amount,
            expected_amount: self.expected_amount,
            priority: self.priority,
            open_flag: self.open_flag,
            appealable: self.appealable,
            recurrences: self.recurrences,
            resolution: self.resolution.as_deref(),
            opened_on: self.opened_on,
            denied_on: self.denied_on,
            ended_on: self.ended_on,
            deadline: self.deadline,
            deadline_rule: self.deadline_rule.as_deref(),
            unbalanced: self.unbalanced,
            parent: self.parent.as_deref(),
            state: &self.state,
            owner: self.owner.as_deref(),
            snoozed_until: self.snoozed_until,
            touched: self.touched,
            minutes: self.minutes,
            appeal_level: self.appeal_level,
            filed_on: self.filed_on,
            write_off: self.write_off.as_deref(),
            closed_because: self.closed_because.as_deref(),
            flags: &self.flags,
            batch: self.batch,
            ..Denial::default()
        }
    }
}

impl WorkEventLine {
    fn row(&self) -> WorkEvent<'_> {
        WorkEvent {
            case_id: &self.case_id,
            nth: self.nth,
            action: &self.action,
            event_ts: Micros(self.event_ts.as_microsecond()),
            actor: &self.actor,
            actor_role: self.actor_role.as_deref(),
            automated_flag: self.automated_flag,
            from_state: self.from_state.as_deref(),
            to_state: &self.to_state,
            said: self.said.as_deref(),
            minutes_spent: self.minutes_spent,
            assigned_to: self.assigned_to.as_deref(),
            snoozed_until: self.snoozed_until,
            packet: self.packet.as_deref(),
            good_cause: self.good_cause.as_deref(),
            sent_claim: self.sent_claim.as_deref(),
            waiver_flag: self.waiver_flag,
            write_off: self.write_off.as_deref(),
            moved: self.moved.as_deref(),
            alerted_stage: self.alerted_stage.as_deref(),
            alerted_deadline: self.alerted_deadline,
            digest_before: self.digest_before.as_deref(),
            digest_after: &self.digest_after,
            ..WorkEvent::default()
        }
    }
}
