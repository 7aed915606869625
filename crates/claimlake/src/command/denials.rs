//! `denials`: the queue, a case as a card, and what people do with it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pipeline::Context;
use serde_json::Value;
use triage::Body;
use work::{Act, Actor, Filed, Request, State};

use super::worth::{Reckoned, tiers};
use super::{ask, deadline, low_balances};
use crate::answer::{Amount, DenialAdjustment, DenialCase, DenialChanged, DenialList};
use crate::args::{By, Denials, DenialsCommand, DenialsFilter};
use crate::home::Opened;
use crate::screen::{Align, Screen};

mod card;

/// Rows that a screen shows unless it is told more.
const SHOWN: usize = 50;

pub(crate) async fn run(args: &Denials, opened: &Opened, screen: &Screen) -> Result<()> {
    catch_up(opened).await?;
    let context = &opened.context;
    let Some(command) = &args.command else {
        return list(&args.filter, context, screen).await;
    };
    let (id, by, act) = match command {
        DenialsCommand::Show { id } => return card::show(id, context, screen).await,
        DenialsCommand::Remind => return deadline::remind(context, screen).await,
        DenialsCommand::LowBalances(args) => {
            low_balances::run(args, context, screen).await?;
            super::mirror::changes(context).await?;
            return Ok(());
        }
        DenialsCommand::Assign { id, to, by } => (id, by, Act::Assign { owner: to.clone() }),
        DenialsCommand::Start { id, by } => (id, by, step(State::InProgress)),
        DenialsCommand::Snooze { id, until, by } => (id, by, Act::Snooze { until: *until }),
        DenialsCommand::Note { id, by } => (id, by, Act::Note),
        DenialsCommand::Close { id, by } => (id, by, step(State::Closed)),
        DenialsCommand::Move { id, to, by } => (id, by, step(*to)),
    };
    let found = find(context, id).await?;
    let request = request(act, by, context);
    let done = work::act(&*context.state, &found.item.id, by.seen, &request).await?;
    super::mirror::changes(context).await?;
    changed(&done, screen)
}

/// How long another process's run is waited for.
const WAITED: std::time::Duration = std::time::Duration::from_secs(60);
const BETWEEN: std::time::Duration = std::time::Duration::from_millis(200);

/// Cases are those of HEAD and of today, whoever ran last, and stand in tables too. The batch that these come in changes no
/// case, so that there is nothing to mirror of it.
pub(crate) async fn catch_up(opened: &Opened) -> Result<()> {
    evaluate(opened).await?;
    match super::mirror::changes(&opened.context).await? {
        0 => Ok(()),
        _ => evaluate(opened).await,
    }
}

async fn evaluate(opened: &Opened) -> Result<()> {
    let context = &opened.context;
    let options = ask::whole_options(opened);
    let lake = triage::Lake {
        context,
        warehouse: &opened.warehouse,
        options: &options,
        together: triage::TOGETHER,
        until: None,
    };
    let began = std::time::Instant::now();
    loop {
        let head = pipeline::head(context).await?.map_or(0, |head| head.n);
        if !triage::is_due(&*context.state, &*context.clock, head).await? {
            return Ok(());
        }
        match triage::triage(&lake).await {
            Err(triage::Error::Busy) if began.elapsed() < WAITED => {
                tokio::time::sleep(BETWEEN).await;
            }
            done => {
                done?;
            }
        }
    }
}

fn step(to: State) -> Act {
    Act::Step { to }
}

pub(crate) fn today(context: &Context) -> Date {
    TimeZone::UTC.to_datetime(context.clock.now()).date()
}

fn request(act: Act, by: &By, context: &Context) -> Request {
    let actor = Actor {
        name: by.who.person.user.clone(),
        role: by.who.role.clone(),
    };
    Request {
        reason: by.who.person.reason.clone(),
        minutes: by.minutes,
        packet: by.packet.clone(),
        good_cause: by.good_cause.clone(),
        claim: by.claim.clone(),
        waiver: by.waiver,
        write_off: by.write_off.clone(),
        ..Request::new(act, actor, context.clock.now(), today(context))
    }
}

/// The one case whose id begins so.
async fn find(context: &Context, id: &str) -> Result<Filed> {
    let found = work::item(&*context.state, id).await?;
    if let Some(found) = found.filter(|found| !found.item.is_gone()) {
        return Ok(found);
    }
    let all = work::items(&*context.state).await?;
    let mut found: Vec<Filed> = all
        .into_iter()
        .filter(|filed| !id.is_empty() && filed.item.id.starts_with(id))
        .filter(|filed| !filed.item.is_gone())
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(found), true) => Ok(found),
        (Some(_), false) => bail!("expected more of the id, but found several cases that begin so"),
        (None, _) => bail!("expected the id of a case, but found none with it"),
    }
}

