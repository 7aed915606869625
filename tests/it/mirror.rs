//! Cases and what people do with them are tables: the same as on the command line, once, whoever dies when.

use serde_json::{Value, json};

use crate::denials::{cases, lives, only, write};
use crate::harness::Home;

/// A home with the cases of [`lives`], and people who worked on one of them.
fn worked_on() -> (Home, String) {
    let home = Home::new();
    write(&home, lives().get(..1).unwrap());
    let id = only(&cases(&home), "AUTH")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let act = |words: &[&str]| home.json(&[&["denials"], words, &["--as", "ana"]].concat());
    act(&["start", &id, "--minutes", "5"]);
    act(&["move", &id, "appeal-draft"]);
    act(&["move", &id, "appeal-review"]);
    act(&[
        "move",
        &id,
        "appeal-filed",
        "--packet",
        "letter",
        "--good-cause",
        "flood",
    ]);
    act(&["note", &id, "--reason", "called them"]);
    write(&home, lives().get(1..).unwrap());
    cases(&home);
    (home, id)
}

/// What the views say of cases, events and appeals.
fn seen(home: &Home) -> [Value; 3] {
    [
        "select case_id, version, queue, kind, category, state, resolution, denied_amount, current_denied_amount,
             open_amount, recovered_amount, expected_amount, owner, minutes, flags, changed_ts, resolved_as, resolved_on
         from denial order by case_id",
        "select case_id, nth, action, event_ts, actor, automated_flag, from_state, to_state, said, minutes_spent,
             packet, digest_before, digest_after
         from work_event order by case_id, nth",
        "select case_id, level, filed_on, decision, decided_on, packet from appeal order by case_id, level",
    ]
    .map(|sql| home.json(&["sql", "--include-test", sql]))
}

fn batch(home: &Home) -> Value {
    home.json(&["check"])["batch"].clone()
}

fn own_files(home: &Home) -> usize {
    let files = home.json(&["files", "list", "--source", "claimlake"]);
    files["files"].as_array().unwrap().len()
}

#[test]
fn cases_are_tables_as_the_command_line_has_them() {
    let (home, id) = worked_on();
    let [denial, work_event, appeal] = seen(&home);
    let listed = cases(&home);
    let rows = denial.as_array().unwrap();
    assert_eq!(rows.len(), listed.len());
    for row in rows {
        let mut same = listed.iter().filter(|case| case["id"] == row["case_id"]);
        let case = same.next().unwrap();
        for name in [
            "kind",
            "category",
            "state",
            "resolution",
            "denied_amount",
            "current_denied_amount",
            "open_amount",
            "recovered_amount",
            "owner",
        ] {
            assert_eq!(row[name], case[name], "{name}");
        }
        assert_ne!(row["changed_ts"], Value::Null, "its event is there");
    }
    // Denied again after the appeal, taken back and paid.
    let case = rows.iter().find(|row| row["case_id"] == *id).unwrap();
    assert_eq!(
        (&case["state"], &case["resolved_as"]),
        (&json!("CLOSED"), &json!("overturned"))
    );
    assert_eq!(
        (&case["minutes"], &case["resolved_on"]),
        (&json!(5), &json!("2026-02-09"))
    );
    let shown = home.json(&["denials", "show", &id]);
    let of_case = work_event.as_array().unwrap().iter();
    let of_case: Vec<&Value> = of_case.filter(|row| row["case_id"] == *id).collect();
    let events = shown["events"].as_array().unwrap();
    assert_eq!(of_case.len(), events.len());
    for (row, event) in of_case.iter().zip(events) {
        let same = [
            ("nth", "nth"),
            ("action", "what"),
            ("actor", "by"),
            ("from_state", "from"),
            ("to_state", "to"),
            ("said", "reason"),
            ("minutes_spent", "minutes"),
        ];
        for (column, name) in same {
            assert_eq!(row[column], event[name], "{column}");
        }
    }
    let filed = &appeal[0];
    assert_eq!(
        (&filed["case_id"], &filed["level"], &filed["packet"]),
        (&json!(id), &json!(1), &json!("letter"))
    );
    assert!(appeal.as_array().unwrap().len() == 1);
    the_kpis_answer(&home);
    home.assert_sound();
}

/// Of the three cases two are initial denials; the other took the place of one of them.
fn the_kpis_answer(home: &Home) {
    let answer = |id: &str| {
        let answer = home.json(&["kpi", id, "--from", "2026-01-01", "--to", "2026-03-01"]);
        let rows = answer["rows"].as_array().unwrap().clone();
        let row = rows.into_iter().next().unwrap();
        let of = |name: &str| row[name].as_str().unwrap().to_owned();
        (
            of("numerator"),
            of("denominator"),
            answer["left_out"].clone(),
        )
    };
    let text = |n: &str, d: &str| (n.to_owned(), d.to_owned());
    let (n, d, left_out) = answer("K37");
    assert_eq!((n, d), text("1", "1"));
    assert_eq!(left_out, json!({"superseded": 1}));
    let (n, d, _) = answer("K40");
    assert_eq!((n, d), text("2", "2"), "197 and 16 are avoidable");
    let (n, d, _) = answer("K41");
    assert_eq!((n, d), text("100.00", "52.50"), "150 at 35 %");
    let (n, d, _) = answer("K72");
    assert_eq!((n, d), text("1", "3"), "the one of MEDNEC waits");
}

