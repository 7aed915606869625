//! What people do by the lot and beside the cases: low balances, chances that are learned of outcomes, and answers
//! that somebody says a claim for.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::denials::{Claim, MEMBER, SERVICE, remittance};
use crate::harness::Home;

/// So many days before today, as X12 has it.
fn ago(days: i64) -> String {
    let today = jiff::tz::TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let day: Date = today - jiff::Span::new().days(days);
    day.strftime("%Y%m%d").to_string()
}

fn drop(home: &Home, name: &str, text: &str) {
    let path = home.inbox("in").join(name);
    std::fs::write(&path, text).unwrap();
    let dropped = home.drop_paths(&[path]);
    assert_eq!(dropped["totals"]["failed"], 0, "{dropped}");
}

fn of_claim(home: &Home, number: &str) -> Value {
    let listed = home.json(&["denials", "--all", "--claim", number]);
    assert_eq!(listed["cases"].as_array().unwrap().len(), 1, "{listed}");
    listed["cases"][0].clone()
}

#[test]
fn chances_are_learned_of_what_became_of_cases() {
    let home = Home::new();
    let denied = |claim: &str, payers: &str| {
        format!(
            "CLP*{claim}*1*150*0*0*12*{payers}*11*1~{MEMBER}SVC*HC:99214*150*0**1~{SERVICE}\
             CAS*CO*197*150~REF*6R*1~"
        )
    };
    let (one, other) = (denied("A1", "P1"), denied("A2", "P2"));
    drop(
        &home,
        "1.835",
        &remittance(1, &ago(60), 0, &[&[&one], &[&other]]),
    );
    let before = of_claim(&home, "A2");
    let shown = home.json(&["denials", "show", before["id"].as_str().unwrap()]);
    assert_eq!(shown["worth"]["chance_per_mille"], 400);
    assert_eq!(shown["worth"]["chance_basis"], "prior");
    // One of the two is taken back and paid after all.
    let back = "CLP*A1*22*-150*0**12*P1*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~DTM*232*20260105~\
                SVC*HC:99214*-150*0**-1~DTM*472*20260105~CAS*CO*197*-150~REF*6R*1~";
    let paid = "CLP*A1*1*150*100*0*12*P1*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~DTM*232*20260105~\
                SVC*HC:99214*150*100**1~DTM*472*20260105~CAS*CO*45*50~REF*6R*1~";
    drop(
        &home,
        "2.835",
        &remittance(2, &ago(30), 100, &[&[back], &[paid]]),
    );
    assert_eq!(of_claim(&home, "A1")["resolution"], "overturned");
    // (1 + 20 × 0.4) / (1 + 20).
    let shown = home.json(&["denials", "show", before["id"].as_str().unwrap()]);
    let worth = &shown["worth"];
    assert_eq!(worth["chance_per_mille"], 428);
    assert_eq!(worth["chance_basis"], "outcomes");
    assert_eq!(
        (&worth["won"], &worth["ended"], &worth["prior_per_mille"]),
        (&json!(1), &json!(1), &json!(400))
    );
    // $52.50 expected, of which $22.47, less $26.25.
    assert_eq!(worth["net"], -3.78);
    let card = home.run(&["denials", "show", before["id"].as_str().unwrap()]);
    assert!(
        card.contains("1 of 1 like it came back; prior 400‰"),
        "{card}"
    );
}

/// A claim with one line that was paid, and what is said of it after its reasons.
fn paid(claim: &str, code: &str, [charge, paid]: [u32; 2], reasons: &str) -> String {
    format!(
        "CLP*{claim}*1*{charge}*{paid}**12*P{claim}*11*1~{MEMBER}SVC*HC:{code}*{charge}*{paid}**1~{SERVICE}\
         {reasons}"
    )
}

