//! Exports under crashes, at once and taken back: every document in one file that stands, or in none.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use pipeline::{
    Bounds, Context, Faults, Formats, Limits, LocalObjects, LocalParts, NoTables, POINTS,
};
use store::{FixedClock, Folder, Processes, Sqlite};

use crate::{
    Error, Export, Listed, Mode, Row, Writer, check, copy, deliver, exports, mode, reverse,
    set_mode, standing,
};

struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("warehouse")).unwrap();
        World { folder }
    }

    /// One where posting is on.
    async fn on() -> World {
        let world = World::new();
        let ctx = world.process(None);
        set_mode(&*ctx.state, Mode::On).await.unwrap();
        world
    }

    fn process(&self, faults: Option<Arc<dyn Faults>>) -> Context {
        let root = self.folder.path();
        let clock = Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH));
        Context {
            state: Arc::new(Sqlite::open(&root.join("state.db")).unwrap()),
            landing: Arc::new(Folder::open(root.join("landing"), clock.clone()).unwrap()),
            warehouse: Arc::new(LocalObjects::new(root.join("warehouse")).unwrap()),
            parts: Arc::new(LocalParts::new(root.join("warehouse"))),
            tables: Arc::new(NoTables),
            clock,
            holders: Arc::new(Processes::here()),
            converter: Arc::new(Formats),
            limits: Limits::default(),
            bounds: Bounds::default(),
            faults,
        }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// What the files in the folder pay, by document; a document's rows of several files are added up.
    fn paid(&self) -> BTreeMap<String, i64> {
        let mut paid = BTreeMap::new();
        for row in self.rows() {
            let domain::Cents(cents) = domain::Cents::parse(row[21].as_bytes()).unwrap();
            *paid.entry(row[4].clone()).or_default() += cents;
        }
        paid
    }

    /// Every row of every file that a reader takes for an export.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![];
        for path in self.files() {
            let mut reader = csv::Reader::from_path(path).unwrap();
            rows.extend(
                reader
                    .records()
                    .map(|record| record.unwrap().iter().map(str::to_owned).collect()),
            );
        }
        rows
    }

    fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.out()) else {
            return vec![];
        };
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'));
        files.sort();
        files
    }
}

/// A line that is paid a part of its charge, and an adjustment that takes a cent.
fn document(doc_id: &str, payment: &str, amount: i64) -> (Listed, Vec<Row>) {
    let line = Row {
        kind: "line".to_owned(),
        doc_id: doc_id.to_owned(),
        payer_id: "60054".to_owned(),
        payer: Some("=NORTH".to_owned()),
        payee_id: "1234567893".to_owned(),
        payment_method: "ACH".to_owned(),
        payment_trace: "-TRACE".to_owned(),
        check_date: "2026-01-05".to_owned(),
        patient_control_number: Some("A, \"1\"".to_owned()),
        payer_claim_control_number: None,
        claim_status: Some("1".to_owned()),
        claim: 1,
        line: Some(1),
        line_control_number: None,
        code: Some("99213".to_owned()),
        modifiers: None,
        service_date: None,
        charge: amount + 101,
        payment: amount + 1,
        contractual: 60,
        patient_share: 40,
        denied: 0,
        other: 0,
        adjustment_code: None,
        reference: None,
    };
    let provider = Row {
        kind: "provider".to_owned(),
        charge: 0,
        payment: -1,
        contractual: 0,
        patient_share: 0,
        other: 1,
        adjustment_code: Some("WO".to_owned()),
        ..line.clone()
    };
    (Listed::new(doc_id, payment, amount), vec![line, provider])
}

async fn run(ctx: &Context, world: &World, documents: &[(Listed, Vec<Row>)]) -> Vec<Export> {
    let counts = |doc_id: &str| documents.iter().any(|(listed, _)| listed.doc_id == doc_id);
    let writer = Writer::open(ctx).await.unwrap().counting(counts);
    let mut writer = writer.with_longest(4);
    for (listed, rows) in documents {
        writer.document(listed.clone(), rows).await.unwrap();
    }
    let done = writer.finish().await.unwrap();
    deliver(ctx, &world.out()).await.unwrap();
    done
}

