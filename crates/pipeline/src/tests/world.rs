//! A world to run the flows in: one state, landing place and warehouse, and any number of processes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use convert::{
    ConvertError, Input, Limits, ReadSeek, Records, Refusal, Report, SetReport, Survey, Unit,
};
use domain::Digest;
use jiff::{SignedDuration, Timestamp};
use store::{Clock, FixedClock, Folder, Holder, Holders, ObjectRef, Sqlite};
use tables::part::RECENT;
use tables::{Part, Payer, Writers};
use tempfile::TempDir;

use crate::{
    Bounds, Context, Converter, Faults, Head, LocalObjects, LocalParts, Outcome, Reason, Removed,
    Result, TableLog, check, file, files, ingest, unit_id,
};

/// One installation.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) tables: Arc<Tables>,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) fleet: Fleet,
}

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("warehouse")).unwrap();
        let root = folder.path().join("warehouse");
        World {
            tables: Arc::new(Tables {
                root,
                ..Tables::default()
            }),
            clock: Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH)),
            fleet: Fleet::default(),
            folder,
        }
    }

    /// A process of this installation.
    pub(crate) fn process(&self, name: &str) -> Context {
        self.process_with(name, None)
    }

    pub(crate) fn process_with(&self, name: &str, faults: Option<Arc<dyn Faults>>) -> Context {
        let root = self.folder.path();
        let clock: Arc<dyn Clock> = self.clock.clone();
        let warehouse = root.join("warehouse");
        let landing = Folder::open(root.join("landing"), clock.clone()).unwrap();
        Context {
            state: Arc::new(Sqlite::open(&root.join("state.db")).unwrap()),
            landing: Arc::new(landing.held_by(Holder(name.to_owned()))),
            warehouse: Arc::new(LocalObjects::new(&warehouse).unwrap()),
            parts: Arc::new(LocalParts::new(warehouse)),
            tables: self.tables.clone(),
            clock,
            holders: Arc::new(Member {
                name: Holder(name.to_owned()),
                fleet: self.fleet.clone(),
            }),
            converter: Arc::new(Lines::default()),
            limits: Limits::default(),
            bounds: Bounds {
                tries: 1_000,
                ..Bounds::default()
            },
            faults,
        }
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }
}

/// Processes by name, and those that died.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fleet(Arc<Mutex<BTreeSet<String>>>);

impl Fleet {
    pub(crate) fn dies(&self, name: &str) {
        self.0.lock().unwrap().insert(name.to_owned());
    }
}

#[derive(Debug)]
struct Member {
    name: Holder,
    fleet: Fleet,
}

impl Holders for Member {
    fn me(&self) -> Holder {
        self.name.clone()
    }
    fn is_gone(&self, holder: &Holder) -> bool {
        self.fleet.0.lock().unwrap().contains(&holder.0)
    }
}

/// A table's log: batches with the parts that come and the paths of those that go.
type Log = Vec<(u64, Vec<Part>, Vec<String>)>;

/// The parts that are live after so many batches of a log.
pub(crate) fn live(log: &Log, version: u64) -> BTreeMap<String, Part> {
    let mut live = BTreeMap::new();
    for (_, adds, removes) in log.iter().take(usize::try_from(version).unwrap()) {
        for path in removes {
            assert!(live.remove(path).is_some(), "{path} goes and is not there");
        }
        let adds = adds.iter().map(|part| (part.path.clone(), part.clone()));
        live.extend(adds);
    }
    live
}

/// Logs of tables in memory: by table, the batches it holds. The version is their number.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) logs: Mutex<BTreeMap<String, Log>>,
    /// Rows of folded parts, by path and generation.
    pub(crate) folded: Mutex<BTreeMap<String, BTreeMap<String, u64>>>,
    root: PathBuf,
    /// Part names that begin so are refused.
    pub(crate) unfit: Mutex<Option<String>>,
}

impl Tables {
    /// Rows of a part by generation.
    pub(crate) fn contents(&self, part: &Part) -> BTreeMap<String, u64> {
        if let Some(rows) = self.folded.lock().unwrap().get(&part.path) {
            return rows.clone();
        }
        let name = part.path.rsplit('/').next().unwrap();
        let words: Vec<&str> = name.split('-').collect();
        BTreeMap::from([(format!("{}-{}", words[0], words[1]), part.rows)])
    }