#[test]
fn what_a_payer_allowed_before_is_expected_again() {
    let home = Home::new();
    // Of five lines of $200 the payer allows $120: it says so itself, or it follows from what it paid, left to the
    // patient and kept by sequestration.
    let mut claims = vec![
        paid(
            "B1",
            "99214",
            [200, 100],
            "CAS*PR*3*20~CAS*CO*45*80~REF*6R*1~AMT*B6*120~",
        ),
        paid(
            "B2",
            "99214",
            [200, 120],
            "CAS*CO*45*80~REF*6R*1~AMT*B6*120~",
        ),
        paid(
            "B3",
            "99214",
            [200, 100],
            "CAS*PR*2*20~CAS*CO*45*80~REF*6R*1~",
        ),
        paid(
            "B4",
            "99214",
            [200, 98],
            "CAS*PR*2*20~CAS*CO*45*80**253*2~REF*6R*1~",
        ),
        paid("B5", "99214", [200, 120], "CAS*CO*45*80~REF*6R*1~"),
        // Another payer had paid before, and something is refused: neither tells what is allowed.
        paid("B6", "99214", [200, 5], "CAS*OA*23*195~REF*6R*1~"),
        paid("B7", "99214", [200, 10], "CAS*CO*197*190~REF*6R*1~"),
    ];
    // What is less than the payment is no allowed amount.
    claims.push(paid(
        "D1",
        "99214",
        [200, 120],
        "CAS*CO*45*80~REF*6R*1~AMT*B6*0~",
    ));
    // The claim is adjusted as a whole; an answer was taken back: neither tells what is allowed of the line.
    claims.push(format!(
        "CLP*D2*1*200*120**12*PD2*11*1~CAS*CO*45*80~{MEMBER}SVC*HC:99214*200*200**1~{SERVICE}REF*6R*1~"
    ));
    claims.push(paid("D3", "99214", [200, 200], "REF*6R*1~"));
    claims.push(format!(
        "CLP*D3*22*-200*-200**12*PD3*11*1~{MEMBER}SVC*HC:99214*-200*-200**-1~{SERVICE}REF*6R*1~"
    ));
    claims.push(paid("D3", "99214", [200, 120], "CAS*CO*45*80~REF*6R*1~"));
    // Fifteen of $100, of other procedures: $50.
    for n in 10..25 {
        let code = format!("970{n}");
        claims.push(paid(
            &format!("B{n}"),
            &code,
            [100, 50],
            "CAS*CO*45*50~REF*6R*1~",
        ));
    }
    let denied = |claim: &str, code: &str| {
        format!(
            "CLP*{claim}*1*300*0*0*12*P{claim}*11*1~{MEMBER}SVC*HC:{code}*300*0**1~{SERVICE}\
             CAS*CO*197*300~REF*6R*1~"
        )
    };
    claims.push(denied("C1", "99214"));
    claims.push(denied("C2", "70450"));
    let total = 100 + 120 + 100 + 98 + 120 + 5 + 10 + 120 + 120 + 120 + 15 * 50;
    let claims: Vec<[&str; 1]> = claims.iter().map(|claim| [claim.as_str()]).collect();
    let claims: Vec<Claim<'_>> = claims.iter().map(<[&str; 1]>::as_slice).collect();
    drop(&home, "1.835", &remittance(1, &ago(20), total, &claims));
    let worth = |claim: &str| {
        let case = of_claim(&home, claim);
        home.json(&["denials", "show", case["id"].as_str().unwrap()])["worth"].clone()
    };
    let of_procedure = worth("C1");
    assert_eq!(of_procedure["expected_basis"], "allowed_procedure");
    assert_eq!(
        of_procedure["allowed"],
        json!({"lines": 6, "allowed": 720.0, "charged": 1200.0})
    );
    // Three fifths of $300, of which four in ten are $72; 35 minutes cost $26.25.
    assert_eq!(
        (&of_procedure["expected"], &of_procedure["net"]),
        (&json!(180.0), &json!(45.75))
    );
    let of_payer = worth("C2");
    assert_eq!(of_payer["expected_basis"], "allowed_payer");
    assert_eq!(
        of_payer["allowed"],
        json!({"lines": 21, "allowed": 1470.0, "charged": 2700.0})
    );
    assert_eq!(of_payer["expected"], 163.33);
    // Of $200 the payer allows $120, and $10 came.
    assert_eq!(worth("B7")["expected"], 110.0);
    let case = of_claim(&home, "C1");
    let card = home.run(&["denials", "show", case["id"].as_str().unwrap()]);
    let told = "720.00 of 1200.00 allowed on 6 lines";
    assert!(card.contains(told), "{card}");
}

