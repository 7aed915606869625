//! Postings from the files on: what balances and nobody holds comes out once, to the cent, and is taken back when
//! it should not have been.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::Cents;
use serde_json::json;

use crate::harness::Home;

/// An 835 of one payer to one clinic.
struct Remittance<'a> {
    n: u32,
    trace: &'a str,
    usage: &'a str,
    paid: &'a str,
    claims: &'a [&'a str],
    provider: &'a str,
}

const CLEAN: Remittance<'static> = Remittance {
    n: 1,
    trace: "EFT1",
    usage: "P",
    paid: "0",
    claims: &[],
    provider: "",
};

impl Remittance<'_> {
    fn text(&self) -> String {
        let method = if self.paid == "0" { "NON" } else { "ACH" };
        let n = self.n;
        let mut set = format!(
            "ST*835*0001~BPR*I*{}*C*{method}************20260105~TRN*1*{}*1512345678~DTM*405*20260105~\
             N1*PR*=NORTHLAKE HEALTH PLAN*XV*60054~N3*9 PAYER PLAZA~N4*SPRINGFIELD*IL*62702~\
             N1*PE*SAMPLE CLINIC*XX*1234567893~LX*1~",
            self.paid, self.trace
        );
        self.claims.iter().for_each(|claim| set += claim);
        set += self.provider;
        let segments = set.matches('~').count() + 1;
        format!(
            "ISA*00*          *00*          *ZZ*PAYERGATE      *ZZ*SAMPLE01       *260105*0930*^*00501*{n:09}*0*{}*:~\
             GS*HP*PAYERGATE*SAMPLE01*20260105*0930*{n}*X*005010X221A1~{set}SE*{segments}*0001~GE*1*{n}~IEA*1*{n:09}~",
            self.usage
        )
    }
}

/// Two lines: one paid less sequestration and a copayment, one denied; 120 paid.
const TWO_LINES: &str = "CLP*A1*1*350*120*24*12*-P1*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~DTM*232*20251220~\
    SVC*HC:99213:25*200*120**1~DTM*472*20251220~CAS*CO*45*53.55**253*2.45~CAS*PR*2*24~REF*6R*+L1~\
    SVC*HC:J1100*150*0**1~DTM*472*20251221~CAS*CO*197*150~REF*6R*L2~";
/// An inpatient claim without lines: 6,000.10 of 10,000.
const NO_LINES: &str = "CLP*A10*1*10000*6000.10*1600*12*P2*11*1~CAS*CO*45*2399.90~CAS*PR*1*1600~\
    NM1*QC*1*ALDER*ADA****MI*MP3~DTM*232*20251201~";
/// A line, and a deductible of the claim that belongs to none: 70 paid.
const OF_CLAIM: &str = "CLP*A11*1*100*70*10*12*P3*11*1~CAS*PR*1*10~NM1*QC*1*ALDER*ADA****MI*MP3~\
    SVC*HC:99214*100*80**1~DTM*472*20251222~CAS*CO*45*20~";
/// Taken back: 50 less.
const REVERSAL: &str = "CLP*A12*22*-80*-50**12*P4*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~\
    SVC*HC:99214*-80*-50**-1~DTM*472*20251222~CAS*CO*45*-30~";
/// Pended, and a second payer's: 0 and 24 paid.
const OTHERS: &str = "CLP*A14*1*150*0*0*12*P5*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~\
    SVC*HC:99214*150*0**1~DTM*472*20251222~CAS*OA*133*150~\
    CLP*A15*2*200*24*0*12*P6*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~\
    SVC*HC:99214*200*24**1~DTM*472*20251222~CAS*OA*23*176~";
const DENIED: &str = "CLP*B1*1*80*0*0*12*P7*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~\
    SVC*HC:99214*80*0**1~DTM*472*20251222~CAS*CO*197*80~";
const PAID: &str = "CLP*B2*1*80*80*0*12*P8*11*1~NM1*QC*1*ALDER*ADA****MI*MP3~\
    SVC*HC:99214*80*80**1~DTM*472*20251222~";

