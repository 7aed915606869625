//! Denials from the files on: remittances in any order come to the same cases, each refused cent is in one of
//! them, and what people do with a case outlives what comes later.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Dice, Home, sample, sample_files};

/// One claim of a remittance: CLP and what follows it; `{amounts}` balance.
pub(crate) type Claim<'a> = &'a [&'a str];

/// An 835 of one payer to one clinic, with these claims.
pub(crate) fn remittance(n: u32, day: &str, paid: i64, claims: &[Claim<'_>]) -> String {
    let method = if paid > 0 { "ACH" } else { "NON" };
    let mut set = format!(
        "ST*835*0001~BPR*I*{paid}*C*{method}************{day}~TRN*1*CHK{n:04}*1512345678~DTM*405*{day}~\
         N1*PR*NORTHLAKE HEALTH PLAN*XV*60054~N3*9 PAYER PLAZA~N4*SPRINGFIELD*IL*62702~\
         N1*PE*SAMPLE CLINIC*XX*1234567893~LX*1~"
    );
    for claim in claims {
        set += &claim.concat();
    }
    let segments = set.matches('~').count() + 1;
    format!(
        "ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*SAMPLE01       *{}*0930*^*00501*{n:09}*0*P*:~\
         GS*HP*PAYERGATE*SAMPLE01*{day}*0930*{n}*X*005010X221A1~{set}SE*{segments}*0001~GE*1*{n}~IEA*1*{n:09}~",
        day.get(2..).unwrap(),
    )
}

pub(crate) const MEMBER: &str = "NM1*QC*1*ALDER*ADA****MI*MP3~DTM*232*20260105~";
pub(crate) const SERVICE: &str = "DTM*472*20260105~";

/// Two claims: one is denied, denied again, taken back and paid; one is denied for another reason at last.
pub(crate) fn lives() -> Vec<String> {
    let denied = |n, day| {
        let one: Claim<'_> = &[
            "CLP*A1*1*250*60*0*12*P1*11*1~",
            MEMBER,
            "SVC*HC:99213*150*0**1~",
            SERVICE,
            "CAS*CO*197*150~",
            "REF*6R*1~",
            "SVC*HC:36415*100*60**1~",
            SERVICE,
            "CAS*CO*45*40~",
            "REF*6R*2~",
        ];
        remittance(n, day, 60, &[one])
    };
    let back: Claim<'_> = &[
        "CLP*A1*22*-250*-60**12*P1*11*1~",
        MEMBER,
        "SVC*HC:99213*-150*0**-1~",
        SERVICE,
        "CAS*CO*197*-150~",
        "REF*6R*1~",
        "SVC*HC:36415*-100*-60**-1~",
        SERVICE,
        "CAS*CO*45*-40~",
        "REF*6R*2~",
    ];
    let paid: Claim<'_> = &[
        "CLP*A1*1*250*140*20*12*P1*11*1~",
        MEMBER,
        "SVC*HC:99213*150*80**1~",
        SERVICE,
        "CAS*CO*45*50~",
        "CAS*PR*2*20~",
        "REF*6R*1~",
        "SVC*HC:36415*100*60**1~",
        SERVICE,
        "CAS*CO*45*40~",
        "REF*6R*2~",
    ];
    let unclear: Claim<'_> = &[
        "CLP*B1*1*80*0*0*12*P2*11*1~",
        MEMBER,
        "SVC*HC:J1100*80*0**1~",
        SERVICE,
        "CAS*CO*16*80~",
        "REF*6R*1~",
        "LQ*HE*N56~",
    ];
    let medical: Claim<'_> = &[
        "CLP*B1*1*80*0*0*12*P2*11*1~",
        MEMBER,
        "SVC*HC:J1100*80*0**1~",
        SERVICE,
        "CAS*CO*50*80~",
        "REF*6R*1~",
    ];
    vec![
        denied(1, "20260112"),
        denied(2, "20260119"),
        remittance(3, "20260202", -60, &[back]),
        remittance(4, "20260209", 140, &[paid]),
        remittance(5, "20260115", 0, &[unclear]),
        remittance(6, "20260220", 0, &[medical]),
    ]
}

pub(crate) fn write(home: &Home, texts: &[String]) {
    let inbox = home.inbox("in");
    for (at, text) in texts.iter().enumerate() {
        let path = inbox.join(format!("{}-{at}.835", text.len()));
        std::fs::write(&path, text).unwrap();
        home.drop_paths(&[path]);
    }
}