    /// Every row of every generation that came is there once, unless the generation is left out for good.
    fn assert_rows(&self, version: u64, gone: &BTreeSet<String>) {
        let logs = self.logs.lock().unwrap();
        let (mut came, mut is) = (BTreeMap::new(), BTreeMap::new());
        for (_, adds, _) in &logs["payer"][..usize::try_from(version).unwrap()] {
            for part in adds.iter().filter(|part| part.tier() == RECENT) {
                for (of, rows) in self.contents(part) {
                    *came.entry(of).or_insert(0) += rows;
                }
            }
        }
        for part in live(&logs["payer"], version).values() {
            for (of, rows) in self.contents(part) {
                *is.entry(of).or_insert(0) += rows;
            }
        }
        for (of, rows) in came {
            let found = is.remove(&of).unwrap_or(0);
            assert!(
                found == rows || (found == 0 && gone.contains(&of)),
                "{of}: expected {rows} rows, but found {found}"
            );
        }
        assert!(is.is_empty(), "{is:?}");
    }
}

#[async_trait]
impl TableLog for Tables {
    async fn ensure(&self) -> Result<BTreeMap<String, u64>> {
        let mut logs = self.logs.lock().unwrap();
        for table in ["payer", "excluded_unit"] {
            logs.entry(table.to_owned()).or_default();
        }
        let version = |log: &Vec<_>| u64::try_from(log.len()).unwrap();
        Ok(logs
            .iter()
            .map(|(table, log)| (table.clone(), version(log)))
            .collect())
    }

    async fn commit(&self, table: &str, n: u64, adds: &[Part], removes: &[Removed]) -> Result<u64> {
        tokio::task::yield_now().await;
        let mut logs = self.logs.lock().unwrap();
        let log = logs.get_mut(table).unwrap();
        if log.last().is_none_or(|(last, ..)| *last < n) {
            let removes = removes.iter().map(|part| part.path.clone()).collect();
            log.push((n, adds.to_vec(), removes));
            live(log, u64::MAX);
        }
        Ok(u64::try_from(log.len()).unwrap())
    }

    async fn holds(&self, table: &str, version: u64, paths: &[&str]) -> Result<bool> {
        let logs = self.logs.lock().unwrap();
        let live = live(&logs[table], version);
        Ok(paths.iter().all(|path| live.contains_key(*path)))
    }

    async fn validate(&self, part: &Part) -> Result<Option<String>> {
        let name = part.path.rsplit('/').next().unwrap();
        let unfit = self.unfit.lock().unwrap();
        if unfit.as_ref().is_some_and(|unfit| name.starts_with(unfit)) {
            return Ok(Some("expected a footer, but found none".to_owned()));
        }
        let there = self.root.join(&part.table).join(&part.path).exists();
        Ok((!there).then(|| "expected a file, but found none".to_owned()))
    }

    async fn head_moved(&self, _: &Head) -> Result<()> {
        Ok(())
    }
}

/// The format `lines`: a unit a line, `KEY CONTENT TIME CONTROL`, `-` for no time. A file that begins
/// with `!` is refused in pass one, one with a line `?` in pass two.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines {
    /// A deliberately changed converter: rows a unit beyond the first.
    pub(crate) more_rows: u64,
    /// Refuses everything in pass one.
    pub(crate) refuses: bool,
}

impl Converter for Lines {
    fn version(&self) -> &str {
        "lines"
    }

    fn survey(&self, bytes: &mut dyn ReadSeek, _: &Limits) -> io::Result<Survey> {
        let mut survey = Survey {
            format: "lines".to_owned(),
            ..Survey::default()
        };
        for (at, line) in BufReader::new(bytes).lines().enumerate() {
            let line = line?;
            let words: Vec<&str> = line.split(' ').collect();
            if self.refuses || line.starts_with('!') {
                survey.refusal = Some(refusal("refused_one"));
            }
            let [key, content, time, control] = words[..] else {
                continue;
            };
            survey.units.push(Unit {
                ordinal: u32::try_from(at + 1).unwrap(),
                kind: "835".to_owned(),
                doc_key: key.to_owned(),
                content_hash: content.to_owned(),
                doc_id: Digest::of(&[key.as_bytes(), content.as_bytes()]).to_string(),
                envelope_time: time.parse().ok(),
                isa_control: control.to_owned(),
                ..Unit::default()
            });
        }
        Ok(survey)
    }

