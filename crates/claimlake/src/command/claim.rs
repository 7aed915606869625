//! `claim`: the whole life of a claim, from its first submission to what was paid in the end.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use lake::Session;
use serde_json::{Map, Value};

use super::{ask, denials};
use crate::answer::ClaimLife;
use crate::args::Claim;
use crate::home::Opened;
use crate::screen::{Align, Screen};

const NUMBERS: &str = include_str!("../../../../queries/one_claim/number.sql");
const SUBMISSIONS: &str = include_str!("../../../../queries/one_claim/submission.sql");
const ACKNOWLEDGMENTS: &str = include_str!("../../../../queries/one_claim/acknowledgment.sql");
const ADJUDICATIONS: &str = include_str!("../../../../queries/one_claim/adjudication.sql");
const ADJUSTMENTS: &str = include_str!("../../../../queries/one_claim/adjustment.sql");

/// Provider's adjustments that take a claim's payment back.
const RECOVERED: [&str; 3] = [
    "overpayment_recovery",
    "unspecified_recovery",
    "overpayment_credit",
];

type Rows = Vec<Map<String, Value>>;

pub(crate) async fn run(args: &Claim, opened: &Opened, screen: &Screen) -> Result<()> {
    denials::catch_up(opened).await?;
    let session = ask::session(opened, args.test.include_test).await?;
    let number = args.number.as_str();
    let mut numbers = BTreeSet::from([number.to_owned()]);
    let others = rows(&session, NUMBERS, number).await?;
    let others = others.iter().filter_map(|row| row.get("number")?.as_str());
    numbers.extend(others.map(str::to_owned));
    let adjudications = rows(&session, ADJUDICATIONS, number).await?;
    // A payer may have written the number otherwise.
    let mut answers: BTreeMap<String, BTreeSet<(String, i64)>> = BTreeMap::new();
    for row in &adjudications {
        let text = |name| row.get(name).and_then(Value::as_str).map(str::to_owned);
        let record = row.get("record").and_then(Value::as_i64);
        // As the views name a claim without a number of its own.
        let payers = || Some(format!("CLP07 {}", text("payer_claim_control_number")?));
        let number = text("patient_control_number");
        let number = number.filter(|number| !number.trim_start_matches('0').is_empty());
        if let (Some(number), Some(at)) = (number.or_else(payers), text("file_id").zip(record)) {
            answers.entry(number).or_default().insert(at);
        }
    }
    let adjustments = rows(&session, ADJUSTMENTS, number).await?;
    let first = adjudications
        .iter()
        .find(|row| row.get("is_first_adjudication") == Some(&Value::Bool(true)));
    let current = adjudications
        .iter()
        .filter(|row| row.get("is_current") == Some(&Value::Bool(true)));
    let outcome = |row: &Map<String, Value>| {
        row.get("outcome")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let counts = |row: &&Map<String, Value>| {
        row.get("standing").and_then(Value::as_str) != Some("predetermination")
    };
    // A balance carried forward is taken later, and interest is none of the claim's money.
    let recovered = |row: &&Map<String, Value>| {
        let kind = row.get("adjustment_kind").and_then(Value::as_str);
        kind.is_some_and(|kind| RECOVERED.contains(&kind))
    };
    let paid = sum(adjudications.iter().filter(counts), "paid_amount")?
        .saturating_add(sum(adjustments.iter().filter(recovered), "paid_effect")?);
    let life = ClaimLife {
        patient_control_number: args.number.clone(),
        first_outcome: first.and_then(outcome),
        current_outcomes: current.clone().filter_map(outcome).collect(),
        net_paid: crate::answer::Amount(paid),
        patient_share: crate::answer::Amount(sum(current, "patient_share_amount")?),
        submissions: rows(&session, SUBMISSIONS, number).await?,
        acknowledgments: rows(&session, ACKNOWLEDGMENTS, number).await?,
        adjudications,
        adjustments,
        cases: denials::of_claim(&numbers, &answers, args.test.include_test, &opened.context)
            .await?,
    };
    if screen.is_json() {
        return Ok(screen.json(&life)?);
    }
    print(&life, screen)
}

async fn rows(session: &Session, statement: &str, number: &str) -> Result<Rows> {
    let number = datafusion::scalar::ScalarValue::from(number);
    let frame = session.query(statement, vec![("number", number)]).await?;
    let answer = session.answer(frame).await?.collect().await?;
    Ok(serde_json::from_slice(&lake::json(&answer)?)?)
}

/// Cents of a column. Its decimals are numbers written with all their digits.
fn sum<'a>(rows: impl Iterator<Item = &'a Map<String, Value>>, column: &str) -> Result<i64> {
    let mut sum = 0_i64;
    for row in rows {
        let Some(value) = row.get(column).filter(|value| !value.is_null()) else {
            continue;
        };
        let cents = domain::Cents::parse(value.to_string().as_bytes());
        sum += cents
            .context("expected an amount with two decimals, but found another")?
            .0;
    }
    Ok(sum)
}

#[expect(clippy::too_many_lines, reason = "the page from top to bottom")]
fn print(life: &ClaimLife, screen: &Screen) -> Result<()> {
    let money = |amount: crate::answer::Amount| domain::Cents(amount.0).to_string();
    screen.heading(&format!("claim {}", life.patient_control_number))?;
    screen.line(&format!(
        "first outcome {}, now {}; net paid {}, the patient's share {}",
        life.first_outcome.as_deref().unwrap_or("none"),
        match life.current_outcomes.is_empty() {
            true => "none".to_owned(),
            false => life.current_outcomes.join(", "),
        },
        money(life.net_paid),
        money(life.patient_share),
    ))?;
    let parts: [(&str, &Rows, &[&str]); 4] = [
        (
            "submitted",
            &life.submissions,
            &[
                "submitted_at",
                "payer",
                "payer_order",
                "frequency_code",
                "total_charge",
                "acknowledged",
            ],
        ),
        (
            "acknowledged",
            &life.acknowledgments,
            &[
                "reported_at",
                "ack_type",
                "reporter",
                "category_code",
                "status_code",
                "outcome",
                "link_method",
            ],
        ),
        (
            "adjudicated",
            &life.adjudications,
            &[
                "check_date",
                "payer",
                "payer_order",
                "standing",
                "outcome",
                "paid_amount",
                "denied_amount",
                "link_method",
            ],
        ),
        (
            "adjusted",
            &life.adjustments,
            &[
                "check_date",
                "payer",
                "adjustment_kind",
                "amount",
                "link_method",
            ],
        ),
    ];
    for (title, rows, names) in parts {
        if rows.is_empty() {
            continue;
        }
        screen.heading(title)?;
        let mut lines = vec![
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>(),
        ];
        for row in rows {
            lines.push(
                names
                    .iter()
                    .map(|name| ask::plain(row.get(*name)))
                    .collect(),
            );
        }
        screen.columns(&vec![Align::Left; names.len()], &lines)?;
    }
    if !life.cases.is_empty() {
        screen.heading("denials")?;
        denials::table(&life.cases, screen)?;
    }
    Ok(())
}