/// Money of every kind; 120 + 6000.10 + 70 − 50 + 24 on claims, 15 recovered, 0.35 of interest: 6149.45.
fn all_kinds() -> String {
    Remittance {
        paid: "6149.45",
        claims: &[TWO_LINES, NO_LINES, OF_CLAIM, REVERSAL, OTHERS],
        provider: "PLB*1234567893*20261231*WO:=A9*15*L6*-0.35~",
        ..CLEAN
    }
    .text()
}

/// What comes out of those that have nothing against them: trace and cents.
fn sound() -> BTreeMap<String, i64> {
    let sound = [("EFT1", 614_945), ("NON1", 0), ("EFT2", 8_000)];
    sound.map(|(trace, cents)| (trace.to_owned(), cents)).into()
}

/// By name what it is, and the file.
fn files() -> Vec<(&'static str, String)> {
    let paid = Remittance {
        paid: "80",
        claims: &[PAID],
        ..CLEAN
    };
    let of = |n, trace| Remittance { n, trace, ..paid };
    let denied = Remittance {
        n: 2,
        trace: "NON1",
        claims: &[DENIED],
        ..CLEAN
    };
    vec![
        ("all", all_kinds()),
        ("denied", denied.text()),
        ("paid", of(3, "EFT2").text()),
        // Sent again in an envelope of its own.
        ("twin", of(4, "EFT2").text()),
        (
            "cent",
            Remittance {
                paid: "80.01",
                ..of(5, "EFT3")
            }
            .text(),
        ),
        (
            "line",
            of(6, "EFT4")
                .text()
                .replace("SVC*HC:99214*80*80", "SVC*HC:99214*80*79"),
        ),
        (
            "test",
            Remittance {
                usage: "T",
                ..of(7, "EFT5")
            }
            .text(),
        ),
        // What is refused takes nothing off: what is left balances.
        (
            "refused",
            of(8, "EFT6")
                .text()
                .replace("LX*1~", "LX*1~CLP*B9*1*X*0*0*12*P9*11*1~"),
        ),
        ("first", of(9, "EFT7").text()),
        ("rival", of(10, "EFT7").text().replace("CLP*B2", "CLP*B3")),
    ]
}

fn write(home: &Home, name: &str, text: &str) -> PathBuf {
    let path = home.inbox("in").join(format!("{name}.835"));
    std::fs::write(&path, text).unwrap();
    path
}

fn dropped() -> Home {
    let home = Home::new();
    let paths: Vec<PathBuf> = files()
        .iter()
        .map(|(name, text)| write(&home, name, text))
        .collect();
    home.drop_paths(&paths);
    home
}

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    csv::Reader::from_path(path)
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// Rows of every file in the folder.
fn all_rows(folder: &Path) -> Vec<Row> {
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => vec![],
    };
    paths.sort();
    paths.iter().flat_map(|path| rows(path)).collect()
}

fn cents(row: &Row, column: &str) -> i64 {
    Cents::parse(row[column].as_bytes()).unwrap().0
}

/// What the rows pay, by trace; on every row the amounts add up.
fn paid(rows: &[Row]) -> BTreeMap<String, i64> {
    let mut paid = BTreeMap::new();
    for row in rows {
        let taken: i64 = ["contractual", "patient_share", "denied", "other", "payment"]
            .iter()
            .map(|column| cents(row, column))
            .sum();
        assert_eq!(taken, cents(row, "charge"), "{row:?}");
        *paid.entry(row["payment_trace"].clone()).or_default() += cents(row, "payment");
    }
    paid
}

#[test]
fn nothing_is_written_before_it_is_switched_on() {
    let home = dropped();
    let list = home.json(&["postings"]);
    assert_eq!(list["mode"], "shadow");
    let ready: BTreeMap<String, i64> = list["ready"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let cents = Cents::parse(row["amount"].to_string().as_bytes())
                .unwrap()
                .0;
            (row["payment_trace"].as_str().unwrap().to_owned(), cents)
        })
        .collect();
    assert_eq!(ready, sound(), "it shows what would be written");
    let held_back = json!({ "contested": 1, "incomplete": 1, "unbalanced": 2 });
    assert_eq!(list["held_back"], held_back);
    let refused = home.output(&["postings", "export"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("shadow mode"), "{said}");
    assert!(!home.path().join("postings").exists());
    assert_eq!(home.json(&["postings"])["exports"], json!([]));
    let text = home.run(&["postings"]);
    assert!(text.starts_with("posting is in mode shadow\n"), "{text}");
    assert_eq!(
        home.run(&["postings", "mode"]),
        "shadow: nothing is written\n"
    );
}