    fn convert(
        &self,
        bytes: &mut dyn ReadSeek,
        survey: &Survey,
        input: &Input<'_>,
        _: &Limits,
        out: &mut Writers,
    ) -> std::result::Result<Report, ConvertError> {
        let mut text = String::new();
        bytes
            .read_to_string(&mut text)
            .map_err(ConvertError::Read)?;
        let one = Records {
            read: 1,
            mapped: 1,
            ..Records::default()
        };
        let mut report = Report {
            format: survey.format.clone(),
            ..Report::default()
        };
        for unit in &survey.units {
            let id = unit_id(input.file_id, input.generation, unit.ordinal);
            for _ in 0..=self.more_rows {
                out.payer().append(&Payer {
                    payer_id: &unit.doc_key,
                    ..Payer::default()
                })?;
            }
            let set = SetReport {
                unit_id: id,
                records: one,
                ..SetReport::default()
            };
            report.sets.push(set);
            report.records.read += 1;
            report.records.mapped += 1;
        }
        report.rows = out.rows_by_table();
        report.refusal = text.contains('?').then(|| refusal("refused_two"));
        Ok(report)
    }
}

fn refusal(code: &str) -> Refusal {
    let reason = "expected a line, but found another".to_owned();
    Refusal {
        code: code.to_owned(),
        reason,
    }
}

/// Drops a file.
pub(crate) async fn land(ctx: &Context, text: &str) -> ObjectRef {
    ctx.landing
        .put("payer", "SMITH_JOHN.txt", &mut text.as_bytes())
        .await
        .unwrap()
}

/// Drops and ingests a file; its id.
pub(crate) async fn drop_file(ctx: &Context, text: &str) -> String {
    let object = land(ctx, text).await;
    match ingest(ctx, &object, "").await.unwrap() {
        Outcome::Done { file_id, .. }
        | Outcome::Duplicate { file_id, .. }
        | Outcome::Quarantined { file_id, .. } => file_id,
    }
}

/// Every unit of a generation that counts, as `KEY CONTENT TIME CONTROL`, with why it is left out.
pub(crate) async fn units(ctx: &Context) -> BTreeMap<(String, String), Option<Reason>> {
    let mut units = BTreeMap::new();
    for found in files(ctx).await.unwrap() {
        if found.ledger.live().is_none() {
            continue;
        }
        for unit in file(ctx, &found.file_id).await.unwrap().units {
            let Unit {
                doc_key,
                content_hash,
                envelope_time,
                isa_control,
                ..
            } = unit.line.unit;
            let time = envelope_time.map_or("-".to_owned(), |time| time.to_string());
            let text = format!("{doc_key} {content_hash} {time} {isa_control}");
            // Of several equal lines, which one lives may depend on their files, but not on order.
            let place = unit.unit_id.split_once('-').unwrap();
            let ordinal = place.1.rsplit('-').next().unwrap();
            units.insert((text, format!("{} {ordinal}", place.0)), unit.excluded);
        }
    }
    units
}

/// As [`units`], in short: `KEY CONTENT TIME CONTROL: reason` a line.
pub(crate) async fn shown(ctx: &Context) -> Vec<String> {
    let units = units(ctx).await;
    let line = |((text, _), reason): (&(String, String), &Option<Reason>)| match reason {
        Some(reason) => format!("{text}: {reason}"),
        None => text.clone(),
    };
    units.iter().map(line).collect()
}

pub(crate) async fn assert_sound(ctx: &Context, tables: &Tables) {
    let violations = check(ctx).await.unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
    // What the logs hold is what the plans say, once.
    let head = crate::head(ctx).await.unwrap().unwrap_or(Head {
        n: 0,
        versions: BTreeMap::new(),
    });
    let logs = tables.logs.lock().unwrap().clone();
    let mut gone = BTreeSet::new();
    let mut planned: BTreeMap<String, Log> = BTreeMap::new();
    for n in 1..=head.n {
        let plan = crate::plan(ctx, n).await.unwrap().unwrap();
        let scopes = plan.scopes.iter();
        gone.extend(scopes.map(|scope| crate::generation(&scope.file_id, scope.generation)));
        for table in plan.tables() {
            let adds = plan.adds.get(table).cloned().unwrap_or_default();
            let removes = plan.removes.get(table).into_iter().flatten();
            let removes = removes.map(|part| part.path.clone()).collect();
            let log = planned.entry(table.to_owned()).or_default();
            log.push((n, adds, removes));
        }
    }
    for (table, log) in logs {
        let log: Vec<_> = log.into_iter().filter(|(n, ..)| *n <= head.n).collect();
        assert_eq!(log, planned.remove(&table).unwrap_or_default(), "{table}");
    }
    assert!(planned.is_empty());
    if let Some(version) = head.versions.get("payer") {
        tables.assert_rows(*version, &gone);
    }
}

/// Numbers from a seed.
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// splitmix64.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }
}
