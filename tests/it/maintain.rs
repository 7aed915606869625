//! Folds and vacuum from outside: whatever is asked, the answer is the same before and after.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use lake::{Garbage, Maintenance, Resources, Thresholds};
use pipeline::{Context, Faults, Formats, LocalObjects, LocalParts, POINTS};
use serde_json::Value;
use store::{FixedClock, Folder, Holders as _, Processes, Sqlite};

use crate::harness::{Home, assert_same, objects, sample_files};

/// Long enough for every part to be worth a fold, however few they are.
const NEXT_DAY: SignedDuration = SignedDuration::from_hours(25);
/// Long enough for everything that went to be garbage.
const NEXT_WEEK: SignedDuration = SignedDuration::from_hours(9 * 24);

/// Of claims, of payments.
const KPIS: [&str; 2] = ["K33", "K64"];

impl Home {
    /// This home as the program opens it, so much later.
    fn later(&self, by: SignedDuration, faults: Option<Arc<dyn Faults>>) -> Later {
        let home = store::Home::open(&self.path()).unwrap();
        let clock = Arc::new(FixedClock::at(Timestamp::now()));
        clock.advance(by);
        let tables = home.warehouse().join("tables");
        let warehouse = lake::Warehouse::folder(&tables).unwrap();
        let holders = Arc::new(Processes::here());
        let landing = Folder::open(home.landing(), clock.clone()).unwrap();
        let context = Context {
            state: Arc::new(Sqlite::open(&home.state()).unwrap()),
            landing: Arc::new(landing.held_by(holders.me())),
            warehouse: Arc::new(LocalObjects::new(home.warehouse()).unwrap()),
            parts: Arc::new(LocalParts::new(tables)),
            tables: Arc::new(lake::DeltaLogs::new(warehouse.clone())),
            clock,
            holders,
            converter: Arc::new(Formats),
            limits: pipeline::Limits::default(),
            bounds: pipeline::Bounds::default(),
            faults,
        };
        Later {
            context,
            warehouse,
            spill: home.spill(),
        }
    }

    /// Folds every table, a day later.
    pub(crate) fn fold_all(&self) -> usize {
        self.later(NEXT_DAY, None).fold()
    }

    /// Every row that is stored, without its tier and without what a fold drops; every row that counts; some
    /// KPIs. All by name, rows in the order of their values.
    fn answers(&self) -> Vec<(String, String)> {
        block_on(async {
            let session = self.session().await;
            let mut answers = vec![];
            for meta in tables::ALL {
                let name = meta.name;
                let stays = "coalesce(excluded not in ('retracted', 'replayed'), true)";
                let raw = format!("select * from raw.{name} where {stays}");
                for asked in [raw, format!("select * from {name}")] {
                    let answer = session.sql(&asked).await.unwrap();
                    let mut lines: Vec<String> = vec![];
                    for mut row in objects(&answer.collect().await.unwrap()) {
                        // Folds are batches too.
                        ["tier", "batch", "since"]
                            .iter()
                            .for_each(|c| drop(row.remove(*c)));
                        lines.push(Value::Object(row).to_string());
                    }
                    lines.sort();
                    answers.push((asked, lines.join("\n")));
                }
            }
            for kpi in KPIS.map(|kpi| kpi::find(kpi).unwrap()) {
                let request = kpi::Request {
                    from: jiff::civil::date(2026, 1, 1),
                    to: jiff::civil::date(2026, 4, 1),
                    by: vec!["payer".to_owned(), "month".to_owned()],
                };
                let answer = kpi::answer(&session, kpi, &request).await.unwrap();
                let lines = serde_json::to_string_pretty(&answer).unwrap();
                answers.push((kpi.id.to_string(), lines));
            }
            answers
        })
    }

    /// Folds all, and says what it answers then.
    fn folded_answers(&self, what: &str) -> Vec<(String, String)> {
        assert!(self.fold_all() > 0, "{what}: nothing was folded");
        assert_eq!(self.tiers("tier = 'recent'").len(), 0, "{what}");
        self.assert_sound();
        assert_eq!(self.fold_all(), 0, "{what}: folded again");
        self.answers()
    }

