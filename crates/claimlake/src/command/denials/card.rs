//! `denials show`: a case as a card, and what happened to it.

use std::collections::BTreeMap;

use anyhow::Result;
use pipeline::Context;
use work::Event;

use super::super::deadline;
use super::super::worth::Reckoned;
use super::{body, case, find, money, today, word};
use crate::answer::{Amount, DenialAllowed, DenialEvent, DenialShown, DenialStep, DenialWorth};
use crate::screen::{Align, GOOD, ODD, Screen};

pub(super) async fn show(id: &str, context: &Context, screen: &Screen) -> Result<()> {
    let filed = find(context, id).await?;
    let events = work::events(&*context.state, &filed.item.id).await?;
    let reckoned = Reckoned::today(context, today(context)).await?;
    let facts = body(&filed)?;
    let (tally, worth) = (reckoned.tally(&facts), reckoned.worth(&facts));
    let allowed = reckoned.allowed(&facts);
    let learned = ["allowed_procedure", "allowed_payer"].contains(&worth.basis.as_str());
    let allowed = allowed.filter(|_| learned);
    let case = case(&filed, facts.clone(), &worth, &reckoned);
    let guidance = rules::guidance(&facts.kind, &facts.category, &facts.carc);
    let said = |of: fn(&rules::Guidance) -> &String| guidance.map(|g| of(g).clone());
    let history = facts.steps.into_iter().map(|step| DenialStep {
        happened: step.happened,
        on: step.on,
        current_denied_amount: Amount(step.current_denied_amount),
        file_id: step.file_id,
        record: step.record,
    });
    let human = &filed.item.human;
    let stands = human.before_snooze.unwrap_or(human.state);
    let steps = stands.steps().iter();
    let shown = DenialShown {
        version: filed.version,
        means: said(|g| &g.means),
        first_action: said(|g| &g.first_action),
        evidence: said(|g| &g.evidence),
        caused_by: said(|g| &g.caused_by),
        prevention: said(|g| &g.prevention),
        deadlines: facts.deadlines.iter().map(deadline::told).collect(),
        worth: DenialWorth {
            expected: Amount(worth.expected),
            charge: (worth.charge > 0).then_some(Amount(worth.charge)),
            settled: Amount(worth.settled),
            refused: Amount(worth.refused),
            allowed: allowed.map(|found| DenialAllowed {
                lines: found.lines,
                allowed: Amount(found.allowed),
                charged: Amount(found.charged),
            }),
            expected_basis: worth.basis,
            chance_per_mille: worth.chance,
            chance_basis: worth.chance_basis,
            prior_per_mille: facts.worth.chance,
            won: tally.won,
            ended: tally.of,
            minutes: worth.minutes,
            cost: Amount(worth.cost),
            net: Amount(worth.net),
            urgency_per_mille: reckoned.urgency(&filed.item.facts),
        },
        history: history.collect(),
        events: events.iter().map(event).collect(),
        steps: steps.map(|state| state.as_str().to_owned()).collect(),
        case,
    };
    if screen.is_json() {
        return Ok(screen.json(&shown)?);
    }
    card(&shown, screen)
}

fn event(event: &Event) -> DenialEvent {
    DenialEvent {
        nth: event.nth,
        at: event.at.to_string(),
        by: event.by.clone(),
        role: event.role.clone(),
        what: word(&event.made),
        from: event.from.map(|state| state.as_str().to_owned()),
        to: event.to.as_str().to_owned(),
        reason: event.reason.clone(),
        minutes: event.minutes,
        with: with(event),
    }
}

fn with(event: &Event) -> BTreeMap<String, String> {
    let with = &event.with;
    let until = with.until.map(|day| day.to_string());
    let waiver = with.waiver.then(|| "signed".to_owned());
    let alert = with.alert.as_ref().map(deadline::said);
    let named = [
        ("owner", &with.owner),
        ("until", &until),
        ("packet", &with.packet),
        ("good_cause", &with.good_cause),
        ("claim", &with.claim),
        ("waiver", &waiver),
        ("write_off", &with.write_off),
        ("moved", &with.moved),
        ("alert", &alert),
    ];
    let named = named.into_iter();
    named
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect()
}

