//! Cases and events there and back: state, file, rows.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use convert::{Input, Limits, Report};
use domain::Cents;
use domain::id::OWN_SOURCE;
use jiff::Timestamp;
use jiff::civil::date;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value, json};
use store::{Sqlite, State as _};
use tables::{PartFile, PartFiles, Writers};
use work::{Act, Actor, Facts, Renewal, Renewed, Request, State, With};

use crate::{Error, File, mirror, rebuild};

type Row = Map<String, Value>;

/// A case as triage writes it.
fn facts(open: i64) -> Facts {
    Facts {
        subject: "about".to_owned(),
        is_open: open > 0,
        is_test: false,
        open_amount: open,
        priority: open / 10,
        deadline: Some(date(2026, 7, 10)),
        appeal_deadline: None,
        appealable: true,
        patients: false,
        denied_again: 1,
        denied_on: Some(date(2026, 1, 19)),
        upheld: false,
        body: json!({
            "kind": "denial", "category": "AUTH", "resolution": "partially_overturned",
            "patient_control_number": "A1", "billing_npi": "1234567893", "payer": "Northlake",
            "payer_class": "commercial", "payer_order": "primary", "line": "6R 1", "carc": "197",
            "rarc": ["N56", "M76"], "unmapped": true, "is_initial": true,
            "adjustments": [
                {"group": "PR", "carc": "197", "amount": 1},
                {"group": "CO", "carc": "197", "amount": 14_999},
                {"group": "OA", "carc": "50", "amount": 20_000},
            ],
            "denied_amount": 15_000, "current_denied_amount": open, "recovered_amount": 5, "recurrences": 1,
            "parent": "b", "opened_on": "2026-01-12", "denied_on": "2026-01-19", "ended_on": "2026-02-09",
            "unbalanced": true, "expected_amount": 5_250, "deadline_rule": "rule",
            "steps": [], "steps_left_out": 0,
        }),
    }
}

struct World {
    _folder: tempfile::TempDir,
    state: Sqlite,
    runtime: tokio::runtime::Runtime,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let state = Sqlite::open(&folder.path().join("state.db")).unwrap();
        World {
            _folder: folder,
            state,
            runtime: tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap(),
        }
    }

    fn receives(&self, id: &str, facts: Option<Facts>) {
        self.runtime.block_on(async {
            let before = work::item(&self.state, id).await.unwrap();
            let renewal = Renewal {
                id: id.to_owned(),
                queue: "denials".to_owned(),
                facts,
                n: 3,
            };
            let known = before.as_ref().map(|before| &before.item);
            let renewed = work::renew(known, &renewal, Timestamp::UNIX_EPOCH);
            let Renewed::Write(after, event) = renewed else {
                return;
            };
            let ops = work::ops(before.as_ref(), &after, &event).unwrap();
            self.state.transact(ops).await.unwrap();
        });
    }

    fn acts(&self, id: &str, act: Act) {
        let by = Actor {
            name: "ana".to_owned(),
            role: Some("manager".to_owned()),
        };
        let at = Timestamp::from_second(1_770_000_000).unwrap();
        let request = Request {
            reason: Some("said".to_owned()),
            minutes: Some(5),
            ..Request::new(act, by, at, date(2026, 2, 10))
        };
        let done = work::act(&self.state, id, None, &request);
        self.runtime.block_on(done).unwrap();
    }

    /// What changed, as files.
    fn mirrored(&self) -> Vec<File> {
        let mut files = vec![];
        let mirrored = mirror(&self.state, async |file| {
            files.push(file);
            Ok::<(), Error>(())
        });
        let count = self.runtime.block_on(mirrored).unwrap();
        assert_eq!(usize::try_from(count).unwrap(), files.len());
        files
    }

    fn rebuilt(&self) -> Vec<File> {
        let mut files = vec![];
        let rebuilt = rebuild(&self.state, async |file| {
            files.push(file);
            Ok::<(), Error>(())
        });
        self.runtime.block_on(rebuilt).unwrap();
        files
    }
}

