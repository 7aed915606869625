//! `denials low-balances`: what is not worth the time, dealt with by the lot.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use pipeline::Context;
use work::{Act, Actor, Filed, Request, State};

use super::denials::{body, today};
use super::worth::Reckoned;
use crate::answer::{Amount, LowBalanceGroup, LowBalanceList};
use crate::args::{LowBalances, LowBalancesCommand, LowBalancesFilter, Whoever};
use crate::screen::{Align, Screen};

/// Why they are written off, of those reasons that there are.
const BECAUSE: &str = "not_worth_it";
/// What is noted where they are taken up, so that who was interrupted goes on.
const SAID: &str = "low balance";

/// One of them.
struct Low {
    filed: Filed,
    payer: Option<String>,
    category: String,
    carc: String,
    expected: i64,
    cost: i64,
}

pub(crate) async fn run(args: &LowBalances, context: &Context, screen: &Screen) -> Result<()> {
    let today = today(context);
    let found = low(&args.filter, context, today).await?;
    let mut list = LowBalanceList {
        groups: vec![],
        proposed: 0,
        approved: 0,
        skipped: BTreeMap::new(),
    };
    match &args.command {
        None => list.groups = groups(&found),
        Some(LowBalancesCommand::Propose { by }) => {
            for low in found {
                let before = low.filed.item.human.state;
                if before == State::WriteoffProposed {
                    continue;
                }
                match proposed(low.filed, by, context, today).await? {
                    Ok(()) => list.proposed += 1,
                    Err(why) => *list.skipped.entry(why.to_owned()).or_default() += 1,
                }
            }
        }
        Some(LowBalancesCommand::Approve { by }) => {
            for low in found {
                if !is_proposed(&low.filed) {
                    continue;
                }
                match approved(low.filed, by, context, today).await? {
                    Ok(()) => list.approved += 1,
                    Err(why) => *list.skipped.entry(why.to_owned()).or_default() += 1,
                }
            }
        }
    }
    if screen.is_json() {
        return Ok(screen.json(&list)?);
    }
    print(&list, args.command.as_ref(), screen)
}

/// Open cases, tests left out, that are not put off.
async fn low(filter: &LowBalancesFilter, context: &Context, today: Date) -> Result<Vec<Low>> {
    let reckoned = Reckoned::today(context, today).await?;
    let is = |wanted: &Option<String>, found: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(found))
    };
    let mut all = vec![];
    for filed in work::queue(&*context.state, triage::QUEUE, false, usize::MAX).await? {
        let body = body(&filed)?;
        let worth = reckoned.worth(&body);
        let fits = is(&filter.payer, body.payer.as_deref().unwrap_or_default())
            && is(&filter.category, &body.category)
            && is(&filter.carc, &body.carc);
        // Of what payers answered something may be asked for; what nothing speaks of any more is looked at one by one.
        if fits
            && reckoned.is_low_balance(&body, &worth)
            && filed.item.facts.is_open
            && !filed.item.is_vanished()
        {
            all.push(Low {
                filed,
                payer: body.payer,
                category: body.category,
                carc: body.carc,
                expected: worth.expected,
                cost: worth.cost,
            });
        }
    }
    Ok(all)
}

fn is_proposed(filed: &Filed) -> bool {
    let human = &filed.item.human;
    human.write_off.as_deref() == Some(BECAUSE)
        && [State::WriteoffProposed, State::WriteoffApproved].contains(&human.state)
}

fn groups(found: &[Low]) -> Vec<LowBalanceGroup> {
    let mut groups: BTreeMap<(&Option<String>, &str, &str), LowBalanceGroup> = BTreeMap::new();
    for low in found {
        let key = (&low.payer, low.category.as_str(), low.carc.as_str());
        let group = groups.entry(key).or_insert_with(|| LowBalanceGroup {
            payer: low.payer.clone(),
            category: low.category.clone(),
            carc: low.carc.clone(),
            cases: 0,
            proposed: 0,
            open_amount: Amount(0),
            expected: Amount(0),
            cost: Amount(0),
        });
        group.cases += 1;
        group.proposed += u64::from(is_proposed(&low.filed));
        group.open_amount.0 += low.filed.item.facts.open_amount;
        group.expected.0 += low.expected;
        group.cost.0 += low.cost;
    }
    let mut groups: Vec<LowBalanceGroup> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.open_amount.0));
    groups
}

/// Why a case was left as it is.
type Left = std::result::Result<(), &'static str>;