#[test]
fn low_balances_are_written_off_by_the_lot() {
    let home = Home::new();
    let denied = |n: u32, cents: &str| {
        format!(
            "CLP*L{n}*1*{cents}*0*0*12*P{n}*11*1~{MEMBER}SVC*HC:99214*{cents}*0**1~{SERVICE}\
             CAS*CO*16*{cents}~REF*6R*1~LQ*HE*N382~"
        )
    };
    let claims = [
        denied(1, "5"),
        denied(2, "7.25"),
        denied(3, "9"),
        denied(4, "900"),
    ];
    let claims: Vec<[&str; 1]> = claims.iter().map(|claim| [claim.as_str()]).collect();
    let claims: Vec<Claim<'_>> = claims.iter().map(<[&str; 1]>::as_slice).collect();
    drop(&home, "1.835", &remittance(1, &ago(20), 0, &claims));
    assert_eq!(of_claim(&home, "L4")["tier"], "A");
    let low = home.json(&["denials", "--tier", "low-balance"]);
    assert_eq!(low["cases"].as_array().unwrap().len(), 3);
    let third = of_claim(&home, "L3")["id"].as_str().unwrap().to_owned();
    home.json(&["denials", "assign", &third, "--to", "cleo", "--as", "ben"]);
    let listed = home.json(&["denials", "low-balances"]);
    let groups = listed["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 1, "{listed}");
    assert_eq!(
        (
            &groups[0]["cases"],
            &groups[0]["open_amount"],
            &groups[0]["proposed"]
        ),
        (&json!(3), &json!(21.25), &json!(0))
    );
    let done = home.json(&["denials", "low-balances", "propose", "--as", "ana"]);
    assert_eq!(
        (&done["proposed"], &done["skipped"]),
        (&json!(2), &json!({"in_hand": 1}))
    );
    // Once more changes nothing.
    let done = home.json(&["denials", "low-balances", "propose", "--as", "ana"]);
    assert_eq!(done["proposed"], 0);
    let done = home.json(&["denials", "low-balances", "approve", "--as", "ben"]);
    assert_eq!(
        (&done["approved"], &done["skipped"]),
        (&json!(0), &json!({"refused": 2})),
        "he is no manager"
    );
    let words = [
        "denials",
        "low-balances",
        "approve",
        "--as",
        "ben",
        "--role",
        "manager",
    ];
    assert_eq!(home.json(&words)["approved"], 2);
    for (claim, state) in [
        ("L1", "CLOSED"),
        ("L2", "CLOSED"),
        ("L3", "ASSIGNED"),
        ("L4", "NEW"),
    ] {
        assert_eq!(of_claim(&home, claim)["state"], state, "{claim}");
    }
    let written_off = "select count(*) from denial where resolved_as = 'written_off' and write_off = 'not_worth_it'";
    assert_eq!(home.value(written_off), json!(2));
    home.assert_sound();
}

/// A claim of the clinic's, of 150 dollars.
fn claim(n: u32, number: &str) -> String {
    let day = "20260106";
    let set = format!(
        "BHT*0019*00*B{n}*{day}*0930*CH~NM1*41*2*SAMPLE CLINIC*****46*SAMPLE01~PER*IC*BILLING*TE*5550100~\
         NM1*40*2*SAMPLE CLEARINGHOUSE*****46*CLEAR01~HL*1**20*1~NM1*85*2*SAMPLE CLINIC*****XX*1234567893~\
         N3*1 SAMPLE WAY~N4*SPRINGFIELD*IL*627010001~REF*EI*123456789~HL*2*1*22*0~SBR*P*18*******CI~\
         NM1*IL*1*ALDER*ADA****MI*MP3~N3*2 SAMPLE WAY~N4*SPRINGFIELD*IL*62701~DMG*D8*19600115*F~\
         NM1*PR*2*NORTHLAKE HEALTH PLAN*****PI*60054~CLM*{number}*150***11:B:1*Y*A*Y*Y~HI*ABK:J209~\
         LX*1~SV1*HC:99214*150*UN*1***1~DTP*472*D8*20260105~REF*6R*1~"
    );
    let segments = set.matches('~').count() + 2;
    format!(
        "ISA*00*          *00*          *ZZ*SAMPLE01       *ZZ*CLEAR01        *260106*0930*^*00501*{n:09}*0*P*:~\
         GS*HC*SAMPLE01*CLEAR01*{day}*0930*{n}*X*005010X222A1~ST*837*0001*005010X222A1~{set}SE*{segments}*0001~\
         GE*1*{n}~IEA*1*{n:09}~"
    )
}

#[test]
fn people_say_what_an_answer_is_for() {
    let home = Home::new();
    drop(&home, "1.837", &claim(1, "ACCT77"));
    drop(&home, "2.837", &claim(2, "0000451"));
    drop(&home, "3.837", &claim(3, "0000888"));
    let denied = |number: &str, payers: &str, member: &str, days: &str| {
        format!(
            "CLP*{number}*1*150*0*0*12*{payers}*11*1~NM1*QC*1*ALDER*ADA****MI*{member}~DTM*232*20260105~{days}\
             SVC*HC:99214*150*0**1~{SERVICE}CAS*CO*197*150~REF*6R*1~"
        )
    };
    // The payer wrote one number otherwise, and another last day; another number otherwise, which is a link; and the
    // last one not at all.
    let one = denied("451-02", "P1", "OTHER", "DTM*233*20260106~");
    let linked = denied("888-02", "P3", "OTHER", "");
    let other = denied("ZZ9", "P2", "NOBODY", "");
    drop(
        &home,
        "1.835",
        &remittance(1, "20260112", 0, &[&[&one], &[&other], &[&linked]]),
    );
    let rows = || {
        home.json(&["unmatched"])["rows"]
            .as_array()
            .unwrap()
            .clone()
    };
    let row = |number: &str| {
        let mut found = rows()
            .into_iter()
            .filter(|row| row["patient_control_number"] == number);
        found.next().unwrap_or_else(|| panic!("{number}"))
    };
    assert_eq!(rows().len(), 2);
    assert_eq!(row("451-02")["proposed_control_number"], "0000451");
    assert_eq!(row("451-02")["proposed_confidence"], 0.9);
    assert_eq!(
        row("ZZ9")["proposed_control_number"],
        Value::Null,
        "three have that name"
    );
    let life = home.json(&["claim", "0000888"]);
    let answer = &life["adjudications"][0];
    assert_eq!(
        (&answer["link_method"], &answer["link_confidence"]),
        (&json!("normalized_control_number"), &json!(0.9))
    );
    assert_eq!(life["cases"][0]["id"], of_claim(&home, "888-02")["id"]);
    let before = of_claim(&home, "ZZ9");
    let id = before["id"].as_str().unwrap();
    home.json(&["denials", "assign", id, "--to", "cleo", "--as", "ben"]);

    let accepted = home.json(&["unmatched", "accept", "--confidence", "0.8", "--as", "ana"]);
    assert_eq!(accepted["decided"], 1);
    let answer = row("ZZ9")["answer"].as_str().unwrap().to_owned();
    assert_eq!(rows().len(), 1);
    let refused = home.output(&["unmatched", "link", &answer, "ACCT78", "--as", "ana"]);
    assert!(!refused.status.success(), "no claim has this number");
    home.json(&["unmatched", "link", &answer, "ACCT77", "--as", "ana"]);
    assert_eq!(rows().len(), 0);
    for (number, first) in [("ACCT77", "ZZ9"), ("0000451", "451-02")] {
        let life = home.json(&["claim", number]);
        let answers = life["adjudications"].as_array().unwrap();
        assert_eq!(answers.len(), 1, "{life}");
        assert_eq!(
            (&answers[0]["link_method"], &answers[0]["link_confidence"]),
            (&json!("person"), &json!(1.0)),
            "{first}"
        );
        assert_eq!(life["first_outcome"], "denied");
    }
    // Its case is one of the claim's now, with whoever has it.
    let life = home.json(&["claim", "ACCT77"]);
    let after = of_claim(&home, "ZZ9");
    assert_eq!(life["cases"][0]["id"], after["id"]);
    assert_ne!(before["id"], after["id"]);
    assert_eq!(after["owner"], "cleo");

    // Of no claim of ours; then nobody says any more. Only who said it may say otherwise at once.
    let refused = home.output(&["unmatched", "none", &answer, "--as", "ben"]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && said.contains("but ana did"),
        "{said}"
    );
    home.json(&["unmatched", "none", &answer, "--as", "ana"]);
    let life = home.json(&["claim", "ACCT77"]);
    assert_eq!(
        (&life["adjudications"], &life["cases"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(of_claim(&home, "ZZ9")["owner"], "cleo");
    assert_eq!(rows().len(), 0);
    home.json(&[
        "unmatched",
        "open",
        &answer,
        "--as",
        "ben",
        "--reason",
        "was a mistake, \"sorry\"",
    ]);
    assert_eq!(rows().len(), 1);
    let again = of_claim(&home, "ZZ9");
    assert_eq!(
        (&again["id"], &again["owner"]),
        (&before["id"], &json!("cleo"))
    );
    let accepted = home.json(&["unmatched", "accept", "--confidence", "0.5", "--as", "ana"]);
    assert_eq!(
        accepted["decided"], 0,
        "nothing is proposed, and somebody looked at it"
    );
    // The short form of the screen is understood too.
    let listed = home.run(&["unmatched"]);
    let short = format!("{}-{}", &answer[..12], answer.rsplit_once('-').unwrap().1);
    assert!(listed.contains(&short), "{listed}");
    home.json(&["unmatched", "link", &short, "ACCT77", "--as", "ana"]);
    assert_eq!(rows().len(), 0);
    home.assert_sound();

    // Everything evaluated at once gives what was looked up piece by piece.
    let facts = |home: &Home| {
        let mut listed = home.json(&["denials", "--all"]);
        for case in listed["cases"].as_array_mut().unwrap() {
            for of_people in ["owner", "state", "flags"] {
                case[of_people] = Value::Null;
            }
        }
        listed
    };
    let looked_up = facts(&home);
    let decisions = home.json(&[
        "sql",
        "select file_id from link_decision order by nth, file_id",
    ]);
    assert_eq!(decisions.as_array().unwrap().len(), 5);
    let whole = Home::new();
    let mut paths: Vec<_> = std::fs::read_dir(home.inbox("in"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let rows = home.json(&[
        "sql",
        "select * from link_decision order by clp_ordinal, nth",
    ]);
    let mut text =
        "remit_doc_id,clp_ordinal,nth,patient_control_number,otherwise,decided_by,decided_on\n"
            .to_owned();
    for row in rows.as_array().unwrap() {
        let word = |name: &str| match &row[name] {
            Value::String(word) => word.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let names = [
            "remit_doc_id",
            "clp_ordinal",
            "nth",
            "patient_control_number",
            "otherwise",
            "decided_by",
            "decided_on",
        ];
        text += &names.map(word).join(",");
        text += "\n";
    }
    let path = whole.inbox("in").join("link_decisions.csv");
    std::fs::write(&path, text).unwrap();
    paths.insert(0, path);
    whole.drop_paths(&paths);
    assert_eq!(facts(&whole), looked_up);
}
