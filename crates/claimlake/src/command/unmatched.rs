//! `unmatched`: answers for which no claim was found, and what people say they are for. What they say is a file like
//! any other (`link_decisions.csv`), so that it can be looked at, held and retracted like one.

use std::collections::HashMap;

use anyhow::{Context as _, Result, bail};
use datafusion::scalar::ScalarValue;
use domain::Digest;
use domain::id::OWN_SOURCE;
use pipeline::{FileState, Outcome};
use serde_json::{Map, Value};

use super::{ask, denials, drop, queue};
use crate::answer::LinksDecided;
use crate::args::{Confidence, Person, QueueName, Unmatched, UnmatchedCommand};
use crate::home::Opened;
use crate::screen::Screen;

const QUEUE: &str = include_str!("../../../../queries/queues/unmatched.sql");
const ANSWER: &str = include_str!("../../../../queries/link/answer.sql");
const DECIDED: &str = include_str!("../../../../queries/link/decided.sql");

/// What somebody says of an answer.
struct Decision {
    remit_doc_id: String,
    clp_ordinal: i64,
    nth: i64,
    says: Says,
}

#[derive(Clone, PartialEq, Eq)]
enum Says {
    Link(String),
    None,
    Open,
}

pub(crate) async fn run(args: &Unmatched, opened: &Opened, screen: &Screen) -> Result<()> {
    let (decisions, by) = match &args.command {
        None => return queue::run(QueueName::Unmatched, &args.list, opened, screen).await,
        Some(UnmatchedCommand::Link { answer, number, by }) => {
            let says = Says::Link(number.clone());
            (vec![decision(answer, says, by, opened).await?], by)
        }
        Some(UnmatchedCommand::None { answer, by }) => {
            (vec![decision(answer, Says::None, by, opened).await?], by)
        }
        Some(UnmatchedCommand::Open { answer, by }) => {
            (vec![decision(answer, Says::Open, by, opened).await?], by)
        }
        Some(UnmatchedCommand::Accept {
            confidence,
            include_test,
            by,
        }) => (proposals(*confidence, *include_test, opened).await?, by),
    };
    let decided = LinksDecided {
        decided: u64::try_from(decisions.len()).unwrap_or(u64::MAX),
        batch: write(&decisions, by, opened).await?,
    };
    if screen.is_json() {
        return Ok(screen.json(&decided)?);
    }
    Ok(screen.line(&match decided.decided {
        0 => "nothing to decide".to_owned(),
        1 => format!("decided, in batch {}", decided.batch),
        n => format!("{n} decided, in batch {}", decided.batch),
    })?)
}

/// An answer as the list has it: its document's id, or the beginning of it, and its ordinal.
fn named(answer: &str) -> Option<(&str, i64)> {
    let (doc, at) = answer.rsplit_once('-')?;
    Some((doc, at.parse().ok()?)).filter(|_| !doc.is_empty())
}

/// What somebody says of one answer. What somebody else said of it, they have to take back first.
async fn decision(answer: &str, says: Says, by: &Person, opened: &Opened) -> Result<Decision> {
    let Some((doc, ordinal)) = named(answer) else {
        bail!(
            "expected an answer as `unmatched` lists it, like 5d0f7c2b9a8e-3, but found another word"
        );
    };
    let number = match &says {
        Says::Link(number) => number.as_str(),
        Says::None | Says::Open => "",
    };
    let session = ask::whole(opened).await?;
    let with = vec![
        ("answer", ScalarValue::from(doc)),
        ("ordinal", ScalarValue::from(ordinal)),
        ("number", ScalarValue::from(number)),
    ];
    let mut found = rows(&session, ANSWER, with).await?;
    let (Some(found), true) = (found.pop(), found.is_empty()) else {
        bail!("expected the id of one answer, but found none with it, or several: give more of it");
    };
    if matches!(says, Says::Link(_)) && found.get("is_sent") != Some(&Value::Bool(true)) {
        bail!(
            "expected the control number of a claim that the same provider sent, but found none with this one"
        );
    }
    let doc = found.get("remit_doc_id").and_then(Value::as_str);
    let doc = doc.context("expected an answer, but found other rows")?;
    let before = rows(&session, DECIDED, vec![]).await?;
    let before = held(&before);
    let before = before.get(&(doc, ordinal));
    let other = before.filter(|before| {
        let holds = before.says.as_ref().is_some_and(|says| *says != Says::Open);
        holds && before.by != Some(by.user.as_str())
    });
    if let Some(other) = other.filter(|_| says != Says::Open) {
        let who = other.by.unwrap_or("somebody");
        bail!(
            "expected an answer of which nobody said anything, but {who} did; `unmatched open` takes that back"
        );
    }
    Ok(Decision {
        remit_doc_id: doc.to_owned(),
        clp_ordinal: ordinal,
        nth: before.map_or(1, |before| before.nth + 1),
        says,
    })
}

