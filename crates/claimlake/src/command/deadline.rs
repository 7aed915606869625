//! Deadlines of cases: with their rules on a card, near ones in the list, and `denials remind`.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::Span;
use jiff::civil::Date;
use pipeline::Context;
use schemars::JsonSchema;
use serde::Serialize;
use work::{Alert, Facts, Item, Stage};

use crate::answer::DenialCase;
use crate::screen::{Align, Screen};

/// Until when something may be done, and the rule that says so.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialDeadline {
    /// appeal, corrected_claim, filing, rejection, information.
    pub(crate) action: String,
    /// The last day, a business day.
    pub(crate) day: String,
    /// Of an appeal, its level, from 1.
    pub(crate) level: Option<u32>,
    /// Days of the rule.
    pub(crate) days: i32,
    /// calendar, business.
    pub(crate) day_kind: String,
    /// denied, received, served.
    pub(crate) counted_from: String,
    /// The day that this was.
    pub(crate) from: String,
    /// The organisation's own rule; else the shipped default of the payer's class.
    pub(crate) own: bool,
    /// Where the rule stands.
    pub(crate) source: String,
    /// The day on which somebody of the organisation looked it up there.
    pub(crate) verified_on: Option<String>,
    /// Who did.
    pub(crate) verified_by: Option<String>,
    /// All of this in words.
    pub(crate) rule: String,
}

/// `claimlake denials remind --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialReminded {
    /// Open cases that were looked at.
    pub(crate) open: u64,
    /// How many alerts of each stage were written now.
    pub(crate) counts: BTreeMap<String, u64>,
    /// Them.
    pub(crate) alerts: Vec<DenialAlert>,
}

/// A deadline that came near, or is over.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DenialAlert {
    /// The case.
    pub(crate) id: String,
    /// The deadline.
    pub(crate) deadline: String,
    /// 30_days, 14_days, 7_days, 3_days, 1_day, missed.
    pub(crate) stage: String,
}

/// A deadline as its rule gives it.
pub(crate) fn told(deadline: &rules::Deadline) -> DenialDeadline {
    DenialDeadline {
        action: deadline.action.as_str().to_owned(),
        day: deadline.day.to_string(),
        level: deadline.level,
        days: deadline.days,
        day_kind: deadline.day_kind.as_str().to_owned(),
        counted_from: deadline.counted_from.as_str().to_owned(),
        from: deadline.from.to_string(),
        own: deadline.own,
        source: deadline.source.clone(),
        verified_on: deadline.verified_on.map(|day| day.to_string()),
        verified_by: deadline.verified_by.clone(),
        rule: deadline.rule(),
    }
}

/// How near its deadline is today.
pub(crate) fn alert(item: &Item, today: Date) -> Option<String> {
    let deadline = item.facts.deadline.filter(|_| item.human.state.is_open())?;
    let stage = work::stage(deadline, today)?;
    Some(stage.as_str().to_owned())
}

/// The day by which urgency is reckoned: the appeal's where the first one is over and that is not, for what can
/// still be asked for is still worth it.
pub(crate) fn ahead(facts: &Facts, today: Date) -> Option<Date> {
    let days = [facts.deadline, facts.appeal_deadline];
    let mut ahead = days.into_iter().flatten().filter(|day| *day >= today);
    ahead.next().or(facts.deadline)
}

/// Whether a deadline is so many days ahead at most, or over.
pub(crate) fn is_due(deadline: Option<Date>, days: u16, today: Date) -> bool {
    let last = today
        .checked_add(Span::new().days(days))
        .unwrap_or(Date::MAX);
    deadline.is_some_and(|day| day <= last)
}

/// The deadline of a case, and how near it is.
pub(crate) fn near(case: &DenialCase) -> String {
    let day = case.deadline.clone().unwrap_or_default();
    match &case.alert {
        Some(stage) => format!("{day} ({})", words(stage)),
        None => day,
    }
}

/// What an alert said.
pub(crate) fn said(alert: &Alert) -> String {
    format!("{}: {}", alert.deadline, words(alert.stage.as_str()))
}

fn words(stage: &str) -> String {
    stage.replace('_', " ")
}

/// `denials remind`.
pub(crate) async fn remind(context: &Context, screen: &Screen) -> Result<()> {
    let mut done = work::remind(&*context.state, triage::QUEUE, &*context.clock).await?;
    let failed = done.failed.take();
    show(&done, screen)?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn show(done: &work::Reminded, screen: &Screen) -> Result<()> {
    let mut counts: BTreeMap<String, u64> = Stage::ALL
        .into_iter()
        .map(|stage| (stage.as_str().to_owned(), 0))
        .collect();
    for (_, alert) in &done.alerts {
        *counts.entry(alert.stage.as_str().to_owned()).or_default() += 1;
    }
    let alerts = done.alerts.iter().map(|(id, alert)| DenialAlert {
        id: id.clone(),
        deadline: alert.deadline.to_string(),
        stage: alert.stage.as_str().to_owned(),
    });
    let reminded = DenialReminded {
        open: done.open,
        counts,
        alerts: alerts.collect(),
    };
    if screen.is_json() {
        return Ok(screen.json(&reminded)?);
    }
    if reminded.alerts.is_empty() {
        let open = reminded.open;
        return Ok(screen.line(&format!("nothing new to say of {open} open cases"))?);
    }
    let rows = reminded.alerts.iter().map(|alert| {
        let id = alert.id.get(..10).unwrap_or(&alert.id).to_owned();
        vec![id, alert.deadline.clone(), words(&alert.stage)]
    });
    let titles = ["case", "deadline", "alert"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = std::iter::once(titles).chain(rows).collect();
    Ok(screen.columns(&[Align::Left; 3], &rows)?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_right_that_outlives_the_first_is_urgent_by_its_own_day() {
        let today = date(2026, 3, 10);
        let (over, near, far) = (date(2026, 3, 9), date(2026, 3, 12), date(2026, 6, 1));
        let check = |deadline, appeal_deadline, expected| {
            let facts = Facts {
                subject: String::new(),
                is_open: true,
                is_test: false,
                open_amount: 100,
                priority: 100,
                deadline,
                appeal_deadline,
                appealable: true,
                patients: false,
                denied_again: 0,
                denied_on: None,
                upheld: false,
                body: serde_json::Value::Null,
            };
            assert_eq!(ahead(&facts, today), expected);
        };
        check(Some(near), Some(far), Some(near));
        check(Some(over), Some(far), Some(far));
        check(Some(over), Some(over), Some(over));
        check(Some(over), None, Some(over));
        check(Some(today), Some(far), Some(today));
        check(None, None, None);
    }
}
