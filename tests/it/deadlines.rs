//! Deadlines from the files on: what an organisation says of its payers goes before what is shipped, whenever it
//! comes; and what runs out is said once.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::denials::{Claim, MEMBER, SERVICE, cases, only, remittance};
use crate::harness::{Dice, Home, assert_same};

/// One line that was not authorized.
const DENIED: Claim<'_> = &[
    "CLP*A1*1*150*0*0*12*P1*11*1~",
    MEMBER,
    "SVC*HC:99213*150*0**1~",
    SERVICE,
    "CAS*CO*197*150~",
    "REF*6R*1~",
];

/// Remittances name it by N104, claims by NM109.
const PAYERS: &str = "id_type,payer_id,payer_name,payer_class\n\
                      N104,60054,Northlake,commercial\nNM109,NL1,Northlake,commercial\n";

/// An appeal within ninety days, from 2020 on.
const FIRST: &str = "id_type,payer_id,level,days,day_kind,counted_from,eff_from,source\n\
                     N104,60054,1,90,calendar,denied,2020-01-01,\"contract 2020, 7.1\"\n";

/// Within sixty, from 2026 on, by another identifier, and verified.
const NEWER: &str = "level;days;day_kind;counted_from;eff_from;source;verified_on;verified_by;id_type;payer_id\r\n\
                     1;60;calendar;denied;2026-01-01;\"contract 2026; 7.1\";2026-01-05;ana;NM109;NL1\r\n";

/// A corrected claim within a hundred days of the answer.
const CONFIG: &str =
    "\u{feff}id_type|payer_id|corrected_claim_days|source\nN104|60054|100|manual 4\n";