/// Every answer of which nobody said anything, for which one claim alone is proposed, and surely enough.
async fn proposals(least: Confidence, tests: bool, opened: &Opened) -> Result<Vec<Decision>> {
    let session = match tests {
        true => ask::whole(opened).await?,
        false => ask::counting(opened).await?,
    };
    let before = rows(&session, DECIDED, vec![]).await?;
    let before = held(&before);
    let mut decisions = vec![];
    for row in rows(&session, QUEUE, vec![]).await? {
        if !tests && row.get("test") == Some(&Value::Bool(true)) {
            continue;
        }
        let said = |name: &str| match row.get(name) {
            None | Some(Value::Null) => None,
            found => Some(ask::plain(found)),
        };
        let Some((number, confidence)) =
            said("proposed_control_number").zip(said("proposed_confidence"))
        else {
            continue;
        };
        let hundredths = domain::Cents::parse(confidence.as_bytes())
            .context("expected a proposal's confidence, but found another word")?;
        if Confidence(hundredths.0) < least {
            continue;
        }
        let answer = said("answer").unwrap_or_default();
        let (doc, clp_ordinal) =
            named(&answer).context("expected an answer, but found another word")?;
        let before = before.get(&(doc, clp_ordinal));
        // Somebody looked at it, and said something else.
        if before.is_some_and(|before| before.says.is_some()) {
            continue;
        }
        decisions.push(Decision {
            remit_doc_id: doc.to_owned(),
            clp_ordinal,
            nth: before.map_or(1, |before| before.nth + 1),
            says: Says::Link(number),
        });
    }
    Ok(decisions)
}

/// Lands what was decided as one file, and says in which batch it counts.
async fn write(decisions: &[Decision], by: &Person, opened: &Opened) -> Result<u64> {
    let context = &opened.context;
    if decisions.is_empty() {
        return Ok(pipeline::run_until_quiet(context).await?);
    }
    let bytes = file(decisions, by, &denials::today(context).to_string())?;
    let digest = Digest::of(&[&bytes]).to_string();
    // A name tells nothing of what is in it.
    let name = format!("link_decisions-{}.csv", digest.get(..20).unwrap_or(&digest));
    let mut reader = bytes.as_slice();
    let landed = context.landing.put(OWN_SOURCE, &name, &mut reader);
    match drop::ingest(context, &landed.await?).await? {
        Outcome::Duplicate {
            file_id,
            state: FileState::Retracted,
            ..
        } => {
            let id = file_id.get(..12).unwrap_or(&file_id);
            bail!(
                "expected decisions that count, but found the same in file {id}, which is retracted; `files restore {id}` ends that"
            )
        }
        Outcome::Done { .. } | Outcome::Duplicate { .. } => {}
        Outcome::Quarantined { reason, .. } => {
            bail!("expected decisions that can be read, but they can't: {reason}")
        }
    }
    let batch = pipeline::run_until_quiet(context).await?;
    let session = ask::whole(opened).await?;
    let found = rows(&session, DECIDED, vec![]).await?;
    let holding = held(&found);
    for decision in decisions {
        let holds = holding.get(&(decision.remit_doc_id.as_str(), decision.clp_ordinal));
        match holds {
            Some(holds) if holds.says.as_ref() == Some(&decision.says) => {}
            found => {
                let who = found.and_then(|found| found.by).unwrap_or("nobody");
                bail!(
                    "expected nobody else to decide about these answers meanwhile, but what {who} said of one of \
                     them holds; look again"
                )
            }
        }
    }
    Ok(batch)
}

/// What was decided about an answer so far.
struct Held<'a> {
    nth: i64,
    /// What holds; none where no decision counts.
    says: Option<Says>,
    by: Option<&'a str>,
}

fn held(rows: &[Map<String, Value>]) -> HashMap<(&str, i64), Held<'_>> {
    let held = rows.iter().filter_map(|row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str);
        let whole = |name: &str| row.get(name)?.as_i64();
        let says = match (text("patient_control_number"), text("otherwise")) {
            (Some(number), _) => Some(Says::Link(number.to_owned())),
            (None, Some("none")) => Some(Says::None),
            (None, Some(_)) => Some(Says::Open),
            (None, None) => None,
        };
        let held = Held {
            nth: whole("nth")?,
            says,
            by: text("decided_by"),
        };
        Some(((text("remit_doc_id")?, whole("clp_ordinal")?), held))
    });
    held.collect()
}

fn file(decisions: &[Decision], by: &Person, today: &str) -> Result<Vec<u8>> {
    let mut rows = csv::Writer::from_writer(vec![]);
    rows.write_record([
        "remit_doc_id",
        "clp_ordinal",
        "nth",
        "patient_control_number",
        "otherwise",
        "decided_by",
        "decided_on",
        "reason",
    ])?;
    for decision in decisions {
        let (number, otherwise) = match &decision.says {
            Says::Link(number) => (number.as_str(), ""),
            Says::None => ("", "none"),
            Says::Open => ("", "open"),
        };
        rows.write_record([
            decision.remit_doc_id.as_str(),
            &decision.clp_ordinal.to_string(),
            &decision.nth.to_string(),
            number,
            otherwise,
            &by.user,
            today,
            by.reason.as_deref().unwrap_or_default(),
        ])?;
    }
    Ok(rows.into_inner()?)
}

async fn rows(
    session: &lake::Session,
    statement: &str,
    with: Vec<(&str, ScalarValue)>,
) -> Result<Vec<Map<String, Value>>> {
    let frame = session.query(statement, with).await?;
    let answer = session.answer(frame).await?.collect().await?;
    Ok(serde_json::from_slice(&lake::json(&answer)?)?)
}
