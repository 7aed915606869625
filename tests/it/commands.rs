//! Each command as its help promises it.

use serde_json::Value;

use crate::harness::{Home, assert_same, sample, sample_files};

fn file_named<'a>(dropped: &'a Value, name: &str) -> &'a Value {
    let mut files = dropped["files"].as_array().unwrap().iter();
    files
        .find(|f| f["path"].as_str().unwrap().ends_with(name))
        .unwrap()
}

#[test]
fn drop_says_what_became_of_each_file() {
    let home = Home::new();
    let dropped = home.drop_paths(&sample_files());
    let of = |name: &str| file_named(&dropped, name);
    assert_eq!(of("837P-2026-01.edi")["status"], "committed");
    assert_eq!(of("837P-2026-01.edi")["sets"][0]["type"], "837P");
    assert_eq!(of("837I-2026-01.edi")["sets"][0]["type"], "837I");
    assert_eq!(of("not-a-remittance.txt")["status"], "quarantined");
    assert!(
        of("not-a-remittance.txt")["reason"]
            .as_str()
            .unwrap()
            .contains("expected")
    );
    assert_eq!(
        of("835-12302-2026-01-reissued.edi")["sets"][0]["excluded"],
        "held"
    );
    assert_eq!(of("835-test-interchange.edi")["sets"][0]["test"], true);
    let twins = ["835-60054-2026-01.edi", "835-60054-2026-01-rewrapped.edi"];
    let excluded: Vec<&Value> = twins
        .iter()
        .map(|n| &of(n)["sets"][0]["excluded"])
        .collect();
    assert!(
        excluded.contains(&&Value::Null) && excluded.contains(&&Value::from("duplicate")),
        "{excluded:?}"
    );
    let statuses = ["835-60054-2026-01.edi", "835-60054-2026-01-sent-again.edi"]
        .map(|n| of(n)["status"].clone());
    assert!(
        statuses.contains(&"duplicate".into()) && statuses.contains(&"committed".into()),
        "{statuses:?}"
    );
    let bad = &of("835-bad-amount.edi")["records"];
    assert!(bad["rejected"].as_u64().unwrap() > 0, "{bad}");
    assert_eq!(dropped["totals"]["test_sets"], 1);
    let rows = &of("837P-2026-01.edi")["sets"][0]["rows"];
    assert_eq!(rows["claim"], 80);
    assert_eq!(rows["claim_line"], 160);
}

#[test]
fn rejects_name_place_code_and_what_was_expected_and_no_content() {
    let home = Home::new();
    home.drop_paths(&sample_files());
    let rejects = home.json(&["rejects"]);
    let rejects = rejects["rejects"].as_array().unwrap();
    assert_eq!(rejects.len(), 1, "{rejects:?}");
    assert_eq!(rejects[0]["segment_id"], "CLP");
    assert_eq!(rejects[0]["code_list"], "IK403");
    assert!(
        rejects[0]["expected"]
            .as_str()
            .unwrap()
            .contains("expected at most 2 decimals")
    );
    for output in [
        home.output(&["rejects"]),
        home.output(&["files"]),
        home.output(&["drop", sample().to_str().unwrap()]),
    ] {
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        for name in ["ALDER", "JUNIPER", "M0000004", "12.345"] {
            assert!(!said.contains(name), "{name} in\n{said}");
        }
    }
}

