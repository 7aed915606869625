//! A case, or an event, as a line: names are those of the columns of `denial` and `work_event`.

use domain::Cents;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use store::{Key, key};
use work::{Event, Flag, Item};

use crate::error::{Error, Result};

/// The line of what stands under a key; none where that is neither a case nor an event.
pub(crate) fn line(key: &Key, body: Value) -> Result<Option<String>> {
    let change = if key.partition.starts_with(key::WORK) {
        Change::Denial(Box::new(denial(body)?))
    } else if key.partition.starts_with(key::WORK_EVENT) {
        Change::WorkEvent(Box::new(work_event(body)?))
    } else {
        return Ok(None);
    };
    let line = serde_json::to_string(&change);
    Ok(Some(line.map_err(|_| Error::Damaged("a change"))?))
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Change {
    Denial(Box<DenialRow>),
    WorkEvent(Box<WorkEventRow>),
}

/// What is known of a case, as far as it becomes a row; triage writes it. Amounts are cents.
#[derive(Deserialize)]
struct Body {
    kind: String,
    category: String,
    resolution: Option<String>,
    patient_control_number: String,
    billing_npi: Option<String>,
    payer: Option<String>,
    payer_class: Option<String>,
    payer_order: String,
    line: String,
    carc: String,
    rarc: Vec<String>,
    adjustments: Vec<Adjustment>,
    unmapped: bool,
    /// This and what was expected cases of an earlier version do not say.
    #[serde(default)]
    is_initial: bool,
    denied_amount: i64,
    #[serde(default)]
    expected_amount: i64,
    current_denied_amount: i64,
    recovered_amount: i64,
    recurrences: i32,
    parent: Option<String>,
    opened_on: Option<String>,
    denied_on: Option<String>,
    ended_on: Option<String>,
    unbalanced: bool,
    deadline_rule: Option<String>,
}

#[derive(Deserialize)]
struct Adjustment {
    group: String,
    carc: String,
    amount: i64,
}

#[derive(Serialize)]
struct DenialRow {
    is_test: bool,
    case_id: String,
    version: u64,
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
    #[serde(serialize_with = "dollars")]
    denied_amount: i64,
    #[serde(serialize_with = "dollars")]
    current_denied_amount: i64,
    #[serde(serialize_with = "dollars")]
    open_amount: i64,
    #[serde(serialize_with = "dollars")]
    recovered_amount: i64,
    #[serde(serialize_with = "dollars")]
    expected_amount: i64,
    #[serde(serialize_with = "dollars")]
    priority: i64,
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
    state: &'static str,
    owner: Option<String>,
    snoozed_until: Option<Date>,
    touched: bool,
    minutes: i32,
    appeal_level: i32,
    filed_on: Option<Date>,
    write_off: Option<String>,
    closed_because: Option<String>,
    flags: String,
    batch: u64,
}

#[derive(Serialize)]
struct WorkEventRow {
    is_test: bool,
    case_id: String,
    nth: u64,
    action: String,
    event_ts: Timestamp,
    actor: String,
    actor_role: Option<String>,
    automated_flag: bool,
    from_state: Option<&'static str>,
    to_state: &'static str,
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

/// Amounts stand as text: exact for whoever reads them.
fn dollars<S: Serializer>(cents: &i64, to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_str(&Cents(*cents))
}

/// The word that a value is written as.
fn word<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => Ok(word),
        _ => Err(Error::Damaged("a word")),
    }
}

/// A day that can't be one is none: it came from a file.
fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

/// A count as a column takes it.
fn int(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn denial(body: Value) -> Result<DenialRow> {
    let Item {
        id,
        queue,
        facts,
        human,
        events,
        n,
        // They are events.
        alerts: _,
    } = serde_json::from_value(body).map_err(|_| Error::Damaged("a case"))?;
    let body: Body = serde_json::from_value(facts.body)
        .map_err(|_| Error::Damaged("what is known of a case"))?;
    let flags: Result<Vec<String>> = human.flags.iter().map(word::<Flag>).collect();
    let leads = body.adjustments.into_iter();
    let leads = leads.filter(|adjustment| adjustment.carc == body.carc);
    let leads = leads.min_by(|a, b| (-a.amount, &a.group).cmp(&(-b.amount, &b.group)));
    Ok(DenialRow {
        is_test: facts.is_test,
        case_id: id,
        version: events,
        queue,
        kind: body.kind,
        category: body.category,
        patient_control_number: body.patient_control_number,
        billing_npi: body.billing_npi,
        payer: body.payer,
        payer_class: body.payer_class,
        payer_order: body.payer_order,
        line: body.line,
        group_code: leads.map(|adjustment| adjustment.group),
        carc: body.carc,
        rarcs: body.rarc.join(" "),
        unmapped: body.unmapped,
        is_initial: body.is_initial,
        denied_amount: body.denied_amount,
        current_denied_amount: body.current_denied_amount,
        open_amount: facts.open_amount,
        recovered_amount: body.recovered_amount,
        expected_amount: body.expected_amount,
        priority: facts.priority,
        open_flag: facts.is_open,
        appealable: facts.appealable,
        recurrences: body.recurrences,
        resolution: body.resolution,
        opened_on: day(body.opened_on),
        denied_on: day(body.denied_on),
        ended_on: day(body.ended_on),
        deadline: facts.deadline,
        deadline_rule: body.deadline_rule,
        unbalanced: body.unbalanced,
        parent: body.parent,
        state: human.state.as_str(),
        owner: human.owner,
        snoozed_until: human.snoozed_until,
        touched: human.touched,
        minutes: int(human.minutes),
        appeal_level: int(human.appeal_level),
        filed_on: human.filed_on,
        write_off: human.write_off,
        closed_because: human.closed_because,
        flags: flags?.join(" "),
        batch: n,
    })
}

fn work_event(body: Value) -> Result<WorkEventRow> {
    let event: Event = serde_json::from_value(body).map_err(|_| Error::Damaged("an event"))?;
    let with = event.with;
    Ok(WorkEventRow {
        is_test: event.is_test,
        case_id: event.item,
        nth: event.nth,
        action: word(&event.made)?,
        event_ts: event.at,
        actor: event.by,
        actor_role: event.role,
        automated_flag: event.automatic,
        from_state: event.from.map(work::State::as_str),
        to_state: event.to.as_str(),
        said: event.reason,
        minutes_spent: event.minutes.map(int),
        assigned_to: with.owner,
        snoozed_until: with.until,
        packet: with.packet,
        good_cause: with.good_cause,
        sent_claim: with.claim,
        waiver_flag: with.waiver,
        write_off: with.write_off,
        moved: with.moved,
        alerted_stage: with.alert.map(|alert| word(&alert.stage)).transpose()?,
        alerted_deadline: with.alert.map(|alert| alert.deadline),
        digest_before: event.before,
        digest_after: event.after,
    })
}