pub(crate) fn cases(home: &Home) -> Vec<Value> {
    let found = home.json(&["denials", "--include-test", "--all"]);
    let mut cases = found["cases"].as_array().unwrap().clone();
    // A case alone stands in no tier.
    for case in &mut cases {
        case["tier"] = Value::Null;
    }
    cases
}

pub(crate) fn only<'a>(cases: &'a [Value], category: &str) -> &'a Value {
    let mut found = cases.iter().filter(|case| case["category"] == category);
    let case = found.next().unwrap();
    assert!(found.next().is_none(), "{category}");
    case
}

#[test]
fn whoever_comes_first_the_cases_are_the_same() {
    let home = Home::new();
    write(&home, &lives());
    let expected = cases(&home);
    let auth = only(&expected, "AUTH");
    let says = json!({
        "state": "CLOSED", "resolution": "overturned", "carc": "197", "line": "6R 1", "kind": "denial",
        "denied_amount": 150.0, "current_denied_amount": 0.0, "open_amount": 0.0, "recovered_amount": 100.0,
        "recurrences": 1, "patient_control_number": "A1", "billing_npi": "1234567893", "test": false,
    });
    for (name, value) in says.as_object().unwrap() {
        assert_eq!(&auth[name], value, "{name}");
    }
    let coding = only(&expected, "CODING");
    assert_eq!(coding["resolution"], "superseded");
    let medical = only(&expected, "MEDNEC");
    assert_eq!(medical["parent"], coding["id"]);
    assert_eq!(medical["open_amount"], 80.0);
    assert_eq!(expected.len(), 3);
    home.assert_sound();
    its_life_is_told_whole(&home, auth);
    let home = Home::new();
    let mut texts = lives();
    Dice(7).shuffle(&mut texts);
    // In two goes: cases that were made of less are made again of more.
    let (first, rest) = texts.split_at(3);
    write(&home, first);
    cases(&home);
    write(&home, rest);
    assert_eq!(cases(&home), expected);
    home.assert_sound();
}

