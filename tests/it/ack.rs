//! `ack`: what goes back to who sent a file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::corpus::corpora;
use crate::harness::{Home, sample, sample_files};

fn golden(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../convert/tests/golden");
    format!("{folder}/{name}")
}

fn goldens() -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(golden("")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "edi"))
}

#[test]
fn an_answer_is_x12_and_lands_nothing() {
    let home = Home::new();
    let file = golden("bad_835_cas_amount_three_decimals.edi");
    let text = home.run(&["ack", &file, "--at", "2026-03-02T09:30"]);
    let said: Vec<&str> = text.lines().collect();
    assert!(said[0].starts_with("ISA*00*"), "{text}");
    assert!(said[1].contains("*20260302*0930*"), "{text}");
    // Refused here, though the standard would take the amount.
    assert!(
        said.iter().any(|line| line.starts_with("IK3*CAS*")),
        "{text}"
    );
    assert!(said.contains(&"IK4*3*782*5~"), "{text}");
    assert!(
        said.iter().any(|line| line.starts_with("IK5*E*5")),
        "{text}"
    );
    assert!(!home.path().exists(), "nothing is landed");
    let told = home.json(&["ack", &file, "--at", "2026-03-02T09:30"]);
    assert_eq!(told["interchanges"][0]["answer"], text);
}

#[test]
fn what_cannot_be_answered_says_why() {
    let home = Home::new();
    let output = home.output(&["ack", &golden("bad_no_interchange.edi")]);
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("no_interchange"), "{errors}");
    let output = home.output(&["ack", &golden("payers_good.csv")]);
    assert_eq!(output.status.code(), Some(1), "there is nothing to answer");
    let told = home.json(&["ack", &golden("999_all_elements.edi")]);
    assert_eq!(told["interchanges"][0]["answer"], "");
    assert_eq!(told["interchanges"][0]["groups"][0]["is_answer"], true);
}

/// Whatever is refused, the sender hears of: each reject stands in the answer at its segment.
#[test]
fn everything_refused_is_told() {
    let home = Home::new();
    let files: Vec<PathBuf> = sample_files().into_iter().chain(goldens()).collect();
    let dropped = home.drop_paths(&files);
    let refused = home.json(&[
        "sql",
        "select r.file_id, u.st_control, r.at_segment, r.segment_id, r.code from raw.reject r \
         join raw.unit u on u.unit_id = r.unit_id where r.at_segment > 0",
    ]);
    let mut by_file: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for row in refused.as_array().unwrap() {
        by_file
            .entry(row["file_id"].as_str().unwrap())
            .or_default()
            .push(row);
    }
    let mut checked = 0;
    for file in dropped["files"].as_array().unwrap() {
        let Some(refused) = by_file.get(file["file_id"].as_str().unwrap()) else {
            continue;
        };
        let path = file["path"].as_str().unwrap();
        if path.ends_with(".csv") {
            continue;
        }
        let told = places(&home.json(&["ack", path]));
        for row in refused {
            let field = |name: &str| row[name].as_str().unwrap();
            let at = row["at_segment"].as_u64().unwrap();
            // A missing segment is told where the order of loops misses it.
            let is_missing = field("code") == "3";
            let is_told = told.iter().any(|(control, position, id)| {
                control == field("st_control")
                    && (*position == at
                        || (is_missing && *position > at && id == field("segment_id")))
            });
            assert!(is_told, "{path}: {row}");
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

/// A segment in error: ST02 of its set, its place there, and its id.
type Place = (String, u64, String);

fn places(told: &Value) -> Vec<Place> {
    let mut places = vec![];
    for one in told["interchanges"].as_array().unwrap() {
        for group in one["groups"].as_array().unwrap() {
            for set in group["sets"].as_array().unwrap() {
                let control = set["control_number"].as_str().unwrap();
                for segment in set["segments"].as_array().unwrap() {
                    let position = segment["position"].as_u64().unwrap();
                    let id = segment["segment"].as_str().unwrap();
                    places.push((control.to_owned(), position, id.to_owned()));
                }
            }
        }
    }
    places
}

/// What we answer we read: a clinic that drops its claims and the answer finds each set answered.
#[test]
fn an_answer_links_to_what_it_answers() {
    let home = Home::new();
    let claims = sample().join("837P-2026-01.edi");
    let text = home.run(&["ack", claims.to_str().unwrap()]);
    let answer = home.inbox("answers").join("837P-2026-01.999");
    std::fs::write(&answer, text).unwrap();
    home.drop_paths(&[claims, answer]);
    let row = home.value("select outcome from answered_unit where level = 'set'");
    assert_eq!(row, "accepted");
}

/// pyx12 validates against guides of its own. Where the two differ, `tests/pyx12/differences.csv` says who
/// is right and why; a difference that it does not have fails.
#[test]
fn pyx12_finds_the_same_or_we_say_why_not() {
    let Ok(python) = std::env::var("CLAIMLAKE_READERS") else {
        println!("SKIPPED: CLAIMLAKE_READERS names no Python with pyx12; run ./test");
        return;
    };
    let mut files: Vec<PathBuf> = sample_files().into_iter().chain(goldens()).collect();
    if let Some(folder) = corpora() {
        // All of them take pyx12 minutes: `./verify pyx12`.
        let all = std::env::var_os("CLAIMLAKE_PYX12").is_some_and(|all| all == "all");
        let some = ["x12/pyx12-testdata", "x12/staedi"];
        for name in if all { &["x12"][..] } else { &some } {
            walk(&folder.join(name), &mut files);
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pyx12");
    let output = Command::new(python)
        .arg(folder.join("compare.py"))
        .arg(env!("CARGO_BIN_EXE_claimlake"))
        .args(files)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let agreed = &told["agreed"];
    assert!(agreed["same"].as_u64().unwrap() > 140, "{agreed}");

    let text = std::fs::read_to_string(folder.join("differences.csv")).unwrap();
    let known: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|line| line.splitn(6, ',').collect())
        .collect();
    let mut unexplained = vec![];
    let mut explained: BTreeMap<&str, u64> = BTreeMap::new();
    for difference in told["differences"].as_array().unwrap() {
        let field = |at: usize| difference[at].as_str().unwrap();
        let found = [field(0), field(2), field(3), field(4)];
        let why = known.iter().find(|line| {
            line.iter()
                .zip(found)
                .all(|(pattern, text)| fits(pattern, text))
        });
        match why {
            Some(line) => *explained.entry(line[4]).or_default() += 1,
            None => unexplained.push(difference),
        }
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    println!("pyx12: agreed {agreed}, explained by who is right {explained:?}");

    // It takes what we send back, but for groups of functions that it has no map of, which we repeat.
    let answers = &told["answers"];
    let of = |verdict: &str| answers[verdict].as_u64().unwrap_or_default();
    assert!(of("A") > 100 && of("R") * 10 < of("A"), "{answers}");
}

fn walk(folder: &std::path::Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.file_name().is_some_and(|name| name != "SOURCE.txt") {
            files.push(path);
        }
    }
}

/// `*` stands for anything, `?` for one character.
fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.chars().next(), text.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            fits(&pattern[1..], text) || (!text.is_empty() && fits(pattern, rest(text)))
        }
        (Some(p), Some(t)) => (p == '?' || p == t) && fits(&pattern[1..], rest(text)),
        _ => false,
    }
}

fn rest(text: &str) -> &str {
    let mut rest = text.chars();
    rest.next();
    rest.as_str()
}
