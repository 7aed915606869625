//! A home of its own for each test, and the program in it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use arrow::array::RecordBatch;
use arrow::json::writer::{JsonArray, WriterBuilder};
use serde_json::{Map, Value};
use store::State as _;

/// A fresh home in a temporary folder, gone with the value.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new() -> Home {
        Home {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A folder beside the home, for files to drop.
    pub(crate) fn inbox(&self, name: &str) -> PathBuf {
        let inbox = self.folder.path().join(name);
        std::fs::create_dir_all(&inbox).unwrap();
        inbox
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlake"));
        command
            .args(words)
            .env("CLAIMLAKE_HOME", self.path())
            .env_remove("CLAIMLAKE_INCLUDE_TEST");
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn output(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs to success and returns standard output.
    pub(crate) fn run(&self, words: &[&str]) -> String {
        let output = self.output(words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{words:?}: {} {errors}",
            output.status
        );
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn json(&self, words: &[&str]) -> Value {
        let text = self.run(&[words, &["--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}"))
    }

    pub(crate) fn start(&self, words: &[&str]) -> Child {
        self.command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    pub(crate) fn drop_paths(&self, paths: &[PathBuf]) -> Value {
        let mut words = vec!["drop"];
        words.extend(paths.iter().map(|p| p.to_str().unwrap()));
        self.json(&words)
    }

    /// One value of one row.
    pub(crate) fn value(&self, statement: &str) -> Value {
        let rows = self.json(&["sql", statement]);
        let row = rows
            .as_array()
            .unwrap()
            .first()
            .unwrap()
            .as_object()
            .unwrap();
        row.values().next().cloned().unwrap_or(Value::Null)
    }

    pub(crate) fn assert_sound(&self) {
        let output = self.output(&["check", "--json"]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "check: {text} {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Every current view as text, ordered, without the columns that tell of the receipt.
    pub(crate) fn tables(&self) -> Vec<(String, String)> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        // In this process: a process a table would spend its time in starting.
        runtime.block_on(async { dump(&self.session().await).await })
    }

    /// Every table at HEAD.
    pub(crate) async fn session(&self) -> lake::Session {
        let home = store::Home::open(&self.path()).unwrap();
        let state = store::Sqlite::open(&home.state()).unwrap();
        let head = state.get(&store::key::head()).await.unwrap().unwrap();
        let head: pipeline::Head = serde_json::from_value(head.body).unwrap();
        let tables = lake::Warehouse::folder(&home.warehouse().join("tables")).unwrap();
        let options = lake::Options::default();
        lake::Session::open(&tables, &head, &options).await.unwrap()
    }
}

/// Every current view of a session as text, ordered, without the columns that tell of the receipt.
pub(crate) async fn dump(session: &lake::Session) -> Vec<(String, String)> {
    let receipt = [
        "file_id",
        "unit_id",
        "member",
        "generation",
        "record",
        "byte",
        "interchange",
        "group_ordinal",
        "set_ordinal",
        "tier",
        "month",
    ];
    let mut dump = vec![];
    // What is one a file, by definition, tells of receipts only; how cases came about, of when they were looked at.
    let of_files = ["file", "unit", "excluded_unit", "denial", "work_event"];
    for meta in tables::ALL.iter().filter(|m| !of_files.contains(&m.name)) {
        let sql = format!("select * from {}", meta.name);
        let rows = session.sql(&sql).await.unwrap().collect().await.unwrap();
        let mut lines: Vec<String> = vec![];
        for mut row in objects(&rows) {
            receipt.iter().for_each(|column| drop(row.remove(*column)));
            lines.push(Value::Object(row).to_string());
        }
        lines.sort();
        dump.push((meta.name.to_owned(), lines.join("\n")));
    }
    dump
}

/// Rows as JSON objects.
pub(crate) fn objects(rows: &[RecordBatch]) -> Vec<Map<String, Value>> {
    let mut writer = WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, JsonArray>(vec![]);
    for batch in rows.iter().filter(|batch| batch.num_rows() > 0) {
        writer.write(batch).unwrap();
    }
    writer.finish().unwrap();
    let text = writer.into_inner();
    if text.is_empty() {
        return vec![];
    }
    serde_json::from_slice(&text).unwrap()
}

/// Two dumps are the same, or the first line that differs is said.
pub(crate) fn assert_same(expected: &[(String, String)], found: &[(String, String)], what: &str) {
    for ((name, a), (other, b)) in expected.iter().zip(found) {
        assert_eq!(name, other);
        if a == b {
            continue;
        }
        let (a, b): (Vec<&str>, Vec<&str>) = (a.lines().collect(), b.lines().collect());
        let first = a.iter().zip(&b).find(|(x, y)| x != y);
        panic!(
            "{what}: {name} differs: {} rows, then {}; first {first:#?}",
            a.len(),
            b.len()
        );
    }
    assert_eq!(expected.len(), found.len());
}

pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../events/sample")
        .canonicalize()
        .unwrap()
}

/// The sample's files that are dropped (not its script and answers), by name.
pub(crate) fn sample_files() -> Vec<PathBuf> {
    let kept = |path: &PathBuf| {
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        ["edi", "csv", "txt"].contains(&ending)
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(sample())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(kept)
        .collect();
    files.sort();
    assert!(files.len() > 20);
    files
}

/// A small generator of numbers: the same seed, the same test.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }

    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for i in (1..values.len()).rev() {
            values.swap(i, self.below(i + 1));
        }
    }
}
