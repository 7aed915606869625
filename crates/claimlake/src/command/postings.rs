//! `postings`: what is to be posted, exported once for the system that posts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use futures::StreamExt as _;
use lake::Session;
use posting::{Listed, Mode, Row, Standing, Writer};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ask;
use crate::answer::{
    Amount, PostingExport, PostingFile, PostingList, PostingModeShown, PostingReady,
    PostingToReverse, PostingsWritten,
};
use crate::args::{PostingMode, Postings, PostingsCommand, To};
use crate::home::{self, Opened};
use crate::screen::{Align, ODD, Screen};

const PAYMENTS: &str = include_str!("../../../../queries/posting/payment.sql");
const ROWS: &str = include_str!("../../../../queries/posting/row.sql");
const EXCLUDED: &str = include_str!("../../../../queries/posting/excluded.sql");

/// Where the documents of a statement stand.
const DOCUMENTS: &str = "$documents";
/// Why a remittance waits whose payment is exported with a content that does not count any more.
const OTHER_CONTENT: &str = "other_content_posted";
/// Why an exported remittance is looked at, and need not be taken back.
const CONTESTED: &str = "contested";

/// Documents of one statement.
const AT_ONCE: usize = 1_000;

/// A remittance that counts.
#[derive(Debug, Deserialize)]
struct Payment {
    doc_id: String,
    doc_key: String,
    check_date: Option<String>,
    payer: Option<String>,
    payment_trace: String,
    file_id: String,
    amount: i64,
    reason: Option<String>,
}

impl Payment {
    fn listed(&self) -> Listed {
        Listed::new(&self.doc_id, &self.doc_key, self.amount)
    }
}

#[derive(Debug, Deserialize)]
struct Excluded {
    doc_id: String,
    reason: String,
}

pub(crate) async fn run(
    args: &Postings,
    home: &Path,
    opened: &Opened,
    screen: &Screen,
) -> Result<()> {
    let context = &opened.context;
    match args.command.as_ref().unwrap_or(&PostingsCommand::List) {
        PostingsCommand::List => list(opened, screen).await,
        PostingsCommand::Export { to } => {
            let folder = folder(to, home)?;
            let held_back = export(opened).await?;
            deliver(opened, &folder, held_back, screen).await
        }
        PostingsCommand::Reverse {
            export,
            document,
            to,
        } => {
            let folder = folder(to, home)?;
            posting::reverse(context, *export, document).await?;
            deliver(opened, &folder, BTreeMap::new(), screen).await
        }
        PostingsCommand::Copy { export, to } => {
            let path = posting::copy(context, *export, &folder(to, home)?).await?;
            written(vec![(*export, path)], BTreeMap::new(), screen)
        }
        PostingsCommand::Mode { to } => mode(*to, opened, screen).await,
    }
}

fn folder(to: &To, home: &Path) -> Result<PathBuf> {
    match (&to.folder, home::stack(home)) {
        (Some(folder), _) => Ok(folder.clone()),
        (None, None) => Ok(home.join("postings")),
        (None, Some(_)) => {
            bail!("expected --to, a folder of this machine, but found a stack alone")
        }
    }
}

async fn mode(to: Option<PostingMode>, opened: &Opened, screen: &Screen) -> Result<()> {
    let state = &*opened.context.state;
    if let Some(to) = to {
        let mode = match to {
            PostingMode::On => Mode::On,
            PostingMode::Shadow => Mode::Shadow,
        };
        posting::set_mode(state, mode).await?;
    }
    let mode = posting::mode(state).await?.as_str().to_owned();
    let shown = PostingModeShown { mode };
    if screen.is_json() {
        return Ok(screen.json(&shown)?);
    }
    Ok(screen.line(&match shown.mode.as_str() {
        "on" => "on: `claimlake postings export` writes".to_owned(),
        shadow => format!("{shadow}: nothing is written"),
    })?)
}