/// The case as a person reads it: what, why, what to do, what it is worth, and what happened.
#[expect(clippy::too_many_lines, reason = "the card from top to bottom")]
fn card(shown: &DenialShown, screen: &Screen) -> Result<()> {
    let case = &shown.case;
    let style = if case.state == "CLOSED" { GOOD } else { ODD };
    screen.heading(&format!("{} {} {}", case.kind, case.category, case.id))?;
    let state = screen.paint(style, &case.state);
    let resolution = case.resolution.as_deref().unwrap_or("nothing yet");
    let owner = case.owner.as_deref().unwrap_or("nobody");
    let payer = case.payer.as_deref().unwrap_or("unknown payer");
    let mut rows = vec![
        vec![
            "state".to_owned(),
            format!("{state}, {owner} has it; what became of it: {resolution}"),
        ],
        vec![
            "claim".to_owned(),
            format!(
                "{} at {payer} ({}), line {}",
                case.patient_control_number, case.payer_order, case.line
            ),
        ],
    ];
    for adjustment in &case.adjustments {
        let why = format!(
            "{}-{} {}",
            adjustment.group,
            adjustment.carc,
            money(adjustment.amount)
        );
        let remarks = match case.rarc.is_empty() {
            true => String::new(),
            false => format!(", remarks {}", case.rarc.join(" ")),
        };
        rows.push(vec!["refused".to_owned(), why + &remarks]);
    }
    let amounts = format!(
        "denied {}, now {}, open {}, back {}; denied again {} times",
        money(case.denied_amount),
        money(case.current_denied_amount),
        money(case.open_amount),
        money(case.recovered_amount),
        case.recurrences,
    );
    rows.push(vec!["amounts".to_owned(), amounts]);
    let worth = &shown.worth;
    let learned = match worth.ended {
        0 => "prior".to_owned(),
        ended => format!(
            "{} of {ended} like it came back; prior {}‰",
            worth.won, worth.prior_per_mille
        ),
    };
    let expected = match (&worth.allowed, worth.charge) {
        (Some(found), Some(charge)) => format!(
            "of {} charged, {} settled; {} of {} allowed on {} lines, {}",
            money(charge),
            money(worth.settled),
            money(found.allowed),
            money(found.charged),
            found.lines,
            worth.expected_basis,
        ),
        _ if worth.expected_basis == "charge" => "35 % of what is open".to_owned(),
        _ => worth.expected_basis.clone(),
    };
    let reckoned = format!(
        "({} expected ({}) × {}‰ ({}) − {} minutes ({}) = {}) × {}‰ = {}",
        money(worth.expected),
        expected,
        worth.chance_per_mille,
        learned,
        worth.minutes,
        money(worth.cost),
        money(worth.net),
        worth.urgency_per_mille,
        money(case.priority),
    );
    rows.push(vec!["worth".to_owned(), reckoned]);
    for (at, until) in shown.deadlines.iter().enumerate() {
        let title = if at == 0 { "deadline" } else { "and" };
        rows.push(vec![
            title.to_owned(),
            format!("{}: {}", until.day, until.rule),
        ]);
    }
    let words = [
        ("means", &shown.means),
        ("first", &shown.first_action),
        ("evidence", &shown.evidence),
        ("caused by", &shown.caused_by),
        ("prevent", &shown.prevention),
    ];
    for (title, text) in words {
        rows.extend(
            text.as_ref()
                .map(|text| vec![title.to_owned(), text.clone()]),
        );
    }
    if case.unbalanced {
        rows.push(vec![
            "beware".to_owned(),
            "the remittance does not add up: nothing of it is to be posted".to_owned(),
        ]);
    }
    rows.push(vec!["next".to_owned(), shown.steps.join(", ")]);
    screen.columns(&[Align::Left, Align::Left], &rows)?;
    screen.heading("received")?;
    let mut rows = vec![];
    for step in &shown.history {
        let from = step
            .file_id
            .as_deref()
            .map(crate::screen::short)
            .unwrap_or_default();
        let at = step
            .record
            .map(|record| format!("segment {record}"))
            .unwrap_or_default();
        rows.push(vec![
            step.on.clone().unwrap_or_default(),
            step.happened.clone(),
            money(step.current_denied_amount),
            format!("{from} {at}"),
        ]);
    }
    screen.columns(
        &[Align::Left, Align::Left, Align::Right, Align::Left],
        &rows,
    )?;
    screen.heading("done")?;
    let rows: Vec<Vec<String>> = shown
        .events
        .iter()
        .map(|event| {
            let from = event.from.as_deref().unwrap_or("–");
            vec![
                event.at.clone(),
                event.by.clone(),
                event.what.clone(),
                format!("{from} → {}", event.to),
                said(event),
            ]
        })
        .collect();
    Ok(screen.columns(&[Align::Left; 5], &rows)?)
}

/// What a person said, and what a step came with.
fn said(event: &DenialEvent) -> String {
    let with = event
        .with
        .iter()
        .map(|(name, value)| format!("{name} {value}"));
    let mut said: Vec<String> = event.reason.iter().cloned().collect();
    said.extend(with);
    said.join("; ")
}