    fn tiers(&self, wanted: &str) -> Vec<String> {
        let asked = format!("select distinct tier from raw.remit_claim where {wanted}");
        let rows = self.json(&["sql", &asked]);
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["tier"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// A home, later.
struct Later {
    context: Context,
    warehouse: lake::Warehouse,
    spill: PathBuf,
}

impl Later {
    fn maintenance(&self) -> Maintenance<'_> {
        self.within(256 << 20, Some(self.spill.clone()))
    }

    fn within(&self, memory: usize, spill: Option<PathBuf>) -> Maintenance<'_> {
        Maintenance {
            ctx: &self.context,
            warehouse: &self.warehouse,
            thresholds: Thresholds::default(),
            resources: Resources {
                memory,
                threads: 1,
                spill,
            },
        }
    }

    /// Folds what is due until nothing is; how many parts that took away.
    fn fold(&self) -> usize {
        block_on(async {
            let mut removed = 0;
            loop {
                let maintenance = self.maintenance();
                let folds = maintenance.fold(Timestamp::MAX).await.unwrap();
                let (more, failed) = (folds.more, folds.failed);
                assert!(failed.is_none(), "{failed:?}");
                let folds = folds.done;
                assert!(!more);
                if folds.is_empty() {
                    return removed;
                }
                removed += folds.iter().map(|fold| fold.removed).sum::<usize>();
                pipeline::run_until_quiet(&self.context).await.unwrap();
            }
        })
    }

    fn vacuum(&self, dry_run: bool) -> Vec<Garbage> {
        block_on(async { self.maintenance().vacuum(dry_run).await.unwrap() })
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(Box::pin(work))
}

fn id_of(dropped: &Value, name: &str) -> String {
    let files = dropped["files"].as_array().unwrap().iter();
    let mut found = files.filter(|file| file["path"].as_str().unwrap().ends_with(name));
    found.next().unwrap()["file_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Two homes, in one of which everything is folded after every step, answer alike.
#[test]
fn whatever_is_asked_is_answered_as_before_a_fold() {
    let (plain, folded) = (Home::new(), Home::new());
    let files = sample_files();
    let (some, rest) = files.split_at(files.len() / 2);
    let both = |words: &[&str], what: &str| {
        for home in [&plain, &folded] {
            home.run(words);
        }
        assert_same(&plain.answers(), &folded.folded_answers(what), what);
    };
    let paths = |files: &[PathBuf]| -> Vec<String> {
        let paths = files.iter().map(|path| path.to_str().unwrap().to_owned());
        std::iter::once("drop".to_owned()).chain(paths).collect()
    };
    let words = paths(some);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for home in [&plain, &folded] {
        home.run(&words);
    }
    folded.fold_all();
    folded.assert_sound();
    let words = paths(rest);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    both(&words, "the other half");
    let dropped = folded.drop_paths(&files);

    let id = id_of(&dropped, "835-87726-2026-01.edi");
    let gone = "select count(*) from raw.remit_claim where excluded in ('replayed', 'retracted')";
    for home in [&plain, &folded] {
        home.run(&["files", "replay", &id]);
    }
    folded.fold_all();
    assert!(plain.value(gone).as_u64().unwrap() > 0);
    assert_eq!(folded.value(gone), 0);
    for home in [&plain, &folded] {
        home.run(&["files", "retract", &id, "--reason", "another clinic"]);
    }
    folded.fold_all();
    folded.assert_sound();
    assert_same(&plain.tables(), &folded.tables(), "a retraction");
    for home in [&plain, &folded] {
        home.run(&["files", "restore", &id]);
    }

    // What a person lets count comes back from aside.
    let held = "select unit_id from raw.unit where excluded = 'held'";
    let unit = folded.value(held).as_str().unwrap().to_owned();
    let of_unit = format!("unit_id = '{unit}'");
    assert_eq!(folded.tiers(&of_unit), ["aside"]);
    folded.run(&["files", "decide", &unit, "--keep"]);
    plain.run(&["files", "decide", &unit, "--keep"]);
    assert_eq!(folded.tiers(&of_unit), ["aside"]);
    assert_same(&plain.tables(), &folded.tables(), "decided, not folded");
    both(&["sweep"], "a restoration and a decision");
    assert_eq!(folded.tiers(&of_unit), ["base"]);
}

#[test]
fn vacuum_takes_what_nothing_names_and_nothing_else() {
    let home = Home::new();
    let files = sample_files();
    let words: Vec<&str> = std::iter::once("drop")
        .chain(files.iter().map(|path| path.to_str().unwrap()))
        .collect();
    let dies = |words: &[&str], point: &str| {
        let mut command = home.command(words);
        let output = command.env("CLAIMLAKE_CRASH_AT", point).output().unwrap();
        assert!(!output.status.success(), "{point}: nothing passes there");
    };
    // An attempt that died has its parts there, for as long as it is claimed.
    dies(&words, "ingest.manifest");
    assert_eq!(home.later(NEXT_WEEK, None).vacuum(true), []);
    // Pending files are not taken by any round yet.
    dies(&words, "round.prepared");
    let taken_over = home.later(NEXT_WEEK, None).vacuum(true);
    assert!(!taken_over.is_empty(), "what the first attempt left");
    home.run(&["sweep"]);
    home.run(&words);
    let expected = home.tables();
    home.assert_sound();

    // A fold that waits for a round is named, one that nobody told of is not.
    dies(&["maintain"], "fold.pending");
    let before = home.later(NEXT_WEEK, None).vacuum(false);
    assert!(before.iter().all(|file| !file.path.contains("fold-")));
    home.assert_sound();
    dies(&["maintain"], "fold.described");
    home.assert_sound();
    let waste = home.later(NEXT_WEEK, None).vacuum(true);
    let of_folds = waste.iter().filter(|file| file.path.contains("fold-"));
    assert!(of_folds.count() > 1, "{waste:?}");

    // Now is too early for what is removed now.
    let dry = home.json(&["maintain", "--dry-run"]);
    assert!(!dry["folds"].as_array().unwrap().is_empty());
    let done = home.json(&["maintain"]);
    assert!(
        done["folds"]
            .as_array()
            .unwrap()
            .iter()
            .all(|fold| fold["added"].as_u64().is_some())
    );
    assert_eq!(done["garbage"].as_array().unwrap().len(), 0);
    home.fold_all();
    let listed = home.later(NEXT_WEEK, None).vacuum(true);
    assert_eq!(
        home.later(NEXT_WEEK, None).vacuum(true),
        listed,
        "only listed"
    );
    let parts = listed
        .iter()
        .filter(|file| file.path.starts_with("tier=recent/"));
    assert!(parts.count() > 100, "{}", listed.len());
    assert_eq!(home.later(NEXT_WEEK, None).vacuum(false), listed);
    assert_eq!(home.later(NEXT_WEEK, None).vacuum(false), []);
    home.assert_sound();
    assert_same(&expected, &home.tables(), "after a vacuum");
    // What is left is what is live.
    let warehouse = store::Home::open(&home.path()).unwrap().warehouse();
    let recent = |folder: PathBuf| folder.join("tier=recent/month=__HIVE_DEFAULT_PARTITION__");
    let left = std::fs::read_dir(recent(warehouse.join("tables/remit_claim"))).unwrap();
    assert_eq!(left.count(), 0);
}

#[test]
fn killed_at_every_point_of_a_fold() {
    // Just enough of them for a fold.
    let files = &sample_files()[..10];
    let home = Home::new();
    home.drop_paths(files);
    let expected = home.tables();
    // The points of rounds are the same as of a drop's.
    let folds = POINTS.into_iter().filter(|point| point.starts_with("fold"));
    let points = folds.chain(["round.planned", "round.table", "round.head"]);
    for point in points {
        let home = Home::new();
        home.drop_paths(files);
        let mut command = home.command(&["maintain"]);
        let output = command.env("CLAIMLAKE_CRASH_AT", point).output().unwrap();
        assert!(!output.status.success(), "{point}: nothing passes there");
        home.assert_sound();
        home.run(&["maintain"]);
        home.assert_sound();
        assert_same(&expected, &home.tables(), point);
        let recent = "select count(*) from raw.remit_claim where tier = 'recent'";
        assert_eq!(home.value(recent), 0, "{point}");
    }
}

/// Never comes back from the third deletion.
#[derive(Debug, Default)]
struct ThirdDeletion(std::sync::atomic::AtomicU64, tokio::sync::Notify);

#[async_trait]
impl Faults for ThirdDeletion {
    async fn at(&self, point: &'static str) {
        assert_eq!(point, "vacuum.deleted");
        if self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= 2 {
            self.1.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

#[test]
fn a_vacuum_that_dies_is_finished_by_the_next() {
    let home = Home::new();
    home.drop_paths(&sample_files());
    home.fold_all();
    let expected = home.tables();
    let garbage = home.later(NEXT_WEEK, None).vacuum(true).len();
    let faults = Arc::new(ThirdDeletion::default());
    let later = home.later(NEXT_WEEK, Some(faults.clone()));
    block_on(async {
        let maintenance = later.maintenance();
        tokio::select! {
            biased;
            () = faults.1.notified() => {}
            _ = maintenance.vacuum(false) => panic!("expected it to die"),
        }
    });
    let left = home.later(NEXT_WEEK, None).vacuum(false).len();
    assert!(left > 0 && left < garbage, "{left} of {garbage}");
    home.assert_sound();
    assert_same(&expected, &home.tables(), "after a vacuum");
}

/// The function, given the schedule's event as AWS gives it, does what the command does.
#[test]
fn the_function_folds_and_wakes_the_rounds() {
    let home = Home::new();
    home.drop_paths(&sample_files());
    let expected = home.tables();
    let event = home.inbox("events").join("maintain.json");
    std::fs::write(&event, r#"{"claimlake": "maintain"}"#).unwrap();
    let sent = home.json(&["send", event.to_str().unwrap()]);
    let folded = sent["answer"]["folded"].as_array().unwrap();
    assert!(folded.iter().any(|table| table == "remit_claim"), "{sent}");
    let woken = serde_json::json!(["commit-tables", "triage-denials"]);
    assert_eq!(sent["woke"], woken);
    home.assert_sound();
    assert_same(&expected, &home.tables(), "folded");
    let recent = "select count(*) from raw.remit_claim where tier = 'recent'";
    assert_eq!(home.value(recent), 0);
}

/// One set of so many claims, those of later numbers first.
fn remittance(claims: u32) -> String {
    let mut text = "ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*CLINIC         *260701*0930*^*00501*000000001*0*P*:~\
        GS*HP*PAYERGATE*CLINIC*20260701*0930*1*X*005010X221A1~ST*835*0001~"
        .to_owned();
    let paid = claims * 100;
    text += &format!(
        "BPR*I*{paid}*C*ACH*CCP*01*011000015*DA*1*1512345678**01*021000021*DA*2*20260701~\
         TRN*1*EFT1*1512345678~N1*PR*PAYER*XV*60000~N1*PE*CLINIC*XX*1234567893~LX*1~"
    );
    let mut segments = 6;
    for n in (0..claims).rev() {
        text += &format!(
            "CLP*A{n:09}*1*120*100**12*I{n:09}*11*1~NM1*QC*1*DOE*JANE****MI*M{n:09}~\
             SVC*HC:99213*120*100**1~DTM*472*20260615~CAS*CO*45*20~"
        );
        segments += 5;
    }
    text + &format!("SE*{}*0001~GE*1*1~IEA*1*000000001~", segments + 2)
}

/// A fold of more rows than it may hold spills; what it may not spill it refuses, and nothing changes.
#[test]
fn a_fold_holds_no_more_than_it_may() {
    let home = Home::new();
    let inbox = home.inbox("large");
    std::fs::write(inbox.join("large.835"), remittance(40_000)).unwrap();
    home.drop_paths(&[inbox]);
    let sums = "select count(*), sum(paid_amount), sum(record), min(patient_control_number) from raw.remit_claim";
    let before = home.json(&["sql", sums]);
    let later = home.later(NEXT_DAY, None);
    let refused = block_on(async {
        let maintenance = later.within(24 << 20, None);
        maintenance
            .fold(Timestamp::MAX)
            .await
            .unwrap()
            .failed
            .unwrap()
    });
    assert_eq!(refused.kind(), lake::Kind::Limit);
    home.run(&["sweep"]);
    block_on(async {
        let maintenance = later.within(24 << 20, Some(later.spill.clone()));
        maintenance.fold(Timestamp::MAX).await.unwrap();
        pipeline::run_until_quiet(&later.context).await.unwrap();
    });
    assert_eq!(home.tiers("true"), ["base"]);
    assert_eq!(home.json(&["sql", sums]), before);
    home.assert_sound();
    let left = std::fs::read_dir(&later.spill).unwrap().count();
    assert_eq!(left, 0, "what was spilled is gone");
}