#[test]
fn what_is_sound_comes_out_once_and_to_the_cent() {
    let home = dropped();
    let out = home.path().join("postings");
    home.run(&["postings", "mode", "on"]);
    let written = home.json(&["postings", "export"]);
    let path = out.join("postings-000001.csv");
    let files = json!([{ "export": 1, "path": path.to_str().unwrap() }]);
    assert_eq!(written["files"], files);
    let found = rows(&path);
    // Held, unbalanced, incomplete, tests and twins never come out.
    assert_eq!(paid(&found), sound());
    its_rows_say_what_the_remittance_does(&found);
    // Once.
    let again = home.json(&["postings", "export"]);
    assert_eq!(again["files"], json!([]));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1);
    let list = home.json(&["postings"]);
    assert_eq!(list["exports"][0]["amount"], json!(6229.45));
    assert_eq!(list["exports"][0]["documents"], 3);
    assert_eq!(list["exports"][0]["standing"], 3);
    assert_eq!(
        (&list["ready"], &list["to_reverse"]),
        (&json!([]), &json!([]))
    );
    // The other content is what counts: it comes out now that a person said so.
    let held = home.json(&["queue", "held"]);
    let unit = held["rows"][0]["unit_id"].as_str().unwrap().to_owned();
    home.run(&["files", "decide", &unit, "--discard"]);
    home.json(&["postings", "export"]);
    assert_eq!(
        paid(&rows(&out.join("postings-000002.csv"))),
        [("EFT7".to_owned(), 8_000)].into()
    );
    let lag = home.json(&["kpi", "K63", "--month", "2026-01"]);
    let unposted = &lag["rows"][1];
    assert_eq!(unposted["measure"], "unposted");
    // Of EFT1 to EFT4, EFT6, EFT7 and NON1.
    assert_eq!(
        (&unposted["numerator"], &unposted["denominator"]),
        (&json!("3"), &json!("7"))
    );
    assert_eq!(lag["rows"][0]["denominator"], "4");
    home.assert_sound();
}

fn its_rows_say_what_the_remittance_does(found: &[Row]) {
    let of = |number: &str, line: &str| {
        let mut rows = found
            .iter()
            .filter(|row| row["patient_control_number"] == number && row["line"] == line);
        let row = rows.next().unwrap();
        assert!(rows.next().is_none(), "{number} {line}");
        row
    };
    let says = |row: &Row, expected: &[(&str, &str)]| {
        for (column, value) in expected {
            assert_eq!(row[*column], *value, "{column} of {row:?}");
        }
    };
    let first = of("A1", "1");
    says(
        first,
        &[
            ("kind", "line"),
            ("payer", "'=NORTHLAKE HEALTH PLAN"),
            ("payer_claim_control_number", "'-P1"),
            ("line_control_number", "'+L1"),
            ("check_date", "2026-01-05"),
            ("code", "99213"),
            ("modifiers", "25"),
            ("service_date", "2025-12-20"),
            ("charge", "200.00"),
            ("payment", "120.00"),
            ("contractual", "56.00"),
            ("patient_share", "24.00"),
            ("denied", "0.00"),
            ("other", "0.00"),
        ],
    );
    says(of("A1", "2"), &[("denied", "150.00"), ("payment", "0.00")]);
    let whole = [
        ("kind", "claim"),
        ("charge", "10000.00"),
        ("payment", "6000.10"),
        ("contractual", "2399.90"),
        ("patient_share", "1600.00"),
    ];
    says(of("A10", ""), &whole);
    says(
        of("A11", "1"),
        &[("charge", "100.00"), ("payment", "80.00")],
    );
    let rest = [
        ("kind", "claim"),
        ("charge", "0.00"),
        ("payment", "-10.00"),
        ("patient_share", "10.00"),
    ];
    says(of("A11", ""), &rest);
    says(
        of("A12", "1"),
        &[
            ("charge", "-80.00"),
            ("payment", "-50.00"),
            ("contractual", "-30.00"),
        ],
    );
    says(of("A14", "1"), &[("other", "150.00"), ("denied", "0.00")]);
    says(of("A15", "1"), &[("other", "176.00"), ("payment", "24.00")]);
    let provider: Vec<(&str, &str, &str)> = found
        .iter()
        .filter(|row| row["kind"] == "provider")
        .map(|row| {
            let columns = ["adjustment_code", "reference", "payment"];
            let [code, reference, payment] = columns.map(|column| row[column].as_str());
            (code, reference, payment)
        })
        .collect();
    assert_eq!(provider, [("WO", "'=A9", "-15.00"), ("L6", "", "0.35")]);
    let numbers: Vec<String> = (1..=found.len()).map(|n| n.to_string()).collect();
    let found: Vec<&String> = found.iter().map(|row| &row["row"]).collect();
    assert_eq!(found, numbers.iter().collect::<Vec<_>>());
}

