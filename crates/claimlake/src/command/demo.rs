//! `demo`: lands the sample drop and tells its story in order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, bail};
use jiff::civil::date;
use pipeline::Context;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::walk::Found;
use super::{ask, drop, sample};
use crate::answer::{Dropped, Status};
use crate::home::Opened;
use crate::screen::{self, Align, BAD, FAINT, GOOD, ODD, Screen};

/// `claimlake demo --json`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Told {
    /// As `drop --json` tells it of a fresh home, with the sets as they stand now.
    pub(crate) came_in: Dropped,
    /// Rows of `reject`, and the files quarantined.
    pub(crate) refused: Vec<Map<String, Value>>,
    /// Sets that the views leave out, by reason.
    pub(crate) left_out: BTreeMap<String, u64>,
    /// Denied lines and dollars by category and CARC.
    pub(crate) denied: Vec<Map<String, Value>>,
    /// K33 of the quarter, by month.
    pub(crate) denial_rate: Value,
    /// What to type next.
    pub(crate) next: Vec<String>,
}

/// The feed that the sample is of.
const SOURCE: &str = "sample";

const DENIED: &str = "\
select category, carc, count(svc_ordinal) as lines, cast(sum(amount) as varchar) as dollars
from (
    select category, carc, doc_id, clp_ordinal, svc_ordinal, sum(amount) as amount
    from remit_adjustment
    where class = 'denial'
    group by category, carc, doc_id, clp_ordinal, svc_ordinal
)
group by category, carc
order by sum(amount) desc, category, carc";

const REFUSED: &str = "\
select r.file_id, r.segment_id, r.element_position, r.code_list, r.code, r.expected, r.segments, r.byte
from raw.reject as r
where coalesce(r.excluded, '') <> 'replayed'
order by r.file_id, r.byte, r.element_position";

pub(crate) async fn run(folder: &Path, opened: &Opened, screen: &Screen) -> Result<()> {
    let told = tell(folder, opened).await?;
    if screen.is_json() {
        return Ok(screen.json(&told)?);
    }
    print(&told, screen)
}

async fn tell(folder: &Path, opened: &Opened) -> Result<Told> {
    refuse_other_files(&opened.context).await?;
    let inbox = tempfile::tempdir()?;
    let mut found = Found::default();
    for file in sample::FILES {
        let path = inbox.path().join(file.name);
        std::fs::write(&path, file.bytes)?;
        found.files.push(path);
    }
    let mut came_in = drop::land(found, SOURCE, &opened.context).await?;
    if let Some(failed) = came_in.failed.first() {
        bail!("{}", failed.reason);
    }
    as_of_the_first_time(&mut came_in);
    for (file, sample) in came_in.files.iter_mut().zip(sample::FILES) {
        sample.name.clone_into(&mut file.path);
    }

    let session = ask::session(opened, false).await?;
    let mut left_out: BTreeMap<String, u64> = BTreeMap::new();
    for set in came_in
        .files
        .iter()
        .filter(|f| f.status != Status::Duplicate)
        .flat_map(|f| &f.sets)
    {
        let reason = set
            .excluded
            .clone()
            .or_else(|| set.test.then(|| "test interchange".to_owned()));
        if let Some(reason) = reason {
            *left_out.entry(reason).or_default() += 1;
        }
    }
    let kpi = kpi::find("K33")?;
    let request = kpi::Request {
        from: date(2026, 1, 1),
        to: date(2026, 4, 1),
        by: vec!["month".to_owned()],
    };
    let answer = kpi::answer(&session, kpi, &request).await?;
    Ok(Told {
        came_in,
        refused: ask::objects(&session, REFUSED).await?,
        left_out,
        denied: ask::objects(&session, DENIED).await?,
        denial_rate: serde_json::to_value(&answer)?,
        next: next(folder),
    })
}

/// The story is about the sample alone, and the sample is nothing that somebody wants among their own.
async fn refuse_other_files(context: &Context) -> Result<()> {
    let mut files = pipeline::files(context).await?.into_iter();
    // What landed and is in no ledger yet would be taken up beside the sample.
    let mut landed = context
        .landing
        .list(jiff::Timestamp::MIN)
        .await?
        .into_iter();
    if files.any(|file| file.ledger.source_system != SOURCE)
        || landed.any(|landed| landed.object.source != SOURCE)
    {
        bail!(
            "expected a fresh home, or one that only the demo used, but found files of another source; \
             `claimlake demo --home DIR` makes one of its own"
        );
    }
    Ok(())
}

/// In a home that knows the sample everything is a duplicate; told is what became of each file when it
/// was new, as it stands now.
fn as_of_the_first_time(came_in: &mut Dropped) {
    let mut told = BTreeSet::new();
    for file in &mut came_in.files {
        if told.insert(file.file_id.clone()) && file.status == Status::Duplicate {
            file.status = match file.reason {
                Some(_) => Status::Quarantined,
                None => Status::Committed,
            };
        }
    }
    came_in.count();
}