fn its_life_is_told_whole(home: &Home, auth: &Value) {
    let life = home.json(&["claim", "A1"]);
    assert_eq!(life["first_outcome"], "partial_denial");
    assert_eq!(life["current_outcomes"], json!(["paid"]));
    // Sixty twice, sixty back, a hundred and forty.
    assert_eq!(life["net_paid"], 200.0);
    assert_eq!(life["patient_share"], 20.0);
    let standings: Vec<&str> = life["adjudications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| answer["standing"].as_str().unwrap())
        .collect();
    assert_eq!(
        standings,
        ["adjudicated", "adjudicated", "reversal", "adjudicated"]
    );
    assert_eq!(life["submissions"], json!([]));
    assert_eq!(life["cases"], json!([auth]));
    assert!(home.run(&["claim", "A1"]).contains("net paid 200.00"));
    // Nobody submitted any of it here.
    let unmatched = home.json(&["unmatched"]);
    assert_eq!(unmatched["rows"].as_array().unwrap().len(), 6);
    for queue in ["unbalanced", "held", "orphan-reversals", "zero-unexplained"] {
        assert_eq!(home.json(&["queue", queue])["rows"], json!([]), "{queue}");
        assert_eq!(home.run(&["queue", queue]), "nothing waits\n");
    }
}

#[test]
fn each_refused_cent_is_in_one_case() {
    let home = Home::new();
    home.drop_paths(&sample_files());
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for case in cases(&home)
        .iter()
        .filter(|case| case["kind"] != "rejection")
    {
        let cents = (case["current_denied_amount"].as_f64().unwrap() * 100.0).round();
        let category = case["category"].as_str().unwrap().to_owned();
        *sums.entry(category).or_default() += format!("{cents}").parse::<i64>().unwrap();
    }
    let rows = home.json(&[
        "sql",
        "--include-test",
        "select a.category, cast(sum(a.amount) * 100 as bigint) as cents from remit_adjustment as a
         inner join remit_claim as c on c.doc_id = a.doc_id and c.clp_ordinal = a.clp_ordinal
         where c.is_current and a.class = 'denial' group by a.category",
    ]);
    let rows = rows.as_array().unwrap().iter();
    let expected: BTreeMap<String, i64> = rows
        .map(|row| {
            (
                row["category"].as_str().unwrap().to_owned(),
                row["cents"].as_i64().unwrap(),
            )
        })
        .collect();
    assert!(expected.len() > 4, "{expected:?}");
    sums.retain(|_, cents| *cents != 0);
    assert_eq!(sums, expected);
    // The same again is no change, and `check` compares them too.
    home.json(&["denials"]);
    home.assert_sound();
    let shown = cases(&home);
    let open = home.json(&["denials"]);
    let open = open["cases"].as_array().unwrap();
    assert!(open.len() < shown.len());
    assert!(
        open.iter()
            .all(|case| case["state"] == "NEW" && case["test"] == false)
    );
    let worths: Vec<f64> = open
        .iter()
        .map(|case| case["priority"].as_f64().unwrap())
        .collect();
    let mut sorted = worths.clone();
    sorted.sort_by(|a, b| b.max(0.0).total_cmp(&a.max(0.0)));
    assert_eq!(
        worths.iter().map(|w| w.max(0.0)).collect::<Vec<_>>(),
        sorted.iter().map(|w| w.max(0.0)).collect::<Vec<_>>(),
        "the worthiest first"
    );
}

#[test]
fn what_people_do_outlives_what_comes_later() {
    let home = Home::new();
    let lives = lives();
    write(&home, lives.get(..1).unwrap());
    let id = only(&cases(&home), "AUTH")["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let id = id.get(..10).unwrap();
    let refused = |words: &[&str]| {
        let output = home.output(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let done = home.json(&["denials", "assign", id, "--to", "ana", "--as", "ben"]);
    assert_eq!(
        (&done["state"], &done["owner"]),
        (&json!("ASSIGNED"), &json!("ana"))
    );
    let said = refused(&["denials", "move", id, "appeal-filed", "--as", "ana"]);
    assert!(
        said.contains("expected IN_PROGRESS, but found APPEAL_FILED"),
        "{said}"
    );
    home.json(&["denials", "start", id, "--as", "ana", "--minutes", "5"]);
    // Ben looked before Ana began.
    let said = refused(&["denials", "close", id, "--as", "ben", "--seen", "2"]);
    assert!(said.contains("ana took it to IN_PROGRESS"), "{said}");
    home.json(&[
        "denials",
        "note",
        id,
        "--as",
        "ana",
        "--reason",
        "called them",
    ]);
    write(&home, lives.get(2..4).unwrap());
    let shown = home.json(&["denials", "show", id]);
    assert_eq!(shown["case"]["state"], "CLOSED");
    assert_eq!(shown["case"]["owner"], "ana");
    assert_eq!(shown["case"]["recovered_amount"], 100.0);
    assert!(shown["first_action"].as_str().unwrap().len() > 10);
    let history: Vec<&str> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["happened"].as_str().unwrap())
        .collect();
    assert_eq!(history, ["opened", "taken_back", "overturned"]);
    let events = shown["events"].as_array().unwrap();
    let made: Vec<&str> = events
        .iter()
        .map(|event| event["what"].as_str().unwrap())
        .collect();
    assert_eq!(made, ["opened", "assigned", "stepped", "noted", "ended"]);
    assert_eq!(events.last().unwrap()["by"], "claimlake");
    // As a card, for people.
    let card = home.run(&["denials", "show", id]);
    for text in ["197", "overturned", "called them", "ana"] {
        assert!(card.contains(text), "{text}: {card}");
    }
    // A file that is taken out takes its cases along, but not what was done.
    let files = home.json(&["files"]);
    for file in files["files"].as_array().unwrap() {
        let file = file["file_id"].as_str().unwrap();
        home.json(&["files", "retract", file, "--reason", "test"]);
    }
    let left = cases(&home);
    assert_eq!(only(&left, "AUTH")["flags"], json!(["vanished"]));
    assert_eq!(left.len(), 1);
    home.assert_sound();
}

/// A payer that gets its name late is another key of its cases: what people did goes along, there and back.
#[test]
fn what_people_do_goes_along_with_a_payers_name() {
    let home = Home::new();
    let lives = lives();
    write(&home, lives.get(..1).unwrap());
    let id = |case: &Value| case["id"].as_str().unwrap().to_owned();
    let unnamed = id(only(&cases(&home), "AUTH"));
    home.json(&["denials", "assign", &unnamed, "--to", "ana", "--as", "ben"]);
    let payers = home.inbox("payers").join("payers.csv");
    let row = "id_type,payer_id,payer_name,payer_class,capitated,eff_from,eff_to\n\
               N104,60054,Northlake,commercial,N,2020-01-01,\n";
    std::fs::write(&payers, row).unwrap();
    let dropped = home.drop_paths(&[payers]);
    let named = cases(&home);
    let case = only(&named, "AUTH");
    assert_eq!((named.len(), &case["owner"]), (1, &json!("ana")));
    assert_ne!(id(case), unnamed);
    // 180 days after the 12th of January.
    assert_eq!(case["deadline"], "2026-07-10");
    home.assert_sound();
    let file = dropped["files"][0]["file_id"].as_str().unwrap();
    home.json(&["files", "retract", file, "--reason", "test"]);
    let back = cases(&home);
    let case = only(&back, "AUTH");
    assert_eq!((id(case), &case["owner"]), (unnamed, &json!("ana")));
    assert_eq!((back.len(), &case["flags"]), (1, &json!([])));
    home.assert_sound();
}

/// An answer to a set of claims as a whole.
fn file_answer(n: u32, day: &str, set: &str, group: &str) -> String {
    format!(
        "ISA*00*          *00*          *ZZ*CLEAR01        *ZZ*SAMPLE01       *{}*1000*^*00501*{n:09}*0*P*:~\
         GS*FA*CLEAR01*SAMPLE01*{day}*1000*{n}*X*005010X231A1~ST*999*0001*005010X231A1~\
         AK1*HC*{group}*005010X222A1~AK2*837*0001*005010X222A1~IK5*{set}~AK9*{}~\
         SE*6*0001~GE*1*{n}~IEA*1*{n:09}~",
        day.get(2..).unwrap(),
        if set == "A" { "A*1*1*1" } else { "R*1*1*0" },
    )
}

/// Claims whose file was refused wait until they are sent again and taken, in whichever file that is said.
#[test]
fn a_refused_file_is_over_once_its_claims_are_taken() {
    let home = Home::new();
    let inbox = home.inbox("in");
    let sent = std::fs::read_to_string(sample().join("837P-2026-01.edi")).unwrap();
    let again = sent
        .replace(
            "*260121*0930*^*00501*000000101",
            "*260122*0930*^*00501*000000102",
        )
        .replace("*20260121*0930*101*X", "*20260122*0930*102*X")
        .replace("20260121P*20260121", "20260122P*20260122")
        .replace("GE*1*101", "GE*1*102")
        .replace("IEA*1*000000101", "IEA*1*000000102");
    let refused = file_answer(501, "20260121", "R*5", "101");
    let taken = file_answer(502, "20260122", "A", "102");
    let mut found = vec![];
    for (at, text) in [&sent, &refused, &again, &taken].into_iter().enumerate() {
        let path = inbox.join(format!("{at}.edi"));
        std::fs::write(&path, text).unwrap();
        home.drop_paths(&[path]);
        let listed = home.json(&["denials", "--all"]);
        let cases = listed["cases"].as_array().unwrap().clone();
        let of = |state: &str| cases.iter().filter(|case| case["state"] == state).count();
        found.push((of("NEW"), of("CLOSED")));
        if at == 3 {
            assert!(cases.iter().all(|case| case["resolution"] == "resubmitted"));
        }
    }
    assert_eq!(found, [(0, 0), (80, 0), (80, 0), (0, 80)]);
}

/// Two providers may use one control number: what people did on the claim of the one never comes to the other's.
#[test]
fn what_people_do_stays_with_the_providers_claim() {
    let home = Home::new();
    let inbox = home.inbox("in");
    let denied: Claim<'_> = &[
        "CLP*A1*1*150*0*0*12*P1*11*1~",
        MEMBER,
        "SVC*HC:99214*150*0**1~",
        SERVICE,
        "CAS*CO*197*150~REF*6R*1~",
    ];
    let one = remittance(1, "20260112", 0, &[denied]);
    let other = remittance(2, "20260113", 0, &[denied])
        .replace("1234567893", "1992999999")
        .replace("*P1*", "*P2*");
    let put = |name: &str, text: &str| {
        let path = inbox.join(name);
        std::fs::write(&path, text).unwrap();
        home.drop_paths(&[path])
    };
    let dropped = put("one.835", &one);
    let file = dropped["files"][0]["file_id"].as_str().unwrap().to_owned();
    let listed = home.json(&["denials"]);
    let id = listed["cases"][0]["id"].as_str().unwrap().to_owned();
    home.json(&["denials", "assign", &id, "--to", "ana", "--as", "ben"]);
    // The one's answer is taken back, and the other's comes, before anybody looks again.
    home.json(&["files", "retract", &file, "--reason", "test"]);
    put("other.835", &other);
    let listed = home.json(&["denials", "--all"]);
    let cases = listed["cases"].as_array().unwrap();
    let of = |npi: &str| {
        let mut found = cases.iter().filter(|case| case["billing_npi"] == npi);
        found.next().unwrap_or_else(|| panic!("{npi}: {listed}"))
    };
    assert_eq!(of("1992999999")["state"], "NEW");
    assert_eq!(of("1992999999")["owner"], Value::Null);
    assert_eq!(of("1234567893")["owner"], "ana", "it is flagged, and hers");
}