/// Writes what is ready, and says how many remittances are held back, and why.
async fn export(opened: &Opened) -> Result<BTreeMap<String, u64>> {
    let context = &opened.context;
    // Before anything else: in shadow mode nothing is even read.
    let writer = Writer::open(context).await?;
    let session = ask::counting(opened).await?;
    let payments: Vec<Payment> = objects(&session, PAYMENTS).await?;
    let counts: BTreeSet<&str> = payments.iter().map(|p| p.doc_id.as_str()).collect();
    let mut writer = writer.counting(|doc_id| counts.contains(doc_id));
    let (mut ready, mut held_back) = (vec![], BTreeMap::new());
    for payment in &payments {
        let listed = payment.listed();
        if writer.has(&listed) {
            continue;
        }
        let reason = payment.reason.as_deref();
        match reason.or((!writer.wants(&listed)).then_some(OTHER_CONTENT)) {
            Some(reason) => *held_back.entry(reason.to_owned()).or_default() += 1,
            None => ready.push(listed),
        }
    }
    for some in ready.chunks(AT_ONCE) {
        let mut left: BTreeMap<&str, &Listed> = some
            .iter()
            .map(|listed| (listed.doc_id.as_str(), listed))
            .collect();
        let statement = of_documents(ROWS, left.keys().copied())?;
        let frame = session.query(&statement, vec![]).await?;
        let mut answer = session.answer(frame).await?.rows;
        // Rows come remittance by remittance: one is held at a time.
        let mut held: Vec<Row> = vec![];
        while let Some(batch) = answer.next().await {
            for row in parsed::<Row>(&[batch?])? {
                if held.first().is_some_and(|first| first.doc_id != row.doc_id) {
                    take(&mut writer, &mut left, &mut held, &mut held_back).await?;
                }
                held.push(row);
            }
        }
        take(&mut writer, &mut left, &mut held, &mut held_back).await?;
        // Rows are of claims and adjustments: what has neither is held back before.
        if !left.is_empty() {
            let empty = u64::try_from(left.len()).unwrap_or(u64::MAX);
            *held_back.entry("nothing_to_post".to_owned()).or_default() += empty;
        }
    }
    writer.finish().await?;
    Ok(held_back)
}

async fn take(
    writer: &mut Writer<'_>,
    left: &mut BTreeMap<&str, &Listed>,
    held: &mut Vec<Row>,
    held_back: &mut BTreeMap<String, u64>,
) -> Result<()> {
    let rows = std::mem::take(held);
    let listed = rows
        .first()
        .and_then(|row| left.remove(row.doc_id.as_str()));
    if let Some(listed) = listed
        && !writer.document(listed.clone(), &rows).await?
    {
        *held_back.entry("unbalanced".to_owned()).or_default() += 1;
    }
    Ok(())
}

async fn deliver(
    opened: &Opened,
    folder: &Path,
    held_back: BTreeMap<String, u64>,
    screen: &Screen,
) -> Result<()> {
    let delivered = posting::deliver(&opened.context, folder).await?;
    let files = delivered
        .into_iter()
        .map(|(export, path)| (export.n, path))
        .collect();
    written(files, held_back, screen)
}

fn written(
    files: Vec<(u64, PathBuf)>,
    held_back: BTreeMap<String, u64>,
    screen: &Screen,
) -> Result<()> {
    let files = files.into_iter().map(|(export, path)| PostingFile {
        export,
        path: path.display().to_string(),
    });
    let written = PostingsWritten {
        files: files.collect(),
        held_back,
    };
    if screen.is_json() {
        return Ok(screen.json(&written)?);
    }
    if written.files.is_empty() {
        screen.line("nothing to export")?;
    }
    for file in &written.files {
        screen.line(&format!("export {}: {}", file.export, file.path))?;
    }
    told(&written.held_back, screen)
}

fn told(held_back: &BTreeMap<String, u64>, screen: &Screen) -> Result<()> {
    let said: Vec<String> = held_back
        .iter()
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    if !said.is_empty() {
        let line = format!("held back: {}", said.join(", "));
        screen.line(&screen.paint(ODD, &line))?;
    }
    Ok(())
}

async fn list(opened: &Opened, screen: &Screen) -> Result<()> {
    let state = &*opened.context.state;
    let session = ask::counting(opened).await?;
    let payments: Vec<Payment> = objects(&session, PAYMENTS).await?;
    let standing = posting::standing(state).await?;
    let to_reverse = to_reverse(&session, &payments, &standing).await?;
    let counts: BTreeSet<&str> = payments.iter().map(|p| p.doc_id.as_str()).collect();
    let outdated = posting::outdated(&standing, |doc_id| counts.contains(doc_id));
    let (mut ready, mut held_back) = (vec![], BTreeMap::new());
    for payment in payments {
        if standing.contains_key(&payment.doc_id) {
            continue;
        }
        let other = outdated.contains(&payment.listed().payment);
        let other = other.then(|| OTHER_CONTENT.to_owned());
        match payment.reason.or(other) {
            Some(reason) => *held_back.entry(reason).or_default() += 1,
            None => ready.push(PostingReady {
                document: payment.doc_id,
                file_id: payment.file_id,
                check_date: payment.check_date,
                payer: payment.payer,
                payment_trace: payment.payment_trace,
                amount: Amount(payment.amount),
            }),
        }
    }
    let mut stand: BTreeMap<u64, u64> = BTreeMap::new();
    for document in standing.values() {
        *stand.entry(document.export).or_default() += 1;
    }
    let exports = posting::exports(state).await?;
    let exports = exports.into_iter().map(|export| PostingExport {
        export: export.n,
        at: export.at.to_string(),
        reverses: export.reverses,
        documents: export.documents,
        standing: stand.get(&export.n).copied().unwrap_or(0),
        rows: export.rows,
        amount: Amount(export.amount),
        delivered: export.delivered,
    });
    let list = PostingList {
        mode: posting::mode(state).await?.as_str().to_owned(),
        exports: exports.collect(),
        to_reverse,
        ready,
        held_back,
    };
    if screen.is_json() {
        return Ok(screen.json(&list)?);
    }
    print(&list, screen)
}