/// Finished parts by table.
#[derive(Debug, Default, Clone)]
struct Memory(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

struct Open {
    to: Memory,
    table: String,
    bytes: Vec<u8>,
}

impl PartFiles for Memory {
    fn create(&self, table: &str, _path: &str) -> io::Result<Box<dyn PartFile>> {
        Ok(Box::new(Open {
            to: self.clone(),
            table: table.to_owned(),
            bytes: vec![],
        }))
    }
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PartFile for Open {
    fn finish(self: Box<Self>) -> io::Result<()> {
        self.to.0.lock().unwrap().insert(self.table, self.bytes);
        Ok(())
    }
}

/// Both passes over a file of a feed, and the rows that came of it.
fn ingested(bytes: &[u8], source_system: &str) -> (Report, BTreeMap<String, Vec<Row>>) {
    let limits = Limits::default();
    let survey = convert::survey(&mut Cursor::new(bytes), &limits).unwrap();
    let memory = Memory::default();
    let mut writers = Writers::new(Arc::new(memory.clone()), "part".to_owned());
    let file_id = "f".repeat(64);
    let input = Input {
        source_system,
        contract: "",
        file_id: &file_id,
        generation: 1,
    };
    let bytes = &mut Cursor::new(bytes);
    let report = convert::convert(bytes, &survey, &input, &limits, &mut writers).unwrap();
    writers.finish().unwrap();
    let parts = std::mem::take(&mut *memory.0.lock().unwrap());
    let parts = parts.into_iter().map(|(table, part)| (table, rows(part)));
    (report, parts.collect())
}

fn rows(part: Vec<u8>) -> Vec<Row> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(part)).unwrap();
    let batches: Vec<_> = reader.build().unwrap().map(Result::unwrap).collect();
    let mut json = vec![];
    let mut writer = arrow::json::LineDelimitedWriter::new(&mut json);
    writer
        .write_batches(&batches.iter().collect::<Vec<_>>())
        .unwrap();
    writer.finish().unwrap();
    let lines = json.split(|byte| *byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn lines(file: &File) -> Vec<Row> {
    let lines = file.bytes.split(|byte| *byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn same(written: &Value, read: &Value) -> bool {
    match (written, read) {
        (Value::String(text), Value::Number(number)) => {
            Cents::parse(text.as_bytes()) == Cents::parse(number.to_string().as_bytes())
        }
        (written, read) => written == read,
    }
}

/// Every column is written, nothing else is, and what is written is what is read.
#[test]
fn a_case_and_its_events_come_back_whole() {
    let world = World::new();
    world.receives("a", Some(facts(15_000)));
    world.acts(
        "a",
        Act::Assign {
            owner: "ana".to_owned(),
        },
    );
    world.acts(
        "a",
        Act::Step {
            to: State::InProgress,
        },
    );
    let until = date(2026, 3, 1);
    world.acts("a", Act::Snooze { until });
    world.receives("a", Some(facts(14_000)));
    let files = world.mirrored();
    let [file] = files.as_slice() else {
        panic!("expected one file, but found {files:?}");
    };
    let (report, found) = ingested(&file.bytes, OWN_SOURCE);
    assert_eq!((report.rejects, report.refusal), (0, None));
    assert_eq!((report.records.read, report.records.mapped), (7, 7));
    let mut read: BTreeMap<&str, std::slice::Iter<'_, Row>> = found
        .iter()
        .map(|(table, rows)| (table.as_str(), rows.iter()))
        .collect();
    for line in lines(file).iter().skip(1) {
        let (table, written) = line.iter().next().unwrap();
        let row = read.get_mut(table.as_str()).unwrap().next().unwrap();
        let meta = tables::ALL.iter().find(|meta| meta.name == table).unwrap();
        let columns = meta.columns();
        let own = columns.iter().map(|column| column.name);
        let own: BTreeSet<&str> = own.skip(11).chain(["is_test"]).collect();
        let written = written.as_object().unwrap();
        let names: BTreeSet<&str> = written.keys().map(String::as_str).collect();
        assert_eq!(names, own, "{table}");
        for (name, value) in written {
            let read = row.get(name).unwrap_or(&Value::Null);
            assert!(same(value, read), "{table}.{name}: {value} and {read}");
        }
    }
    let row = &found["denial"][0];
    let expected = json!({
        "case_id": "a", "version": 5, "group_code": "CO", "carc": "197", "rarcs": "N56 M76", "state": "SNOOZED",
        "owner": "ana", "snoozed_until": "2026-03-01", "flags": "changed_since", "minutes": 15, "batch": 3,
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&row[name], value, "{name}");
    }
    let actions: Vec<&Value> = found["work_event"]
        .iter()
        .map(|row| &row["action"])
        .collect();
    assert_eq!(
        actions,
        ["opened", "assigned", "stepped", "snoozed", "changed"]
    );
}

#[test]
fn nothing_changed_is_no_file_and_the_same_state_is_the_same_files() {
    let world = World::new();
    assert_eq!(world.mirrored(), []);
    for id in ["a1", "b2", "a3"] {
        world.receives(id, Some(facts(15_000)));
    }
    assert_eq!(world.mirrored().len(), 1);
    assert_eq!(world.mirrored(), []);
    world.receives("b2", Some(facts(15_000)));
    assert_eq!(world.mirrored(), [], "the same facts are no change");
    world.receives("b2", None);
    let files = world.mirrored();
    assert_eq!(files[0].rows, 2, "the case and its event");
    assert_eq!(world.rebuilt(), world.rebuilt());
    let all = world.rebuilt();
    assert_eq!(all.iter().map(|file| file.rows).sum::<u64>(), 3 + 4);
}

/// Whoever dies with the file written finds the same changes again.
#[test]
fn what_was_not_struck_off_is_written_again() {
    let world = World::new();
    world.receives("a", Some(facts(15_000)));
    let mut first = None;
    let died = mirror(&world.state, async |file| {
        first = Some(file);
        Err(Error::Damaged("nothing: it died"))
    });
    world.runtime.block_on(died).unwrap_err();
    let again = world.mirrored();
    assert_eq!(
        again,
        [first.unwrap()],
        "the same bytes under the same name"
    );
    assert_eq!(world.mirrored(), []);
}

#[test]
fn a_file_of_another_feed_is_refused() {
    let world = World::new();
    world.receives("a", Some(facts(15_000)));
    let file = world.mirrored().remove(0);
    let (report, rows) = ingested(&file.bytes, "clinic");
    assert_eq!(report.refusal.unwrap().code, "source");
    assert!(rows.is_empty(), "{rows:?}");
}

#[test]
fn a_bad_line_is_refused_by_its_place_and_says_nothing_of_itself() {
    let world = World::new();
    world.receives("a", Some(facts(15_000)));
    let file = world.mirrored().remove(0);
    let text = String::from_utf8(file.bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let secret = lines[2].replace("\"15", "\"SMITH15");
    let text = [lines[0], &secret, "{\"denial\":", lines[1], "", lines[2]].join("\n");
    let (report, rows) = ingested(text.as_bytes(), OWN_SOURCE);
    let records = report.records;
    assert_eq!((records.read, records.mapped, records.rejected), (6, 3, 3));
    let rejects = &rows["reject"];
    let places: Vec<&Value> = rejects.iter().map(|row| &row["record"]).collect();
    assert_eq!(places, [2, 3, 5]);
    let said = serde_json::to_string(rejects).unwrap();
    assert!(!said.contains("SMITH"), "{said}");
    assert_eq!((rows["denial"].len(), rows["work_event"].len()), (1, 1));
}

#[test]
fn another_format_is_refused_whole() {
    let text = b"{\"claimlake\":\"changes\",\"format\":2}\n";
    let (report, _) = ingested(text, OWN_SOURCE);
    assert_eq!(report.refusal.unwrap().code, "format");
}

/// What a step came with is in its event.
#[test]
fn nothing_of_an_event_is_left_out() {
    let with = With {
        owner: Some("ana".to_owned()),
        until: Some(date(2026, 3, 1)),
        packet: Some("packet".to_owned()),
        good_cause: Some("flood".to_owned()),
        claim: Some("A1-2".to_owned()),
        waiver: true,
        write_off: Some("charity".to_owned()),
        moved: Some("b".to_owned()),
        alert: Some(work::Alert {
            deadline: date(2026, 3, 9),
            stage: work::Stage::Days7,
        }),
    };
    let event = work::Event {
        item: "a".to_owned(),
        nth: 7,
        is_test: true,
        made: work::Made::Stepped,
        at: Timestamp::UNIX_EPOCH,
        by: "ana".to_owned(),
        role: Some("manager".to_owned()),
        automatic: false,
        from: Some(State::Correction),
        to: State::Resubmitted,
        reason: Some("said".to_owned()),
        minutes: Some(3),
        with,
        before: Some("0".to_owned()),
        after: "1".to_owned(),
    };
    let mut rows = crate::Rows::default();
    let body = serde_json::to_value(event).unwrap();
    rows.add(&store::key::work_event("a", 7), body).unwrap();
    rows.add(&store::key::head(), json!({})).unwrap();
    let file = rows.take().unwrap();
    assert_eq!(file.rows, 1, "HEAD is nobody's work");
    let (_, found) = ingested(&file.bytes, OWN_SOURCE);
    let row = &found["work_event"][0];
    let nulls = tables::ALL.iter().find(|meta| meta.name == "work_event");
    let nulls = nulls
        .unwrap()
        .columns()
        .into_iter()
        .map(|column| column.name);
    let nulls: Vec<&str> = nulls.filter(|name| !row.contains_key(*name)).collect();
    assert_eq!(nulls, ["member", "event_time"]);
    assert_eq!(row["is_test"], true);
}