async fn proposed(mut filed: Filed, by: &Whoever, context: &Context, today: Date) -> Result<Left> {
    let human = &filed.item.human;
    match human.before_snooze.unwrap_or(human.state) {
        State::New | State::Triaged | State::Reopened if filed.item.human.owner.is_none() => {
            match step(&filed, State::InProgress, by, context, today).await? {
                Ok(done) => filed = done,
                Err(why) => return Ok(Err(why)),
            }
        }
        State::Upheld if filed.item.human.owner.is_none() => {}
        State::InProgress if began(&filed, by, context).await? => {}
        _ => return Ok(Err("in_hand")),
    }
    let done = step(&filed, State::WriteoffProposed, by, context, today).await?;
    Ok(done.map(drop))
}

/// Whether they took it up themselves for this, and were interrupted.
async fn began(filed: &Filed, by: &Whoever, context: &Context) -> Result<bool> {
    if filed.item.human.owner.as_ref() != Some(&by.person.user) {
        return Ok(false);
    }
    let events = work::events(&*context.state, &filed.item.id).await?;
    let last = events.iter().rev().find(|event| !event.automatic);
    Ok(last
        .is_some_and(|event| event.reason.as_deref() == Some(SAID) && event.by == by.person.user))
}

async fn approved(mut filed: Filed, by: &Whoever, context: &Context, today: Date) -> Result<Left> {
    if filed.item.human.state == State::WriteoffProposed {
        match step(&filed, State::WriteoffApproved, by, context, today).await? {
            Ok(done) => filed = done,
            Err(why) => return Ok(Err(why)),
        }
    }
    Ok(step(&filed, State::Closed, by, context, today)
        .await?
        .map(drop))
}

/// One step, if nobody did anything since.
async fn step(
    filed: &Filed,
    to: State,
    by: &Whoever,
    context: &Context,
    today: Date,
) -> Result<std::result::Result<Filed, &'static str>> {
    let actor = Actor {
        name: by.person.user.clone(),
        role: by.role.clone(),
    };
    let proposes = to == State::WriteoffProposed;
    let taken_up = (to == State::InProgress).then(|| SAID.to_owned());
    let request = Request {
        reason: taken_up.or_else(|| by.person.reason.clone()),
        write_off: proposes.then(|| BECAUSE.to_owned()),
        ..Request::new(Act::Step { to }, actor, context.clock.now(), today)
    };
    let done = work::act(
        &*context.state,
        &filed.item.id,
        Some(filed.version),
        &request,
    )
    .await;
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(work::Error::Changed { .. }) => Ok(Err("changed")),
        Err(work::Error::NotAllowed { .. } | work::Error::Guard { .. }) => Ok(Err("refused")),
        Err(error) => Err(error.into()),
    }
}

fn print(
    list: &LowBalanceList,
    command: Option<&LowBalancesCommand>,
    screen: &Screen,
) -> Result<()> {
    let said = match command {
        Some(LowBalancesCommand::Propose { .. }) => {
            format!("{} cases are proposed to be written off", list.proposed)
        }
        Some(LowBalancesCommand::Approve { .. }) => {
            format!("{} cases are written off and closed", list.approved)
        }
        None => return table(list, screen),
    };
    screen.line(&said)?;
    for (why, count) in &list.skipped {
        let why = match why.as_str() {
            "in_hand" => "somebody has them in hand",
            "changed" => "somebody did something meanwhile",
            _ => "the step is not allowed, or needs another role (--role manager)",
        };
        screen.line(&format!("{count} left as they are: {why}"))?;
    }
    Ok(())
}

fn table(list: &LowBalanceList, screen: &Screen) -> Result<()> {
    if list.groups.is_empty() {
        return Ok(screen.line("no low balances")?);
    }
    let titles = [
        "payer", "category", "carc", "cases", "proposed", "open", "expected", "cost",
    ];
    let money = |Amount(cents): Amount| domain::Cents(cents).to_string();
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    rows.extend(list.groups.iter().map(|group| {
        vec![
            group.payer.clone().unwrap_or_default(),
            group.category.clone(),
            group.carc.clone(),
            group.cases.to_string(),
            group.proposed.to_string(),
            money(group.open_amount),
            money(group.expected),
            money(group.cost),
        ]
    }));
    use Align::{Left, Right};
    Ok(screen.columns(
        &[Left, Left, Left, Right, Right, Right, Right, Right],
        &rows,
    )?)
}
