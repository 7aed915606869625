//! Every sample event is one that its function takes, whatever stands before it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Home, sample};

fn events() -> PathBuf {
    sample().parent().unwrap().to_owned()
}

fn send(home: &Home, name: &str, words: &[&str]) -> Value {
    let path = events().join(name);
    home.json(&[&["send", path.to_str().unwrap()], words].concat())
}

/// The file's own commands are allowed to see what the events leave behind.
#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one event after the other, each on what the one before left"
)]
fn every_event_is_accepted_by_its_function() {
    let home = Home::new();
    home.drop_paths(&[sample().join("835-test-interchange.edi")]);
    let none: Vec<Value> = vec![];
    let again = |id: u32| {
        let id = format!("059f36b4-87a3-44ab-83d2-66197504{id:04}");
        json!([{"itemIdentifier": id}])
    };
    let taken = [
        ("s3-put.json", json!(none), true),
        ("s3-several.json", json!(none), true),
        ("s3-test-event.json", json!(none), false),
        // A key whose first folder can't name a source comes again, until it is in the dead letter.
        ("s3-odd-keys.json", again(2), true),
        ("s3-doubled.json", json!(none), true),
        ("s3-gone.json", json!(none), false),
        ("s3-not-an-event.json", again(1), false),
    ];
    for (name, failures, wakes) in &taken {
        let sent = send(&home, name, &[]);
        assert_eq!(sent["function"], "ingest", "{name}");
        assert_eq!(&sent["answer"]["batchItemFailures"], failures, "{name}");
        let woke: &[&str] = match wakes {
            true => &["commit-tables", "triage-denials"],
            false => &[],
        };
        assert_eq!(sent["woke"], json!(woke), "{name}");
    }
    let files = home.json(&["files"]);
    let files = files["files"].as_array().unwrap().clone();
    assert_eq!(files.len(), 8, "{files:#?}");
    assert!(files.iter().all(|file| file["state"] == "committed"));
    let by_source = |source: &str| files.iter().filter(|f| f["source"] == source).count();
    assert_eq!((by_source("clearinghouse"), by_source("billing")), (5, 1));
    assert_eq!(by_source("drop"), 2, "dropped, and without a folder");

    let sent = send(&home, "commits.json", &[]);
    assert_eq!(sent["function"], "commit-tables");
    assert_eq!(sent["answer"], json!({"batchItemFailures": []}));
    let sent = send(&home, "batches.json", &[]);
    assert_eq!(sent["function"], "triage-denials");
    assert_eq!(sent["answer"], json!({"batchItemFailures": []}));
    let none = json!({"requests": 0, "bytes": 0});
    for (function, answer) in [
        ("ingest", json!({"files": 0})),
        ("commit-tables", json!({"head": 5})),
        (
            "triage-denials",
            json!({
                "head": 5,
                "more": false,
                "touched": 0,
                "everything": false,
                "cases": 0,
                "written": 0,
                "read": {"base": none, "recent": none, "other": none},
            }),
        ),
    ] {
        let sent = send(&home, "schedule-sweep.json", &["--function", function]);
        assert_eq!(sent["answer"], answer, "{function}");
    }
    let sent = send(&home, "schedule-reconcile.json", &[]);
    assert_eq!(
        (&sent["function"], &sent["answer"]),
        (&json!("ingest"), &json!({"files": 0}))
    );
    assert_eq!(
        send(&home, "schedule-maintain.json", &[])["function"],
        "maintain-tables"
    );

    let reminded = send(&home, "schedule-remind.json", &[]);
    assert_eq!(reminded["function"], "triage-denials");
    assert_eq!(reminded["answer"]["missed"], reminded["answer"]["alerts"]);

    let answer = |name: &str| {
        let sent = send(&home, name, &[]);
        assert_eq!(sent["function"], "answer-kpi", "{name}");
        let body = sent["answer"]["body"].as_str().unwrap().to_owned();
        let body: Value = serde_json::from_str(&body).unwrap();
        (sent["answer"]["statusCode"].as_u64().unwrap(), body)
    };
    let (status, catalogue) = answer("http-catalogue.json");
    assert_eq!(status, 200);
    assert_eq!(
        catalogue,
        home.json(&["kpi"]),
        "as the command line lists them"
    );
    let (status, kpi) = answer("http-kpi.json");
    assert_eq!(status, 200);
    let asked = ["kpi", "K33", "--month", "2026-01", "--by", "payer"];
    assert_eq!(kpi, home.json(&asked), "as the command line answers");
    assert!(!kpi["rows"].as_array().unwrap().is_empty());
    let (status, rows) = answer("http-sql.json");
    let claims = home.value("select count(*) from remit_claim");
    assert_eq!((status, &rows[0]["claims"]), (200, &claims));
    assert_eq!(answer("http-sql-refused.json").0, 403);
    home.assert_sound();
    all_were_sent(&taken.map(|(name, ..)| name));
}