fn file(home: &Home, name: &str, text: &str) -> PathBuf {
    let path = home.inbox("in").join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn drop(home: &Home, name: &str, text: &str) -> Value {
    let path = file(home, name, text);
    home.drop_paths(&[path])
}

/// The deadline of the one case, with all days until which something may be done.
fn shown(home: &Home) -> (Value, Vec<(String, String)>) {
    let all = cases(home);
    let case = only(&all, "AUTH");
    let shown = home.json(&["denials", "show", case["id"].as_str().unwrap()]);
    assert_eq!(shown["case"], *case);
    let deadlines = shown["deadlines"].as_array().unwrap().iter();
    let days = deadlines.map(|found| {
        let word = |name: &str| found[name].as_str().unwrap().to_owned();
        (word("action"), word("day"))
    });
    (case.clone(), days.collect())
}

fn days(found: &[(&str, &str)]) -> Vec<(String, String)> {
    let found = found.iter();
    found
        .map(|(action, day)| ((*action).to_owned(), (*day).to_owned()))
        .collect()
}

#[test]
fn the_organisations_own_rule_gives_the_deadline() {
    let home = Home::new();
    drop(&home, "1.835", &remittance(1, "20260112", 0, &[DENIED]));
    drop(&home, "payers.csv", PAYERS);
    let (case, found) = shown(&home);
    // 180 days after the 12th of January: a Saturday.
    assert_eq!(found, days(&[("appeal", "2026-07-10")]));
    let rule = case["deadline_rule"].as_str().unwrap();
    assert!(
        rule.ends_with("(default of the class, unverified)"),
        "{rule}"
    );

    let dropped = drop(&home, "appeal_rules.csv", FIRST);
    assert_eq!(dropped["files"][0]["format"], "appeal_rules");
    let (case, found) = shown(&home);
    // Ninety days: a Sunday.
    assert_eq!(found, days(&[("appeal", "2026-04-10")]));
    assert_eq!(
        case["deadline_rule"],
        "appeal, level 1: 90 calendar days from the answer of 2026-01-12; contract 2020, 7.1 (own rule, unverified)"
    );

    // A newer rule, for answers from its day on.
    drop(&home, "newer.csv", NEWER);
    let (case, found) = shown(&home);
    assert_eq!(found, days(&[("appeal", "2026-03-13")]));
    assert_eq!(
        case["deadline_rule"],
        "appeal, level 1: 60 calendar days from the answer of 2026-01-12; contract 2026; 7.1 (own rule, verified on \
         2026-01-05 by ana)"
    );

    // Every day is kept; the earliest is shown.
    drop(&home, "payer_config.csv", CONFIG);
    let (_, found) = shown(&home);
    let both = days(&[("appeal", "2026-03-13"), ("corrected_claim", "2026-04-22")]);
    assert_eq!(found, both);
    let card = home.run(&["denials", "show", case["id"].as_str().unwrap()]);
    for text in [
        "2026-03-13: appeal",
        "2026-04-22: corrected_claim",
        "contract 2026; 7.1",
        "by ana",
        "manual 4",
    ] {
        assert!(card.contains(text), "{text}: {card}");
    }

    // Another content of the same row waits for a person.
    drop(&home, "again.csv", &NEWER.replace("1;60;", "1;20;"));
    assert_eq!(shown(&home).1, both);
    let held = home.json(&["queue", "held"]);
    assert_eq!(held["rows"].as_array().unwrap().len(), 1);
    // The same looked up again later holds at once.
    let verified = NEWER
        .replace("1;60;", "1;30;")
        .replace("2026-01-05;ana", "2026-02-01;ben");
    drop(&home, "verified.csv", &verified);
    let now = days(&[("appeal", "2026-02-11"), ("corrected_claim", "2026-04-22")]);
    assert_eq!(shown(&home).1, now);
    home.assert_sound();
}

#[test]
fn whenever_terms_come_deadlines_are_the_same() {
    let mut files = vec![
        ("1.835", remittance(1, "20260112", 0, &[DENIED])),
        ("2.835", remittance(2, "20260219", 0, &[DENIED])),
        ("payers.csv", PAYERS.to_owned()),
        ("appeal_rules.csv", FIRST.to_owned()),
        ("newer.csv", NEWER.to_owned()),
        ("held.csv", NEWER.replace("1;60;", "1;20;")),
        ("payer_config.csv", CONFIG.to_owned()),
    ];
    let mut dice = Dice(11);
    let mut seen = vec![];
    for _ in 0..3 {
        let home = Home::new();
        for (nth, (name, text)) in files.iter().enumerate() {
            drop(&home, name, text);
            // In between, cases are made of less.
            if nth % 3 == 2 {
                cases(&home);
            }
        }
        seen.push((home.tables(), shown(&home)));
        home.assert_sound();
        dice.shuffle(&mut files);
    }
    let (tables, expected) = seen.first().unwrap();
    for (other, found) in &seen[1..] {
        assert_same(tables, other, "another order");
        assert_eq!(found, expected);
    }
}

#[test]
fn what_runs_out_is_said_once_and_needs_a_reason() {
    let home = Home::new();
    drop(&home, "1.835", &remittance(1, "20200113", 0, &[DENIED]));
    drop(&home, "appeal_rules.csv", FIRST);
    let reminded = home.json(&["denials", "remind"]);
    assert_eq!(reminded["counts"]["missed"], 1);
    // Monday 13 January 2020 and ninety days: Sunday 12 April, so Friday.
    assert_eq!(reminded["alerts"][0]["deadline"], "2020-04-10");
    assert_eq!(home.json(&["denials", "remind"])["alerts"], json!([]));
    assert_eq!(
        home.run(&["denials", "remind"]),
        "nothing new to say of 1 open cases\n"
    );
    let due = home.json(&["denials", "--due", "0"]);
    let case = &due["cases"][0];
    assert_eq!(
        (&case["alert"], &case["state"]),
        (&json!("missed"), &json!("NEW"))
    );
    assert!(home.run(&["denials"]).contains("2020-04-10 (missed)"));

    let id = case["id"].as_str().unwrap();
    let shown = home.json(&["denials", "show", id]);
    let said = shown["events"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&said["what"], &said["by"]),
        (&json!("alerted"), &json!("claimlake"))
    );
    assert_eq!(said["with"]["alert"], "2020-04-10: missed");
    home.json(&["denials", "start", id, "--as", "ana"]);
    for to in ["appeal-draft", "appeal-review"] {
        home.json(&["denials", "move", id, to, "--as", "ana"]);
    }
    let filed = [
        "denials",
        "move",
        id,
        "appeal-filed",
        "--as",
        "ana",
        "--packet",
        "p1",
    ];
    let refused = home.output(&filed);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("expected a good cause, because the deadline is over"),
        "{said}"
    );
    home.json(&[&filed[..], &["--good-cause", "flood"]].concat());
    // With the payer now, nothing runs out any more.
    assert_eq!(home.json(&["denials", "remind"])["alerts"], json!([]));
}

/// A bad row is refused, the others hold.
#[test]
fn a_bad_row_is_a_reject() {
    let home = Home::new();
    let rows: String = (1..=5)
        .map(|n| format!("2026-02-03,{n}.00,main,R{n}\n"))
        .collect();
    let text =
        format!("deposit_date,amount,account,bank_reference\n2026-02-03,1.005,main,R0\n{rows}");
    let dropped = drop(&home, "bank_deposits.csv", &text);
    assert_eq!(dropped["files"][0]["format"], "bank_deposits");
    assert_eq!(
        home.value("select sum(amount) from bank_deposit"),
        json!(15.0)
    );
    let rejects = home.json(&["rejects"]);
    let said = rejects["rejects"][0]["expected"].as_str().unwrap();
    assert_eq!(
        said,
        "line 2, column amount: expected an amount with at most two decimals, but found another value"
    );
    home.assert_sound();
}