async fn list(filter: &DenialsFilter, context: &Context, screen: &Screen) -> Result<()> {
    let state = &*context.state;
    // What is open stands in the queue; the rest has to be looked for.
    let mut found = match filter.all || filter.state.is_some_and(|state| !state.is_open()) {
        true => work::items(state).await?,
        false => work::queue(state, triage::QUEUE, false, usize::MAX).await?,
    };
    if filter.include_test && !filter.all {
        found.extend(work::queue(state, triage::QUEUE, true, usize::MAX).await?);
    }
    found.retain(|filed| {
        let is_seen = filter.include_test || !filed.item.facts.is_test;
        is_seen && filed.item.queue == triage::QUEUE && !filed.item.is_gone()
    });
    let today = today(context);
    let reckoned = Reckoned::today(context, today).await?;
    let mut all = vec![];
    for filed in found {
        let body = body(&filed)?;
        let worth = reckoned.worth(&body);
        all.push((filed, body, worth));
    }
    all.sort_by_cached_key(|(filed, _, worth)| {
        let item = &filed.item;
        (
            !item.human.state.is_open(),
            std::cmp::Reverse(reckoned.score(&item.facts, worth)),
            item.facts.deadline,
            item.id.clone(),
        )
    });
    // Tests are worth nothing beside others, nor is what nothing speaks of any more.
    let open = all.iter().filter(|(filed, ..)| {
        let item = &filed.item;
        item.human.state.is_open() && !item.facts.is_test && !item.is_vanished()
    });
    let open = open.map(|(filed, body, worth)| {
        let is_low = reckoned.is_low_balance(body, worth);
        (filed.item.id.as_str(), is_low)
    });
    let tiers = tiers(open);
    let mut cases = vec![];
    for (filed, body, worth) in &all {
        let tier = tiers.get(filed.item.id.as_str()).copied();
        let case = DenialCase {
            tier: tier.map(|tier| tier.as_str().to_owned()),
            ..case(filed, body.clone(), worth, &reckoned)
        };
        if fits(filter, filed, &case, today)
            && filter.tier.is_none_or(|wanted| tier == Some(wanted))
        {
            cases.push(case);
        }
    }
    let total = cases.len();
    let most = if screen.is_json() { usize::MAX } else { SHOWN };
    cases.truncate(filter.limit.unwrap_or(most));
    let list = DenialList { cases };
    if screen.is_json() {
        return Ok(screen.json(&list)?);
    }
    table(&list.cases, screen)?;
    if total > list.cases.len() {
        screen.line(&format!(
            "… and {} more (--limit {total})",
            total - list.cases.len()
        ))?;
    }
    Ok(())
}

/// Cases as lines.
pub(crate) fn table(cases: &[DenialCase], screen: &Screen) -> Result<()> {
    let titles = [
        "case", "state", "category", "carc", "payer", "claim", "line", "open", "worth", "tier",
        "deadline",
    ];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for case in cases {
        rows.push(vec![
            case.id.get(..10).unwrap_or(&case.id).to_owned(),
            case.state.clone(),
            case.category.clone(),
            case.carc.clone(),
            case.payer.clone().unwrap_or_default(),
            case.patient_control_number.clone(),
            case.line.clone(),
            money(case.open_amount),
            money(case.priority),
            case.tier.clone().unwrap_or_default(),
            deadline::near(case),
        ]);
    }
    use Align::{Left, Right};
    screen.columns(
        &[
            Left, Left, Left, Left, Left, Left, Left, Right, Right, Left, Left,
        ],
        &rows,
    )?;
    Ok(())
}