/// An event that no test sends proves nothing.
fn all_were_sent(taken: &[&str]) {
    let others = [
        "commits.json",
        "batches.json",
        "schedule-sweep.json",
        "schedule-reconcile.json",
        "schedule-maintain.json",
        "schedule-remind.json",
        "http-catalogue.json",
        "http-kpi.json",
        "http-sql.json",
        "http-sql-refused.json",
        "stream-work.json",
        "stream-damaged.json",
    ];
    for entry in std::fs::read_dir(events()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_event = Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "json");
        let sent = taken.contains(&name.as_str()) || others.contains(&name.as_str());
        assert!(!is_event || sent, "{name}");
    }
}

/// What the stream brings lands, is ingested and committed; the same again counts once.
#[test]
fn changes_of_cases_become_tables() {
    let home = Home::new();
    for first in [true, false] {
        let sent = send(&home, "stream-work.json", &[]);
        assert_eq!(sent["function"], "mirror-state");
        assert_eq!(sent["answer"], json!({"files": 1}));
        let woken: &[&str] = match first {
            true => &["ingest", "commit-tables", "triage-denials"],
            false => &["ingest", "commit-tables"],
        };
        assert_eq!(sent["woke"], json!(woken));
    }
    let case = "select case_id, version, state, owner, denied_amount, is_initial, dept from denial";
    assert_eq!(
        home.json(&["sql", case]),
        json!([{
            "case_id": "3fa9c01b2d4e5f607182", "version": 2, "state": "ASSIGNED", "owner": "ana",
            "denied_amount": 150.0, "is_initial": true, "dept": "PA",
        }])
    );
    let done = "select nth, actor, to_state, assigned_to from work_event order by nth";
    assert_eq!(
        home.json(&["sql", done]),
        json!([
            {"nth": 1, "actor": "claimlake", "to_state": "NEW", "assigned_to": null},
            {"nth": 2, "actor": "ben", "to_state": "ASSIGNED", "assigned_to": "ana"},
        ])
    );
    let files = home.json(&["files", "list", "--source", "claimlake"]);
    assert_eq!(
        files["files"].as_array().unwrap().len(),
        1,
        "the same bytes"
    );
    // One change that can't be read fails them all.
    let path = events().join("stream-damaged.json");
    let output = home.output(&["send", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("expected a case, but found another event"),
        "{said}"
    );
    let files = home.json(&["files", "list", "--source", "claimlake"]);
    assert_eq!(files["files"].as_array().unwrap().len(), 1);
    home.assert_sound();
}

#[test]
fn what_is_no_event_is_refused_by_name() {
    let home = Home::new();
    let inbox = home.inbox("events");
    for (text, expected) in [
        ("not json", "expected an event in JSON"),
        (
            "{}",
            "expected an event that names its function, but found another",
        ),
        (
            "{\"claimlake\": \"sweep\"}",
            "expected an event that names its function, but found another",
        ),
    ] {
        let path = inbox.join("event.json");
        std::fs::write(&path, text).unwrap();
        let output = home.output(&["send", path.to_str().unwrap()]);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && error.contains(expected),
            "{text}: {error}"
        );
    }
    let path = events().join("http-kpi.json");
    let output = home.output(&["send", path.to_str().unwrap(), "--function", "ingest"]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        error.contains("expected messages of the landing queue"),
        "{error}"
    );
}