#[test]
fn what_is_retracted_later_is_told_and_taken_back() {
    let home = dropped();
    let out = home.inbox("out");
    let to = out.to_str().unwrap();
    home.run(&["postings", "mode", "on"]);
    home.json(&["postings", "export", "--to", to]);
    let exported = all_rows(&out);
    let statement = "select file_id from remit_payment where trace_number = 'EFT1'";
    let file = home.value(statement).as_str().unwrap().to_owned();
    home.run(&["files", "retract", &file, "--reason", "another clinic"]);
    let list = home.json(&["postings"]);
    let wrong = list["to_reverse"].as_array().unwrap();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0]["reason"], "retracted");
    assert_eq!(
        (&wrong[0]["export"], &wrong[0]["amount"]),
        (&json!(1), &json!(6149.45))
    );
    let document = wrong[0]["document"].as_str().unwrap();
    // The tables have it no more; what was written is taken back as it was written.
    let reverse = [
        "postings",
        "reverse",
        "1",
        "--document",
        document,
        "--to",
        to,
    ];
    home.json(&reverse);
    let reversal = rows(&out.join("postings-000002.csv"));
    let former: Vec<&Row> = exported
        .iter()
        .filter(|row| row["document"] == document)
        .collect();
    assert_eq!(reversal.len(), former.len());
    for (row, former) in reversal.iter().zip(former) {
        for column in [
            "charge",
            "payment",
            "contractual",
            "patient_share",
            "denied",
            "other",
        ] {
            assert_eq!(cents(row, column), -cents(former, column), "{column}");
        }
        assert_eq!(
            row["patient_control_number"],
            former["patient_control_number"]
        );
        assert_eq!(row["reverses"], "1");
    }
    let mut expected = sound();
    expected.insert("EFT1".to_owned(), 0);
    assert_eq!(paid(&all_rows(&out)), expected);
    assert_eq!(home.json(&["postings"])["to_reverse"], json!([]));
    let output = home.output(&reverse);
    assert_eq!(output.status.code(), Some(1), "a second time it is refused");
    // It counts again, and comes out again.
    home.run(&["files", "restore", &file]);
    home.json(&["postings", "export", "--to", to]);
    assert_eq!(paid(&all_rows(&out)), sound());
    home.assert_sound();
}

/// `kill -9` at each place of an export, then the same export again.
#[test]
fn killed_anywhere_it_neither_loses_nor_doubles() {
    let home = dropped();
    let out = home.inbox("out");
    let to = out.to_str().unwrap();
    home.run(&["postings", "mode", "on"]);
    let points = pipeline::POINTS
        .into_iter()
        .filter(|point| point.starts_with("postings"));
    let mut passed = 0;
    for point in points {
        let mut command = home.command(&["postings", "export", "--to", to]);
        let output = command.env("CLAIMLAKE_CRASH_AT", point).output().unwrap();
        assert!(!output.status.success(), "{point}: nothing passes there");
        home.json(&["postings", "export", "--to", to]);
        assert_eq!(paid(&all_rows(&out)), sound(), "{point}");
        let mut seen = BTreeSet::new();
        for row in all_rows(&out) {
            let place = (row["export"].clone(), row["row"].clone());
            assert!(seen.insert(place), "{point}: a row is there once");
        }
        // All of it is taken back, so that the next point finds something to export.
        let list = home.json(&["postings"]);
        for export in list["exports"].as_array().unwrap() {
            if export["standing"].as_u64().unwrap() > 0 {
                let n = export["export"].to_string();
                home.json(&["postings", "reverse", &n, "--to", to]);
            }
        }
        assert!(
            paid(&all_rows(&out)).values().all(|cents| *cents == 0),
            "{point}"
        );
        passed += 1;
    }
    assert_eq!(passed, 5);
}