/// What stands in an export and does not count any more, or is not to be posted as it is now.
async fn to_reverse(
    session: &Session,
    payments: &[Payment],
    standing: &BTreeMap<String, Standing>,
) -> Result<Vec<PostingToReverse>> {
    let now: BTreeMap<&str, Option<&String>> = payments
        .iter()
        .map(|payment| (payment.doc_id.as_str(), payment.reason.as_ref()))
        .collect();
    let gone = standing.keys().map(String::as_str);
    let gone: Vec<&str> = gone.filter(|doc_id| !now.contains_key(doc_id)).collect();
    let mut why: BTreeMap<String, String> = BTreeMap::new();
    for some in gone.chunks(AT_ONCE) {
        let statement = of_documents(EXCLUDED, some.iter().copied())?;
        let found: Vec<Excluded> = objects(session, &statement).await?;
        why.extend(found.into_iter().map(|found| (found.doc_id, found.reason)));
    }
    let mut found = vec![];
    for (doc_id, standing) in standing {
        let reason = match now.get(doc_id.as_str()) {
            Some(None) => continue,
            Some(Some(reason)) if *reason == CONTESTED => continue,
            Some(Some(reason)) => (*reason).clone(),
            None => why.remove(doc_id).unwrap_or_else(|| "gone".to_owned()),
        };
        found.push(PostingToReverse {
            document: doc_id.clone(),
            export: standing.export,
            amount: Amount(standing.listed.amount),
            reason,
        });
    }
    Ok(found)
}

fn print(list: &PostingList, screen: &Screen) -> Result<()> {
    use Align::{Left, Right};
    let money = |Amount(cents): Amount| domain::Cents(cents).to_string();
    let heading = |titles: &[&str]| vec![titles.iter().map(|t| (*t).to_owned()).collect()];
    screen.line(&format!("posting is in mode {}", list.mode))?;
    if !list.exports.is_empty() {
        screen.heading("exported")?;
        let titles = [
            "export",
            "at",
            "documents",
            "standing",
            "rows",
            "amount",
            "",
        ];
        let mut rows: Vec<Vec<String>> = heading(&titles);
        for export in &list.exports {
            let reverses = export.reverses.map(|n| format!("reverses {n}"));
            let waits = (!export.delivered).then(|| "not placed yet".to_owned());
            let said: Vec<String> = reverses.into_iter().chain(waits).collect();
            rows.push(vec![
                export.export.to_string(),
                export.at.clone(),
                export.documents.to_string(),
                export.standing.to_string(),
                export.rows.to_string(),
                money(export.amount),
                said.join(", "),
            ]);
        }
        screen.columns(&[Right, Left, Right, Right, Right, Right, Left], &rows)?;
    }
    if !list.to_reverse.is_empty() {
        screen
            .heading("to be taken back (claimlake postings reverse EXPORT --document DOCUMENT)")?;
        let mut rows: Vec<Vec<String>> = heading(&["export", "amount", "why", "document"]);
        for document in &list.to_reverse {
            rows.push(vec![
                document.export.to_string(),
                money(document.amount),
                screen.paint(ODD, &document.reason),
                document.document.clone(),
            ]);
        }
        screen.columns(&[Right, Right, Left, Left], &rows)?;
    }
    if !list.ready.is_empty() {
        screen.heading("ready")?;
        let mut rows: Vec<Vec<String>> = heading(&["check date", "payer", "trace", "amount"]);
        for payment in &list.ready {
            rows.push(vec![
                payment.check_date.clone().unwrap_or_default(),
                payment.payer.clone().unwrap_or_default(),
                payment.payment_trace.clone(),
                money(payment.amount),
            ]);
        }
        screen.columns(&[Left, Left, Left, Right], &rows)?;
    }
    told(&list.held_back, screen)
}

/// A statement over these documents. Their ids are digests; anything else is refused.
fn of_documents<'a>(statement: &str, ids: impl Iterator<Item = &'a str>) -> Result<String> {
    let mut quoted = vec![];
    for id in ids {
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            bail!("expected documents to be named by digests, but found another name");
        }
        quoted.push(format!("'{id}'"));
    }
    Ok(statement.replace(DOCUMENTS, &quoted.join(", ")))
}

async fn objects<T: DeserializeOwned>(session: &Session, statement: &str) -> Result<Vec<T>> {
    let frame = session.query(statement, vec![]).await?;
    parsed(&session.answer(frame).await?.collect().await?)
}

fn parsed<T: DeserializeOwned>(batches: &[arrow::array::RecordBatch]) -> Result<Vec<T>> {
    Ok(serde_json::from_slice(&lake::json(batches)?)?)
}