#[test]
fn a_retracted_file_stays_out_until_it_is_restored() {
    let home = Home::new();
    let files = sample_files();
    let dropped = home.drop_paths(&files);
    let before = home.tables();
    let id = file_named(&dropped, "835-87726-2026-01.edi")["file_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let count = "select count(*) from remit_claim where trace_number = 'EFT013'";
    let all = home.value(count);
    assert_ne!(all, 0);
    home.run(&["files", "retract", &id[..12], "--reason", "another clinic"]);
    assert_eq!(home.value(count), 0);
    assert_eq!(home.value("select count(*) from raw.remit_claim where trace_number = 'EFT013' and excluded = 'retracted'"), all);
    let again = home.drop_paths(&files);
    assert_eq!(
        file_named(&again, "835-87726-2026-01.edi")["status"],
        "duplicate"
    );
    assert_eq!(
        home.value(count),
        0,
        "a retraction survives another delivery"
    );
    home.run(&["files", "restore", &id]);
    assert_eq!(home.value(count), all);
    home.assert_sound();
    assert_same(&before, &home.tables(), "restored");
}

#[test]
fn the_other_twin_comes_back_when_the_living_one_goes() {
    let home = Home::new();
    let dropped = home.drop_paths(&sample_files());
    let before = home.tables();
    let twins = ["835-60054-2026-01.edi", "835-60054-2026-01-rewrapped.edi"]
        .map(|n| file_named(&dropped, n).clone());
    let living = twins
        .iter()
        .find(|t| t["sets"][0]["excluded"].is_null())
        .unwrap()["file_id"]
        .as_str()
        .unwrap();
    let other = twins
        .iter()
        .find(|t| !t["sets"][0]["excluded"].is_null())
        .unwrap()["file_id"]
        .as_str()
        .unwrap();
    home.run(&["files", "retract", living, "--reason", "test"]);
    let shown = home.json(&["files", "show", other]);
    assert_eq!(shown["sets"][0]["excluded"], Value::Null);
    home.assert_sound();
    // The same document: every table is as before, but for the time its envelope names.
    assert_eq!(
        home.tables()
            .iter()
            .map(|t| t.1.lines().count())
            .collect::<Vec<_>>(),
        before
            .iter()
            .map(|t| t.1.lines().count())
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_held_document_waits_for_a_person() {
    let home = Home::new();
    let dropped = home.drop_paths(&sample_files());
    let held = file_named(&dropped, "835-12302-2026-01-reissued.edi");
    let unit = held["sets"][0]["unit_id"].as_str().unwrap().to_owned();
    let count = format!("select count(*) from remit_claim where unit_id = '{unit}'");
    assert_eq!(home.value(&count), 0);
    home.run(&["files", "decide", &unit, "--keep"]);
    assert_ne!(home.value(&count), 0);
    home.run(&["files", "decide", &unit, "--discard"]);
    assert_eq!(home.value(&count), 0);
    let shown = home.json(&["files", "show", held["file_id"].as_str().unwrap()]);
    assert_eq!(shown["sets"][0]["excluded"], "discarded");
    home.assert_sound();
}

#[test]
fn a_replay_replaces_the_rows_by_the_same_rows() {
    let home = Home::new();
    let dropped = home.drop_paths(&sample_files());
    let before = home.tables();
    for file in dropped["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["status"] == "committed")
    {
        home.run(&["files", "replay", file["file_id"].as_str().unwrap()]);
    }
    assert_ne!(
        home.value("select count(*) from raw.remit_claim where excluded = 'replayed'"),
        0
    );
    home.assert_sound();
    assert_same(&before, &home.tables(), "replayed");
}

#[test]
fn test_interchanges_are_hidden_unless_asked_for() {
    let home = Home::new();
    home.drop_paths(&sample_files());
    let statement = "select count(*) from remit_claim where trace_number = 'TEST01'";
    assert_eq!(home.value(statement), 0);
    assert_eq!(
        home.json(&["sql", statement, "--include-test"])[0]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap(),
        2
    );
    let output = home
        .command(&["sql", statement, "--json"])
        .env("CLAIMLAKE_INCLUDE_TEST", "1")
        .output()
        .unwrap();
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows[0].as_object().unwrap().values().next().unwrap(), 2);
}

#[test]
fn sql_only_reads() {
    let home = Home::new();
    home.drop_paths(&sample_files()[..2]);
    let outside = home.inbox("out").join("x.csv");
    for statement in [
        "drop table remit_claim",
        "insert into remit_claim select * from remit_claim",
        &format!("copy (select 1) to '{}'", outside.display()),
        "create external table t stored as csv location '/etc/passwd'",
        "select * from '/etc/passwd'",
        "set datafusion.execution.batch_size = 1",
        "select 1; select 2",
    ] {
        let output = home.output(&["sql", statement]);
        assert_eq!(output.status.code(), Some(1), "{statement}");
        assert!(!output.stderr.is_empty(), "{statement}");
    }
    assert!(!outside.exists());
}

#[test]
fn sql_prints_in_every_format() {
    let home = Home::new();
    home.drop_paths(&sample_files()[..2]);
    let statement = "select 1 as one, cast('12.50' as decimal(18,2)) as amount, 'a,b' as text";
    assert!(home.run(&["sql", statement]).contains("12.50"));
    assert_eq!(
        home.run(&["sql", statement, "--format", "csv"]),
        "one,amount,text\n1,12.50,\"a,b\"\n"
    );
    assert_eq!(home.json(&["sql", statement])[0]["text"], "a,b");
    let parquet = home
        .output(&["sql", statement, "--format", "parquet"])
        .stdout;
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    let file = home.inbox("q").join("q.sql");
    std::fs::write(&file, statement).unwrap();
    assert!(
        home.run(&["sql", "-f", file.to_str().unwrap()])
            .contains("a,b")
    );
}

#[test]
fn payers_may_come_before_or_after() {
    let class = "select payer_name, payer_class, count(*) as n from remit_claim group by 1, 2 order by 1, 2";
    let mut files = sample_files();
    files.sort_by_key(|p| !p.ends_with("payers.csv"));
    let mut answers = vec![];
    for _ in 0..2 {
        let home = Home::new();
        for file in &files {
            home.drop_paths(std::slice::from_ref(file));
        }
        answers.push(home.json(&["sql", class]));
        files.reverse();
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0][0]["payer_class"], "commercial");

    let home = Home::new();
    files.retain(|p| !p.ends_with("payers.csv"));
    home.drop_paths(&files);
    let without = home.json(&["sql", class]);
    assert!(
        without
            .as_array()
            .unwrap()
            .iter()
            .all(|r| r["payer_class"] == "unknown"),
        "{without}"
    );
    let n = |rows: &Value| {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|r| r["n"].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(
        n(&without),
        n(&answers[0]),
        "an unknown payer drops no claim"
    );
}

#[test]
fn exit_codes_are_as_documented() {
    let home = Home::new();
    assert_eq!(home.output(&["nonsense"]).status.code(), Some(2));
    assert_eq!(
        home.output(&["kpi", "K33", "--from", "2026-02-30", "--to", "2026-03-01"])
            .status
            .code(),
        Some(2)
    );
    for too_little in [&["kpi", "K33"][..], &["kpi", "K33", "--month", "2026-3"]] {
        let output = home.output(too_little);
        assert_eq!(output.status.code(), Some(2), "{too_little:?}");
    }
    assert_eq!(
        home.output(&["drop", "/no/such/file"]).status.code(),
        Some(1)
    );
    assert_eq!(
        home.output(&["files", "show", "ffff"]).status.code(),
        Some(1)
    );
    assert_eq!(home.output(&["check"]).status.code(), Some(0));
}

#[test]
fn a_home_that_is_not_there_is_an_error_and_is_not_made() {
    let home = Home::new();
    let says = format!(
        "claimlake: expected a home at {}, but found none; `claimlake drop` makes one\n",
        home.path().display()
    );
    for words in [
        &["files"][..],
        &["files", "show", "ffff"],
        &["rejects"],
        &["sql", "select 1"],
        &["kpi", "K33", "--month", "2026-03"],
        &["tables"],
        &["check"],
        &["sweep"],
    ] {
        let output = home.output(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), says, "{words:?}");
        assert!(!home.path().exists(), "{words:?}");
    }
    // A folder of something else is none either.
    let other = home.inbox("other");
    let output = home.output(&["--home", other.to_str().unwrap(), "files"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(other).unwrap().count(), 0);
    for words in [&["kpi"][..], &["completions", "bash"], &["json-schemas"]] {
        home.run(words);
        assert!(!home.path().exists(), "{words:?}");
    }
}

/// Whoever runs the tests as root reads everything, so that a file that is gone stands for one that can't
/// be read.
#[test]
fn one_file_that_cannot_be_read_keeps_no_other_from_being_taken_in() {
    let home = Home::new();
    let inbox = home.inbox("mixed");
    let (one, two) = (inbox.join("a.edi"), inbox.join("c.edi"));
    std::fs::copy(sample().join("835-87726-2026-01.edi"), &one).unwrap();
    std::fs::copy(sample().join("835-87726-2026-02.edi"), &two).unwrap();
    let missing = inbox.join("b.edi");
    let words = ["drop", "--json"];
    let paths = [&one, &missing, &two].map(|path| path.to_str().unwrap());
    let output = home.output(&[&words[..], &paths[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    let dropped: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(dropped["totals"]["committed"], 2, "{dropped}");
    assert_eq!(dropped["totals"]["failed"], 1);
    assert_eq!(dropped["failed"][0]["path"], paths[1]);
    assert_eq!(
        dropped["failed"][0]["reason"],
        "expected a file or folder, but found: entity not found"
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "claimlake: expected to take in every file, but found 1 that could not be\n"
    );
    home.assert_sound();
    let files = home.json(&["files"]);
    for file in files["files"].as_array().unwrap() {
        assert_eq!(file["state"], "committed", "nothing is left pending");
    }
    let text = home.output(&[&["drop"], &paths[..]].concat());
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(
        text.contains("failed") && text.contains("1 could not be taken in"),
        "{text}"
    );
}

#[test]
fn a_file_that_was_quarantined_says_why_again() {
    let home = Home::new();
    let path = [sample().join("not-a-remittance.txt")];
    let first = home.drop_paths(&path);
    let again = home.drop_paths(&path);
    assert_eq!(first["files"][0]["status"], "quarantined");
    assert_eq!(again["files"][0]["status"], "duplicate");
    assert!(first["files"][0]["reason"].is_string());
    assert_eq!(again["files"][0]["reason"], first["files"][0]["reason"]);
    assert!(
        home.run(&["drop", path[0].to_str().unwrap()])
            .contains("expected")
    );
}

#[test]
fn rejects_are_all_there_for_programs_and_counted_for_people() {
    let home = Home::new();
    let inbox = home.inbox("bad");
    let bad = std::fs::read_to_string(sample().join("835-bad-amount.edi")).unwrap();
    // As many files, by what stands before the interchange.
    for n in 0..120 {
        let text = format!("{}{bad}", "\n".repeat(n));
        std::fs::write(inbox.join(format!("{n:03}.edi")), text).unwrap();
    }
    home.drop_paths(&[inbox]);
    let all = home.json(&["rejects"]);
    assert_eq!(all["total"], 120);
    assert_eq!(all["rejects"].as_array().unwrap().len(), 120);
    let some = home.json(&["rejects", "--limit", "7"]);
    assert_eq!(some["total"], 120);
    assert_eq!(some["rejects"].as_array().unwrap().len(), 7);
    let text = home.run(&["rejects"]);
    assert!(
        text.ends_with("the first 100 of 120 only; --limit shows more\n"),
        "{text}"
    );
    assert!(!home.run(&["rejects", "--limit", "120"]).contains("only"));
}

#[test]
fn check_finds_what_a_dead_process_left_behind() {
    let home = Home::new();
    let files = sample_files();
    home.drop_paths(&files[..2]);
    let words = ["drop", files[5].to_str().unwrap()];
    let mut command = home.command(&words);
    let output = command
        .env("CLAIMLAKE_CRASH_AT", "ingest.claimed")
        .output()
        .unwrap();
    assert!(!output.status.success());
    // Killed between landing and ingest: the ledger knows nothing of it.
    let landed = std::fs::read_dir(home.path().join("landing/drop")).unwrap();
    let mut landed: Vec<_> = landed.map(|e| e.unwrap().path()).collect();
    landed.sort();
    let (dead, name) = (landed.last().unwrap(), "SMITH_JOHN.edi");
    let unique = dead.file_name().unwrap().to_str().unwrap();
    let (time, rest) = unique.split_once('-').unwrap();
    let before = format!("{:020}-{rest}", time.parse::<i64>().unwrap() - 1);
    let orphan = dead.with_file_name(before);
    std::fs::create_dir(&orphan).unwrap();
    std::fs::copy(&files[6], orphan.join(name)).unwrap();

    let output = home.output(&["check", "--json"]);
    assert_eq!(output.status.code(), Some(0), "nothing is lost");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["violations"], serde_json::json!([]));
    let found = found["unfinished"].as_array().unwrap();
    assert_eq!(found.len(), 2, "{found:?}");
    for waits in found {
        let says = waits["says"].as_str().unwrap();
        assert!(says.ends_with("`claimlake sweep` takes it up"), "{says}");
        assert!(!waits.to_string().contains(name));
    }
    // A drop takes it up as well.
    let dropped = home.drop_paths(&files[..1]);
    assert_eq!(dropped["totals"]["taken_up"], 2);
    home.assert_sound();
    let checked = home.json(&["check"]);
    assert_eq!(checked["unfinished"], serde_json::json!([]));
}

/// What a drop converted and did not commit.
#[test]
fn check_finds_what_waits_for_a_round() {
    let home = Home::new();
    let files = sample_files();
    for (point, file) in [("ingest.pending", &files[0]), ("round.planned", &files[1])] {
        let mut command = home.command(&["drop", file.to_str().unwrap()]);
        let output = command.env("CLAIMLAKE_CRASH_AT", point).output().unwrap();
        assert!(!output.status.success());
    }
    let found = home.json(&["check"]);
    let found = found["unfinished"].as_array().unwrap();
    assert_eq!(found.len(), 2, "{found:?}");
    home.run(&["sweep"]);
    let checked = home.json(&["check"]);
    assert_eq!(checked["unfinished"], serde_json::json!([]));
    home.assert_sound();
}

/// A folder that was there before, and was open to others, is closed when it becomes a home.
#[test]
fn nothing_in_a_home_is_for_others_to_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let root = home.path();
    std::fs::create_dir(&root).unwrap();
    std::fs::set_permissions(&root, std::fs::Permissions::from_mode(0o755)).unwrap();
    home.drop_paths(&sample_files()[..1]);
    let mode = |path: &std::path::Path| {
        let found = std::fs::metadata(path).unwrap().permissions();
        found.mode() & 0o777
    };
    for folder in ["", "landing", "landing/drop", "warehouse"] {
        assert_eq!(mode(&root.join(folder)), 0o700, "{folder}");
    }
    assert_eq!(mode(&root.join("state.db")), 0o600);
    for unique in std::fs::read_dir(root.join("landing/drop")).unwrap() {
        for file in std::fs::read_dir(unique.unwrap().path()).unwrap() {
            assert_eq!(mode(&file.unwrap().path()), 0o600);
        }
    }
}

#[test]
fn check_finds_a_part_that_is_gone() {
    let home = Home::new();
    home.drop_paths(&sample_files());
    let folder = home
        .path()
        .join("warehouse/tables/remit_claim/tier=recent/month=__HIVE_DEFAULT_PARTITION__");
    let part = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "parquet"))
        .unwrap();
    std::fs::remove_file(part).unwrap();
    let output = home.output(&["check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["violations"][0]["invariant"], "I5 parts", "{found}");
}

#[test]
fn a_home_is_private_and_ignores_itself() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    home.drop_paths(&sample_files()[..1]);
    let mode = std::fs::metadata(home.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(
        std::fs::read_to_string(home.path().join(".gitignore"))
            .unwrap()
            .trim(),
        "*"
    );
    std::fs::write(home.path().join("format"), "999\n").unwrap();
    let output = home.output(&["files"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("999"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn completions_are_printed() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            home.run(&["completions", shell]).contains("retract"),
            "{shell}"
        );
    }
}

#[test]
fn gzip_and_zip_are_unwrapped() {
    let home = Home::new();
    let inbox = home.inbox("packed");
    let (one, two) = (
        sample().join("835-87726-2026-01.edi"),
        sample().join("835-87726-2026-02.edi"),
    );
    let gz = std::fs::File::create(inbox.join("one.edi.gz")).unwrap();
    let mut gz = flate2::write::GzEncoder::new(gz, flate2::Compression::default());
    std::io::Write::write_all(&mut gz, &std::fs::read(one).unwrap()).unwrap();
    gz.finish().unwrap();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(inbox.join("two.zip")).unwrap());
    zip.start_file("a.edi", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut zip, &std::fs::read(two).unwrap()).unwrap();
    zip.finish().unwrap();
    let dropped = home.drop_paths(&[inbox]);
    for file in dropped["files"].as_array().unwrap() {
        assert_eq!(file["status"], "committed", "{file}");
        assert_eq!(file["sets"][0]["type"], "835", "{file}");
    }
    home.assert_sound();
}

#[test]
fn the_demo_tells_one_story_and_leaves_the_files_of_others_alone() {
    let home = Home::new();
    let first = home.json(&["demo"]);
    assert_eq!(first["came_in"]["totals"]["duplicate"], 1);
    assert_eq!(home.json(&["demo"]), first);
    home.assert_sound();

    let theirs = Home::new();
    theirs.drop_paths(&sample_files()[..1]);
    let before = theirs.json(&["files"]);
    let output = theirs.output(&["demo"]);
    assert_eq!(output.status.code(), Some(1));
    let says = String::from_utf8_lossy(&output.stderr);
    assert!(says.contains("found files of another source"), "{says}");
    assert_eq!(theirs.json(&["files"]), before);
}
