//! `check`: every invariant of ARCHITECTURE.md, over ledger, plans, logs and parts; and what waits for a
//! sweep, which breaks none.

use anyhow::Result;

use crate::answer::{Checked, UnfinishedLine, ViolationLine};
use crate::home::Opened;
use crate::screen::{BAD, GOOD, ODD, Screen};

/// Whether all is sound.
pub(crate) async fn run(opened: &Opened, screen: &Screen) -> Result<bool> {
    let (context, warehouse) = (&opened.context, &opened.warehouse);
    let mut violations = pipeline::check(context).await?;
    if let Some(head) = pipeline::head(context).await? {
        violations.extend(lake::check(context, warehouse, &head).await?);
    }
    violations.extend(posting::check(context).await?);
    let head = pipeline::head(context).await?.map_or(0, |head| head.n);
    let triaged = triage::seen(&*context.state).await?;
    let cases = match triaged == Some(head) {
        true => triage::verify(&super::ask::whole(opened).await?, &*context.state).await?,
        false => vec![],
    };
    let violations: Vec<ViolationLine> = violations
        .into_iter()
        .map(|v| ViolationLine {
            invariant: v.invariant.to_owned(),
            at: v.at,
            says: v.says,
        })
        .chain(cases.into_iter().map(|(category, says)| ViolationLine {
            invariant: "I10 cases".to_owned(),
            at: category,
            says,
        }))
        .collect();
    let unfinished = pipeline::unfinished(context).await?.into_iter();
    let unfinished: Vec<UnfinishedLine> = unfinished
        .map(|waits| UnfinishedLine {
            at: waits.at,
            says: format!("{}; `claimlake sweep` takes it up", waits.says),
        })
        .collect();
    let waits = triaged.filter(|n| *n != head).map(|n| UnfinishedLine {
        at: "cases".to_owned(),
        says: format!("they are of batch {n}; `claimlake denials` makes them of batch {head}"),
    });
    let unfinished = unfinished.into_iter().chain(waits).collect();
    let checked = Checked {
        batch: pipeline::head(&opened.context).await?.map_or(0, |h| h.n),
        files: u64::try_from(pipeline::files(&opened.context).await?.len())?,
        violations,
        unfinished,
    };
    let sound = checked.violations.is_empty();
    if screen.is_json() {
        screen.json(&checked)?;
        return Ok(sound);
    }
    for v in &checked.violations {
        screen.line(&format!(
            "{}  {}: {}",
            screen.paint(BAD, &v.invariant),
            v.at,
            v.says
        ))?;
    }
    for waits in &checked.unfinished {
        let word = screen.paint(ODD, "unfinished");
        screen.line(&format!("{word}  {}: {}", waits.at, waits.says))?;
    }
    let all = format!("batch {}, {} files: ", checked.batch, checked.files);
    let end = match checked.violations.len() {
        0 => screen.paint(GOOD, "every invariant holds"),
        n => screen.paint(BAD, &format!("{n} do not hold")),
    };
    screen.line(&format!("{all}{end}"))?;
    Ok(sound)
}