fn next(folder: &Path) -> Vec<String> {
    let home = if folder == Path::new(".claimlake") {
        String::new()
    } else {
        format!(" --home {}", folder.display())
    };
    [
        "kpi K33 --from 2026-01-01 --to 2026-04-01 --by payer",
        "kpi K39 --month 2026-03",
        "sql \"select outcome, count(*), sum(charge_amount) from remit_claim group by outcome order by 2 desc\"",
        "files",
        "rejects",
        "check",
        "drop PATH...",
    ]
    .map(|command| format!("cargo run --{home} {command}"))
    .to_vec()
}

fn print(told: &Told, screen: &Screen) -> Result<()> {
    came_in(told, screen)?;
    refused(told, screen)?;
    screen.heading("What was left out of the answers, and why")?;
    for (reason, n) in &told.left_out {
        let why = match reason.as_str() {
            "duplicate" => "the same document in another envelope; it counts once",
            "held" => {
                "another remittance under the same trace number; a person decides (`files decide`)"
            }
            "test interchange" => "ISA15 = T; `--include-test` shows it",
            _ => "",
        };
        screen.line(&format!(
            "  {n}  {}  {}",
            screen.paint(ODD, reason),
            screen.paint(FAINT, why)
        ))?;
    }
    denied(told, screen)?;
    rate(told, screen)?;
    screen.heading("Go on with")?;
    for command in &told.next {
        screen.line(&format!("  {command}"))?;
    }
    Ok(())
}

fn came_in(told: &Told, screen: &Screen) -> Result<()> {
    screen.heading("What came in")?;
    let mut rows = vec![
        [
            "file", "", "sets", "records", "mapped", "rejected", "ignored",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for file in &told.came_in.files {
        let kinds: Vec<&str> = file.sets.iter().map(|s| s.kind.as_str()).collect();
        let kinds = if kinds.len() > 3 {
            format!("{} {}", kinds.len(), kinds.first().unwrap_or(&""))
        } else {
            kinds.join(" ")
        };
        let status = format!("{:?}", file.status).to_lowercase();
        let number = |n: u64| screen::count(n);
        let r = file.records;
        rows.push(vec![
            file.path.clone(),
            status,
            kinds,
            number(r.read),
            number(r.mapped),
            number(r.rejected),
            number(r.ignored),
        ]);
    }
    use Align::{Left, Right};
    screen.columns(&[Left, Left, Left, Right, Right, Right, Right], &rows)?;
    let r = told.came_in.totals.records;
    let sum = format!(
        "{} records read = {} mapped + {} rejected + {} ignored",
        screen::count(r.read),
        screen::count(r.mapped),
        screen::count(r.rejected),
        screen::count(r.ignored)
    );
    Ok(screen.line(&format!("  {}", screen.paint(GOOD, &sum)))?)
}

fn refused(told: &Told, screen: &Screen) -> Result<()> {
    screen.heading("What was refused, and why")?;
    for file in told
        .came_in
        .files
        .iter()
        .filter(|f| f.status == Status::Quarantined)
    {
        let reason = file.reason.as_deref().unwrap_or_default();
        screen.line(&format!(
            "  {}  {}: {reason}",
            screen.paint(BAD, "file"),
            file.path
        ))?;
    }
    for reject in &told.refused {
        let id = text(reject, "file_id");
        let name = told
            .came_in
            .files
            .iter()
            .find(|f| f.file_id == id)
            .map_or("", |f| f.path.as_str());
        let place = format!(
            "{}{} at byte {}",
            text(reject, "segment_id"),
            text(reject, "element_position"),
            text(reject, "byte")
        );
        let code = format!("{} {}", text(reject, "code_list"), text(reject, "code"));
        screen.line(&format!(
            "  {}  {name}: {place} ({code}): {}; {} segments",
            screen.paint(BAD, "loop"),
            text(reject, "expected"),
            text(reject, "segments")
        ))?;
    }
    Ok(())
}

fn denied(told: &Told, screen: &Screen) -> Result<()> {
    screen.heading("What was denied, and why")?;
    let mut rows = vec![
        ["category", "CARC", "lines", "dollars"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for row in &told.denied {
        rows.push(
            ["category", "carc", "lines", "dollars"]
                .map(|name| text(row, name))
                .to_vec(),
        );
    }
    use Align::{Left, Right};
    Ok(screen.columns(&[Left, Left, Right, Right], &rows)?)
}

fn rate(told: &Told, screen: &Screen) -> Result<()> {
    screen.heading("The denial rate (K33: initial denials, by month of the first answer)")?;
    let mut rows = vec![
        ["month", "measure", "denied", "of", "rate"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let answered = told.denial_rate.get("rows").and_then(Value::as_array);
    for row in answered.into_iter().flatten() {
        let plain = |place: &str| match row.pointer(place) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let places = [
            "/dimensions/month",
            "/measure",
            "/numerator",
            "/denominator",
            "/value",
        ];
        rows.push(places.map(plain).to_vec());
    }
    use Align::{Left, Right};
    Ok(screen.columns(&[Left, Left, Right, Right, Right], &rows)?)
}

fn text(row: &Map<String, Value>, name: &str) -> String {
    match row.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
