//! The demo, against the answers that its script computed without us.

use serde_json::Value;

use crate::harness::{Home, sample};

fn answers() -> Value {
    serde_json::from_str(&std::fs::read_to_string(sample().join("answers.json")).unwrap()).unwrap()
}

/// Dollars as cents, from any way of writing them.
fn cents(value: &Value) -> i64 {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}{rest:0<2}").parse().unwrap()
}

fn measures(answer: &Value) -> Vec<(String, i64, i64)> {
    let row = |r: &Value| {
        (
            r["measure"].as_str().unwrap().to_owned(),
            cents(&r["numerator"]),
            cents(&r["denominator"]),
        )
    };
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}

fn expected(of: &Value) -> Vec<(String, i64, i64)> {
    let mut all: Vec<_> = of
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, pair)| (name.clone(), cents(&pair[0]), cents(&pair[1])))
        .collect();
    all.sort();
    all
}

#[test]
fn the_denial_rate_is_what_the_sample_was_made_to_say() {
    let home = Home::new();
    home.json(&["demo"]);
    let answers = answers();
    for (month, of) in answers["months"].as_object().unwrap() {
        let mut found = measures(&home.json(&["kpi", "K33", "--month", month]));
        found.sort();
        assert_eq!(found, expected(of), "{month}");
    }
    let quarter = ["kpi", "K33", "--from", "2026-01-01", "--to", "2026-04-01"];
    let by_payer = home.json(&[&quarter[..], &["--by", "payer"]].concat());
    for (payer, of) in answers["payers"].as_object().unwrap() {
        let rows = by_payer["rows"].as_array().unwrap().iter();
        let rows: Vec<Value> = rows
            .filter(|r| r["dimensions"]["payer"] == *payer)
            .cloned()
            .collect();
        let mut found = measures(&serde_json::json!({ "rows": rows }));
        found.sort();
        assert_eq!(found, expected(of), "{payer}");
    }
    let whole = home.json(&quarter);
    for (reason, n) in answers["left_out"].as_object().unwrap() {
        assert_eq!(whole["left_out"][reason], *n, "{reason}: {whole}");
    }
}

#[test]
fn reasons_and_lines_are_what_the_sample_was_made_to_say() {
    let home = Home::new();
    home.json(&["demo"]);
    let answers = answers();
    let quarter = ["--from", "2026-01-01", "--to", "2026-04-01"];
    let k39 = home.json(&[&["kpi", "K39"], &quarter[..]].concat());
    for reason in answers["reasons"].as_array().unwrap() {
        let of = |measure: &str| {
            let rows = k39["rows"].as_array().unwrap().iter();
            let mut rows = rows.filter(|r| {
                r["dimensions"]["carc"] == reason["carc"]
                    && r["dimensions"]["category"] == reason["category"]
            });
            rows.find(|r| r["measure"] == measure)
                .map(|r| cents(&r["numerator"]))
        };
        assert_eq!(
            of("cases"),
            Some(cents(&reason["cases"])),
            "{reason}: {k39}"
        );
        assert_eq!(
            of("denied_dollars"),
            Some(cents(&reason["dollars"])),
            "{reason}: {k39}"
        );
    }
    let k35 = home.json(&[&["kpi", "K35"], &quarter[..]].concat());
    let lines = measures(&k35);
    assert_eq!(lines[0].1, cents(&answers["lines"]["denied"]), "{k35}");
    assert_eq!(lines[0].2, cents(&answers["lines"]["adjudicated"]), "{k35}");
}

#[test]
fn the_demo_tells_its_story_in_order() {
    let home = Home::new();
    let text = home.run(&["demo"]);
    let mut from = 0;
    for heading in [
        "What came in",
        "What was refused",
        "What was left out",
        "What was denied",
        "The denial rate",
        "Go on with",
    ] {
        let at = text[from..]
            .find(heading)
            .unwrap_or_else(|| panic!("{heading} in order in\n{text}"));
        from += at;
    }
    home.assert_sound();
    let again = home.run(&["demo"]);
    assert!(
        again.contains("The denial rate"),
        "a second demo on the same home answers the same"
    );
}

#[test]
fn one_payment_is_unbalanced_and_one_claim_was_taken_back() {
    let home = Home::new();
    home.json(&["demo"]);
    let unbalanced = home.json(&[
        "sql",
        "select trace_number from remit_payment where not balanced_flag order by 1",
    ]);
    // EFT023 is ten dollars short by design.
    assert!(
        unbalanced
            .as_array()
            .unwrap()
            .iter()
            .any(|r| r["trace_number"] == "EFT023"),
        "{unbalanced}"
    );
    let reversed = home.json(&["sql", "select patient_control_number, is_reversal, outcome from remit_claim where patient_control_number = 'SMP0001' order by check_date, clp_ordinal"]);
    let reversed = reversed.as_array().unwrap();
    assert_eq!(reversed.len(), 3);
    assert_eq!(reversed[1]["is_reversal"], true);
    assert_eq!(reversed[2]["outcome"], "denied");
}