fn five() -> Vec<(Listed, Vec<Row>)> {
    let names = ["a", "b", "c", "d", "e"];
    let amounts = [100, 250, 0, -75, 10_000];
    let documents = names.into_iter().zip(amounts);
    documents
        .map(|(name, amount)| document(name, &format!("payment {name}"), amount))
        .collect()
}

fn amounts() -> BTreeMap<String, i64> {
    let documents = five().into_iter();
    documents
        .map(|(listed, _)| (listed.doc_id, listed.amount))
        .collect()
}

#[tokio::test]
async fn each_document_comes_out_once_and_adds_up() {
    let world = World::on().await;
    let ctx = world.process(None);
    // Two rows a document, so an export ends after every second.
    let done = run(&ctx, &world, &five()).await;
    assert_eq!(
        done.iter()
            .map(|e| (e.n, e.documents, e.rows))
            .collect::<Vec<_>>(),
        [(1, 2, 4), (2, 2, 4), (3, 1, 2)]
    );
    assert_eq!(done[0].amount, 350);
    assert_eq!(world.files().len(), 3);
    assert_eq!(world.paid(), amounts());
    assert!(run(&ctx, &world, &five()).await.is_empty());
    assert_eq!(world.files().len(), 3);
    let row = &world.rows()[0];
    // Text is no formula, amounts are numbers.
    assert_eq!((row[6].as_str(), row[9].as_str()), ("'=NORTH", "'-TRACE"));
    assert_eq!(
        row[20..26],
        ["2.01", "1.01", "0.60", "0.40", "0.00", "0.00"]
    );
    assert_eq!(world.rows()[1][21], "-0.01");
    assert_eq!(row[11], "A, \"1\"");
}

/// Never comes back from a point.
#[derive(Debug)]
struct DieAt(&'static str, tokio::sync::Notify);

#[async_trait]
impl Faults for DieAt {
    async fn at(&self, point: &'static str) {
        if point == self.0 {
            self.1.notify_one();
            std::future::pending::<()>().await;
        }
    }
}

async fn dies_at(world: &World, point: &'static str, work: impl AsyncFnOnce(&Context)) {
    let faults = Arc::new(DieAt(point, tokio::sync::Notify::new()));
    let dying = world.process(Some(faults.clone()));
    tokio::select! {
        biased;
        () = faults.1.notified() => {}
        () = work(&dying) => panic!("{point}: nothing passes there"),
    }
}

fn points() -> impl Iterator<Item = &'static str> {
    POINTS
        .into_iter()
        .filter(|point| point.starts_with("postings"))
}

#[tokio::test]
async fn a_crash_between_any_two_writes_neither_loses_nor_doubles() {
    assert_eq!(points().count(), 5);
    for point in points() {
        let world = World::on().await;
        dies_at(&world, point, async |ctx| {
            run(ctx, &world, &five()).await;
        })
        .await;
        let ctx = world.process(None);
        run(&ctx, &world, &five()).await;
        assert_eq!(world.paid(), amounts(), "{point}");
        assert_eq!(
            world.rows().len(),
            10,
            "{point}: a document's rows are there once"
        );
        let all = exports(&*ctx.state).await.unwrap();
        assert!(all.iter().all(|export| export.delivered), "{point}");
        assert_eq!(standing(&*ctx.state).await.unwrap().len(), 5, "{point}");
        assert_eq!(check(&ctx).await.unwrap(), [], "{point}");
    }
}