/// The cases of a claim, by its control numbers; and of its answers with another number, each by file and record, that
/// may be another claim's.
pub(crate) async fn of_claim(
    numbers: &BTreeSet<String>,
    answers: &BTreeMap<String, BTreeSet<(String, i64)>>,
    tests: bool,
    context: &Context,
) -> Result<Vec<DenialCase>> {
    let reckoned = Reckoned::today(context, today(context)).await?;
    let mut cases = vec![];
    let of_others = answers
        .iter()
        .filter(|(number, _)| !numbers.contains(*number));
    let of_others: BTreeMap<String, &BTreeSet<(String, i64)>> = of_others
        .map(|(number, answers)| (triage::subject(number), answers))
        .collect();
    let subjects = numbers.iter().map(|number| triage::subject(number));
    let subjects: BTreeSet<String> = subjects.chain(of_others.keys().cloned()).collect();
    let mut found = work::about_all(&*context.state, subjects).await?;
    found.sort_by(|one, other| one.item.id.cmp(&other.item.id));
    for filed in found {
        let item = &filed.item;
        if item.queue == triage::QUEUE && !item.is_gone() && (tests || !item.facts.is_test) {
            let body = body(&filed)?;
            let is_told = |answers: &BTreeSet<(String, i64)>| {
                let mut steps = body.steps.iter();
                steps.any(|step| {
                    let told = step.file_id.clone().zip(step.record);
                    told.is_some_and(|told| answers.contains(&told))
                })
            };
            let answers = of_others.get(&item.facts.subject);
            if answers.is_none_or(|answers| is_told(answers)) {
                let worth = reckoned.worth(&body);
                cases.push(case(&filed, body, &worth, &reckoned));
            }
        }
    }
    Ok(cases)
}

fn fits(filter: &DenialsFilter, filed: &Filed, case: &DenialCase, today: Date) -> bool {
    let human = &filed.item.human;
    let put_off = human.snoozed_until.is_some_and(|until| until > today);
    let is = |wanted: &Option<String>, found: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(found))
    };
    (filter.all || filter.state.is_some() || (human.state.is_open() && !put_off))
        && filter.state.is_none_or(|state| state == human.state)
        && is(&filter.kind, &case.kind)
        && is(&filter.category, &case.category)
        && is(&filter.carc, &case.carc)
        && is(&filter.payer, case.payer.as_deref().unwrap_or_default())
        && is(&filter.owner, case.owner.as_deref().unwrap_or_default())
        && is(&filter.claim, &case.patient_control_number)
        && filter
            .due
            .is_none_or(|days| deadline::is_due(filed.item.facts.deadline, days, today))
}

fn money(Amount(cents): Amount) -> String {
    domain::Cents(cents).to_string()
}

fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

pub(crate) fn body(filed: &Filed) -> Result<Body> {
    let body = serde_json::from_value(filed.item.facts.body.clone());
    body.context("expected the facts of a case, but found others")
}

/// Its tier depends on all that are open.
fn case(filed: &Filed, body: Body, worth: &rules::Worth, reckoned: &Reckoned) -> DenialCase {
    let vanished = filed.item.is_vanished();
    let (facts, human) = (&filed.item.facts, &filed.item.human);
    let adjustments = body
        .adjustments
        .into_iter()
        .map(|adjustment| DenialAdjustment {
            group: adjustment.group,
            carc: adjustment.carc,
            amount: Amount(adjustment.amount),
        });
    DenialCase {
        id: filed.item.id.clone(),
        claim_case_id: body.claim_case_id,
        kind: body.kind,
        category: body.category,
        state: human.state.as_str().to_owned(),
        resolution: body.resolution,
        patient_control_number: body.patient_control_number,
        billing_npi: body.billing_npi,
        payer: body.payer,
        payer_class: body.payer_class,
        payer_order: body.payer_order,
        line: body.line,
        procedure: body.procedure,
        carc: body.carc,
        rarc: body.rarc,
        adjustments: adjustments.collect(),
        unmapped: body.unmapped,
        denied_amount: Amount(body.denied_amount),
        current_denied_amount: Amount(if vanished {
            0
        } else {
            body.current_denied_amount
        }),
        open_amount: Amount(if human.state.is_open() {
            facts.open_amount
        } else {
            0
        }),
        recovered_amount: Amount(body.recovered_amount),
        appealable: facts.appealable,
        recurrences: body.recurrences,
        deadline: facts.deadline.map(|day| day.to_string()),
        deadline_rule: body.deadline_rule,
        alert: deadline::alert(&filed.item, reckoned.today),
        priority: Amount(reckoned.score(facts, worth)),
        test: facts.is_test,
        owner: human.owner.clone(),
        snoozed_until: human.snoozed_until.map(|day| day.to_string()),
        flags: human.flags.iter().map(word).collect(),
        opened_on: body.opened_on,
        unbalanced: body.unbalanced,
        parent: body.parent,
        tier: None,
    }
}

fn changed(done: &Filed, screen: &Screen) -> Result<()> {
    let changed = DenialChanged {
        id: done.item.id.clone(),
        state: done.item.human.state.as_str().to_owned(),
        owner: done.item.human.owner.clone(),
        version: done.version,
    };
    if screen.is_json() {
        return Ok(screen.json(&changed)?);
    }
    let owner = changed.owner.as_deref().unwrap_or("nobody");
    Ok(screen.line(&format!(
        "{} is {}, {owner} has it",
        changed.id, changed.state
    ))?)
}
