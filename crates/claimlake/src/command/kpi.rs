//! `kpi`: the catalogue, or one answer with what it covers and what it leaves out.

use anyhow::{Result, bail};
use jiff::civil::Date;

use super::ask;
use crate::answer::{KpiLine, KpiList};
use crate::args::{Kpi, Month};
use crate::home::Opened;
use crate::screen::{Align, FAINT, Screen};

/// The answer to the KPI `id`.
pub(crate) async fn run(id: &str, args: &Kpi, opened: &Opened, screen: &Screen) -> Result<()> {
    let kpi = kpi::find(id)?;
    let (from, to) = period(args)?;
    let session = ask::session(opened, args.test.include_test).await?;
    let request = kpi::Request {
        from,
        to,
        by: args.by.clone(),
    };
    let answer = kpi::answer(&session, kpi, &request).await?;
    if screen.is_json() {
        return Ok(screen.json(&answer)?);
    }
    print(kpi, &answer, screen)
}

fn period(args: &Kpi) -> Result<(Date, Date)> {
    match (args.month, args.from, args.to) {
        (Some(Month(from, to)), _, _) => Ok((from, to)),
        (None, Some(from), Some(to)) if from < to => Ok((from, to)),
        (None, Some(_), Some(_)) => bail!("expected --from before --to, but found it at or after"),
        _ => bail!("expected --month, or --from and --to, but found neither"),
    }
}

/// The catalogue, which is the program's own: it needs no home.
pub(crate) fn list(screen: &Screen) -> Result<()> {
    let kpis = kpi::catalogue().iter().map(|kpi| KpiLine {
        kpi: kpi.id.clone(),
        title: kpi.title.clone(),
        purpose: kpi.purpose.clone(),
        dimensions: kpi.dimensions.clone(),
    });
    let list = KpiList {
        kpis: kpis.collect(),
    };
    if screen.is_json() {
        return Ok(screen.json(&list)?);
    }
    let mut rows = vec![["kpi", "title", "by"].map(str::to_owned).to_vec()];
    rows.extend(
        list.kpis
            .into_iter()
            .map(|k| vec![k.kpi, k.title, k.dimensions.join(", ")]),
    );
    Ok(screen.columns(&[Align::Left; 3], &rows)?)
}

fn print(kpi: &kpi::Kpi, answer: &kpi::Answer, screen: &Screen) -> Result<()> {
    screen.line(&format!(
        "{} {}, from {} to before {}",
        answer.kpi, kpi.title, answer.from, answer.to
    ))?;
    let dimensions: Vec<&String> = answer
        .rows
        .first()
        .map(|r| r.dimensions.keys().collect())
        .unwrap_or_default();
    let mut heading: Vec<String> = dimensions.iter().map(ToString::to_string).collect();
    heading.extend(["measure", "numerator", "denominator", "value", "basis"].map(str::to_owned));
    let mut align = vec![Align::Left; dimensions.len() + 1];
    align.extend([Align::Right, Align::Right, Align::Right, Align::Left]);
    let mut rows = vec![heading];
    for row in &answer.rows {
        let mut cells: Vec<String> = dimensions
            .iter()
            .map(|d| {
                row.dimensions
                    .get(*d)
                    .cloned()
                    .flatten()
                    .unwrap_or_default()
            })
            .collect();
        let value = row.value.clone().unwrap_or_default();
        cells.extend([
            row.measure.clone(),
            row.numerator.clone(),
            row.denominator.clone(),
            value,
            row.basis.clone(),
        ]);
        rows.push(cells);
    }
    screen.columns(&align, &rows)?;
    let said = |map: Vec<String>| {
        if map.is_empty() {
            "nothing".to_owned()
        } else {
            map.join(", ")
        }
    };
    let through = said(
        answer
            .data_through
            .iter()
            .map(|(feed, day)| format!("{feed} {}", day.as_deref().unwrap_or("never")))
            .collect(),
    );
    let left_out = said(
        answer
            .left_out
            .iter()
            .map(|(reason, n)| format!("{n} {reason}"))
            .collect(),
    );
    screen.line(&screen.paint(FAINT, &format!("  data through: {through}")))?;
    Ok(screen.line(&screen.paint(FAINT, &format!("  left out: {left_out}")))?)
}