#[tokio::test]
async fn a_crash_in_a_reversal_takes_back_once() {
    for point in points() {
        let world = World::on().await;
        let ctx = world.process(None);
        run(&ctx, &world, &five()).await;
        dies_at(&world, point, async |ctx| {
            reverse(ctx, 1, &[]).await.unwrap();
            deliver(ctx, &world.out()).await.unwrap();
        })
        .await;
        // Whoever comes finds it done, or does it.
        let done = reverse(&ctx, 1, &[]).await;
        let is_done = matches!(&done, Err(Error::Refused { .. }));
        assert_eq!(
            is_done,
            !["postings.kept", "postings.listed"].contains(&point),
            "{point}"
        );
        deliver(&ctx, &world.out()).await.unwrap();
        let mut expected = amounts();
        expected.insert("a".to_owned(), 0);
        expected.insert("b".to_owned(), 0);
        assert_eq!(world.paid(), expected, "{point}");
        assert_eq!(check(&ctx).await.unwrap(), [], "{point}");
    }
}

#[tokio::test]
async fn what_was_changed_behind_its_back_is_found() {
    let world = World::on().await;
    let ctx = world.process(None);
    run(&ctx, &world, &five()).await;
    let all = exports(&*ctx.state).await.unwrap();
    let kept = |n: usize| {
        let name = format!("warehouse/postings/{}.csv", all[n].attempt);
        world.folder.path().join(name)
    };
    std::fs::remove_file(kept(0)).unwrap();
    let text = std::fs::read_to_string(kept(1)).unwrap();
    std::fs::write(kept(1), text.replace(",0.01,", ",0.02,")).unwrap();
    let mut third = all[2].clone();
    third.amount += 1;
    let body = serde_json::to_value(third).unwrap();
    let key = store::key::posting(3);
    let written = ctx.state.put(&key, body, store::Expect::Present);
    written.await.unwrap();
    let found = check(&ctx).await.unwrap().into_iter();
    let found: Vec<(String, String)> = found.map(|v| (v.at, v.says)).collect();
    let expected = [
        ("export 1", "expected its rows to be kept, but found none"),
        (
            "export 2",
            "expected its rows, documents and amount, but found others",
        ),
        (
            "export 3",
            "expected its rows, documents and amount, but found others",
        ),
    ];
    let expected = expected.map(|(at, says)| (at.to_owned(), says.to_owned()));
    assert_eq!(found, expected);
}

#[tokio::test]
async fn what_was_taken_back_comes_again() {
    let world = World::on().await;
    let ctx = world.process(None);
    run(&ctx, &world, &five()).await;
    let taken = reverse(&ctx, 1, &["b".to_owned()]).await.unwrap();
    assert_eq!(
        (taken.n, taken.reverses, taken.amount, taken.rows),
        (4, Some(1), -250, 2)
    );
    deliver(&ctx, &world.out()).await.unwrap();
    let rows = world.rows();
    let (was, is) = (&rows[2], rows.last().unwrap());
    assert_eq!(was[4], "b");
    assert_eq!(
        is[..3],
        ["4", "2", "1"],
        "its number, its row, what it takes back"
    );
    assert_eq!(is[3..20], rows[3][3..20]);
    assert_eq!(is[21], "0.01");
    let stands = standing(&*ctx.state).await.unwrap();
    assert_eq!(stands.keys().collect::<Vec<_>>(), ["a", "c", "d", "e"]);
    let refused = reverse(&ctx, 1, &["b".to_owned()]).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "expected documents that stand in the export, but found b, which does not"
    );
    let refused = reverse(&ctx, 4, &[]).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "expected an export, but found a reversal"
    );
    let again = run(&ctx, &world, &five()).await;
    assert_eq!(
        (again[0].n, again[0].documents, again[0].amount),
        (5, 1, 250)
    );
    assert_eq!(world.paid(), amounts());
    // Exports are numbered in one order, whatever they do.
    let rest = reverse(&ctx, 1, &[]).await.unwrap();
    assert_eq!((rest.documents, rest.amount), (1, -100));
}

/// A payment that has other content now: the former has to be taken back before.
#[tokio::test]
async fn another_content_of_a_payment_waits_for_the_reversal() {
    let world = World::on().await;
    let ctx = world.process(None);
    let one = [document("one", "key", 100)];
    let other = [document("other", "key", 200)];
    assert_eq!(run(&ctx, &world, &one).await[0].amount, 100);
    assert!(run(&ctx, &world, &other).await.is_empty());
    reverse(&ctx, 1, &[]).await.unwrap();
    assert_eq!(run(&ctx, &world, &other).await[0].amount, 200);
    // Both count: somebody said so.
    let both = [one, other].concat();
    assert_eq!(run(&ctx, &world, &both).await[0].amount, 100);
}