/// A file that contradicts what was exported, and is older: now that one counts, and comes out once the former
/// was taken back.
#[test]
fn another_content_comes_out_after_the_first_was_taken_back() {
    let home = Home::new();
    let of = |name: &str| files().into_iter().find(|(n, _)| *n == name).unwrap().1;
    home.drop_paths(&[write(&home, "first", &of("first"))]);
    home.run(&["postings", "mode", "on"]);
    home.json(&["postings", "export"]);
    let older = of("rival").replace("*0930*10*X*", "*0830*10*X*");
    home.drop_paths(&[write(&home, "rival", &older)]);
    let list = home.json(&["postings"]);
    assert_eq!(list["to_reverse"][0]["reason"], "held");
    assert_eq!(list["held_back"], json!({ "contested": 1 }));
    let held = home.json(&["queue", "held"]);
    let unit = held["rows"][0]["unit_id"].as_str().unwrap().to_owned();
    home.run(&["files", "decide", &unit, "--discard"]);
    let list = home.json(&["postings"]);
    assert_eq!(list["to_reverse"][0]["reason"], "discarded");
    assert_eq!(list["held_back"], json!({ "other_content_posted": 1 }));
    assert_eq!(home.json(&["postings", "export"])["files"], json!([]));
    home.json(&["postings", "reverse", "1"]);
    home.json(&["postings", "export"]);
    let found = all_rows(&home.path().join("postings"));
    assert_eq!(paid(&found), [("EFT7".to_owned(), 8_000)].into());
    let last = found.last().unwrap();
    assert_eq!(last["patient_control_number"], "B3");
    assert_eq!(home.json(&["postings"])["to_reverse"], json!([]));
}

/// Deposits and payments find each other, whichever came first; what lacks the other waits.
#[test]
fn the_bank_has_what_was_paid_or_it_waits() {
    let home = Home::new();
    let of = |name: &str| files().into_iter().find(|(n, _)| *n == name).unwrap().1;
    let deposits = home.inbox("in").join("deposits.csv");
    let text = "deposit_date,amount,trace_number,originator_id,account,bank_reference\n\
        2026-01-07,6149.45,EFT1,1512345678,operating 0042,B1\n\
        2026-01-07,79.00,EFT2,,operating 0042,B2\n\
        2026-01-07,5.00,,,operating 0042,B3\n";
    std::fs::write(&deposits, text).unwrap();
    home.drop_paths(&[deposits]);
    let waits = |queue: &str, column: &str| -> Vec<String> {
        let found = home.json(&["queue", queue]);
        let rows = found["rows"].as_array().unwrap().iter();
        rows.map(|row| row[column].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        waits("deposits-unmatched", "bank_reference"),
        ["B1", "B2", "B3"]
    );
    let paths = ["all", "denied", "paid", "first"].map(|name| write(&home, name, &of(name)));
    home.drop_paths(&paths);
    assert_eq!(waits("deposits-unmatched", "bank_reference"), ["B2", "B3"]);
    assert_eq!(waits("deposits-unmatched", "why"), ["trace", ""]);
    // Of two payments of 80, the file that came first by its id goes first.
    let mut traces = waits("eft-unmatched", "trace_number");
    traces.sort();
    assert_eq!(traces, ["EFT2", "EFT7"]);
    let statement = "select method from eft_match where status = 'matched'";
    assert_eq!(home.value(statement), "trace_amount_originator");
}