#[test]
fn where_nothing_changed_nothing_is_written_and_nobody_looks_for_our_files() {
    let (home, _) = worked_on();
    let (before, files) = (batch(&home), own_files(&home));
    assert!(files > 1);
    home.json(&["denials"]);
    assert_eq!(home.json(&["mirror"])["files"], 0);
    assert_eq!((batch(&home), own_files(&home)), (before, files));
    let listed = home.json(&["files"]);
    let mut listed = listed["files"].as_array().unwrap().iter();
    assert!(listed.all(|file| file["source"] != "claimlake"));
}

/// A rebuild writes what is there already, and more: the views stay as they are. So they do where all that was
/// mirrored before is taken away.
#[test]
fn a_rebuild_gives_the_same_views() {
    let (home, _) = worked_on();
    let expected = seen(&home);
    assert_eq!(home.json(&["mirror", "rebuild"])["files"], 1);
    assert_eq!(seen(&home), expected);
    let files = home.json(&["files", "list", "--source", "claimlake"]);
    let files = files["files"].as_array().unwrap();
    // The last one is the rebuild's.
    for file in files.split_last().unwrap().1 {
        let file = file["file_id"].as_str().unwrap();
        home.json(&["files", "retract", file, "--reason", "test"]);
    }
    assert_eq!(seen(&home), expected);
    home.assert_sound();
}

/// The act holds, its file is pending, and the note that it is written is not there: the next one writes the same
/// rows again.
#[test]
fn who_dies_between_file_and_note_loses_and_doubles_nothing() {
    for point in ["ingest.claimed", "ingest.pending", "round.planned"] {
        let home = Home::new();
        write(&home, lives().get(..1).unwrap());
        let id = only(&cases(&home), "AUTH")["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let words = ["denials", "assign", &id, "--to", "ana", "--as", "ben"];
        let mut command = home.command(&words);
        let output = command.env("CLAIMLAKE_CRASH_AT", point).output().unwrap();
        assert!(!output.status.success(), "{point}: nothing passes there");
        home.json(&[
            "denials",
            "note",
            &id,
            "--as",
            "ana",
            "--reason",
            "called them",
        ]);
        let [denial, work_event, _] = seen(&home);
        assert_eq!(denial[0]["version"], 3, "{point}");
        assert_eq!(denial[0]["owner"], "ana", "{point}");
        let nths: Vec<&Value> = work_event
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["nth"])
            .collect();
        assert_eq!(nths, [1, 2, 3], "{point}");
        home.run(&["sweep"]);
        home.assert_sound();
    }
}

#[test]
fn nobody_else_sends_under_our_name() {
    let (home, _) = worked_on();
    let expected = seen(&home);
    let landed = home.path().join("landing/claimlake");
    let unique = std::fs::read_dir(landed).unwrap().next().unwrap().unwrap();
    let ours = std::fs::read_dir(unique.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let text = std::fs::read_to_string(ours.path()).unwrap();
    let forged = home.inbox("forged").join("changes.ndjson");
    std::fs::write(&forged, text.replace("\"owner\":null", "\"owner\":\"eve\"")).unwrap();
    let dropped = home.drop_paths(std::slice::from_ref(&forged));
    assert_eq!(dropped["files"][0]["status"], "quarantined");
    let reason = dropped["files"][0]["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("source: expected changes of cases from our own feed"),
        "{reason}"
    );
    let words = ["drop", forged.to_str().unwrap(), "--source", "claimlake"];
    let output = home.output(&words);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("expected another source than claimlake"),
        "{said}"
    );
    assert_eq!(seen(&home), expected);
}

/// A payer that gets its name late is another key of its cases: the appeal goes along.
#[test]
fn an_appeal_goes_along_with_its_case() {
    let home = Home::new();
    write(&home, lives().get(..1).unwrap());
    let id = |case: &Value| case["id"].as_str().unwrap().to_owned();
    let unnamed = id(only(&cases(&home), "AUTH"));
    for step in [
        "in-progress",
        "appeal-draft",
        "appeal-review",
        "appeal-filed",
    ] {
        let words = [
            "denials", "move", &unnamed, step, "--as", "ana", "--packet", "letter",
        ];
        home.json(&[&words[..], &["--good-cause", "flood"]].concat());
    }
    let [_, _, before] = seen(&home);
    assert_eq!(before[0]["case_id"], json!(unnamed));
    let payers = home.inbox("payers").join("payers.csv");
    let row = "id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to\n\
               N104,60054,Northlake,commercial,N,2020-01-01,\n";
    std::fs::write(&payers, row).unwrap();
    home.drop_paths(&[payers]);
    let named = id(only(&cases(&home), "AUTH"));
    assert_ne!(named, unnamed);
    let [denial, _, after] = seen(&home);
    assert_eq!(denial.as_array().unwrap().len(), 1);
    let mut expected = before;
    expected[0]["case_id"] = json!(named);
    // What was sent stands in the event of the former key.
    expected[0]["packet"] = Value::Null;
    assert_eq!(after, expected);
}