#[tokio::test]
async fn what_does_not_add_up_is_not_taken() {
    let world = World::on().await;
    let ctx = world.process(None);
    let mut writer = Writer::open(&ctx).await.unwrap();
    let (mut listed, rows) = document("a", "payment a", 100);
    listed.amount += 1;
    assert!(!writer.document(listed.clone(), &rows).await.unwrap());
    listed.amount -= 1;
    let mut off = rows.clone();
    off[0].denied += 1;
    assert!(!writer.document(listed.clone(), &off).await.unwrap());
    assert!(writer.document(listed, &rows).await.unwrap());
    assert_eq!(writer.finish().await.unwrap()[0].documents, 1);
}

#[tokio::test]
async fn nothing_is_written_in_shadow_mode() {
    let world = World::new();
    let ctx = world.process(None);
    assert_eq!(mode(&*ctx.state).await.unwrap(), Mode::Shadow);
    assert!(matches!(Writer::open(&ctx).await, Err(Error::Shadow)));
    assert!(matches!(reverse(&ctx, 1, &[]).await, Err(Error::Shadow)));
    // Switched off while somebody exports: nothing of it holds.
    set_mode(&*ctx.state, Mode::On).await.unwrap();
    let mut writer = Writer::open(&ctx).await.unwrap();
    let (listed, rows) = document("a", "payment a", 100);
    writer.document(listed, &rows).await.unwrap();
    set_mode(&*ctx.state, Mode::Shadow).await.unwrap();
    assert!(matches!(writer.finish().await, Err(Error::Changed)));
    assert!(exports(&*ctx.state).await.unwrap().is_empty());
    deliver(&ctx, &world.out()).await.unwrap();
    assert!(world.files().is_empty());
}

#[tokio::test]
async fn of_two_who_export_at_once_one_does() {
    let world = World::on().await;
    let (one, two) = (world.process(None), world.process(None));
    let mut first = Writer::open(&one).await.unwrap();
    let mut second = Writer::open(&two).await.unwrap();
    for (listed, rows) in five() {
        first.document(listed.clone(), &rows).await.unwrap();
        second.document(listed, &rows).await.unwrap();
    }
    assert_eq!(second.finish().await.unwrap().len(), 1);
    assert!(matches!(first.finish().await, Err(Error::Changed)));
    deliver(&one, &world.out()).await.unwrap();
    deliver(&two, &world.out()).await.unwrap();
    assert_eq!(world.paid(), amounts());
}

#[tokio::test]
async fn a_copy_is_placed_again_and_overwrites_nothing() {
    let world = World::on().await;
    let ctx = world.process(None);
    run(&ctx, &world, &five()).await;
    let files = world.files();
    let bytes = std::fs::read(&files[0]).unwrap();
    std::fs::remove_file(&files[0]).unwrap();
    assert_eq!(copy(&ctx, 1, &world.out()).await.unwrap(), files[0]);
    assert_eq!(std::fs::read(&files[0]).unwrap(), bytes);
    std::fs::write(&files[0], "another's").unwrap();
    let refused = copy(&ctx, 1, &world.out()).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "expected no other file called postings-000001.csv in the folder, but found one of other content"
    );
    assert_eq!(std::fs::read(&files[0]).unwrap(), b"another's");
    assert!(matches!(
        copy(&ctx, 9, &world.out()).await,
        Err(Error::Refused { .. })
    ));
    set_mode(&*ctx.state, Mode::Shadow).await.unwrap();
    std::fs::remove_file(&files[0]).unwrap();
    assert!(matches!(
        copy(&ctx, 1, &world.out()).await,
        Err(Error::Shadow)
    ));
    assert!(!files[0].exists());
}
